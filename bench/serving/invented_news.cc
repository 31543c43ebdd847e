// Invented words, names, events and reports.
#include "serving/invented_news.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/ascii.h"
#include "store/store.h"

namespace headwater::bench {
namespace {

using std::chrono::sys_seconds;

constexpr std::size_t kWords = 40'000;
constexpr std::size_t kOutlets = 3'000;
constexpr std::size_t kPeople = 60'000;
constexpr std::size_t kPlaces = 5'000;
constexpr std::size_t kSubjects = 20'000;

constexpr std::array<std::string_view, 14> kOnsets{"b", "d", "f", "g", "k", "l", "m",
                                                   "n", "p", "r", "s", "t", "v", "st"};
constexpr std::array<std::string_view, 7> kVowels{"a", "e", "i", "o", "u", "ai", "ou"};
constexpr std::array<std::string_view, 8> kCodas{"", "", "", "n", "r", "l", "s", "m"};
constexpr std::array<std::string_view, 24> kSmall{"the", "of",  "and", "to",   "in",   "a",  "that", "for",
                                                  "on",  "is",  "was", "with", "by",   "at", "from", "as",
                                                  "it",  "his", "has", "were", "this", "be", "had",  "which"};
constexpr std::array<std::string_view, 8> kRoles{"minister",  "mayor",      "spokeswoman", "president",
                                                 "professor", "chairwoman", "coach",       "chief inspector"};
constexpr std::array<std::string_view, 6> kCues{"said",      "told reporters", "wrote",
                                                "announced", "warned",         "denied that"};
constexpr std::array<std::string_view, 5> kCountries{"EE", "FR", "BR", "JP", "KE"};

}  // namespace

std::uint64_t Dice::Roll() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::size_t Dice::Below(std::size_t bound) { return static_cast<std::size_t>(Roll() % bound); }

std::size_t Dice::Zipf(std::size_t bound) {
  const double even = static_cast<double>(Roll() >> 11U) / 9007199254740992.0;
  return static_cast<std::size_t>(std::pow(static_cast<double>(bound) + 1.0, even)) - 1;
}

bool Dice::Chance(double probability) { return static_cast<double>(Roll() >> 11U) / 9007199254740992.0 < probability; }

// A text as it is written, with what is found in it. All of it is ASCII, so that bytes are code points.
class InventedNews::Writing {
 public:
  explicit Writing(news::Article& article) : article_(article), found_(article.annotations.emplace()) {}

  std::uint32_t At() const { return static_cast<std::uint32_t>(article_.text.size()); }
  void Say(std::string_view words) { article_.text += words; }

  news::Span Name(const Bearer& bearer) {
    const std::uint32_t begin = At();
    Say(bearer.name);
    // An office stands beside the first mention.
    const bool first = named_.insert(bearer.name).second;
    found_.names.push_back(
        {{begin, At()}, bearer.name, bearer.kind, first ? bearer.role : "", bearer.entity, std::nullopt});
    return {begin, At()};
  }

  void Place(const news::Place& place) {
    const std::uint32_t begin = At();
    Say(place.name);
    found_.places.push_back(place);
    found_.places.back().span = {begin, At()};
    found_.names.push_back({{begin, At()},
                            place.name,
                            news::NameKind::kPlace,
                            {},
                            news::EntityId("place/" + ascii::Lower(place.name)),
                            std::nullopt});
  }

  void State(const Bearer& speaker, std::string_view cue, const std::string& content) {
    news::Statement statement;
    const news::Span named = Name(speaker);
    statement.speaker = news::Speaker{{named, speaker.name, {}}, speaker.name, speaker.entity, speaker.role};
    Say(" ");
    const std::uint32_t begin = At();
    Say(cue);
    statement.cue = {{begin, At()}, std::string(cue), {}};
    Say(" ");
    const std::uint32_t from = At();
    Say(content);
    statement.content.push_back({from, At()});
    statement.chain = {"writer", speaker.name};
    Say(". ");
    found_.statements.push_back(std::move(statement));
  }

  void EndSentence(std::uint32_t begin) { found_.sentences.push_back({begin, At()}); }

 private:
  news::Article& article_;
  news::Annotations& found_;
  std::unordered_set<std::string_view> named_;
};

InventedNews::InventedNews(std::uint64_t seed) : dice_(seed) {
  std::unordered_set<std::string> taken;
  while (words_.size() < kWords) {
    if (std::string word = Word(); taken.insert(word).second) {
      words_.push_back(std::move(word));
    }
  }
  for (std::size_t i = 0; i < kOutlets; ++i) {
    outlets_.push_back(fmt::format("{} {}", NameWord(false), i % 2 == 0 ? "Post" : "Courier"));
  }
  for (std::size_t i = 0; i < kPeople; ++i) {
    Bearer bearer;
    const bool body = i % 8 == 7;
    bearer.name = fmt::format("{} {}", NameWord(false), body ? "Institute" : NameWord(true));
    bearer.kind = body ? news::NameKind::kOrganisation : news::NameKind::kPerson;
    bearer.role = body ? "" : std::string(kRoles[dice_.Below(kRoles.size())]);
    std::string key = ascii::Lower(bearer.name);
    key.replace(key.find(' '), 1, "-");
    bearer.entity = news::EntityId((body ? "organisation/" : "person/") + key);
    people_.push_back(std::move(bearer));
  }
  for (std::size_t i = 0; i < kPlaces; ++i) {
    news::Place place;
    place.name = NameWord(true);
    place.text = place.name;
    place.country = kCountries[dice_.Below(kCountries.size())];
    place.latitude = static_cast<double>(dice_.Below(120)) - 55;
    place.longitude = static_cast<double>(dice_.Below(340)) - 170;
    places_.push_back(std::move(place));
  }
  for (std::size_t i = 0; i < kSubjects; ++i) {
    Subject subject;
    for (std::size_t k = 0; k < 12; ++k) {
      subject.people.push_back(dice_.Zipf(kPeople));
      subject.places.push_back(dice_.Zipf(kPlaces));
    }
    for (std::size_t k = 0; k < 60; ++k) {
      subject.words.push_back(dice_.Below(kWords));
    }
    subjects_.push_back(std::move(subject));
  }
}

std::string InventedNews::Word() {
  std::string word;
  for (std::size_t syllables = 1 + dice_.Below(4); syllables > 0; --syllables) {
    word += kOnsets[dice_.Below(kOnsets.size())];
    word += kVowels[dice_.Below(kVowels.size())];
    word += kCodas[dice_.Below(kCodas.size())];
  }
  return word;
}

std::string InventedNews::NameWord(bool longer) {
  std::string word = Word() + (longer ? Word() : "");
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

void InventedNews::Headline(const Subject& subject, news::Article& article) {
  article.headline = people_[subject.people[dice_.Zipf(subject.people.size())]].name;
  for (int i = 0; i < 7; ++i) {
    article.headline += " ";
    article.headline +=
        i % 2 == 0 ? words_[subject.words[dice_.Zipf(subject.words.size())]] : words_[dice_.Zipf(words_.size())];
  }
}

void InventedNews::Report(const Subject& subject, news::Article& article) {
  Writing writing(article);
  const auto phrase = [&](std::size_t length) {
    std::string words;
    for (std::size_t i = 0; i < length; ++i) {
      words += i == 0 ? "" : " ";
      if (dice_.Chance(0.4)) {
        words += kSmall[dice_.Below(kSmall.size())];
      } else {
        words += dice_.Chance(0.3) ? words_[subject.words[dice_.Zipf(subject.words.size())]]
                                   : words_[dice_.Zipf(words_.size())];
      }
    }
    return words;
  };
  const std::size_t paragraphs = 5 + dice_.Below(7);
  for (std::size_t paragraph = 0; paragraph < paragraphs; ++paragraph) {
    writing.Say(paragraph == 0 ? "" : "\n\n");
    for (std::size_t sentence = 0; sentence < 3; ++sentence) {
      const std::uint32_t begin = writing.At();
      const Bearer& bearer = people_[subject.people[dice_.Zipf(subject.people.size())]];
      if (dice_.Chance(0.3)) {
        writing.State(bearer, kCues[dice_.Below(kCues.size())], phrase(8 + dice_.Below(14)));
      } else {
        writing.Name(bearer);
        writing.Say(" " + phrase(6 + dice_.Below(8)) + " in ");
        writing.Place(places_[subject.places[dice_.Zipf(subject.places.size())]]);
        writing.Say(" " + phrase(5) + ". ");
      }
      writing.EndSentence(begin);
    }
  }
}

void InventedNews::Publish(news::Article& article, sys_seconds at, Event& event) {
  const std::string& outlet = article.publisher;
  std::string host = ascii::Lower(outlet);
  host.replace(host.find(' '), 1, "-");
  article.url = fmt::format("https://{}.example/{}/{}", host, FormatDay(DayOf(MomentOfInstant(at))), ++published_);
  article.published = MomentOfInstant(at);
  article.language = "en";
  news::Page page;
  page.url = article.url;
  page.content_type = "text/html; charset=utf-8";
  page.fetched = at + std::chrono::minutes(5);
  page.body =
      fmt::format("<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>",
                  article.headline, article.text);
  article.id = store::StoredId(store::HashPage(page));
  event.pages.push_back(std::move(page));
}

Event InventedNews::Next(sys_seconds at) {
  Event event;
  Subject& subject = subjects_[dice_.Zipf(subjects_.size())];
  const std::size_t reports = dice_.Chance(0.55) ? 1 : 2 + dice_.Zipf(60);
  for (std::size_t i = 0; i < reports; ++i) {
    news::Article article;
    const bool copied = i > 0 && dice_.Chance(0.5);
    const std::size_t of = copied ? dice_.Below(i) : 0;
    if (copied) {
      article = event.articles[of];
    } else {
      Headline(subject, article);
      Report(subject, article);
    }
    article.publisher = outlets_[dice_.Zipf(outlets_.size())];
    const sys_seconds when = at + std::chrono::minutes(17 * i);
    Publish(article, when, event);
    news::Origin origin;
    origin.article = article.id;
    origin.complete = true;
    origin.confidence = 0.95;
    origin.chain.push_back({article.publisher, news::HopHow::kPublished, article.id, article.url, {}, 1.0});
    if (copied) {
      const news::Article& source = event.articles[of];
      origin.kind = news::OriginKind::kArticle;
      origin.origin_article = news::ArticleId(event.origins[of].roots.front());
      origin.name = source.publisher;
      origin.roots = event.origins[of].roots;
      origin.chain.insert(origin.chain.end(), event.origins[of].chain.begin(), event.origins[of].chain.end());
      origin.chain[1].how = news::HopHow::kCopy;
      const auto length = static_cast<std::uint32_t>(article.text.size());
      event.copies.push_back(
          {article.id, source.id, news::CopyKind::kIdentical, 1.0, 1.0, {{{0, length}, {0, length}}}, {}});
    } else {
      origin.kind = news::OriginKind::kSelf;
      origin.origin_article = article.id;
      origin.name = article.publisher;
      origin.roots = {article.id.value()};
    }
    event.origins.push_back(std::move(origin));
    event.articles.push_back(std::move(article));
  }
  news::Story& story = event.story;
  story.id = news::StoryId(event.articles.front().id.value());
  if (subject.thread.empty()) {
    subject.thread = news::ThreadId(story.id.value());
  }
  story.thread = subject.thread;
  story.headline = event.articles.front().headline;
  story.summary = event.articles.front().text.substr(0, event.articles.front().text.find('.') + 1);
  int own = 0;
  for (std::size_t i = 0; i < reports; ++i) {
    story.articles.push_back(event.articles[i].id);
    own += event.origins[i].kind == news::OriginKind::kSelf ? 1 : 0;
  }
  story.first = event.articles.front().published;
  story.last = event.articles.back().published;
  story.independent = news::Independence{own, own, 0};
  return event;
}

}  // namespace headwater::bench
