// Spans in one pass.
#include "trace/spans.h"

#include <algorithm>
#include <chrono>

namespace headwater::trace {
namespace {

constexpr std::uint32_t kLongGap = 300;  // code points

}  // namespace

int CompareTimes(const std::optional<Moment>& one, const std::optional<Moment>& other) {
  if (!one || !other) {
    return 0;
  }
  if (one->has_time && other->has_time) {
    return one->at < other->at ? -1 : static_cast<int>(one->at > other->at);
  }
  const auto a = std::chrono::sys_days(DayOf(*one));
  const auto b = std::chrono::sys_days(DayOf(*other));
  return a < b ? -1 : static_cast<int>(a > b);
}

std::uint32_t Length(const std::vector<news::Span>& spans) {
  std::uint32_t total = 0;
  std::uint32_t last = 0;
  for (const news::Span& span : spans) {
    total += span.end > std::max(span.begin, last) ? span.end - std::max(span.begin, last) : 0;
    last = std::max(last, span.end);
  }
  return total;
}

std::uint32_t LeftOpen(const std::vector<news::Span>& spans, std::uint32_t begin, std::uint32_t end) {
  std::uint32_t open = 0;
  std::uint32_t last = begin;
  const auto close = [&](std::uint32_t next) { open += next > last + kLongGap ? next - last : 0; };
  for (const news::Span& span : spans) {
    close(span.begin);
    last = std::max(last, span.end);
  }
  close(end);
  return open;
}

std::vector<news::Span> Union(std::vector<news::Span> spans, const std::vector<news::Span>& more) {
  spans.insert(spans.end(), more.begin(), more.end());
  std::ranges::sort(spans);
  return spans;
}

}  // namespace headwater::trace
