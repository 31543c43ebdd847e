// Any order of arrival gives the same origins and the same counts.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <sstream>

#include "news/spelling.h"
#include "pipeline/pipeline.h"

namespace headwater::pipeline {
namespace {

namespace fs = std::filesystem;

class FebruaryClock final : public Clock {
 public:
  std::chrono::sys_seconds Now() const override { return ParseMoment("2031-02-04T12:00:00Z")->at; }
};

struct Dispatch {
  std::string site;
  std::string name;
  std::string time;
  std::string headline;
  std::string prose;
};

Incoming Document(const Dispatch& report) {
  Incoming incoming;
  incoming.page.url = "https://" + report.site + "/" + report.time.substr(11, 5);
  incoming.page.content_type = "text/html";
  incoming.page.body =
      "<html lang=en><head><title>" + report.headline + "</title><meta property='og:site_name' content='" +
      report.name + "'><meta property='article:published_time' content='" + report.time +
      "'></head><body><article><h1>" + report.headline + "</h1>" + report.prose + "</article></body></html>";
  return incoming;
}

std::string Paragraphs(const std::vector<std::string>& all) {
  std::string html;
  for (const std::string& each : all) {
    html += "<p>" + each + "</p>";
  }
  return html;
}

const std::string kOpened =
    "The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. It "
    "cost "
    "38 million, nine more than planned, and holds back twice the water of the old one.";
const std::string kFlood =
    "Farmers in the valley had waited for it since the flood of 2024, when the old weir broke in a single night, took "
    "two bridges with it and left eleven villages without a road for most of the winter that followed.";
const std::string kMayor =
    "Mayor Ilse Brandvold of Thessel crossed the new bridge first, on a bicycle that her grandfather had ridden to the "
    "opening of the old one, and promised that the toll would be gone before the swallows came back.";
const std::string kGates =
    "Engineers from Karsavia tested the nine gates for three weeks in January, in frost and at night, and found one "
    "that "
    "closed too slowly; it was taken out, sent to the works in Aldersund and put back within four days.";
const std::string kCup =
    "Aldersund Rovers beat Thessel United by three goals to two in the final of the cup, with a free kick in the very "
    "last minute by Kwame Ostrander, who is nineteen and had come on as a substitute after the break. United had led "
    "twice, first by a header after a corner and then by a penalty that the goalkeeper touched with his glove, and the "
    "songs of the Rovers could be heard on the far side of the river until the last train left at one in the morning";

// One event as it went from hand to hand, one of its paragraphs in another event's report, and one on its own.
const std::vector<Dispatch> kReports = {
    {"orrinwire.example", "Orrin Wire", "2031-02-03T08:00:00Z", "New weir on the Orrin opens",
     Paragraphs({kOpened, kFlood, kMayor})},
    {"vellmarpost.example", "Vellmar Post", "2031-02-03T09:10:00Z", "New weir on the Orrin opens after four years",
     Paragraphs({"By Orrin Wire", kOpened, kFlood, kMayor})},
    {"thesseltimes.example", "Thessel Times", "2031-02-03T10:20:00Z", "Weir on the Orrin opened",
     Paragraphs({kOpened, kFlood, "Source: Vellmar Post"})},
    {"valleyvoice.example", "Valley Voice", "2031-02-03T11:30:00Z", "The Orrin has its weir again",
     Paragraphs({kFlood, kMayor})},
    {"aldersundecho.example", "Aldersund Echo", "2031-02-03T12:40:00Z", "A winter beside the ninth gate",
     Paragraphs(
         {kGates,
          "Mirela Kastorva slept in a hut beside the ninth of them for all of the three weeks, with a stove, two "
          "novels and a radio, and wrote down every hour how high the lake at Karsavia stood.",
          "She is the last of a family of keepers, and the first who has read law."})},
    {"mainlandmirror.example", "Mainland Mirror", "2031-02-03T13:50:00Z", "Ostervik buys a second icebreaker",
     Paragraphs({"From wire reports",
                 "The port of Ostervik has bought a second icebreaker, twenty years old and painted "
                 "green, from a shipyard that went bankrupt before Christmas.",
                 "Its crew of fourteen will be paid from the harbour dues, which rise by a tenth in April."})},
    {"rovers.example", "Rovers Weekly", "2031-02-03T14:00:00Z", "Rovers win the cup in the last minute",
     Paragraphs({kCup, kGates})},
    {"apnews.com", "Associated Press", "2031-02-03T07:00:00Z", "Karsavia to end its tax on salt",
     Paragraphs(
         {"Karsavia will end its tax on salt in the summer of next year, the finance minister told parliament, "
          "after two hundred years in which every sack that left the pans at Ostervik was weighed and stamped.",
          "The pans employ four hundred people, and twice as many weigh, stamp and guard what they make; what is "
          "to become of those, the minister did not say, and no one in the chamber asked."})},
    {"brennnews.example", "Brenn News", "2031-02-03T16:00:00Z", "What a fisherman of Brenn thinks of salt",
     Paragraphs({"Fish may get cheaper in Brenn, where they are salted by the barrel: the levy goes, <a "
                 "href='https://apnews.com/07:00'>the Associated Press reported</a>.",
                 "Old Tamsin Orde, who has three boats and nine grandchildren, believes none of it and bought forty "
                 "sacks in the autumn, at the old price, which she keeps under her bed."})},
    {"cupnews.example", "Cup News", "2031-02-03T15:00:00Z", "Rovers win cup in last minute", Paragraphs({kCup})}};

struct Account {
  std::string origins;                        // of each article
  std::map<std::string, std::string> counts;  // of each story, by its articles
};

// What a collection says after the reports came one by one.
Account Told(const std::vector<std::size_t>& order, std::size_t batch) {
  const fs::path folder = fs::temp_directory_path() / ("headwater-arrival-" + std::to_string(getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder);
  Account account;
  std::map<std::string, std::string> told;
  {
    const FebruaryClock clock;
    fetch::Fetcher fetcher({}, clock);
    auto store = *store::Store::Open((folder / "headwater.db").string());
    Settings settings;
    settings.fetch = false;
    settings.jobs = 1;
    Pipeline pipeline(*store, fetcher, clock, settings);
    EXPECT_TRUE(pipeline.Open());
    for (std::size_t at = 0; at < order.size();) {
      const std::size_t until = std::min(at + batch, order.size());
      EXPECT_TRUE(pipeline.Ingest(
          [&]() -> std::optional<Incoming> {
            return at == until ? std::nullopt : std::optional(Document(kReports[order[at++]]));
          },
          false));
    }
    std::map<std::string, std::string> urls;
    std::vector<store::StoryView> views;
    const std::vector<store::StoryLine> lines = store->Stories({}).value();
    for (const store::StoryLine& line : lines) {
      views.push_back(*store->Story(line.story.id));
      for (const store::ArticleLine& article : views.back().articles) {
        urls.emplace(article.id.value(), article.url);
      }
    }
    for (const store::StoryView& view : views) {
      const news::Independence sum = view.line.story.independent.value_or(news::Independence{});
      std::set<std::string> together;
      for (const store::ArticleLine& article : view.articles) {
        together.insert(article.url);
      }
      std::string& count = account.counts[fmt::format("{}", fmt::join(together, " "))];
      count = fmt::format("{} to {}, {} untraced", sum.least, sum.most, sum.untraced);
      for (std::size_t i = 0; i < view.origins.size(); ++i) {
        std::ostringstream line;
        std::set<std::string> roots;
        for (const std::string& root : view.origins[i].roots) {
          roots.insert(urls.contains(root) ? urls[root] : root);
        }
        for (const std::string& root : roots) {
          line << root << " ";
        }
        for (const news::Hop& hop : view.origins[i].chain) {
          line << "<- " << hop.name << " (" << news::Spell(hop.how) << ") ";
        }
        line << view.origins[i].confidence << (view.origins[i].complete ? "" : " in part");
        told[urls[view.origins[i].article.value()]] = line.str();
      }
    }
  }
  fs::remove_all(folder);
  for (const auto& [url, line] : told) {
    account.origins += url + ": " + line + "\n";
  }
  return account;
}

TEST(ArrivalTest, AnyOrderTellsTheSame) {
  std::vector<std::size_t> order(kReports.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const Account expected = Told(order, order.size());
  EXPECT_NE(expected.origins.find("https://orrinwire.example/08:00: https://orrinwire.example/08:00 <- Orrin Wire"),
            std::string::npos)
      << expected.origins;
  EXPECT_NE(expected.origins.find("https://brennnews.example/16:00: https://apnews.com/07:00 <- Brenn News"),
            std::string::npos)
      << "the page that it links to, in another story: " << expected.origins;
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same on every run
  for (int round = 0; round < 10; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    const Account told = Told(order, 1 + static_cast<std::size_t>(round) % 3);
    ASSERT_EQ(told.origins, expected.origins) << "round " << round;
    for (const auto& [articles, count] : told.counts) {
      const auto same = expected.counts.find(articles);
      ASSERT_TRUE(same == expected.counts.end() || same->second == count) << "round " << round << ": " << articles;
    }
  }
}

}  // namespace
}  // namespace headwater::pipeline
