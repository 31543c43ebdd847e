// Telling the furniture of a page from its prose, line by line, by the phrases of data/furniture.tsv.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "extract/plain_tokens.h"

namespace headwater::extract {

enum class Furniture {
  kNone,
  kRegion,      // not to be had where the reader is
  kPaywall,     // goes on for subscribers
  kComment,     // asks for, or leads to, comments
  kShare,       // share and follow lines
  kSignup,      // newsletters, accounts, applications
  kCookie,      // consent
  kAdvert,      // advertisement, sponsored
  kNavigate,    // menus, back to top, media players, tags
  kRelated,     // a heading that other pages' headlines stand under
  kPointer,     // a line that leads to one other page
  kCaption,     // of a picture, with its credit
  kLetter,      // how to write to the reporters
  kContact,     // how to reach an office
  kCorrection,  // what was changed in the text
  kNotice,      // editor's notes, rights, terms
  kSource,      // names whose report it is: "Source: …"
  kDesk,        // who else worked on the report
  kPublisher,   // what the site says of itself
};

struct FurnitureLine {
  Furniture kind = Furniture::kNone;
  // Where the phrase that told it begins and ends, in bytes.
  std::size_t begin = 0;
  std::size_t end = 0;
};

// `tokens` are the line's.
FurnitureLine JudgeLine(std::string_view line, const std::vector<Token>& tokens);

// Whether the line is filled by nothing but phrases of menus, buttons and headings, counts and signs.
bool FilledByButtons(const std::vector<Token>& tokens);

// Signs of a template rather than words: `spot_imgspot_img`, hashes, lone numbers, addresses.
bool IsDebris(std::string_view line, const std::vector<Token>& tokens);

}  // namespace headwater::extract
