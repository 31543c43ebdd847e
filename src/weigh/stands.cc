// Cutting a statement into clauses and telling where each stands, by the words of data/stances.tsv.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "weigh/phrases.h"
#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

using news::Stance;

constexpr std::size_t kMostTerms = 16;
constexpr std::size_t kFewTerms = 2;
constexpr std::size_t kMaxCueWords = 12;
constexpr std::size_t kClaimWords = 8;    // of a denied clause among which may stand whose claim it was
constexpr std::size_t kSubjectWords = 5;  // between who wants and the words that tell so

enum class Effect : std::uint8_t {
  kFor,
  kAgainst,
  kOpen,
  kShould,
  kWill,
  kNo,
  kPlain,
  kHedge,
  kIf,
  kSaying,
  kPart,
  kSelf,
  kThird,
  kBars,
  kAllows,
  kDeny,
  kRefuse,
  kVow,
  kPonder,
  kTell,
  kClaim,
};

constexpr std::array<std::pair<std::string_view, Effect>, 21> kEffects{
    {{"for", Effect::kFor},       {"against", Effect::kAgainst}, {"open", Effect::kOpen},
     {"should", Effect::kShould}, {"will", Effect::kWill},       {"no", Effect::kNo},
     {"plain", Effect::kPlain},   {"hedge", Effect::kHedge},     {"if", Effect::kIf},
     {"saying", Effect::kSaying}, {"part", Effect::kPart},       {"self", Effect::kSelf},
     {"third", Effect::kThird},   {"bars", Effect::kBars},       {"allows", Effect::kAllows},
     {"deny", Effect::kDeny},     {"refuse", Effect::kRefuse},   {"vow", Effect::kVow},
     {"ponder", Effect::kPonder}, {"tell", Effect::kTell},       {"claim", Effect::kClaim}}};

struct Found {
  Match match;
  Effect effect = Effect::kPlain;
};

const Phrases& Words() {
  static const Phrases phrases("stances", 2);
  return phrases;
}

Effect EffectOf(const Match& match) {
  const std::string_view name = Words().RowOf(match)[1];
  const auto* const known = std::ranges::find(kEffects, name, &std::pair<std::string_view, Effect>::first);
  return known == kEffects.end() ? Effect::kPlain : known->second;
}

bool OfCue(Effect effect) {
  return effect == Effect::kDeny || effect == Effect::kRefuse || effect == Effect::kVow || effect == Effect::kPonder ||
         effect == Effect::kTell;
}

// How many words of the phrase stand there, those of a gap not counted.
int Weight(const Match& match) { return __builtin_popcountll(match.words); }

// The phrases in a run of words: of two that share a word the longer counts.
std::vector<Found> FoundIn(const std::vector<Token>& tokens, std::string_view language, bool cue) {
  std::vector<Match> all;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    Words().MatchesAt(language, tokens, at, all);
  }
  std::vector<Found> found;
  for (const Match& match : all) {
    const Effect effect = EffectOf(match);
    if (effect != Effect::kClaim && (cue ? effect != Effect::kSaying : !OfCue(effect))) {
      found.push_back({match, effect});
    }
  }
  std::ranges::stable_sort(found, [](const Found& left, const Found& right) {
    const std::pair one{-Weight(left.match), left.effect};
    const std::pair other{-Weight(right.match), right.effect};
    return one < other;
  });
  std::vector<bool> taken(tokens.size());
  std::vector<Found> kept;
  for (const Found& each : found) {
    const auto own = [&](std::size_t at) { return ((each.match.words >> (at - each.match.begin)) & 1U) != 0; };
    bool free = true;
    for (std::size_t at = each.match.begin; at < each.match.end; ++at) {
      free = free && !(own(at) && taken[at]);
    }
    if (!free) {
      continue;
    }
    for (std::size_t at = each.match.begin; at < each.match.end; ++at) {
      taken[at] = taken[at] || own(at);
    }
    kept.push_back(each);
  }
  std::ranges::sort(kept, {}, [](const Found& each) { return each.match.begin; });
  return kept;
}

// What the words around a clause, its cue foremost, make of it before its own words are looked at.
struct Setting {
  Stance stance = Stance::kAffirms;  // of a clause that says nothing else
  bool wanted = false;               // speaks of what is to be, not of what is
  bool unknown = false;
  bool denied = false;
  bool direct = false;
};

Stance Flipped(Stance stance) {
  switch (stance) {
    case Stance::kFor:
    case Stance::kOpen:
      return Stance::kAgainst;
    case Stance::kAgainst:
      return Stance::kOpen;
    case Stance::kAffirms:
      return Stance::kDenies;
    case Stance::kDenies:
      return Stance::kAffirms;
    case Stance::kUnknown:
      break;
  }
  return Stance::kUnknown;
}

Stance StanceOfCue(Effect effect) {
  switch (effect) {
    case Effect::kRefuse:
    case Effect::kAgainst:
    case Effect::kBars:
      return Stance::kAgainst;
    case Effect::kVow:
    case Effect::kFor:
      return Stance::kFor;
    case Effect::kPonder:
    case Effect::kOpen:
    case Effect::kAllows:
      return Stance::kOpen;
    case Effect::kDeny:
      return Stance::kDenies;
    default:
      return Stance::kUnknown;
  }
}

// The language may leave the subject out.
bool MayDrop(std::string_view language) {
  return std::ranges::any_of(tables::Table("stances"),
                             [&](const tables::Row& row) { return row[0] == language && row[1] == "bare"; });
}

Setting SettingOf(const news::Statement& statement, std::string_view language) {
  Setting setting;
  setting.direct = statement.kind != news::StatementKind::kIndirect;
  const std::vector<Token> cue = TokensOf(statement.cue.text, kMaxCueWords);
  int negations = 0;
  std::optional<Stance> stance;
  bool told = false;
  for (const Found& each : FoundIn(cue, language, true)) {
    const Stance its = StanceOfCue(each.effect);
    negations += each.effect == Effect::kNo ? 1 : 0;
    told = told || each.effect == Effect::kTell || each.effect == Effect::kHedge || each.effect == Effect::kIf;
    if (its != Stance::kUnknown && !stance) {
      stance = its;
    }
  }
  const bool promised = statement.type == news::StatementType::kPromise;
  const bool demanded = statement.type == news::StatementType::kDemand;
  if (!stance && (promised || demanded)) {
    // In English the cue's own word is known, or it tells nothing.
    stance = language == "en" ? Stance::kUnknown : Stance::kFor;
  }
  if (!stance && statement.type == news::StatementType::kDenial) {
    stance = language == "en" ? Stance::kUnknown : Stance::kDenies;
  }
  if (!stance && negations > 0) {
    stance = Stance::kUnknown;
  }
  setting.unknown = told || negations > 1 || stance == Stance::kUnknown || (stance == Stance::kDenies && negations > 0);
  if (stance && !setting.unknown) {
    setting.stance = negations == 1 ? Flipped(*stance) : *stance;
    setting.denied = *stance == Stance::kDenies;
    setting.wanted = !setting.denied;
  }
  return setting;
}

// A run of tokens between two places where a clause begins.
struct Clause {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t sentence = 0;
};

// What the phrases of a clause add up to.
struct Tally {
  std::optional<Found> strong;
  bool torn = false;  // strong words that go apart
  bool should = false;
  bool will = false;
  bool hedged = false;
  int negations = 0;
  std::optional<Found> negation;
};

Tally TallyOf(const std::vector<Found>& found, const Clause& clause) {
  Tally tally;
  for (const Found& each : found) {
    if (each.match.begin < clause.begin || each.match.begin >= clause.end) {
      continue;
    }
    switch (each.effect) {
      case Effect::kFor:
      case Effect::kAgainst:
      case Effect::kOpen:
      case Effect::kBars:
      case Effect::kAllows:
        tally.torn = tally.torn || (tally.strong && tally.strong->effect != each.effect);
        tally.strong = tally.strong ? tally.strong : std::optional(each);
        break;
      case Effect::kShould:
        tally.should = true;
        break;
      case Effect::kWill:
        tally.will = true;
        break;
      case Effect::kHedge:
      case Effect::kIf:
      case Effect::kSaying:
        tally.hedged = true;
        break;
      case Effect::kNo:
        ++tally.negations;
        tally.negation = each;
        break;
      default:
        break;
    }
  }
  return tally;
}

// Where the clause stands by its own words, within what its cue says of it.
Stance StanceOf(const Tally& tally, const Setting& setting) {
  if (tally.hedged || tally.torn || tally.negations > 1) {
    return Stance::kUnknown;
  }
  const bool negated = tally.negations == 1;
  if (setting.denied) {
    // A quotation says "we did not"; what is told is denied as it stands.
    const bool plain = !tally.strong && !tally.should;
    return plain && negated == setting.direct ? Stance::kDenies : Stance::kUnknown;
  }
  if (tally.strong) {
    if (setting.wanted && setting.stance != Stance::kFor) {
      return Stance::kUnknown;
    }
    const Stance stance = StanceOfCue(tally.strong->effect);
    return negated ? Flipped(stance) : stance;
  }
  if (setting.wanted) {
    return negated ? (setting.stance == Stance::kFor ? Stance::kAgainst : Stance::kUnknown) : setting.stance;
  }
  if (tally.should || tally.will) {
    return negated ? Stance::kAgainst : Stance::kFor;
  }
  return negated ? Stance::kDenies : setting.stance;
}

class Reader {
 public:
  Reader(const news::Statement& statement, std::string_view content, std::string_view language, const Limits& limits)
      : language_(language),
        tokens_(TokensOf(content, limits.max_words)),
        found_(FoundIn(tokens_, language, false)),
        setting_(SettingOf(statement, language)) {
    Cut();
  }

  std::vector<news::Stand> Stands(const Limits& limits) {
    std::vector<news::Stand> stands;
    for (std::size_t n = 0; n < clauses_.size() && stands.size() < limits.max_clauses; ++n) {
      if (auto stand = StandOf(clauses_[n], n == 0)) {
        stands.push_back(std::move(*stand));
      }
    }
    return stands;
  }

 private:
  // Clauses end with sentences, at words that open another, and at marks between words; what stands between two commas
  // without a word on its stance belongs to who knows which.
  void Cut() {
    std::vector<bool> opens(tokens_.size());
    for (const Found& each : found_) {
      opens[each.match.begin] = opens[each.match.begin] || each.effect == Effect::kPart;
    }
    std::size_t sentence = 0;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      sentence += at > 0 && tokens_[at].stopped ? 1 : 0;
      if (at == 0 || tokens_[at].parted || opens[at]) {
        clauses_.push_back({at, at, sentence});
      }
      clauses_.back().end = at + 1;
    }
  }

  // True where another clause of the sentence has words that may hold for this one too.
  bool Entangled(const Clause& clause) const {
    bool entangled = false;
    for (const Clause& other : clauses_) {
      if (other.sentence != clause.sentence) {
        continue;
      }
      const Tally tally = TallyOf(found_, other);
      const bool itself = other.end == clause.end;
      const bool tells = tally.strong || tally.negations > 0 || tally.hedged;
      entangled = entangled || (!itself && tells && !TellsItself(clause));
      entangled = entangled || HasIf(other);
    }
    return entangled;
  }

  bool TellsItself(const Clause& clause) const {
    const Tally tally = TallyOf(found_, clause);
    return tally.strong || tally.should || tally.negations > 0;
  }

  bool HasIf(const Clause& clause) const {
    return std::ranges::any_of(found_, [&](const Found& each) {
      return each.effect == Effect::kIf && each.match.begin >= clause.begin && each.match.begin < clause.end;
    });
  }

  // Behind "denied" may stand whose claim it was: those words are no part of the matter.
  std::size_t BehindClaim(const Clause& clause) const {
    std::size_t begin = clause.begin;
    for (std::size_t at = begin; setting_.denied && at < std::min(clause.end, clause.begin + kClaimWords); ++at) {
      std::vector<Match> here;
      Words().MatchesAt(language_, tokens_, at, here);
      for (const Match& match : here) {
        // One word only where it stands first; "the paper’s allegations that" wherever it ends.
        const bool leads = at == begin || match.end > match.begin + 1;
        if (EffectOf(match) == Effect::kClaim && leads && match.end <= clause.end) {
          begin = std::max(begin, match.end);
        }
      }
    }
    return begin;
  }

  // Who wants it is who speaks: "we are ready", "it was ready", where it is said of nobody else.
  bool IsOwn(const Found& strong, const Clause& clause) const {
    if (strong.effect == Effect::kBars || strong.effect == Effect::kAllows) {
      return true;
    }
    const std::size_t reach = std::max(clause.begin, strong.match.begin - std::min(strong.match.begin, kSubjectWords));
    const bool named = std::ranges::any_of(found_, [&](const Found& each) {
      return (each.effect == Effect::kSelf || (each.effect == Effect::kThird && !setting_.direct)) &&
             each.match.begin >= reach && each.match.begin < strong.match.end;
    });
    const bool within = TokensTell(strong);
    return named || within || (MayDrop(language_) && strong.match.begin <= clause.begin + 1);
  }

  // The phrase itself says who: "we call for".
  bool TokensTell(const Found& strong) const {
    std::vector<Match> here;
    Words().MatchesAt(language_, tokens_, strong.match.begin, here);
    return std::ranges::any_of(here, [](const Match& match) { return EffectOf(match) == Effect::kSelf; });
  }

  std::vector<std::uint32_t> TermsOf(std::size_t begin, std::size_t end) const {
    std::vector<bool> taken(tokens_.size());
    for (const Found& each : found_) {
      for (std::size_t at = each.match.begin; at < each.match.end; ++at) {
        taken[at] = taken[at] || ((each.match.words >> (at - each.match.begin)) & 1U) != 0;
      }
    }
    std::vector<std::uint32_t> terms;
    for (std::size_t at = begin; at < end && terms.size() < kMostTerms; ++at) {
      const std::uint32_t term = taken[at] ? 0 : TermOf(tokens_[at], language_);
      if (term != 0 && std::ranges::find(terms, term) == terms.end()) {
        terms.push_back(term);
      }
    }
    return terms;
  }

  std::optional<news::Stand> StandOf(const Clause& whole, bool first) const {
    Clause clause = whole;
    clause.begin = BehindClaim(whole);
    news::Stand stand;
    stand.terms = TermsOf(clause.begin, clause.end);
    if (stand.terms.size() < kFewTerms) {
      return std::nullopt;
    }
    stand.clause = {tokens_[clause.begin].begin, tokens_[clause.end - 1].end};
    // What is denied, refused or vowed is the first clause; of what follows that is not said.
    const bool governed = setting_.denied || setting_.wanted;
    if (setting_.unknown || tokens_[clause.begin].question || (governed && !first) || Entangled(clause)) {
      return stand;
    }
    const Tally tally = TallyOf(found_, clause);
    if (tally.strong && !IsOwn(*tally.strong, clause)) {
      return stand;
    }
    stand.stance = StanceOf(tally, setting_);
    const auto& ground = tally.strong ? tally.strong : tally.negation;
    if (ground && stand.stance != Stance::kUnknown) {
      stand.ground = {tokens_[ground->match.begin].begin, tokens_[ground->match.end - 1].end};
    }
    return stand;
  }

  std::string_view language_;
  std::vector<Token> tokens_;
  std::vector<Found> found_;
  Setting setting_;
  std::vector<Clause> clauses_;
};

}  // namespace

std::vector<news::Stand> StandsOf(const news::Statement& statement, std::string_view content, std::string_view language,
                                  const Limits& limits) {
  const bool asks = statement.type == news::StatementType::kQuestion ||
                    statement.type == news::StatementType::kNoComment || statement.truncated;
  if (asks || content.empty() || !Words().Knows(language)) {
    return {};
  }
  return Reader(statement, content, language, limits).Stands(limits);
}

}  // namespace headwater::weigh
