// Puts the article together from what the reader found.
#include "extract/plain_article.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <unordered_set>
#include <utility>

#include "extract/digest_dates.h"
#include "extract/language.h"
#include "extract/plain_digest.h"
#include "extract/plain_reader.h"
#include "extract/published_between.h"
#include "extract/relative_dates.h"
#include "tables/tables.h"
#include "text/utf8.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

// Bytes that no text has, or too many that are no UTF-8.
bool IsBinary(std::string_view body) {
  const std::string_view head = body.substr(0, 1U << 16U);
  std::size_t bad = 0;
  for (std::size_t at = 0; at < head.size();) {
    const char32_t c = text::NextCodePoint(head, at);
    bad += c == text::kReplacement || c == 0 || (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') ? 1 : 0;
  }
  return bad * 10 > head.size();
}

std::vector<LineRecord> Records(std::string_view utf8) {
  std::vector<LineRecord> records;
  for (PlainLine& line : PlainLines(utf8)) {
    LineRecord record;
    record.line = std::move(line);
    record.tokens = TokensOf(record.line.text);
    record.key = LineKey(record.tokens);
    record.width = text::CountCodePoints(record.line.text);
    record.furniture = JudgeLine(record.line.text, record.tokens);
    records.push_back(std::move(record));
  }
  return records;
}

constexpr std::size_t kRepeatWords = 6;

// The prose's lines; what stands there twice (a lead, a pull quote) is kept once.
std::vector<const LineRecord*> Prose(const std::vector<LineRecord>& records) {
  std::vector<const LineRecord*> prose;
  std::unordered_set<std::string_view> seen;
  for (const LineRecord& record : records) {
    if (record.role == Role::kProse && (record.tokens.size() < kRepeatWords || seen.insert(record.key).second)) {
      prose.push_back(&record);
    }
  }
  return prose;
}

std::string Joined(const std::vector<const LineRecord*>& prose) {
  std::string text;
  for (const LineRecord* const record : prose) {
    if (!text.empty()) {
      text += "\n\n";
    }
    text += record->line.text;
  }
  return text;
}

// Dashes open what people say as well as entries of lists.
bool OpensEntry(std::string_view line) {
  return IsListEntry(line) && !line.starts_with("-") && !line.starts_with("–") && !line.starts_with("—");
}

// A subheading is left open, or asks; a quotation that ends as a sentence is a paragraph.
bool LooksLikeSubheading(const LineRecord& record) {
  return LooksLikeHeading(record) && (!ClosesSentence(record.line.text) || record.line.text.ends_with("?"));
}

// Lists and subheadings, as spans of the joined prose.
std::vector<news::Part> PartsOf(const std::vector<const LineRecord*>& prose) {
  std::vector<news::Part> parts;
  std::uint32_t begin = 0;
  bool listing = false;
  for (std::size_t i = 0; i < prose.size(); ++i) {
    const LineRecord& record = *prose[i];
    const auto end = begin + static_cast<std::uint32_t>(record.width);
    const bool entry = OpensEntry(record.line.text);
    const bool neighbour = i + 1 < prose.size() && OpensEntry(prose[i + 1]->line.text);
    if (entry && listing) {
      parts.back().span.end = end;
    } else if (entry && neighbour) {
      parts.push_back({{begin, end}, news::PartKind::kList});
    } else if (!entry && i > 0 && i + 1 < prose.size() && LooksLikeSubheading(record) &&
               LooksLikeProse(*prose[i + 1])) {
      parts.push_back({{begin, end}, news::PartKind::kHeading});
    }
    listing = entry && (listing || neighbour);
    begin = end + 2;
  }
  return parts;
}

// Whose report it says it is: the byline first, then the dateline, a source line, the copyright. A second holder of
// rights is the site that it stands on.
void WeighCredit(const PlainEvidence& evidence, news::Article& article) {
  for (const std::string* const credit :
       {&evidence.byline_credit, &evidence.dateline_credit, &evidence.source_credit}) {
    if (article.credit.empty()) {
      article.credit = *credit;
    }
  }
  for (const CopyrightLine& copyright : evidence.copyrights) {
    if (copyright.holder.empty()) {
      continue;
    }
    if (article.credit.empty()) {
      article.credit = copyright.holder;
    } else if (article.publisher.empty() && copyright.holder != article.credit) {
      article.publisher = copyright.holder;
    }
  }
  if (article.publisher.empty()) {
    if (const news::Source* const source = tables::SourceByHost(web::HostOf(article.url))) {
      article.publisher = source->name;
    }
  }
}

std::vector<CopyrightYears> YearsOf(const PlainEvidence& evidence) {
  std::vector<CopyrightYears> years;
  for (std::size_t i = 0; i < evidence.copyrights.size(); ++i) {
    const CopyrightLine& line = evidence.copyrights[i];
    years.push_back({line.first_year, line.last_year, evidence.copyright_words[i]});
  }
  return years;
}

std::string DatelineWords(const news::Article& article) {
  for (const news::Mark& mark : article.marks) {
    if (mark.kind == news::MarkKind::kDateline) {
      return mark.text;
    }
  }
  return {};
}

// What a feed says of the page counts where the page is silent.
void HearAnnouncement(const news::Announcement& said, news::Article& article) {
  article.headline = article.headline.empty() ? said.title : article.headline;
  article.published = article.published ? article.published : said.published;
  for (const std::string& line : article.authors.empty() ? said.authors : std::vector<std::string>()) {
    const std::optional<PlainByline> byline = ReadPlainByline("By " + line);
    if (byline) {
      article.authors.insert(article.authors.end(), byline->authors.begin(), byline->authors.end());
    }
  }
  if (!said.source_name.empty() || !said.source_url.empty()) {
    article.declared.push_back({said.source_name, said.source_url, "feed"});
  }
}

constexpr std::size_t kHeadlineShare = 3;  // words that a headline has from the first item's text

// The page's headline is the first item's where the item says the same.
void GiveHeadline(const news::Article& article, news::Item& item) {
  const std::vector<Token> headline = TokensOf(article.headline);
  std::unordered_set<std::string> words;
  for (const Token& token : TokensOf(item.text)) {
    words.insert(token.folded);
  }
  std::size_t shared = 0;
  for (const Token& token : headline) {
    shared += token.folded.size() >= 4 ? words.erase(token.folded) : 0;
  }
  if (item.headline.empty() && shared >= kHeadlineShare) {
    item.headline = article.headline;
    item.source = item.source.empty() ? ReporterOf(item.headline, headline) : item.source;
  }
}

// Of a page whose day is known: an item that names a day was written from that day to the page's.
void DateByPage(std::vector<news::Item>& items, std::chrono::sys_days told, std::string_view language) {
  for (news::Item& item : items) {
    const auto days = DaysNamed(item.text, TokensOf(item.text), told, language);
    const auto past = std::ranges::find_if(days, [told](const NamedDays& each) { return each.last <= told; });
    if (!item.published && past != days.end()) {
      item.published_between = news::PublishedBetween{std::chrono::year_month_day(past->first),
                                                      std::chrono::year_month_day(told),
                                                      {item.text.substr(past->begin, past->end - past->begin)}};
    }
  }
}

void MakeDigest(std::vector<news::Item> items, std::string_view prose, news::Article& article) {
  article.kind = news::ArticleKind::kDigest;
  article.language = LanguageOf(prose, {});
  GiveHeadline(article, items.front());
  const bool stated = std::any_of(items.begin(), items.end(), [](const news::Item& item) { return item.published; });
  if (stated) {
    article.published.reset();
  }
  if (!article.published) {
    article.published_between = DateItems(items, article.language);
  } else {
    DateByPage(items, std::chrono::sys_days(DayOf(*article.published)), article.language);
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].id = news::ArticleId(fmt::format("{}#{}", article.id.value(), i + 1));
    // A note that stands among the blurbs is one of them.
    std::erase_if(article.marks, [&](const news::Mark& mark) { return mark.text == items[i].text; });
  }
  article.items = std::move(items);
}

}  // namespace

Result<news::Article> ArticleFromPlain(std::string_view utf8, const news::Page& page, const Limits& limits) {
  const std::string_view name = page.id.empty() ? std::string_view(page.url) : std::string_view(page.id);
  if (utf8.size() > limits.max_bytes) {
    return Fail(Fault::kTooLarge,
                fmt::format("{}: {} bytes are over the limit of {}", name, utf8.size(), limits.max_bytes));
  }
  if (IsBinary(utf8)) {
    return Fail(Fault::kBadInput, fmt::format("{}: the bytes are no text", name));
  }
  news::Article article;
  article.id = news::ArticleId(page.id);
  article.url = page.url;
  std::vector<LineRecord> records = Records(utf8);
  article.language = LanguageOf(utf8, {});
  PlainReader reader(records, article);
  reader.Read();
  const PlainEvidence& evidence = reader.evidence();
  article.authors = evidence.byline_authors.empty() ? evidence.letter_authors : evidence.byline_authors;
  WeighCredit(evidence, article);
  if (page.announcement) {
    HearAnnouncement(*page.announcement, article);
  }
  const std::vector<const LineRecord*> lines = Prose(records);
  const std::string prose = Joined(lines);
  if (std::optional<std::vector<news::Item>> items = SplitDigest(records, limits.max_items)) {
    MakeDigest(*std::move(items), prose, article);
    return article;
  }
  article.text = prose;
  article.parts = PartsOf(lines);
  article.language = LanguageOf(article.text, {});
  if (!article.published) {
    article.published_between =
        PublishedBetweenOf(article.text, YearsOf(evidence), DatelineWords(article), article.language);
  }
  if (LooksLive(article.headline, records)) {
    article.kind = news::ArticleKind::kLive;
  }
  if (article.text.empty()) {
    article.kind = news::ArticleKind::kOther;
  }
  return article;
}

}  // namespace headwater::extract
