// Runs of capitalised words are parted at titles and connecting words, and told apart by their words.
#include "annotate/mentions.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "annotate/alike.h"
#include "annotate/countries.h"
#include "annotate/cues.h"
#include "annotate/gazetteer.h"
#include "annotate/labelled_mentions.h"
#include "annotate/lexicon.h"
#include "annotate/name_runs.h"
#include "annotate/uncased_names.h"
#include "tables/tables.h"
#include "text/utf8.h"

namespace headwater::annotate {
namespace {

using news::NameKind;

class Finder {
 public:
  explicit Finder(const Prepared& prepared)
      : prepared_(prepared),
        german_(prepared.language == "de"),
        inflected_(InflectsNames(prepared.language)),
        modelled_(!NameModelOf(prepared.language).empty()),
        runs_(prepared) {}

  std::vector<Mention> Find() {
    for (const Sentence& sentence : prepared_.sentences) {
      ReadSentence(sentence);
    }
    return std::move(mentions_);
  }

 private:
  void ReadSentence(const Sentence& sentence) {
    std::size_t capitals = 0;
    std::size_t words = 0;
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      words += prepared_.tokens[i].word ? 1U : 0U;
      capitals += prepared_.tokens[i].capitalised ? 1U : 0U;
    }
    headline_ = !german_ && words > 4 && capitals * 3 > words * 2;
    for (std::size_t i = sentence.first; i < sentence.last;) {
      if (!runs_.MayStart(i)) {
        ++i;
        continue;
      }
      std::vector<Part> run;
      const std::size_t next = runs_.Gather(i, sentence, run);
      ReadRun(run, runs_.Opens(sentence, i), sentence);
      i = std::max(next, i + 1);
    }
  }

  // Drops what habit capitalises, parts at connecting words, and takes each piece.
  void ReadRun(std::vector<Part>& run, bool opens, const Sentence& sentence) {
    TrimFront(run, opens);
    while (!run.empty() && (run.back().flags & (kFunction | kNever)) != 0) {
      run.pop_back();
      while (!run.empty() && (run.back().connector || run.back().flags == kParticle)) {
        run.pop_back();
      }
    }
    std::vector<Part> piece;
    for (std::size_t i = 0; i < run.size(); ++i) {
      const Part& part = run[i];
      const bool cut =
          (part.flags & kNever) != 0 || ((part.flags & kFunction) != 0 && prepared_.tokens[part.token].capitalised);
      if (cut || (part.connector && !Belongs(piece, run, i))) {
        ReadPiece(piece, sentence);
        office_ = part.connector && (office_ || (!piece.empty() && (piece.back().flags & kRole) != 0));
        piece.clear();
        continue;
      }
      piece.push_back(part);
    }
    ReadPiece(piece, sentence);
    office_ = false;
  }

  // Words at the start of a sentence are capitalised by habit.
  void TrimFront(std::vector<Part>& run, bool opens) const {
    std::size_t drop = 0;
    while (drop < run.size()) {
      const Part& part = run[drop];
      const bool habit = (part.flags & (kFunction | kNever)) != 0 && !part.initial;
      const bool common =
          opens && drop == 0 && !prepared_.tokens[part.token].upper &&
          ((part.flags & kStarter) != 0 || IsCommon(part) || (part.flags == 0 && !part.initial && LeadsToPerson(run)));
      if (!habit && !common && !part.connector &&
          (part.flags != kParticle || prepared_.tokens[part.token].capitalised)) {
        break;
      }
      ++drop;
    }
    run.erase(run.begin(), run.begin() + static_cast<std::ptrdiff_t>(drop));
  }

  bool IsCommon(const Part& part) const {
    if ((part.flags & (kHonorific | kRole | kPeople | kOrgWord)) != 0 || part.initial) {
      return false;
    }
    return runs_.IsWrittenSmall(part.lower) && !runs_.IsCapitalWithin(prepared_.Word(part.token));
  }

  // "Yesterday Ada Norling": a given name follows a word that is none.
  bool LeadsToPerson(const std::vector<Part>& run) const {
    return run.size() > 2 && GivenNameFlags(prepared_.Word(run[0].token), inflected_) == 0 && Starts(run, 1) &&
           !runs_.IsCapitalWithin(prepared_.Word(run[0].token));
  }

  static bool Has(const std::vector<Part>& parts, std::uint32_t flags) {
    return std::ranges::any_of(parts, [flags](const Part& part) { return (part.flags & flags) != 0; });
  }

  // Does the connecting word at i hold two pieces of one name together? "Department of Justice" does,
  // "President of Estonia" and "Smith and Jones" do not.
  bool Belongs(const std::vector<Part>& piece, const std::vector<Part>& run, std::size_t i) const {
    if (piece.empty() || i + 1 >= run.size()) {
      return false;
    }
    const std::string& word = run[i].lower;
    if (word == "&") {
      return true;
    }
    const bool office = Has(piece, kOrgWord | kWorkWord | kPlaceWord);
    if (word == "and") {
      const bool listed = std::ranges::any_of(piece, [](const Part& part) { return part.connector; });
      return office && listed && (run[i + 1].flags & (kPeople | kGivenName | kRole)) == 0 && !Starts(run, i + 1);
    }
    return office && (run.front().flags & kRole) == 0;
  }

  // Does a person's name start here?
  bool Starts(const std::vector<Part>& run, std::size_t i) const {
    return i + 1 < run.size() && !run[i + 1].connector && GivenNameFlags(prepared_.Word(run[i].token), inflected_) != 0;
  }

  void ReadPiece(const std::vector<Part>& piece, const Sentence& sentence) {
    if (piece.empty()) {
      return;
    }
    if (Has(piece, kHonorific)) {
      ReadTitled(piece, sentence);
      return;
    }
    if (SplitBeforePerson(piece, sentence)) {
      return;
    }
    std::size_t begin = 0;
    bool titled = false;
    const bool office = Has(piece, kOrgWord | kFirmWord) && !EndsInPerson(piece);
    if (!office) {
      while (begin < piece.size() && (piece[begin].flags & (kRole | kPeople)) != 0 &&
             !(begin + 1 < piece.size() && (piece.back().flags & (kPlaceWord | kWorkWord)) != 0)) {
        titled |= (piece[begin].flags & kRole) != 0;
        ++begin;
      }
    }
    if (begin == piece.size()) {
      // "American", "President": no names. But a title may stand for a place: "Georgian".
      return;
    }
    Take(std::vector<Part>(piece.begin() + static_cast<std::ptrdiff_t>(begin), piece.end()), titled, sentence);
  }

  // "Lithuania Kasutis Orvil", "NATO Secretary General Ada Norling": what stands before the titles and the given name
  // is a name of its own.
  bool SplitBeforePerson(const std::vector<Part>& piece, const Sentence& sentence) {
    for (std::size_t i = 1; i + 1 < piece.size(); ++i) {
      if ((piece[i].flags & (kOrgWord | kRole | kPeople)) != 0 || !Starts(piece, i) ||
          (piece.back().flags & (kOrgWord | kFirmWord | kPlaceWord | kWorkWord)) != 0) {
        continue;
      }
      std::size_t before = i;
      while (before > 0 && (piece[before - 1].flags & kRole) != 0) {
        --before;
      }
      const std::vector<Part> front(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(before));
      const std::string phrase = Phrase(front);
      const bool known = !front.empty() && (IsKnownPlace(phrase) || IsKnownOrganisation(phrase) ||
                                            !CountryNamed(phrase).empty() || Has(front, kOrgWord));
      if ((before == i && !known) || front.empty()) {
        return false;
      }
      office_ = false;
      TakeUnlessTitles(front, sentence);
      Take({piece.begin() + static_cast<std::ptrdiff_t>(i), piece.end()}, before < i, sentence);
      return true;
    }
    return false;
  }

  // "Democratic Party Chairman Ada Norling" names the party and the person.
  bool EndsInPerson(const std::vector<Part>& piece) const {
    for (std::size_t i = 0; i + 1 < piece.size(); ++i) {
      if ((piece[i].flags & kRole) != 0 && i + 2 < piece.size() + 1 && Starts(piece, i + 1) &&
          (piece.back().flags & (kOrgWord | kFirmWord)) == 0) {
        return true;
      }
    }
    return false;
  }

  void ReadTitled(const std::vector<Part>& piece, const Sentence& sentence) {
    std::vector<Part> part;
    bool titled = false;
    for (const Part& each : piece) {
      if ((each.flags & kHonorific) == 0) {
        part.push_back(each);
        continue;
      }
      if (!part.empty()) {
        TakeUnlessTitles(part, sentence);
      }
      part.clear();
      titled = true;
    }
    while (!part.empty() && (part.front().flags & (kRole)) != 0 && part.size() > 1) {
      part.erase(part.begin());
    }
    if (!part.empty() && titled) {
      TakeAs(part, NameKind::kPerson, true, false);
    }
  }

  void TakeUnlessTitles(const std::vector<Part>& piece, const Sentence& sentence) {
    if (!std::ranges::all_of(piece, [](const Part& part) { return (part.flags & (kRole | kPeople)) != 0; })) {
      Take(piece, false, sentence);
    }
  }

  std::string Phrase(const std::vector<Part>& piece) const {
    std::string phrase;
    for (const Part& part : piece) {
      phrase += (phrase.empty() ? "" : " ") + part.lower;
    }
    return phrase;
  }

  void TakeAs(const std::vector<Part>& piece, NameKind kind, bool titled, bool guessed) {
    std::size_t last = piece.back().token + 1;
    if ((piece.back().initial || (piece.back().flags & kFirmWord) != 0) && last < prepared_.tokens.size() &&
        prepared_.Word(last) == "." && !prepared_.tokens[last].space_before && kind == NameKind::kOrganisation) {
      ++last;
    }
    mentions_.push_back({piece.front().token, last, kind, titled, guessed});
  }

  // The kind of a piece that stands alone; nothing where it is no name.
  void Take(const std::vector<Part>& piece, bool titled, const Sentence& sentence) {
    const std::string phrase = Phrase(piece);
    const Token& first = prepared_.tokens[piece.front().token];
    const auto original = prepared_.text.substr(first.begin, prepared_.tokens[piece.back().token].end - first.begin);
    if (IsKnownOrganisation(phrase) && !titled) {
      TakeAs(piece, NameKind::kOrganisation, false, false);
      return;
    }
    if (IsKnownPlace(phrase) || !CountryNamed(original).empty()) {
      const bool person = titled && GivenNameFlags(original, false) != 0;
      TakeAs(piece, person ? NameKind::kPerson : NameKind::kPlace, titled, false);
      return;
    }
    if (office_ && !titled && !Has(piece, kOrgWord) && GivenNameFlags(original, inflected_) == 0) {
      return;
    }
    if (piece.size() > 1) {
      if (!TakeCountries(piece) && !TakeWithTown(piece, titled, sentence)) {
        TakeLong(piece, titled, original);
      }
    } else {
      TakeSingle(piece, titled, sentence);
    }
  }

  // Where no model has learnt what is a place, the gazetteer tells it of what is large; `least` in thousands of people.
  bool IsTown(std::string_view written, double least = 30) const {
    if (modelled_ || text::CountCodePoints(written) < 4) {
      return false;
    }
    std::vector<Site> sites = SitesNamed(PlaceKey(written), true);
    if (sites.empty()) {
      sites = SitesInflected(written, prepared_.language);
    }
    return std::ranges::any_of(sites, [least](const Site& site) { return site.size >= least && !site.common; });
  }

  // "Eesti Ukrainat": two countries side by side.
  bool TakeCountries(const std::vector<Part>& piece) {
    if (modelled_ || piece.size() != 2 || CountryNamed(prepared_.Word(piece[0].token)).empty() ||
        CountryNamed(prepared_.Word(piece[1].token)).empty()) {
      return false;
    }
    TakeAs({piece[0]}, NameKind::kPlace, false, false);
    TakeAs({piece[1]}, NameKind::kPlace, false, false);
    return true;
  }

  // "Jonas Petraitis Vilniuje": a town in a case of its own stands behind a person, and is no part of the name.
  bool TakeWithTown(const std::vector<Part>& piece, bool titled, const Sentence& sentence) {
    const std::string_view last = prepared_.Word(piece.back().token);
    const bool person =
        piece.size() > 2 && (titled || GivenNameFlags(prepared_.Word(piece.front().token), inflected_) != 0);
    if (!person || modelled_ || !SitesNamed(PlaceKey(last), true).empty() || !IsTown(last)) {
      return false;
    }
    Take({piece.begin(), piece.end() - 1}, titled, sentence);
    TakeAs({piece.back()}, NameKind::kPlace, false, false);
    return true;
  }

  void TakeLong(const std::vector<Part>& piece, bool titled, std::string_view original) {
    const Part& front = piece.front();
    const Part& back = piece.back();
    if (piece.size() > 1 && (back.flags & kFirmWord) != 0) {
      TakeAs(piece, NameKind::kOrganisation, false, false);
      return;
    }
    const std::uint32_t given = GivenNameFlags(prepared_.Word(front.token), inflected_);
    const bool office = Has(piece, kOrgWord);
    if (office && (back.flags & kOrgWord) == 0 && given != 0 && (front.flags & kOrgWord) == 0) {
      TakeAs(piece, NameKind::kPerson, titled, false);
      return;
    }
    if ((office && !(titled && given != 0)) || tables::SourceByBareName(original) != nullptr) {
      TakeAs(piece, NameKind::kOrganisation, false, false);
      return;
    }
    if ((back.flags & kPlaceWord) != 0 || ((front.flags & kPlaceWord) != 0 && given == 0)) {
      TakeAs(piece, NameKind::kPlace, false, false);
      return;
    }
    if (Has(piece, kWorkWord) && !titled) {
      TakeAs(piece, NameKind::kOther, false, false);
      return;
    }
    if (given != 0 || titled || front.initial) {
      TakeAs(piece, NameKind::kPerson, titled, given == 0 && !titled);
      return;
    }
    if ((front.flags & kPlaceLead) != 0) {
      TakeAs(piece, NameKind::kPlace, false, true);
      return;
    }
    if (german_) {
      return;
    }
    if (IsTown(original)) {
      TakeAs(piece, NameKind::kPlace, false, true);
      return;
    }
    const bool initial = std::ranges::any_of(piece, [](const Part& part) { return part.initial; });
    const bool after_the = front.token > 0 && Lower(prepared_.Word(front.token - 1)) == "the";
    const bool person = initial || (piece.size() <= 3 && !after_the && !headline_ && !Has(piece, kPeople | kRole));
    TakeAs(piece, person ? NameKind::kPerson : NameKind::kOther, titled, true);
  }

  void TakeSingle(const std::vector<Part>& piece, bool titled, const Sentence& sentence) {
    const Part& part = piece.front();
    const std::size_t token = part.token;
    const std::string_view word = prepared_.Word(token);
    if (titled && !part.initial) {
      TakeAs(piece, NameKind::kPerson, true, false);
      return;
    }
    if (part.initial || word.size() < 2) {
      return;
    }
    if (prepared_.tokens[token].upper) {
      if (!headline_ || word.size() <= 5) {
        TakeAs(piece, NameKind::kOrganisation, false, true);
      }
      return;
    }
    if (tables::SourceByBareName(word) != nullptr) {
      TakeAs(piece, NameKind::kOrganisation, false, true);
      return;
    }
    const std::string before = token > sentence.first ? Lower(prepared_.Word(token - 1)) : std::string();
    if ((WordFlags(before, prepared_.language) & kRole) != 0 && (part.flags & kOrgWord) == 0) {
      TakeAs(piece, NameKind::kPerson, true, false);
      return;
    }
    constexpr double kRatherThanAPerson = 300;
    if (IsTown(word, kRatherThanAPerson)) {
      TakeAs(piece, NameKind::kPlace, false, true);
      return;
    }
    const std::uint32_t given = GivenNameFlags(word, inflected_);
    if (given != 0 && (part.flags & (kOrgWord | kWorkWord | kPlaceWord)) == 0) {
      TakeAs(piece, NameKind::kPerson, false, true);
      return;
    }
    if ((part.flags & (kOrgWord | kWorkWord | kPlaceWord | kFirmWord)) != 0 || german_) {
      return;
    }
    if ((part.flags & (kStarter | kPeople)) == 0 && IsTown(word)) {
      TakeAs(piece, NameKind::kPlace, false, true);
      return;
    }
    const bool opens = runs_.Opens(sentence, token);
    if ((opens || headline_) && !runs_.IsCapitalWithin(word)) {
      const bool next = token + 1 < sentence.last && Speaks(token + 1);
      if (!german_ && (part.flags & (kStarter | kPeople)) == 0) {
        TakeAs(piece, next ? NameKind::kPerson : NameKind::kOther, false, true);
        mentions_.back().tentative = !next;
      }
      return;
    }
    static const std::unordered_set<std::string_view> of_place = {"in",     "at", "near", "from", "into", "outside",
                                                                  "around", "v",  "ve",   "w",    "we",   "u",
                                                                  "в",      "во", "у",    "из",   "із",   "от"};
    TakeAs(piece, of_place.contains(before) ? NameKind::kPlace : NameKind::kOther, false, true);
  }

  // Only persons (and what speaks like one) say, tell or add.
  bool Speaks(std::size_t token) const {
    const std::vector<Cue>* const cues = CuesOf(prepared_.Word(token));
    return cues != nullptr && cues->front().cue_class == CueClass::kVerb && (cues->front().frames & kTakesQuote) != 0 &&
           (cues->front().form & kPastForm) != 0 && (cues->front().form & kBaseForm) == 0;
  }

  const Prepared& prepared_;
  bool german_;
  bool inflected_;
  bool modelled_;
  NameRuns runs_;
  bool headline_ = false;
  bool office_ = false;  // within what follows "Minister of": a field of duty, a country, or a person after it
  std::vector<Mention> mentions_;
};

}  // namespace

std::vector<Mention> MentionsByShape(const Prepared& prepared) { return Finder(prepared).Find(); }

std::vector<Mention> FindMentions(const Prepared& prepared) {
  if (HasNoCapitals(prepared.language)) {
    return MentionsByTable(prepared);
  }
  std::vector<Mention> by_shape = MentionsByShape(prepared);
  std::optional<std::vector<Mention>> labelled = LabelMentions(prepared, by_shape);
  return labelled ? std::move(*labelled) : std::move(by_shape);
}

std::size_t TitlesBefore(const Prepared& prepared, std::size_t first) {
  std::size_t begin = first;
  while (begin > 0) {
    const Token& token = prepared.tokens[begin - 1];
    const std::string_view word = prepared.Word(token);
    const bool point =
        word == "." && begin > 1 && (WordFlags(Lower(prepared.Word(begin - 2)), prepared.language) & kHonorific) != 0;
    if (!point && (WordFlags(Lower(word), prepared.language) & (kRole | kPeople | kHonorific)) == 0) {
      break;
    }
    --begin;
  }
  return begin;
}

}  // namespace headwater::annotate
