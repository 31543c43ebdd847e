// Looking up endings, the longest first.
#include "syntax/lemmas.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "syntax/seen.h"

namespace headwater::syntax {
namespace {

constexpr std::uint64_t kWhole = 0x1E330001;
constexpr std::uint64_t kEnding = 0x1E330002;

}  // namespace

std::string LemmaChange::Apply(std::string_view form, std::string_view plain) const {
  const std::string_view from = keep_case ? form : plain;
  std::string lemma(from.substr(0, from.size() - std::min<std::size_t>(cut, from.size())));
  lemma += add;
  return lemma.empty() ? std::string(form) : lemma;
}

learn::Feature EndingKey(std::string_view ending, bool whole, Tag tag) {
  return learn::MakeFeature(whole ? kWhole : kEnding, Hash64(ending), tag);
}

Result<Lemmas> Lemmas::Read(const learn::ModelFile& file) {
  const auto changes = file.Part("changes");
  auto endings = file.Part("endings");
  if (!changes || !endings) {
    return Fail(Fault::kBadInput, "lemmas: a part is missing");
  }
  Lemmas lemmas;
  for (const std::string_view line : learn::ReadNames(*changes)) {
    LemmaChange change;
    if (line.size() < 2) {
      return Fail(Fault::kBadInput, "lemmas: a change is cut short");
    }
    change.keep_case = line[0] == 'k';
    const char* const end = line.data() + line.size();
    const auto [rest, fault] = std::from_chars(line.data() + 1, end, change.cut);
    if (fault != std::errc() || rest == end || *rest != ':') {
      return Fail(Fault::kBadInput, "lemmas: a change has no number");
    }
    change.add = {rest + 1, static_cast<std::size_t>(end - rest - 1)};
    lemmas.changes_.push_back(change);
  }
  auto table = learn::PlaceTable::Read(*endings);
  if (!table) {
    return tl::unexpected(table.error());
  }
  lemmas.endings_ = *table;
  return lemmas;
}

std::string Lemmas::Of(std::string_view form, Tag tag) const {
  std::string plain;
  Plain(form, plain);
  std::uint32_t change = endings_.Find(EndingKey(plain, true, tag));
  for (std::size_t size = std::min(plain.size(), kLongestEnding); change == learn::kNoValue; --size) {
    change = endings_.Find(EndingKey(std::string_view(plain).substr(plain.size() - size), false, tag));
    if (size == 0) {
      break;
    }
  }
  return change < changes_.size() ? changes_[change].Apply(form, plain) : plain;
}

}  // namespace headwater::syntax
