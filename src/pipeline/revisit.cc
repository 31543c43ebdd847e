// When pages are fetched again: on a schedule that thins out, and when a feed says that they changed.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/hash.h"
#include "form/json.h"
#include "pipeline/line.h"

namespace headwater::pipeline {
namespace {

// A feed whose entries are never the same twice makes no page be fetched more often.
constexpr std::chrono::hours kAnnouncedApart{1};
// Visits in all, whatever is announced.
constexpr int kMostVisits = 40;
// A visit that never came to its end is due again then.
constexpr std::chrono::hours kLost{24};

// A tenth of the step at most, by the address: pages that were found together do not stay together.
std::chrono::seconds Spread(const std::string& url, std::chrono::seconds step) {
  const auto tenth = static_cast<std::uint64_t>(std::max<std::int64_t>(step.count() / 10, 1));
  return std::chrono::seconds(static_cast<std::int64_t>(Hash64(url) % tenth));
}

bool IsNewsStill(const news::Page& announced, std::chrono::sys_seconds first, std::chrono::seconds longest) {
  return !announced.announcement || !announced.announcement->published ||
         announced.announcement->published->at + longest >= first;
}

}  // namespace

std::string AnnouncedPrint(const news::Page& announced) {
  if (!announced.announcement) {
    return {};
  }
  const news::Announcement& said = *announced.announcement;
  const auto time = [](const std::optional<Moment>& moment) { return moment ? FormatMoment(*moment) : std::string(); };
  return fmt::format("{:016x}", Hash64(fmt::format("{}\n{}\n{}\n{}", said.title, time(said.published),
                                                   time(said.updated), announced.body)));
}

std::optional<std::chrono::sys_seconds> NextVisit(const Settings& settings, const store::Revisit& revisit,
                                                  std::chrono::sys_seconds now) {
  if (revisit.visits >= kMostVisits) {
    return std::nullopt;
  }
  for (const std::chrono::seconds step : settings.revisits) {
    const auto at = revisit.first + step + Spread(revisit.url, step);
    if (at > now) {
      return at;
    }
  }
  return std::nullopt;
}

std::optional<store::Revisit> Pipeline::Line::RevisitOf(const std::string& url) {
  auto known = store_.RevisitsOf(std::span(&url, 1));
  return known ? std::move(known->front()) : std::nullopt;
}

void Pipeline::Line::NoteVisit(const news::Page& announced, const fetch::Response& response,
                               std::vector<store::Revisit>& visited) {
  const auto now = clock_.Now();
  store::Revisit revisit = RevisitOf(announced.url).value_or(store::Revisit{});
  if (revisit.url.empty()) {
    revisit.url = announced.url;
    revisit.first = now;
    revisit.announced = AnnouncedPrint(announced);
  } else {
    ++revisit.visits;
  }
  revisit.last = now;
  if (IsGood(response.status)) {
    revisit.etag = response.Header("etag");
    revisit.last_modified = response.Header("last-modified");
  }
  const auto longest = settings_.revisits.empty() ? std::chrono::seconds{0} : settings_.revisits.back();
  revisit.due = IsNewsStill(announced, revisit.first, longest) ? NextVisit(settings_, revisit, now) : std::nullopt;
  visited.push_back(std::move(revisit));
}

bool Pipeline::Line::NoteLostVisit(const std::string& url, int status, std::vector<store::Revisit>& visited) {
  constexpr int kNotFound = 404;
  constexpr int kGone = 410;
  auto known = RevisitOf(url);
  if (!known) {
    return false;
  }
  store::Revisit& revisit = *known;
  revisit.last = clock_.Now();
  ++revisit.visits;
  const bool gone = status == kNotFound || status == kGone;
  revisit.due = gone ? std::nullopt : NextVisit(settings_, revisit, revisit.last);
  visited.push_back(std::move(revisit));
  return true;
}

Result<std::vector<bool>> Pipeline::Line::VisitsWanted(const std::vector<news::Page>& announced,
                                                       const std::vector<bool>& known) {
  std::vector<bool> wanted(announced.size(), false);
  std::vector<std::size_t> places;
  std::vector<std::string> addresses;
  for (std::size_t i = 0; i < announced.size(); ++i) {
    if (known[i] && !announced[i].url.empty() && announced[i].announcement && !settings_.revisits.empty()) {
      places.push_back(i);
      addresses.push_back(announced[i].url);
    }
  }
  auto revisits = store_.RevisitsOf(addresses);
  if (!revisits) {
    return tl::unexpected(revisits.error());
  }
  const auto now = clock_.Now();
  std::vector<store::Revisit> noted;
  for (std::size_t n = 0; n < places.size(); ++n) {
    store::Revisit revisit = (*revisits)[n].value_or(store::Revisit{});
    const std::string print = AnnouncedPrint(announced[places[n]]);
    if (revisit.announced == print) {
      continue;
    }
    // What is said of a page for the first time says nothing new.
    const bool first = revisit.announced.empty();
    if (!first && (now < revisit.last + kAnnouncedApart || revisit.visits >= kMostVisits)) {
      continue;
    }
    if (revisit.url.empty()) {
      revisit.url = addresses[n];
      revisit.first = revisit.last = now;
    }
    revisit.announced = print;
    wanted[places[n]] = !first;
    noted.push_back(std::move(revisit));
  }
  return store_.PutRevisits(noted).map([&] { return wanted; });
}

Result<bool> Pipeline::Line::StartRevisits() {
  if (settings_.revisits.empty() || fetcher_.stopped() || pages_under_way_.size() >= limits_.pages_under_way) {
    return false;
  }
  const auto now = clock_.Now();
  auto due = store_.RevisitsDue(now, limits_.batch);
  if (!due) {
    return tl::unexpected(due.error());
  }
  if (due->empty()) {
    return false;
  }
  std::vector<queue::Work> work;
  for (store::Revisit& revisit : *due) {
    news::Page page;
    page.url = revisit.url;
    // Its feed says how it is fetched.
    if (const auto id = store_.ArticleAt(revisit.url)) {
      page.announcement = store_.Page(*id).value_or(news::Page{}).announcement;
    }
    work.push_back({revisit.url, std::string(kPageWork), form::WritePage(page), 0});
    revisit.due = now + kLost;
  }
  if (const auto put = queue_->Put(work, now); !put) {
    return tl::unexpected(put.error());
  }
  return store_.PutRevisits(*due).map([] { return true; });
}

}  // namespace headwater::pipeline
