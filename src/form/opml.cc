// Writing OPML: a tree of folders, walked with a stack.
#include "form/opml.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "web/safe_html.h"
#include "web/xml.h"

namespace headwater::form {
namespace {

constexpr std::size_t kMaxDepth = 16;  // of folders; what lies deeper stands in the last

struct Folder {
  std::string name;
  std::vector<std::size_t> folders;
  std::vector<const news::Entry*> entries;
};

// The first folder is the document's body; others stand behind the one that they lie in.
std::vector<Folder> FoldersOf(const news::Feed& subscriptions) {
  std::vector<Folder> folders(1);
  std::map<std::pair<std::size_t, std::string_view>, std::size_t> known;
  for (const news::Entry& entry : subscriptions.entries) {
    std::size_t at = 0;
    for (std::size_t depth = 0; depth < std::min(entry.folders.size(), kMaxDepth); ++depth) {
      const auto [found, is_new] = known.try_emplace({at, entry.folders[depth]}, folders.size());
      if (is_new) {
        folders[at].folders.push_back(folders.size());
        folders.push_back({entry.folders[depth], {}, {}});
      }
      at = found->second;
    }
    folders[at].entries.push_back(&entry);
  }
  return folders;
}

using Prefixes = std::map<std::string_view, std::string>;

// `{space}name` in two; without braces it has no namespace.
std::pair<std::string_view, std::string_view> SpaceAndName(std::string_view name) {
  const std::size_t end = name.starts_with('{') ? name.find('}') : std::string_view::npos;
  return end == std::string_view::npos ? std::pair{std::string_view(), name}
                                       : std::pair{name.substr(1, end - 1), name.substr(end + 1)};
}

Prefixes PrefixesOf(const news::Feed& subscriptions) {
  Prefixes prefixes;
  for (const news::Entry& entry : subscriptions.entries) {
    for (const auto& [name, value] : entry.attributes) {
      const std::string_view space = SpaceAndName(name).first;
      if (!space.empty()) {
        prefixes.try_emplace(space, fmt::format("n{}", prefixes.size() + 1));
      }
    }
  }
  return prefixes;
}

// A name that XML takes: what came in as an attribute's name may be anything.
bool IsName(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !name.empty() && letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

void WriteEntry(const news::Entry& entry, const Prefixes& prefixes, std::size_t depth, std::string& out) {
  const std::string plain = web::TextOfHtml(entry.title);
  const std::string title = web::EscapeXml(plain.empty() ? entry.url : plain);
  out.append(depth * 2, ' ');
  out += fmt::format(R"(<outline type="rss" text="{0}" title="{0}" xmlUrl="{1}")", title, web::EscapeXml(entry.url));
  if (!entry.source_url.empty()) {
    out += fmt::format(R"( htmlUrl="{}")", web::EscapeXml(entry.source_url));
  }
  for (const auto& [full, value] : entry.attributes) {
    const auto [space, name] = SpaceAndName(full);
    if (IsName(name)) {
      out += fmt::format(" {}{}{}=\"{}\"", space.empty() ? "" : prefixes.at(space), space.empty() ? "" : ":", name,
                         web::EscapeXml(value));
    }
  }
  out += "/>\n";
}

}  // namespace

std::string WriteOpml(const news::Feed& subscriptions) {
  const Prefixes prefixes = PrefixesOf(subscriptions);
  const std::string title = web::TextOfHtml(subscriptions.title);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\"";
  for (const auto& [space, prefix] : prefixes) {
    out += fmt::format(R"( xmlns:{}="{}")", prefix, web::EscapeXml(space));
  }
  out += fmt::format(">\n<head><title>{}</title></head>\n<body>\n",
                     web::EscapeXml(title.empty() ? "Subscriptions" : title));
  const std::vector<Folder> folders = FoldersOf(subscriptions);
  // A folder with how many of the folders in it have been written.
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, 0}};
  while (!open.empty()) {
    const Folder& folder = folders[open.back().first];
    if (open.back().second == 0) {
      for (const news::Entry* entry : folder.entries) {
        WriteEntry(*entry, prefixes, open.size() - 1, out);
      }
    }
    if (open.back().second < folder.folders.size()) {
      const std::size_t inner = folder.folders[open.back().second++];
      const std::string name = web::EscapeXml(folders[inner].name);
      out.append((open.size() - 1) * 2, ' ');
      out += fmt::format("<outline text=\"{0}\" title=\"{0}\">\n", name);
      open.emplace_back(inner, 0);
      continue;
    }
    open.pop_back();
    if (!open.empty()) {
      out.append((open.size() - 1) * 2, ' ');
      out += "</outline>\n";
    }
  }
  return out + "</body>\n</opml>\n";
}

}  // namespace headwater::form
