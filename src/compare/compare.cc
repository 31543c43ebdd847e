// Puts a comparison together: the paragraphs to be read, what is stated beside them, and the kinds of change.
#include "compare/compare.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "compare/aligned.h"
#include "compare/kinds.h"
#include "compare/sentences.h"
#include "text/words.h"

namespace headwater::compare {
namespace {

bool IsChange(const Step& step, const Prose& before, const Prose& after) {
  return step.before == kNone || step.after == kNone ||
         before.sentences[step.before].key != after.sentences[step.after].key;
}

// Writes words of both texts into paragraphs, with the white space that stood behind them.
class Writer {
 public:
  Writer(const Prose& before, const Prose& after) : before_(before), after_(after) {}

  void Sentence(const Step& step, const std::vector<TokenRun>& runs) {
    const bool later = step.after != kNone;
    const compare::Sentence& shown = later ? after_.sentences[step.after] : before_.sentences[step.before];
    if (shown.paragraph_start || paragraphs_.empty()) {
      paragraphs_.emplace_back();
    } else if (shown.begin > 0 && IsSpace((later ? after_ : before_).text[shown.begin - 1])) {
      Add(IsChange(step, before_, after_) && !(step.before != kNone && later)
              ? (later ? news::Edit::kAdded : news::Edit::kRemoved)
              : news::Edit::kSame,
          " ");
    }
    for (const TokenRun& run : runs) {
      if (run.same) {
        Add(news::Edit::kSame, Words(after_, shown, run.after, run.after_end));
        continue;
      }
      if (step.before != kNone) {
        Add(news::Edit::kRemoved, Words(before_, before_.sentences[step.before], run.before, run.before_end));
      }
      if (later) {
        Add(news::Edit::kAdded, Words(after_, shown, run.after, run.after_end));
      }
    }
  }

  std::vector<news::ComparedParagraph> Take() { return std::move(paragraphs_); }

 private:
  static bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t'; }

  static std::string Words(const Prose& prose, const compare::Sentence& sentence, std::uint32_t from,
                           std::uint32_t to) {
    if (from >= to) {
      return {};
    }
    const std::size_t end = to < sentence.tokens.size() ? sentence.tokens[to].begin : sentence.end;
    const std::size_t begin = sentence.tokens[from].begin;
    return std::string(prose.text.substr(begin, end - begin));
  }

  void Add(news::Edit edit, std::string words) {
    if (words.empty()) {
      return;
    }
    news::ComparedParagraph& paragraph = paragraphs_.back();
    paragraph.changed = paragraph.changed || edit != news::Edit::kSame;
    if (!paragraph.words.empty() && paragraph.words.back().edit == edit) {
      paragraph.words.back().words += words;
    } else {
      paragraph.words.push_back({edit, std::move(words)});
    }
  }

  const Prose& before_;
  const Prose& after_;
  std::vector<news::ComparedParagraph> paragraphs_;
};

TokenRun Whole(const Prose& before, const Prose& after, const Step& step, bool same) {
  TokenRun run;
  run.same = same;
  run.before_end = step.before == kNone ? 0 : static_cast<std::uint32_t>(before.sentences[step.before].tokens.size());
  run.after_end = step.after == kNone ? 0 : static_cast<std::uint32_t>(after.sentences[step.after].tokens.size());
  return run;
}

void CompareProse(const news::Article& before, const news::Article& after, const Limits& limits, Kinds& kinds,
                  news::Comparison& comparison) {
  const Prose earlier = ReadProse(before.text);
  const Prose later = ReadProse(after.text);
  const bool by_words = before.text.size() <= limits.max_bytes && after.text.size() <= limits.max_bytes;
  Writer writer(earlier, later);
  const std::vector<Step> steps = AlignSentences(earlier, later, limits);
  kinds.Moved(earlier, later, steps);
  for (const Step& step : steps) {
    const bool both = step.before != kNone && step.after != kNone;
    const bool changed = IsChange(step, earlier, later);
    std::vector<TokenRun> runs;
    if (both && changed && by_words) {
      runs = AlignTokens(earlier.sentences[step.before], later.sentences[step.after], limits);
    } else {
      runs.push_back(Whole(earlier, later, step, !changed));
    }
    if (changed) {
      kinds.Changed(earlier, later, step, runs);
    }
    writer.Sentence(step, runs);
  }
  comparison.paragraphs = writer.Take();
}

std::vector<news::ComparedWords> CompareHeadlines(std::string_view before, std::string_view after,
                                                  const Limits& limits) {
  // One sentence, whatever signs stand in it.
  const auto whole = [](std::string_view line) {
    Prose prose = ReadProse(line);
    Sentence one;
    for (Sentence& sentence : prose.sentences) {
      std::ranges::move(sentence.tokens, std::back_inserter(one.tokens));
      one.end = sentence.end;
    }
    one.begin = one.tokens.empty() ? 0 : one.tokens.front().begin;
    one.key = 0;
    prose.sentences.assign(1, std::move(one));
    return prose;
  };
  const Prose earlier = whole(before);
  const Prose later = whole(after);
  const auto runs = AlignTokens(earlier.sentences[0], later.sentences[0], limits);
  if (std::ranges::all_of(runs, &TokenRun::same)) {
    return {};
  }
  Writer writer(earlier, later);
  writer.Sentence({0, 0}, runs);
  auto paragraphs = writer.Take();
  return paragraphs.empty() ? std::vector<news::ComparedWords>{} : std::move(paragraphs.front().words);
}

std::string FoldedWords(std::string_view line) {
  std::string folded;
  for (const text::Word& word : text::Words(line)) {
    folded += text::Fold(line.substr(word.begin, word.end - word.begin));
    folded += ' ';
  }
  return folded;
}

// Three words in a row, each row once.
std::unordered_set<Key> RowsOf(std::string_view text) {
  std::unordered_set<Key> rows;
  Key first = 0;
  Key second = 0;
  for (const Sentence& sentence : ReadProse(text).sentences) {
    for (const Token& token : sentence.tokens) {
      if (token.word) {
        rows.insert(MixKeys(first, second, token.key));
        first = second;
        second = token.key;
      }
    }
  }
  return rows;
}

}  // namespace

news::Comparison Compare(const news::Article& before, const news::Article& after, const Limits& limits) {
  news::Comparison comparison;
  Kinds kinds(before, after);
  comparison.headline = CompareHeadlines(before.headline, after.headline, limits);
  if (!comparison.headline.empty()) {
    kinds.Note(news::ChangeKind::kHeadline);
  }
  CompareProse(before, after, limits, kinds, comparison);
  comparison.fields = kinds.Fields();
  comparison.kinds = kinds.Found();
  comparison.words_added = kinds.words_added();
  comparison.words_removed = kinds.words_removed();
  return comparison;
}

bool SameArticle(const news::Article& one, const news::Article& other) {
  const std::string headline = FoldedWords(one.headline);
  if (!headline.empty() && headline == FoldedWords(other.headline)) {
    return true;
  }
  const std::unordered_set<Key> rows = RowsOf(one.text);
  const std::unordered_set<Key> others = RowsOf(other.text);
  if (rows.empty() || others.empty()) {
    return rows.empty() && others.empty() && one.headline == other.headline;
  }
  const auto& fewer = rows.size() <= others.size() ? rows : others;
  const auto& more = rows.size() <= others.size() ? others : rows;
  const auto shared = std::ranges::count_if(fewer, [&more](Key row) { return more.contains(row); });
  // A sixth of the shorter: boilerplate in two articles of one site comes to less.
  return static_cast<std::size_t>(shared) * 6 >= fewer.size();
}

}  // namespace headwater::compare
