// Cuts what is no prose off the end, and joins what is left.
#include "extract/prose_end.h"

#include <algorithm>
#include <string>
#include <utility>

#include "extract/second_opinion.h"
#include "extract/weights.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kLabel = 60;     // bytes of a line that may be no more than a label
constexpr std::size_t kMaxLabels = 4;  // that are cut off the end

bool TellsOfAuthor(std::string_view text, const ProseHints& hints) {
  return std::ranges::any_of(hints.authors, [text](const std::string& author) {
    return author.find(' ') != std::string::npos && text.starts_with(author) && text.size() > author.size() + 8 &&
           text.substr(author.size(), 1).find_first_of(" ,") == 0;
  });
}

}  // namespace

void TrimEnd(const Blocks& blocks, Prose& prose) {
  std::size_t end = prose.blocks.size();
  while (end > 0) {
    const Block& block = blocks.all[prose.blocks[end - 1]];
    if (IsProse(block) || block.sentences > 0 || block.in_list || block.in_quote || block.in_table ||
        block.end - block.begin > kLabel) {
      break;
    }
    --end;
  }
  if (prose.blocks.size() - end <= kMaxLabels) {
    prose.blocks.resize(end);
  }
}

void TrimAuthors(const Blocks& blocks, const ProseHints& hints, Prose& prose) {
  while (prose.blocks.size() > 2 && TellsOfAuthor(blocks.TextOf(blocks.all[prose.blocks.back()]), hints)) {
    prose.marks.push_back(prose.blocks.back());
    prose.blocks.pop_back();
  }
}

void HeedSecondOpinion(const Blocks& blocks, const ProseHints& hints, Prose& prose) {
  if (hints.article_body.empty()) {
    return;
  }
  std::vector<std::string_view> texts;
  for (const std::size_t i : prose.blocks) {
    texts.push_back(blocks.TextOf(blocks.all[i]));
  }
  std::vector<std::size_t> kept;
  for (const std::size_t position : KeptBySecondOpinion(texts, hints.article_body)) {
    kept.push_back(prose.blocks[position]);
  }
  prose.blocks = std::move(kept);
}

void Join(const Blocks& blocks, Prose& prose) {
  std::string_view previous;
  for (const std::size_t i : prose.blocks) {
    const std::string_view text = blocks.TextOf(blocks.all[i]);
    if (text == previous) {
      continue;
    }
    previous = text;
    prose.text += prose.text.empty() ? "" : "\n\n";
    prose.text += text;
  }
}

}  // namespace headwater::extract
