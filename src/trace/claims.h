// Claims: what an article itself says about where it has its news from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "news/article.h"
#include "news/origin.h"
#include "trace/outlets.h"
#include "trace/wordings.h"

namespace headwater::trace {

struct Claim {
  news::HopHow how = news::HopHow::kCredit;
  std::string name;  // as the tables or the article write it
  std::string url;
  std::uint64_t url_key = 0;       // of the address, as addresses are compared; 0 where there is none
  std::optional<OutletId> outlet;  // where it is one of the window
  bool names_no_one = false;       // "wire reports"
  bool in_lead = false;            // within the first sentence or two
  bool early = false;              // within the first paragraphs
  bool retells = false;            // its view is given: "X emphasizes"
  bool news_in_lead = false;       // the article opens with its report
  bool told_in_lead = false;       // the article opens with what was said to it
  Extent extent = Extent::kWhole;  // of a credit
  std::vector<news::Evidence> evidence;

  // Says that the text is from there, not only that something was read or heard there.
  bool IsCredit() const { return how <= news::HopHow::kDeclared; }
};

// Says the article who answers for it: an outlet, a person, a credit, an address?
bool IsSigned(const news::Article& article);

// Does all that it reports come from speakers who are not named, from its first sentence on? Empty if not; else those
// words.
std::vector<news::Evidence> UnnamedGround(const news::Article& article);

// The part of the article that is in what the claim's source published or was told.
double PartTold(const news::Article& article, const Claim& claim);

// One claim a source, the strongest way first; what an article says of its own outlet is left out.
std::vector<Claim> FindClaims(const news::Article& article, std::optional<OutletId> own, const Outlets& outlets);

}  // namespace headwater::trace
