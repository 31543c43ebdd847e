// The pictures of an article, with their captions and whose they are.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/cues.h"
#include "extract/prose.h"
#include "news/article.h"
#include "web/html.h"

namespace headwater::extract {

struct PictureHints {
  std::string_view base;                    // that addresses are relative to
  std::span<const news::Picture> declared;  // by linked data and metadata, the more trustworthy first
};

// At most 20, the lead first, their addresses absolute. Icons, pixels, logos, avatars, adverts and teasers' pictures
// are left out. Of one picture's sizes the widest up to 2,048 pixels is taken; captions come without their credit.
std::vector<news::Picture> PicturesOf(const web::HtmlDocument& page, const Blocks& blocks, const Prose& prose,
                                      CueReader& cues, const PictureHints& hints);

}  // namespace headwater::extract
