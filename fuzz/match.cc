// Articles of any bytes, with facts at any place, are compared without harm, and what is told stands within the texts.
#include "match/match.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "fuzz/require.h"
#include "text/utf8.h"

namespace {

using headwater::news::Article;

// The first byte of every eight of `bytes` places a fact; all of it is the text.
Article MakeArticle(const char* id, const char* language, std::string_view bytes) {
  Article article;
  article.id = headwater::news::ArticleId(id);
  article.language = language;
  article.text = bytes;
  article.annotations.emplace();
  const auto length = static_cast<std::uint32_t>(headwater::text::CountCodePoints(bytes));
  for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
    const auto at = static_cast<unsigned char>(bytes[i]);
    const std::uint32_t begin = length * at / 256;
    const std::uint32_t end = std::min<std::uint32_t>(length, begin + 1 + at % 9);
    headwater::news::Name name;
    name.span = {begin, end};
    name.kind = static_cast<headwater::news::NameKind>(at % 4);
    article.annotations->names.push_back(name);
    article.annotations->times.push_back({{begin, end}, "", headwater::news::TimeType::kDate, "2031-05-02"});
    headwater::news::Statement statement;
    statement.speaker.emplace();
    statement.speaker->phrase.span = {begin, end};
    statement.speaker->name = "Holt";
    statement.speaker->entity = headwater::news::EntityId("person/holt");
    statement.content.push_back({end, std::min<std::uint32_t>(length, end + 40)});
    article.annotations->statements.push_back(std::move(statement));
  }
  return article;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view first = bytes.substr(0, size / 2);
  const std::string both = std::string(bytes) + "\n\n" + std::string(first);
  headwater::match::Matcher matcher;
  matcher.Add(MakeArticle("a", "en", bytes));
  matcher.Add(MakeArticle("b", "en", first));
  for (const char* language : {"en", "de"}) {
    const Article article = MakeArticle("c", language, both);
    const auto length = static_cast<std::uint32_t>(headwater::text::CountCodePoints(both));
    for (const headwater::news::Copy& copy : matcher.Add(article)) {
      for (const headwater::news::Passage& passage : copy.passages) {
        headwater::fuzz::Require(passage.span.begin <= passage.span.end && passage.span.end <= length,
                                 "a passage lies in its text");
      }
      for (const headwater::news::Altered& altered : copy.altered) {
        headwater::fuzz::Require(altered.span.begin <= altered.span.end && altered.of.begin <= altered.of.end,
                                 "what was altered is a stretch of text");
      }
    }
  }
  return 0;
}
