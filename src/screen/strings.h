// The interface's words: one catalogue, ui/strings.en.tsv, so that a language can be added beside it.
#pragma once

#include <fmt/args.h>
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace headwater::screen {

// The catalogue's text for a key; the key itself where it has none, so that a gap shows and costs nothing else.
std::string_view Phrase(std::string_view key);

// A phrase with its {0}, {1} … filled in. A catalogue that does not fit its arguments gives the phrase as it is.
std::string SayArgs(std::string_view key, fmt::format_args args);

template <class... Args>
std::string Say(std::string_view key, const Args&... args) {
  return SayArgs(key, fmt::make_format_args(args...));
}

// `articles.one` or `articles.other`, with the number for {0}: "1 article", "1,204 articles".
std::string Count(std::string_view key, std::int64_t number);

// 1,204
std::string Grouped(std::int64_t number);

}  // namespace headwater::screen
