// `headwater doctor`: looks over settings, disk, store and feeds, and says what to do.
#include <fmt/format.h>

#include <filesystem>

#include "cli/collection.h"
#include "cli/open.h"
#include "cli/output.h"
#include "fetch/pdf.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLittleSpace = 1ULL << 30U;

struct Finding {
  bool good = true;
  std::string about;
  std::string text;
};

Finding Disk(const std::string& folder) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error) {
    return {false, "disk", fmt::format("{}: {}", folder, error.message())};
  }
  const bool good = space.available > kLittleSpace;
  return {good, "disk",
          fmt::format("{} MB free{}", space.available >> 20U,
                      good ? "" : "; make room: with a full disk nothing new is kept")};
}

void LookAtStore(store::Store& store, std::vector<Finding>& findings) {
  const auto counts = store.Counts();
  if (!counts) {
    findings.push_back({false, "store", counts.error().text});
    return;
  }
  findings.push_back({true, "store",
                      fmt::format("{} articles in {} stories, {} pages, {} MB", counts->articles, counts->stories,
                                  counts->pages, counts->bytes >> 20U)});
  const auto faults = store.Check();
  if (!faults) {
    findings.push_back({false, "store", faults.error().text});
  } else {
    for (const std::string& fault : *faults) {
      findings.push_back({false, "store", fault + "; restore the last backup, or remove the file to begin anew"});
    }
  }
  if (counts->unreadable > 0) {
    findings.push_back(
        {true, "pages", fmt::format("{} could not be read; the page /unreadable says why", counts->unreadable)});
  }
  if (counts->feeds == 0) {
    findings.push_back(
        {true, "feeds", "none yet; `headwater subscribe --defaults` with the same --data adds a list of world media"});
  }
}

void LookAtFeeds(store::Store& store, std::vector<Finding>& findings) {
  const auto feeds = store.Feeds();
  if (!feeds) {
    findings.push_back({false, "feeds", feeds.error().text});
    return;
  }
  std::size_t failing = 0;
  for (const store::FeedRow& feed : *feeds) {
    if (feed.health == store::FeedHealth::kFailing || feed.health == store::FeedHealth::kGone) {
      ++failing;
      findings.push_back({false, "feed", feed.last_error});
    }
  }
  if (!feeds->empty() && failing == 0) {
    findings.push_back({true, "feeds", fmt::format("{}, none failing", feeds->size())});
  }
}

void LookAtTables(const tables::OverlayReport& report, std::vector<Finding>& findings) {
  for (const tables::Overlaid& table : report.tables) {
    findings.push_back({true, "table", Describe(table)});
  }
  for (const Error& fault : report.faults) {
    findings.push_back({false, "table", fault.text + "; the rest of the file is in use"});
  }
}

std::string Quoted(std::string_view text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
    }
    quoted += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return quoted;
}

}  // namespace

int Doctor(const CollectionOptions& options) {
  std::vector<Finding> findings;
  const auto collection = OpenExisting(options);
  if (!collection) {
    findings.push_back({false, "collection", collection.error().text});
  } else {
    findings.push_back({true, "settings", fmt::format("{} and its headwater.toml are sound", options.data)});
    LookAtTables(collection->tables, findings);
    findings.push_back(Disk(options.data));
    LookAtStore(*collection->store, findings);
    LookAtFeeds(*collection->store, findings);
  }
  if (const auto pdf = fetch::CheckPdfPrograms(); pdf) {
    findings.push_back({true, "PDF", "pdftotext and pdfinfo are there"});
  } else {
    findings.push_back({false, "PDF", pdf.error().text});
  }
  Output output;
  bool good = true;
  for (const Finding& finding : findings) {
    good = good && finding.good;
    output.Line(options.json ? fmt::format(R"({{"good":{},"about":"{}","text":"{}"}})", finding.good, finding.about,
                                           Quoted(finding.text))
                             : fmt::format("{}  {}: {}", finding.good ? "ok  " : "BAD ", finding.about, finding.text));
  }
  return std::max(output.Status(), good ? 0 : 1);
}

}  // namespace headwater::cli
