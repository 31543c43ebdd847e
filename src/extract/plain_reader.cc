// The walk over a plain text's lines.
#include "extract/plain_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/plain_dateline.h"
#include "extract/plain_published.h"
#include "extract/plain_tail.h"
#include "extract/plain_translated.h"
#include "text/utf8.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kHeadZone = 30;          // lines
constexpr std::size_t kHeadlineLongest = 250;  // code points
constexpr std::size_t kHeadlineWords = 4;
constexpr std::size_t kPictureCredit = 80;  // code points

struct PhraseMark {
  Furniture furniture;
  news::MarkKind mark;
};

// Furniture that tells where a text is from.
constexpr std::array<PhraseMark, 8> kPhraseMarks{{{Furniture::kCaption, news::MarkKind::kCaption},
                                                  {Furniture::kLetter, news::MarkKind::kContact},
                                                  {Furniture::kContact, news::MarkKind::kContact},
                                                  {Furniture::kCorrection, news::MarkKind::kCorrection},
                                                  {Furniture::kNotice, news::MarkKind::kNotice},
                                                  {Furniture::kSource, news::MarkKind::kByline},
                                                  {Furniture::kDesk, news::MarkKind::kByline},
                                                  {Furniture::kPublisher, news::MarkKind::kPublisher}}};

// Ideographs and kana have no blanks: a headline of theirs is few tokens or many.
bool EnoughWords(const LineRecord& record) {
  return record.tokens.size() >= kHeadlineWords ||
         (record.width >= 8 && record.line.text.size() >= record.width * 5 / 2);
}

std::string_view StripSigns(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" -|:;,*>");
  text = begin == std::string_view::npos ? std::string_view() : text.substr(begin);
  for (const std::string_view dash : {"–", "—", "•", "·"}) {
    while (text.starts_with(dash)) {
      text.remove_prefix(dash.size());
      text = Trim(text);
    }
  }
  return text;
}

LineRecord RecordOf(std::string_view text) {
  LineRecord record;
  record.line.text = text;
  record.tokens = TokensOf(record.line.text);
  record.key = LineKey(record.tokens);
  record.width = text::CountCodePoints(record.line.text);
  record.furniture = JudgeLine(record.line.text, record.tokens);
  return record;
}

void AddNew(std::vector<std::string>& list, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (std::find(list.begin(), list.end(), name) == list.end()) {
      list.push_back(name);
    }
  }
}

// The site that a line of the form "Newsheap is an automatic aggregator of …" speaks of.
std::string SiteOf(std::string_view line, const std::vector<Token>& tokens) {
  constexpr std::size_t kLongestName = 4;
  for (std::size_t i = 1; i + 1 < tokens.size() && i <= kLongestName; ++i) {
    const bool is = tokens[i].folded == "is" && tokens[i + 1].folded.starts_with("a");
    if ((is || tokens[i].folded == "ist") && tokens.front().capital) {
      const std::string name(line.substr(tokens.front().begin, tokens[i - 1].end - tokens.front().begin));
      return tokens.front().folded == "this" || tokens.front().folded == "it" ? std::string() : SourceName(name);
    }
  }
  return {};
}

// "Title: …", "# …" as some collections write it.
std::string_view WithoutTitleSign(std::string_view line) {
  for (const std::string_view sign : {"# ", "## ", "Title: ", "TITLE: ", "Headline: ", "HEADLINE: "}) {
    if (line.starts_with(sign)) {
      line.remove_prefix(sign.size());
    }
  }
  return Trim(line);
}

}  // namespace

PlainReader::PlainReader(std::vector<LineRecord>& records, news::Article& article)
    : records_(records), article_(article), day_first_(article.language != "en") {}

void PlainReader::AddMark(news::MarkKind kind, std::string_view text) {
  for (const news::Mark& mark : article_.marks) {
    if (mark.kind == kind && mark.text == text) {
      return;
    }
  }
  article_.marks.push_back({kind, std::string(text)});
}

void PlainReader::AddCopyright(CopyrightLine copyright, std::string_view text) {
  AddMark(news::MarkKind::kCopyright, text);
  evidence_.copyright_words.emplace_back(text.substr(0, copyright.end - copyright.begin));
  evidence_.copyrights.push_back(std::move(copyright));
}

bool PlainReader::MayBeHeadline(const LineRecord& record) const {
  const std::string_view text = record.line.text;
  return record.furniture.kind == Furniture::kNone && record.width <= kHeadlineLongest &&
         !IsDebris(text, record.tokens) && !IsListEntry(text) && LooksLikeHeading(record) && !ReadPlainByline(text) &&
         !ReadPublishedLine(text, day_first_) && !ReadCopyright(text, record.tokens);
}

void PlainReader::FindHeadline() {
  std::size_t fallback = records_.size();
  std::size_t found = records_.size();
  for (std::size_t i = 0; i < records_.size() && i < kHeadZone && found == records_.size(); ++i) {
    const LineRecord& record = records_[i];
    if (LooksLikeProse(record) && !LooksLikeHeading(record) && record.furniture.kind == Furniture::kNone) {
      break;
    }
    if (!MayBeHeadline(record)) {
      continue;
    }
    if (EnoughWords(record)) {
      found = i;
    } else if (fallback == records_.size()) {
      fallback = i;
    }
  }
  const std::size_t chosen = found < records_.size() ? found : fallback;
  if (chosen >= records_.size() || chosen + 1 >= records_.size()) {
    return;
  }
  LineRecord& record = records_[chosen];
  record.role = Role::kHeadline;
  article_.headline = WithoutTitleSign(record.line.text);
  headline_key_ = LineKey(article_.headline);
  headline_words_ = TokensOf(article_.headline).size();
  // Kickers and menus before the headline are no prose.
  for (std::size_t i = 0; i < chosen; ++i) {
    if (!LooksLikeProse(records_[i]) && records_[i].furniture.kind == Furniture::kNone &&
        !ReadPlainByline(records_[i].line.text) && !ReadPublishedLine(records_[i].line.text, day_first_)) {
      records_[i].role = Role::kDropped;
    }
  }
}

bool PlainReader::ReadRepeatedHeadline(LineRecord& record) {
  if (headline_key_.empty()) {
    return false;
  }
  if (record.key == headline_key_) {
    return true;
  }
  std::string_view text = record.line.text;
  if (record.key.starts_with(headline_key_ + " ") && record.tokens.size() > headline_words_) {
    text = StripSigns(text.substr(record.tokens[headline_words_ - 1].end));
  } else if (record.key.ends_with(" " + headline_key_) && record.tokens.size() > headline_words_) {
    text = Trim(text.substr(0, record.tokens[record.tokens.size() - headline_words_].begin));
  } else {
    return false;
  }
  // Only beside furniture is the headline a repetition; in a sentence it may be words like any others.
  LineRecord rest = RecordOf(text);
  return ReadFurniture(rest);
}

bool PlainReader::ReadBylineOf(LineRecord& record) {
  const std::string_view text = record.line.text;
  std::optional<PlainByline> byline = ReadPlainByline(text);
  // A source's name alone says whose the report is above the prose, and little below it.
  if (!byline || (!byline->opened && prose_ > 0)) {
    return false;
  }
  if (prose_ == 0 && !article_.published) {
    article_.published = StatedDay(text, record.tokens);
  }
  AddNew(evidence_.byline_authors, byline->authors);
  if (evidence_.byline_credit.empty()) {
    evidence_.byline_credit = byline->credit;
  }
  AddMark(news::MarkKind::kByline, text);
  return true;
}

bool PlainReader::ReadDateOf(LineRecord& record) {
  const std::optional<PublishedLine> line = ReadPublishedLine(record.line.text, day_first_);
  if (!line) {
    return false;
  }
  if (line->published && !article_.published) {
    article_.published = line->published;
  }
  if (line->modified && !article_.modified) {
    article_.modified = line->modified;
  }
  record.stated = line->published ? line->published : line->modified;
  record.role = record.stated ? Role::kDate : record.role;
  return true;
}

bool PlainReader::ReadCopyrightOf(LineRecord& record) {
  const std::string_view text = record.line.text;
  std::optional<CopyrightLine> copyright = ReadCopyright(text, record.tokens);
  if (!copyright) {
    return false;
  }
  // Without a year, with a photographer behind a stroke or above the end of the text, it is a picture's.
  const bool picture =
      record.furniture.kind == Furniture::kCaption ||
      (record.width <= kPictureCredit && (copyright->holder.find(" / ") != std::string::npos || more_prose_));
  if (copyright->last_year == 0 && picture) {
    AddMark(news::MarkKind::kCaption, text);
    return true;
  }
  const std::string_view before = Trim(text.substr(0, copyright->begin));
  const bool prose_before = before.size() >= 60 && ClosesSentence(before);
  AddCopyright(*copyright, text.substr(copyright->begin));
  if (prose_before) {
    record = RecordOf(std::string(before));
    return false;
  }
  return true;
}

bool PlainReader::ReadPhraseOf(LineRecord& record) {
  const std::string_view text = record.line.text;
  switch (record.furniture.kind) {
    case Furniture::kNone:
      return false;
    case Furniture::kRegion:
      article_.access = news::Access::kRegionBlocked;
      return true;
    case Furniture::kPaywall:
      if (article_.access == news::Access::kUnknown) {
        article_.access = news::Access::kPaywalled;
      }
      return true;
    case Furniture::kLetter:
      AddNew(evidence_.letter_authors, PersonsIn(Trim(text.substr(record.furniture.end))));
      break;
    case Furniture::kSource: {
      const std::string_view name = StripSigns(text.substr(record.furniture.end));
      if (evidence_.source_credit.empty() && name.size() <= 80 && !name.empty()) {
        evidence_.source_credit = SourceName(name);
      }
      break;
    }
    case Furniture::kNotice:
      if (article_.translated_from.empty()) {
        article_.translated_from = TranslatedFrom(text);
      }
      record.role = Role::kNote;
      break;
    case Furniture::kPublisher:
      if (article_.publisher.empty()) {
        article_.publisher = SiteOf(text, record.tokens);
      }
      break;
    default:
      break;
  }
  for (const PhraseMark& row : kPhraseMarks) {
    if (row.furniture == record.furniture.kind) {
      AddMark(row.mark, text);
    }
  }
  return true;
}

bool PlainReader::ReadFurniture(LineRecord& record) {
  return ReadDateOf(record) || ReadBylineOf(record) || ReadCopyrightOf(record) || ReadPhraseOf(record) ||
         IsDebris(record.line.text, record.tokens);
}

void PlainReader::ReadProse(LineRecord& record) {
  std::string& text = record.line.text;
  if (const std::size_t dash = LeadingDash(text); dash > 0 && prose_ == 0 && dashes_ == 1) {
    AddMark(news::MarkKind::kDateline, Trim(text.substr(0, dash)));
    record = RecordOf(std::string(text.substr(dash)));
  } else if (prose_ < 2 && article_.dateline.empty()) {
    if (const std::optional<Dateline> dateline = ReadDateline(text)) {
      article_.dateline = dateline->place;
      evidence_.dateline_credit = dateline->credit;
      AddMark(news::MarkKind::kDateline, dateline->words);
    }
  }
  prose_ += LooksLikeProse(record) ? 1 : 0;
}

void PlainReader::ReadLine(std::size_t at) {
  LineRecord& record = records_[at];
  more_prose_ = at < last_prose_;
  if (record.role != Role::kProse) {
    return;
  }
  if (ReadRepeatedHeadline(record) || ReadFurniture(record)) {
    record.role = record.role == Role::kProse ? Role::kDropped : record.role;
    return;
  }
  ReadProse(record);
}

void PlainReader::ReadTailLine(LineRecord& record) {
  const Furniture kind = record.furniture.kind;
  if (kind == Furniture::kPublisher || kind == Furniture::kNotice || kind == Furniture::kLetter ||
      kind == Furniture::kSource) {
    ReadPhraseOf(record);
  } else if (kind == Furniture::kNone) {
    ReadCopyrightOf(record);
  }
}

void PlainReader::Read() {
  dashes_ = static_cast<std::size_t>(std::count_if(records_.begin(), records_.end(), [](const LineRecord& record) {
    return record.width > 40 && LeadingDash(record.line.text) > 0;
  }));
  for (std::size_t i = 0; i < records_.size(); ++i) {
    last_prose_ = records_[i].furniture.kind == Furniture::kNone && LooksLikeProse(records_[i]) ? i : last_prose_;
  }
  FindHeadline();
  for (std::size_t i = 0; i < records_.size();) {
    if (records_[i].role == Role::kProse && records_[i].furniture.kind == Furniture::kRelated) {
      const std::size_t goes_on = ProseAfter(records_, i);
      for (; i < goes_on; ++i) {
        // What stands in the tail is still read for the page's own copyright and publisher lines.
        ReadTailLine(records_[i]);
        records_[i].role = Role::kDropped;
      }
      continue;
    }
    ReadLine(i);
    ++i;
  }
  DropTeaserTail(records_);
}

}  // namespace headwater::extract
