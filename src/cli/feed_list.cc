// The default feeds from their table.
#include "cli/feed_list.h"

#include "tables/tables.h"

namespace headwater::cli {

// Columns of data/feeds.tsv: name, url, link, language, country, folder.
std::vector<store::FeedRow> DefaultFeeds() {
  std::vector<store::FeedRow> feeds;
  for (const tables::Row& row : tables::Table("feeds")) {
    store::FeedRow feed;
    feed.title = row[0];
    feed.url = row[1];
    feed.id = news::FeedId(feed.url);
    feed.link = row[2];
    feed.language = row[3];
    feed.country = row[4];
    feed.folder = row[5];
    feeds.push_back(std::move(feed));
  }
  return feeds;
}

}  // namespace headwater::cli
