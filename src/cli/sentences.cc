// Findings in words.
#include "cli/sentences.h"

#include <fmt/format.h>

#include "news/spelling.h"

namespace headwater::cli {
namespace {

std::string Count(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

std::string IndependenceSentence(std::size_t articles, const std::optional<news::Independence>& independent) {
  std::string sentence = Count(articles, "article", "articles");
  if (!independent) {
    return sentence;
  }
  if (static_cast<std::size_t>(independent->untraced) >= articles || independent->most == 0) {
    return sentence + ", source untraced";
  }
  const auto least = static_cast<std::size_t>(independent->least);
  const auto untraced = static_cast<std::size_t>(independent->untraced);
  if (independent->least == independent->most) {
    sentence += ", " + Count(least, "independent source", "independent sources");
  } else {
    sentence += fmt::format(", at least {}, at most {} independent sources", least, independent->most);
  }
  return untraced == 0 ? sentence : sentence + "; " + Count(untraced, "article", "articles") + " untraced";
}

std::string RevisionSentence(const news::Revision& revision) {
  std::string sentence = fmt::format("changed by {}:", WhenSentence(MomentOfInstant(revision.at), std::nullopt));
  std::string_view before = " ";
  for (const news::ChangeKind kind : revision.changes) {
    sentence += fmt::format("{}{}", before, news::Spell(kind));
    before = ", ";
  }
  return sentence;
}

std::string ChainSentence(const news::Origin& origin) {
  std::string sentence;
  for (const news::Hop& hop : origin.chain) {
    sentence += sentence.empty() ? "" : " < ";
    sentence += hop.name;
    if (hop.how != news::HopHow::kPublished) {
      sentence += fmt::format(" ({})", news::Spell(hop.how));
    }
  }
  if (!origin.complete) {
    sentence += sentence.empty() ? "unknown" : " < unknown";
  }
  return sentence;
}

std::string WhenSentence(const std::optional<Moment>& published, const std::optional<news::PublishedBetween>& between) {
  if (published) {
    std::string text = FormatMoment(*published);
    return published->has_time ? text.substr(0, 10) + " " + text.substr(11, 5) : text;
  }
  if (!between) {
    return "undated";
  }
  if (between->from && between->to) {
    return fmt::format("between {} and {}", FormatDay(*between->from), FormatDay(*between->to));
  }
  return between->from ? "not before " + FormatDay(*between->from) : "not after " + FormatDay(*between->to);
}

}  // namespace headwater::cli
