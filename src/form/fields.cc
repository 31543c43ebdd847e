// Typed access to JSON objects.
#include "form/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

#include "web/json.h"

namespace headwater::form {
namespace {

json::string_view Key(std::string_view name) { return {name.data(), name.size()}; }

std::string Plain(const json::string& text) { return {text.data(), text.size()}; }

}  // namespace

const json::value* Fields::Find(std::string_view name) const {
  const json::value* const value = object_.if_contains(Key(name));
  return value == nullptr || value->is_null() ? nullptr : value;
}

void Fields::Wrong(std::string_view name, std::string_view wanted) const {
  if (fault_.empty()) {
    fault_ = fmt::format("field \"{}\" is not {}", name, wanted);
  }
}

std::string Fields::Text(std::string_view name) const {
  const json::value* const value = Find(name);
  if (value == nullptr) {
    return {};
  }
  if (const json::string* const text = value->if_string()) {
    return Plain(*text);
  }
  Wrong(name, "a text");
  return {};
}

std::string Fields::Id(std::string_view name) const {
  const json::value* const value = Find(name);
  return value != nullptr && value->is_number() ? json::serialize(*value) : Text(name);
}

std::vector<std::string> Fields::Texts(std::string_view name) const {
  std::vector<std::string> texts;
  const json::array* const array = Array(name);
  if (array == nullptr) {
    return texts;
  }
  for (const json::value& each : *array) {
    if (const json::string* const text = each.if_string()) {
      texts.push_back(Plain(*text));
    } else {
      Wrong(name, "a list of texts");
    }
  }
  return texts;
}

bool Fields::Flag(std::string_view name, bool otherwise) const {
  const json::value* const value = Find(name);
  if (value == nullptr) {
    return otherwise;
  }
  if (const bool* const flag = value->if_bool()) {
    return *flag;
  }
  Wrong(name, "true or false");
  return otherwise;
}

std::optional<double> Fields::Number(std::string_view name, double least, double most) const {
  const json::value* const value = Find(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  const double number = value->is_number() ? value->to_number<double>() : least - 1;
  if (!(number >= least && number <= most)) {
    Wrong(name, fmt::format("a number from {} to {}", least, most));
    return std::nullopt;
  }
  // -0.0 is written as -0, a whole number, and read as 0.
  return number + 0.0;
}

std::optional<std::int64_t> Fields::Whole(std::string_view name) const {
  constexpr double kMost = 9e15;
  const auto number = Number(name, -kMost, kMost);
  return number ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

std::optional<Moment> Fields::Time(std::string_view name) const {
  const std::string text = Text(name);
  if (text.empty()) {
    return std::nullopt;
  }
  const auto moment = ParseMoment(text);
  if (!moment) {
    Wrong(name, "a time as in RFC 3339, or a day");
  }
  return moment;
}

std::optional<std::chrono::year_month_day> Fields::Day(std::string_view name) const {
  const auto moment = Time(name);
  return moment ? std::optional(DayOf(*moment)) : std::nullopt;
}

std::uint32_t Fields::Offset(std::string_view name) const {
  const auto whole = Whole(name);
  if (!whole) {
    return 0;
  }
  if (*whole < 0 || *whole > std::numeric_limits<std::uint32_t>::max()) {
    Wrong(name, "an offset");
    return 0;
  }
  return static_cast<std::uint32_t>(*whole);
}

news::Span Fields::Stretch(std::string_view begin, std::string_view end) const { return {Offset(begin), Offset(end)}; }

std::optional<std::uint32_t> Fields::Mark() const {
  return Find("mark") == nullptr ? std::nullopt : std::optional(Offset("mark"));
}

const json::object* Fields::Object(std::string_view name) const {
  const json::value* const value = Find(name);
  if (value == nullptr) {
    return nullptr;
  }
  const json::object* const object = value->if_object();
  if (object == nullptr) {
    Wrong(name, "an object");
  }
  return object;
}

const json::array* Fields::Array(std::string_view name) const {
  const json::value* const value = Find(name);
  if (value == nullptr) {
    return nullptr;
  }
  const json::array* const array = value->if_array();
  if (array == nullptr) {
    Wrong(name, "a list");
  }
  return array;
}

void Put(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) {
    object[Key(name)] = Key(text);
  }
}

void Put(json::object& object, std::string_view name, const std::vector<std::string>& texts) {
  if (!texts.empty()) {
    json::array list;
    list.reserve(texts.size());
    for (const std::string& text : texts) {
      list.emplace_back(Key(text));
    }
    object[Key(name)] = std::move(list);
  }
}

void Put(json::object& object, std::string_view name, const std::optional<Moment>& moment) {
  if (moment) {
    Put(object, name, FormatMoment(*moment));
  }
}

void Put(json::object& object, const news::Span& span) {
  object["begin"] = span.begin;
  object["end"] = span.end;
}

void PutMark(json::object& object, const std::optional<std::uint32_t>& mark) {
  if (mark) {
    object["mark"] = *mark;
  }
}

std::string Serialize(const json::value& value) {
  const std::string written = json::serialize(value);
  std::string plain;
  plain.reserve(written.size());
  std::size_t copied = 0;  // of what is written, as it is
  for (std::size_t at = 0; at < written.size();) {
    const char c = written[at];
    if (c == '"') {
      for (++at; at < written.size() && written[at] != '"'; ++at) {
        // A backslash takes the next character with it, a quotation mark perhaps.
        at += written[at] == '\\' ? 1U : 0U;
      }
      ++at;
      continue;
    }
    if (c != '-' && (c < '0' || c > '9')) {
      ++at;
      continue;
    }
    const std::size_t end = std::min(written.find_first_not_of("+-.0123456789eE", at), written.size());
    const std::string_view number = std::string_view(written).substr(at, end - at);
    double read = 0;
    if (number.find('E') != std::string_view::npos &&
        std::from_chars(number.data(), number.data() + number.size(), read).ec == std::errc{}) {
      plain.append(written, copied, at - copied);
      fmt::format_to(std::back_inserter(plain), "{}", read);
      copied = end;
    }
    at = end;
  }
  return plain.append(written, copied);
}

json::object WriteEvidence(const news::Evidence& evidence) {
  json::object object;
  Put(object, evidence.span);
  Put(object, "text", evidence.text);
  PutMark(object, evidence.mark);
  return object;
}

news::Evidence ReadEvidence(const Fields& fields) { return {fields.Stretch(), fields.Text("text"), fields.Mark()}; }

Result<json::value> ParseObject(std::string_view text, std::string_view what) {
  auto value = web::ParseJson(text, {.max_depth = 32, .max_bytes = std::numeric_limits<std::size_t>::max()});
  if (!value) {
    return Fail(Fault::kBadInput, fmt::format("{}: {}", what, value.error().text));
  }
  if (!value->is_object()) {
    return Fail(Fault::kBadInput, fmt::format("{}: no JSON object", what));
  }
  return value;
}

json::object EnclosureObject(const news::Enclosure& enclosure) {
  json::object object;
  Put(object, "url", enclosure.url);
  Put(object, "type", enclosure.type);
  if (enclosure.length) {
    object["length"] = *enclosure.length;
  }
  return object;
}

news::Enclosure EnclosureFrom(const Fields& fields) {
  return {fields.Text("url"), fields.Text("type"), fields.Whole("length")};
}

}  // namespace headwater::form
