// Writing OPML: a tree of folders, walked with a stack.
#include "form/opml.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "web/safe_html.h"
#include "web/xml.h"

namespace headwater::form {
namespace {

constexpr std::size_t kMaxAttributes = 64;  // of a folder
constexpr std::size_t kMaxDepth = 16;       // of folders; what lies deeper stands in the last

struct Folder {
  std::string name;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;  // their full names, their values
  std::vector<std::size_t> folders;
  std::vector<const news::Entry*> entries;
};

// `1/{space}name` in three: the place of the folder whose it is (none: the entry's own), the namespace (none without
// braces), the name.
struct AttributeName {
  std::optional<std::size_t> folder;
  std::string_view space;
  std::string_view name;
};

AttributeName PartsOf(std::string_view full) {
  AttributeName parts;
  const std::size_t digits = std::min(full.find_first_not_of("0123456789"), full.size());
  if (digits > 0 && digits < 3 && full.substr(digits).starts_with('/')) {
    parts.folder = digits == 1 ? full[0] - '0' : (full[0] - '0') * 10 + (full[1] - '0');
    full.remove_prefix(digits + 1);
  }
  const std::size_t end = full.starts_with('{') ? full.find('}') : std::string_view::npos;
  parts.space = end == std::string_view::npos ? std::string_view() : full.substr(1, end - 1);
  parts.name = end == std::string_view::npos ? full : full.substr(end + 1);
  return parts;
}

// Takes the attributes that an entry has for its folder at that depth, unless another entry had them before.
void Adopt(const news::Entry& entry, std::size_t depth, Folder& folder) {
  for (const auto& [full, value] : entry.attributes) {
    const AttributeName parts = PartsOf(full);
    const auto same = [&parts](const auto& other) {
      const AttributeName known = PartsOf(other.first);
      return known.space == parts.space && known.name == parts.name;
    };
    if (parts.folder == depth && folder.attributes.size() < kMaxAttributes &&
        std::ranges::none_of(folder.attributes, same)) {
      folder.attributes.emplace_back(full, value);
    }
  }
}

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
        folders.push_back({entry.folders[depth], {}, {}, {}});
      }
      at = found->second;
      Adopt(entry, depth, folders[at]);
    }
    folders[at].entries.push_back(&entry);
  }
  return folders;
}

using Prefixes = std::map<std::string_view, std::string>;

Prefixes PrefixesOf(const news::Feed& subscriptions) {
  Prefixes prefixes;
  for (const news::Entry& entry : subscriptions.entries) {
    for (const auto& [name, value] : entry.attributes) {
      const std::string_view space = PartsOf(name).space;
      if (!space.empty()) {
        prefixes.try_emplace(space, fmt::format("n{}", prefixes.size() + 1));
      }
    }
  }
  return prefixes;
}

// A name that XML takes: what came in as an attribute's name may be anything.
bool IsName(std::string_view name) {
  const auto letter = [](char c) { return ascii::IsLetter(c) || c == '_'; };
  return !name.empty() && letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

void WriteAttribute(std::string_view full, std::string_view value, const Prefixes& prefixes, std::string& out) {
  const AttributeName parts = PartsOf(full);
  if (IsName(parts.name)) {
    out += fmt::format(" {}{}{}=\"{}\"", parts.space.empty() ? "" : prefixes.at(parts.space),
                       parts.space.empty() ? "" : ":", parts.name, web::EscapeXml(value));
  }
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
    if (!PartsOf(full).folder) {
      WriteAttribute(full, value, prefixes, out);
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
      out += fmt::format(R"(<outline text="{0}" title="{0}")", name);
      for (const auto& [full, value] : folders[inner].attributes) {
        WriteAttribute(full, value, prefixes, out);
      }
      out += ">\n";
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
