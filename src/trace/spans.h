// Stretches of a text put together and measured, and times of publication compared.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/moment.h"
#include "news/span.h"

namespace headwater::trace {

// Below zero where the first is earlier, zero where the times do not tell.
int CompareTimes(const std::optional<Moment>& one, const std::optional<Moment>& other);

// Code points that lie within any of the spans, which are ascending.
std::uint32_t Length(const std::vector<news::Span>& spans);

// What the spans leave open in [begin, end), gaps alone that are long enough to be paragraphs of one's own.
std::uint32_t LeftOpen(const std::vector<news::Span>& spans, std::uint32_t begin, std::uint32_t end);

// Both, ascending.
std::vector<news::Span> Union(std::vector<news::Span> spans, const std::vector<news::Span>& more);

}  // namespace headwater::trace
