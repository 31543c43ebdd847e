// Learning to parse from a treebank.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "learn/model_file.h"
#include "syntax/parser.h"
#include "treebank.h"

namespace headwater::train {

// A tree to learn from, with the tags that a tagger gave it.
struct Lesson {
  std::vector<syntax::ParseView> words;  // the root's as well
  std::vector<syntax::Index> heads;      // made projective
  std::vector<syntax::Relation> relations;
};

Lesson LessonOf(const Tree& tree, const std::vector<syntax::Tag>& tags);

// Adds the parts that Parser::Read wants.
void TrainParser(std::span<const Lesson> lessons, int passes, learn::ModelFileWriter& file);

}  // namespace headwater::train
