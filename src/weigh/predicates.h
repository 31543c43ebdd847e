// Whether two clauses say something of the same: the same verb, and nobody else as its subject.
#pragma once

#include <string_view>

namespace headwater::weigh {

enum class Likeness { kUnknown, kSame, kOther };

// kUnknown for languages that no grammar is known of. The same only where the first affirms its verb and the second
// negates it, or is denied as it stands by the word that introduces it.
Likeness ComparePredicates(std::string_view language, std::string_view affirming, std::string_view denying,
                           bool denied_by_cue);

}  // namespace headwater::weigh
