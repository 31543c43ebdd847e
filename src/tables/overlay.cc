// Rows laid over rows: added, replaced by their keys, completed, taken away.
#include "tables/overlay.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "text/utf8.h"

namespace headwater::tables {
namespace {

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \r"), text.size());
  return text.substr(begin, text.find_last_not_of(" \r") + 1 - begin);
}

// Signs before a row's first field; `=` is for a first field that begins with a sign itself.
constexpr std::string_view kSigns = "+-=";

class Layer {
 public:
  Layer(Sheet& sheet, const Columns& columns, const OverlayFile& file, std::deque<std::string>& joined,
        std::vector<Error>& faults)
      : sheet_(sheet), columns_(columns), file_(file), joined_(joined), faults_(faults) {
    done_.path = file.path;
    for (std::size_t at = 0; at < sheet.rows.size() && columns.keyed; ++at) {
      by_key_.emplace(KeyOf(sheet.rows[at]), at);
    }
  }

  Overlaid Run() {
    std::string_view bytes = file_.bytes;
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    bytes.remove_prefix(bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    while (!bytes.empty()) {
      const std::size_t end = std::min(bytes.find('\n'), bytes.size());
      ++line_;
      Line(bytes.substr(0, end));
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    std::erase_if(sheet_.rows, [](const Row& row) { return row.empty(); });
    sheet_.rows.insert(sheet_.rows.begin(), own_.begin(), own_.end());
    return std::move(done_);
  }

 private:
  void Wrong(const std::string& what) {
    faults_.push_back({Fault::kBadInput, fmt::format("{}: line {}: {}", file_.path, line_, what)});
  }

  std::string KeyOf(const Row& row) const {
    std::string key;
    for (std::size_t at = 0; at < columns_.all.size(); ++at) {
      if (columns_.all[at].key) {
        key.append(row[at]).push_back('\t');
      }
    }
    return key;
  }

  void Line(std::string_view line) {
    if (Trimmed(line).empty() || line.front() == '#') {
      return;
    }
    if (!text::IsUtf8(line)) {
      Wrong("is not UTF-8");
      return;
    }
    Row row;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t tab = std::min(line.find('\t', begin), line.size());
      row.push_back(Trimmed(line.substr(begin, tab - begin)));
      begin = tab + 1;
    }
    while (row.size() > sheet_.header.size() && row.back().empty()) {
      row.pop_back();
    }
    if (row == sheet_.header) {
      return;
    }
    if (row.size() > sheet_.header.size()) {
      Wrong(fmt::format("has {} fields, but the table has {} columns", row.size(), sheet_.header.size()));
      return;
    }
    row.resize(sheet_.header.size());
    char sign = '=';
    if (!row[0].empty() && kSigns.find(row[0].front()) != std::string_view::npos) {
      sign = row[0].front();
      row[0] = Trimmed(row[0].substr(1));
    }
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (const auto fault = FaultOf(columns_.all[at], row[at]); fault && !(sign == '-' && at > 0)) {
        Wrong(fmt::format("{}: {}", columns_.all[at].name, *fault));
        return;
      }
    }
    Take(sign, std::move(row));
  }

  void Take(char sign, Row row) {
    const bool nameless = columns_.keyed && KeyOf(row).find_first_not_of('\t') == std::string::npos;
    if (nameless || std::ranges::all_of(row, &std::string_view::empty)) {
      Wrong("names no row");
    } else if (sign == '-') {
      columns_.keyed ? RemoveByKey(std::move(row)) : RemoveAlike(std::move(row));
    } else if (sign == '+') {
      Complete(row);
    } else if (columns_.keyed) {
      Put(std::move(row));
    } else {
      own_.push_back(std::move(row));
      ++done_.added;
    }
  }

  void Put(Row row) {
    const std::string key = KeyOf(row);
    if (const auto own = own_by_key_.find(key); own != own_by_key_.end()) {
      own_[own->second] = std::move(row);
      return;
    }
    const auto there = by_key_.find(key);
    ++(there != by_key_.end() ? done_.replaced : done_.added);
    TakeOut(there);
    own_by_key_.emplace(key, own_.size());
    own_.push_back(std::move(row));
  }

  using ByKey = std::unordered_map<std::string, std::size_t>;

  // Empties the embedded row; it is dropped in the end.
  void TakeOut(ByKey::iterator there) {
    if (there != by_key_.end()) {
      sheet_.rows[there->second].clear();
      by_key_.erase(there);
    }
  }

  // Fields that are given stand instead of the row's, lists beside them.
  void Complete(const Row& row) {
    if (!columns_.keyed) {
      Wrong("this table has no keys: a row without a sign adds to it");
      return;
    }
    const std::string key = KeyOf(row);
    const auto own = own_by_key_.find(key);
    const auto there = by_key_.find(key);
    if (own == own_by_key_.end() && there == by_key_.end()) {
      Wrong("there is no such row to complete");
      return;
    }
    Row whole = own != own_by_key_.end() ? own_[own->second] : sheet_.rows[there->second];
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (row[at].empty()) {
        continue;
      }
      if (columns_.all[at].is_list() && !whole[at].empty()) {
        joined_.push_back(fmt::format("{}{}{}", whole[at], columns_.all[at].separator(), row[at]));
        whole[at] = joined_.back();
      } else {
        whole[at] = row[at];
      }
    }
    ++done_.completed;
    if (own != own_by_key_.end()) {
      own_[own->second] = std::move(whole);
      return;
    }
    TakeOut(there);
    own_by_key_.emplace(key, own_.size());
    own_.push_back(std::move(whole));
  }

  // Key fields that are empty stand for any.
  void RemoveByKey(Row row) {
    const std::size_t before = done_.removed;
    const bool whole = std::ranges::none_of(columns_.all, [&](const Column& column) {
      return column.key && row[static_cast<std::size_t>(&column - columns_.all.data())].empty();
    });
    if (whole) {
      const auto there = by_key_.find(KeyOf(row));
      done_.removed += there != by_key_.end() ? 1 : 0;
      TakeOut(there);
    } else {
      for (Row& each : sheet_.rows) {
        if (!each.empty() && FitsKey(row, each)) {
          by_key_.erase(KeyOf(each));
          each.clear();
          ++done_.removed;
        }
      }
    }
    if (before == done_.removed && !columns_.more) {
      Wrong("there is no such row to take away");
      return;
    }
    sheet_.taken_away.push_back(std::move(row));
  }

  bool FitsKey(const Row& wanted, const Row& row) const {
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (columns_.all[at].key && !wanted[at].empty() && wanted[at] != row[at]) {
        return false;
      }
    }
    return true;
  }

  // Rows without keys: what a `-` row gives must be the row's; of a list, the words given are taken out of it.
  void RemoveAlike(Row row) {
    const std::size_t before = done_.removed;
    for (Row& each : sheet_.rows) {
      RemoveFrom(each, row);
    }
    if (before == done_.removed) {
      Wrong("there is no such row to take away");
      return;
    }
    sheet_.taken_away.push_back(std::move(row));
  }

  void RemoveFrom(Row& row, const Row& wanted) {
    if (row.empty()) {
      return;
    }
    std::optional<std::size_t> list;
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (!wanted[at].empty() && columns_.all[at].is_list()) {
        list = at;
      } else if (!wanted[at].empty() && wanted[at] != row[at]) {
        return;
      }
    }
    if (!list) {
      row.clear();
      ++done_.removed;
      return;
    }
    const char separator = columns_.all[*list].separator();
    const auto unwanted = PartsOf(wanted[*list], separator);
    std::vector<std::string_view> left = PartsOf(row[*list], separator);
    const auto gone =
        std::erase_if(left, [&](std::string_view part) { return std::ranges::find(unwanted, part) != unwanted.end(); });
    if (gone == 0) {
      return;
    }
    ++done_.removed;
    if (left.empty()) {
      row.clear();
      return;
    }
    joined_.push_back(fmt::format("{}", fmt::join(left, std::string_view(&separator, 1))));
    row[*list] = joined_.back();
  }

  Sheet& sheet_;
  const Columns& columns_;
  const OverlayFile& file_;
  std::deque<std::string>& joined_;
  std::vector<Error>& faults_;
  Overlaid done_;
  std::size_t line_ = 0;
  std::vector<Row> own_;
  ByKey own_by_key_;  // of own_
  ByKey by_key_;      // of the embedded rows
};

}  // namespace

Overlaid LayOver(Sheet& sheet, const Columns& columns, const OverlayFile& file, std::deque<std::string>& joined,
                 std::vector<Error>& faults) {
  return Layer(sheet, columns, file, joined, faults).Run();
}

}  // namespace headwater::tables
