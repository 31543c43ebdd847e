// What articles are about, in the few words that sections of news are known by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"

namespace headwater::store {

// The words that subjects are known by in rows, addresses and phrases (`politics`), in the order in which they are
// shown.
const std::vector<std::string_view>& Subjects();
bool IsSubject(std::string_view word);

// By the publisher's own section, then by the words of headline and opening (data/subjects.tsv): none, one, or two
// where the second is nearly as plain as the first.
std::vector<std::string> SubjectsOf(const news::Article& article);

}  // namespace headwater::store
