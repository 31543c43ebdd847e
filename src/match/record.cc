// Packing prints: small numbers in seven bits a byte, texts behind their size.
#include "match/record.h"

#include <cstring>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace headwater::match {
namespace {

void Write(const news::Span& span, ByteWriter& writer) {
  writer.Number(span.begin);
  writer.Number(span.end - span.begin);
}

news::Span ReadSpan(ByteReader& reader) {
  const std::uint32_t begin = reader.Small();
  return {begin, begin + reader.Small()};
}

// Where the words stand and what they look like: three bytes each, or little more.
void WriteWords(const Print& print, ByteWriter& writer) {
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < print.words.size(); ++i) {
    writer.Number(print.begins[i] - last);
    last = print.begins[i] + print.lengths[i];
  }
  writer.Bytes(print.lengths.data(), print.lengths.size());
  writer.Bytes(print.traits.data(), print.traits.size());
  writer.Number(print.paragraphs.size());
  for (const Paragraph& paragraph : print.paragraphs) {
    writer.Number(paragraph.end - paragraph.begin);
    writer.Number(paragraph.hash);
    writer.Number(paragraph.post ? 1 : 0);
  }
}

void ReadWords(ByteReader& reader, std::size_t words, Print& print) {
  print.begins.reserve(words);
  for (std::size_t i = 0; i < words && reader.fine(); ++i) {
    print.begins.push_back(reader.Small());
  }
  print.lengths = reader.Bytes(words);
  print.traits = reader.Bytes(words);
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < words && reader.fine(); ++i) {
    print.begins[i] += last;
    last = print.begins[i] + print.lengths[i];
  }
  std::uint32_t begin = 0;
  for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
    Paragraph paragraph;
    paragraph.begin = begin;
    paragraph.end = begin += reader.Small();
    paragraph.hash = reader.Small();
    paragraph.post = reader.Number() != 0;
    print.paragraphs.push_back(paragraph);
  }
  reader.Require(begin == words);
}

void WriteFacts(const Facts& facts, ByteWriter& writer) {
  writer.Number(facts.known ? 1 : 0);
  writer.Number(facts.names.size());
  for (const NameFact& name : facts.names) {
    Write(name.span, writer);
    writer.Number(static_cast<std::uint64_t>(name.kind));
  }
  writer.Number(facts.sayings.size());
  for (const Saying& saying : facts.sayings) {
    Write(saying.speaker, writer);
    writer.Text(saying.name);
    writer.Number(saying.named ? 1 : 0);
    writer.Number(saying.content.size());
    for (const news::Span& span : saying.content) {
      Write(span, writer);
    }
  }
  writer.Number(facts.times.size());
  for (const TimeFact& time : facts.times) {
    Write(time.span, writer);
    writer.Text(time.value);
  }
  writer.Number(facts.places.size());
  for (const PlaceFact& place : facts.places) {
    Write(place.span, writer);
    writer.Signed(place.latitude);
    writer.Signed(place.longitude);
  }
}

Facts ReadFacts(ByteReader& reader) {
  Facts facts;
  facts.known = reader.Number() != 0;
  for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
    const news::Span span = ReadSpan(reader);
    facts.names.push_back({span, static_cast<news::NameKind>(reader.Number() & 3U)});
  }
  for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
    Saying saying;
    saying.speaker = ReadSpan(reader);
    saying.name = reader.Text();
    saying.named = reader.Number() != 0;
    for (std::size_t spans = reader.Count(); spans > 0 && reader.fine(); --spans) {
      saying.content.push_back(ReadSpan(reader));
    }
    facts.sayings.push_back(std::move(saying));
  }
  for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
    const news::Span span = ReadSpan(reader);
    facts.times.push_back({span, reader.Text()});
  }
  for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
    PlaceFact place;
    place.span = ReadSpan(reader);
    place.latitude = static_cast<std::int32_t>(reader.Signed());
    place.longitude = static_cast<std::int32_t>(reader.Signed());
    facts.places.push_back(place);
  }
  return facts;
}

void WriteMoment(const std::optional<Moment>& moment, ByteWriter& writer) {
  writer.Number(moment ? 1 : 0);
  if (moment) {
    writer.Signed(moment->at.time_since_epoch().count());
    writer.Number(moment->has_time ? 1 : 0);
    writer.Number(moment->offset ? 1 : 0);
    writer.Signed(moment->offset ? moment->offset->count() : 0);
  }
}

std::optional<Moment> ReadMoment(ByteReader& reader) {
  if (reader.Number() == 0) {
    return std::nullopt;
  }
  Moment moment;
  moment.at = std::chrono::sys_seconds(std::chrono::seconds(reader.Signed()));
  moment.has_time = reader.Number() != 0;
  const bool has_offset = reader.Number() != 0;
  const std::int64_t offset = reader.Signed();
  if (has_offset) {
    moment.offset = std::chrono::minutes(offset);
  }
  return moment;
}

}  // namespace

std::string WriteRecord(const Print& print) {
  ByteWriter writer;
  writer.Bytes(print.words.data(), print.words.size() * sizeof(std::uint32_t));
  writer.Text(print.id.value());
  writer.Number(print.url);
  writer.Number(print.canonical);
  writer.Text(print.publisher);
  writer.Text(print.host);
  for (const std::vector<std::string>* const names : {&print.credits, &print.named}) {
    writer.Number(names->size());
    for (const std::string& name : *names) {
      writer.Text(name);
    }
  }
  writer.Text(print.language);
  WriteMoment(print.published, writer);
  writer.Number(print.length);
  writer.Text(print.text);
  WriteWords(print, writer);
  WriteFacts(print.facts, writer);
  return writer.Take();
}

std::optional<Print> ReadRecord(std::string_view record, std::size_t words) {
  if (record.size() / sizeof(std::uint32_t) < words) {
    return std::nullopt;
  }
  ByteReader reader(record.substr(words * sizeof(std::uint32_t)));
  Print print;
  print.id = news::ArticleId(reader.Text());
  print.url = reader.Number();
  print.canonical = reader.Number();
  print.publisher = reader.Text();
  print.host = reader.Text();
  for (std::vector<std::string>* const names : {&print.credits, &print.named}) {
    for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
      names->push_back(reader.Text());
    }
  }
  print.language = reader.Text();
  print.published = ReadMoment(reader);
  print.length = reader.Small();
  print.text = reader.Text();
  print.words.resize(words);
  std::memcpy(print.words.data(), record.data(), words * sizeof(std::uint32_t));
  ReadWords(reader, words, print);
  print.facts = ReadFacts(reader);
  return reader.fine() ? std::optional(std::move(print)) : std::nullopt;
}

}  // namespace headwater::match
