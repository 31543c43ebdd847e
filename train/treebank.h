// Treebanks in CoNLL-U, the words of each sentence placed in its text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace headwater::train {

struct Node {
  std::string form;
  std::string lemma;
  std::string upos;
  std::string xpos;
  std::string relation;
  std::string misc;
  std::uint32_t head = 0;   // 1-based, 0: the root
  std::uint32_t begin = 0;  // bytes of the sentence's text
  std::uint32_t end = 0;
};

struct Tree {
  std::string document;
  std::string text;
  bool new_paragraph = false;
  std::vector<Node> nodes;
};

// The lines of a file, gzip or plain.
Result<std::string> ReadFile(const std::string& path);

Result<std::vector<Tree>> ReadTreebank(const std::string& path);

}  // namespace headwater::train
