// What finding by words shares: what may be shown, the order of times, and how words bear on a claim.
#include "check/findings.h"

#include <algorithm>
#include <tuple>

#include "check/wording.h"
#include "text/utf8.h"

namespace headwater::check {
namespace {

constexpr std::size_t kShownBytes = 420;

}  // namespace

void AddFindings(Findings more, Findings& findings) {
  for (Place& place : more.places) {
    if (std::ranges::none_of(findings.places, [&](const Place& each) { return each.line.id == place.line.id; })) {
      findings.places.push_back(std::move(place));
    }
  }
  for (Said& said : more.said) {
    if (std::ranges::none_of(findings.said, [&](const Said& each) {
          return each.line.article == said.line.article && each.line.position == said.line.position;
        })) {
      findings.said.push_back(std::move(said));
    }
  }
  findings.more_places = findings.more_places || more.more_places;
}

bool MayShow(const news::Article& article, std::chrono::sys_seconds now) {
  const auto& rights = article.rights;
  return !rights || (rights->text && !rights->withdrawn && !(rights->not_after && *rights->not_after <= now));
}

void PutWords(Place& place, const news::Article& article, const Stretch& stretch, std::chrono::sys_seconds now) {
  if (!MayShow(article, now)) {
    return;
  }
  Shown shown = Around(article.text, stretch, kShownBytes);
  if (article.rights && article.rights->snippet) {
    const text::CodePointIndex index(shown.words);
    const std::size_t size = index.ByteAt(*article.rights->snippet);
    shown.words.resize(std::min(shown.words.size(), size));
  }
  const auto length = static_cast<std::uint32_t>(text::CountCodePoints(shown.words));
  place.words = std::move(shown.words);
  place.marked = {std::min(shown.begin, length), std::min(shown.end, length)};
}

ClaimReader::ClaimReader(std::string words) : words_(std::move(words)) {}

const std::vector<news::Stand>& ClaimReader::StandsIn(std::string_view language) {
  const auto known = std::ranges::find(stands_, language, &std::pair<std::string, std::vector<news::Stand>>::first);
  if (known != stands_.end()) {
    return known->second;
  }
  // A claim is short, so that its language is often not to be told: it is read in that of what it is held against.
  return stands_.emplace_back(language, weigh::StandsOf(news::Statement(), words_, language)).second;
}

weigh::Bearing ClaimReader::BearingOf(std::string_view words, std::string_view language,
                                      const std::vector<news::Stand>& stands, news::StatementType type) {
  const weigh::Saying claim{words_, language, StandsIn(language), news::StatementType::kAssertion};
  return weigh::BearingOn(claim, {words, language, stands, type}).bearing;
}

weigh::Bearing ClaimReader::BearingOf(std::string_view sentence, std::string_view language) {
  const std::vector<news::Stand> stands = weigh::StandsOf(news::Statement(), sentence, language);
  return BearingOf(sentence, language, stands, news::StatementType::kAssertion);
}

bool Earlier(const store::ArticleLine& one, const store::ArticleLine& other) {
  const auto key = [](const store::ArticleLine& line) {
    return std::tuple(!line.published, line.published ? line.published->at : line.seen, line.seen, line.id.value());
  };
  return key(one) < key(other);
}

bool SaidEarlier(const Said& one, const Said& other) {
  const auto key = [](const store::StatementLine& line) {
    return std::tuple(!line.published, line.published ? line.published->at : line.seen, line.article.value(),
                      line.position);
  };
  return key(one.line) < key(other.line);
}

}  // namespace headwater::check
