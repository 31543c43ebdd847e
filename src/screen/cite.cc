// Citations of articles and statements in the formats that programs for literature read.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "news/spelling.h"
#include "screen/cards.h"
#include "screen/screens.h"
#include "screen/sharing.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostQuoted = 600;

std::chrono::year_month_day DayAt(std::chrono::sys_seconds at) {
  return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(at));
}

boost::json::object CslDate(std::chrono::year_month_day day) {
  boost::json::array parts{static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                           static_cast<unsigned>(day.day())};
  return {{"date-parts", boost::json::array{std::move(parts)}}};
}

// Braces and backslashes have a meaning in BibTeX, wherever they stand.
std::string ForBibtex(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '\\':
        escaped += "\\textbackslash{}";
        break;
      case '{':
      case '}':
      case '%':
      case '&':
      case '#':
      case '$':
      case '_':
        escaped.append(1, '\\').append(1, c);
        break;
      case '\n':
      case '\r':
        escaped += ' ';
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string OneLine(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

std::string KeyOf(const store::ArticleView& view) {
  std::string key;
  for (const text::Word& word : text::Words(view.line.publisher)) {
    key += text::Fold(view.line.publisher.substr(word.begin, word.end - word.begin));
  }
  std::erase_if(key, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); });
  if (view.line.published) {
    key += fmt::to_string(static_cast<int>(DayOf(*view.line.published).year()));
  }
  return fmt::format("{}-{}", key.empty() ? "article" : key, view.line.id.value().substr(0, 6));
}

Cited CitedOf(const Visit& visit, const store::ArticleView& view, std::optional<std::size_t> statement) {
  const news::Article& article = view.article;
  Cited cited;
  cited.key = KeyOf(view);
  cited.title = article.headline;
  cited.authors = article.authors;
  cited.publisher = view.line.publisher;
  cited.language = article.language;
  cited.url = http::WebAddress(article.canonical_url.empty() ? article.url : article.canonical_url);
  if (!visit.outside.empty()) {
    cited.archived = fmt::format("{}/{}", visit.outside, http::ArticleAddress(view.line.id));
  }
  cited.published = article.published;
  cited.accessed = view.line.seen;
  const bool readable = !article.rights || (article.rights->text && !article.rights->withdrawn);
  if (statement && article.annotations && *statement < article.annotations->statements.size() && readable) {
    const news::Statement& said = article.annotations->statements[*statement];
    const text::CodePointIndex prose(article.text);
    for (const news::Span& span : said.content) {
      if (!said.mark && span.begin < span.end) {
        cited.quotation.append(cited.quotation.empty() ? "" : " ").append(prose.Slice(span.begin, span.end));
      }
    }
    cited.quotation = Shortened(OneLine(cited.quotation), kMostQuoted);
    if (said.speaker) {
      cited.speaker = said.speaker->name.empty() ? said.speaker->phrase.text : said.speaker->name;
    }
    cited.archived += cited.archived.empty() ? "" : fmt::format("#ref-{}", *statement + 1);
    cited.key += fmt::format("-{}", *statement + 1);
  }
  return cited;
}

http::Reply Saved(const Cited& cited, std::string_view type, std::string_view ending, std::string body) {
  http::Reply reply;
  reply.content_type = type;
  reply.headers.emplace_back("content-disposition", fmt::format("attachment; filename=\"{}.{}\"", cited.key, ending));
  reply.body = std::move(body);
  return reply;
}

}  // namespace

std::string CiteAsCsl(const Cited& cited) {
  boost::json::object entry{{"id", cited.key}, {"type", "article-newspaper"}, {"title", cited.title}};
  boost::json::array authors;
  for (const std::string& author : cited.authors) {
    authors.push_back(boost::json::object{{"literal", author}});
  }
  const auto put = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      entry[name] = value;
    }
  };
  if (!authors.empty()) {
    entry["author"] = std::move(authors);
  }
  put("container-title", cited.publisher);
  put("language", cited.language);
  put("URL", cited.url);
  put("archive_location", cited.archived);
  if (!cited.archived.empty()) {
    entry["archive"] = "Headwater";
  }
  if (cited.published) {
    entry["issued"] = CslDate(DayOf(*cited.published));
  }
  entry["accessed"] = CslDate(DayAt(cited.accessed));
  if (!cited.quotation.empty()) {
    put("note", cited.speaker.empty() ? fmt::format("“{}”", cited.quotation)
                                      : fmt::format("{}: “{}”", cited.speaker, cited.quotation));
  }
  return boost::json::serialize(boost::json::array{std::move(entry)}) + "\n";
}

std::string CiteAsBibtex(const Cited& cited) {
  std::string entry = fmt::format("@article{{{},\n", cited.key);
  const auto put = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      entry += fmt::format("  {} = {{{}}},\n", name, value);
    }
  };
  // Doubled braces keep a title's capitals.
  put("title", cited.title.empty() ? std::string() : fmt::format("{{{}}}", ForBibtex(cited.title)));
  std::string authors;
  for (const std::string& author : cited.authors) {
    authors += fmt::format("{}{{{}}}", authors.empty() ? "" : " and ", ForBibtex(author));
  }
  put("author", authors);
  put("journal", ForBibtex(cited.publisher));
  if (cited.published) {
    const auto day = DayOf(*cited.published);
    put("date", FormatDay(day));
    put("year", fmt::to_string(static_cast<int>(day.year())));
  }
  put("langid", cited.language);
  put("url", cited.url);
  put("urldate", FormatDay(DayAt(cited.accessed)));
  std::string note = cited.quotation.empty() ? std::string()
                     : cited.speaker.empty()
                         ? fmt::format("``{}''", ForBibtex(cited.quotation))
                         : fmt::format("{}: ``{}''", ForBibtex(cited.speaker), ForBibtex(cited.quotation));
  if (!cited.archived.empty()) {
    note += fmt::format("{}Archived copy: \\url{{{}}}", note.empty() ? "" : ". ", cited.archived);
  }
  put("note", note);
  return entry + "}\n";
}

std::string CiteAsRis(const Cited& cited) {
  std::string entry = "TY  - NEWS\r\n";
  const auto put = [&](std::string_view tag, const std::string& value) {
    if (!value.empty()) {
      entry += fmt::format("{}  - {}\r\n", tag, OneLine(value));
    }
  };
  const auto slashed = [](std::chrono::year_month_day day) {
    return fmt::format("{:04}/{:02}/{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
  };
  put("ID", cited.key);
  put("TI", cited.title);
  for (const std::string& author : cited.authors) {
    put("AU", author);
  }
  put("T2", cited.publisher);
  if (cited.published) {
    put("PY", fmt::to_string(static_cast<int>(DayOf(*cited.published).year())));
    put("DA", slashed(DayOf(*cited.published)));
  }
  put("LA", cited.language);
  put("UR", cited.url);
  put("L2", cited.archived);
  put("Y2", slashed(DayAt(cited.accessed)));
  put("N1", cited.quotation.empty() ? std::string()
            : cited.speaker.empty() ? cited.quotation
                                    : fmt::format("{}: {}", cited.speaker, cited.quotation));
  return entry + "ER  - \r\n";
}

std::string CiteInWords(const Cited& cited) {
  std::vector<std::string> parts;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) {
      parts.push_back(part);
    }
  };
  if (!cited.quotation.empty()) {
    add(cited.speaker.empty() ? fmt::format("“{}”", cited.quotation)
                              : fmt::format("{}: “{}”", cited.speaker, cited.quotation));
  }
  add(Joined(cited.authors));
  add(cited.title);
  add(cited.publisher);
  add(cited.published ? TimeWords(MomentOfDay(DayOf(*cited.published))) : std::string());
  add(cited.url);
  add(cited.archived.empty() ? std::string() : Say("cite.archived", cited.archived));
  std::string line;
  for (const std::string& part : parts) {
    line.append(line.empty() ? "" : ". ").append(part);
  }
  return line;
}

http::Reply ShowCitation(const Visit& visit) {
  const news::ArticleId id{std::string(visit.Segment(1))};
  const std::string_view item = visit.Query("item");
  const auto view = visit.store.Article(item.empty() ? id : news::ArticleId(fmt::format("{}#{}", id.value(), item)));
  if (!view) {
    return ShowGone(visit, visit.Segment(1), view.error());
  }
  const auto number = WholeNumber(visit.Query("statement"));
  const auto statement = number && *number > 0 ? std::optional(static_cast<std::size_t>(*number - 1)) : std::nullopt;
  const Cited cited = CitedOf(visit, *view, statement);
  const std::string_view as = visit.Query("as");
  if (as == "csl") {
    return Saved(cited, "application/vnd.citationstyles.csl+json", "json", CiteAsCsl(cited));
  }
  if (as == "bibtex") {
    return Saved(cited, "application/x-bibtex; charset=utf-8", "bib", CiteAsBibtex(cited));
  }
  if (as == "ris") {
    return Saved(cited, "application/x-research-info-systems; charset=utf-8", "ris", CiteAsRis(cited));
  }
  Card card = ArticleCard(visit, view->line);
  card.Put("words", CiteInWords(cited)).Put("csl", CiteAsCsl(cited)).Put("bibtex", CiteAsBibtex(cited));
  card.Put("ris", CiteAsRis(cited));
  std::string query = statement ? fmt::format("statement={}&", *statement + 1) : std::string();
  query += item.empty() ? std::string() : fmt::format("item={}&", http::PercentEncode(item));
  card.Set("cite_href", fmt::format("?{}as=", query));
  return ShowPage(visit, "cite", Phrase("cite.title"), std::move(card));
}

}  // namespace headwater::screen
