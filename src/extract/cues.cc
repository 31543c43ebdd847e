// Cuts classes and ids into words (at hyphens, underscores, capitals) and looks them up.
#include "extract/cues.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "tables/tables.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kMaxBytes = 400;

std::uint32_t CueOfName(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::uint32_t>, 11> kNames{{{"drop", kCueDrop},
                                                                               {"body", kCueBody},
                                                                               {"standfirst", kCueStandfirst},
                                                                               {"byline", kCueByline},
                                                                               {"date", kCueDate},
                                                                               {"caption", kCueCaption},
                                                                               {"headline", kCueHeadline},
                                                                               {"paywall", kCuePaywall},
                                                                               {"keep", kCueKeep},
                                                                               {"cut", kCueCut},
                                                                               {"teaser", kCueTeaser}}};
  for (const auto& [each, cue] : kNames) {
    if (each == name) {
      return cue;
    }
  }
  return kCueNone;
}

using CueMap = std::unordered_map<std::string_view, std::uint32_t>;

const CueMap& Map() {
  static const CueMap map = [] {
    CueMap made;
    for (const tables::Row& row : tables::Table("extract_cues")) {
      made[row[0]] |= CueOfName(row[1]);
    }
    return made;
  }();
  return map;
}

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Lower-case words of classes and ids; names (between blanks) are parted by a tab, so that no two of them make a pair.
// Letters right after a digit belong to a hash ("8f1ad5"), and its other letters say as little.
std::vector<std::string> SplitWords(std::string_view text) {
  std::vector<std::string> words(1);
  std::size_t token = 0;  // the first word of the token that is being read
  bool hash = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter = IsUpper(c) || IsLower(c) || static_cast<unsigned char>(c) >= 0x80;
    if (!letter) {
      if (!words.back().empty()) {
        words.emplace_back();
      }
      if (IsDigit(c)) {
        continue;
      }
      if (hash) {
        words.resize(token + 1);
        words.back().clear();
      }
      hash = false;
      if (c == ' ' && (words.size() < 2 || words[words.size() - 2] != "\t")) {
        words.back().push_back('\t');
        words.emplace_back();
      }
      token = words.size() - 1;
      continue;
    }
    hash = hash || (i > 0 && IsDigit(text[i - 1]));
    const bool new_word = IsUpper(c) && i > 0 && IsLower(text[i - 1]);
    if (new_word && !words.back().empty()) {
      words.emplace_back();
    }
    words.back() += IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (hash) {
    words.resize(token);
  }
  return words;
}

// A class that hides by its whole name, unless another shows the element again on wider screens ("hidden md:block").
bool Hides(std::string_view classes) {
  constexpr std::array<std::string_view, 5> kHiding{"hidden", "hide", "is-hidden", "d-none", "display-none"};
  bool hides = false;
  while (!classes.empty()) {
    const std::size_t end = std::min(classes.find_first_of(" \t\r\n"), classes.size());
    const std::string_view name = classes.substr(0, end);
    classes.remove_prefix(std::min(end + 1, classes.size()));
    if (name.find(':') != std::string_view::npos || (name.starts_with("d-") && name != "d-none")) {
      return false;
    }
    hides = hides || std::ranges::find(kHiding, name) != kHiding.end();
  }
  return hides;
}

}  // namespace

std::uint32_t CueReader::OfWords(std::string_view text) {
  if (const auto found = seen_.find(text); found != seen_.end()) {
    return found->second;
  }
  const std::vector<std::string> words = SplitWords(text.substr(0, kMaxBytes));
  std::uint32_t cues = 0;
  std::string pair;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto look = [&cues](const std::string& key) {
      if (const auto found = Map().find(key); found != Map().end()) {
        cues |= found->second;
      }
    };
    look(words[i]);
    if (i + 1 < words.size() && words[i + 1] != "\t" && words[i] != "\t") {
      pair.assign(words[i]);
      pair += ' ';
      pair += words[i + 1];
      look(pair);
    }
  }
  seen_.emplace(text, cues);
  return cues;
}

std::uint32_t CueReader::Of(web::NodeIndex node) {
  const web::HtmlNode& element = page_[node];
  // The id of a heading is made of its words.
  const bool heading = element.tag >= web::Tag::kH1 && element.tag <= web::Tag::kH6;
  std::uint32_t cues = 0;
  for (std::size_t i = 0; i < element.attributes; ++i) {
    const web::HtmlAttribute& attribute = page_.attributes()[element.first_attribute + i];
    const std::string_view name = attribute.name;
    if (name == "class" || (name == "id" && !heading) || name == "data-component" || name == "data-testid" ||
        name == "role" || name == "itemprop" || name == "data-component-name") {
      if (!attribute.value.empty()) {
        cues |= OfWords(attribute.value);
        cues |= name == "class" && Hides(attribute.value) ? kCueDrop : kCueNone;
      }
    }
  }
  return (cues & kCueKeep) != 0 ? cues & ~static_cast<std::uint32_t>(kCueDrop | kCueCut) : cues;
}

bool CueReader::StandsAside(web::NodeIndex at) {
  for (; at != web::kNoNode && at != 0; at = page_[at].parent) {
    const web::Tag tag = page_[at].tag;
    if (tag == web::Tag::kForm || tag == web::Tag::kFooter || tag == web::Tag::kAside || tag == web::Tag::kNav) {
      return true;
    }
    const bool frame =
        tag == web::Tag::kBody || tag == web::Tag::kHtml || tag == web::Tag::kArticle || tag == web::Tag::kMain;
    if (!frame && page_[at].attributes > 0 && (Of(at) & kCueCut) != 0) {
      return true;
    }
  }
  return false;
}

}  // namespace headwater::extract
