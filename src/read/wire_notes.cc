// Bylines, dates and reservations of wire formats.
#include "read/wire_notes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/dates.h"
#include "tables/tables.h"

namespace headwater::read {
namespace {

constexpr std::size_t kMaxAuthors = 50;
constexpr std::size_t kMaxMarks = 100;
constexpr std::size_t kMaxDeclared = 50;
constexpr std::size_t kMaxLine = 2'000;
constexpr std::size_t kMaxWordsOfAName = 6;

bool IsDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string WordKind(std::string_view word) {
  const std::string lower = ascii::Lower(word);
  for (const tables::Row& row : tables::Table("byline_words")) {
    if (row[3] == lower && row[2] != "text") {
      return std::string(row[0]);
    }
  }
  return {};
}

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = ascii::Trim(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t\n"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

// A run of words between two joints of a byline: a person, or something else.
void TakeRun(std::vector<std::string_view>& run, news::Article& article) {
  const bool is_other = std::ranges::any_of(run, [](std::string_view word) {
    const std::string kind = WordKind(word);
    return kind == "role" || kind == "group" || kind == "stop" || word.find('@') != std::string_view::npos;
  });
  std::string name;
  for (const std::string_view word : run) {
    name += (name.empty() ? "" : " ") + std::string(word);
  }
  const bool fits = run.size() >= 2 && run.size() <= kMaxWordsOfAName;
  if (fits && !is_other && tables::SourceByName(name) == nullptr) {
    AddAuthor(name, article);
  }
  run.clear();
}

}  // namespace

std::optional<Moment> WireDate(std::string_view text) {
  text = ascii::Trim(text);
  if (text.size() < 8 || !IsDigits(text.substr(0, 8))) {
    return ReadDate(text);
  }
  std::string longer =
      std::string(text.substr(0, 4)) + '-' + std::string(text.substr(4, 2)) + '-' + std::string(text.substr(6, 2));
  if (text.size() >= 15 && text[8] == 'T' && IsDigits(text.substr(9, 6))) {
    longer += 'T' + std::string(text.substr(9, 2)) + ':' + std::string(text.substr(11, 2)) + ':' +
              std::string(text.substr(13, 2)) + std::string(text.substr(15));
  } else if (text.size() != 8) {
    return ReadDate(text);
  }
  return ReadDate(longer);
}

std::string WireLanguage(std::string_view tag) {
  const std::string_view primary = ascii::Trim(tag).substr(0, ascii::Trim(tag).find_first_of("-_"));
  const bool letters =
      std::ranges::all_of(primary, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
  return primary.size() == 2 && letters ? ascii::Lower(primary) : std::string();
}

void AddAuthor(std::string_view name, news::Article& article) {
  const std::string trimmed(ascii::Trim(name));
  if (!trimmed.empty() && article.authors.size() < kMaxAuthors &&
      std::ranges::find(article.authors, trimmed) == article.authors.end()) {
    article.authors.push_back(trimmed);
  }
}

void AddMark(news::MarkKind kind, std::string_view text, news::Article& article) {
  text = ascii::Trim(text).substr(0, kMaxLine);
  const bool known = std::ranges::any_of(article.marks, [&](const news::Mark& mark) { return mark.text == text; });
  if (!text.empty() && !known && article.marks.size() < kMaxMarks) {
    article.marks.push_back({kind, std::string(text)});
  }
}

void Declare(std::string_view name, std::string_view url, std::string_view where, news::Article& article) {
  const std::string address = AddressFrom(url, {});
  name = ascii::Trim(name);
  const bool known = std::ranges::any_of(
      article.declared, [&](const news::Declared& other) { return other.name == name && other.url == address; });
  if ((!name.empty() || !address.empty()) && !known && article.declared.size() < kMaxDeclared) {
    article.declared.push_back({std::string(name), address, std::string(where)});
  }
}

void TakeByline(std::string_view line, news::Article& article) {
  line = ascii::Trim(line).substr(0, kMaxLine);
  AddMark(news::MarkKind::kByline, line, article);
  std::vector<std::string_view> run;
  bool at_start = true;
  for (std::string_view word : Words(line)) {
    const bool ends = word.ends_with(',') || word.ends_with(';') || word == "/" || word == "|" || word == "&";
    while (!word.empty() && (word.ends_with(',') || word.ends_with(';') || word.ends_with(':'))) {
      word.remove_suffix(1);
    }
    const std::string kind = WordKind(word);
    const bool lower = !word.empty() && word.front() >= 'a' && word.front() <= 'z';
    if (kind == "prefix" && (at_start || (lower && run.empty()))) {
      continue;
    }
    at_start = false;
    if ((kind == "join" && lower) || word == "/" || word == "|" || word == "&") {
      TakeRun(run, article);
      continue;
    }
    if (kind != "honorific" && kind != "suffix" && !word.empty()) {
      run.push_back(word);
    }
    if (ends) {
      TakeRun(run, article);
    }
  }
  TakeRun(run, article);
}

void Reserve(WireItem& item, std::string_view what, std::string_view value, std::string_view policy) {
  value = ascii::Trim(value).substr(0, kMaxLine);
  policy = ascii::Trim(policy);
  const std::string status =
      ascii::Lower(value.substr(value.rfind(':') == std::string_view::npos ? 0 : value.rfind(':') + 1));
  if ((value.empty() && policy.empty()) || (what == "pubStatus" && status == "usable")) {
    return;
  }
  const bool is_time = what == "embargoed" || what == "expires";
  const auto moment = is_time ? WireDate(value) : std::nullopt;
  constexpr std::array<std::string_view, 6> kEndings{"canceled", "cancelled", "kill",
                                                     "mandkill", "withdraw",  "withdrawn"};
  const bool is_state = what == "pubStatus" || what == "signal";
  const bool ends = is_state && std::ranges::find(kEndings, status) != kEndings.end();
  if (what == "signal" && !ends) {
    return;
  }
  if (!item.article.rights) {
    item.article.rights.emplace();
  }
  news::Rights& rights = *item.article.rights;
  if (ends) {
    rights.withdrawn = true;
  } else if (is_state || (what == "embargoed" && !moment)) {
    // Held back until its issuer says more.
    rights.text = rights.mining = rights.listing = rights.page = rights.pictures = false;
    rights.snippet = 0;
  } else if (what == "embargoed") {
    rights.not_before = moment->at;
  } else if (what == "expires" && moment) {
    rights.not_after = moment->at;
  }
  news::Reservation reservation{"wire", std::string(what) + ": " + (is_state ? status : std::string(value)),
                                std::string(policy)};
  item.page.reservations.push_back(reservation);
  rights.reservations.push_back(std::move(reservation));
}

void Identify(WireItem& item, std::string_view format, std::string_view id, std::string_view version) {
  id = ascii::Trim(id);
  item.page.id = id;
  item.article.id = news::ArticleId(item.page.id);
  // What all versions of the item share stands for an address where it has none.
  if (item.page.url.empty() && !id.empty()) {
    item.page.url =
        id.find(':') == std::string_view::npos ? "urn:" + std::string(format) + ":" + std::string(id) : std::string(id);
  }
  item.article.url = item.page.url;
  item.page.headers.emplace_back("wire-format", format);
  if (!version.empty()) {
    item.page.headers.emplace_back("wire-version", version);
  }
}

void Finish(WireItem& item, const std::optional<Moment>& first, const std::optional<Moment>& current) {
  news::Article& article = item.article;
  article.published = first ? first : current;
  if (first && current && !(*first == *current)) {
    article.modified = current;
  }
  if (article.text.empty() && article.items.empty()) {
    article.kind = news::ArticleKind::kOther;
  }
}

}  // namespace headwater::read
