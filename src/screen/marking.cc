// Marks prose by sweeping over the ends of all stretches: what is between two ends is one element.
#include "screen/marking.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "http/address.h"
#include "news/spelling.h"
#include "screen/page.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "text/utf8.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kLayers = 9;
constexpr std::array<std::string_view, kLayers> kClasses{"copied", "said",    "speaker", "cue",    "cited",
                                                         "name",   "located", "time",    "altered"};
// The first that has an address gives the segment's link.
constexpr std::array kLinkOrder{Layer::kName, Layer::kPlace, Layer::kCitation, Layer::kCopied};
// The first that belongs to a statement says to which the segment does.
constexpr std::array kStatementOrder{Layer::kStatement, Layer::kSpeaker, Layer::kCue};

struct End {
  std::size_t at = 0;  // in bytes
  bool opens = false;
  std::size_t stretch = 0;
};

// What is open at a place of the text: the stretches of each layer, innermost last.
class OpenLayers {
 public:
  explicit OpenLayers(const std::vector<Stretch>& stretches) : stretches_(stretches) {}

  void Apply(const End& end) {
    auto& open = open_[static_cast<std::size_t>(stretches_[end.stretch].layer)];
    if (end.opens) {
      open.push_back(end.stretch);
    } else {
      std::erase(open, end.stretch);
    }
  }

  std::string Wrap(std::string_view words) const {
    std::string classes;
    std::string notes;
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
      if (open_[layer].empty()) {
        continue;
      }
      classes += fmt::format("{}{}", classes.empty() ? "" : " ", kClasses[layer]);
      const Stretch& inner = stretches_[open_[layer].back()];
      if (!inner.note.empty()) {
        notes += fmt::format("{}{}", notes.empty() ? "" : " · ", inner.note);
      }
    }
    if (classes.empty()) {
      return Escape(words);
    }
    std::string attributes = notes.empty() ? "" : fmt::format(R"( title="{}")", Escape(notes));
    if (const std::size_t statement = Statement(); statement > 0) {
      attributes += fmt::format(R"( data-said="{}")", statement);
    }
    const std::string link = Link();
    if (link.empty()) {
      return fmt::format(R"(<span class="{}"{}>{}</span>)", classes, attributes, Escape(words));
    }
    return fmt::format(R"(<a class="{}"{} href="{}">{}</a>)", classes, attributes, Escape(link), Escape(words));
  }

 private:
  std::size_t Statement() const {
    for (const Layer layer : kStatementOrder) {
      const auto& open = open_[static_cast<std::size_t>(layer)];
      if (!open.empty() && stretches_[open.back()].statement > 0) {
        return stretches_[open.back()].statement;
      }
    }
    return 0;
  }

  std::string Link() const {
    for (const Layer layer : kLinkOrder) {
      const auto& open = open_[static_cast<std::size_t>(layer)];
      // Within a statement a click asks who says it; the copies stand in a list of their own.
      const bool yields = layer == Layer::kCopied && Statement() > 0;
      if (!yields && !open.empty() && !stretches_[open.back()].link.empty()) {
        return stretches_[open.back()].link;
      }
    }
    return {};
  }

  const std::vector<Stretch>& stretches_;
  std::array<std::vector<std::size_t>, kLayers> open_;
};

std::vector<End> EndsOf(const std::vector<Stretch>& stretches, const text::CodePointIndex& index, std::size_t size) {
  std::vector<End> ends;
  ends.reserve(stretches.size() * 2);
  for (std::size_t n = 0; n < stretches.size(); ++n) {
    const std::size_t begin = index.ByteAt(stretches[n].span.begin);
    const std::size_t end = std::min(size, index.ByteAt(stretches[n].span.end));
    if (begin < end) {
      ends.push_back({begin, true, n});
      ends.push_back({end, false, n});
    }
  }
  std::ranges::sort(ends, [](const End& left, const End& right) {
    return std::tie(left.at, left.opens, left.stretch) < std::tie(right.at, right.opens, right.stretch);
  });
  return ends;
}

std::string SpeakerWords(const news::Statement& statement) {
  if (!statement.speaker) {
    return std::string(Phrase("speaker.none"));
  }
  return statement.speaker->name.empty() ? statement.speaker->phrase.text : statement.speaker->name;
}

std::string StatementNote(const news::Statement& statement) {
  std::string note =
      Say("note.statement", SpeakerWords(statement), Phrase(fmt::format("statement.{}", news::Spell(statement.type))));
  if (statement.chain.size() > 2) {
    std::vector<std::string> chain(statement.chain.begin() + 1, statement.chain.end() - 1);
    note = Say("note.statement_through", note, Joined(chain));
  }
  return note;
}

void AddPhrase(const news::Phrase& phrase, Layer layer, const std::string& note, std::size_t number,
               std::vector<Stretch>& stretches) {
  for (const news::Span& part : phrase.parts.empty() ? std::vector{phrase.span} : phrase.parts) {
    stretches.push_back({part, layer, note, {}, number});
  }
}

// Names first: a place that is named so is one stretch, with its country.
void AddNames(const news::Annotations& annotations, std::string_view root, std::vector<Stretch>& stretches) {
  std::map<news::Span, const news::Place*> places;
  for (const news::Place& place : annotations.places) {
    places.emplace(place.span, &place);
  }
  for (const news::Name& name : annotations.names) {
    if (name.mark) {
      continue;
    }
    std::string note(Phrase(fmt::format("name.{}", news::Spell(name.kind))));
    const auto place = places.find(name.span);
    const bool is_place = place != places.end() && name.kind == news::NameKind::kPlace;
    if (is_place) {
      const std::string country = CountryWords(place->second->country);
      note = country.empty() ? note : Say("note.place", place->second->name, country);
      places.erase(place);
    } else if (!name.role.empty()) {
      note = Say("note.role", note, name.role);
    }
    stretches.push_back(
        {name.span, is_place ? Layer::kPlace : Layer::kName, std::move(note),
         name.entity.empty() ? std::string() : fmt::format("{}{}", root, http::EntityAddress(name.entity)), 0});
  }
  for (const auto& [span, place] : places) {
    const std::string country = CountryWords(place->country);
    stretches.push_back({span, Layer::kPlace, country.empty() ? place->name : Say("note.place", place->name, country),
                         fmt::format("{}search?place={}", root, http::PercentEncode(place->name)), 0});
  }
}

// The elements that stand around and within each kind of part.
struct PartMarkup {
  std::string_view opens;
  std::string_view opens_paragraph;
  std::string_view closes_paragraph;
  std::string_view closes;
};
constexpr PartMarkup kPlain{"", R"(<p dir="auto">)", "</p>\n", ""};
constexpr std::array<std::pair<news::PartKind, PartMarkup>, 4> kPartMarkup{
    {{news::PartKind::kHeading, {"", R"(<h3 dir="auto">)", "</h3>\n", ""}},
     {news::PartKind::kList, {"<ul>\n", R"(<li dir="auto">)", "</li>\n", "</ul>\n"}},
     {news::PartKind::kQuotation, {"<blockquote>\n", R"(<p dir="auto">)", "</p>\n", "</blockquote>\n"}},
     {news::PartKind::kTable,
      {"<div class=\"table\" tabindex=\"0\"><table>\n", R"(<tr><td dir="auto">)", "</td></tr>\n",
       "</table></div>\n"}}}};

// Goes along the paragraphs and their parts, and says what to write before and after each.
class PartWalk {
 public:
  PartWalk(std::string_view text, const std::vector<news::Part>& parts, const text::CodePointIndex& index)
      : text_(text) {
    const std::size_t size = text.size();
    std::size_t last = 0;
    for (const news::Part& part : parts) {
      const std::size_t begin = index.ByteAt(part.span.begin);
      const std::size_t end = std::min(size, index.ByteAt(part.span.end));
      if (begin >= last && begin < end) {
        stretches_.push_back({begin, end, part.kind});
        last = end;
      }
    }
  }

  std::string Open(std::size_t at) {
    while (next_ < stretches_.size() && stretches_[next_].end <= at) {
      ++next_;
    }
    if (markup_ == &kPlain && next_ < stretches_.size() && stretches_[next_].begin <= at) {
      kind_ = stretches_[next_].kind;
      markup_ = &std::ranges::find(kPartMarkup, kind_, &std::pair<news::PartKind, PartMarkup>::first)->second;
      const bool marked = kind_ == news::PartKind::kList && BringsMark(text_.substr(at));
      return fmt::format("{}{}", marked ? "<ul class=\"marked\">\n" : markup_->opens, markup_->opens_paragraph);
    }
    return std::string(markup_->opens_paragraph);
  }

  std::string Close(std::size_t at) {
    const PartMarkup& markup = *markup_;
    const bool ends = markup_ != &kPlain && stretches_[next_].end <= at;
    markup_ = ends ? &kPlain : markup_;
    return fmt::format("{}{}", markup.closes_paragraph, ends ? markup.closes : std::string_view());
  }

  // "• one": the text has marks of its own.
  static bool BringsMark(std::string_view entry) {
    constexpr std::array<std::string_view, 9> kMarks{"•", "*", "▪", "◦", "‣", "·", "●", "■", "1"};
    return std::ranges::any_of(kMarks, [entry](std::string_view mark) { return entry.starts_with(mark); });
  }

  bool InTable() const { return markup_ != &kPlain && kind_ == news::PartKind::kTable; }

 private:
  struct Placed {
    std::size_t begin;
    std::size_t end;
    news::PartKind kind;
  };
  std::string_view text_;
  std::vector<Placed> stretches_;
  std::size_t next_ = 0;
  news::PartKind kind_ = news::PartKind::kList;
  const PartMarkup* markup_ = &kPlain;
};

}  // namespace

std::vector<Stretch> StretchesOf(const news::Annotations& annotations, std::string_view root) {
  std::vector<Stretch> stretches;
  AddNames(annotations, root, stretches);
  std::size_t number = 0;
  for (const news::Statement& statement : annotations.statements) {
    ++number;
    if (statement.mark) {
      continue;
    }
    const std::string note = StatementNote(statement);
    for (const news::Span& span : statement.content) {
      stretches.push_back({span, Layer::kStatement, note, {}, number});
    }
    if (statement.speaker) {
      AddPhrase(statement.speaker->phrase, Layer::kSpeaker, {}, number, stretches);
    }
    AddPhrase(statement.cue, Layer::kCue, {}, number, stretches);
  }
  for (const news::Citation& citation : annotations.citations) {
    if (!citation.mark) {
      const std::string how(Phrase(fmt::format("citation.{}", news::Spell(citation.how))));
      stretches.push_back(
          {citation.span, Layer::kCitation, citation.source.empty() ? how : Say("note.citation", citation.source, how),
           citation.source.empty() ? std::string{} : fmt::format("{}{}", root, http::SourceAddress(citation.source)),
           0});
    }
  }
  for (const news::Time& time : annotations.times) {
    stretches.push_back({time.span, Layer::kTime, TimexWords(time.value), {}, 0});
  }
  return stretches;
}

Inset AnchorAt(std::uint32_t at) { return {at, fmt::format(R"(<span class="anchor" id="at-{}"></span>)", at), false}; }

Inset ReferenceTo(std::uint32_t at, std::size_t number, std::string_view label) {
  return {at,
          fmt::format(R"(<a class="ref" id="ref-{}" href="#said-{}" aria-label="{}">{}</a>)", number, number,
                      Escape(label), number),
          true};
}

std::vector<Inset> ReferencesOf(const news::Annotations& annotations) {
  std::vector<Inset> references;
  std::size_t number = 0;
  for (const news::Statement& statement : annotations.statements) {
    ++number;
    if (statement.mark || statement.content.empty()) {
      continue;
    }
    const auto last = std::ranges::max_element(statement.content, {}, &news::Span::end);
    references.push_back(ReferenceTo(last->end, number, Say("said.reference", number, SpeakerWords(statement))));
  }
  return references;
}

void AddPassages(const news::ArticleId& article, const news::Copy& copy, std::string_view other_name,
                 std::string_view other_address, std::vector<Stretch>& stretches) {
  const bool forward = copy.article == article;
  const std::string kind(Phrase(fmt::format("copy.{}", news::Spell(copy.kind))));
  const std::string note = Say("note.passage", other_name, kind);
  for (const news::Passage& passage : copy.passages) {
    stretches.push_back({forward ? passage.span : passage.of, Layer::kCopied, note, std::string(other_address), 0});
  }
  if (forward) {
    for (const news::Altered& altered : copy.altered) {
      const std::string what(Phrase(fmt::format("altered.{}", news::Spell(altered.what))));
      stretches.push_back({altered.span, Layer::kAltered, Say("note.altered", other_name, what), {}, 0});
    }
  }
}

std::string MarkProse(std::string_view text, std::vector<Stretch> stretches, std::vector<Inset> insets,
                      const std::vector<news::Part>& parts, const MarkingLimits& limits) {
  if (stretches.size() > limits.max_stretches) {
    stretches.resize(limits.max_stretches);
  }
  const text::CodePointIndex index(text);
  // What belongs to the words before comes first.
  std::ranges::stable_sort(insets, {}, [](const Inset& inset) { return std::pair(inset.at, !inset.after); });
  const auto repeated = std::ranges::unique(
      insets, [](const Inset& one, const Inset& other) { return one.at == other.at && one.html == other.html; });
  insets.erase(repeated.begin(), repeated.end());
  const std::uint32_t length = index.CodePointAt(text.size());
  std::erase_if(insets, [&](const Inset& inset) { return inset.at > length; });
  const std::vector<End> ends = EndsOf(stretches, index, text.size());
  OpenLayers open(stretches);
  PartWalk walk(text, parts, index);
  std::string html;
  html.reserve(text.size() * 2);
  std::size_t next_end = 0;
  std::size_t next_inset = 0;
  std::size_t at = 0;
  const auto inset_at = [&] { return index.ByteAt(insets[next_inset].at); };
  while (at < text.size()) {
    const std::size_t gap = std::min(text.find("\n\n", at), text.size());
    html += walk.Open(at);
    while (at < gap) {
      while (next_inset < insets.size() && inset_at() <= at) {
        html += insets[next_inset++].html;
      }
      while (next_end < ends.size() && ends[next_end].at <= at) {
        open.Apply(ends[next_end++]);
      }
      if (walk.InTable() && text[at] == '\t') {
        html += R"(</td><td dir="auto">)";
        ++at;
        continue;
      }
      std::size_t to = walk.InTable() ? std::min(gap, text.find('\t', at)) : gap;
      if (next_end < ends.size()) {
        to = std::min(to, ends[next_end].at);
      }
      if (next_inset < insets.size()) {
        to = std::min(to, inset_at());
      }
      html += open.Wrap(text.substr(at, to - at));
      at = to;
    }
    while (next_inset < insets.size() && insets[next_inset].after && inset_at() == gap) {
      html += insets[next_inset++].html;
    }
    html += walk.Close(gap);
    at = std::min(text.size(), text.find_first_not_of('\n', gap));
  }
  return html;
}

}  // namespace headwater::screen
