// What the words of a document allow to conclude about the day of its publication.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/date_phrase.h"
#include "news/article.h"

namespace headwater::extract {

// An interval of days that grows narrower as words are read; every end knows the words that set it.
class DayInterval {
 public:
  void NotBefore(std::chrono::sys_days day, std::string_view words);
  void NotAfter(std::chrono::sys_days day, std::string_view words);
  // Further words that a bound rests on.
  void AlsoBy(std::string_view words);
  // The words that set the ends stay evidence when others narrow them.
  void KeepWords();

  const std::optional<std::chrono::sys_days>& from() const { return from_; }
  const std::optional<std::chrono::sys_days>& to() const { return to_; }

  // Nothing where both ends are open, or contradict each other.
  std::optional<news::PublishedBetween> Concluded() const;

 private:
  std::optional<std::chrono::sys_days> from_;
  std::optional<std::chrono::sys_days> to_;
  std::string from_words_;
  std::string to_words_;
  std::vector<std::string> also_;
};

// The years that a copyright line names, 0 where it names none, with its words.
struct CopyrightYears {
  int first = 0;
  int last = 0;
  std::string words;
};

// From the prose (paragraphs parted by blank lines), the copyright lines, and the words of the dateline; `language` is
// the prose's. Only safe conclusions: a date told as past is a lower end, one told as to come an upper; a copyright's
// single year is both.
std::optional<news::PublishedBetween> PublishedBetweenOf(std::string_view prose,
                                                         const std::vector<CopyrightYears>& copyrights,
                                                         std::string_view dateline, std::string_view language);

// The first and last day that a phrase may mean, its part or season of the year considered; needs a year.
std::chrono::sys_days FirstDay(const DatePhrase& phrase, const DateParts& parts);
std::chrono::sys_days LastDay(const DateParts& parts);

// The last day on which the phrase's date can be told as to come: "until 2031" is said before that year.
std::chrono::sys_days LastDayAhead(const DatePhrase& phrase);

}  // namespace headwater::extract
