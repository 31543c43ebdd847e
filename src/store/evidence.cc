// Collects what a bundle holds, as far as it may be passed on.
#include "store/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "form/evidence_page.h"
#include "form/json.h"
#include "form/json_line.h"
#include "form/seal.h"
#include "form/wacz.h"
#include "news/spelling.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostArticles = 500;
constexpr std::size_t kMostBytes = 512U << 20U;
constexpr std::size_t kMostStatements = 500;
constexpr std::string_view kKeyNote = "key of bundles";

// What its owner does not want kept, shown or passed on stays here.
bool MayShow(const news::Article& article, std::chrono::sys_seconds now) {
  if (!article.rights) {
    return true;
  }
  const news::Rights& rights = *article.rights;
  return rights.listing && !rights.withdrawn && !(rights.not_before && *rights.not_before > now) &&
         !(rights.not_after && *rights.not_after <= now);
}
bool MayQuote(const news::Article& article) {
  return !article.rights || (article.rights->text && !article.rights->snippet);
}
bool MayPass(const news::Article& article) { return MayQuote(article) && (!article.rights || article.rights->page); }

std::string MomentWords(const std::optional<Moment>& moment) { return moment ? FormatMoment(*moment) : std::string(); }

// One bundle as it grows.
class Collector {
 public:
  Collector(Store& store, std::string_view software, std::chrono::sys_seconds now) : store_(store), now_(now) {
    content_.software = software;
    content_.created = now;
  }

  Result<void> Add(const news::ArticleId& id) {
    auto view = store_.Article(id);
    if (!view) {
      return tl::unexpected(view.error());
    }
    if (!MayShow(view->article, now_) || articles_.size() >= kMostArticles) {
      ++bundle_.held_back;
      return {};
    }
    shown_.insert(id);
    ++bundle_.articles;
    if (auto added = AddPage(*view); !added) {
      return added;
    }
    AddArticle(*view);
    return {};
  }

  void AddStory(const StoryView& view) {
    story_ = form::WriteStory(view.line.story);
    page_.independent = view.line.story.independent;
    page_.articles_all = view.line.article_count;
    for (const news::Copy& copy : view.copies) {
      if (shown_.contains(copy.article) && shown_.contains(copy.of)) {
        copies_.push_back(form::WriteCopy(copy));
      }
    }
  }

  void AddStatements(const std::vector<StatementLine>& lines) {
    for (const StatementLine& line : lines) {
      if (!quotable_.contains(line.article)) {
        continue;
      }
      const std::string speaker = line.statement.speaker ? line.statement.speaker->name : std::string();
      form::JsonObject object;
      object.Text("article", line.article.value()).Text("speaker", speaker);
      object.Text("type", news::Spell(line.statement.type)).Text("content", line.content);
      object.Text("published", MomentWords(line.published)).Number("articles", line.articles);
      statements_.push_back(object.Written());
      page_.statements.push_back({speaker, line.content, line.publisher, MomentWords(line.published)});
    }
  }

  Result<Bundle> Pack(const std::string& title, const std::string& private_key) {
    content_.title = title;
    content_.description = fmt::format(
        "{} articles with the chains to their primary sources, {} pages as they were fetched; {} are held "
        "back as their owners want it.",
        bundle_.articles, content_.pages.size(), bundle_.held_back);
    form::JsonObject evidence;
    evidence.Text("format", "headwater evidence 1").Text("title", title);
    evidence.Text("made", FormatMoment(MomentOfInstant(now_)));
    if (!story_.empty()) {
      evidence.Raw("story", story_);
    }
    evidence.Raw("articles", form::JsonArray(articles_)).Raw("copies", form::JsonArray(copies_));
    evidence.Raw("statements", form::JsonArray(statements_))
        .Number("held_back", static_cast<std::int64_t>(bundle_.held_back));
    page_.title = title;
    page_.made = FormatMoment(MomentOfInstant(now_));
    page_.held_back = bundle_.held_back;
    content_.others.push_back({"evidence/evidence.json", evidence.Written()});
    content_.others.push_back({"evidence/index.html", form::WriteEvidencePage(page_)});
    auto bytes = form::WriteWacz(content_, private_key);
    if (!bytes) {
      return tl::unexpected(bytes.error());
    }
    bundle_.title = title;
    bundle_.pages = content_.pages.size();
    bundle_.bytes = *std::move(bytes);
    return std::move(bundle_);
  }

 private:
  // A digest's items stand on its page.
  Result<void> AddPage(const ArticleView& view) {
    if (!pages_.insert(view.page_hash).second) {
      return {};
    }
    auto page = store_.Page(view.line.id);
    if (!page) {
      return tl::unexpected(page.error());
    }
    if (!MayPass(view.article) || page->body.empty()) {
      ++bundle_.held_back;
      return {};
    }
    bytes_ += page->body.size();
    if (bytes_ > kMostBytes) {
      return Fail(Fault::kTooLarge, "the pages come to more than 512 MB: ask for fewer");
    }
    content_.pages.push_back({form::MakeWarcPage(*page, view.article, view.line.seen, form::Packing::kGzip),
                              view.line.headline, page->content_type.substr(0, page->content_type.find(';'))});
    return {};
  }

  void AddArticle(const ArticleView& view) {
    const ArticleLine& line = view.line;
    form::JsonObject object;
    object.Text("id", line.id.value()).Text("url", line.url).Text("headline", line.headline);
    object.Text("publisher", line.publisher).Text("credit", line.credit).Text("language", line.language);
    object.Text("published", MomentWords(line.published)).Text("seen", FormatMoment(MomentOfInstant(line.seen)));
    object.Text("page_sha256_of_address_and_bytes", view.page_hash);
    form::EvidenceArticle shown{line.headline, line.publisher, line.url, MomentWords(line.published), {}, {}};
    if (MayQuote(view.article)) {
      quotable_.insert(line.id);
    }
    if (view.origin) {
      news::Origin origin = *view.origin;
      if (!MayQuote(view.article)) {
        origin.evidence.clear();
        std::ranges::for_each(origin.chain, [](news::Hop& hop) { hop.evidence.clear(); });
      }
      object.Raw("origin", form::WriteOrigin(origin));
      for (const news::Hop& hop : origin.chain) {
        std::string words = fmt::format("{} ({})", hop.name, news::Spell(hop.how));
        shown.chain.push_back({std::move(words), hop.evidence.empty() ? std::string() : hop.evidence.front().text});
      }
      shown.origin = origin.roots.empty() ? "unknown" : origin.name;
    }
    articles_.push_back(object.Written());
    page_.articles.push_back(std::move(shown));
  }

  Store& store_;
  std::chrono::sys_seconds now_;
  Bundle bundle_;
  form::WaczContent content_;
  form::EvidencePage page_;
  std::size_t bytes_ = 0;
  std::string story_;
  std::vector<std::string> articles_;
  std::vector<std::string> copies_;
  std::vector<std::string> statements_;
  std::set<std::string> pages_;
  std::set<news::ArticleId> shown_;
  std::set<news::ArticleId> quotable_;
};

}  // namespace

Result<std::string> Evidence::PrivateKey() {
  auto known = store_.Note(kKeyNote);
  if (!known || *known) {
    return known ? Result<std::string>(**std::move(known)) : tl::unexpected(known.error());
  }
  auto made = form::NewSealKey();
  if (!made) {
    return made;
  }
  // Of two that ask at once the first one's stays.
  return WriteAs(store_.database(), [&](Session& session) -> Result<std::string> {
    session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", {kKeyNote, *made});
    return session.Words("SELECT value FROM notes WHERE name = ?", {kKeyNote}).value_or("");
  });
}

Result<std::string> Evidence::PublicKey() {
  return PrivateKey().and_then([](const std::string& key) { return form::PublicKeyOf(key); });
}

Result<Bundle> Evidence::OfStory(const news::StoryId& id, std::string_view software, std::chrono::sys_seconds now) {
  const auto view = store_.Story(id);
  const auto key = view ? PrivateKey() : tl::unexpected(view.error());
  if (!key) {
    return tl::unexpected(key.error());
  }
  Collector collector(store_, software, now);
  for (const ArticleLine& line : view->articles) {
    if (auto added = collector.Add(line.id); !added) {
      return tl::unexpected(added.error());
    }
  }
  collector.AddStory(*view);
  const auto statements = store_.StatementsOf(id, kMostStatements);
  if (!statements) {
    return tl::unexpected(statements.error());
  }
  collector.AddStatements(*statements);
  return collector.Pack(view->line.story.headline.empty() ? id.value() : view->line.story.headline, *key);
}

Result<Bundle> Evidence::OfSearch(const SearchQuestion& question, std::string_view software,
                                  std::chrono::sys_seconds now) {
  const auto key = PrivateKey();
  if (!key) {
    return tl::unexpected(key.error());
  }
  Collector collector(store_, software, now);
  SearchQuestion page = question;
  page.offset = 0;
  page.limit = 100;
  std::size_t found = 0;
  while (found < kMostArticles) {
    const auto hits = store_.Search(page);
    if (!hits) {
      return tl::unexpected(hits.error());
    }
    for (const SearchHit& hit : *hits) {
      if (auto added = collector.Add(hit.line.id); !added) {
        return tl::unexpected(added.error());
      }
    }
    found += hits->size();
    if (hits->size() < page.limit || page.by_rank || page.oldest_first) {
      break;
    }
    page.after = hits->back().place;
  }
  if (found == 0) {
    return Fail(Fault::kNotFound, "nothing was found to be bundled");
  }
  auto statements = store_.SearchStatements(question);
  collector.AddStatements(statements.value_or(std::vector<StatementLine>()));
  return collector.Pack(question.words.empty() ? "Search" : question.words, *key);
}

}  // namespace headwater::store
