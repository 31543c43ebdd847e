// Gathering reservations and drawing the conclusion.
#include "extract/rights.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "extract/rights_words.h"
#include "web/json.h"
#include "web/rsl.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kMaxReservations = 100;
constexpr std::size_t kMaxBytes = 2'000;
constexpr std::size_t kMaxJsonNodes = 20'000;

// One line, without controls, and of no more bytes than are taken; never cut within a character.
std::string Line(std::string_view text) {
  std::size_t end = std::min(text.size(), kMaxBytes);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  std::string line(text.substr(0, end));
  std::ranges::replace_if(
      line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  line.erase(0, begin);
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

// What headers hold may be in any charset, or none.
std::string HeaderLine(std::string_view text) {
  std::string line = Line(text);
  std::ranges::replace_if(
      line, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  return line;
}

void Add(Reservations& found, std::string_view where, std::string says, std::string policy = {}) {
  if (found.size() < kMaxReservations) {
    found.push_back({std::string(where), std::move(says), std::move(policy)});
  }
}

std::string Address(std::string_view base, std::string_view written) {
  return written.empty() || written.size() > kMaxBytes ? std::string()
                                                       : web::ResolveUrl(base, written).value_or(std::string());
}

void AddRobotsHeader(std::string_view value, Reservations& found) {
  for (const RobotsRule& rule : RulesByAgent(HeaderLine(value))) {
    if (rule.agent.empty()) {
      Add(found, "header", "X-Robots-Tag: " + rule.rules);
    } else if (rule.agent == "headwater") {
      Add(found, "header", "X-Robots-Tag: headwater: " + rule.rules);
    }
  }
}

// RFC 8288: `<address>; rel="license"; type="…"`, several parted by commas.
void AddLinkHeader(std::string_view value, std::string_view url, Reservations& found) {
  value = value.substr(0, 4 * kMaxBytes);
  while (!value.empty()) {
    const std::size_t open = value.find('<');
    const std::size_t close = open == std::string_view::npos ? open : value.find('>', open);
    if (close == std::string_view::npos) {
      return;
    }
    const std::size_t next = std::min(value.find('<', close), value.size());
    const std::string parameters = ascii::Lower(value.substr(close, next - close));
    const std::size_t rel = parameters.find("rel=");
    const std::string of_rel =
        rel == std::string::npos ? std::string() : parameters.substr(rel, parameters.find(';', rel) - rel);
    const std::string address = Address(url, value.substr(open + 1, close - open - 1));
    if (of_rel.find("license") != std::string::npos && !address.empty()) {
      Add(found, "header", "license: " + address, address);
    }
    value.remove_prefix(next);
  }
}

// Licences of pictures and films within an article are theirs alone.
bool IsText(const boost::json::object& object) {
  const boost::json::value* const type = object.if_contains("@type");
  const std::string types = type == nullptr ? std::string() : boost::json::serialize(*type);
  constexpr std::array<std::string_view, 5> kTexts{"Article", "Posting", "WebPage", "Report", "CreativeWork"};
  return std::ranges::any_of(kTexts, [&](std::string_view each) { return types.find(each) != std::string::npos; });
}

std::string AddressOf(const boost::json::value& value) {
  if (const boost::json::string* const text = value.if_string()) {
    return std::string(*text);
  }
  const std::string id = web::JsonText(value, "@id");
  return id.empty() ? web::JsonText(value, "url") : id;
}

// TDMRep, 6.4: what is nearer to the text supersedes what is farther.
int Nearness(const std::string& where) {
  constexpr std::array<std::pair<std::string_view, int>, 3> kNear{{{"meta", 3}, {"header", 2}, {"tdmrep.json", 1}}};
  const auto* const known = std::ranges::find(kNear, where, &std::pair<std::string_view, int>::first);
  return known == kNear.end() ? 0 : known->second;
}

constexpr std::string_view kTdm = "tdm-reservation";

bool IsTdm(const Said& said) {
  return said.name == kTdm && said.members.size() == 1 && (said.members[0].word == "0" || said.members[0].word == "1");
}

constexpr int kLeast = 3;

// What weighs most is named first: it says why there is no text.
int Weight(const news::Rights& alone) {
  if (alone.withdrawn || !alone.text) {
    return 0;
  }
  if (alone.not_before || alone.not_after) {
    return 1;
  }
  return alone.mining && alone.listing && alone.page && alone.pictures ? kLeast : 2;
}

// True where another reservation of the same kind goes before this one.
bool IsSuperseded(std::size_t at, const Reservations& found, const std::vector<Said>& said) {
  for (std::size_t other = 0; other < found.size(); ++other) {
    const bool by_agent =
        said[at].name == "robots" && said[other].name == "robots" && said[other].for_us && !said[at].for_us;
    const bool by_nearness =
        IsTdm(said[at]) && IsTdm(said[other]) && Nearness(found[other].where) > Nearness(found[at].where);
    if (by_agent || by_nearness) {
      return true;
    }
  }
  return false;
}

}  // namespace

void FindInHeaders(const news::Page& page, Reservations& found) {
  std::string policy;
  for (const auto& [name, value] : page.headers) {
    policy = name == "tdm-policy" ? Address(page.url, HeaderLine(value)) : policy;
  }
  for (const auto& [name, value] : page.headers) {
    if (name == "x-robots-tag") {
      AddRobotsHeader(value, found);
    } else if (name == kTdm) {
      Add(found, "header", "tdm-reservation: " + HeaderLine(value), policy);
    } else if (name == "content-signal") {
      Add(found, "header", "Content-Signal: " + HeaderLine(value));
    } else if (name == "content-usage") {
      Add(found, "header", "Content-Usage: " + HeaderLine(value));
    } else if (name == "link") {
      AddLinkHeader(value, page.url, found);
    }
  }
}

void ReservationFinder::Meta(web::NodeIndex at) {
  const std::string name = ascii::Lower(html_.Attribute(at, "name"));
  const std::string content = Line(html_.Attribute(at, "content"));
  if (name == "tdm-reservation") {
    tdm_ = content;
  } else if (name == "tdm-policy") {
    policy_ = Address(url_, content);
  } else if (name == "robots" || name == "headwater" || name == "content-signal" || name == "content-usage") {
    Add(found_, "meta", name + ": " + content);
  } else if (name == "dc.rights" || name == "dcterms.rights" || name == "dcterms.license") {
    Add(found_, "meta", (name == "dcterms.license" ? "license: " : "rights: ") + content, Address({}, content));
  }
}

void ReservationFinder::Link(web::NodeIndex at) {
  const std::string rel = ' ' + ascii::Lower(html_.Attribute(at, "rel")) + ' ';
  const std::string address =
      rel.find(" license ") == std::string::npos ? std::string() : Address(url_, html_.Attribute(at, "href"));
  if (!address.empty()) {
    Add(found_, "meta", "license: " + address, address);
  }
}

void ReservationFinder::Rsl(std::string_view text) {
  for (const web::RslTerm& term : web::RslTermsFor(web::ReadRsl(text), url_)) {
    if (std::string says = web::WordsOf(term); !says.empty()) {
      Add(found_, "rsl", std::move(says));
    }
  }
}

void ReservationFinder::LinkedData(std::string_view text, const boost::json::value& root) {
  if (text.find("\"license\"") == std::string_view::npos && text.find("\"usageInfo\"") == std::string_view::npos) {
    return;
  }
  std::vector<const boost::json::value*> open{&root};
  for (std::size_t seen = 0; !open.empty() && seen < kMaxJsonNodes; ++seen) {
    const boost::json::value& value = *open.back();
    open.pop_back();
    if (const boost::json::array* const list = value.if_array()) {
      for (const boost::json::value& each : *list) {
        open.push_back(&each);
      }
    }
    const boost::json::object* const object = value.if_object();
    if (object == nullptr) {
      continue;
    }
    for (const char* const name : {"license", "usageInfo"}) {
      const boost::json::value* const said = object->if_contains(name);
      const std::string words = said == nullptr || !IsText(*object) ? std::string() : Line(AddressOf(*said));
      if (!words.empty()) {
        Add(found_, "json-ld", std::string(name) + ": " + words, Address(url_, words));
      }
    }
    for (const auto& member : *object) {
      open.push_back(&member.value());
    }
  }
}

Reservations ReservationFinder::Take() {
  if (!tdm_.empty()) {
    Add(found_, "meta", "tdm-reservation: " + tdm_, policy_);
  }
  return std::move(found_);
}

std::optional<news::Rights> Conclude(Reservations found) {
  found.resize(std::min(found.size(), kMaxReservations));
  std::vector<Said> said;
  said.reserve(found.size());
  for (news::Reservation& each : found) {
    each.says = Line(each.says);
    said.push_back(TakeApart(each.says));
  }
  news::Rights rights;
  std::vector<std::pair<int, news::Reservation>> ranked;
  bool denied_elsewhere = false;
  for (std::size_t at = 0; at < found.size(); ++at) {
    news::Rights alone;
    const bool superseded = IsSuperseded(at, found, said);
    bool reserves = said[at].members.empty();
    for (const Member& member : said[at].members) {
      reserves = Apply(said[at].name, member, alone) != Meaning::kPermits || reserves;
      if (!superseded) {
        Apply(said[at].name, member, rights);
      }
    }
    denied_elsewhere = denied_elsewhere || (superseded && reserves && said[at].name == kTdm);
    const auto same = [&](const std::pair<int, news::Reservation>& other) {
      return other.second.where == found[at].where && other.second.says == found[at].says;
    };
    if (reserves && std::ranges::none_of(ranked, same)) {
      ranked.emplace_back(superseded ? kLeast : Weight(alone), found[at]);
    }
  }
  std::ranges::stable_sort(ranked, {}, &std::pair<int, news::Reservation>::first);
  std::ranges::transform(ranked, std::back_inserter(rights.reservations), &std::pair<int, news::Reservation>::second);
  // A permission is worth recording where it goes before a reservation.
  for (std::size_t at = 0; at < found.size() && denied_elsewhere; ++at) {
    if (IsTdm(said[at]) && said[at].members[0].word == "0" && !IsSuperseded(at, found, said)) {
      rights.reservations.push_back(found[at]);
    }
  }
  return rights.reservations.empty() ? std::nullopt : std::optional(std::move(rights));
}

std::optional<news::Rights> RightsOf(const news::Page& page) {
  Reservations found = page.reservations;
  FindInHeaders(page, found);
  return Conclude(std::move(found));
}

bool Reserves(const news::Rights& rights, std::string_view word) {
  const std::size_t equals = std::min(word.find_first_of("=:"), word.size());
  const std::string name = ascii::Lower(Line(word.substr(0, equals)));
  const std::string value = ascii::Lower(Line(word.substr(std::min(equals + 1, word.size()))));
  return std::ranges::any_of(rights.reservations, [&](const news::Reservation& reservation) {
    const Said said = TakeApart(reservation.says);
    return std::ranges::any_of(said.members, [&](const Member& member) {
      return member.word == name && (value.empty() || member.value == value);
    });
  });
}

}  // namespace headwater::extract
