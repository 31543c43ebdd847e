// Each noun's fields in one order, for both ways.
#include "form/pack.h"

#include <bit>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/strong_id.h"

namespace headwater::form {
namespace {

// A struct lists its fields once, as `Fields`; what goes through them writes or reads.
template <class Codec>
void Fields(Codec& codec, news::Span& span) {
  codec(span.begin, span.end);
}
template <class Codec>
void Fields(Codec& codec, Moment& moment) {
  codec(moment.at, moment.has_time, moment.offset);
}
template <class Codec>
void Fields(Codec& codec, news::Mark& mark) {
  codec(mark.kind, mark.text);
}
template <class Codec>
void Fields(Codec& codec, news::Link& link) {
  codec(link.url, link.text);
}
template <class Codec>
void Fields(Codec& codec, news::Part& part) {
  codec(part.span, part.kind);
}
template <class Codec>
void Fields(Codec& codec, news::Declared& declared) {
  codec(declared.name, declared.url, declared.where);
}
template <class Codec>
void Fields(Codec& codec, news::PublishedBetween& between) {
  codec(between.from, between.to, between.evidence);
}
template <class Codec>
void Fields(Codec& codec, news::Reservation& reservation) {
  codec(reservation.where, reservation.says, reservation.policy);
}
template <class Codec>
void Fields(Codec& codec, news::Rights& rights) {
  codec(rights.text, rights.mining, rights.listing, rights.page, rights.pictures, rights.snippet, rights.not_before,
        rights.not_after, rights.withdrawn, rights.reservations);
}
template <class Codec>
void Fields(Codec& codec, news::Name& name) {
  codec(name.span, name.text, name.kind, name.role, name.entity, name.mark);
}
template <class Codec>
void Fields(Codec& codec, news::Phrase& phrase) {
  codec(phrase.span, phrase.text, phrase.parts);
}
template <class Codec>
void Fields(Codec& codec, news::Speaker& speaker) {
  codec(speaker.phrase, speaker.name, speaker.entity, speaker.role);
}
template <class Codec>
void Fields(Codec& codec, news::Statement& statement) {
  codec(statement.speaker, statement.cue, statement.content, statement.kind, statement.type, statement.chain,
        statement.said, statement.hearer, statement.occasion, statement.truncated, statement.mark);
}
template <class Codec>
void Fields(Codec& codec, news::Citation& citation) {
  codec(citation.span, citation.text, citation.source, citation.source_id, citation.url, citation.how, citation.mark);
}
template <class Codec>
void Fields(Codec& codec, news::Time& time) {
  codec(time.span, time.text, time.type, time.value);
}
template <class Codec>
void Fields(Codec& codec, news::Place& place) {
  codec(place.span, place.text, place.name, place.country, place.latitude, place.longitude);
}
template <class Codec>
void Fields(Codec& codec, news::Annotations& found) {
  codec(found.sentences, found.names, found.statements, found.citations, found.times, found.places);
}
template <class Codec>
void Fields(Codec& codec, news::Article& article) {
  codec(article.id, article.url, article.canonical_url, article.kind, article.headline, article.authors,
        article.publisher, article.credit, article.dateline, article.section, article.published,
        article.published_between, article.modified, article.language, article.translated_from, article.access,
        article.marks, article.text, article.parts, article.links, article.declared, article.rights,
        article.annotations);
}

using Days = std::chrono::year_month_day;

class Packer {
 public:
  template <class... Values>
  void operator()(Values&... values) {
    (Put(values), ...);
  }
  std::string Take() { return writer_.Take(); }

 private:
  void Put(std::string& text) { writer_.Text(text); }
  void Put(double& number) { writer_.Number(std::bit_cast<std::uint64_t>(number)); }
  void Put(std::chrono::sys_seconds& at) { writer_.Signed(at.time_since_epoch().count()); }
  void Put(std::chrono::minutes& time) { writer_.Signed(time.count()); }
  void Put(Days& day) { writer_.Signed(std::chrono::sys_days(day).time_since_epoch().count()); }
  template <class Tag>
  void Put(StrongId<Tag>& id) {
    writer_.Text(id.value());
  }
  template <class Value>
  void Put(std::optional<Value>& value) {
    writer_.Number(value ? 1 : 0);
    if (value) {
      Put(*value);
    }
  }
  template <class Value>
  void Put(std::vector<Value>& values) {
    writer_.Number(values.size());
    for (Value& value : values) {
      Put(value);
    }
  }
  template <class Value>
  void Put(Value& value) {
    if constexpr (std::is_enum_v<Value> || std::integral<Value>) {
      writer_.Number(static_cast<std::uint64_t>(value));
    } else {
      Fields(*this, value);
    }
  }

  ByteWriter writer_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : reader_(bytes) {}

  template <class... Values>
  void operator()(Values&... values) {
    (Get(values), ...);
  }
  bool fine() const { return reader_.fine(); }

 private:
  void Get(std::string& text) { text = reader_.Text(); }
  void Get(double& number) { number = std::bit_cast<double>(reader_.Number()); }
  void Get(std::chrono::sys_seconds& at) { at = std::chrono::sys_seconds(std::chrono::seconds(reader_.Signed())); }
  void Get(std::chrono::minutes& time) { time = std::chrono::minutes(reader_.Signed()); }
  void Get(Days& day) { day = std::chrono::sys_days(std::chrono::days(static_cast<int>(reader_.Signed()))); }
  template <class Tag>
  void Get(StrongId<Tag>& id) {
    id = StrongId<Tag>(reader_.Text());
  }
  template <class Value>
  void Get(std::optional<Value>& value) {
    value.reset();
    if (reader_.Number() != 0) {
      Get(value.emplace());
    }
  }
  template <class Value>
  void Get(std::vector<Value>& values) {
    const std::size_t count = reader_.Count();
    values.clear();
    // Grows as it is read: what claims to be many may be few.
    for (std::size_t i = 0; i < count && reader_.fine(); ++i) {
      Get(values.emplace_back());
    }
  }
  template <class Value>
  void Get(Value& value) {
    if constexpr (std::is_enum_v<Value> || std::integral<Value>) {
      value = static_cast<Value>(reader_.Number());
    } else {
      Fields(*this, value);
    }
  }

  ByteReader reader_;
};

}  // namespace

std::string Pack(const news::Article& article) {
  Packer packer;
  // The fields are listed once for both ways; a packer only looks at them.
  Fields(packer, const_cast<news::Article&>(article));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return packer.Take();
}

std::optional<news::Article> Unpack(std::string_view bytes) {
  news::Article article;
  Unpacker unpacker(bytes);
  Fields(unpacker, article);
  return unpacker.fine() ? std::optional(std::move(article)) : std::nullopt;
}

}  // namespace headwater::form
