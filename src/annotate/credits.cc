// Credits, paragraph by paragraph: first the lines that open with a cue, then the forms that need none.
#include "annotate/credits.h"

#include <algorithm>
#include <string_view>

#include "annotate/datelines.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kLine = 18;      // tokens of a line that may be a credit
constexpr std::size_t kShortLine = 6;  // of one that holds nothing else
constexpr std::size_t kAcronym = 6;    // letters
constexpr std::size_t kCaption = 60;   // of one that may be about a picture
constexpr std::size_t kProse = 20;     // tokens from which a paragraph may be prose

class CreditFinder {
 public:
  CreditFinder(const HashedText& text, const CitationWords& words, const OutletReader& reader)
      : text_(text), words_(words), reader_(reader), prepared_(text.prepared), all_(ParagraphsOf(text.prepared)) {
    head_ = 0;
    while (head_ < all_.size() && !IsProse(all_[head_])) {
      ++head_;
    }
    tail_ = all_.size();
    while (tail_ > head_ && !IsProse(all_[tail_ - 1])) {
      --tail_;
    }
  }

  std::vector<Found> Run() {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const Paragraph& paragraph = all_[i];
      FindDatelines(text_, words_, reader_, paragraph, found_);
      Copyrights(paragraph);
      const bool pictured = Pictured(paragraph);
      if (pictured) {
        continue;
      }
      Notes(paragraph);
      if (paragraph.last - paragraph.first > kLine) {
        EndTag(paragraph, i + 1 >= tail_);
        continue;
      }
      const std::size_t before = found_.size();
      Opened(paragraph);
      if (found_.size() == before && (i < head_ || i >= tail_)) {
        Bare(paragraph, i < head_);
      }
    }
    return std::move(found_);
  }

 private:
  const Token& TokenAt(std::size_t at) const { return prepared_.tokens[at]; }
  std::string_view WordAt(std::size_t at) const { return prepared_.Word(at); }
  bool Is(std::size_t at, std::size_t last, std::uint32_t kinds) const {
    return words_.Starting(text_, at, last, kinds) > 0;
  }
  static bool IsDash(std::string_view word) { return word == "-" || word == "–" || word == "—" || word == "―"; }

  // Long, and ended as sentences are.
  bool IsProse(const Paragraph& paragraph) const {
    if (paragraph.last - paragraph.first < kProse) {
      return false;
    }
    const Token& end = TokenAt(paragraph.last - 1);
    return end.punct && (end.quote || WordAt(paragraph.last - 1).find_first_of(".!?:)") != std::string_view::npos);
  }

  // Is a short line about a picture?
  bool Pictured(const Paragraph& paragraph) const {
    for (std::size_t at = paragraph.first; at < paragraph.last && paragraph.last - paragraph.first < kCaption; ++at) {
      if (Is(at, paragraph.last, kPhoto)) {
        return true;
      }
    }
    return false;
  }

  void Add(std::size_t first, const Outlet& outlet, news::CitationHow how) {
    // "This article appeared first in" holds "appeared first in".
    if (std::ranges::any_of(found_, [&](const Found& each) { return each.outlet.begin == outlet.begin; })) {
      return;
    }
    found_.push_back({std::min<std::size_t>(TokenAt(first).begin, outlet.begin), outlet.end, outlet, how});
  }

  // "with files from Reuters and AFP", "Source: Ashford Post, Vellmar Radio": those after the first.
  void AddOthers(std::size_t first, Outlet outlet, std::size_t last, news::CitationHow how) {
    Add(first, outlet, how);
    for (int others = 0; others < 4 && outlet.last + 1 < last; ++others) {
      const std::string_view between = WordAt(outlet.last);
      const bool listed = between == "," || between == "/" || between == "and" || between == "&" || between == "und";
      const auto next = listed ? reader_.At(outlet.last + 1, last, Hold::kFirm, false) : std::nullopt;
      if (!next || !next->named) {
        return;
      }
      outlet = *next;
      Add(outlet.first, outlet, how);
    }
  }

  // © 2022 Ashford Herald; (c) Vellmar Wire; Copyright by Ashford Herald 2022.
  void Copyrights(const Paragraph& paragraph) {
    for (std::size_t at = paragraph.first; at < paragraph.last; ++at) {
      std::size_t next = CopyrightSign(paragraph, at);
      if (next == at) {
        continue;
      }
      const std::size_t near = at - std::min<std::size_t>(2, at - paragraph.first);
      const bool picture = words_.Ending(text_, near, at, kPhoto) > 0;
      const bool line = at == paragraph.first && paragraph.last - at <= kLine;
      bool sure = WordAt(at) == "©" || WordAt(at) == "(" || line;
      for (; next < paragraph.last; ++next) {
        const std::string_view word = WordAt(next);
        const bool sign = CopyrightSign(paragraph, next) > next;
        if (!TokenAt(next).number && !TokenAt(next).punct && !sign && word != "by" && word != "BY" && word != "c") {
          break;
        }
        if (word == "." || word == ";") {
          next = paragraph.last;
        }
        sure = sure || TokenAt(next >= paragraph.last ? at : next).number || sign;
      }
      const auto holder = picture ? std::nullopt : reader_.At(next, paragraph.last, Hold::kSure, true);
      if (holder && (sure || !holder->id.value().empty()) && !IsFormula(*holder, paragraph.last)) {
        Add(at, *holder, news::CitationHow::kCopyright);
        at = holder->last - 1;
      }
    }
  }

  // "All Rights Reserved", "Copyright Act": no holder.
  bool IsFormula(const Outlet& holder, std::size_t last) const {
    const std::string_view word = WordAt(holder.first);
    return holder.id.value().empty() &&
           (word == "All" || word == "Act" || word == "Law" || word == "Office" || word == "Notice" || word == "Alle" ||
            word == "Tous" || word == "Todos" || word == "Tutti" || word == "Image" ||
            (holder.last == holder.first + 1 && Is(holder.first, last, kLink | kBetween | kArticle)));
  }

  // Past a sign of copyright that stands at the token; the token itself where none does.
  std::size_t CopyrightSign(const Paragraph& paragraph, std::size_t at) const {
    const std::string_view word = WordAt(at);
    if (word == "©" || word == "Copyright" || word == "COPYRIGHT" || word == "copyright") {
      return at + 1;
    }
    const bool bracketed = word == "(" && at + 2 < paragraph.last && WordAt(at + 2) == ")";
    return bracketed && (WordAt(at + 1) == "c" || WordAt(at + 1) == "C") ? at + 3 : at;
  }

  // "This article was originally published in …", wherever it stands.
  void Notes(const Paragraph& paragraph) {
    for (std::size_t at = paragraph.first; at < paragraph.last; ++at) {
      words_.CuesAt(text_, at, paragraph.last, cues_);
      for (const SourceCue& cue : cues_) {
        if (cue.kind == SourceCueKind::kAnywhere) {
          Note(paragraph, at, cue);
        }
      }
    }
  }

  void Note(const Paragraph& paragraph, std::size_t at, const SourceCue& cue) {
    std::size_t next = at + cue.length;
    if (next < paragraph.last && WordAt(next) == ":") {
      ++next;
    }
    const auto outlet = reader_.After(next, paragraph.last, cue.hold);
    if (!outlet || outlet->again) {
      return;
    }
    // "Originally published in Spanish", "on Monday".
    if (!outlet->named && paragraph.last - paragraph.first > kLine) {
      return;
    }
    const bool known = !outlet->id.value().empty() || !outlet->named;
    const bool one = outlet->last == outlet->first + 1;
    const bool vague = one && !TokenAt(outlet->first).upper && WordAt(next - 1) == "in" &&
                       WordAt(outlet->first).find('.') == std::string_view::npos;
    const bool day = Is(outlet->first, paragraph.last, kBetween) && (one || TokenAt(outlet->first + 1).number);
    if (known || (!vague && !day)) {
      AddOthers(at, *outlet, paragraph.last, cue.how);
    }
  }

  // Lines that open with a cue: "Source: …", "Via …", "By …".
  void Opened(const Paragraph& paragraph) {
    std::size_t at = paragraph.first;
    while (at < paragraph.last && TokenAt(at).punct && !TokenAt(at).quote) {
      ++at;
    }
    if (at == paragraph.last) {
      return;
    }
    words_.CuesAt(text_, at, paragraph.last, cues_);
    for (const SourceCue& cue : cues_) {
      if (cue.kind != SourceCueKind::kOpen) {
        continue;
      }
      if (cue.how == news::CitationHow::kByline) {
        Byline(paragraph, at, at + cue.length);
      } else {
        SourceLine(paragraph, at, cue);
      }
      return;
    }
  }

  void SourceLine(const Paragraph& paragraph, std::size_t at, const SourceCue& cue) {
    std::size_t next = at + cue.length;
    const bool parted = next < paragraph.last && (WordAt(next) == ":" || WordAt(next) == "：" || IsDash(WordAt(next)));
    next += parted ? 1 : 0;
    if (!parted && paragraph.last - paragraph.first > kShortLine + 2) {
      return;
    }
    const bool alone = paragraph.last - paragraph.first <= kShortLine && WordAt(at) == "Via";
    const Hold hold = parted || alone ? cue.hold : Hold::kFirm;
    const auto outlet = reader_.After(next, paragraph.last, hold);
    if (outlet && !outlet->again) {
      AddOthers(at, *outlet, paragraph.last, cue.how);
    }
  }

  // "By Ann Eklund, Vellmar Wire", "By ANN EKLUND Associated Press", "By Thornby Echo staff".
  void Byline(const Paragraph& paragraph, std::size_t at, std::size_t first) {
    // "By THNA"
    if (first + 1 == paragraph.last && TokenAt(first).upper && WordAt(first).size() <= kAcronym) {
      if (const auto outlet = reader_.At(first, paragraph.last, Hold::kSure, false)) {
        Add(at, *outlet, news::CitationHow::kByline);
      }
      return;
    }
    for (std::size_t next = first; next < paragraph.last; ++next) {
      if (TokenAt(next).punct) {
        continue;
      }
      const auto outlet = reader_.At(next, paragraph.last, Hold::kFirm, false);
      if (outlet && !outlet->id.value().empty()) {
        AddOthers(at, *outlet, paragraph.last, news::CitationHow::kByline);
        return;
      }
    }
    for (std::size_t next = first; next < paragraph.last; ++next) {
      const bool begins =
          next == first || TokenAt(next - 1).punct || WordAt(next - 1) == "of" || WordAt(next - 1) == "for";
      if (!begins || TokenAt(next).punct) {
        continue;
      }
      const auto outlet = reader_.At(next, paragraph.last, Hold::kFirm, next > first);
      if (outlet) {
        Add(at, *outlet, news::CitationHow::kByline);
        return;
      }
    }
  }

  // No lower-case words but those for who writes.
  bool IsFrame(std::size_t first, std::size_t last) const {
    for (std::size_t at = first; at < last; ++at) {
      const Token& token = TokenAt(at);
      if (!token.punct && !token.capitalised && !token.number && !Is(at, last, kRole | kBetween | kLink)) {
        return false;
      }
    }
    return true;
  }

  // A line that is a medium's name: "Associated Press", "AP Business Writers", "Ann Eklund, Associated Press".
  void Bare(const Paragraph& paragraph, bool head) {
    std::size_t at = paragraph.first;
    while (at < paragraph.last && TokenAt(at).punct) {
      ++at;
    }
    const auto how = head ? news::CitationHow::kByline : news::CitationHow::kCredit;
    if (const std::size_t size = words_.Starting(text_, at, paragraph.last, kUnnamed);
        size > 0 && at + size >= paragraph.last - (TokenAt(paragraph.last - 1).punct ? 1 : 0)) {
      if (size > 1 || at > paragraph.first) {
        Outlet outlet = Whole(at, at + size);
        Add(at, outlet, how);
      }
      return;
    }
    for (std::size_t next = at; next < paragraph.last; ++next) {
      const bool begins = next == at || (head && WordAt(next - 1) == ",");
      const auto outlet = begins ? reader_.At(next, paragraph.last, Hold::kFirm, false) : std::nullopt;
      if (!outlet || !IsFrame(at, next) || !IsFrame(outlet->last, paragraph.last)) {
        continue;
      }
      const bool staffed = next == at && paragraph.last <= outlet->last + 2 && Is(outlet->last, paragraph.last, kRole);
      if (outlet->agency || staffed) {
        Add(at, *outlet, how);
        return;
      }
    }
  }

  Outlet Whole(std::size_t first, std::size_t last) const {
    Outlet outlet;
    outlet.first = first;
    outlet.last = last;
    outlet.begin = TokenAt(first).begin;
    outlet.end = TokenAt(last - 1).end;
    outlet.source = std::string(prepared_.text.substr(outlet.begin, outlet.end - outlet.begin));
    outlet.named = false;
    return outlet;
  }

  // The last prose ends in "(AFP)", "/dpa" or "— Reuters".
  void EndTag(const Paragraph& paragraph, bool last_prose) {
    if (!last_prose || paragraph.last < paragraph.first + 4) {
      return;
    }
    std::size_t end = paragraph.last;
    const bool bracket = WordAt(end - 1) == ")" || WordAt(end - 1) == "）";
    end -= bracket ? 1 : 0;
    const std::size_t floor = end - std::min<std::size_t>(4, end - paragraph.first - 1);
    for (std::size_t at = end - 1; at >= floor; --at) {
      const std::string_view before = WordAt(at - 1);
      const bool tagged = bracket ? before == "(" || before == "（" : (before == "/" || IsDash(before));
      const auto outlet = tagged ? reader_.At(at, end, Hold::kFirm, false) : std::nullopt;
      if (outlet && outlet->agency && outlet->last == end) {
        Add(at, *outlet, news::CitationHow::kCredit);
        return;
      }
    }
  }

  const HashedText& text_;
  const CitationWords& words_;
  const OutletReader& reader_;
  const Prepared& prepared_;
  std::vector<Paragraph> all_;
  std::size_t head_ = 0;  // paragraphs before the prose
  std::size_t tail_ = 0;  // the first after it
  std::vector<SourceCue> cues_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Paragraph> ParagraphsOf(const Prepared& prepared) {
  std::vector<Paragraph> paragraphs;
  for (const Sentence& sentence : prepared.sentences) {
    if (sentence.first == sentence.last) {
      continue;
    }
    if (sentence.paragraph_start || paragraphs.empty()) {
      paragraphs.push_back({sentence.first, sentence.last});
    } else {
      paragraphs.back().last = sentence.last;
    }
  }
  return paragraphs;
}

std::vector<Found> FindCredits(const HashedText& text, const CitationWords& words, const OutletReader& reader) {
  return CreditFinder(text, words, reader).Run();
}

}  // namespace headwater::annotate
