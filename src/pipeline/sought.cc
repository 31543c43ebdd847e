// Primary sources that are named but not here: looked up among what is here, and asked for where they are subscribed.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "pipeline/line.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kMostSought = 20;   // pages that one batch asks for
constexpr std::size_t kMostWaiting = 50;  // articles that wait for one page
constexpr std::size_t kLongestAddress = 1000;

// Under which it is noted who waits for the page.
std::string NoteOf(std::string_view url) { return "sought " + web::ComparableUrl(url); }

bool IsOn(std::string_view host, std::string_view site) {
  return !site.empty() && (host == site || (host.size() > site.size() && host.ends_with(site) &&
                                            host[host.size() - site.size() - 1] == '.'));
}

std::string_view WithoutPrefix(std::string_view host) { return host.starts_with("www.") ? host.substr(4) : host; }

}  // namespace

// The address that an origin outside of the collection is linked by, if any.
static std::string SoughtAddress(const news::Origin& origin) {
  const bool outside = origin.kind == news::OriginKind::kOutlet && origin.origin_article.empty();
  const auto url = outside ? web::ParseUrl(origin.url) : std::nullopt;
  // A site's front page is nobody's report.
  return url && url->path.size() > 1 && origin.url.size() <= kLongestAddress ? origin.url : std::string();
}

Result<std::vector<news::Article>> Pipeline::Line::SoughtHere(const std::vector<news::Origin>& origins) {
  std::vector<std::string> addresses;
  for (const news::Origin& origin : origins) {
    if (std::string address = SoughtAddress(origin); !address.empty()) {
      addresses.push_back(std::move(address));
    }
  }
  if (addresses.empty()) {
    return std::vector<news::Article>{};
  }
  const auto ids = store_.ArticlesAt(addresses);
  if (!ids) {
    return tl::unexpected(ids.error());
  }
  return store_.Articles(*ids);
}

// Notes who waits for the page, and has it fetched in its turn where its site is subscribed.
Result<void> Pipeline::Line::Seek(const std::vector<news::Origin>& origins) {
  std::vector<news::Page> pages;
  std::unordered_set<std::string> addresses;
  for (const news::Origin& origin : origins) {
    const std::string address = SoughtAddress(origin);
    if (address.empty()) {
      continue;
    }
    const auto known = store_.Note(NoteOf(address));
    if (!known) {
      return tl::unexpected(known.error());
    }
    const std::string waiting = known->value_or("");
    const bool waits =
        fmt::format(" {} ", waiting).find(fmt::format(" {} ", origin.article.value())) != std::string::npos;
    if (waits || static_cast<std::size_t>(std::ranges::count(waiting, ' ')) >= kMostWaiting) {
      continue;
    }
    const std::string longer = waiting.empty() ? origin.article.value() : waiting + " " + origin.article.value();
    if (auto noted = store_.SetNote(NoteOf(address), longer); !noted) {
      return noted;
    }
    if (pages.size() < kMostSought && addresses.insert(address).second) {
      news::Page page;
      page.url = address;
      pages.push_back(std::move(page));
    }
  }
  if (pages.empty() || !settings_.fetch) {
    return {};
  }
  const auto feeds = store_.Feeds();
  if (!feeds) {
    return tl::unexpected(feeds.error());
  }
  std::erase_if(pages, [&](const news::Page& page) {
    const std::string host = web::HostOf(page.url);
    return std::ranges::none_of(*feeds, [&](const store::FeedRow& feed) {
      const std::string site = web::HostOf(feed.link.empty() ? feed.url : feed.link);
      return IsOn(WithoutPrefix(host), WithoutPrefix(site));
    });
  });
  return Announce(pages).map([](std::size_t) {});
}

// A page came: who waited for it is told again.
Result<void> Pipeline::Line::Await(const std::string& url) {
  if (url.empty()) {
    return {};
  }
  const auto note = store_.Note(NoteOf(url));
  if (!note) {
    return tl::unexpected(note.error());
  }
  std::string_view waiting = *note ? std::string_view(**note) : std::string_view();
  while (!waiting.empty()) {
    const std::size_t end = std::min(waiting.find(' '), waiting.size());
    awaiting_.emplace(std::string(waiting.substr(0, end)));
    waiting.remove_prefix(std::min(end + 1, waiting.size()));
  }
  return {};
}

}  // namespace headwater::pipeline
