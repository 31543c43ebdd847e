// Writes the facets of articles, their values as numbers.
#include "store/facet_rows.h"

#include <algorithm>
#include <vector>

#include "store/rows.h"
#include "store/subjects.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostSpeakers = 12;
constexpr std::size_t kMostPlaces = 8;
constexpr std::uint32_t kMostValues = 1U << 30U;

// A dateline in capitals: the text names the place in small letters, or has no need to.
bool IsShouted(std::string_view name) {
  constexpr std::size_t kAcronym = 4;
  return name.size() > kAcronym &&
         std::ranges::all_of(name, [](char c) { return (c >= 'A' && c <= 'Z') || c == ' ' || c == '-' || c == '.'; });
}

class Codes {
 public:
  explicit Codes(Session& session) : session_(session) {}

  void Add(FacetSort sort, std::string_view value) {
    if (value.empty()) {
      return;
    }
    const auto kind = static_cast<std::int64_t>(sort);
    constexpr std::string_view kAsk = "SELECT value_number FROM facet_values WHERE sort = ? AND value = ?";
    auto number = session_.Number(kAsk, {kind, value});
    if (!number) {
      session_.Run("INSERT INTO facet_values (sort, value, articles) VALUES (?, ?, 0)", {kind, value});
      number = session_.Number(kAsk, {kind, value});
    }
    if (!number || *number >= kMostValues) {
      return;
    }
    const std::uint32_t code = static_cast<std::uint32_t>(*number) * kFacetSorts + static_cast<std::uint32_t>(sort);
    if (std::ranges::find(codes_, code) == codes_.end()) {
      codes_.push_back(code);
      session_.Run("UPDATE facet_values SET articles = articles + 1 WHERE value_number = ?", {*number});
    }
  }

  // The lowest byte first.
  std::string Packed() const {
    std::string packed;
    packed.reserve(codes_.size() * kCodeBytes);
    for (std::uint32_t code : codes_) {
      for (std::size_t n = 0; n < kCodeBytes; ++n) {
        packed.push_back(static_cast<char>(code & 0xffU));
        code >>= 8U;
      }
    }
    return packed;
  }

 private:
  Session& session_;
  std::vector<std::uint32_t> codes_;
};

}  // namespace

void InsertFacets(Session& session, const news::Article& article, std::int64_t row) {
  RemoveFacets(session, row);
  Codes codes(session);
  // As the index has them: who asks for a source finds what is credited to it too.
  codes.Add(FacetSort::kSource, article.publisher);
  codes.Add(FacetSort::kSource, article.credit);
  codes.Add(FacetSort::kLanguage, article.language);
  if (article.annotations) {
    std::vector<std::string_view> speakers;
    for (const news::Statement& statement : article.annotations->statements) {
      const bool known = statement.speaker && !statement.speaker->entity.empty();
      if (known && speakers.size() < kMostSpeakers &&
          std::ranges::find(speakers, statement.speaker->entity.value()) == speakers.end()) {
        speakers.push_back(statement.speaker->entity.value());
        codes.Add(FacetSort::kSpeaker, statement.speaker->entity.value());
      }
    }
    std::vector<std::string_view> places;
    const auto add_place = [&](std::string_view name) {
      if (!IsShouted(name) && places.size() < kMostPlaces && std::ranges::find(places, name) == places.end()) {
        places.push_back(name);
        codes.Add(FacetSort::kPlace, name);
      }
    };
    for (const news::Place& place : article.annotations->places) {
      add_place(place.name);
    }
    for (const news::Name& name : article.annotations->names) {
      if (name.kind == news::NameKind::kPlace && !name.mark) {
        add_place(name.text);
      }
    }
  }
  const std::string packed = codes.Packed();
  session.Run(
      "INSERT INTO article_facets (article_row, provenance, subjects, codes) VALUES (?, "
      "coalesce((SELECT provenance FROM articles WHERE article_row = ?), ''), ?, ?)",
      {row, row, JoinLines(SubjectsOf(article)), Blob{packed}});
}

void RemoveFacets(Session& session, std::int64_t row) {
  std::string codes;
  session.Run("SELECT codes FROM article_facets WHERE article_row = ?", {row},
              [&](const Row& found) { codes = found.Text(0); });
  for (std::size_t at = 0; (at + 1) * kCodeBytes <= codes.size(); ++at) {
    const auto number = static_cast<std::int64_t>(CodeAt(codes, at) / kFacetSorts);
    session.Run("UPDATE facet_values SET articles = articles - 1 WHERE value_number = ?", {number});
    session.Run("DELETE FROM facet_values WHERE value_number = ? AND articles <= 0", {number});
  }
  session.Run("DELETE FROM article_facets WHERE article_row = ?", {row});
}

void SetFacetProvenance(Session& session, std::int64_t row, std::string_view provenance) {
  session.Run("UPDATE article_facets SET provenance = ? WHERE article_row = ? AND provenance <> ?",
              {provenance, row, provenance});
}

std::uint32_t CodeAt(std::string_view codes, std::size_t at) {
  std::uint32_t code = 0;
  for (std::size_t n = kCodeBytes; n-- > 0;) {
    code = (code << 8U) | static_cast<unsigned char>(codes[at * kCodeBytes + n]);
  }
  return code;
}

}  // namespace headwater::store
