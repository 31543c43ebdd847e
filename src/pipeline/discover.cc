// From any address of a site to its feed: what it is itself, what it names, where feeds usually are.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "pipeline/line.h"
#include "pipeline/pipeline.h"
#include "read/read.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kMostTried = 6;     // of the feeds that a page names
constexpr std::size_t kMostGuessed = 14;  // usual places
constexpr std::size_t kMostSitemaps = 4;
constexpr std::size_t kMostNamed = 8;  // others, in the answer

std::string Named(std::string_view title, const std::string& url) {
  return title.empty() ? url : fmt::format("{} ({})", title, url);
}

class Search {
 public:
  Search(fetch::Fetcher& fetcher, const store::FeedOptions& options) : fetcher_(fetcher), options_(options) {}

  Result<Found> At(const std::string& address) {
    auto response = fetcher_.Get(RequestFor(address));
    if (!response) {
      return tl::unexpected(response.error());
    }
    if (response->status == 401 || response->status == 403) {
      return Fail(Fault::kRefused, fmt::format("{}: the server wants a name and password, or a cookie (status {})",
                                               address, response->status));
    }
    if (!IsGood(response->status)) {
      return Fail(Fault::kUnreachable, StatusError(address, response->status));
    }
    if (auto found = Take(*response, response->moved_to.empty() ? address : response->moved_to)) {
      return std::move(*found);
    }
    auto found = OfPage(*response);
    if (!found) {
      found = OfUsualPlaces(response->url);
    }
    if (!found) {
      return Fail(
          Fault::kBadInput,
          fmt::format("{}: no feed, and none was found on the page, at the usual places or in robots.txt", address));
    }
    return std::move(*found);
  }

 private:
  fetch::Request RequestFor(const std::string& url) const {
    // A person asked for it.
    fetch::Request request{.url = url};
    request.heed_robots = false;
    request.options = OptionsFor(options_, first_.empty() ? url : first_, url);
    return request;
  }

  // The response as a feed, where it is one.
  std::optional<Found> Take(const fetch::Response& response, const std::string& address) {
    auto read = read::ReadFeed(response.body, response.Header("content-type"), response.url);
    if (first_.empty()) {
      first_ = response.url;
    }
    if (!read || (read->entries.empty() && read->faults.size() > 0)) {
      return std::nullopt;
    }
    Found found;
    found.entries = read->entries.size();
    if (read->kind == news::FeedKind::kOpml) {
      found.list = true;
      std::ranges::transform(read->entries, std::back_inserter(found.feeds), store::RowOf);
      return found;
    }
    store::FeedRow feed;
    feed.id = news::FeedId(address);
    feed.url = address;
    feed.kind = read->kind == news::FeedKind::kSitemap ? store::FeedSort::kSitemap : store::FeedSort::kFeed;
    feed.title = web::TextOfHtml(read->title);
    if (feed.title.empty() && feed.kind == store::FeedSort::kSitemap) {
      feed.title = web::HostOf(address);
    }
    feed.link = read->link;
    feed.language = read->language;
    feed.options = options_;
    found.feeds.push_back(std::move(feed));
    return found;
  }

  std::optional<Found> Try(const std::string& url) {
    const auto response = fetcher_.Get(RequestFor(url));
    return response && IsGood(response->status) ? Take(*response, url) : std::nullopt;
  }

  std::optional<Found> OfPage(const fetch::Response& response) {
    news::Page page;
    page.url = response.url;
    page.content_type = response.Header("content-type");
    page.headers = response.headers;
    page.body = response.body;
    const std::vector<read::FeedLink> links = read::DiscoverFeeds(page);
    for (std::size_t i = 0; i < std::min(links.size(), kMostTried); ++i) {
      auto found = Try(links[i].url);
      if (!found || found->list) {
        continue;
      }
      for (std::size_t j = i + 1; j < links.size() && found->others.size() < kMostNamed; ++j) {
        found->others.push_back(Named(links[j].title, links[j].url));
      }
      return found;
    }
    return std::nullopt;
  }

  std::optional<Found> OfUsualPlaces(const std::string& address) {
    std::size_t tried = 0;
    std::vector<std::string> sitemaps;
    for (const read::UsualPlace& place : read::UsualPlaces(address)) {
      if (place.sitemap) {
        sitemaps.push_back(place.url);
      } else if (tried++ < kMostGuessed) {
        if (auto found = Try(place.url); found && !found->list) {
          return found;
        }
      }
    }
    const auto robots = web::ResolveUrl(address, "/robots.txt");
    const auto response = robots ? fetcher_.Get(RequestFor(*robots)) : Fail(Fault::kBadInput, "");
    if (response && IsGood(response->status)) {
      auto named = read::SitemapsIn(response->body, response->url);
      sitemaps.insert(sitemaps.begin(), named.begin(), named.end());
    }
    sitemaps.resize(std::min(sitemaps.size(), kMostSitemaps));
    for (const std::string& sitemap : sitemaps) {
      if (auto found = Try(sitemap); found && !found->list && found->entries > 0) {
        return found;
      }
    }
    return std::nullopt;
  }

  fetch::Fetcher& fetcher_;
  const store::FeedOptions& options_;
  std::string first_;  // where the person's address led: its site gets cookies and passwords
};

}  // namespace

fetch::RequestOptions OptionsFor(const store::FeedOptions& options, std::string_view feed, std::string_view url) {
  fetch::RequestOptions request;
  request.user_agent = options.user_agent;
  request.proxy = options.proxy;
  request.ca_file = options.ca_file;
  // What lets a person in at one site is nothing for others, nor for an address without encryption where the feed has
  // it.
  const std::string site = web::HostOf(feed);
  const std::string host = web::HostOf(url);
  const bool same = !site.empty() && (host == site || host.ends_with("." + site) || site.ends_with("." + host));
  const bool safe = url.starts_with("https:") || !feed.starts_with("https:");
  if (same && safe) {
    request.cookies = options.cookies;
    request.user = options.user;
    request.password = options.password;
  }
  return request;
}

Result<Found> FindFeeds(fetch::Fetcher& fetcher, const std::string& address, const store::FeedOptions& options) {
  return Search(fetcher, options).At(address);
}

Result<std::string> Subscribe(store::Store& store, const Found& found, const std::string& address,
                              std::chrono::sys_seconds now) {
  const auto added = store.Subscribe(found.feeds, now);
  if (!added) {
    return tl::unexpected(added.error());
  }
  if (found.list) {
    return fmt::format("{} of {} feeds of the list were new", *added, found.feeds.size());
  }
  const store::FeedRow& feed = found.feeds.front();
  std::string answer;
  if (*added == 0) {
    answer = fmt::format("{} was subscribed to before", feed.url);
  } else {
    answer = fmt::format("subscribed to {} ({} {})", feed.title.empty() ? feed.url : feed.title, found.entries,
                         feed.kind == store::FeedSort::kSitemap ? "addresses of its sitemap" : "entries");
    if (feed.url != address) {
      answer += fmt::format(" at {}", feed.url);
    }
  }
  if (!found.others.empty()) {
    answer += fmt::format("; the site also has {}", fmt::join(found.others, ", "));
  }
  return answer;
}

}  // namespace headwater::pipeline
