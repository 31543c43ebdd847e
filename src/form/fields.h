// The fields of a JSON object, read and written with their types checked; inside the room only.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/moment.h"
#include "base/result.h"
#include "news/feed.h"
#include "news/span.h"
#include "news/spelling.h"

namespace headwater::form {

namespace json = boost::json;

// Reads fields one by one. A field that is missing or null gives nothing; one of the wrong type gives nothing as well,
// and is noted in `fault` (the first only). Borrows the object and the fault.
class Fields {
 public:
  Fields(const json::object& object, std::string& fault) : object_(object), fault_(fault) {}

  std::string Text(std::string_view name) const;
  // A text, or a number as it is written: ids that were numbers where they came from are common.
  std::string Id(std::string_view name) const;
  std::vector<std::string> Texts(std::string_view name) const;
  bool Flag(std::string_view name, bool otherwise = false) const;
  std::optional<double> Number(std::string_view name, double least, double most) const;
  // From 0 to 1: a confidence, a part of the whole.
  std::optional<double> Share(std::string_view name) const { return Number(name, 0, 1); }
  std::optional<std::int64_t> Whole(std::string_view name) const;
  std::optional<Moment> Time(std::string_view name) const;
  std::optional<std::chrono::year_month_day> Day(std::string_view name) const;
  news::Span Stretch(std::string_view begin = "begin", std::string_view end = "end") const;
  std::optional<std::uint32_t> Mark() const;
  const json::object* Object(std::string_view name) const;

  // Reads each object of a list with `read(const Fields&)`.
  template <class Read>
  auto List(std::string_view name, Read read) const {
    std::vector<decltype(read(*this))> list;
    const json::array* const array = Array(name);
    if (array == nullptr) {
      return list;
    }
    list.reserve(array->size());
    for (const json::value& each : *array) {
      if (const json::object* const object = each.if_object()) {
        list.push_back(read(Fields(*object, fault_)));
      } else {
        Wrong(name, "a list of objects");
      }
    }
    return list;
  }

  // An enumerator by its word; `otherwise` where the word is not known.
  template <class Enum>
  Enum Word(std::string_view name, Enum otherwise) const {
    return news::Unspell<Enum>(Text(name)).value_or(otherwise);
  }

  std::string& fault() const { return fault_; }

 private:
  const json::value* Find(std::string_view name) const;
  const json::array* Array(std::string_view name) const;
  std::uint32_t Offset(std::string_view name) const;
  void Wrong(std::string_view name, std::string_view wanted) const;

  const json::object& object_;
  std::string& fault_;
};

// Writing: what is empty or absent is left out.
void Put(json::object& object, std::string_view name, std::string_view text);
void Put(json::object& object, std::string_view name, const std::vector<std::string>& texts);
void Put(json::object& object, std::string_view name, const std::optional<Moment>& moment);
void Put(json::object& object, const news::Span& span);
void PutMark(json::object& object, const std::optional<std::uint32_t>& mark);
json::object EnclosureObject(const news::Enclosure& enclosure);
news::Enclosure EnclosureFrom(const Fields& fields);

// A list of objects, one by `write(each)`; left out when empty.
template <class Items, class Write>
void PutList(json::object& object, std::string_view name, const Items& items, Write write) {
  if (items.empty()) {
    return;
  }
  json::array list;
  list.reserve(items.size());
  for (const auto& item : items) {
    list.emplace_back(write(item));
  }
  object[name] = std::move(list);
}

// As json::serialize, but numbers are written as people write them: 0.99, not 9.9E-1.
std::string Serialize(const json::value& value);

json::object WriteEvidence(const news::Evidence& evidence);
news::Evidence ReadEvidence(const Fields& fields);

// Parses one object and reads it; `what` names it in errors.
Result<json::value> ParseObject(std::string_view text, std::string_view what);

template <class Noun, class Read>
Result<Noun> ReadNoun(std::string_view text, std::string_view what, Read read) {
  auto value = ParseObject(text, what);
  if (!value) {
    return tl::unexpected(std::move(value).error());
  }
  std::string fault;
  Noun noun = read(Fields(value->get_object(), fault));
  if (!fault.empty()) {
    return Fail(Fault::kBadInput, std::string(what) + ": " + fault);
  }
  return noun;
}

}  // namespace headwater::form
