// One pass over the tokens: the longest name of the gazetteer at each, else what has the shape of a place's name.
#include "annotate/place_mentions.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "annotate/place_shapes.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kMaxWords = 6;
constexpr std::size_t kMaxMentions = 3000;
constexpr double kInRow = 0.6;
constexpr double kKnownAbroad = 5;      // thousands of people
constexpr std::size_t kListReach = 14;  // tokens from a name to "counties"

std::string_view LastWord(std::string_view name) { return name.substr(name.rfind(' ') + 1); }

class MentionFinder {
 public:
  MentionFinder(const Prepared& prepared, const std::vector<news::Name>& names)
      : prepared_(prepared), english_(prepared.language.empty() || prepared.language == "en") {
    ReadNames(names);
  }

  std::vector<PlaceMention> Run() {
    for (const Sentence& sentence : prepared_.sentences) {
      const PlaceContext context(prepared_, roles_, sentence);
      for (std::size_t at = sentence.first; at < sentence.last && found_.size() < kMaxMentions;) {
        at = Look(context, at);
      }
    }
    for (std::size_t i = 0; i + 1 < found_.size(); ++i) {
      Qualify(i);
    }
    return std::move(found_);
  }

 private:
  using Context = PlaceContext;

  std::string_view Between(std::size_t begin, std::size_t end) const {
    return prepared_.text.substr(begin, end - begin);
  }

  void ReadNames(const std::vector<news::Name>& names) {
    by_token_.assign(prepared_.tokens.size(), nullptr);
    std::size_t at = 0;
    const auto begin = [&](std::size_t token) { return prepared_.index.CodePointAt(prepared_.tokens[token].begin); };
    for (const news::Name& name : names) {
      while (at < prepared_.tokens.size() && begin(at) < name.span.begin) {
        ++at;
      }
      for (std::size_t token = at; token < prepared_.tokens.size() && begin(token) < name.span.end; ++token) {
        by_token_[token] = &name;
      }
      if (name.kind == news::NameKind::kPerson && name.text.find(' ') != std::string::npos) {
        surnames_.insert(LastWord(name.text));
      }
    }
    const PlaceRolesOf roles_of(prepared_.language);
    roles_.reserve(prepared_.tokens.size());
    for (const Token& token : prepared_.tokens) {
      roles_.push_back(token.word ? roles_of(prepared_.Word(token)) : std::uint16_t{0});
      if (token.word && !token.capitalised) {
        lower_.insert(prepared_.Word(token));
      }
    }
  }

  // The longest of what may begin at the token; gives back where to go on.
  std::size_t Look(const Context& context, std::size_t at) {
    const Token& token = context.At(at);
    if ((!token.capitalised && !token.number) || context.Is(at, "The") || context.Is(at, "A") || context.Is(at, "An")) {
      return at + 1;
    }
    const std::size_t road = RoadEnd(context, at);
    if (token.number) {
      return road > at ? Add(context, at, road, PlaceShape::kRoad) : at + 1;
    }
    PlaceMention listed = Listed(context, at, token.begin);
    const std::size_t feature = FeatureEnd(context, at);
    if (road > at && road >= std::max(listed.last, feature)) {
      return Add(context, at, road, PlaceShape::kRoad);
    }
    if (feature > at && feature > listed.last) {
      return AddFeature(context, at, feature, listed);
    }
    if (listed.last > at) {
      return Keep(context, std::move(listed));
    }
    const std::size_t hyphened = Hyphened(context, at);
    return hyphened > at ? hyphened : Unlisted(context, at);
  }

  // How far a name that begins at the token may go: no mark in it but points, few small words.
  static std::size_t Reach(const Context& context, std::size_t at) {
    std::size_t end = at + 1;
    std::size_t small = 0;
    for (std::size_t next = at + 1; next < at + kMaxWords && context.Inside(next) && small < 3; ++next) {
      const Token& token = context.At(next);
      if (token.capitalised || token.number) {
        end = next + 1;
        small = 0;
      } else if (token.word) {
        ++small;
      } else if (!context.Is(next, ".") && !context.Is(next, "'")) {
        break;
      }
    }
    return end;
  }

  // The longest name of the gazetteer that begins at the byte, within the token `at`.
  PlaceMention Listed(const Context& context, std::size_t at, std::size_t begin) const {
    PlaceMention mention;
    // A case may alter the name's first word: in other languages any may begin one.
    if (english_ && !MayBeginPlace(Between(begin, context.At(at).end), false)) {
      return mention;
    }
    for (std::size_t end = Reach(context, at); end > at; --end) {
      const Token& last = context.At(end - 1);
      if ((!last.word && !last.number) || (end - at > 1 && !last.capitalised && !last.number)) {
        continue;
      }
      const std::string_view written = Between(begin, last.end);
      if (written.find_first_of(",;:()\"/") != std::string_view::npos || IsPart(context, at, end)) {
        continue;
      }
      mention.key = PlaceKey(written);
      mention.sites = Fitting(context, SitesNamed(mention.key, !english_), at, end);
      if (!english_) {
        mention.sites = mention.sites.empty() ? SitesInflected(written, prepared_.language) : std::move(mention.sites);
        // Hamlets of America are seldom meant abroad, and their names are many words.
        std::erase_if(mention.sites, [](const Site& site) { return site.size < kKnownAbroad; });
      }
      if (!mention.sites.empty()) {
        mention.begin = begin;
        mention.end = last.end;
        mention.first = at;
        mention.last = end;
        return mention;
      }
    }
    return mention;
  }

  // A single word that is part of names, and none itself: North, Lake, County. In "San Fernando City Council" the city
  // is San Fernando.
  static bool IsPart(const Context& context, std::size_t at, std::size_t end) {
    constexpr unsigned kParts = kPlaceSide | kPlaceFeature | kPlaceNamed | kPlaceCounty | kPlaceRoad | kPlaceNumbered;
    if (end == at + 1) {
      return context.Has(at, kParts) && !context.Is(at, "U.S") && !context.Is(at, "US");
    }
    return context.Has(end - 1, kPlaceCouncil) && context.Capital(end) && context.At(end).word;
  }

  // Without the sites whose form the text does not have: `Ill` without its point, `us`, `EST`.
  static std::vector<Site> Fitting(const Context& context, std::vector<Site> sites, std::size_t at, std::size_t end) {
    const bool sign = end == at + 1 && context.At(at).upper && context.Word(at).size() <= 4 && !context.Dash(end) &&
                      !context.Is(end, ",");
    std::erase_if(sites, [&](const Site& site) {
      return (site.pointed && !context.Point(end)) || (site.upper && !context.At(at).upper) ||
             (sign && !site.upper && context.Word(at).find('.') == std::string_view::npos);
    });
    // `IN`, `OR`: a state behind its town alone.
    const bool behind = at >= context.first() + 2 && context.Is(at - 1, ",") && context.Capital(at - 2);
    if (!behind) {
      std::erase_if(sites, [](const Site& site) { return site.upper && site.common; });
    }
    return sites;
  }

  std::size_t Keep(const Context& context, PlaceMention mention) {
    const std::string_view tail = context.Word(mention.last - 1);
    const bool brief = mention.sites.front().pointed || (tail.find('.') != std::string_view::npos && tail.size() <= 5);
    if (brief && context.Point(mention.last)) {
      ++mention.last;
      mention.end = context.At(mention.last - 1).end;
    }
    const bool state = mention.sites.front().kind == SiteKind::kState && (brief || mention.sites.front().upper);
    if (state && context.Number(mention.last) && !context.Is(mention.first - 1, ",")) {
      return Add(context, mention.first, mention.last + 1, PlaceShape::kRoad);
    }
    if (mention.last == mention.first + 1) {
      AmongCounties(context, mention);
    }
    mention.cues = Cues(context, mention);
    // "in Toledo and Akron": one of a row.
    if (!found_.empty() && found_.back().first >= context.first() && mention.first == found_.back().last + 1 &&
        found_.back().cues > 0 && !context.At(mention.first - 1).number) {
      mention.cues += kInRow;
    }
    const std::size_t next = mention.last;
    // Capitalised for another reason than being a name: nobody who looks for names finds one there.
    if (next - mention.first > 1 || by_token_[mention.first] != nullptr || !english_) {
      found_.push_back(std::move(mention));
    }
    return next;
  }

  // "Clarke, Madison and Oconee counties".
  static void AmongCounties(const Context& context, PlaceMention& mention) {
    for (std::size_t at = mention.last; at < mention.last + kListReach && context.Inside(at); ++at) {
      if (context.Is(at, "counties") || context.Is(at, "Counties")) {
        std::vector<Site> counties = SitesNamed(mention.key + " county", false);
        if (!counties.empty()) {
          mention.key += " county";
          mention.sites = std::move(counties);
        }
        return;
      }
      if (!context.Capital(at) && !context.Is(at, ",") && !context.Is(at, "and")) {
        return;
      }
    }
  }

  // A river, a lake, a county that the gazetteer lacks; "Hamilton Township" is one of the townships named Hamilton.
  std::size_t AddFeature(const Context& context, std::size_t at, std::size_t end, PlaceMention& listed) {
    const std::size_t word = context.Is(end - 1, ".") ? end - 2 : end - 1;
    std::size_t next = Add(context, at, end, PlaceShape::kFeature);
    PlaceMention& mention = found_.back();
    if (context.Has(word, kPlaceTownship) && listed.last == word) {
      std::erase_if(listed.sites, [](const Site& site) { return site.kind <= SiteKind::kCounty; });
      for (Site& site : listed.sites) {
        site.size = site.kind == SiteKind::kTownship ? std::max(site.size, 20.0) : std::min(site.size, 2.0);
      }
      mention.sites = std::move(listed.sites);
    }
    mention.shape = mention.sites.empty() ? PlaceShape::kFeature : PlaceShape::kListed;
    mention.cues = 1 + std::min(0.0, NameCues(mention));
    return next;
  }

  // "Dublin-based", "R-Elbow Lake", "Athens-Clarke".
  std::size_t Hyphened(const Context& context, std::size_t at) {
    const std::string_view word = context.Word(at);
    const std::size_t hyphen = word.find('-');
    if (hyphen == std::string_view::npos || hyphen == 0 || hyphen + 1 == word.size()) {
      return at;
    }
    const std::size_t begin = context.At(at).begin;
    const bool party =
        hyphen <= 3 && word[0] >= 'A' && word[0] <= 'Z' && word[hyphen - 1] >= 'A' && word[hyphen - 1] <= 'Z';
    if (party) {
      PlaceMention mention = Listed(context, at, begin + hyphen + 1);
      if (mention.last == 0) {
        return at;
      }
      const std::size_t next = Keep(context, std::move(mention));
      if (!found_.empty() && found_.back().begin == begin + hyphen + 1) {
        found_.back().cues = 2.5;
      }
      return next;
    }
    const bool lower = word[hyphen + 1] >= 'a' && word[hyphen + 1] <= 'z';
    const bool first = Piece(at, begin, begin + hyphen, lower ? 1.5 : 0.2);
    const bool second = !lower && first && Piece(at, begin + hyphen + 1, context.At(at).end, 0.2);
    return first || second ? at + 1 : at;
  }

  bool Piece(std::size_t at, std::size_t begin, std::size_t end, double cues) {
    PlaceMention mention;
    mention.key = PlaceKey(Between(begin, end));
    mention.sites = SitesNamed(mention.key, !english_);
    std::erase_if(mention.sites, [](const Site& site) { return site.common || site.pointed; });
    if (mention.sites.empty()) {
      return false;
    }
    mention.first = at;
    mention.last = at + 1;
    mention.begin = begin;
    mention.end = end;
    mention.cues = cues;
    found_.push_back(std::move(mention));
    return true;
  }

  // A name that no table has, with its state or country behind it: "in Nowheresville, Ohio".
  std::size_t Unlisted(const Context& context, std::size_t at) {
    std::size_t end = at;
    while (context.Capital(end) && end < at + 3 && context.At(end).word) {
      ++end;
    }
    const news::Name* const name = by_token_[at];
    const bool person =
        name != nullptr && name->kind == news::NameKind::kPerson && name->text.find(' ') != std::string::npos;
    const bool placed = at > context.first() && context.Has(at - 1, kPlaceBefore | kPlaceLoosely);
    if (!person && placed && end > at && context.Is(end, ",") && context.Capital(end + 1)) {
      return Add(context, at, end, PlaceShape::kUnlisted);
    }
    return at + 1;
  }

  std::size_t Add(const Context& context, std::size_t first, std::size_t last, PlaceShape shape) {
    PlaceMention mention;
    mention.first = first;
    mention.last = last;
    mention.begin = context.At(first).begin;
    mention.end = context.At(last - 1).end;
    mention.shape = shape;
    mention.key = PlaceKey(Between(mention.begin, mention.end));
    mention.cues = 1;
    found_.push_back(std::move(mention));
    return last;
  }

  double Cues(const Context& context, PlaceMention& mention) const {
    double cues = WordCues(context, mention) + NameCues(mention);
    if (mention.last - mention.first == 1) {
      cues -= lower_.contains(mention.key) ? 1.5 : 0;
      cues -= mention.first == context.first() && !context.At(mention.first).upper ? 0.5 : 0;
      cues -= context.Has(mention.first, kPlaceSeldom) ? 2.5 : 0;
      // Where nouns are capitalised.
      cues -= by_token_[mention.first] == nullptr ? 1 : 0;
    }
    if (std::all_of(mention.sites.begin(), mention.sites.end(),
                    [](const Site& site) { return site.common && !site.upper; })) {
      cues -= 2.5;
    }
    return cues;
  }

  double WordCues(const Context& context, PlaceMention& mention) const {
    std::size_t before = mention.first;
    while (before > context.first() && context.Has(before - 1, kPlaceSide)) {
      --before;
    }
    double cues = 0;
    if (before > context.first()) {
      const bool council = before >= context.first() + 2 && context.Has(before - 2, kPlaceCouncil);
      mention.placed = context.Has(before - 1, kPlaceBefore);
      cues += mention.placed ? 1.6 : context.Has(before - 1, kPlaceLoosely) ? (council ? 2.2 : 0.7) : 0;
      cues -= context.Is(before - 1, "the") || context.Is(before - 1, "a") ? 0.6 : 0;
    }
    cues += context.Has(mention.last, kPlaceAfter) ? 1.2 : 0;
    cues -= context.Has(mention.last, kPlacePress) ? 3 : 0;
    cues -= context.Has(mention.last, kPlaceSpeaks) && !mention.placed ? 1 : 0;
    // A dateline: capitals before a dash or a bracket, anything before one at the start of a paragraph.
    const bool start = context.paragraph_start() && mention.first == context.first();
    const bool upper = context.At(mention.first).upper && context.Word(mention.first).size() > 3;
    if ((start || upper) && context.Dash(mention.last) && context.At(mention.last).space_before) {
      cues += 1.5;
    } else if (start && upper) {
      cues += 1;
    }
    return cues;
  }

  double NameCues(PlaceMention& mention) const {
    const news::Name* const name = by_token_[mention.first];
    const bool single = mention.last - mention.first == 1;
    if (name == nullptr) {
      return 0;
    }
    const news::Span span = prepared_.SpanOf(mention.begin, mention.end);
    const bool whole = name->span.begin >= span.begin && name->span.end <= span.end;
    const bool starts = name->span.begin >= span.begin;
    mention.person = single && !mention.placed && surnames_.contains(Between(mention.begin, mention.end));
    switch (name->kind) {
      case news::NameKind::kPlace:
        return 1.2;
      case news::NameKind::kPerson:
        return whole ? (mention.placed ? -0.8 : -1.5) : starts ? (single ? -2.5 : -0.5) : -3;
      case news::NameKind::kOrganisation:
        return whole ? -0.3 : starts ? 0.4 : -0.8;
      case news::NameKind::kOther:
        return whole ? 0 : starts ? 0.3 : -0.8;
    }
    return 0;
  }

  // The next mention says where this one lies: "Paris, Texas", "Paris (Texas)".
  void Qualify(std::size_t i) {
    PlaceMention& mention = found_[i];
    const PlaceMention& next = found_[i + 1];
    const std::string_view gap = mention.end <= next.begin ? Between(mention.end, next.begin) : std::string_view("?");
    const bool wide = std::any_of(next.sites.begin(), next.sites.end(),
                                  [](const Site& site) { return site.kind <= SiteKind::kCounty; });
    if (wide && (gap == ", " || gap == " (" || gap == " in ")) {
      mention.within = i + 1;
    }
  }

  const Prepared& prepared_;
  const bool english_;
  std::vector<std::uint16_t> roles_;  // of each token
  std::vector<const news::Name*> by_token_;
  std::unordered_set<std::string_view> surnames_;
  std::unordered_set<std::string_view> lower_;
  std::vector<PlaceMention> found_;
};

}  // namespace

std::vector<PlaceMention> FindPlaceMentions(const Prepared& prepared, const std::vector<news::Name>& names) {
  return MentionFinder(prepared, names).Run();
}

}  // namespace headwater::annotate
