// A statement inside the content of another came through its speaker; one told to an outlet came through that.
#include "annotate/chains.h"

#include <algorithm>

namespace headwater::annotate {
namespace {

using news::Span;
using news::Statement;

// A statement that holds another stands within so many of it.
constexpr std::size_t kNear = 25;

bool Holds(const Span& outer, const Span& inner) { return outer.begin <= inner.begin && inner.end <= outer.end; }

bool HoldsStatement(const Statement& outer, const Statement& inner) {
  return std::ranges::any_of(outer.content, [&inner](const Span& content) { return Holds(content, inner.cue.span); });
}

std::uint32_t Size(const Statement& statement) {
  std::uint32_t size = 0;
  for (const Span& content : statement.content) {
    size += content.end - content.begin;
  }
  return size;
}

std::string NameOf(const Statement& statement) { return statement.speaker ? statement.speaker->name : std::string(); }

std::string_view WithoutThe(std::string_view name) {
  return name.starts_with("The ") || name.starts_with("the ") ? name.substr(4) : name;
}

bool Same(std::string_view one, std::string_view other) { return WithoutThe(one) == WithoutThe(other); }

bool Overlap(const Span& one, const Span& other) { return one.begin < other.end && other.begin < one.end; }

// The sentence that the cue stands in.
Span SentenceOf(const Prepared& prepared, const Statement& statement) {
  const std::size_t byte = prepared.index.ByteAt(statement.cue.span.begin);
  const auto after = std::ranges::upper_bound(prepared.sentences, byte, {}, &Sentence::begin);
  if (after == prepared.sentences.begin()) {
    return statement.cue.span;
  }
  const Sentence& sentence = *(after - 1);
  return prepared.SpanOf(sentence.begin, sentence.end);
}

}  // namespace

void ChainStatements(const Prepared& prepared, const news::Article& /*article*/,
                     const std::vector<news::Citation>& citations, std::vector<Statement>& statements) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    Statement& statement = statements[i];
    std::vector<const Statement*> outer;
    const std::size_t end = std::min(statements.size(), i + kNear);
    for (std::size_t j = i > kNear ? i - kNear : 0; j < end; ++j) {
      if (j != i && HoldsStatement(statements[j], statement)) {
        outer.push_back(&statements[j]);
      }
    }
    std::ranges::sort(outer, [](const Statement* a, const Statement* b) { return Size(*a) > Size(*b); });
    statement.chain = {"writer"};
    const auto add = [&statement](const std::string& name) {
      if (!name.empty() && !Same(statement.chain.back(), name)) {
        statement.chain.push_back(name);
      }
    };
    const Span sentence = SentenceOf(prepared, statement);
    const std::string own = NameOf(statement);
    for (const news::Citation& citation : citations) {
      const bool relays = citation.how == news::CitationHow::kTold || citation.how == news::CitationHow::kReported;
      const bool here = !citation.mark && relays && Overlap(citation.span, sentence);
      const bool inside = std::ranges::any_of(
          statement.content, [&citation](const Span& content) { return Holds(content, citation.span); });
      if (here && !inside && !Same(citation.source, own)) {
        add(citation.source);
      }
    }
    for (const Statement* const each : outer) {
      const std::string name = NameOf(*each);
      if (std::ranges::none_of(statement.chain, [&name](const std::string& hop) { return Same(hop, name); })) {
        add(name);
      }
    }
    add(own);
  }
}

}  // namespace headwater::annotate
