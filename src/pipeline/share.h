// How the pipeline's stages are shared among workers: which of them a process does, and where it hands its work on.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "queue/exchange.h"

namespace headwater::pipeline {

// The languages whose articles lie in one window: what is told in others is in no story with them.
struct DeskShare {
  std::string name;                    // `all`, or its languages: `de-fr`
  std::vector<std::string> languages;  // empty: those that no other desk has
  std::vector<std::string> others{};   // then: the languages that others have
  bool Has(std::string_view language) const;
};

// From settings like `["de,fr", "*"]`; kUsage where a language stands twice, or no desk has the rest.
Result<std::vector<DeskShare>> ReadDesks(const std::vector<std::string>& desks);

// What one pipeline of many does. One pipeline does one of: fetching, reading (extract, annotate or both), a desk.
struct Share {
  queue::Exchange* exchange = nullptr;  // must outlive the pipeline
  bool fetch = false;
  bool extract = false;
  bool annotate = false;
  std::optional<std::size_t> desk{};  // which of `desks`; the first keeps house besides: errands, mails, takedowns …
  std::vector<DeskShare> desks{};
  queue::Limits limits{};
};

}  // namespace headwater::pipeline
