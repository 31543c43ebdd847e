// Writes the invented edition as the pipeline would: pages with articles first, then what the desk found out.
#include "test/serve/edition.h"

#include <stdlib.h>

#include <filesystem>
#include <map>
#include <stdexcept>

#include "text/utf8.h"

namespace headwater::serve {
namespace {

using namespace std::chrono_literals;

struct Draft {
  std::string key;
  std::string publisher;
  std::string headline;
  std::string text;
  std::string published;
};

const std::vector<Draft>& Drafts() {
  static const std::vector<Draft> drafts{
      {"agency", "Tidewire", Edition::kStoryHeadline,
       "VELL (Tidewire) - The harbour bridge at Vell was closed on Tuesday after engineers found cracks in two of its "
       "cables.\n\n\"Nobody will drive over it before every strand is looked at,\" said Mayor Oda Brenning.\n\nThe "
       "port "
       "authority expects 40 days of work.",
       "2025-03-11T08:10:00+01:00"},
      {"copy", "Vell Courier", "Harbour bridge closed after cracks are found",
       "The harbour bridge at Vell was closed on Tuesday after engineers found cracks in two of its cables.\n\n"
       "\"Nobody will drive over it before every strand is looked at,\" said Mayor Oda Brenning.",
       "2025-03-11T09:02:00+01:00"},
      {"cites", "Northern Ledger", "Vell loses its bridge <for> weeks",
       "Ferries take the place of the harbour bridge at Vell for weeks, Tidewire reported.\n\nMayor Oda Brenning wants "
       "the state to pay.",
       "2025-03-11T12:45:00+00:00"},
      {"own", "Brindle Post", "Inspector warned of bridge in autumn, letter shows",
       "An inspector warned of the cables in October, according to a letter seen by the Brindle Post.",
       "2025-03-11T17:30:00+01:00"},
      {"untraced", "Quaywatch", "Bridge at Vell: what is known", "Much is said about the bridge, and little is known.",
       "2025-03-12"},
      {"older", "Tidewire", "Vell votes for a new harbour bridge", "The town of Vell voted for a new bridge on Sunday.",
       "2023-06-04T20:00:00+02:00"}};
  return drafts;
}

std::uint32_t At(const std::string& text, std::string_view words) {
  const std::size_t found = text.find(words);
  if (found == std::string::npos) {
    throw std::logic_error("not in the text: " + std::string(words));
  }
  return static_cast<std::uint32_t>(text::CountCodePoints(std::string_view(text).substr(0, found)));
}

news::Span SpanOf(const std::string& text, std::string_view words) {
  const std::uint32_t begin = At(text, words);
  return {begin, begin + static_cast<std::uint32_t>(text::CountCodePoints(words))};
}

void Annotate(news::Article& article) {
  news::Annotations found;
  const std::string& text = article.text;
  const std::string who = "Oda Brenning";
  if (text.find(who) != std::string::npos) {
    found.names.push_back(
        {SpanOf(text, who), who, news::NameKind::kPerson, "Mayor", news::EntityId{"person/oda-brenning"}, {}});
  }
  const std::string where = "Vell";
  if (text.find(where) != std::string::npos) {
    found.names.push_back({SpanOf(text, where), where, news::NameKind::kPlace, {}, news::EntityId{"place/vell"}, {}});
    found.places.push_back({SpanOf(text, where), where, where, "EE", 59.4, 24.7});
  }
  if (text.find("Tuesday") != std::string::npos) {
    found.times.push_back({SpanOf(text, "Tuesday"), "Tuesday", news::TimeType::kDate, "2025-03-11"});
  }
  const std::string quote = "\"Nobody will drive over it before every strand is looked at,\"";
  if (text.find(quote) != std::string::npos) {
    news::Statement said;
    said.speaker = news::Speaker{{SpanOf(text, who), who, {}}, who, news::EntityId{"person/oda-brenning"}, {}};
    said.cue = {SpanOf(text, "said"), "said", {}};
    said.content.push_back(SpanOf(text, quote));
    said.kind = news::StatementKind::kDirect;
    said.type = news::StatementType::kPromise;
    said.chain = {"writer", "Mayor Oda Brenning"};
    found.statements.push_back(said);
  }
  if (text.find("Tidewire reported") != std::string::npos) {
    found.citations.push_back({SpanOf(text, "Tidewire reported"),
                               "Tidewire reported",
                               "Tidewire",
                               news::SourceId{"tidewire"},
                               "",
                               news::CitationHow::kReported,
                               {}});
  }
  article.annotations = found;
}

news::Hop HopTo(std::string name, news::HopHow how, const news::ArticleId& article, double confidence,
                std::vector<news::Evidence> evidence = {}) {
  news::Hop hop;
  hop.name = std::move(name);
  hop.how = how;
  hop.article = article;
  hop.confidence = confidence;
  hop.evidence = std::move(evidence);
  return hop;
}

news::Origin OriginOf(const news::Article& article, news::OriginKind kind, std::string name,
                      std::vector<std::string> roots, double confidence) {
  news::Origin origin;
  origin.article = article.id;
  origin.kind = kind;
  origin.name = std::move(name);
  origin.roots = std::move(roots);
  origin.complete = !origin.roots.empty();
  origin.confidence = confidence;
  origin.chain.push_back(HopTo(article.publisher, news::HopHow::kPublished, article.id, 1));
  return origin;
}

template <class T>
void Must(const Result<T>& result) {
  if (!result) {
    throw std::runtime_error(result.error().text);
  }
}

}  // namespace

Edition::Edition() {
  std::string pattern = (std::filesystem::temp_directory_path() / "headwater-edition-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  auto opened = store::Store::Open(folder_ + "/headwater.db");
  Must(opened);
  store_ = std::move(*opened);
  std::vector<news::Page> pages;
  std::map<std::string, news::Article> articles;
  for (const Draft& draft : Drafts()) {
    news::Page page;
    page.url = "https://" + draft.key + ".example/news";
    page.content_type = "text/html; charset=utf-8";
    page.headers = {{"server", "<invented>"}};
    page.body = "<html><script>alert(1)</script>" + draft.text + "</html>";
    page.fetched = std::chrono::sys_seconds(1'741'680'000s);
    news::Article article;
    article.id = Id(draft.key);
    article.url = page.url;
    article.headline = draft.headline;
    article.publisher = draft.publisher;
    article.published = ParseMoment(draft.published);
    article.language = "en";
    article.text = draft.text;
    article.marks.push_back({news::MarkKind::kCopyright, "(c) 2025 " + draft.publisher});
    Annotate(article);
    pages.push_back(page);
    articles.emplace(draft.key, article);
  }
  std::vector<store::KeptPage> kept;
  for (std::size_t n = 0; n < pages.size(); ++n) {
    kept.push_back({&pages[n], &articles.at(Drafts()[n].key), "", true});
  }
  const std::chrono::sys_seconds now(1'741'770'000s);
  Must(store_->Keep(kept, now));

  const news::ArticleId agency = Id("agency");
  std::vector<news::Origin> origins;
  for (const Draft& draft : Drafts()) {
    const news::Article& article = articles.at(draft.key);
    if (draft.key == "copy") {
      origins.push_back(OriginOf(article, news::OriginKind::kArticle, "Tidewire", {agency.value()}, 0.97));
      origins.back().chain.push_back(HopTo("Tidewire", news::HopHow::kCopy, agency, 0.97,
                                           {{SpanOf(article.text, "The harbour bridge at Vell was closed"),
                                             "The harbour bridge at Vell was closed",
                                             {}}}));
    } else if (draft.key == "cites") {
      origins.push_back(OriginOf(article, news::OriginKind::kArticle, "Tidewire", {agency.value()}, 0.8));
      origins.back().chain.push_back(HopTo("Tidewire", news::HopHow::kReported, agency, 0.8,
                                           {{SpanOf(article.text, "Tidewire reported"), "Tidewire reported", {}}}));
    } else if (draft.key == "untraced") {
      origins.push_back(OriginOf(article, news::OriginKind::kUnknown, "", {}, 0));
    } else {
      origins.push_back(OriginOf(article, news::OriginKind::kSelf, article.publisher, {article.id.value()}, 0.9));
    }
  }
  news::Copy copy;
  copy.article = Id("copy");
  copy.of = agency;
  copy.kind = news::CopyKind::kCopy;
  copy.shared = 1;
  copy.of_shared = 0.7;
  copy.passages.push_back({{0, 60}, {18, 78}});
  const std::vector<news::Copy> copies{copy};

  std::vector<news::Story> stories(2);
  stories[0].id = news::StoryId{agency.value()};
  stories[0].headline = kStoryHeadline;
  stories[0].summary = "The harbour bridge at Vell was closed on Tuesday. The port authority expects 40 days of work.";
  stories[0].articles = {agency, Id("copy"), Id("cites"), Id("own"), Id("untraced")};
  stories[0].first = ParseMoment(Drafts()[0].published);
  stories[0].last = ParseMoment(Drafts()[4].published);
  stories[0].thread = news::ThreadId{Id("older").value()};
  stories[0].independent = news::Independence{2, 3, 1};
  stories[1].id = news::StoryId{Id("older").value()};
  stories[1].headline = "Vell votes for a new harbour bridge";
  stories[1].articles = {Id("older")};
  stories[1].first = stories[1].last = ParseMoment(Drafts()[5].published);
  stories[1].thread = stories[0].thread;
  stories[1].independent = news::Independence{1, 1, 0};
  Must(store_->Write({copies, stories, origins}, now));
}

Edition::~Edition() {
  store_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

news::ArticleId Edition::Id(const std::string& key) const {
  for (const Draft& draft : Drafts()) {
    if (draft.key == key) {
      news::Page page;
      page.url = "https://" + key + ".example/news";
      page.body = "<html><script>alert(1)</script>" + draft.text + "</html>";
      return store::StoredId(store::HashPage(page));
    }
  }
  throw std::logic_error("no such article: " + key);
}

}  // namespace headwater::serve
