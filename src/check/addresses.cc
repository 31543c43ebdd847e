// The forms that one page's address is passed on in.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "check/check.h"
#include "http/address.h"
#include "web/url.h"

namespace headwater::check {
namespace {

constexpr std::size_t kMostForms = 40;
constexpr int kMostWrappers = 3;

// Pages that lead on to the one in a field of theirs.
struct Leads {
  std::string_view host;  // it, or one below it
  std::string_view path;  // begins so
  std::string_view field;
};
constexpr std::array<Leads, 8> kLeads{{{"google.com", "/url", "q"},
                                       {"google.com", "/url", "url"},
                                       {"l.facebook.com", "/l.php", "u"},
                                       {"lm.facebook.com", "/l.php", "u"},
                                       {"out.reddit.com", "/", "url"},
                                       {"vk.com", "/away.php", "to"},
                                       {"youtube.com", "/redirect", "q"},
                                       {"duckduckgo.com", "/l/", "uddg"}}};

// Pages whose path holds the address of the one that they show.
struct Holds {
  std::string_view host;
  std::string_view path;
};
constexpr std::array<Holds, 4> kHolds{
    {{"web.archive.org", "/web/"}, {"google.com", "/amp/"}, {"bing.com", "/amp/"}, {"cdn.ampproject.org", "/"}}};

constexpr std::array<std::string_view, 6> kHostMarks{"www.", "m.", "amp.", "mobile.", "touch.", "wap."};
constexpr std::array<std::string_view, 5> kOtherHosts{"", "www.", "m.", "amp.", "mobile."};

bool IsBelow(std::string_view host, std::string_view site) {
  return host == site ||
         (host.size() > site.size() && host.ends_with(site) && host[host.size() - site.size() - 1] == '.');
}

// What stands behind the first segments that are no address: a time, `s`, `c`, `v`.
std::string HeldIn(std::string_view rest, const std::string& query) {
  bool secure = false;
  while (!rest.empty()) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, slash);
    if (segment.starts_with("http:") || segment.starts_with("https:")) {
      std::string held(rest);
      // Servers fold the two slashes into one.
      const std::size_t colon = held.find(':');
      const std::size_t begin = held.find_first_not_of('/', colon + 1);
      return begin == std::string::npos
                 ? std::string()
                 : held.substr(0, colon) + "://" + held.substr(begin) + (query.empty() ? "" : "?" + query);
    }
    if (segment.find('.') != std::string_view::npos) {
      return (secure ? "https://" : "http://") + std::string(rest) + (query.empty() ? "" : "?" + query);
    }
    secure = secure || segment == "s";
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  return {};
}

std::string Unwrapped(const web::Url& url) {
  for (const Leads& each : kLeads) {
    if (IsBelow(url.host, each.host) && url.path.starts_with(each.path)) {
      const http::Fields fields = http::ParseFields(url.query);
      const std::string_view field = http::FieldOf(fields, each.field);
      if (field.starts_with("http")) {
        return std::string(field);
      }
    }
  }
  for (const Holds& each : kHolds) {
    if (IsBelow(url.host, each.host) && url.path.starts_with(each.path)) {
      return HeldIn(std::string_view(url.path).substr(each.path.size()), url.query);
    }
  }
  return {};
}

std::string PlainHost(std::string host) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : kHostMarks) {
      // `m.example` itself is a site.
      if (host.starts_with(mark) && host.find('.', mark.size()) != std::string::npos) {
        host.erase(0, mark.size());
        again = true;
      }
    }
  }
  if (const std::size_t mobile = host.find(".m."); mobile != std::string::npos) {
    host.erase(mobile, 2);
  }
  return host;
}

std::string PlainPath(std::string path) {
  const auto drop_end = [&path](std::string_view mark, std::string_view by) {
    if (path.size() > mark.size() && path.ends_with(mark)) {
      path.replace(path.size() - mark.size(), mark.size(), by);
    }
  };
  drop_end("/", "");
  drop_end("/amp", "");
  drop_end(".amp.html", ".html");
  drop_end(".amp", "");
  drop_end("/index.html", "");
  drop_end("/index.php", "");
  if (path.starts_with("/amp/")) {
    path.erase(0, 4);
  }
  return path.empty() ? "/" : path;
}

std::string PlainQuery(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view field = query.substr(0, end);
    const std::string name = ascii::Lower(field.substr(0, field.find('=')));
    const bool marks = name == "amp" || name == "_amp" || name == "outputtype" || name == "usqp" || name == "amp_js_v";
    if (!marks && !field.empty()) {
      kept += (kept.empty() ? "" : "&") + std::string(field);
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return kept;
}

// The path alone names the article: its last part is a headline in words.
bool NamesItself(std::string_view path) {
  constexpr std::size_t kLong = 16;
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return last.size() >= kLong && std::ranges::count(last, '-') > 1;
}

}  // namespace

std::string TargetOf(std::string_view address) {
  std::string target(address);
  for (int n = 0; n < kMostWrappers; ++n) {
    const auto url = web::ParseUrl(target);
    const std::string inner = url && !IsBelow(url->host, "web.archive.org") ? Unwrapped(*url) : std::string();
    if (!web::ParseUrl(inner)) {
      break;
    }
    target = inner;
  }
  return target;
}

std::vector<std::string> FormsOf(std::string_view address) {
  std::vector<std::string> forms;
  const auto add = [&forms](std::string form) {
    if (forms.size() < kMostForms && std::ranges::find(forms, form) == forms.end()) {
      forms.push_back(std::move(form));
    }
  };
  std::optional<web::Url> url = web::ParseUrl(address);
  if (!url) {
    return forms;
  }
  add(web::FormatUrl(*url));
  for (int n = 0; n < kMostWrappers; ++n) {
    const auto inner = web::ParseUrl(Unwrapped(*url));
    if (!inner) {
      break;
    }
    url = inner;
    add(web::FormatUrl(*url));
  }
  web::Url plain = *url;
  plain.path = PlainPath(plain.path);
  plain.query = PlainQuery(plain.query);
  plain.fragment = url->fragment.starts_with('!') ? url->fragment : std::string();
  add(web::FormatUrl(plain));
  const std::string host = PlainHost(plain.host);
  const bool numeric = host.find_first_not_of("0123456789.[]:abcdef") == std::string::npos;
  const auto on_each_host = [&](const web::Url& form) {
    for (const std::string_view mark : kOtherHosts) {
      web::Url other = form;
      other.host = std::string(mark) + host;
      if (!numeric || mark.empty()) {
        add(web::FormatUrl(other));
      }
    }
  };
  on_each_host(plain);
  if (plain.path != "/") {
    web::Url behind = plain;
    behind.path += "/amp";
    web::Url before = plain;
    before.path = "/amp" + plain.path;
    web::Url index = plain;
    index.path += "/index.html";
    for (const web::Url& form : {behind, before, index}) {
      on_each_host(form);
    }
  }
  if (!plain.query.empty() && NamesItself(plain.path)) {
    plain.query.clear();
    on_each_host(plain);
  }
  return forms;
}

}  // namespace headwater::check
