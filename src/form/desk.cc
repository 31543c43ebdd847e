// What the desk finds out (copies, stories, origins) and feeds, to and from JSON.
#include <fmt/format.h>

#include <cmath>

#include "form/fields.h"
#include "form/json.h"

namespace headwater::form {
namespace {

constexpr std::string_view kOfBegin = "of_begin";
constexpr std::string_view kOfEnd = "of_end";
constexpr std::string_view kWhy = "why";

json::object PairObject(const news::Span& span, const news::Span& of) {
  json::object object;
  Put(object, span);
  object["of_begin"] = of.begin;
  object["of_end"] = of.end;
  return object;
}

json::object AlteredObject(const news::Altered& altered) {
  json::object object = PairObject(altered.span, altered.of);
  Put(object, "what", news::Spell(altered.what));
  return object;
}

json::object ReasonObject(const news::Reason& reason) {
  json::object object;
  Put(object, "what", reason.what);
  if (reason.value && std::isfinite(*reason.value)) {
    object["value"] = *reason.value;
  }
  if (reason.limit && std::isfinite(*reason.limit)) {
    object["limit"] = *reason.limit;
  }
  Put(object, "words", reason.words);
  return object;
}

news::Reason ReasonFrom(const Fields& fields) {
  constexpr double kMost = 1e15;
  return {fields.Text("what"), fields.Number("value", -kMost, kMost), fields.Number("limit", -kMost, kMost),
          fields.Text("words")};
}

json::object HopObject(const news::Hop& hop) {
  json::object object;
  Put(object, "name", hop.name);
  Put(object, "how", news::Spell(hop.how));
  Put(object, "article", hop.article.value());
  Put(object, "url", hop.url);
  PutList(object, "evidence", hop.evidence, WriteEvidence);
  object["confidence"] = hop.confidence;
  PutList(object, kWhy, hop.why, ReasonObject);
  return object;
}

news::Hop HopFrom(const Fields& fields) {
  return {fields.Text("name"),
          fields.Word("how", news::HopHow::kPublished),
          news::ArticleId(fields.Text("article")),
          fields.Text("url"),
          fields.List("evidence", ReadEvidence),
          fields.Share("confidence").value_or(1),
          fields.List(kWhy, ReasonFrom)};
}

json::object EntryObject(const news::Entry& entry) {
  json::object object;
  Put(object, "id", entry.id);
  Put(object, "url", entry.url);
  Put(object, "title", entry.title);
  Put(object, "summary", entry.summary);
  Put(object, "content", entry.content);
  Put(object, "authors", entry.authors);
  Put(object, "published", entry.published);
  Put(object, "updated", entry.updated);
  Put(object, "categories", entry.categories);
  PutList(object, "enclosures", entry.enclosures, EnclosureObject);
  if (!entry.source_title.empty() || !entry.source_url.empty()) {
    json::object source;
    Put(source, "title", entry.source_title);
    Put(source, "url", entry.source_url);
    object["source"] = std::move(source);
  }
  Put(object, "via", entry.via);
  Put(object, "license", entry.license);
  Put(object, "in_reply_to", entry.in_reply_to);
  if (entry.place) {
    json::object place{{"latitude", entry.place->latitude}, {"longitude", entry.place->longitude}};
    Put(place, "name", entry.place->name);
    object["place"] = std::move(place);
  }
  if (entry.picture) {
    json::object picture;
    Put(picture, "url", entry.picture->url);
    Put(picture, "caption", entry.picture->caption);
    Put(picture, "credit", entry.picture->credit);
    object["picture"] = std::move(picture);
  }
  return object;
}

}  // namespace

std::string WriteCopy(const news::Copy& copy) {
  json::object object;
  object["article"] = copy.article.value();
  object["of"] = copy.of.value();
  Put(object, "kind", news::Spell(copy.kind));
  object["shared"] = copy.shared;
  object["of_shared"] = copy.of_shared;
  PutList(object, "passages", copy.passages,
          [](const news::Passage& passage) { return PairObject(passage.span, passage.of); });
  PutList(object, "altered", copy.altered, AlteredObject);
  PutList(object, kWhy, copy.why, ReasonObject);
  return Serialize(object);
}

Result<news::Copy> ReadCopy(std::string_view text) {
  return ReadNoun<news::Copy>(text, "copy", [](const Fields& fields) {
    news::Copy copy;
    copy.article = news::ArticleId(fields.Text("article"));
    copy.of = news::ArticleId(fields.Text("of"));
    copy.kind = fields.Word("kind", news::CopyKind::kCopy);
    copy.shared = fields.Share("shared").value_or(0);
    copy.of_shared = fields.Share("of_shared").value_or(0);
    copy.passages = fields.List("passages", [](const Fields& passage) {
      return news::Passage{passage.Stretch(), passage.Stretch(kOfBegin, kOfEnd)};
    });
    copy.altered = fields.List("altered", [](const Fields& altered) {
      return news::Altered{altered.Word("what", news::AlteredWhat::kNumber), altered.Stretch(),
                           altered.Stretch(kOfBegin, kOfEnd)};
    });
    copy.why = fields.List(kWhy, ReasonFrom);
    return copy;
  });
}

std::string WriteStory(const news::Story& story) {
  json::object object;
  object["story"] = story.id.value();
  Put(object, "headline", story.headline);
  Put(object, "summary", story.summary);
  json::array articles;
  for (const news::ArticleId& id : story.articles) {
    articles.emplace_back(id.value());
  }
  object["articles"] = std::move(articles);
  Put(object, "first", story.first);
  Put(object, "last", story.last);
  Put(object, "thread", story.thread.value());
  if (story.independent) {
    object["independent"] = {{"least", story.independent->least},
                             {"most", story.independent->most},
                             {"untraced", story.independent->untraced}};
  }
  PutList(object, kWhy, story.placed, [](const news::Placing& placing) {
    json::object each;
    each["article"] = placing.article.value();
    PutList(each, kWhy, placing.why, ReasonObject);
    return each;
  });
  return Serialize(object);
}

Result<news::Story> ReadStory(std::string_view text) {
  return ReadNoun<news::Story>(text, "story", [](const Fields& fields) {
    news::Story story;
    story.id = news::StoryId(fields.Text("story"));
    story.headline = fields.Text("headline");
    story.summary = fields.Text("summary");
    for (std::string& id : fields.Texts("articles")) {
      story.articles.emplace_back(std::move(id));
    }
    story.first = fields.Time("first");
    story.last = fields.Time("last");
    story.thread = news::ThreadId(fields.Text("thread"));
    if (const json::object* const object = fields.Object("independent")) {
      const Fields counts(*object, fields.fault());
      story.independent = news::Independence{static_cast<int>(counts.Whole("least").value_or(0)),
                                             static_cast<int>(counts.Whole("most").value_or(0)),
                                             static_cast<int>(counts.Whole("untraced").value_or(0))};
    }
    story.placed = fields.List(kWhy, [](const Fields& placing) {
      return news::Placing{news::ArticleId(placing.Text("article")), placing.List(kWhy, ReasonFrom)};
    });
    return story;
  });
}

std::string WriteOrigin(const news::Origin& origin) {
  json::object object;
  object["article"] = origin.article.value();
  json::object root;
  Put(root, "kind", news::Spell(origin.kind));
  Put(root, "name", origin.name);
  Put(root, "article", origin.origin_article.value());
  Put(root, "url", origin.url);
  object["origin"] = std::move(root);
  json::array chain;
  for (const news::Hop& hop : origin.chain) {
    chain.emplace_back(HopObject(hop));
  }
  object["chain"] = std::move(chain);
  json::array roots;
  for (const std::string& id : origin.roots) {
    roots.emplace_back(id);
  }
  object["roots"] = std::move(roots);
  object["complete"] = origin.complete;
  PutList(object, "evidence", origin.evidence, WriteEvidence);
  object["confidence"] = origin.confidence;
  PutList(object, kWhy, origin.why, ReasonObject);
  return Serialize(object);
}

Result<news::Origin> ReadOrigin(std::string_view text) {
  return ReadNoun<news::Origin>(text, "origin", [](const Fields& fields) {
    news::Origin origin;
    origin.article = news::ArticleId(fields.Text("article"));
    if (const json::object* const object = fields.Object("origin")) {
      const Fields root(*object, fields.fault());
      origin.kind = root.Word("kind", news::OriginKind::kUnknown);
      origin.name = root.Text("name");
      origin.origin_article = news::ArticleId(root.Text("article"));
      origin.url = root.Text("url");
    }
    origin.chain = fields.List("chain", HopFrom);
    origin.roots = fields.Texts("roots");
    origin.complete = fields.Flag("complete");
    origin.evidence = fields.List("evidence", ReadEvidence);
    origin.confidence = fields.Share("confidence").value_or(0);
    origin.why = fields.List(kWhy, ReasonFrom);
    return origin;
  });
}

std::string WriteReasons(std::span<const news::Reason> why) {
  json::array array;
  for (const news::Reason& reason : why) {
    array.emplace_back(ReasonObject(reason));
  }
  return Serialize(array);
}

Result<std::vector<news::Reason>> ReadReasons(std::string_view text) {
  const std::string object = fmt::format(R"({{"{}":{}}})", kWhy, text);
  return ReadNoun<std::vector<news::Reason>>(object, "reasons",
                                             [](const Fields& fields) { return fields.List(kWhy, ReasonFrom); });
}

std::string WriteFeed(const news::Feed& feed) {
  json::object object;
  Put(object, "kind", news::Spell(feed.kind));
  Put(object, "title", feed.title);
  Put(object, "url", feed.url);
  Put(object, "link", feed.link);
  Put(object, "description", feed.description);
  Put(object, "language", feed.language);
  Put(object, "updated", feed.updated);
  Put(object, "hub", feed.hub);
  object["entries"] = json::array();
  PutList(object, "entries", feed.entries, EntryObject);
  Put(object, "faults", feed.faults);
  return Serialize(object);
}

}  // namespace headwater::form
