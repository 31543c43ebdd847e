// Fields of addresses and bodies.
#include "reader/parameters.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "base/ascii.h"
#include "http/address.h"
#include "text/utf8.h"
#include "web/message.h"

namespace headwater::reader {
namespace {

constexpr std::size_t kMostSegments = 64;

std::string Decoded(std::string_view text, bool plus_is_blank) {
  return text::RepairUtf8(http::PercentDecode(text, plus_is_blank));
}

std::string_view QueryOf(std::string_view target) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  const std::string_view query = target.substr(std::min(mark + 1, target.size()));
  return query.substr(0, query.find('#'));
}

}  // namespace

Parameters Parameters::Of(const http::Request& request) {
  Parameters parameters;
  parameters.Add(QueryOf(request.target));
  const std::string type = ascii::Lower(web::FindHeader(request.headers, "content-type"));
  if (type.starts_with("multipart/form-data")) {
    const std::string_view as_sent = web::FindHeader(request.headers, "content-type");
    for (auto& [name, value] : http::ParseMultipart(as_sent, request.body)) {
      parameters.fields_.emplace_back(name, text::RepairUtf8(value));
    }
  } else if (type.empty() || type.starts_with("application/x-www-form-urlencoded")) {
    parameters.Add(request.body);
  }
  return parameters;
}

void Parameters::Add(std::string_view encoded) {
  while (!encoded.empty() && fields_.size() < kMostFields) {
    const std::string_view pair = encoded.substr(0, encoded.find('&'));
    encoded.remove_prefix(std::min(encoded.size(), pair.size() + 1));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (equals > 0) {
      fields_.emplace_back(Decoded(pair.substr(0, equals), true),
                           Decoded(ascii::Trim(pair.substr(std::min(pair.size(), equals + 1))), true));
    }
  }
}

bool Parameters::Has(std::string_view name) const {
  return std::ranges::any_of(fields_, [&](const auto& field) { return field.first == name; });
}

std::string_view Parameters::One(std::string_view name) const {
  for (const auto& [each, value] : fields_) {
    if (each == name) {
      return ascii::Trim(value);
    }
  }
  return {};
}

std::vector<std::string_view> Parameters::All(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [each, value] : fields_) {
    if (each == name && !ascii::Trim(value).empty()) {
      values.push_back(ascii::Trim(value));
    }
  }
  return values;
}

std::vector<std::string_view> Parameters::Different(std::string_view name) const {
  std::vector<std::string_view> values;
  std::unordered_set<std::string_view> known;
  for (const std::string_view value : All(name)) {
    if (known.insert(value).second) {
      values.push_back(value);
    }
    if (values.size() == kMostDifferent) {
      break;
    }
  }
  return values;
}

std::vector<std::string_view> Parameters::Sent(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [each, value] : fields_) {
    if (each == name) {
      values.push_back(ascii::Trim(value));
    }
  }
  return values;
}

std::optional<std::int64_t> Parameters::Number(std::string_view name) const { return ReadDecimal(One(name)); }

std::vector<std::string> PathOf(std::string_view target) {
  std::vector<std::string> path;
  std::string_view rest = target.substr(0, target.find_first_of("?#"));
  rest.remove_prefix(rest.starts_with('/') ? 1 : 0);
  while (path.size() < kMostSegments) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    path.push_back(Decoded(rest.substr(0, slash), false));
    if (slash == rest.size()) {
      break;
    }
    rest.remove_prefix(slash + 1);
  }
  return path;
}

std::string RestOf(const std::vector<std::string>& path, std::size_t from) {
  std::string rest;
  for (std::size_t n = from; n < path.size(); ++n) {
    rest.append(n == from ? "" : "/").append(path[n]);
  }
  return rest;
}

std::optional<std::int64_t> ReadDecimal(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && fault == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                                   : std::nullopt;
}

}  // namespace headwater::reader
