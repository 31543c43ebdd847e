// Draws timelines as SVG, in parts of their width so that they fit any page.
#include "screen/timeline_picture.h"

#include <fmt/format.h>

#include <algorithm>

#include "news/spelling.h"
#include "screen/page.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

constexpr int kMostTicks = 8;

double PartOf(std::chrono::sys_seconds at, const TimeSpan& span) {
  const auto whole = static_cast<double>((span.last - span.first).count());
  return whole <= 0 ? 0.5 : std::clamp(static_cast<double>((at - span.first).count()) / whole, 0.0, 1.0);
}

// From 1 to 99 in a hundred, so that dots at the ends are whole.
double Across(double part) { return 1 + part * 98; }

// Beginnings of months, or of years where there would be too many.
std::string TicksSvg(const TimeSpan& span, int height) {
  using std::chrono::days;
  const std::chrono::year_month_day first(std::chrono::floor<days>(span.first));
  const std::chrono::year_month_day last(std::chrono::floor<days>(span.last));
  const int months = (static_cast<int>(last.year()) - static_cast<int>(first.year())) * 12 +
                     static_cast<int>(static_cast<unsigned>(last.month())) -
                     static_cast<int>(static_cast<unsigned>(first.month()));
  int step = 1;
  for (const int wider : {3, 6, 12, 24, 60, 120}) {
    step = months / step > kMostTicks ? wider : step;
  }
  std::string svg;
  std::chrono::year_month at = first.year() / first.month();
  for (int n = 0; n <= months; ++n, at += std::chrono::months(1)) {
    const auto of_year = static_cast<int>(static_cast<unsigned>(at.month())) - 1;
    const bool begins =
        step >= 12 ? of_year == 0 && static_cast<int>(at.year()) % (step / 12) == 0 : of_year % step == 0;
    const std::chrono::sys_seconds second = std::chrono::sys_days(at / std::chrono::day(1));
    if (!begins || second <= span.first) {
      continue;
    }
    const double x = Across(PartOf(second, span));
    svg += fmt::format(R"(<line class="axis" x1="{0:.2f}%" x2="{0:.2f}%" y1="{1}" y2="{2}"/>)", x, height / 2 - 5,
                       height / 2 + 5);
    svg += fmt::format(R"(<text class="tick" x="{:.2f}%" y="{}">{}</text>)", x, height - 1,
                       of_year == 0 || step >= 12 ? fmt::format("{}", static_cast<int>(at.year()))
                                                  : std::string(Phrase(fmt::format("month.short.{}", of_year + 1))));
  }
  return svg;
}

// 1 for it, -1 against it, 0 where that is open.
int SideOf(news::Stance stance) {
  const std::string_view word = news::Spell(stance);
  return word == "for" || word == "affirms" ? 1 : word == "against" || word == "denies" ? -1 : 0;
}

}  // namespace

std::string TurnsSvg(const Visit& visit, const std::vector<store::TurnLine>& turns) {
  constexpr int kHeight = 56;
  std::vector<const store::TurnLine*> dated;
  for (const store::TurnLine& turn : turns) {
    if (turn.day) {
      dated.push_back(&turn);
    }
  }
  const auto day_of = [](const store::TurnLine* turn) {
    return std::chrono::sys_seconds(std::chrono::sys_days(*turn->day));
  };
  if (dated.size() < 2 || day_of(dated.front()) == day_of(dated.back())) {
    return {};
  }
  const TimeSpan span{day_of(dated.front()), day_of(dated.back())};
  std::string svg =
      fmt::format(R"(<svg class="times" role="group" aria-label="{}" width="100%" height="{}">)",
                  Escape(Say("timeline.label", Count("stories", static_cast<std::int64_t>(turns.size())))), kHeight);
  svg += fmt::format(R"(<line class="axis" x1="1%" x2="99%" y1="{0}" y2="{0}"/>)", kHeight / 2);
  svg += TicksSvg(span, kHeight);
  for (const store::TurnLine* turn : dated) {
    const auto& sources = turn->story.story.independent;
    const int radius = 5 + std::min(8, 2 * (sources ? sources->least : 0));
    svg += fmt::format(
        R"(<a href="{}{}" tabindex="-1"><circle class="dot own stream-0" cx="{:.2f}%" cy="{}" r="{}"><title>{}</title></circle></a>)",
        visit.root, Escape(http::StoryAddress(turn->story.story.id)), Across(PartOf(day_of(turn), span)), kHeight / 2,
        radius, Escape(fmt::format("{} – {}", FormatDay(*turn->day), turn->story.story.headline)));
  }
  return svg + "</svg>";
}

TimeSpan SpanOf(const std::vector<news::Matter>& matters) {
  TimeSpan span{std::chrono::sys_seconds::max(), std::chrono::sys_seconds::min()};
  for (const news::Matter& matter : matters) {
    for (const news::Turn& turn : matter.turns) {
      if (turn.account.published) {
        span.first = std::min(span.first, turn.account.published->at);
        span.last = std::max(span.last, turn.account.published->at);
      }
    }
  }
  return span;
}

std::string PositionSvg(const news::Matter& matter, const TimeSpan& span) {
  constexpr int kHeight = 30;
  constexpr int kRise = 9;
  if (span.first >= span.last) {
    return {};
  }
  std::string line;
  std::string dots;
  double before = 0;
  int before_side = 0;
  bool any = false;
  for (const news::Turn& turn : matter.turns) {
    if (!turn.account.published) {
      continue;
    }
    const double x = Across(PartOf(turn.account.published->at, span));
    const int side = SideOf(turn.stance);
    const int y = kHeight / 2 - side * kRise;
    if (any && !turn.apart) {
      line += fmt::format(R"(<line class="moves" x1="{:.2f}%" y1="{}" x2="{:.2f}%" y2="{}"/>)", before,
                          kHeight / 2 - before_side * kRise, x, y);
    }
    dots += fmt::format(R"(<circle class="stand {}{}" cx="{:.2f}%" cy="{}" r="{}"><title>{}</title></circle>)",
                        news::Spell(turn.stance), turn.apart ? " apart" : "", x, y, turn.turned ? 6 : 4,
                        Escape(fmt::format("{} – {}", FormatDay(DayOf(*turn.account.published)),
                                           Phrase(fmt::format("stance.{}", news::Spell(turn.stance))))));
    if (!turn.apart) {
      before = x;
      before_side = side;
      any = true;
    }
  }
  return fmt::format(R"(<svg class="position" aria-hidden="true" width="100%" height="{0}">)"
                     R"(<line class="axis" x1="1%" x2="99%" y1="{1}" y2="{1}"/>{2}{3}</svg>)",
                     kHeight, kHeight / 2, line, dots);
}

}  // namespace headwater::screen
