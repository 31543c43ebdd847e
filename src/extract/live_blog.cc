// Finds the times of a live blog's entries and what stands with each.
#include "extract/live_blog.h"

#include <algorithm>
#include <utility>

#include "extract/clock_time.h"
#include "extract/digest_words.h"
#include "extract/entry_keys.h"
#include "extract/lines.h"
#include "extract/page_date.h"
#include "extract/plain_digest.h"
#include "extract/relative_dates.h"
#include "extract/repeated.h"
#include "tables/tables.h"
#include "text/words.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;
using web::HtmlDocument;
using web::kNoNode;
using web::NodeIndex;
using web::Tag;

constexpr std::size_t kLeast = 3;
constexpr std::size_t kTimeLine = 60;   // bytes of a line that is hardly more than a time
constexpr std::size_t kTextLeast = 20;  // bytes of an entry
constexpr std::size_t kMarksMost = 3000;
constexpr int kDay = 24 * 60;     // minutes
constexpr minutes kDisorder{90};  // by which neighbours may stand in the wrong order without the day turning

// A time of an entry, as far as its own words tell.
struct Stated {
  std::optional<Moment> moment;
  int minute_of_day = -1;  // where only the clock is told
  bool ago = false;        // reckoned back from when the page was seen
};

class Reader {
 public:
  Reader(const HtmlDocument& page, const Blocks& blocks, const Prose& prose, CueReader& cues,
         const Declarations& declared, const LiveHints& hints)
      : page_(page), blocks_(blocks), prose_(prose), cues_(cues), declared_(declared), hints_(hints) {
    now_ = hints.modified    ? *hints.modified
           : hints.fetched   ? MomentOfInstant(*hints.fetched)
           : hints.published ? *hints.published
                             : Moment{};
    has_now_ = hints.modified || hints.fetched || hints.published;
  }

  std::vector<news::Item> Read() {
    std::vector<news::Item> items = FromDeclared();
    const bool told = std::ranges::count_if(items, [](const news::Item& item) { return !item.text.empty(); }) * 2 >
                      static_cast<std::ptrdiff_t>(items.size());
    if (items.size() >= 2 && told) {
      return WithKeys(std::move(items), {});
    }
    if (!declared_.is_live && !CallsItselfLive()) {
      return {};
    }
    std::vector<bool> untimed;
    std::vector<news::Item> shown = FromPage(untimed);
    return shown.size() > items.size() ? WithKeys(std::move(shown), untimed) : WithKeys(std::move(items), {});
  }

 private:
  std::vector<news::Item> WithKeys(std::vector<news::Item> items, const std::vector<bool>& untimed) const {
    const std::vector<std::uint32_t> keys = EntryKeys(hints_.url, items, untimed);
    for (std::size_t i = 0; i < items.size(); ++i) {
      items[i].id = news::ArticleId(std::to_string(keys[i]));
    }
    return items;
  }

  bool CallsItselfLive() const {
    const auto says = [](std::string_view words) {
      const std::vector<Token> tokens = TokensOf(words, 60);
      for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (DigestWords().At(DigestWord::kLive, tokens, at) > 0) {
          return true;
        }
      }
      return false;
    };
    const auto parts = web::ParseUrl(hints_.url);
    return says(hints_.headline) || (parts && says(parts->path));
  }

  std::vector<news::Item> FromDeclared() const {
    std::vector<news::Item> items;
    for (const DeclaredUpdate& update : declared_.updates) {
      if (items.size() == hints_.most) {
        break;
      }
      news::Item item;
      item.headline = update.headline;
      item.text = update.text;
      item.published = ParsePageDate(update.published, hints_.month_first);
      if (const auto url = web::ResolveUrl(hints_.base, update.url); url && !update.url.empty()) {
        item.url = *url;
      }
      for (const std::string& author : update.authors) {
        item.source = item.source.empty() ? OutletOf(author) : item.source;
      }
      Source(item);
      items.push_back(std::move(item));
    }
    return items;
  }

  std::string OutletOf(std::string_view name) const {
    const news::Source* const source = tables::SourceByName(name);
    return source == nullptr || text::Fold(source->name) == text::Fold(hints_.publisher) ? std::string() : source->name;
  }

  void Source(news::Item& item) const {
    if (item.source.empty()) {
      const std::string reporter = ReporterOf(item.text, TokensOf(item.text));
      item.source = text::Fold(reporter) == text::Fold(hints_.publisher) ? std::string() : reporter;
    }
  }

  std::vector<news::Item> FromPage(std::vector<bool>& untimed) {
    FindMarks();
    const std::vector<Entry> entries = RepeatedAround(page_, blocks_, marks_, kLeast);
    std::vector<news::Item> items;
    std::vector<Stated> times;
    const auto told = std::ranges::count_if(entries, [this](const Entry& entry) { return HoldsProse(entry); });
    if (told * 2 < static_cast<std::ptrdiff_t>(entries.size())) {
      return items;
    }
    for (const Entry& entry : entries) {
      Stated stated = stated_[entry.mark];
      news::Item item = ItemOf(entry, stated);
      if (item.text.size() + item.headline.size() >= kTextLeast && items.size() < hints_.most) {
        items.push_back(std::move(item));
        times.push_back(stated);
      }
    }
    if (items.size() < kLeast) {
      return {};
    }
    PlaceClocks(items, times);
    std::ranges::transform(times, std::back_inserter(untimed), &Stated::ago);
    return items;
  }

  bool HoldsProse(const Entry& entry) const {
    const auto [begin, end] = blocks_.Within(entry.begin, entry.end);
    const auto first = std::ranges::lower_bound(prose_.blocks, begin);
    return first != prose_.blocks.end() && *first < end;
  }

  // <time>, and short lines or openings of lines that tell a time.
  void FindMarks() {
    std::vector<std::pair<NodeIndex, Stated>> found;
    for (NodeIndex at = 1; at < page_.size() && found.size() < kMarksMost; ++at) {
      if (page_[at].tag == Tag::kTime) {
        const std::string words = web::TextOfHtml(web::EscapeHtml(page_.Text(at)));
        Stated stated;
        stated.moment = ParsePageDate(page_.Attribute(at, "datetime"), hints_.month_first);
        if (!stated.moment || !stated.moment->has_time) {
          const Stated shown = StatedBy(words);
          stated = shown.moment || shown.minute_of_day >= 0 ? WithDay(shown, stated.moment) : stated;
        }
        found.emplace_back(at, stated);
      }
    }
    for (const Block& block : blocks_.all) {
      const std::string_view line = blocks_.TextOf(block);
      const Stated stated = line.size() <= kTimeLine ? StatedBy(line) : OpeningClock(line);
      if ((stated.moment || stated.minute_of_day >= 0) && found.size() < kMarksMost) {
        found.emplace_back(block.first, stated);
      }
    }
    std::ranges::stable_sort(found, {}, &std::pair<NodeIndex, Stated>::first);
    for (auto& [node, stated] : found) {
      marks_.push_back(node);
      stated_.push_back(stated);
    }
  }

  static Stated WithDay(Stated stated, const std::optional<Moment>& day) {
    if (!stated.moment && day) {
      stated.moment = *day;
      stated.moment->at = sys_days(DayOf(*day)) + minutes(stated.minute_of_day);
      stated.moment->has_time = true;
    }
    return stated;
  }

  Stated StatedBy(std::string_view line) const {
    Stated stated;
    if (has_now_) {
      stated.moment = MomentAgo(line, now_);
      stated.ago = stated.moment.has_value();
    }
    if (!stated.moment) {
      stated.moment = ParsePageDate(line, hints_.month_first);
    }
    return stated.moment ? stated : OpeningClock(line);
  }

  // "14:05", "14.05 Uhr", "LIVE 14:05": within the first three words.
  static Stated OpeningClock(std::string_view line) {
    const std::vector<Token> tokens = TokensOf(line.substr(0, 80), 6);
    Stated stated;
    for (std::size_t at = 0; at < tokens.size() && at < (line.size() <= kTimeLine ? 3U : 1U); ++at) {
      const ClockTime clock = ClockTimeAt(line, tokens, at);
      // A number with a point may be any number.
      const bool pointed = clock.tokens == 2 && line.substr(tokens[at].end, 1) == ".";
      if (clock.tokens > 0 && !pointed) {
        stated.minute_of_day = clock.hour * 60 + clock.minute;
        break;
      }
    }
    return stated;
  }

  news::Item ItemOf(const Entry& entry, const Stated& stated) {
    news::Item item;
    item.published = stated.moment;
    item.url = AddressOf(entry);
    const auto [begin, end] = blocks_.Within(entry.begin, entry.end);
    for (std::size_t i = begin; i < end; ++i) {
      const Block& block = blocks_.all[i];
      std::string_view words = WithoutClock(blocks_.TextOf(block));
      if (words.empty() || IsFurniture(block, words)) {
        continue;
      }
      const bool heads = block.kind == BlockKind::kHeading ||
                         (block.bold_bytes + 8 >= block.end - block.begin && block.sentences == 0);
      if (item.headline.empty() && item.text.empty() && heads) {
        item.headline = words;
        continue;
      }
      const std::string author = item.source.empty() && words.size() < 40 ? OutletOf(words) : std::string();
      if (!author.empty()) {
        item.source = author;
        continue;
      }
      item.text += item.text.empty() ? "" : "\n\n";
      item.text += words;
    }
    Source(item);
    return item;
  }

  bool IsFurniture(const Block& block, std::string_view words) {
    const bool timed = words.size() <= kTimeLine && block.sentences == 0 && IsTimeLine(words);
    if (timed || block.kind == BlockKind::kCaption || KindOfLine(words) ||
        block.link_bytes * 10 > (block.end - block.begin) * 9) {
      return block.kind != BlockKind::kHeading || timed;
    }
    for (NodeIndex up = block.element; up != kNoNode && up != 0 && page_[up].tag != Tag::kBody; up = page_[up].parent) {
      if (page_[up].attributes > 0 && (cues_.Of(up) & kCueCut) != 0) {
        return true;
      }
      if (page_[up].depth + 6 < page_[block.element].depth) {
        break;
      }
    }
    return false;
  }

  bool IsTimeLine(std::string_view words) const {
    return (has_now_ && MomentAgo(words, now_)) || ParsePageDate(words, hints_.month_first).has_value();
  }

  // The line without the time that opens it.
  static std::string_view WithoutClock(std::string_view line) {
    const std::vector<Token> tokens = TokensOf(line.substr(0, 80), 6);
    const ClockTime clock = tokens.empty() || tokens[0].begin > 2 ? ClockTime{} : ClockTimeAt(line, tokens, 0);
    if (clock.tokens < 2 || line.substr(tokens[0].end, 1) == ".") {
      return line;
    }
    std::string_view rest = line.substr(tokens[clock.tokens - 1].end);
    while (!rest.empty()) {
      const std::size_t before = rest.size();
      for (const std::string_view mark : {" ", ":", "-", "–", "—", "|", "·", ".", "uhr", "Uhr"}) {
        rest = rest.starts_with(mark) ? rest.substr(mark.size()) : rest;
      }
      if (rest.size() == before) {
        break;
      }
    }
    return rest;
  }

  // A link to the entry itself, or its id behind the page's address.
  std::string AddressOf(const Entry& entry) const {
    const std::string page = std::string(hints_.url.substr(0, hints_.url.find('#')));
    for (NodeIndex at = entry.begin; at < entry.end; ++at) {
      if (page_[at].tag != Tag::kA) {
        continue;
      }
      const auto url = web::ResolveUrl(hints_.base, page_.Attribute(at, "href"));
      const std::size_t sign = url ? url->find('#') : std::string::npos;
      if (sign != std::string::npos && sign + 1 < url->size() && url->substr(0, sign) == page) {
        return *url;
      }
    }
    for (NodeIndex at = entry.begin; at < entry.end && at < entry.begin + 12; ++at) {
      const std::string_view id = page_[at].tag == Tag::kText ? std::string_view() : page_.Attribute(at, "id");
      if (!id.empty() && id.size() < 120 && !page.empty() && id.find_first_of(" \"<>") == std::string_view::npos) {
        return page + "#" + std::string(id);
      }
    }
    return {};
  }

  // Clock times belong to the page's days: from the newest entry back, a day earlier wherever the clock would run on.
  void PlaceClocks(std::vector<news::Item>& items, const std::vector<Stated>& times) const {
    const std::vector<std::size_t> clocked = Clocked(items, times);
    if (clocked.empty() || !has_now_) {
      return;
    }
    std::size_t falls = 0;
    std::size_t rises = 0;
    for (std::size_t i = 1; i < clocked.size(); ++i) {
      // Around the clock's face the shorter way: 23:40 to 00:20 is forward.
      const int step = (times[clocked[i]].minute_of_day - times[clocked[i - 1]].minute_of_day + kDay + kDay / 2) % kDay;
      falls += step < kDay / 2 ? 1 : 0;
      rises += step > kDay / 2 ? 1 : 0;
    }
    const bool newest_first = falls >= rises;
    // What was changed last is the newest entry; where only the publication is known it is the oldest.
    const bool from_newest = hints_.modified || hints_.fetched;
    std::vector<std::size_t> order = clocked;
    if (from_newest != newest_first) {
      std::ranges::reverse(order);
    }
    Moment day = from_newest ? now_ : *hints_.published;
    sys_days at(DayOf(day));
    const minutes offset = day.offset.value_or(minutes(0));
    const int now_minute =
        static_cast<int>(std::chrono::duration_cast<minutes>(day.at + offset - std::chrono::sys_seconds(at)).count());
    int last = day.has_time && from_newest ? now_minute : times[order.front()].minute_of_day;
    for (const std::size_t index : order) {
      const int now = times[index].minute_of_day;
      if (from_newest && now > last + kDisorder.count()) {
        at -= days(1);
      } else if (!from_newest && now + kDisorder.count() < last) {
        at += days(1);
      }
      last = now;
      Moment moment = day;
      moment.has_time = true;
      moment.at = at + minutes(now) - offset;
      items[index].published = moment;
    }
  }

  static std::vector<std::size_t> Clocked(const std::vector<news::Item>& items, const std::vector<Stated>& times) {
    std::vector<std::size_t> clocked;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].published && times[i].minute_of_day >= 0) {
        clocked.push_back(i);
      }
    }
    return clocked;
  }

  const HtmlDocument& page_;
  const Blocks& blocks_;
  const Prose& prose_;
  CueReader& cues_;
  const Declarations& declared_;
  const LiveHints& hints_;
  Moment now_;
  bool has_now_ = false;
  std::vector<NodeIndex> marks_;
  std::vector<Stated> stated_;
};

}  // namespace

std::vector<news::Item> LiveEntries(const HtmlDocument& page, const Blocks& blocks, const Prose& prose, CueReader& cues,
                                    const Declarations& declared, const LiveHints& hints) {
  return Reader(page, blocks, prose, cues, declared, hints).Read();
}

}  // namespace headwater::extract
