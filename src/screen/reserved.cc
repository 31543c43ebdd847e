// Rights in words and in headers.
#include "screen/reserved.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/address.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostWords = 160;

std::string WhereWords(const std::string& where) {
  const std::string key = fmt::format("where.{}", where);
  const std::string_view words = Phrase(key);
  return words == key ? where : std::string(words);
}

// The first reservation is the one that weighs most.
const news::Reservation* Foremost(const news::Rights& rights) {
  return rights.reservations.empty() ? nullptr : &rights.reservations.front();
}

std::string WithdrawnWords(const store::ArticleView& view, const news::Rights& rights) {
  constexpr std::string_view kWhen = "withdrawn: ";
  const std::string by = PublisherWords(view.line);
  const news::Reservation* const foremost = Foremost(rights);
  const std::string says = foremost == nullptr ? std::string() : Shortened(foremost->says, kMostWords);
  for (const news::Reservation& each : rights.reservations) {
    const auto when = each.says.starts_with(kWhen) ? ParseMoment(each.says.substr(kWhen.size())) : std::nullopt;
    if (when) {
      return Say("reserved.withdrawn", by, TimeWords(*when), says);
    }
  }
  return Say("reserved.withdrawn_some_day", by, says);
}

std::string Why(const store::ArticleView& view) {
  const news::Article& article = view.article;
  const news::Rights& rights = *article.rights;
  if (rights.withdrawn) {
    return WithdrawnWords(view, rights);
  }
  const news::Reservation* const foremost = Foremost(rights);
  if (foremost == nullptr) {
    return std::string(Phrase("reserved.text_somehow"));
  }
  return Say(article.text.empty() ? "reserved.text" : "reserved.snippet", Shortened(foremost->says, kMostWords),
             WhereWords(foremost->where));
}

}  // namespace

bool IsReserved(const news::Article& article) {
  return article.rights && (!article.rights->text || article.rights->withdrawn);
}

void EndInTime(news::Article& article, std::chrono::sys_seconds now) {
  if (article.rights && article.rights->not_after && *article.rights->not_after <= now) {
    article.rights->text = false;
    article.rights->listing = false;
    article.text.clear();
    article.parts.clear();
    article.marks.clear();
    article.items.clear();
    article.pictures.clear();
    article.annotations.reset();
  }
}

void PutRights(Card& card, const store::ArticleView& view) {
  if (!view.article.rights) {
    return;
  }
  if (IsReserved(view.article)) {
    card.Put("reserved", Why(view));
  }
  std::vector<Card> reservations;
  for (const news::Reservation& each : view.article.rights->reservations) {
    Card reservation;
    reservation.Put("says", Shortened(each.says, kMostWords)).Put("where", WhereWords(each.where));
    reservation.Put("policy", http::WebAddress(each.policy));
    reservations.push_back(std::move(reservation));
  }
  card.Put("reservations", reservations);
}

std::string WhyNoBytes(const news::Article& article) {
  if (!article.rights || (article.rights->page && !IsReserved(article))) {
    return {};
  }
  const news::Reservation* const foremost = Foremost(*article.rights);
  return foremost == nullptr ? std::string(Phrase("reserved.page_somehow"))
                             : Say("reserved.page", Shortened(foremost->says, kMostWords), WhereWords(foremost->where));
}

void PassOn(const news::Article& article, web::Headers& headers) {
  if (!article.rights) {
    return;
  }
  std::string rules;
  const auto add = [&rules](bool reserved, std::string_view rule) {
    if (reserved) {
      rules += fmt::format("{}{}", rules.empty() ? "" : ", ", rule);
    }
  };
  add(!article.rights->listing || article.rights->withdrawn, "noindex");
  add(!article.rights->text, "nosnippet");
  add(!article.rights->page, "noarchive");
  add(!article.rights->pictures, "noimageindex");
  if (!rules.empty()) {
    headers.emplace_back("x-robots-tag", rules);
  }
  if (!article.rights->mining) {
    headers.emplace_back("tdm-reservation", "1");
  }
}

}  // namespace headwater::screen
