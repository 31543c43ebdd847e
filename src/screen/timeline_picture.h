// Pictures along a line of time: the stories of a thread, and how a speaker's position on a matter moved.
#pragma once

#include <string>
#include <vector>

#include "news/account.h"
#include "screen/visit.h"

namespace headwater::screen {

// The dated stories, larger with more independent sources, each a link, over the years or months; empty where fewer
// than two days are known. Safe markup.
std::string TurnsSvg(const Visit& visit, const std::vector<store::TurnLine>& turns);

// A small line for one matter: what speaks for it above, what against it below, on one scale from `first` to `last` for
// all matters of a page. Safe markup; says nothing that the words beside it do not, and is hidden from screen readers.
struct TimeSpan {
  std::chrono::sys_seconds first{};
  std::chrono::sys_seconds last{};
};
TimeSpan SpanOf(const std::vector<news::Matter>& matters);
std::string PositionSvg(const news::Matter& matter, const TimeSpan& span);

}  // namespace headwater::screen
