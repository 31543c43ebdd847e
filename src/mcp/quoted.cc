// Cleans and marks what is passed on.
#include "mcp/quoted.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "text/utf8.h"

namespace headwater::mcp {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};
// Controls, soft hyphen, marks of direction, invisible operators, variation selectors, interlinear and tag characters,
// private use.
constexpr std::array<Range, 15> kUnseen{{{0x00, 0x1F},
                                         {0x7F, 0x9F},
                                         {0xAD, 0xAD},
                                         {0x61C, 0x61C},
                                         {0x115F, 0x1160},
                                         {0x180B, 0x180F},
                                         {0x200B, 0x200F},
                                         {0x2028, 0x202E},
                                         {0x2060, 0x206F},
                                         {0xFE00, 0xFE0F},
                                         {0xFEFF, 0xFEFF},
                                         {0xFFF0, 0xFFFB},
                                         {0xE000, 0xF8FF},
                                         {0xE0000, 0xE0FFF},
                                         {0xF0000, 0x10FFFF}}};

bool IsUnseen(char32_t c) {
  return std::ranges::any_of(kUnseen, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Fields whose texts are words of our own.
constexpr std::array<std::string_view, 8> kOwn{"bearing", "type", "kind",     "likeness",
                                               "how",     "what", "sentence", "notice"};

bool NeedsMark(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c == ' ' || static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

std::string Clean(std::string_view words, std::size_t most) {
  std::string clean;
  std::size_t count = 0;
  bool blank = true;
  for (std::size_t at = 0; at < words.size();) {
    const char32_t c = text::NextCodePoint(words, at);
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0xA0 || c == 0x2028 || c == 0x2029;
    if (space) {
      if (!blank) {
        clean += ' ';
        ++count;
      }
      blank = true;
      continue;
    }
    if (IsUnseen(c)) {
      continue;
    }
    if (count >= most) {
      clean += "…";
      break;
    }
    blank = false;
    text::AppendCodePoint(clean, c == 0x27E6 ? U'[' : c == 0x27E7 ? U']' : c);
    ++count;
  }
  while (clean.ends_with(' ')) {
    clean.pop_back();
  }
  return clean;
}

std::string Quoted(std::string_view words, const Limits& limits) {
  const std::string clean = Clean(words, limits.max_quoted);
  return clean.empty() ? "(nothing)" : fmt::format("⟦{}⟧", clean);
}

void QuoteAll(boost::json::value& value, const Limits& limits) {
  struct Step {
    boost::json::value* value;
    bool own;
  };
  std::vector<Step> steps{{&value, false}};
  while (!steps.empty()) {
    const Step step = steps.back();
    steps.pop_back();
    if (boost::json::string* const text = step.value->if_string()) {
      const std::string clean = Clean(std::string_view(text->data(), text->size()), limits.max_quoted);
      *step.value = !step.own && NeedsMark(clean) ? fmt::format("⟦{}⟧", clean) : clean;
    } else if (boost::json::array* const list = step.value->if_array()) {
      list->resize(std::min(list->size(), limits.max_elements));
      for (boost::json::value& each : *list) {
        steps.push_back({&each, false});
      }
    } else if (boost::json::object* const object = step.value->if_object()) {
      for (auto& field : *object) {
        const std::string_view name(field.key().data(), field.key().size());
        steps.push_back({&field.value(), std::ranges::find(kOwn, name) != kOwn.end()});
      }
    }
  }
}

void Telling::Line(std::string_view line) {
  if (full_) {
    return;
  }
  if (text_.size() + line.size() + 1 > limits_.max_text) {
    full_ = true;
    text_ += "(There is more than fits here: ask for less at once.)\n";
    return;
  }
  text_ += line;
  text_ += '\n';
}

}  // namespace headwater::mcp
