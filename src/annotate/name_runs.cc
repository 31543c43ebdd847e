// Gathers runs of capitalised words.
#include "annotate/name_runs.h"

#include "annotate/alike.h"
#include "annotate/lexicon.h"
#include "text/utf8.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kLongestRun = 14;

bool IsConnector(std::string_view word) {
  return word == "of" || word == "for" || word == "and" || word == "&" || word == "on" || word == "für";
}

// "al-Assad", "el-Sisi": the article is joined to a capitalised name.
bool IsArabicArticle(std::string_view word) {
  const std::size_t hyphen = word.find('-');
  return hyphen != std::string_view::npos && hyphen >= 1 && hyphen <= 3 && hyphen + 1 < word.size() &&
         word[hyphen + 1] >= 'A' && word[hyphen + 1] <= 'Z' && word[0] >= 'a' && word[0] <= 'z' && word[1] != '-';
}

}  // namespace

NameRuns::NameRuns(const Prepared& prepared) : prepared_(prepared), german_(prepared.language == "de") {
  for (const Token& token : prepared.tokens) {
    if (token.word && !token.capitalised) {
      lower_words_.insert(prepared.Word(token));
    }
  }
  CountCapitalised();
}

// Words that are capitalised in the middle of a sentence are no common words.
void NameRuns::CountCapitalised() {
  for (const Sentence& sentence : prepared_.sentences) {
    std::size_t capitals = 0;
    std::size_t words = 0;
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      words += prepared_.tokens[i].word ? 1U : 0U;
      capitals += prepared_.tokens[i].capitalised ? 1U : 0U;
    }
    if (capitals * 3 > words * 2 && words > 3) {
      continue;  // a headline says nothing
    }
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      if (prepared_.tokens[i].capitalised && !Opens(sentence, i)) {
        inner_capitals_.insert(prepared_.Word(i));
      }
    }
  }
}

bool NameRuns::MayStart(std::size_t i) const {
  const Token& token = prepared_.tokens[i];
  return token.word && token.capitalised;
}

bool NameRuns::Opens(const Sentence& sentence, std::size_t token) const {
  if (token == sentence.first) {
    return true;
  }
  const Token& before = prepared_.tokens[token - 1];
  if (!before.punct) {
    return false;
  }
  const std::string_view mark = prepared_.Word(before);
  return before.quote || mark == ":" || mark == "-" || mark == "–" || mark == "—" || mark == "•" || mark == "(" ||
         mark == "*" || mark == "…";
}

Part NameRuns::PartOf(std::size_t i) const {
  Part part;
  part.token = i;
  part.lower = Lower(prepared_.Word(i));
  part.flags = WordFlags(part.lower, prepared_.language);
  const Token& token = prepared_.tokens[i];
  part.initial = token.capitalised && part.lower.size() <= 2 && !token.upper && part.lower != "i" &&
                 text::CountCodePoints(part.lower) == 1;
  if (token.upper) {
    part.flags &= ~(kFunction | kParticle | kHonorific | kStarter);
  }
  return part;
}

bool NameRuns::IsPoint(std::size_t i, std::size_t end) const { return i < end && prepared_.Word(i) == "."; }

std::size_t NameRuns::Gather(std::size_t i, const Sentence& sentence, std::vector<Part>& run) const {
  const std::size_t end = sentence.last;
  run.push_back(PartOf(i));
  std::size_t at = i + 1;
  while (at < end && run.size() < kLongestRun) {
    const Part& last = run.back();
    std::size_t next = at;
    if (IsPoint(next, end) && (last.initial || (last.flags & (kHonorific | kFirmWord)) != 0)) {
      ++next;
    }
    const Token& before = prepared_.tokens[next - 1];
    if (next >= end || (before.punct && next == at && !last.connector)) {
      break;
    }
    if (MayStart(next) && prepared_.tokens[next].space_before) {
      run.push_back(PartOf(next));
      at = next + 1;
      continue;
    }
    if (next != at || !Bridge(next, end, run, at)) {
      break;
    }
  }
  while (!run.empty() && !prepared_.tokens[run.back().token].capitalised &&
         !IsArabicArticle(prepared_.Word(run.back().token))) {
    run.pop_back();
  }
  return run.empty() ? i + 1 : run.back().token + 1;
}

// Small words that lead on to a further capitalised one.
bool NameRuns::Bridge(std::size_t next, std::size_t end, std::vector<Part>& run, std::size_t& at) const {
  const std::string_view word = prepared_.Word(next);
  if (word == "," && next + 1 < end && MayStart(next + 1)) {
    Part firm = PartOf(next + 1);
    if ((firm.flags & kFirmWord) != 0) {
      run.push_back(std::move(firm));
      at = next + 2;
      return true;
    }
    return false;
  }
  if (IsArabicArticle(word)) {
    Part part = PartOf(next);
    part.flags = 0;
    run.push_back(std::move(part));
    at = next + 1;
    return true;
  }
  const bool connects = IsConnector(word);
  const bool particle = !connects && (WordFlags(word, prepared_.language) & kParticle) != 0;
  const bool person = !german_ || GivenNameFlags(prepared_.Word(run.front().token), false) != 0;
  if (!connects && !(particle && person)) {
    return false;
  }
  std::size_t after = next + 1;
  while (after < end && after < next + 3 &&
         (prepared_.Word(after) == "the" ||
          (particle && (WordFlags(prepared_.Word(after), prepared_.language) & kParticle) != 0))) {
    ++after;
  }
  if (after >= end || !MayStart(after) ||
      (WordFlags(Lower(prepared_.Word(after)), prepared_.language) & kFunction) != 0) {
    return false;
  }
  Part part = PartOf(next);
  part.connector = connects;
  part.flags = particle ? std::uint32_t{kParticle} : 0U;
  run.push_back(std::move(part));
  run.push_back(PartOf(after));
  at = after + 1;
  return true;
}

}  // namespace headwater::annotate
