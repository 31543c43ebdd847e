// What the words about a picture tell: that it is none of the article's, or whose it is.
#pragma once

#include <string>
#include <string_view>

#include "news/article.h"

namespace headwater::extract {

// Whether an address or alternative text says that it is a logo, icon, avatar or pixel.
bool SaysNoPicture(std::string_view words);

// Whether a class or id says so, or that it is an advert, a portrait of the author, a button.
bool NamesNoPicture(std::string_view words);

// Whether an address says that it stands in for a picture that is missing.
bool SaysDefaultPicture(std::string_view address);

// Whether a class or property says that its element names whose the picture is.
bool NamesCredit(std::string_view words);

// "Photo: A. Berg" without its first word.
std::string StripCreditWord(std::string_view credit);

// Parts a caption from its credit: "The dam. Photo: A. Berg", "The dam (AP Photo/A. Berg)", "The dam. © Riverton
// Press".
void PartCredit(news::Picture& picture);

}  // namespace headwater::extract
