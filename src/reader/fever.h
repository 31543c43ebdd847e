// Fever: one address for all questions and marks (its documentation, API version 3).
#pragma once

#include "http/message.h"
#include "reader/parameters.h"
#include "reader/reader.h"

namespace headwater::reader {

// 200 as apps expect, while the store answers: `auth` says whether the key was one of ours.
http::Reply AnswerFever(const Call& call, const Parameters& parameters);

}  // namespace headwater::reader
