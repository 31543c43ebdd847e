// Citations: cues in the prose, credits around it, links, and what the page declares.
#include "annotate/citations.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "annotate/credits.h"
#include "annotate/own_source.h"
#include "tables/tables.h"
#include "web/url.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kMaxLinks = 200;
constexpr std::size_t kMaxLinkText = 120;

// The cues of the prose: whom somebody told it, who reported it.
class RelayFinder {
 public:
  RelayFinder(const HashedText& text, const CitationWords& words, const OutletReader& reader)
      : text_(text), words_(words), reader_(reader) {}

  std::vector<Found> Run() {
    for (const Sentence& sentence : text_.prepared.sentences) {
      for (std::size_t at = sentence.first; at < sentence.last; ++at) {
        words_.CuesAt(text_, at, sentence.last, cues_);
        for (const SourceCue& cue : cues_) {
          if (cue.kind == SourceCueKind::kTo) {
            To(sentence, at, cue);
          } else if (cue.kind == SourceCueKind::kFar) {
            Far(sentence, at, cue);
          } else if (cue.kind == SourceCueKind::kFree) {
            Free(sentence, at, cue);
          } else if (cue.kind == SourceCueKind::kVerb) {
            Verb(sentence, at, cue);
          }
        }
      }
    }
    return std::move(found_);
  }

 private:
  std::size_t BeginOf(std::size_t token) const { return text_.prepared.tokens[token].begin; }
  std::size_t EndOf(std::size_t token) const { return text_.prepared.tokens[token - 1].end; }

  // One name is cited once, by the cue that came first.
  bool Taken(const Outlet& outlet) const {
    return std::any_of(found_.rbegin(),
                       found_.rbegin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(4, found_.size())),
                       [&outlet](const Found& found) { return found.outlet.begin == outlet.begin; });
  }

  void Add(std::size_t begin, std::size_t end, Outlet outlet, news::CitationHow how) {
    if (Taken(outlet)) {
      return;
    }
    if (outlet.again) {
      const auto named =
          std::find_if(found_.rbegin(), found_.rend(), [](const Found& found) { return found.outlet.named; });
      if (named != found_.rend()) {
        outlet.source = named->outlet.source;
        outlet.id = named->outlet.id;
        outlet.named = true;
      } else if (how != news::CitationHow::kTold || !words_.Ending(text_, outlet.first, outlet.last, kCalled)) {
        return;
      }
    }
    found_.push_back({begin, end, std::move(outlet), how});
  }

  void To(const Sentence& sentence, std::size_t at, const SourceCue& cue) {
    auto outlet = reader_.After(at + cue.length, sentence.last, cue.hold);
    if (!outlet) {
      return;
    }
    std::size_t last = outlet->last;
    Add(BeginOf(at), outlet->end, std::move(*outlet), cue.how);
    // "told Reuters and AFP"
    for (int more = 0; more < 3 && last + 1 < sentence.last; ++more) {
      const std::string_view between = text_.prepared.Word(last);
      if (between != "," && between != "and" && between != "/" && between != "und" && between != "et") {
        return;
      }
      const bool article = words_.Starting(text_, last + 1, sentence.last, kArticle) > 0;
      auto next = reader_.At(last + (article ? 2 : 1), sentence.last, Hold::kFirm, article);
      if (!next || next->id.value().empty()) {
        return;
      }
      last = next->last;
      Add(next->begin, next->end, std::move(*next), cue.how);
    }
  }

  // "sagte Eklund der dpa": a known medium behind the speaker, with its article.
  void Far(const Sentence& sentence, std::size_t at, const SourceCue& cue) {
    constexpr std::size_t kReach = 9;
    const std::size_t limit = std::min<std::size_t>(sentence.last, at + cue.length + kReach);
    for (std::size_t i = at + cue.length; i < limit && text_.prepared.Word(i) != "," && !Cites(i, sentence.last); ++i) {
      const std::size_t article = words_.Starting(text_, i, sentence.last, kArticle | kLink);
      const bool elided = text_.prepared.Word(i).find_first_of("'\xE2") != std::string_view::npos;
      if (article == 0 && !elided) {
        continue;
      }
      auto outlet = reader_.After(i + (elided ? 0 : article), sentence.last, cue.hold);
      if (outlet && !outlet->id.value().empty()) {
        Add(outlet->begin, outlet->end, std::move(*outlet), cue.how);
        return;
      }
    }
  }

  // "ütles Eklund ERR-ile", "sakė agentūrai BNS Orla Venn": a known medium behind the verb, in its case.
  void Free(const Sentence& sentence, std::size_t at, const SourceCue& cue) {
    constexpr std::size_t kReach = 7;
    const std::size_t limit = std::min<std::size_t>(sentence.last, at + cue.length + kReach);
    for (std::size_t i = at + cue.length; i < limit && !IsPause(i) && !Cites(i, sentence.last); ++i) {
      const bool called = words_.Starting(text_, i, sentence.last, kCalled) > 0;
      auto outlet = called ? reader_.After(i, sentence.last, cue.hold) : reader_.At(i, sentence.last, cue.hold, false);
      if (outlet && !outlet->id.value().empty()) {
        Add(outlet->begin, outlet->end, std::move(*outlet), cue.how);
        return;
      }
    }
  }

  // Does a cue begin at the token that the medium follows?
  bool Cites(std::size_t at, std::size_t last) {
    words_.CuesAt(text_, at, last, others_);
    return std::ranges::any_of(others_, [](const SourceCue& cue) {
      return cue.kind == SourceCueKind::kTo && cue.how == news::CitationHow::kReported;
    });
  }

  bool IsPause(std::size_t at) const {
    const Token& token = text_.prepared.tokens[at];
    return token.punct && !token.quote;
  }

  void Verb(const Sentence& sentence, std::size_t at, const SourceCue& cue) {
    if (auto outlet = reader_.Before(sentence.first, at, cue.hold)) {
      Add(outlet->begin, EndOf(at + cue.length), std::move(*outlet), cue.how);
      return;
    }
    if (cue.how == news::CitationHow::kCredit) {
      // "Ashford Press writer Ann Eklund contributed to this report"
      for (std::size_t i = sentence.first; i < at; ++i) {
        auto outlet = reader_.At(i, at, Hold::kFirm, false);
        if (outlet && outlet->agency) {
          Add(outlet->begin, EndOf(at + cue.length), std::move(*outlet), cue.how);
          return;
        }
      }
      return;
    }
    // “…”, reports the Ashford Post
    if (at > sentence.first && text_.prepared.tokens[at - 1].punct) {
      if (auto outlet = reader_.After(at + cue.length, sentence.last, cue.hold)) {
        Add(BeginOf(at), outlet->end, std::move(*outlet), cue.how);
      }
    }
  }

  const HashedText& text_;
  const CitationWords& words_;
  const OutletReader& reader_;
  std::vector<SourceCue> cues_;
  std::vector<SourceCue> others_;
  std::vector<Found> found_;
};

bool SaysWhose(news::CitationHow how) {
  return how == news::CitationHow::kCredit || how == news::CitationHow::kCopyright ||
         how == news::CitationHow::kDateline || how == news::CitationHow::kByline;
}

news::Citation ToCitation(const Found& found, const Prepared& prepared) {
  news::Citation citation;
  citation.span = prepared.SpanOf(found.begin, found.end);
  citation.text = prepared.text.substr(found.begin, found.end - found.begin);
  citation.source = found.outlet.source;
  citation.source_id = found.outlet.id;
  citation.how = found.how;
  return citation;
}

// Everything that one text (the prose or a mark) says.
std::vector<news::Citation> CitationsIn(const Prepared& prepared, const OwnSource& own) {
  const HashedText text(prepared);
  const CitationWords& words = CitationWords::Of(prepared.language);
  const OutletReader reader(text, words);
  std::vector<Found> found = FindCredits(text, words, reader);
  std::vector<Found> relays = RelayFinder(text, words, reader).Run();
  std::unordered_set<std::size_t> credited;
  for (const Found& credit : found) {
    credited.insert(credit.outlet.begin);
  }
  for (Found& relay : relays) {
    if (!credited.contains(relay.outlet.begin)) {
      found.push_back(std::move(relay));
    }
  }
  std::erase_if(
      found, [&own](const Found& each) { return SaysWhose(each.how) && own.Is(each.outlet.source, each.outlet.id); });
  std::sort(found.begin(), found.end(), [](const Found& one, const Found& other) {
    return std::pair(one.begin, one.end) < std::pair(other.begin, other.end);
  });
  std::vector<news::Citation> citations;
  citations.reserve(found.size());
  for (const Found& each : found) {
    citations.push_back(ToCitation(each, prepared));
  }
  return citations;
}

// Links to known media: the address of what is cited already, else a citation where the link's words stand.
void CiteLinks(const Prepared& prepared, const news::Article& article, const OwnSource& own,
               std::vector<news::Citation>& citations) {
  const std::size_t count = std::min(article.links.size(), kMaxLinks);
  for (std::size_t i = 0; i < count; ++i) {
    const news::Link& link = article.links[i];
    const auto url = web::ParseUrl(link.url);
    const news::Source* const source = url ? tables::SourceByHost(url->host) : nullptr;
    if (source == nullptr || source->kind == news::SourceKind::kInstitution || own.Is(source->name, source->id)) {
      continue;
    }
    const auto cited = std::find_if(citations.begin(), citations.end(), [source](const news::Citation& citation) {
      return citation.source_id == source->id;
    });
    if (cited != citations.end()) {
      cited->url = cited->url.empty() ? link.url : cited->url;
      continue;
    }
    const bool searchable = !link.text.empty() && link.text.size() <= kMaxLinkText;
    const std::size_t at = searchable ? prepared.text.find(link.text) : std::string_view::npos;
    if (at != std::string_view::npos) {
      news::Citation citation;
      citation.span = prepared.SpanOf(at, at + link.text.size());
      citation.text = link.text;
      citation.source = source->name;
      citation.source_id = source->id;
      citation.url = link.url;
      citation.how = news::CitationHow::kLink;
      citations.push_back(std::move(citation));
    }
  }
}

// What metadata credits has no place in the text.
void CiteCredit(const news::Article& article, const OwnSource& own, std::vector<news::Citation>& citations) {
  if (article.credit.empty()) {
    return;
  }
  const news::Source* const source = tables::SourceByName(article.credit);
  const std::string name = source != nullptr ? source->name : article.credit;
  const news::SourceId id = source != nullptr ? source->id : news::SourceId();
  const bool said = std::any_of(citations.begin(), citations.end(), [&](const news::Citation& citation) {
    return SaysWhose(citation.how) && citation.source == name;
  });
  if (!said && !own.Is(name, id)) {
    news::Citation citation;
    citation.source = name;
    citation.source_id = id;
    citation.how = news::CitationHow::kCredit;
    citations.insert(citations.begin(), std::move(citation));
  }
}

}  // namespace

std::vector<news::Citation> FindCitations(const Prepared& prepared, const news::Article& article) {
  const OwnSource own(article);
  std::vector<news::Citation> citations = CitationsIn(prepared, own);
  CiteLinks(prepared, article, own, citations);
  std::stable_sort(citations.begin(), citations.end(),
                   [](const news::Citation& one, const news::Citation& other) { return one.span < other.span; });
  for (std::size_t i = 0; i < article.marks.size(); ++i) {
    const news::Mark& mark = article.marks[i];
    if (mark.kind == news::MarkKind::kCaption || mark.kind == news::MarkKind::kContact) {
      continue;
    }
    const Prepared line(mark.text, prepared.language, Limits());
    for (news::Citation& citation : CitationsIn(line, own)) {
      citation.mark = static_cast<std::uint32_t>(i);
      citations.push_back(std::move(citation));
    }
  }
  CiteCredit(article, own, citations);
  return citations;
}

}  // namespace headwater::annotate
