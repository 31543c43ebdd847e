// Titles are walked back from the name, appositions read up to the mark that closes them.
#include "annotate/roles.h"

#include <algorithm>
#include <cstdint>

#include "annotate/lexicon.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kLongestTitle = 8;
constexpr std::size_t kLongestApposition = 14;
constexpr std::size_t kLatestRole = 7;  // the office stands among the first words of an apposition

class RoleReader {
 public:
  explicit RoleReader(const Prepared& prepared) : prepared_(prepared) {}

  std::string Before(std::size_t name) const {
    const std::size_t begin = SentenceBegin(name);
    // "the mayor of Vellmar, Ada Norling": what stands before the comma is the title.
    const bool comma = name > begin + 2 && prepared_.Word(name - 1) == ",";
    const std::size_t end = comma ? name - 1 : SkipHonorifics(name, begin);
    std::size_t first = end;
    bool office = false;
    for (std::size_t at = end; at > begin && end - at < kLongestTitle; --at) {
      const std::size_t token = at - 1;
      const std::uint32_t flags = FlagsOf(token);
      const bool of_title = (flags & (kRole | kPeople | kAttribute)) != 0;
      if (!of_title && !Inside(token, office, comma)) {
        break;
      }
      office = office || IsOffice(flags);
      first = of_title || IsPossessor(token) || IsCapital(token) ? token : first;
    }
    return office && HasOffice(first, end) ? Text(first, end) : std::string();
  }

  std::string After(std::size_t last) const {
    const std::size_t end = SentenceEnd(last);
    if (last + 1 >= end || prepared_.Word(last) != ",") {
      return {};
    }
    const std::size_t first = last + (IsArticle(last + 1) ? 2 : 1);
    std::size_t at = first;
    bool office = false;
    for (; at < end && at - first < kLongestApposition; ++at) {
      const Token& token = prepared_.tokens[at];
      if (token.punct && prepared_.Word(at) != "-") {
        break;
      }
      const std::uint32_t flags = FlagsOf(at);
      if (at == first && !MayBegin(at, first > last + 1)) {
        return {};
      }
      office = office || (IsOffice(flags) && at - first < kLatestRole);
      if (IsClause(at)) {
        break;
      }
    }
    const bool closed = at >= end || prepared_.tokens[at].punct || IsClause(at);
    return office && closed && at > first ? Text(first, at) : std::string();
  }

 private:
  std::uint32_t FlagsOf(std::size_t token) const {
    return prepared_.tokens[token].word ? WordFlags(Lower(prepared_.Word(token)), prepared_.language) : 0;
  }

  static bool IsOffice(std::uint32_t flags) { return (flags & kRole) != 0 && (flags & kAttribute) == 0; }
  bool IsCapital(std::size_t token) const { return prepared_.tokens[token].capitalised; }
  bool IsPossessor(std::size_t token) const { return prepared_.Word(token) == "'s" || prepared_.Word(token) == "’s"; }

  bool IsArticle(std::size_t token) const {
    return (WordFlags(Lower(prepared_.Word(token)), prepared_.language) & kArticle) != 0;
  }

  // A word that may stand in a title though it is none: whose it is ("Latvia's", "NATO"), and what is between the
  // office and the name in languages that put it there.
  bool Inside(std::size_t token, bool office, bool comma) const {
    const Token& word = prepared_.tokens[token];
    if (IsPossessor(token)) {
      return office;
    }
    if (!word.word || IsArticle(token)) {
      return false;
    }
    const std::uint32_t flags = FlagsOf(token);
    if (office) {
      const bool known =
          word.upper || (flags & kOrgWord) != 0 || (token + 1 < prepared_.tokens.size() && IsPossessor(token + 1));
      return word.capitalised && (flags & kFunction) == 0 && known;
    }
    const bool small = (flags & kFunction) == 0;
    return comma ? small || Lower(prepared_.Word(token)) == "of" : InflectsNames(prepared_.language) && small;
  }

  bool MayBegin(std::size_t token, bool after_article) const {
    const std::uint32_t flags = FlagsOf(token);
    return after_article || (flags & (kRole | kPeople | kAttribute)) != 0 ||
           (token + 1 < prepared_.tokens.size() && IsPossessor(token + 1));
  }

  // "who", "said" and the like end an apposition that no mark ends.
  bool IsClause(std::size_t token) const {
    const std::string lower = Lower(prepared_.Word(token));
    return lower == "who" || lower == "said" || lower == "told" || lower == "says" || lower == "which";
  }

  bool HasOffice(std::size_t first, std::size_t end) const {
    for (std::size_t token = first; token < end; ++token) {
      if (IsOffice(FlagsOf(token))) {
        return true;
      }
    }
    return false;
  }

  std::size_t SkipHonorifics(std::size_t name, std::size_t begin) const {
    while (name > begin) {
      const std::size_t back = prepared_.Word(name - 1) == "." && name > begin + 1 ? 2 : 1;
      if ((FlagsOf(name - back) & kHonorific) == 0) {
        break;
      }
      name -= back;
    }
    return name;
  }

  const Sentence& SentenceOf(std::size_t token) const {
    const auto after = std::ranges::upper_bound(prepared_.sentences, token, {}, &Sentence::first);
    return *(after == prepared_.sentences.begin() ? after : after - 1);
  }
  std::size_t SentenceBegin(std::size_t token) const { return SentenceOf(token).first; }
  std::size_t SentenceEnd(std::size_t token) const {
    return token < prepared_.tokens.size() ? SentenceOf(token).last : token;
  }

  std::string Text(std::size_t first, std::size_t end) const {
    while (first < end && IsArticle(first)) {
      ++first;
    }
    if (first >= end) {
      return {};
    }
    const std::size_t begin = prepared_.tokens[first].begin;
    return std::string(prepared_.text.substr(begin, prepared_.tokens[end - 1].end - begin));
  }

  const Prepared& prepared_;
};

}  // namespace

std::string RoleBeside(const Prepared& prepared, const Mention& mention) {
  if (mention.kind != news::NameKind::kPerson || prepared.sentences.empty()) {
    return {};
  }
  const RoleReader reader(prepared);
  std::string role = reader.Before(mention.first);
  return role.empty() ? reader.After(mention.last) : role;
}

}  // namespace headwater::annotate
