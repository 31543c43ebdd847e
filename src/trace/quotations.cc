// Runs of quoted words.
#include "trace/quotations.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "text/shingles.h"
#include "text/utf8.h"

namespace headwater::trace {
namespace {

constexpr std::size_t kMatterRun = 9;  // words that two reports have not by chance
constexpr std::size_t kSaidRun = 6;    // where the statement is held to be the same already
constexpr std::size_t kShortest = 3;   // words of a quotation that tells anything
constexpr double kMuch = 0.3;          // of an article, from which on one speaker's words are its matter
constexpr std::size_t kMostWords = 20'000;

// `quoted_only`: words outside of quotation marks end a run.
std::vector<std::uint64_t> Runs(const std::vector<text::HashedWord>& words, std::size_t size, bool quoted_only) {
  std::vector<std::uint64_t> runs;
  std::vector<std::uint32_t> open;
  const auto close = [&] {
    if (open.size() >= kShortest && open.size() < size && size == kSaidRun) {
      runs.push_back(text::HashShingle(open.data(), open.size()));
    }
    for (std::size_t i = 0; i + size <= open.size(); ++i) {
      runs.push_back(text::HashShingle(open.data() + i, size));
    }
    open.clear();
  };
  for (const text::HashedWord& word : words) {
    if (quoted_only && (word.traits & text::kQuoted) == 0) {
      close();
    } else {
      open.push_back(word.hash);
    }
  }
  close();
  std::ranges::sort(runs);
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  return runs;
}

// The spans of the speaker who has most of the article; empty where that is not much.
std::vector<news::Span> MainSpans(const news::Annotations& annotations) {
  std::map<std::string, std::vector<news::Span>> by_speaker;
  for (const news::Statement& statement : annotations.statements) {
    if (statement.speaker && !statement.mark) {
      const news::Speaker& speaker = *statement.speaker;
      std::vector<news::Span>& spans = by_speaker[speaker.entity.empty() ? speaker.name : speaker.entity.value()];
      spans.insert(spans.end(), statement.content.begin(), statement.content.end());
    }
  }
  const auto length = [](const std::vector<news::Span>& spans) {
    std::size_t sum = 0;
    for (const news::Span& span : spans) {
      sum += span.end - span.begin;
    }
    return sum;
  };
  const std::vector<news::Span>* most = nullptr;
  for (const auto& [speaker, spans] : by_speaker) {
    most = most == nullptr || length(spans) > length(*most) ? &spans : most;
  }
  const auto whole = static_cast<double>(length(annotations.sentences));
  return most == nullptr || static_cast<double>(length(*most)) < kMuch * whole ? std::vector<news::Span>{} : *most;
}

}  // namespace

std::vector<std::uint64_t> MainQuotation(const news::Article& article) {
  if (!article.annotations) {
    return {};
  }
  const std::vector<news::Span> spans = MainSpans(*article.annotations);
  if (spans.empty()) {
    return {};
  }
  std::vector<text::HashedWord> words = text::HashWords(article.text, kMostWords);
  for (text::HashedWord& word : words) {
    const bool said = std::ranges::any_of(
        spans, [&](const news::Span& span) { return word.begin >= span.begin && word.end <= span.end; });
    word.traits = said ? word.traits : static_cast<std::uint8_t>(word.traits & ~text::kQuoted);
  }
  return Runs(words, kMatterRun, true);
}

std::vector<news::Span> HeardSpans(const news::Article& article) {
  std::vector<news::Span> spans;
  if (article.annotations) {
    for (const news::Statement& statement : article.annotations->statements) {
      if (statement.kind != news::StatementKind::kIndirect && !statement.mark) {
        spans.insert(spans.end(), statement.content.begin(), statement.content.end());
      }
    }
  }
  for (const news::Part& part : article.parts) {
    if (part.kind == news::PartKind::kQuotation) {
      spans.push_back(part.span);
    }
  }
  const std::string_view text = article.text;
  bool announced = false;
  std::uint32_t at = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const auto size = static_cast<std::uint32_t>(text::CountCodePoints(line));
    const bool post = line.find("pic.twitter.com") != std::string_view::npos ||
                      line.find("(@") != std::string_view::npos || line.find("t.co/") != std::string_view::npos;
    if (announced || post) {
      spans.push_back({at, at + size});
    }
    announced = line.ends_with(':');
    at += size + 2;
    begin = end + 2;
  }
  std::ranges::sort(spans);
  std::vector<news::Span> whole;
  for (const news::Span& span : spans) {
    if (!whole.empty() && span.begin <= whole.back().end) {
      whole.back().end = std::max(whole.back().end, span.end);
    } else {
      whole.push_back(span);
    }
  }
  return whole;
}

std::vector<std::uint64_t> QuotationOf(const news::Article& article, const news::Statement& statement) {
  std::vector<std::uint64_t> runs;
  if (statement.kind == news::StatementKind::kIndirect) {
    return runs;
  }
  const text::CodePointIndex index(article.text);
  for (const news::Span& span : statement.content) {
    const std::vector<text::HashedWord> words = text::HashWords(index.Slice(span.begin, span.end), kMostWords);
    const std::vector<std::uint64_t> more = Runs(words, kSaidRun, statement.kind == news::StatementKind::kMixed);
    runs.insert(runs.end(), more.begin(), more.end());
  }
  return runs;
}

}  // namespace headwater::trace
