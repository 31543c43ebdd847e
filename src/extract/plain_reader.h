// Goes through a plain text line by line: what is furniture leaves the prose, and what it tells goes into the article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/plain_byline.h"
#include "extract/plain_record.h"
#include "news/article.h"

namespace headwater::extract {

// What the page's furniture says of the article, gathered before it is weighed.
struct PlainEvidence {
  std::vector<std::string> byline_authors;
  std::vector<std::string> letter_authors;
  std::string byline_credit;
  std::string dateline_credit;
  std::string source_credit;
  std::vector<CopyrightLine> copyrights;
  std::vector<std::string> copyright_words;  // as they stand, one for each of `copyrights`
};

class PlainReader {
 public:
  // The article must outlive the reader and have its language (English writes the month first); its headline, marks,
  // access, dateline, dates and languages are filled in.
  PlainReader(std::vector<LineRecord>& records, news::Article& article);

  // Sets the role of every record, and cuts datelines' bare dashes and copyright lines from the ends of paragraphs.
  void Read();

  const PlainEvidence& evidence() const { return evidence_; }

 private:
  void FindHeadline();
  bool MayBeHeadline(const LineRecord& record) const;
  void ReadLine(std::size_t at);
  // Reads the line as something that is no prose; false where it is prose.
  bool ReadFurniture(LineRecord& record);
  bool ReadRepeatedHeadline(LineRecord& record);
  bool ReadBylineOf(LineRecord& record);
  bool ReadDateOf(LineRecord& record);
  bool ReadCopyrightOf(LineRecord& record);
  bool ReadPhraseOf(LineRecord& record);
  // What stands in the tail is read for the page's own copyright and publisher lines only.
  void ReadTailLine(LineRecord& record);
  void ReadProse(LineRecord& record);
  void AddMark(news::MarkKind kind, std::string_view text);
  void AddCopyright(CopyrightLine copyright, std::string_view text);

  std::vector<LineRecord>& records_;
  news::Article& article_;
  PlainEvidence evidence_;
  std::string headline_key_;
  std::size_t headline_words_ = 0;
  std::size_t prose_ = 0;       // paragraphs so far
  std::size_t last_prose_ = 0;  // the last line that looks like it
  bool more_prose_ = false;     // the line that is read stands above it
  bool day_first_ = false;      // 3/4 is the third of April
  std::size_t dashes_ = 0;      // paragraphs that open with a dash
};

}  // namespace headwater::extract
