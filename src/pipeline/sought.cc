// Primary sources that are named but not here: looked up among what is here, and asked for where they are subscribed.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "form/items.h"
#include "pipeline/line.h"
#include "pipeline/settled.h"
#include "store/awaited.h"
#include "tables/tables.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kMostSought = 20;  // pages that one batch asks for
constexpr std::size_t kLongestAddress = 1000;
// Of an outlet that is named without a link: the reports that are looked through, and the feeds that one batch asks.
constexpr std::size_t kMostReports = 60;
constexpr std::size_t kMostFeeds = 5;
constexpr std::chrono::hours kReportsBefore{24 * 7};
constexpr std::chrono::hours kFresh{24 * 3};   // what a feed may still show
constexpr std::chrono::minutes kPatience{30};  // since a feed was asked last

// What it is called that is waited for: a page,
std::string NoteOf(std::string_view url) { return web::ComparableUrl(url); }

bool IsOn(std::string_view host, std::string_view site) {
  return !site.empty() && (host == site || (host.size() > site.size() && host.ends_with(site) &&
                                            host[host.size() - site.size() - 1] == '.'));
}

// or any report of an outlet.
std::string NamedNote(std::string_view source) { return fmt::format("source {}", SourceKeyOf(source)); }

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
    const auto waits = store::Awaited(store_).WaitFor(NoteOf(address), origin.article, clock_.Now());
    if (!waits) {
      return tl::unexpected(waits.error());
    }
    if (!*waits) {
      continue;
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

// The outlet that an origin outside of the collection is named as, with no address to go to.
static std::string_view NamedOutlet(const news::Origin& origin) {
  const bool outside = origin.kind == news::OriginKind::kOutlet && origin.origin_article.empty();
  return outside && SoughtAddress(origin).empty() ? std::string_view(origin.name) : std::string_view();
}

// Gives the citations of the outlet that have none the report's address. True where there were such.
static bool Link(news::Article& citing, std::string_view outlet, const std::string& url) {
  bool any = false;
  for (news::Citation& citation : citing.annotations->citations) {
    if (citation.url.empty() && SourceKeyOf(citation.source) == SourceKeyOf(outlet)) {
      citation.url = url;
      any = true;
    }
  }
  return any;
}

// The report here that the article has from the outlet, if it is sure which.
Result<std::optional<news::Article>> Pipeline::Line::NamedReportOf(const news::Article& citing,
                                                                   std::string_view outlet) {
  const auto at = citing.published->at;
  const auto ids = store_.ArticlesBy(outlet, at - kReportsBefore, at + std::chrono::hours(24), kMostReports);
  auto reports = ids ? store_.Articles(*ids) : Result<std::vector<news::Article>>(tl::unexpected(ids.error()));
  if (!reports) {
    return tl::unexpected(reports.error());
  }
  const auto report = trace::FindNamedReport(citing, outlet, *reports);
  return report ? std::optional(std::move((*reports)[report->candidate])) : std::nullopt;
}

// Where the report that an article names without a link is here, its citation gets the address: tracing then takes it
// as it takes a link. So do those of others that rest on the same outlet for the same story. True where there was one.
Result<bool> Pipeline::Line::LinkNamed(std::vector<news::Article>& articles, const std::vector<news::Origin>& origins) {
  std::map<std::string, news::Article> found;  // by the outlet's key
  std::vector<std::pair<news::ArticleId, std::string>> resting;
  for (const news::Origin& origin : origins) {
    const std::string outlet(NamedOutlet(origin));
    const auto citing = std::ranges::find(articles, origin.article, &news::Article::id);
    if (outlet.empty() || citing == articles.end() || !citing->published || !citing->annotations) {
      continue;
    }
    resting.emplace_back(origin.article, outlet);
    if (found.contains(SourceKeyOf(outlet))) {
      continue;
    }
    auto report = NamedReportOf(*citing, outlet);
    if (!report) {
      return tl::unexpected(report.error());
    }
    if (*report && !(*report)->url.empty()) {
      found.emplace(SourceKeyOf(outlet), **std::move(report));
    }
  }
  bool any = false;
  for (const auto& [id, outlet] : resting) {
    const auto report = found.find(SourceKeyOf(outlet));
    const auto citing = std::ranges::find(articles, id, &news::Article::id);
    any = (report != found.end() && Link(*citing, outlet, report->second.url)) || any;
  }
  for (auto& [key, report] : found) {
    if (std::ranges::find(articles, report.id, &news::Article::id) == articles.end()) {
      articles.push_back(std::move(report));
    }
  }
  return any;
}

// Notes who waits for a report of an outlet that it names, and has the outlet's feeds looked at once where they are
// subscribed.
Result<void> Pipeline::Line::SeekNamed(const std::vector<news::Origin>& origins) {
  std::set<std::string> outlets;
  for (const news::Origin& origin : origins) {
    const std::string_view outlet = NamedOutlet(origin);
    if (outlet.empty()) {
      continue;
    }
    const auto waits = store::Awaited(store_).WaitFor(NamedNote(outlet), origin.article, clock_.Now());
    if (!waits) {
      return tl::unexpected(waits.error());
    }
    if (!*waits) {
      continue;
    }
    const auto article = store_.Article(origin.article);
    const bool fresh = article && article->article.published && article->article.published->at + kFresh > clock_.Now();
    if (fresh && outlets.size() < kMostFeeds) {
      outlets.emplace(outlet);
    }
  }
  return settings_.fetch && !outlets.empty() ? AskFeedsOf(outlets) : Result<void>{};
}

Result<void> Pipeline::Line::AskFeedsOf(const std::set<std::string>& outlets) {
  const auto feeds = store_.Feeds();
  if (!feeds) {
    return tl::unexpected(feeds.error());
  }
  const auto now = clock_.Now();
  std::size_t asked = 0;
  for (const store::FeedRow& feed : *feeds) {
    const bool asks =
        feed.health == store::FeedHealth::kGood && (!feed.last_fetched || *feed.last_fetched + kPatience < now);
    const news::Source* const site = tables::SourceByHost(web::HostOf(feed.link.empty() ? feed.url : feed.link));
    const bool theirs = std::ranges::any_of(outlets, [&](const std::string& outlet) {
      return (site != nullptr && SourceKeyOf(site->name) == SourceKeyOf(outlet)) ||
             SourceKeyOf(feed.title) == SourceKeyOf(outlet);
    });
    if (asks && theirs && asked < kMostFeeds) {
      ++asked;
      if (auto done = store_.AskRefresh(feed.id, now); !done) {
        return done;
      }
    }
  }
  return {};
}

// Reports came: who named their outlet and means one of them is told again.
Result<void> Pipeline::Line::AwaitNamed(const std::vector<const news::Article*>& documents) {
  std::map<std::string, std::vector<news::Article>> reports;
  for (const news::Article* const document : documents) {
    if (!document->publisher.empty()) {
      std::ranges::move(form::Placeable(*document), std::back_inserter(reports[NamedNote(document->publisher)]));
    }
  }
  for (const auto& [note, candidates] : reports) {
    const auto waiting = store::Awaited(store_).By(note);
    if (!waiting) {
      return tl::unexpected(waiting.error());
    }
    if (waiting->empty()) {
      continue;
    }
    const auto citing = store_.Articles(*waiting);
    if (!citing) {
      return tl::unexpected(citing.error());
    }
    std::vector<news::ArticleId> left;
    for (const news::Article& article : *citing) {
      if (trace::FindNamedReport(article, candidates.front().publisher, candidates)) {
        awaiting_.insert(article.id);
      }
      if (!article.published || article.published->at + kReportsBefore > clock_.Now()) {
        left.push_back(article.id);
      }
    }
    if (left.size() < waiting->size()) {
      if (auto noted = store::Awaited(store_).Leave(note, left); !noted) {
        return noted;
      }
    }
  }
  return {};
}

// A page came: who waited for it is told again.
Result<void> Pipeline::Line::Await(const std::string& url) {
  if (url.empty()) {
    return {};
  }
  const auto waiting = store::Awaited(store_).By(NoteOf(url));
  if (!waiting) {
    return tl::unexpected(waiting.error());
  }
  awaiting_.insert(waiting->begin(), waiting->end());
  return waiting->empty() ? Result<void>() : store::Awaited(store_).Leave(NoteOf(url), {});
}

}  // namespace headwater::pipeline
