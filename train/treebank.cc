// Reading CoNLL-U.
#include "treebank.h"

#include <fmt/core.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <string_view>

namespace headwater::train {
namespace {

std::array<std::string_view, 10> Fields(std::string_view line) {
  std::array<std::string_view, 10> fields;
  for (std::string_view& field : fields) {
    const std::size_t tab = line.find('\t');
    field = line.substr(0, tab);
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  }
  return fields;
}

std::uint32_t Number(std::string_view digits) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// Words stand in the text in their order. Those whose letters are not there (`dont` as `do`, `not`) share what lies
// between their neighbours.
void Place(Tree& tree) {
  std::size_t at = 0;
  for (Node& node : tree.nodes) {
    std::size_t found = at;
    while (found < tree.text.size() && tree.text[found] == ' ') {
      ++found;
    }
    if (tree.text.compare(found, node.form.size(), node.form) != 0) {
      const std::size_t later = tree.text.find(node.form, found);
      found = later == std::string::npos || later > found + 12 ? found : later;
    }
    node.begin = static_cast<std::uint32_t>(found);
    at = std::min(found + node.form.size(), tree.text.size());
    node.end = static_cast<std::uint32_t>(at);
  }
}

}  // namespace

Result<std::string> ReadFile(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) {
    return Fail(Fault::kNotFound, fmt::format("{}: cannot be opened", path));
  }
  std::string bytes;
  std::array<char, 1U << 16U> block{};
  int read = 0;
  while ((read = gzread(file, block.data(), block.size())) > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(read));
  }
  gzclose(file);
  if (read < 0) {
    return Fail(Fault::kBadInput, fmt::format("{}: cannot be unpacked", path));
  }
  return bytes;
}

Result<std::vector<Tree>> ReadTreebank(const std::string& path) {
  const auto bytes = ReadFile(path);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  std::vector<Tree> trees;
  Tree tree;
  std::string document;
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty()) {
      if (!tree.nodes.empty()) {
        Place(tree);
        tree.document = document;
        trees.push_back(std::move(tree));
      }
      tree = {};
    } else if (line[0] == '#') {
      if (line.starts_with("# text = ")) {
        tree.text = line.substr(9);
      } else if (line.starts_with("# newdoc id = ")) {
        document = line.substr(14);
      } else if (line.starts_with("# newpar") && !line.starts_with("# newpar_block")) {
        tree.new_paragraph = true;
      }
    } else {
      const auto fields = Fields(line);
      if (fields[0].find_first_of("-.") != std::string_view::npos) {
        continue;
      }
      Node node;
      node.form = fields[1];
      node.lemma = fields[2];
      node.upos = fields[3];
      node.xpos = fields[4];
      node.head = Number(fields[6]);
      node.relation = fields[7];
      node.misc = fields[9];
      tree.nodes.push_back(std::move(node));
    }
  }
  return trees;
}

}  // namespace headwater::train
