// Rules of JSON Feed and ninjs.
#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "test/out/standard_rules.h"

namespace headwater::out {
namespace {

namespace json = boost::json;

// What a member may be.
enum class Kind { kText, kAddress, kTime, kNumber, kFlag, kList, kObject };
using Members = std::map<std::string, Kind, std::less<>>;

bool Fits(const json::value& value, Kind kind) {
  switch (kind) {
    case Kind::kText:
      return value.is_string();
    case Kind::kAddress:
      return value.is_string() && IsUri(value.as_string());
    case Kind::kTime:
      return value.is_string() && IsRfc3339(value.as_string());
    case Kind::kNumber:
      return value.is_number();
    case Kind::kFlag:
      return value.is_bool();
    case Kind::kList:
      return value.is_array();
    case Kind::kObject:
      break;
  }
  return value.is_object();
}

class Checker {
 public:
  void Must(bool good, const std::string& rule) {
    if (!good) {
      faults_.push_back(rule);
    }
  }
  // Members that are known, each as it has to be, and all that are needed.
  void Shape(const json::value& value, const Members& members, const std::vector<std::string>& needed,
             const std::string& where, bool extensions) {
    if (!value.is_object()) {
      faults_.push_back(where + " is an object");
      return;
    }
    for (const auto& member : value.as_object()) {
      const std::string name(member.key());
      const auto known = members.find(name);
      const bool own = extensions && name.size() > 1 && name[0] == '_' && name.find('.') == std::string::npos;
      Must(known != members.end() || own, where + ": no member is called " + name);
      if (known != members.end()) {
        Must(Fits(member.value(), known->second), where + ": " + name + " is not as it has to be");
      }
    }
    for (const std::string& name : needed) {
      Must(value.as_object().contains(name), where + " has " + name);
    }
  }
  Faults Found() { return std::move(faults_); }

 private:
  Faults faults_;
};

std::vector<json::value> ListIn(const json::value& value, std::string_view name) {
  std::vector<json::value> list;
  if (value.is_object() && value.as_object().contains(name) && value.at(name).is_array()) {
    for (const json::value& each : value.at(name).as_array()) {
      list.push_back(each);
    }
  }
  return list;
}

void Authors(Checker& checker, const json::value& of) {
  for (const json::value& author : ListIn(of, "authors")) {
    checker.Shape(author, {{"name", Kind::kText}, {"url", Kind::kAddress}, {"avatar", Kind::kAddress}}, {}, "author",
                  true);
    checker.Must(author.is_object() && !author.as_object().empty(), "an author has a name, an address or a picture");
  }
}

const Members& FeedMembers() {
  static const Members members{
      {"version", Kind::kText},     {"title", Kind::kText},       {"home_page_url", Kind::kAddress},
      {"feed_url", Kind::kAddress}, {"description", Kind::kText}, {"user_comment", Kind::kText},
      {"next_url", Kind::kAddress}, {"icon", Kind::kAddress},     {"favicon", Kind::kAddress},
      {"authors", Kind::kList},     {"language", Kind::kText},    {"expired", Kind::kFlag},
      {"hubs", Kind::kList},        {"items", Kind::kList}};
  return members;
}

const Members& ItemMembers() {
  static const Members members{{"id", Kind::kText},
                               {"url", Kind::kAddress},
                               {"external_url", Kind::kAddress},
                               {"title", Kind::kText},
                               {"content_html", Kind::kText},
                               {"content_text", Kind::kText},
                               {"summary", Kind::kText},
                               {"image", Kind::kAddress},
                               {"banner_image", Kind::kAddress},
                               {"date_published", Kind::kTime},
                               {"date_modified", Kind::kTime},
                               {"authors", Kind::kList},
                               {"tags", Kind::kList},
                               {"language", Kind::kText},
                               {"attachments", Kind::kList}};
  return members;
}

const Members& NinjsMembers() {
  static const Members members{{"uri", Kind::kAddress},
                               {"type", Kind::kText},
                               {"representationType", Kind::kText},
                               {"profile", Kind::kText},
                               {"version", Kind::kText},
                               {"firstCreated", Kind::kTime},
                               {"versionCreated", Kind::kTime},
                               {"contentCreated", Kind::kTime},
                               {"embargoed", Kind::kTime},
                               {"pubStatus", Kind::kText},
                               {"urgency", Kind::kNumber},
                               {"copyrightHolder", Kind::kText},
                               {"copyrightNotice", Kind::kText},
                               {"usageTerms", Kind::kText},
                               {"edNote", Kind::kText},
                               {"language", Kind::kText},
                               {"descriptions", Kind::kList},
                               {"bodies", Kind::kList},
                               {"headlines", Kind::kList},
                               {"people", Kind::kList},
                               {"organisations", Kind::kList},
                               {"places", Kind::kList},
                               {"subjects", Kind::kList},
                               {"infoSources", Kind::kList},
                               {"title", Kind::kText},
                               {"by", Kind::kText},
                               {"slugline", Kind::kText},
                               {"located", Kind::kText},
                               {"renditions", Kind::kList},
                               {"associations", Kind::kList},
                               {"altIds", Kind::kList},
                               {"standard", Kind::kObject},
                               {"genres", Kind::kList},
                               {"expires", Kind::kTime}};
  return members;
}

void Ninjs(Checker& checker, const json::value& item, bool associated) {
  Members members = NinjsMembers();
  if (associated) {
    members.emplace("name", Kind::kText);
  }
  checker.Shape(item, members, associated ? std::vector<std::string>{"uri", "name"} : std::vector<std::string>{"uri"},
                "item", false);
  const std::map<std::string, std::set<std::string>> kWords{
      {"type", {"text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"}},
      {"representationType", {"full", "partial"}},
      {"pubStatus", {"usable", "withheld", "canceled"}}};
  for (const auto& [name, words] : kWords) {
    if (item.is_object() && item.as_object().contains(name) && item.at(name).is_string()) {
      checker.Must(words.contains(std::string(item.at(name).as_string())), name + " is one of the words for it");
    }
  }
  for (const char* const list : {"headlines", "descriptions", "bodies"}) {
    for (const json::value& each : ListIn(item, list)) {
      checker.Shape(each,
                    {{"role", Kind::kText},
                     {"contentType", Kind::kText},
                     {"charCount", Kind::kNumber},
                     {"wordCount", Kind::kNumber},
                     {"value", Kind::kText}},
                    {"value"}, list, false);
    }
  }
  for (const json::value& each : ListIn(item, "infoSources")) {
    checker.Shape(each,
                  {{"name", Kind::kText},
                   {"role", Kind::kText},
                   {"uri", Kind::kAddress},
                   {"literal", Kind::kText},
                   {"contactInfo", Kind::kList}},
                  {}, "infoSources", false);
  }
  for (const json::value& each : ListIn(item, "altIds")) {
    checker.Shape(each, {{"role", Kind::kText}, {"value", Kind::kText}}, {}, "altIds", false);
  }
}

}  // namespace

Faults JsonFeedFaults(const std::string& text) {
  Checker checker;
  const json::value feed = json::parse(text);
  checker.Shape(feed, FeedMembers(), {"version", "title", "items"}, "feed", true);
  checker.Must(feed.at("version") == "https://jsonfeed.org/version/1.1", "the version is 1.1's address");
  Authors(checker, feed);
  for (const json::value& hub : ListIn(feed, "hubs")) {
    checker.Shape(hub, {{"type", Kind::kText}, {"url", Kind::kAddress}}, {"type", "url"}, "hub", true);
  }
  std::set<std::string> ids;
  for (const json::value& item : ListIn(feed, "items")) {
    checker.Shape(item, ItemMembers(), {"id"}, "item", true);
    checker.Must(item.as_object().contains("content_html") || item.as_object().contains("content_text"),
                 "an item has content_html or content_text");
    checker.Must(ids.insert(std::string(item.at("id").as_string())).second, "an id is one item's alone");
    for (const json::value& tag : ListIn(item, "tags")) {
      checker.Must(tag.is_string(), "tags are texts");
    }
    Authors(checker, item);
  }
  return checker.Found();
}

Faults NinjsFaults(const std::string& text) {
  Checker checker;
  const json::value item = json::parse(text);
  Ninjs(checker, item, false);
  if (item.as_object().contains("standard")) {
    checker.Shape(item.at("standard"), {{"name", Kind::kText}, {"version", Kind::kText}, {"schema", Kind::kAddress}},
                  {}, "standard", false);
  }
  for (const json::value& each : ListIn(item, "associations")) {
    Ninjs(checker, each, true);
  }
  return checker.Found();
}

}  // namespace headwater::out
