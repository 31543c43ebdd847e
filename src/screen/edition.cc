// Reads editions from addresses and writes the bar that leads from one to another.
#include "screen/edition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "screen/strings.h"
#include "screen/wording.h"
#include "store/subjects.h"

namespace headwater::screen {
namespace {

struct Span {
  std::string_view word;
  std::chrono::hours length;
};
// In an address, for who has a language of his own and wants all.
constexpr std::string_view kAll = "all";
constexpr std::array<Span, 4> kSpans{{{"day", std::chrono::hours(24)},
                                      {"week", std::chrono::hours(7 * 24)},
                                      {"month", std::chrono::hours(30 * 24)},
                                      {"year", std::chrono::hours(365 * 24)}}};

const Span* SpanCalled(std::string_view word) {
  const auto found = std::ranges::find(kSpans, word, &Span::word);
  return found == kSpans.end() ? nullptr : &*found;
}

bool IsCode(std::string_view text, char first, char last) {
  return text.size() >= 2 && text.size() <= 3 &&
         std::ranges::all_of(text, [&](char c) { return c >= first && c <= last; });
}

Card Option(std::string_view value, const std::string& words, bool chosen) {
  Card card;
  card.Set("value", value).Put("words", words).Put("chosen", chosen);
  return card;
}

std::vector<Card> ValueOptions(const std::vector<store::EditionChoice>& choices, const std::string& chosen,
                               std::string_view all, std::string_view all_value,
                               std::string (*words)(std::string_view)) {
  std::vector<Card> options{Option(all_value, std::string(Phrase(all)), chosen.empty())};
  bool met = chosen.empty();
  for (const auto& [value, stories] : choices) {
    options.push_back(Option(value, fmt::format("{} ({})", words(value), Grouped(stories)), value == chosen));
    met = met || value == chosen;
  }
  if (!met) {
    options.push_back(Option(chosen, words(chosen), true));
  }
  return options;
}

std::string SubjectWords(std::string_view subject) { return std::string(Phrase(fmt::format("subject.{}", subject))); }

}  // namespace

store::EditionQuestion EditionOf(const Visit& visit) {
  store::EditionQuestion question;
  const auto language = visit.target.query.contains("language") ? visit.Query("language") : visit.preferences.language;
  if (language != kAll && IsCode(language, 'a', 'z')) {
    question.language = language;
  }
  if (const auto country = visit.Query("country"); IsCode(country, 'A', 'Z')) {
    question.country = country;
  }
  if (const auto subject = visit.Query("subject"); store::IsSubject(subject)) {
    question.subject = subject;
  }
  if (const Span* const span = SpanCalled(visit.Query("when"))) {
    // By the minute, so that the page is the same for a while.
    question.since = std::chrono::floor<std::chrono::minutes>(visit.now) - span->length;
  }
  question.order = store::EditionOrderOf(visit.Query("order")).value_or(store::EditionOrder::kWeight);
  question.single_origin = visit.Query("single") == "1";
  return question;
}

std::string EditionAddress(const store::EditionQuestion& question, std::string_view when, std::string_view own) {
  std::string address;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) {
      address += fmt::format("{}{}={}", address.empty() ? "?" : "&", name, http::PercentEncode(value));
    }
  };
  add("language", question.language == own ? std::string_view{} : question.language.empty() ? kAll : question.language);
  add("country", question.country);
  add("subject", question.subject);
  add("when", SpanCalled(when) != nullptr ? when : std::string_view{});
  add("order", question.order == store::EditionOrder::kWeight ? std::string_view{} : WordFor(question.order));
  add("single", question.single_origin ? "1" : "");
  return address;
}

void PutEdition(Card& card, const Visit& visit, const store::EditionQuestion& question,
                const store::EditionChoices& choices) {
  const std::string_view when = visit.Query("when");
  const auto href = [&](const store::EditionQuestion& other) {
    return fmt::format("{}{}", visit.root, EditionAddress(other, when, visit.preferences.language));
  };
  std::vector<Card> subjects;
  const auto add_subject = [&](const std::string& subject, const std::string& words) {
    store::EditionQuestion other = question;
    other.subject = subject;
    subjects.emplace_back().Set("href", href(other)).Put("words", words).Put("current", question.subject == subject);
  };
  add_subject("", std::string(Phrase("edition.all_subjects")));
  for (const auto& [subject, stories] : choices.subjects) {
    add_subject(subject, SubjectWords(subject));
  }
  const bool chosen_known = std::ranges::any_of(
      choices.subjects, [&](const store::EditionChoice& choice) { return choice.first == question.subject; });
  if (!question.subject.empty() && !chosen_known) {
    add_subject(question.subject, SubjectWords(question.subject));
  }
  card.Put("subjects", subjects).Put("subject", question.subject);
  card.Put("languages", ValueOptions(choices.languages, question.language, "edition.all_languages",
                                     visit.preferences.language.empty() ? "" : kAll, LanguageWords));
  card.Put("countries", ValueOptions(choices.countries, question.country, "edition.all_countries", "", CountryWords));
  std::vector<Card> whens{Option("", std::string(Phrase("edition.any_time")), SpanCalled(when) == nullptr)};
  for (const Span& span : kSpans) {
    whens.push_back(
        Option(span.word, std::string(Phrase(fmt::format("edition.when.{}", span.word))), span.word == when));
  }
  card.Put("whens", whens);
  std::vector<Card> orders;
  for (const auto order : {store::EditionOrder::kWeight, store::EditionOrder::kNewest, store::EditionOrder::kCarried,
                           store::EditionOrder::kIndependent}) {
    orders.push_back(Option(order == store::EditionOrder::kWeight ? "" : WordFor(order),
                            std::string(Phrase(fmt::format("edition.order.{}", WordFor(order)))),
                            order == question.order));
  }
  card.Put("orders", orders);
  store::EditionQuestion other = question;
  other.single_origin = !question.single_origin;
  card.Set("single_href", href(other));
  card.Put("edition_words", EditionWords(visit, question));
  if (!question.whole() || question.since || question.order != store::EditionOrder::kWeight) {
    card.Set("whole_href", href({}));
  }
}

std::string EditionWords(const Visit& visit, const store::EditionQuestion& question) {
  std::vector<std::string> parts;
  if (!question.subject.empty()) {
    parts.push_back(SubjectWords(question.subject));
  }
  if (!question.country.empty()) {
    parts.push_back(CountryWords(question.country));
  }
  if (!question.language.empty()) {
    parts.push_back(LanguageWords(question.language));
  }
  if (question.order != store::EditionOrder::kWeight) {
    parts.emplace_back(Phrase(fmt::format("edition.order.{}", WordFor(question.order))));
  }
  if (const Span* const span = SpanCalled(visit.Query("when"))) {
    parts.emplace_back(Phrase(fmt::format("edition.when.{}", span->word)));
  }
  std::string words;
  for (const std::string& part : parts) {
    words.append(words.empty() ? "" : " · ").append(part);
  }
  return words;
}

}  // namespace headwater::screen
