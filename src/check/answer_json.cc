// Writes answers as JSON.
#include "check/answer_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "form/accounts.h"
#include "form/json.h"
#include "form/json_line.h"
#include "http/address.h"
#include "news/spelling.h"

namespace headwater::check {
namespace {

using form::JsonObject;

class Writer {
 public:
  explicit Writer(std::string_view base) : base_(base) {}

  JsonObject Line(const store::ArticleLine& line) const {
    JsonObject object;
    object.Text("id", line.id.value()).Text("url", line.url).Text("page", Page(http::ArticleAddress(line.id)));
    object.Text("headline", line.headline).Text("publisher", line.publisher).Text("credit", line.credit);
    object.Text("published", line.published ? FormatMoment(*line.published) : std::string());
    object.Text("seen", FormatMoment(MomentOfInstant(line.seen))).Text("language", line.language);
    return object;
  }

  std::string Chain(const news::Origin& origin) const {
    std::vector<std::string> hops;
    for (const news::Hop& hop : origin.chain) {
      JsonObject object;
      object.Text("name", hop.name).Text("how", news::Spell(hop.how)).Raw("confidence", Number(hop.confidence));
      if (!hop.article.empty()) {
        object.Text("article", hop.article.value()).Text("page", Page(http::ArticleAddress(hop.article)));
      }
      object.Text("url", http::WebAddress(hop.url));
      std::vector<std::string> evidence;
      for (const news::Evidence& each : hop.evidence) {
        if (!each.text.empty()) {
          evidence.push_back(each.text);
        }
      }
      hops.push_back(object.Raw("evidence", form::JsonTexts(evidence)).Written());
    }
    return form::JsonArray(hops);
  }

  std::string PlaceOf(const Place& place) const {
    JsonObject object = Line(place.line);
    object.Text("words", place.words).Text("likeness", WordFor(place.likeness)).Raw("sure", Number(place.sure));
    return object.Text("bearing", WordFor(place.bearing)).Written();
  }

  std::string SaidOf(const Said& said) const {
    const news::Statement& statement = said.line.statement;
    JsonObject object;
    if (statement.speaker) {
      const bool named = !statement.speaker->name.empty();
      object.Text("speaker", named ? statement.speaker->name : statement.speaker->phrase.text);
      object.Text("entity", statement.speaker->entity.value()).Text("role", statement.speaker->role);
      if (!statement.speaker->entity.empty()) {
        object.Text("speaker_page", Page(http::EntityAddress(statement.speaker->entity)));
      }
    }
    object.Text("type", news::Spell(statement.type)).Text("said", statement.said).Text("words", said.line.content);
    object.Text("likeness", WordFor(said.likeness)).Raw("sure", Number(said.sure));
    object.Text("bearing", WordFor(said.bearing));
    object.Raw("article", Line(LineOf(said.line)).Written()).Number("articles", said.line.articles);
    if (said.line.independent) {
      object.Raw("independent", Independent(*said.line.independent));
    }
    return object.Written();
  }

  std::string ChangeOf(const Change& change) const {
    JsonObject object;
    object.Text("what", news::Spell(change.what)).Text("before", change.before).Text("after", change.after);
    return object.Raw("article", Line(change.line).Written()).Raw("of", Line(change.of).Written()).Written();
  }

  std::string StoryOf(const store::StoryLine& line) const {
    JsonObject object;
    object.Text("story", line.story.id.value()).Text("headline", line.story.headline);
    return object.Text("page", Page(http::StoryAddress(line.story.id)))
        .Number("articles", line.article_count)
        .Written();
  }

  static std::string Independent(const news::Independence& sources) {
    JsonObject object;
    return object.Number("least", sources.least)
        .Number("most", sources.most)
        .Number("untraced", sources.untraced)
        .Written();
  }

  static std::string Number(double number) { return fmt::format("{:.3g}", number); }

  static store::ArticleLine LineOf(const store::StatementLine& said) {
    store::ArticleLine line;
    line.id = said.article;
    line.headline = said.headline;
    line.publisher = said.publisher;
    line.published = said.published;
    line.seen = said.seen;
    line.language = said.language;
    return line;
  }

  std::string Page(std::string_view address) const { return fmt::format("{}{}", base_, address); }

 private:
  std::string_view base_;
};

template <class Lines, class Write>
std::string ArrayOf(const Lines& lines, Write&& write) {
  std::vector<std::string> elements;
  std::ranges::transform(lines, std::back_inserter(elements), std::forward<Write>(write));
  return form::JsonArray(elements);
}

void PutArticle(const Writer& writer, const Answer& answer, JsonObject& object) {
  const store::ArticleView& view = *answer.article;
  object.Raw("article", writer.Line(view.line).Written());
  if (answer.withdrawn) {
    object.Flag("withdrawn", true);
    return;
  }
  if (view.origin) {
    object.Raw("origin", form::WriteOrigin(*view.origin)).Flag("complete", view.origin->complete);
    object.Raw("chain", writer.Chain(*view.origin));
  }
  if (view.revisions.size() > 1) {
    object.Raw("revisions", ArrayOf(view.revisions, form::WriteRevision));
  }
  if (view.carries_corrected || view.corrected_copies > 0) {
    JsonObject corrected;
    corrected.Flag("carries_old_words", view.carries_corrected);
    object.Raw("corrected", corrected.Number("copies_with_old_words", view.corrected_copies).Written());
  }
}

}  // namespace

std::string WriteAnswer(const Answer& answer, std::string_view base) {
  const Writer writer(base);
  JsonObject object;
  object.Text("kind", WordFor(answer.kind)).Text("asked", answer.asked).Flag("found", answer.found);
  if (!answer.found) {
    return object.Written();
  }
  object.Text("likeness", WordFor(answer.likeness)).Raw("sure", Writer::Number(answer.sure));
  if (answer.only_named) {
    object.Flag("only_named", true);
  }
  if (answer.first) {
    object.Raw("first", writer.Line(*answer.first).Written());
  }
  if (answer.first_of_story) {
    object.Raw("first_of_story", writer.Line(*answer.first_of_story).Written());
  }
  if (answer.article) {
    PutArticle(writer, answer, object);
  }
  if (answer.story) {
    object.Raw("story", writer.StoryOf(*answer.story));
    if (answer.story->story.independent) {
      object.Raw("independent", Writer::Independent(*answer.story->story.independent));
    }
  }
  object.Raw("places", ArrayOf(answer.places, [&](const Place& place) { return writer.PlaceOf(place); }));
  object.Flag("more_places", answer.more_places);
  object.Raw("said", ArrayOf(answer.said, [&](const Said& said) { return writer.SaidOf(said); }));
  object.Raw("changes", ArrayOf(answer.changes, [&](const Change& change) { return writer.ChangeOf(change); }));
  object.Raw("disagreements", ArrayOf(answer.disagreements, form::WriteDisagreement));
  object.Raw("figures", ArrayOf(answer.figures, form::WriteSpread));
  return object.Number("more_disagreements", answer.more_disagreements).Written();
}

std::string WriteCheck(const store::Check& check, std::string_view base) {
  JsonObject object;
  object.Text("check", check.key).Text("page", fmt::format("{}check/{}", base, check.key));
  object.Text("state", store::WordFor(check.state)).Flag("ended", check.ended()).Text("address", check.url);
  return object.Text("error", check.error).Written();
}

}  // namespace headwater::check
