// Words and JSON of subscriptions' rows.
#include "store/feed_rows.h"

#include <array>
#include <boost/json.hpp>

namespace headwater::store {
namespace {

constexpr std::array<std::pair<FeedHealth, std::string_view>, 5> kHealths{{{FeedHealth::kNew, "new"},
                                                                           {FeedHealth::kGood, "good"},
                                                                           {FeedHealth::kFailing, "failing"},
                                                                           {FeedHealth::kPaused, "paused"},
                                                                           {FeedHealth::kGone, "gone"}}};
constexpr std::array<std::pair<FeedSort, std::string_view>, 4> kSorts{{{FeedSort::kFeed, "feed"},
                                                                       {FeedSort::kSitemap, "sitemap"},
                                                                       {FeedSort::kFolder, "folder"},
                                                                       {FeedSort::kMailbox, "mailbox"}}};
constexpr std::array<std::pair<TextFrom, std::string_view>, 3> kTexts{
    {{TextFrom::kPage, "page"}, {TextFrom::kFeed, "feed"}, {TextFrom::kSelected, "selected"}}};

// The first pair is what is meant where no word fits.
template <class Words, class Value>
std::string_view Word(const Words& words, Value value) {
  for (const auto& [each, word] : words) {
    if (each == value) {
      return word;
    }
  }
  return words.front().second;
}

template <class Words>
auto Meaning(const Words& words, std::string_view spelling) {
  for (const auto& [each, word] : words) {
    if (word == spelling) {
      return each;
    }
  }
  return words.front().first;
}

struct TextOption {
  std::string_view name;
  std::string FeedOptions::*text;
};
constexpr std::array<TextOption, 8> kTextOptions{{{"user_agent", &FeedOptions::user_agent},
                                                  {"cookies", &FeedOptions::cookies},
                                                  {"user", &FeedOptions::user},
                                                  {"password", &FeedOptions::password},
                                                  {"proxy", &FeedOptions::proxy},
                                                  {"ca_file", &FeedOptions::ca_file},
                                                  {"keep", &FeedOptions::keep},
                                                  {"drop", &FeedOptions::drop}}};

boost::json::value Parsed(std::string_view json) {
  boost::system::error_code fault;
  boost::json::value value = boost::json::parse({json.data(), json.size()}, fault);
  return fault ? boost::json::value() : value;
}

}  // namespace

std::string_view WordFor(FeedHealth health) { return Word(kHealths, health); }
FeedHealth HealthOf(std::string_view word) { return Meaning(kHealths, word); }
std::string_view WordFor(FeedSort kind) { return Word(kSorts, kind); }
FeedSort SortOf(std::string_view word) { return Meaning(kSorts, word); }

std::string WriteOptions(const FeedOptions& options) {
  if (options == FeedOptions{}) {
    return {};
  }
  boost::json::object object;
  for (const auto& [name, text] : kTextOptions) {
    if (!(options.*text).empty()) {
      object[name] = options.*text;
    }
  }
  if (options.text != TextFrom::kPage) {
    object["text"] = Word(kTexts, options.text);
  }
  if (options.interval) {
    object["minutes"] = options.interval->count();
  }
  return boost::json::serialize(object);
}

FeedOptions ReadOptions(std::string_view json) {
  FeedOptions options;
  const boost::json::value value = json.empty() ? boost::json::value() : Parsed(json);
  const boost::json::object* const object = value.if_object();
  if (object == nullptr) {
    return options;
  }
  for (const auto& [name, text] : kTextOptions) {
    const boost::json::value* const found = object->if_contains(name);
    if (found != nullptr && found->is_string()) {
      options.*text = std::string(found->get_string());
    }
  }
  if (const auto* const text = object->if_contains("text"); text != nullptr && text->is_string()) {
    options.text = Meaning(kTexts, std::string_view(text->get_string()));
  }
  if (const auto* const minutes = object->if_contains("minutes"); minutes != nullptr && minutes->is_int64()) {
    options.interval = std::chrono::minutes(minutes->get_int64());
  }
  return options;
}

std::string WriteAttributes(const Attributes& attributes) {
  if (attributes.empty()) {
    return {};
  }
  boost::json::array list;
  for (const auto& [name, value] : attributes) {
    list.push_back(boost::json::array{name, value});
  }
  return boost::json::serialize(list);
}

Attributes ReadAttributes(std::string_view json) {
  Attributes attributes;
  const boost::json::value value = json.empty() ? boost::json::value() : Parsed(json);
  if (const boost::json::array* const list = value.if_array()) {
    for (const boost::json::value& each : *list) {
      const boost::json::array* const pair = each.if_array();
      if (pair != nullptr && pair->size() == 2 && (*pair)[0].is_string() && (*pair)[1].is_string()) {
        attributes.emplace_back(std::string((*pair)[0].get_string()), std::string((*pair)[1].get_string()));
      }
    }
  }
  return attributes;
}

}  // namespace headwater::store
