// Packing prints: small numbers in seven bits a byte, texts behind their size.
#include "match/record.h"

#include <cstring>
#include <utility>
#include <vector>

namespace headwater::match {
namespace {

constexpr std::uint32_t kLow = 0x7F;
constexpr std::uint32_t kMore = 0x80;
constexpr std::uint32_t kGroup = 7;

class Writer {
 public:
  void Number(std::uint64_t value) {
    while (value > kLow) {
      bytes_.push_back(static_cast<char>((value & kLow) | kMore));
      value >>= kGroup;
    }
    bytes_.push_back(static_cast<char>(value));
  }
  void Signed(std::int64_t value) {
    Number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U));
  }
  void Text(std::string_view text) {
    Number(text.size());
    bytes_ += text;
  }
  void Span(const news::Span& span) {
    Number(span.begin);
    Number(span.end - span.begin);
  }
  void Bytes(const void* from, std::size_t size) { bytes_.append(static_cast<const char*>(from), size); }
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t Number() {
    std::uint64_t value = 0;
    for (std::uint32_t shift = 0; at_ < bytes_.size() && shift < 64; shift += kGroup) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & kLow) << shift;
      if (byte <= kLow) {
        return value;
      }
    }
    fine_ = false;
    return 0;
  }
  std::uint32_t Small() { return static_cast<std::uint32_t>(Number()); }
  std::int64_t Signed() {
    const std::uint64_t value = Number();
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
  }
  std::string Text() {
    const std::size_t size = Number();
    if (size > bytes_.size() - at_) {
      fine_ = false;
      return {};
    }
    at_ += size;
    return std::string(bytes_.substr(at_ - size, size));
  }
  std::vector<std::uint8_t> Bytes(std::size_t size) {
    if (size > bytes_.size() - at_) {
      fine_ = false;
      return std::vector<std::uint8_t>(size);
    }
    const char* const from = bytes_.data() + at_;
    at_ += size;
    return {from, from + size};
  }
  news::Span Span() {
    const std::uint32_t begin = Small();
    return {begin, begin + Small()};
  }
  // How many of something follow, each a byte at least.
  std::size_t Count() {
    const std::size_t count = Number();
    fine_ = fine_ && count <= bytes_.size() - at_;
    return fine_ ? count : 0;
  }
  void Require(bool holds) { fine_ = fine_ && holds; }
  bool fine() const { return fine_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool fine_ = true;
};

// Where the words stand and what they look like: three bytes each, or little more.
void WriteWords(const Print& print, Writer& writer) {
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

void ReadWords(Reader& reader, std::size_t words, Print& print) {
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

void WriteFacts(const Facts& facts, Writer& writer) {
  writer.Number(facts.known ? 1 : 0);
  writer.Number(facts.names.size());
  for (const NameFact& name : facts.names) {
    writer.Span(name.span);
    writer.Number(static_cast<std::uint64_t>(name.kind));
  }
  writer.Number(facts.sayings.size());
  for (const Saying& saying : facts.sayings) {
    writer.Span(saying.speaker);
    writer.Text(saying.name);
    writer.Number(saying.named ? 1 : 0);
    writer.Number(saying.content.size());
    for (const news::Span& span : saying.content) {
      writer.Span(span);
    }
  }
  writer.Number(facts.times.size());
  for (const TimeFact& time : facts.times) {
    writer.Span(time.span);
    writer.Text(time.value);
  }
  writer.Number(facts.places.size());
  for (const PlaceFact& place : facts.places) {
    writer.Span(place.span);
    writer.Signed(place.latitude);
    writer.Signed(place.longitude);
  }
}

Facts ReadFacts(Reader& reader) {
  Facts facts;
  facts.known = reader.Number() != 0;
  for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
    const news::Span span = reader.Span();
    facts.names.push_back({span, static_cast<news::NameKind>(reader.Number() & 3U)});
  }
  for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
    Saying saying;
    saying.speaker = reader.Span();
    saying.name = reader.Text();
    saying.named = reader.Number() != 0;
    for (std::size_t spans = reader.Count(); spans > 0 && reader.fine(); --spans) {
      saying.content.push_back(reader.Span());
    }
    facts.sayings.push_back(std::move(saying));
  }
  for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
    const news::Span span = reader.Span();
    facts.times.push_back({span, reader.Text()});
  }
  for (std::size_t left = reader.Count(); left > 0 && reader.fine(); --left) {
    PlaceFact place;
    place.span = reader.Span();
    place.latitude = static_cast<std::int32_t>(reader.Signed());
    place.longitude = static_cast<std::int32_t>(reader.Signed());
    facts.places.push_back(place);
  }
  return facts;
}

void WriteMoment(const std::optional<Moment>& moment, Writer& writer) {
  writer.Number(moment ? 1 : 0);
  if (moment) {
    writer.Signed(moment->at.time_since_epoch().count());
    writer.Number(moment->has_time ? 1 : 0);
    writer.Number(moment->offset ? 1 : 0);
    writer.Signed(moment->offset ? moment->offset->count() : 0);
  }
}

std::optional<Moment> ReadMoment(Reader& reader) {
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
  Writer writer;
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
  Reader reader(record.substr(words * sizeof(std::uint32_t)));
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
