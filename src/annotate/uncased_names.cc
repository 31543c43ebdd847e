// One pass over the tokens, the longest known name first.
#include "annotate/uncased_names.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "annotate/countries.h"
#include "annotate/gazetteer.h"
#include "annotate/known_names.h"
#include "tables/tables.h"
#include "text/utf8.h"

namespace headwater::annotate {
namespace {

using news::NameKind;

constexpr std::size_t kLongestKnown = 10;  // tokens, which are characters in Chinese
constexpr double kLarge = 50;              // a town's least people, in thousands

std::string_view NextPart(std::string_view& parts, char mark = '|') {
  const std::size_t bar = std::min(parts.find(mark), parts.size());
  const std::string_view part = parts.substr(0, bar);
  parts.remove_prefix(std::min(bar + 1, parts.size()));
  return part;
}

using WordSet = std::unordered_set<std::string_view>;

struct Words {
  WordSet titles;
  WordSet after;
  WordSet said;
  WordSet surnames;
  WordSet given;
  WordSet joins;
  WordSet stops;
  WordSet sounds;
};

const Words& WordsOf(std::string_view language) {
  static const auto all = [] {
    std::map<std::string_view, Words> made;
    for (const tables::Row& row : tables::Table("uncased_names")) {
      Words& words = made[row[0]];
      const std::pair<std::string_view, WordSet*> kinds[] = {
          {"title", &words.titles},     {"after", &words.after}, {"said", &words.said},  {"given", &words.given},
          {"surname", &words.surnames}, {"joins", &words.joins}, {"stop", &words.stops}, {"sounds", &words.sounds}};
      for (const auto& [kind, set] : kinds) {
        std::string_view rest = row[2];
        for (std::size_t at = 0; kind == row[1] && kind == "sounds" && at < rest.size();) {
          const std::size_t from = at;
          text::NextCodePoint(rest, at);
          set->insert(rest.substr(from, at - from));
        }
        while (kind == row[1] && kind != "sounds" && !rest.empty()) {
          set->insert(NextPart(rest));
        }
      }
    }
    return made;
  }();
  static const Words none;
  const auto found = all.find(language);
  return found == all.end() ? none : found->second;
}

// Institutions and regions, as they are written.
const std::unordered_map<std::string, NameKind>& Known() {
  static const auto made = [] {
    std::unordered_map<std::string, NameKind> known;
    for (const tables::Row& row : tables::Table("name_synonyms")) {
      const bool place = !CountryNamed(row[0]).empty() || !SitesNamed(PlaceKey(row[0]), false).empty();
      std::string_view forms = row[1];
      while (!forms.empty()) {
        known.emplace(NextPart(forms), place ? NameKind::kPlace : NameKind::kOrganisation);
      }
    }
    return known;
  }();
  return made;
}

bool IsLargePlace(std::string_view name) {
  return std::ranges::any_of(SitesNamed(PlaceKey(name), true),
                             [](const Site& site) { return site.size >= kLarge && !site.common; });
}

class Reader {
 public:
  explicit Reader(const Prepared& prepared)
      : prepared_(prepared), words_(WordsOf(prepared.language)), han_(prepared.language == "zh") {}

  std::vector<Mention> Run() {
    for (const Sentence& sentence : prepared_.sentences) {
      limit_ = sentence.last;
      for (std::size_t at = sentence.first; at < limit_;) {
        at = std::max(at + 1, TakeAt(at));
      }
    }
    return std::move(mentions_);
  }

 private:
  std::string_view Text(std::size_t first, std::size_t last) const {
    const std::size_t begin = prepared_.tokens[first].begin;
    return prepared_.text.substr(begin, prepared_.tokens[last - 1].end - begin);
  }

  std::size_t Take(std::size_t first, std::size_t last, NameKind kind, bool titled, bool guessed) {
    mentions_.push_back({first, last, kind, titled, guessed});
    titled_ = false;
    return last;
  }

  // Where the name that begins here ends, or `at` where none does.
  std::size_t TakeAt(std::size_t at) {
    const Token& token = prepared_.tokens[at];
    if (!token.word) {
      titled_ = false;
      return at;
    }
    // The whole word after another known name: a title may follow a country, and does not begin in its midst.
    if (const std::size_t title = LongestOf(words_.titles, at); title > at) {
      titled_ = true;
      return title;
    }
    if (const std::size_t known = TakeKnown(at); known > at) {
      return known;
    }
    const std::size_t person = han_ ? TakeHanPerson(at) : TakeArabicPerson(at);
    if (person == at) {
      titled_ = false;
    }
    return person;
  }

  std::size_t LongestOf(const WordSet& set, std::size_t at) const {
    const std::size_t most = han_ ? std::size_t{6} : std::size_t{1};
    for (std::size_t last = std::min(at + most, limit_); last > at; --last) {
      if (set.contains(Text(at, last))) {
        return last;
      }
    }
    return at;
  }

  std::size_t TakeKnown(std::size_t at) {
    const std::size_t most = han_ ? kLongestKnown : std::size_t{4};
    for (std::size_t last = std::min(at + most, limit_); last > at; --last) {
      const std::string_view name = Text(at, last);
      if (!prepared_.tokens[last - 1].word) {
        continue;
      }
      if (!CountryWritten(name).empty()) {
        return Take(at, last, NameKind::kPlace, false, false);
      }
      if (const auto known = Known().find(std::string(name)); known != Known().end()) {
        return Take(at, last, known->second, false, false);
      }
      const bool long_enough = text::CountCodePoints(name) >= (han_ ? 2U : 4U);
      if (long_enough && last - at <= 6 && !titled_ && IsLargePlace(name)) {
        return Take(at, last, NameKind::kPlace, false, true);
      }
    }
    return at;
  }

  bool IsSound(std::size_t at) const {
    return at < limit_ && words_.sounds.contains(prepared_.Word(at)) && prepared_.tokens[at].word;
  }

  // 卡娅·卡拉斯: characters that write sounds, with dots between the parts.
  std::size_t TakeDotted(std::size_t at) {
    std::size_t last = at;
    std::size_t dots = 0;
    while (last < limit_ && last - at < 24) {
      if (IsSound(last)) {
        ++last;
      } else if (last > at && words_.joins.contains(prepared_.Word(last)) && IsSound(last + 1)) {
        ++dots;
        ++last;
      } else {
        break;
      }
    }
    return dots > 0 ? Take(at, last, NameKind::kPerson, titled_, false) : at;
  }

  std::size_t TakeHanPerson(std::size_t at) {
    if (const std::size_t dotted = TakeDotted(at); dotted > at) {
      return dotted;
    }
    std::size_t surname = at;
    for (const std::size_t size : {std::size_t{2}, std::size_t{1}}) {
      if (surname == at && at + size < limit_ && words_.surnames.contains(Text(at, at + size))) {
        surname = at + size;
      }
    }
    // 普京总统, 总统普京: sounds beside a title.
    std::size_t sounds = at;
    while (IsSound(sounds) && sounds - at < 6) {
      ++sounds;
    }
    if (sounds - at >= 2 && (titled_ || LongestOf(words_.after, sounds) > sounds) && surname == at) {
      return Take(at, sounds, NameKind::kPerson, true, false);
    }
    if (surname == at) {
      return at;
    }
    // One or two characters after the surname, if what follows shows a person: a title, a verb of speech, a mark.
    for (std::size_t given = std::min(surname + 2, limit_); given > surname; --given) {
      if (!IsGiven(surname, given)) {
        continue;
      }
      const bool shown = given >= limit_ || prepared_.tokens[given].punct || LongestOf(words_.after, given) > given ||
                         LongestOf(words_.said, given) > given;
      if (titled_ || shown) {
        const bool sure = titled_ || LongestOf(words_.after, given) > given || LongestOf(words_.said, given) > given;
        return sure ? Take(at, given, NameKind::kPerson, titled_, false) : at;
      }
    }
    return at;
  }

  bool IsGiven(std::size_t first, std::size_t last) const {
    for (std::size_t at = first; at < last; ++at) {
      const Token& token = prepared_.tokens[at];
      if (!token.word || words_.stops.contains(prepared_.Word(at)) || LongestOf(words_.said, at) > at ||
          LongestOf(words_.after, at) > at) {
        return false;
      }
    }
    return true;
  }

  // A given name, and what follows it: particles with their word, names with an article, after a title any word.
  std::size_t TakeArabicPerson(std::size_t at) {
    const std::string_view word = prepared_.Word(at);
    if (words_.stops.contains(word) || (!titled_ && !words_.given.contains(word))) {
      return at;
    }
    const bool given = words_.given.contains(word);
    std::size_t last = at + 1;
    while (last < limit_ && last - at < 6 && prepared_.tokens[last].word) {
      const std::string_view next = prepared_.Word(last);
      const bool joins = words_.joins.contains(next) && last + 1 < limit_ && prepared_.tokens[last + 1].word &&
                         !words_.stops.contains(prepared_.Word(last + 1));
      if (joins) {
        last += 2;
        continue;
      }
      const bool part = words_.given.contains(next) || next.starts_with("ال") || (titled_ && last == at + 1);
      if (!part || words_.stops.contains(next) || words_.titles.contains(next) || Known().contains(std::string(next))) {
        break;
      }
      ++last;
    }
    // A word after a title may be an office still; a given name alone may be a word.
    return given && (last > at + 1 || titled_) ? Take(at, last, NameKind::kPerson, titled_, false) : at;
  }

  const Prepared& prepared_;
  const Words& words_;
  bool han_;
  bool titled_ = false;
  std::size_t limit_ = 0;
  std::vector<Mention> mentions_;
};

}  // namespace

bool HasNoCapitals(std::string_view language) { return language == "zh" || language == "ar"; }

std::vector<Mention> MentionsByTable(const Prepared& prepared) { return Reader(prepared).Run(); }

}  // namespace headwater::annotate
