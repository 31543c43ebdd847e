// An answer as JSON: what the API, the command and assistants are given.
#pragma once

#include <string>
#include <string_view>

#include "check/check.h"
#include "store/checks.h"

namespace headwater::check {

// One line. Every article, story and speaker has its page: `base` (`https://vellmar.example/`, or `../`) and the
// address below it. Nouns are written as the command-line contract has them:
//
// {"kind":"quotation","asked":"…","found":true,"likeness":"same","sure":1,
//  "first":{line},"first_of_story":{line},"article":{line},"origin":{origin},"complete":true,
//  "chain":[{"name":"…","how":"copy","confidence":0.97,"article":"…","page":"…","url":"…","evidence":["…"]}],
//  "story":{"story":"…","headline":"…","page":"…","articles":23},"independent":{"least":2,"most":9,"untraced":7},
//  "places":[{line,"words":"…","likeness":"same","sure":1,"bearing":"unknown"}],"more_places":false,
//  "said":[{"speaker":"…","entity":"…","speaker_page":"…","type":"…","said":"…","words":"…","likeness":"same","sure":1,
//           "bearing":"supports","article":{line},"articles":3,"independent":{…}}],
//  "changes":[{"what":"number","before":"…","after":"…","article":{line},"of":{line}}],"revisions":[{revision}],
//  "corrected":{"carries_old_words":true,"copies_with_old_words":2},
//  "disagreements":[…],"figures":[…],"more_disagreements":0}
//
// A line is {"id","url","page","headline","publisher","published","seen","language"}.
std::string WriteAnswer(const Answer& answer, std::string_view base);

// {"check":"…","page":"…","state":"fetching","ended":false,"address":"…","error":"…"}
std::string WriteCheck(const store::Check& check, std::string_view base);

}  // namespace headwater::check
