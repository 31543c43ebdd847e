// Pages and articles to and from JSON.
#include <sodium.h>

#include "form/annotations.h"
#include "form/fields.h"
#include "form/json.h"
#include "form/rights.h"

namespace headwater::form {
namespace {

json::object MarkObject(const news::Mark& mark) {
  json::object object;
  Put(object, "kind", news::Spell(mark.kind));
  Put(object, "text", mark.text);
  return object;
}

json::object LinkObject(const news::Link& link) {
  json::object object;
  Put(object, "url", link.url);
  Put(object, "text", link.text);
  return object;
}

json::object PartObject(const news::Part& part) {
  json::object object;
  Put(object, part.span);
  Put(object, "kind", news::Spell(part.kind));
  return object;
}

json::object PictureObject(const news::Picture& picture) {
  json::object object;
  Put(object, "url", picture.url);
  Put(object, "caption", picture.caption);
  Put(object, "credit", picture.credit);
  return object;
}

json::object DeclaredObject(const news::Declared& declared) {
  json::object object;
  Put(object, "name", declared.name);
  Put(object, "url", declared.url);
  Put(object, "where", declared.where);
  return object;
}

void PutBetween(json::object& object, const std::optional<news::PublishedBetween>& between) {
  if (between) {
    json::object interval;
    Put(interval, "from", between->from ? FormatDay(*between->from) : std::string());
    Put(interval, "to", between->to ? FormatDay(*between->to) : std::string());
    Put(interval, "evidence", between->evidence);
    object["published_between"] = std::move(interval);
  }
}

std::optional<news::PublishedBetween> BetweenFrom(const Fields& fields) {
  const json::object* const object = fields.Object("published_between");
  if (object == nullptr) {
    return std::nullopt;
  }
  const Fields interval(*object, fields.fault());
  const auto from = interval.Day("from");
  const auto to = interval.Day("to");
  if (!from && !to) {
    return std::nullopt;
  }
  return news::PublishedBetween{from, to, interval.Texts("evidence")};
}

void PutAnnotations(json::object& object, const std::optional<news::Annotations>& annotations) {
  if (annotations) {
    object["annotations"] = AnnotationsObject(*annotations);
  }
}

std::optional<news::Annotations> AnnotationsOf(const Fields& fields) {
  const json::object* const object = fields.Object("annotations");
  return object == nullptr ? std::nullopt : std::optional(AnnotationsFrom(Fields(*object, fields.fault())));
}

json::object ItemObject(const news::Item& item) {
  json::object object;
  object["id"] = item.id.value();
  Put(object, "url", item.url);
  Put(object, "headline", item.headline);
  object["text"] = item.text;
  Put(object, "published", item.published);
  PutBetween(object, item.published_between);
  Put(object, "source", item.source);
  if (item.truncated) {
    object["truncated"] = true;
  }
  PutAnnotations(object, item.annotations);
  return object;
}

news::Item ItemFrom(const Fields& fields) {
  return {news::ArticleId(fields.Id("id")),
          fields.Text("url"),
          fields.Text("headline"),
          fields.Text("text"),
          fields.Time("published"),
          BetweenFrom(fields),
          fields.Text("source"),
          fields.Flag("truncated"),
          AnnotationsOf(fields)};
}

json::object ArticleObject(const news::Article& article) {
  json::object object;
  object["id"] = article.id.value();
  Put(object, "url", article.url);
  Put(object, "canonical_url", article.canonical_url);
  Put(object, "kind", news::Spell(article.kind));
  Put(object, "headline", article.headline);
  Put(object, "authors", article.authors);
  Put(object, "publisher", article.publisher);
  Put(object, "credit", article.credit);
  Put(object, "dateline", article.dateline);
  Put(object, "section", article.section);
  Put(object, "published", article.published);
  PutBetween(object, article.published_between);
  Put(object, "modified", article.modified);
  Put(object, "language", article.language);
  Put(object, "translated_from", article.translated_from);
  if (article.access != news::Access::kUnknown) {
    Put(object, "access", news::Spell(article.access));
  }
  PutList(object, "marks", article.marks, MarkObject);
  object["text"] = article.text;
  PutList(object, "parts", article.parts, PartObject);
  PutList(object, "links", article.links, LinkObject);
  PutList(object, "pictures", article.pictures, PictureObject);
  PutList(object, "declared", article.declared, DeclaredObject);
  PutList(object, "items", article.items, ItemObject);
  if (article.rights) {
    object["rights"] = RightsObject(*article.rights);
  }
  PutAnnotations(object, article.annotations);
  return object;
}

news::Article ArticleFrom(const Fields& fields) {
  news::Article article;
  article.id = news::ArticleId(fields.Id("id"));
  article.url = fields.Text("url");
  article.canonical_url = fields.Text("canonical_url");
  article.kind = fields.Word("kind", news::ArticleKind::kArticle);
  article.headline = fields.Text("headline");
  article.authors = fields.Texts("authors");
  article.publisher = fields.Text("publisher");
  article.credit = fields.Text("credit");
  article.dateline = fields.Text("dateline");
  article.section = fields.Text("section");
  article.published = fields.Time("published");
  article.published_between = BetweenFrom(fields);
  article.modified = fields.Time("modified");
  article.language = fields.Text("language");
  article.translated_from = fields.Text("translated_from");
  article.access = fields.Word("access", news::Access::kUnknown);
  article.marks = fields.List("marks", [](const Fields& mark) {
    return news::Mark{mark.Word("kind", news::MarkKind::kNotice), mark.Text("text")};
  });
  article.text = fields.Text("text");
  article.links = fields.List("links", [](const Fields& link) {
    return news::Link{link.Text("url"), link.Text("text")};
  });
  article.parts = fields.List("parts", [](const Fields& part) {
    return news::Part{part.Stretch(), part.Word("kind", news::PartKind::kList)};
  });
  article.pictures = fields.List("pictures", [](const Fields& picture) {
    return news::Picture{picture.Text("url"), picture.Text("caption"), picture.Text("credit")};
  });
  article.declared = fields.List("declared", [](const Fields& declared) {
    return news::Declared{declared.Text("name"), declared.Text("url"), declared.Text("where")};
  });
  article.items = fields.List("items", ItemFrom);
  if (const json::object* const rights = fields.Object("rights")) {
    article.rights = RightsFrom(Fields(*rights, fields.fault()));
  }
  article.annotations = AnnotationsOf(fields);
  return article;
}

json::object AnnouncementObject(const news::Announcement& announcement) {
  json::object object;
  Put(object, "feed", announcement.feed);
  Put(object, "title", announcement.title);
  Put(object, "published", announcement.published);
  Put(object, "authors", announcement.authors);
  Put(object, "source_name", announcement.source_name);
  Put(object, "source_url", announcement.source_url);
  Put(object, "updated", announcement.updated);
  PutList(object, "enclosures", announcement.enclosures, EnclosureObject);
  return object;
}

std::optional<news::Announcement> AnnouncementFrom(const Fields& fields) {
  const json::object* const object = fields.Object("announcement");
  if (object == nullptr) {
    return std::nullopt;
  }
  const Fields inner(*object, fields.fault());
  return news::Announcement{inner.Text("feed"),        inner.Text("title"),
                            inner.Time("published"),   inner.Texts("authors"),
                            inner.Text("source_name"), inner.Text("source_url"),
                            inner.Time("updated"),     inner.List("enclosures", EnclosureFrom)};
}

Result<std::string> DecodeBase64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  for (const int variant : {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING}) {
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          " \r\n\t", &length, nullptr, variant) == 0) {
      bytes.resize(length);
      return bytes;
    }
  }
  return Fail(Fault::kBadInput, "page: field \"body_base64\" is no Base64");
}

}  // namespace

std::string WriteArticle(const news::Article& article) { return Serialize(ArticleObject(article)); }

Result<news::Article> ReadArticle(std::string_view text) {
  return ReadNoun<news::Article>(text, "article", ArticleFrom);
}

std::string WritePage(const news::Page& page) {
  json::object object;
  Put(object, "id", page.id);
  Put(object, "url", page.url);
  if (page.fetched) {
    Put(object, "fetched", FormatMoment(MomentOfInstant(*page.fetched)));
  }
  Put(object, "content_type", page.content_type);
  Put(object, "body", page.body);
  PutList(object, "reservations", page.reservations, ReservationObject);
  if (page.announcement) {
    object["announcement"] = AnnouncementObject(*page.announcement);
  }
  return Serialize(object);
}

Result<news::Page> ReadPage(std::string_view text) {
  std::string encoded;
  auto page = ReadNoun<news::Page>(text, "page", [&encoded](const Fields& fields) {
    news::Page read;
    read.id = fields.Id("id");
    read.url = fields.Text("url");
    if (const auto fetched = fields.Time("fetched")) {
      read.fetched = fetched->at;
    }
    read.content_type = fields.Text("content_type");
    read.body = fields.Text("body");
    encoded = fields.Text("body_base64");
    read.reservations = fields.List("reservations", ReservationFrom);
    read.announcement = AnnouncementFrom(fields);
    return read;
  });
  if (page && !encoded.empty()) {
    auto bytes = DecodeBase64(encoded);
    if (!bytes) {
      return tl::unexpected(std::move(bytes).error());
    }
    page->body = *std::move(bytes);
  }
  return page;
}

}  // namespace headwater::form
