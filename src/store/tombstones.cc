// Compares texts with the marks of those that were taken down.
#include "store/tombstones.h"

#include <sodium.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/random.h"
#include "store/rows.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::string_view kKeyNote = "key of marks";
constexpr std::string_view kStampNote = "tombstones";
constexpr double kCopyShare = 0.3;
constexpr std::size_t kLeastOfCopy = 4;
// So many marks within so many words are a sentence's.
constexpr std::size_t kMarksOfQuotation = 3;
constexpr std::uint32_t kWordsOfQuotation = 25;

struct Meeting {
  std::size_t all = 0;
  std::size_t unquoted = 0;
  std::vector<std::uint32_t> places;  // of the unquoted, ascending
};

bool HasQuotation(const std::vector<std::uint32_t>& places) {
  for (std::size_t n = kMarksOfQuotation - 1; n < places.size(); ++n) {
    if (places[n] - places[n + 1 - kMarksOfQuotation] <= kWordsOfQuotation) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string WordsOf(const news::Article& article) {
  std::string words = article.headline + "\n\n" + article.text;
  for (const news::Item& item : article.items) {
    words.append("\n\n").append(item.text);
  }
  return words;
}

MarkKey MarkKeyOf(Session& session) {
  auto hex = session.Words("SELECT value FROM notes WHERE name = ?", {kKeyNote});
  if (!hex) {
    hex = RandomHex(std::tuple_size_v<MarkKey>);
    session.Run("INSERT INTO notes (name, value) VALUES (?, ?)", {kKeyNote, *hex});
  }
  MarkKey key{};
  sodium_hex2bin(key.data(), key.size(), hex->data(), hex->size(), nullptr, nullptr, nullptr);
  return key;
}

Result<std::int64_t> TombstoneStamp(Store& store) {
  return ReadAs(store.database(), [](Session& session) -> Result<std::int64_t> {
    return session.Number("SELECT CAST(value AS BIGINT) FROM notes WHERE name = ?", {kStampNote}).value_or(0);
  });
}

Result<std::shared_ptr<const Tombstones>> Tombstones::Read(Store& store, std::int64_t takedown) {
  return ReadAs(store.database(), [&](Session& session) -> Result<std::shared_ptr<const Tombstones>> {
    return std::make_shared<const Tombstones>(ReadIn(session, takedown));
  });
}

Tombstones Tombstones::ReadIn(Session& session, std::int64_t takedown) {
  Tombstones stones;
  const std::int64_t from = takedown;
  const std::int64_t to = takedown == 0 ? INT64_MAX : takedown;
  session.Run("SELECT url_key, takedown FROM tombstones WHERE blocks = 1 AND takedown BETWEEN ? AND ?", {from, to},
              [&](const Row& row) { stones.addresses_.emplace(row.Text(0), row.Int(1)); });
  session.Run("SELECT hash, takedown FROM tombstone_texts WHERE takedown BETWEEN ? AND ?", {from, to},
              [&](const Row& row) { stones.texts_.emplace(row.Text(0), row.Int(1)); });
  session.Run("SELECT mark, takedown, quoted FROM tombstone_marks WHERE takedown BETWEEN ? AND ?", {from, to},
              [&](const Row& row) {
                const bool quoted = row.Int(2) != 0;
                stones.marks_.emplace(row.Int(0), Stood{row.Int(1), quoted});
                auto& [all, unquoted] = stones.sizes_[row.Int(1)];
                ++all;
                unquoted += quoted ? 0 : 1;
              });
  // Made with the first takedown.
  if (const auto hex = session.Words("SELECT value FROM notes WHERE name = ?", {kKeyNote})) {
    sodium_hex2bin(stones.key_.data(), stones.key_.size(), hex->data(), hex->size(), nullptr, nullptr, nullptr);
  }
  return stones;
}

std::int64_t Tombstones::AtAddress(std::string_view url) const {
  if (addresses_.empty() || url.empty()) {
    return 0;
  }
  const auto found = addresses_.find(web::ComparableUrl(url));
  return found == addresses_.end() ? 0 : found->second;
}

Resemblance Tombstones::Compare(std::string_view text) const {
  if (marks_.empty() && texts_.empty()) {
    return {};
  }
  if (const auto same = texts_.find(TextHash(key_, text)); same != texts_.end()) {
    return {Likeness::kCopy, same->second};
  }
  const std::vector<RunMark> marks = MarksOf(key_, text);
  std::size_t unquoted = 0;
  std::map<std::int64_t, Meeting> meetings;
  for (const RunMark& mark : marks) {
    unquoted += mark.quoted ? 0 : 1;
    const auto [begin, end] = marks_.equal_range(mark.hash);
    for (auto each = begin; each != end; ++each) {
      Meeting& meeting = meetings[each->second.takedown];
      ++meeting.all;
      // Where only one of the two has quotation marks, they were put there or taken away.
      if (!each->second.quoted) {
        ++meeting.unquoted;
        meeting.places.push_back(mark.at);
      }
    }
  }
  Resemblance found;
  for (const auto& [takedown, meeting] : meetings) {
    const auto size = sizes_.find(takedown);
    // What is all quotation is compared as it is.
    const bool prose = size->second.second >= kLeastOfCopy && unquoted >= kLeastOfCopy;
    const std::size_t shared = prose ? meeting.unquoted : meeting.all;
    const auto own = static_cast<double>(prose ? unquoted : marks.size());
    if (shared >= kLeastOfCopy && static_cast<double>(shared) >= kCopyShare * own) {
      return {Likeness::kCopy, takedown};
    }
    if (HasQuotation(meeting.places)) {
      found = {Likeness::kQuotes, takedown};
    }
  }
  return found;
}

Resemblance Tombstones::CompareArticle(const news::Article& article) const {
  Resemblance found = Compare(WordsOf(article));
  for (std::size_t n = 0; n < article.marks.size() && found.likeness == Likeness::kNone; ++n) {
    found = Compare(article.marks[n].text);
    found.likeness = found.likeness == Likeness::kCopy ? Likeness::kQuotes : found.likeness;
  }
  return found;
}

Resemblance Tombstones::CompareHtml(std::string_view html) const {
  return marks_.empty() ? Resemblance{} : Compare(WordsOfHtml(html));
}

}  // namespace headwater::store
