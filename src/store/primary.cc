// Reads roots off the origins of articles.
#include "store/primary.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <unordered_map>

#include "form/json.h"
#include "form/json_line.h"
#include "news/spelling.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::string_view kSourcePrefix = "source/";
constexpr std::int64_t kMostMembers = 100;

// Of what may stand in a list.
struct Report {
  std::string url;
  std::string headline;
  std::string publisher;
};

class Reader {
 public:
  explicit Reader(Session& session) : session_(session) {}

  // Adds the roots of one article's origin.
  void Add(const news::Origin& origin, PrimarySources& sources) {
    for (const std::string& root : origin.roots) {
      const auto known = std::ranges::find(keys_, root);
      if (known != keys_.end()) {
        PrimarySource& source = sources.known[static_cast<std::size_t>(known - keys_.begin())];
        ++source.articles;
        source.confidence = std::max(source.confidence, origin.confidence);
        continue;
      }
      keys_.push_back(root);
      sources.known.push_back(SourceOf(origin, root));
    }
    complete_ = complete_ && origin.complete && !origin.roots.empty();
    ++origins_;
  }

  // What follows belongs to another list.
  void Close(PrimarySources& sources, bool by_articles) {
    if (by_articles) {
      std::ranges::stable_sort(sources.known, std::ranges::greater{}, &PrimarySource::articles);
    }
    sources.complete = complete_ && origins_ > 0;
    keys_.clear();
    complete_ = true;
    origins_ = 0;
  }

 private:
  const Report* ReportOf(const std::string& id) {
    const auto [found, is_new] = reports_.try_emplace(id);
    if (is_new) {
      session_.Run(
          "SELECT url, headline, publisher FROM articles WHERE id = ? AND listed = 1 AND shown_from IS NULL",
          {std::string_view(id)}, [&](const Row& row) {
            found->second = Report{std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2))};
          });
    }
    return found->second ? &*found->second : nullptr;
  }

  PrimarySource SourceOf(const news::Origin& origin, const std::string& root) {
    PrimarySource source;
    source.confidence = origin.confidence;
    const bool by_name = root.starts_with(kSourcePrefix);
    const std::string_view key = by_name ? std::string_view(root).substr(kSourcePrefix.size()) : std::string_view();
    const bool main = by_name ? origin.origin_article.empty() && (origin.name == key || origin.roots.size() == 1)
                              : origin.origin_article.value() == root;
    const auto hop = std::ranges::find_if(origin.chain, [&](const news::Hop& each) {
      return by_name ? each.name == key && each.article.empty() : each.article.value() == root;
    });
    source.kind = main ? origin.kind : by_name ? news::OriginKind::kOutlet : news::OriginKind::kArticle;
    source.name = main ? origin.name : hop != origin.chain.end() ? hop->name : std::string(key);
    if (by_name) {
      source.url = main && !origin.url.empty() ? origin.url : hop != origin.chain.end() ? hop->url : std::string();
      source.name = source.name.empty() ? std::string(key) : source.name;
    } else {
      source.kind = root == origin.article.value() ? news::OriginKind::kSelf : source.kind;
      if (const Report* const report = ReportOf(root)) {
        source.article = news::ArticleId(root);
        source.url = report->url;
        source.headline = report->headline;
        source.name = report->publisher.empty() ? source.name : report->publisher;
      }
    }
    if (source.kind == news::OriginKind::kUnknown) {
      source.kind = by_name ? news::OriginKind::kOutlet : news::OriginKind::kArticle;
    }
    return source;
  }

  Session& session_;
  std::unordered_map<std::string, std::optional<Report>> reports_;
  std::vector<std::string> keys_;  // of the sources of the list under way, in their order
  bool complete_ = true;
  int origins_ = 0;
};

struct Traced {
  std::string article;
  std::string json;  // of its origin
};

void AddAll(const std::vector<Traced>& traced, Reader& reader, PrimarySources& sources) {
  for (const Traced& each : traced) {
    auto origin = form::ReadOrigin(each.json);
    news::Origin read = origin ? std::move(*origin) : news::Origin();
    read.article = news::ArticleId(each.article);
    reader.Add(read, sources);
  }
}

std::vector<Traced> TracedOf(Session& session, std::string_view sql, std::initializer_list<Value> values) {
  std::vector<Traced> traced;
  session.Run(sql, values, [&](const Row& row) {
    traced.push_back({std::string(row.Text(0)), std::string(row.Text(1))});
  });
  return traced;
}

}  // namespace

std::string SourceFields(const PrimarySources& sources) {
  std::vector<std::string> elements;
  for (const PrimarySource& source : sources.known) {
    form::JsonObject object;
    object.Text("kind", news::Spell(source.kind)).Text("name", source.name).Text("url", source.url);
    object.Text("headline", source.headline).Text("article", source.article.value());
    object.Number("articles", source.articles).Raw("confidence", fmt::format("{:.2f}", source.confidence));
    elements.push_back(object.Written());
  }
  return fmt::format(R"("primary_sources":{},"traced":{})", form::JsonArray(elements), sources.complete);
}

std::string WithSources(std::string object, const PrimarySources& sources) {
  const std::size_t end = object.rfind('}');
  const std::string fields = SourceFields(sources);
  return end == std::string::npos ? object : object.insert(end, end > 1 ? "," + fields : fields);
}

Result<std::vector<PrimarySources>> SourcesOf(Store& store, std::span<const news::ArticleId> articles) {
  return ReadAs(store.database(), [&](Session& session) -> Result<std::vector<PrimarySources>> {
    std::vector<PrimarySources> all(articles.size());
    Reader reader(session);
    for (std::size_t n = 0; n < articles.size(); ++n) {
      AddAll(TracedOf(session,
                      "SELECT a.id, o.json FROM articles a JOIN origins o ON o.article_row = a.article_row "
                      "WHERE a.id = ?",
                      {articles[n].value()}),
             reader, all[n]);
      reader.Close(all[n], false);
    }
    return all;
  });
}

Result<std::vector<PrimarySources>> SourcesOf(Store& store, std::span<const news::StoryId> stories) {
  return ReadAs(store.database(), [&](Session& session) -> Result<std::vector<PrimarySources>> {
    std::vector<PrimarySources> all(stories.size());
    Reader reader(session);
    for (std::size_t n = 0; n < stories.size(); ++n) {
      AddAll(TracedOf(session,
                      "SELECT a.id, o.json FROM articles a LEFT JOIN origins o ON o.article_row = a.article_row "
                      "WHERE a.story = ? ORDER BY a.article_row LIMIT ?",
                      {stories[n].value(), kMostMembers}),
             reader, all[n]);
      reader.Close(all[n], true);
      for (PrimarySource& source : all[n].known) {
        source.kind = source.kind == news::OriginKind::kSelf ? news::OriginKind::kArticle : source.kind;
      }
    }
    return all;
  });
}

}  // namespace headwater::store
