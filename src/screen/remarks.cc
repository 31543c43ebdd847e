// What the users of this house say to each other about a story.
#include "store/remarks.h"

#include <fmt/format.h>

#include "screen/cards.h"
#include "screen/screens.h"
#include "screen/sharing.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {

void PutRemarks(Card& card, const Visit& visit, const news::StoryId& story) {
  const auto remarks = store::Remarks(visit.store).Of(story);
  if (!remarks) {
    return;
  }
  std::vector<Card> cards;
  for (const store::Remark& remark : *remarks) {
    Card& each = cards.emplace_back();
    const bool own = remark.person == visit.person.id;
    each.Put("words", remark.words).Set("id", fmt::to_string(remark.id)).Put("at_html", InstantHtml(remark.at));
    each.Put("name", !remark.name.empty() ? std::string_view(remark.name)
                     : remark.person      ? Phrase("remarks.you")
                                          : Phrase("remarks.somebody"));
    each.Put("may_remove", own || visit.person.role >= store::Role::kEditor);
  }
  card.Put("remarks", cards).Set("remark_href", fmt::format("{}{}/remark", visit.root, http::StoryAddress(story)));
  card.Set("remarks_href", fmt::format("{}{}/remarks", visit.root, http::StoryAddress(story)));
  card.Set("bundle_href", fmt::format("{}{}/bundle", visit.root, http::StoryAddress(story)));
  card.Put("remark_count", cards.empty() ? std::string() : Count("remarks", static_cast<std::int64_t>(cards.size())));
}

http::Reply ShowRemarks(const Visit& visit) {
  const news::StoryId id{std::string(visit.Segment(1))};
  const auto story = visit.store.Story(id);
  if (!story) {
    return ShowGone(visit, visit.Segment(1), story.error());
  }
  Card card;
  card.Put("headline", HeadlineWords(story->line.story.headline)).Put("lang", story->line.language);
  card.Set("story_href", fmt::format("{}{}", visit.root, http::StoryAddress(story->line.story.id)));
  PutRemarks(card, visit, story->line.story.id);
  return ShowForm(visit, "remarks", Phrase("remarks.title"), std::move(card));
}

http::Reply AddRemark(const Visit& visit) {
  const news::StoryId id{std::string(visit.Segment(1))};
  const http::Fields form = http::ParseFields(visit.request.body);
  const auto added = store::Remarks(visit.store).Add(id, visit.person.id, http::FieldOf(form, "words"), visit.now);
  return added ? GoTo(visit, fmt::format("{}/remarks", http::StoryAddress(id))) : ShowFault(visit, added.error());
}

http::Reply RemoveRemark(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  const auto story = store::Remarks(visit.store)
                         .Remove(WholeNumber(http::FieldOf(form, "id")).value_or(0), visit.person.id,
                                 visit.person.role >= store::Role::kEditor);
  return story ? GoTo(visit, fmt::format("{}/remarks", http::StoryAddress(*story))) : ShowFault(visit, story.error());
}

}  // namespace headwater::screen
