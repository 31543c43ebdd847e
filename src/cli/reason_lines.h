// Reasons and decisions as lines for a terminal, and as JSON.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "news/reason.h"
#include "store/views.h"

namespace headwater::cli {

// "names in both: 3 (at least 2) “Oda Brenning; Tarn”"
std::string ReasonSentence(const news::Reason& reason);
// Each on a line of its own, after this indent.
void PrintReasons(const std::vector<news::Reason>& reasons, std::string_view indent, Output& output);

boost::json::object DecisionJson(const store::Decision& decision);
// "12: “Mill burns” leaves the story that it was in"
std::string DecisionSentence(const store::Decision& decision);

}  // namespace headwater::cli
