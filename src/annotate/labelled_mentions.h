// Names by a trained labeller, for the languages that have a model.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "annotate/mentions.h"
#include "annotate/prepared.h"

namespace headwater::annotate {

// `models/<name>.model` for texts of the language; empty where there is none.
std::string_view NameModelOf(std::string_view language);

// What the model makes of the text, with what shape and tables say (`by_rule`) among its clues. The mentions come in
// order and none overlap. Nothing where the program has no model for the language.
std::optional<std::vector<Mention>> LabelMentions(const Prepared& prepared, std::span<const Mention> by_rule);

}  // namespace headwater::annotate
