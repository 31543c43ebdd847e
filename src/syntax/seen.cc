// Hashing what can be seen of a word.
#include "syntax/seen.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::syntax {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// Marks that are written in several ways, and the one they are read as.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kPlain{{{"’", "'"},
                                                                                {"‘", "'"},
                                                                                {"“", "\""},
                                                                                {"”", "\""},
                                                                                {"„", "\""},
                                                                                {"«", "\""},
                                                                                {"»", "\""},
                                                                                {"‹", "\""},
                                                                                {"›", "\""},
                                                                                {"‐", "-"},
                                                                                {"‑", "-"},
                                                                                {"–", "-"},
                                                                                {"—", "--"},
                                                                                {"―", "--"},
                                                                                {"…", "..."},
                                                                                {"−", "-"}}};

// The place where the last `letters` code points begin.
std::size_t Back(std::string_view word, std::size_t letters) {
  std::size_t at = word.size();
  while (letters > 0 && at > 0) {
    --at;
    while (at > 0 && (static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80U) {
      --at;
    }
    --letters;
  }
  return at;
}

std::uint32_t Short(std::string_view bytes) { return static_cast<std::uint32_t>(Hash64(bytes) >> 32U); }

char ShapeOf(char c, bool upper_wide) {
  if (IsUpper(c)) {
    return 'X';
  }
  if (IsLower(c)) {
    return 'x';
  }
  if (IsDigit(c)) {
    return '0';
  }
  if (static_cast<unsigned char>(c) >= 0x80) {
    return upper_wide ? 'X' : 'x';
  }
  return c;
}

// Runs of the same kind are written once or, from two on, twice.
std::uint32_t ShapeHash(std::string_view form, bool upper_wide) {
  std::array<char, 16> shape{};
  std::size_t size = 0;
  for (const char c : form) {
    const char next = ShapeOf(c, upper_wide && c == form[0]);
    if (size >= 2 && shape[size - 1] == next && shape[size - 2] == next) {
      continue;
    }
    if (size == shape.size()) {
      break;
    }
    shape[size++] = next;
  }
  return Short({shape.data(), size});
}

}  // namespace

void Plain(std::string_view form, std::string& plain) {
  plain.assign(form);
  bool ascii = true;
  for (char& c : plain) {
    ascii = ascii && static_cast<unsigned char>(c) < 0x80;
    c = IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (ascii) {
    return;
  }
  for (const auto& [written, read] : kPlain) {
    for (std::size_t at = plain.find(written); at != std::string::npos; at = plain.find(written, at)) {
      plain.replace(at, written.size(), read);
      at += read.size();
    }
  }
  if (std::ranges::any_of(plain, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    plain = text::FoldCase(plain);
  }
}

Seen See(std::string_view form, std::string& room) {
  Seen seen;
  seen.form = Hash64(form);
  Plain(form, room);
  const bool upper_wide = !form.empty() && static_cast<unsigned char>(form[0]) >= 0x80 && room[0] != form[0];
  const bool upper_wide_same_lead =
      !form.empty() && static_cast<unsigned char>(form[0]) >= 0x80 && form.size() == room.size() && form != room;
  for (char& c : room) {
    c = IsDigit(c) ? '0' : c;
  }
  seen.lower = Hash64(room);
  for (std::size_t letters = 1; letters <= 4; ++letters) {
    seen.suffixes[letters - 1] = Short(std::string_view(room).substr(Back(room, letters)));
  }
  std::size_t at = 0;
  for (std::size_t letters = 1; letters <= 3; ++letters) {
    if (at < room.size()) {
      text::NextCodePoint(room, at);
    }
    seen.prefixes[letters - 1] = Short(std::string_view(room).substr(0, at));
  }
  seen.shape = ShapeHash(form, upper_wide || upper_wide_same_lead);
  return seen;
}

}  // namespace headwater::syntax
