// Draws shares as SVG: parts are told apart by order and by words beside them, not by colour alone.
#include "screen/share_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "screen/page.h"
#include "screen/strings.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostColumns = 36;
constexpr double kWidth = 1000;
constexpr double kHeight = 160;
constexpr double kBarHeight = 24;
// Of a column's place, the part that the column fills.
constexpr double kFilled = 0.78;
constexpr double kWidest = 60;

std::string PartWords(store::Provenance provenance, int part, int whole) {
  return Say("share.part", ProvenanceWords(provenance), Grouped(part), ShareWords(part, whole));
}

// A part without a trail is hollow: it is drawn within its place, so that its edge shows.
std::string PartSvg(store::Provenance provenance, double x, double y, double width, double height) {
  const double inset = provenance == store::Provenance::kUnknown ? 1 : 0;
  return fmt::format(R"(<rect class="way {}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)",
                     store::WordFor(provenance), x + inset, y + inset, std::max(0.0, width - 2 * inset),
                     std::max(0.0, height - 2 * inset));
}

std::string LabelOf(const store::ByProvenance& articles) {
  std::string words;
  const int whole = store::SumOf(articles);
  for (std::size_t n = 0; n < store::kProvenances; ++n) {
    if (articles.at(n) > 0) {
      words += (words.empty() ? "" : "; ") + PartWords(static_cast<store::Provenance>(n), articles.at(n), whole);
    }
  }
  return words;
}

std::string MonthLabel(std::chrono::year_month month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

std::vector<ShareColumn> ByYear(const std::vector<store::MonthLine>& months) {
  std::vector<ShareColumn> columns;
  for (const store::MonthLine& line : months) {
    while (columns.empty() || columns.back().first.year() < line.month.year()) {
      const auto year = columns.empty() ? line.month.year() : columns.back().first.year() + std::chrono::years(1);
      ShareColumn& column = columns.emplace_back();
      column.first = year / std::chrono::January;
      column.label = fmt::format("{:04}", static_cast<int>(year));
      column.whole_year = true;
      if (columns.size() > kMostColumns) {
        columns.erase(columns.begin());
      }
    }
    for (std::size_t n = 0; n < store::kProvenances; ++n) {
      columns.back().articles.at(n) += line.articles.at(n);
    }
  }
  return columns;
}

}  // namespace

std::string ProvenanceWords(store::Provenance provenance) {
  return std::string(Phrase(fmt::format("way.{}", store::WordFor(provenance))));
}

std::string ShareWords(int part, int whole) {
  if (whole <= 0) {
    return {};
  }
  const double share = 100.0 * part / whole;
  if (part > 0 && share < 1) {
    return std::string(Phrase("share.under_one"));
  }
  // What is not all is not said to be all.
  const auto rounded = part < whole ? std::min(std::lround(share), 99L) : 100L;
  return Say("share.percent", rounded);
}

std::vector<ShareColumn> ColumnsOf(const std::vector<store::MonthLine>& months) {
  if (months.empty()) {
    return {};
  }
  const auto span = (months.back().month - months.front().month).count() + 1;
  if (span > static_cast<long>(kMostColumns)) {
    return ByYear(months);
  }
  std::vector<ShareColumn> columns;
  for (const store::MonthLine& line : months) {
    while (columns.empty() || columns.back().first < line.month) {
      const auto month = columns.empty() ? line.month : columns.back().first + std::chrono::months(1);
      ShareColumn& column = columns.emplace_back();
      column.first = month;
      column.label = MonthLabel(month);
    }
    columns.back().articles = line.articles;
  }
  return columns;
}

std::string ShareBarSvg(const store::ByProvenance& articles) {
  const int whole = store::SumOf(articles);
  if (whole == 0) {
    return {};
  }
  std::string svg = fmt::format(
      R"(<svg class="shares" role="img" aria-label="{}" viewBox="0 0 {:.0f} {:.0f}" preserveAspectRatio="none" width="100%" height="24">)",
      Escape(LabelOf(articles)), kWidth, kBarHeight);
  double x = 0;
  for (std::size_t n = 0; n < store::kProvenances; ++n) {
    const double width = kWidth * articles.at(n) / whole;
    if (articles.at(n) > 0) {
      svg += PartSvg(static_cast<store::Provenance>(n), x, 0, width, kBarHeight);
    }
    x += width;
  }
  return svg + "</svg>";
}

std::string ColumnsSvg(const std::vector<ShareColumn>& columns) {
  int highest = 0;
  for (const ShareColumn& column : columns) {
    highest = std::max(highest, store::SumOf(column.articles));
  }
  if (columns.size() < 2 || highest == 0) {
    return {};
  }
  const double place = kWidth / static_cast<double>(columns.size());
  const double filled = std::min(place * kFilled, kWidest);
  std::string svg = fmt::format(
      R"(<svg class="columns-picture" role="img" aria-label="{}" viewBox="0 0 {:.0f} {:.0f}" preserveAspectRatio="none" width="100%" height="160">)",
      Escape(Say("share.columns_label", columns.front().label, columns.back().label, Grouped(highest))), kWidth,
      kHeight);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double x = place * static_cast<double>(c) + (place - filled) / 2;
    double y = kHeight;
    svg += fmt::format("<g><title>{}: {}</title>", columns[c].label, Escape(LabelOf(columns[c].articles)));
    for (std::size_t n = 0; n < store::kProvenances; ++n) {
      const double height = (kHeight - 2) * columns[c].articles.at(n) / highest;
      y -= height;
      if (columns[c].articles.at(n) > 0) {
        svg += PartSvg(static_cast<store::Provenance>(n), x, y, filled, height);
      }
    }
    svg += "</g>";
  }
  return svg + fmt::format(R"(<path class="axis" d="M0 {0:.0f}H{1:.0f}"/></svg>)", kHeight - 1, kWidth);
}

}  // namespace headwater::screen
