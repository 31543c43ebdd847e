// Claims from metadata, from citations, and from lines that own to an unnamed source.
#include "trace/claims.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>

#include "tables/tables.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::trace {
namespace {

constexpr std::uint32_t kLead = 250;      // code points
constexpr std::uint32_t kEarly = 700;     // code points
constexpr std::uint32_t kFarLead = 500;   // code points, where the first two sentences are that long
constexpr std::uint32_t kLate = 700;      // code points before the end
constexpr std::uint32_t kBefore = 60;     // code points
constexpr std::size_t kCreditLine = 200;  // bytes of a paragraph that does nothing but credit
constexpr std::size_t kShortLine = 48;    // bytes of a line that is a credit as a whole
constexpr std::size_t kOpening = 60;      // bytes, within which prose may open with a credit
constexpr std::size_t kEdgeLines = 4;     // from the top and from the bottom
constexpr std::size_t kLongestName = 120;

news::HopHow HowOf(news::CitationHow how) {
  switch (how) {
    case news::CitationHow::kCredit:
      return news::HopHow::kCredit;
    case news::CitationHow::kCopyright:
      return news::HopHow::kCopyright;
    case news::CitationHow::kDateline:
      return news::HopHow::kDateline;
    case news::CitationHow::kByline:
      return news::HopHow::kByline;
    case news::CitationHow::kLink:
      return news::HopHow::kLink;
    case news::CitationHow::kTold:
      return news::HopHow::kTold;
    case news::CitationHow::kReported:
      return news::HopHow::kReported;
  }
  return news::HopHow::kReported;
}

const std::unordered_set<std::string>& UnnamedSources() {
  static const std::unordered_set<std::string> unnamed = [] {
    std::unordered_set<std::string> made;
    for (const tables::Row& row : tables::Table("unnamed_sources")) {
      made.insert(NameKey(row[1]));
    }
    return made;
  }();
  return unnamed;
}

bool NamesNoOne(std::string_view name) { return UnnamedSources().contains(NameKey(name)); }

// Folded words of a table's second column.
std::unordered_set<std::string> WordsIn(std::string_view table) {
  std::unordered_set<std::string> made;
  for (const tables::Row& row : tables::Table(table)) {
    for (const text::Word& word : text::Words(row[1])) {
      made.insert(text::Fold(row[1].substr(word.begin, word.end - word.begin)));
    }
  }
  return made;
}

const std::unordered_set<std::string>& Retellings() {
  static const std::unordered_set<std::string> words = WordsIn("retelling_words");
  return words;
}

const std::unordered_set<std::string>& UnnamedSpeakers() {
  static const std::unordered_set<std::string> words = WordsIn("unnamed_speakers");
  return words;
}

bool HasWordOf(const std::unordered_set<std::string>& words, std::string_view text) {
  return std::ranges::any_of(text::Words(text), [&](const text::Word& word) {
    return words.contains(text::Fold(text.substr(word.begin, word.end - word.begin)));
  });
}

// The sentence that holds the place; an empty span where none does.
news::Span SentenceAt(const news::Annotations& annotations, std::uint32_t place) {
  const auto found = std::ranges::find_if(
      annotations.sentences, [&](const news::Span& each) { return place >= each.begin && place < each.end; });
  return found == annotations.sentences.end() ? news::Span{} : *found;
}

class Finder {
 public:
  Finder(const news::Article& article, std::optional<OutletId> own, const Outlets& outlets)
      : article_(article),
        own_(own),
        outlets_(outlets),
        index_(article.text),
        length_(index_.CodePointAt(article.text.size())) {}

  std::vector<Claim> Find() {
    if (article_.annotations) {
      for (const news::Citation& citation : article_.annotations->citations) {
        ReadCitation(citation);
      }
    }
    ReadMetadata();
    ReadDateline();
    ReadLinks();
    ReadEdges();
    LinkClaims();
    std::ranges::stable_sort(claims_, {}, &Claim::how);
    return std::move(claims_);
  }

 private:
  void Put(Claim claim) {
    if (claim.name.size() > kLongestName || (NameKey(claim.name).empty() && claim.url.empty())) {
      return;
    }
    if (!claim.outlet) {
      claim.outlet = outlets_.Called(claim.name);
    }
    if (!claim.outlet && !claim.url.empty()) {
      claim.outlet = outlets_.At(claim.url);
    }
    claim.names_no_one = !claim.outlet && NamesNoOne(claim.name);
    if (IsOwn(claim)) {
      return;
    }
    const std::string key = NameKey(claim.name);
    for (Claim& known : claims_) {
      const bool same = claim.outlet ? known.outlet == claim.outlet : NameKey(known.name) == key;
      if (same) {
        Merge(known, std::move(claim));
        return;
      }
    }
    claims_.push_back(std::move(claim));
  }

  bool IsOwn(const Claim& claim) const {
    if (claim.outlet) {
      return claim.outlet == own_;
    }
    const std::string key = NameKey(claim.name);
    return key == NameKey(article_.publisher) || key == HostKey(article_.url);
  }

  // "(CBS SF)" on sanfrancisco.cbslocal.com: the outlet's own letters.
  bool IsOwnDateline(const news::Citation& citation) const {
    const std::size_t open = citation.text.find('(');
    if (citation.how != news::CitationHow::kDateline || open == std::string::npos) {
      return false;
    }
    const std::string_view name = std::string_view(citation.text).substr(open + 1);
    const std::string letters = NameKey(name.substr(0, name.find_first_of(" )/")));
    return letters.size() > 2 && HostKey(article_.url).find(letters) != std::string::npos;
  }

  static void Merge(Claim& known, Claim claim) {
    known.early = known.early || claim.early;
    known.in_lead = known.in_lead || claim.in_lead;
    known.retells = known.retells || claim.retells;
    known.news_in_lead = known.news_in_lead || claim.news_in_lead;
    known.told_in_lead = known.told_in_lead || claim.told_in_lead;
    if (known.url.empty()) {
      known.url = std::move(claim.url);
    }
    // A credit field says again what a line of the page says; the line tells how.
    const bool of_field = known.IsCredit() && claim.evidence.front().span.end == 0 && !claim.evidence.front().mark;
    const bool stronger = claim.how < known.how && !of_field;
    if (stronger) {
      known.how = claim.how;
      known.extent = claim.extent;
    } else if (known.IsCredit() && claim.IsCredit()) {
      known.extent = std::min(known.extent, claim.extent);
    }
    known.evidence.insert(stronger ? known.evidence.begin() : known.evidence.end(), claim.evidence.begin(),
                          claim.evidence.end());
  }

  void ReadMetadata() {
    if (!article_.credit.empty()) {
      Claim claim;
      claim.how = news::HopHow::kCredit;
      claim.name = article_.credit;
      claim.early = true;
      claim.evidence.push_back({{}, article_.credit, std::nullopt});
      Put(std::move(claim));
    }
    for (const news::Declared& declared : article_.declared) {
      Declare(declared.name, declared.url,
              declared.where + ": " + (declared.url.empty() ? declared.name : declared.url));
    }
    if (!article_.canonical_url.empty() && HostKey(article_.canonical_url) != HostKey(article_.url)) {
      Declare("", article_.canonical_url, "canonical: " + article_.canonical_url);
    }
  }

  void Declare(const std::string& name, const std::string& url, std::string words) {
    Claim claim;
    claim.how = news::HopHow::kDeclared;
    claim.url = url;
    claim.outlet = url.empty() ? std::nullopt : outlets_.At(url);
    claim.name = !name.empty() ? name : claim.outlet ? outlets_.Name(*claim.outlet) : NameOfHost(url);
    claim.early = true;
    claim.evidence.push_back({{}, std::move(words), std::nullopt});
    Put(std::move(claim));
  }

  static std::string_view HostPart(std::string_view url) {
    const std::size_t scheme = url.find("://");
    const std::string_view host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
    return host.substr(0, host.find_first_of("/?#:"));
  }

  static std::string NameOfHost(std::string_view url) {
    const std::string_view host = HostPart(url);
    const news::Source* const source = tables::SourceByHost(host);
    return source != nullptr ? source->name : std::string(host.starts_with("www.") ? host.substr(4) : host);
  }

  void ReadCitation(const news::Citation& citation) {
    if (citation.mark && *citation.mark < article_.marks.size() &&
        article_.marks[*citation.mark].kind == news::MarkKind::kCaption) {
      return;
    }
    if (IsOwnDateline(citation)) {
      return;
    }
    Claim claim;
    claim.how = HowOf(citation.how);
    claim.name = citation.source.empty() ? citation.text : citation.source;
    claim.url = citation.url;
    claim.early = citation.mark.has_value() || citation.span.begin < kEarly;
    claim.in_lead = citation.mark.has_value() || IsInLead(citation.span);
    claim.told_in_lead = claim.in_lead && claim.how == news::HopHow::kTold;
    claim.retells = claim.how == news::HopHow::kReported && HasWordOf(Retellings(), citation.text);
    if (claim.IsCredit()) {
      const std::string_view line = citation.mark && *citation.mark < article_.marks.size()
                                        ? std::string_view(article_.marks[*citation.mark].text)
                                        : LineAt(citation.span);
      claim.extent = ExtentOf(line);
      // What stands amid the prose is about something else: a chart's source, a name at a sentence's head.
      if (!citation.mark && !StandsAsCredit(citation, line)) {
        claim.how = news::HopHow::kCited;
      }
    } else if (claim.how == news::HopHow::kReported && claim.in_lead && !citation.mark) {
      const std::uint32_t from = citation.span.begin > kBefore ? citation.span.begin - kBefore : 0;
      claim.news_in_lead =
          IsNewsOf(citation.text, index_.Slice(from, citation.span.begin), article_.language, IsAgencyName(claim.name));
    }
    claim.evidence.push_back({citation.span, citation.text, citation.mark});
    Put(std::move(claim));
  }

  static bool IsAgencyName(std::string_view name) {
    const news::Source* const source = tables::SourceByName(name);
    return source != nullptr &&
           (source->kind == news::SourceKind::kAgency || source->kind == news::SourceKind::kStateMedium);
  }

  // Within the first sentences, or the first paragraph.
  bool IsInLead(const news::Span& span) const {
    if (span.begin < kLead || !article_.annotations || span.begin >= kEarly) {
      return span.begin < kLead;
    }
    if (span.begin < FirstParagraph()) {
      return true;
    }
    const std::vector<news::Span>& sentences = article_.annotations->sentences;
    constexpr std::size_t kLeadSentences = 2;
    return span.begin < kFarLead && sentences.size() > kLeadSentences && span.begin < sentences[kLeadSentences - 1].end;
  }

  // Where the first paragraph ends that is prose; zero where none is.
  std::uint32_t FirstParagraph() const {
    constexpr std::size_t kProse = 100;  // bytes
    const std::string_view text = article_.text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find("\n\n", begin), text.size());
      if (end - begin >= kProse) {
        return end == text.size() ? 0 : index_.CodePointAt(end);
      }
      begin = end + 2;
    }
    return 0;
  }

  // The paragraph that holds the place.
  std::string_view LineAt(const news::Span& span) const {
    const std::string_view text = article_.text;
    const std::size_t at = std::min(index_.ByteAt(span.begin), text.size());
    const std::size_t before = text.rfind('\n', at == 0 ? 0 : at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    return text.substr(begin, std::min(text.find('\n', at), text.size()) - begin);
  }

  bool StandsAsCredit(const news::Citation& citation, std::string_view line) const {
    const bool at_edge = citation.span.begin < kEarly || citation.span.end + kLate > length_;
    const bool of_its_own = citation.how == news::CitationHow::kCredit || citation.how == news::CitationHow::kCopyright;
    return at_edge || (of_its_own && line.size() < kCreditLine && line.size() > kShortLine);
  }

  // A link to another outlet of the window; whether the text is from there, what they share must tell.
  void ReadLinks() {
    for (const news::Link& link : article_.links) {
      const std::optional<OutletId> outlet = outlets_.At(link.url);
      if (outlet && outlet != own_) {
        Claim claim;
        claim.how = news::HopHow::kLink;
        claim.name = outlets_.Name(*outlet);
        claim.url = link.url;
        claim.outlet = outlet;
        claim.evidence.push_back({{}, link.text, std::nullopt});
        Put(std::move(claim));
      }
    }
  }

  // Where the article links to the page of whom it names, that is the nearest to the primary source.
  void LinkClaims() {
    for (Claim& claim : claims_) {
      if (!claim.url.empty()) {
        continue;
      }
      const news::Source* const source = tables::SourceByName(claim.name);
      const std::string key = NameKey(claim.name);
      for (const news::Link& link : article_.links) {
        const std::string_view host = HostPart(link.url);
        const bool theirs = source != nullptr ? tables::SourceByHost(host) == source : HostKey(link.url) == key;
        if (theirs && link.url.size() > link.url.find(host) + host.size() + 1) {
          claim.url = link.url;
          break;
        }
      }
    }
  }

  void ReadDateline() {
    const std::string_view name = DatelineSource(article_.text);
    if (name.empty() || !outlets_.Called(name)) {
      return;
    }
    Claim claim;
    claim.how = news::HopHow::kDateline;
    claim.name = name;
    claim.early = true;
    const auto begin = static_cast<std::uint32_t>(text::CountCodePoints(
        std::string_view(article_.text).substr(0, static_cast<std::size_t>(name.data() - article_.text.data()))));
    const auto size = static_cast<std::uint32_t>(text::CountCodePoints(name));
    claim.evidence.push_back({{begin, begin + size}, std::string(name), std::nullopt});
    Put(std::move(claim));
  }

  // "From wire reports", "- Agencies", "According to media reports, …": a line or an opening that names no one.
  void ReadEdges() {
    for (std::uint32_t i = 0; i < article_.marks.size(); ++i) {
      ReadUnnamedMark(article_.marks[i], i);
    }
    std::vector<std::string_view> lines;
    std::string_view rest = article_.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find("\n\n"), rest.size());
      lines.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool top = i < kEdgeLines;
      const bool edge = top || i + kEdgeLines >= lines.size();
      const bool is_short = lines[i].size() <= kShortLine;
      if (edge && is_short) {
        constexpr std::size_t kMostBefore = 2;  // "from", "by our"
        ReadUnnamed(lines[i], kMostBefore);
      } else if (top) {
        const std::string_view opening = lines[i].substr(0, kOpening);
        ReadUnnamed(opening.substr(0, std::min(opening.find(','), opening.size())), 0);
      }
    }
  }

  void ReadUnnamedMark(const news::Mark& mark, std::uint32_t number) {
    if (mark.kind == news::MarkKind::kCaption || mark.text.size() > kShortLine) {
      return;
    }
    const std::vector<text::Word> words = text::Words(mark.text);
    for (std::size_t i = 0; i < words.size() && i < 3; ++i) {
      const std::string_view tail = std::string_view(mark.text).substr(words[i].begin);
      if (NamesNoOne(tail)) {
        Claim claim;
        claim.name = tail;
        claim.early = true;
        claim.evidence.push_back(
            {{0, static_cast<std::uint32_t>(text::CountCodePoints(mark.text))}, mark.text, number});
        Put(std::move(claim));
        return;
      }
    }
  }

  void ReadUnnamed(std::string_view line, std::size_t most_before) {
    const std::vector<text::Word> words = text::Words(line);
    for (std::size_t i = 0; i < words.size() && i <= most_before; ++i) {
      const std::string_view tail = line.substr(words[i].begin, words.back().end - words[i].begin);
      if (tail.size() > 4 && NamesNoOne(tail)) {
        const auto begin = static_cast<std::uint32_t>(text::CountCodePoints(
            std::string_view(article_.text).substr(0, static_cast<std::size_t>(tail.data() - article_.text.data()))));
        Claim claim;
        claim.name = tail;
        claim.early = true;
        claim.evidence.push_back({{begin, begin + static_cast<std::uint32_t>(text::CountCodePoints(tail))},
                                  std::string(tail),
                                  std::nullopt});
        Put(std::move(claim));
        return;
      }
    }
  }

  const news::Article& article_;
  std::optional<OutletId> own_;
  const Outlets& outlets_;
  text::CodePointIndex index_;
  std::uint32_t length_;
  std::vector<Claim> claims_;
};

}  // namespace

bool IsSigned(const news::Article& article) {
  return !article.publisher.empty() || !article.authors.empty() || !article.credit.empty() ||
         !HostKey(article.url).empty();
}

std::vector<news::Evidence> UnnamedGround(const news::Article& article) {
  std::vector<news::Evidence> words;
  if (!article.annotations || article.annotations->sentences.empty()) {
    return words;
  }
  bool at_once = false;
  for (const news::Statement& statement : article.annotations->statements) {
    if (!statement.speaker || statement.mark) {
      continue;
    }
    const news::Speaker& speaker = *statement.speaker;
    if (speaker.entity.value().starts_with("person/")) {
      return {};
    }
    if (speaker.entity.empty() && HasWordOf(UnnamedSpeakers(), speaker.name)) {
      at_once = at_once || speaker.phrase.span.begin < article.annotations->sentences.front().end;
      words.push_back({speaker.phrase.span, speaker.name, std::nullopt});
    }
  }
  return at_once ? words : std::vector<news::Evidence>{};
}

double PartTold(const news::Article& article, const Claim& claim) {
  if (!article.annotations) {
    return 0;
  }
  std::set<news::Span> told;
  for (const news::Evidence& evidence : claim.evidence) {
    if (!evidence.mark && evidence.span.end > evidence.span.begin) {
      told.insert(SentenceAt(*article.annotations, evidence.span.begin));
    }
  }
  for (const news::Statement& statement : article.annotations->statements) {
    const bool through = !statement.mark && std::ranges::find(statement.chain, claim.name) != statement.chain.end();
    for (const news::Span& content : statement.content) {
      if (through) {
        told.insert(SentenceAt(*article.annotations, content.begin));
      }
    }
  }
  double part = 0;
  double whole = 0;
  for (const news::Span& sentence : article.annotations->sentences) {
    whole += sentence.end - sentence.begin;
    part += told.contains(sentence) ? sentence.end - sentence.begin : 0U;
  }
  return whole > 0 ? part / whole : 0;
}

std::vector<Claim> FindClaims(const news::Article& article, std::optional<OutletId> own, const Outlets& outlets) {
  return Finder(article, own, outlets).Find();
}

}  // namespace headwater::trace
