// Weighed accounts as JSON: positions, disagreements, differing figures.
#pragma once

#include <string>

#include "news/account.h"

namespace headwater::form {

// {"article":…,"publisher":…,"published":…,"position":3,"speaker":…,"entity":…,"type":"denial","words":…,
//  "clause":{"begin":0,"end":30},"ground":{…},"articles":2,"independent":{"least":1,"most":2,"untraced":1}}
std::string WriteAccount(const news::Account& account);
// {"speaker":…,"entity":…,"words":…,"moved":true,"turns":[{"stance":"open","turned":false,"account":{…}}]}
std::string WriteMatter(const news::Matter& matter);
// {"kind":"denial","one":{…},"other":{…},"sure":0.8}
std::string WriteDisagreement(const news::Disagreement& disagreement);
// {"thing":"killed","kind":"differ","values":[{"value":12,"bound":"at least","accounts":[…]}]}
std::string WriteSpread(const news::Spread& spread);

}  // namespace headwater::form
