// Puts lists into formats.
#include "serve/outputs.h"

#include <fmt/format.h>

#include <algorithm>

#include "out/formats.h"
#include "screen/outputs.h"
#include "screen/page.h"
#include "screen/reserved.h"
#include "screen/strings.h"
#include "serve/listing_items.h"
#include "serve/listings.h"
#include "store/editions.h"

namespace headwater::serve {
namespace {

constexpr std::size_t kItems = 30;
constexpr std::size_t kMostItems = 200;
constexpr std::size_t kMostPages = 1000;

// The path without the ending of its last segment; nothing where it has none that is known.
struct Parted {
  std::vector<std::string> path;
  const out::Format* format = nullptr;
};

Parted PartedOf(const http::Target& target) {
  Parted parted{target.path, nullptr};
  std::string& last = parted.path.back();
  const std::size_t dot = last.rfind('.');
  if (dot == std::string::npos || dot == 0) {
    return parted;
  }
  parted.format = out::FormatCalled(std::string_view(last).substr(dot + 1));
  last.resize(parted.format == nullptr ? last.size() : dot);
  return parted;
}

bool IsTable(const out::Format& format) { return format.ending == "csv" || format.ending == "jsonl"; }

const ListedPage* PageAt(const Parted& parted) {
  const auto found = std::ranges::find_if(
      ListedPages(), [&](const ListedPage& page) { return screen::FitsPattern(page.pattern, parted.path); });
  // Whom it copied has tables of its own, with the shared passages.
  const bool own = found != ListedPages().end() && found->pattern == "source/*/mirror" && IsTable(*parted.format);
  return found == ListedPages().end() || own ? nullptr : &*found;
}

bool IsArticle(const Parted& parted) {
  return parted.format != nullptr && parted.format->ending == "ninjs" &&
         (screen::FitsPattern("article/*", parted.path) || screen::FitsPattern("article/*/*", parted.path));
}

http::Reply Plain(int status, std::string_view text) {
  http::Reply reply;
  reply.status = status;
  reply.content_type = "text/plain; charset=utf-8";
  reply.body = fmt::format("{}\n", text);
  return reply;
}

std::size_t NumberOf(const screen::Visit& visit, std::string_view field, std::size_t otherwise, std::size_t most) {
  const auto number = screen::WholeNumber(visit.Query(field));
  return number ? static_cast<std::size_t>(std::clamp<std::int64_t>(*number, 1, static_cast<std::int64_t>(most)))
                : otherwise;
}

// The same visit to another address.
screen::Visit At(const screen::Visit& visit, const http::Target& target) {
  return {visit.request, target,        visit.root,   visit.token, visit.name,    visit.now,   visit.store,
          visit.person,  visit.outside, visit.caller, visit.entry, visit.session, visit.handle};
}

std::string PageAddress(const screen::Visit& visit, const http::Target& target) {
  http::Target page = target;
  page.query.erase("limit");
  const auto address = screen::OutputsOf(page);
  const std::string stem = !address || address->stem == "stories" ? std::string() : address->stem;
  return fmt::format("{}/{}{}", visit.outside, stem, address ? address->query : std::string());
}

// The address that was asked for, of another page of the list.
std::string OtherPage(const screen::Visit& visit, std::size_t page) {
  const std::string_view target = visit.request.target;
  std::string address = fmt::format("{}{}?", visit.outside, target.substr(0, target.find('?')));
  for (const auto& [name, value] : visit.target.query) {
    if (name != "page" && !value.empty()) {
      address += fmt::format("{}={}&", http::PercentEncode(name), http::PercentEncode(value));
    }
  }
  return fmt::format("{}page={}", address, page);
}

out::Listing ListingOf(const screen::Visit& visit, const http::Target& page, Listed listed) {
  out::Listing listing;
  listing.title = listed.title.empty() ? visit.name : screen::Say("title", listed.title, visit.name);
  listing.description = std::move(listed.description);
  listing.house = visit.name;
  listing.page = PageAddress(visit, page);
  listing.self = fmt::format("{}{}", visit.outside, visit.request.target);
  // A hub can look only at what nobody has to sign in for, or what has its key with it.
  if (visit.entry == screen::Entry::kEveryone || !visit.Query("key").empty()) {
    listing.hub = fmt::format("{}/hub", visit.outside);
  }
  listing.language = std::move(listed.language);
  listing.icon = fmt::format("{}/assets/{}/icon-192.png", visit.outside, screen::AssetsHash());
  listing.items = std::move(listed.items);
  return listing;
}

}  // namespace

std::string_view EndingOf(const http::Target& target) {
  const Parted parted = PartedOf(target);
  return parted.format != nullptr && (PageAt(parted) != nullptr || IsArticle(parted)) ? parted.format->ending
                                                                                      : std::string_view();
}

bool IsOutput(const http::Target& target) {
  const bool alone = target.path.size() == 1 &&
                     (target.path.front() == "news-sitemap.xml" || target.path.front() == "subscriptions.opml");
  return alone || !EndingOf(target).empty();
}

http::Reply SendOutput(const screen::Visit& visit) {
  Parted parted = PartedOf(visit.target);
  if (IsArticle(parted)) {
    return SendArticleNinjs(visit);
  }
  const ListedPage* const page = parted.format == nullptr ? nullptr : PageAt(parted);
  if (page == nullptr) {
    return Plain(404, screen::Phrase("error.no_page"));
  }
  const out::Format& format = *parted.format;
  const http::Target target{std::move(parted.path), visit.target.query};
  const screen::Visit inner = At(visit, target);
  const std::size_t limit = NumberOf(visit, "limit", kItems, kMostItems);
  const std::size_t number = NumberOf(visit, "page", 1, kMostPages);
  auto listed = page->list({inner, limit, (number - 1) * limit});
  if (!listed) {
    return Plain(screen::StatusOf(listed.error().fault), listed.error().text);
  }
  const bool more = listed->more;
  const out::Listing listing = ListingOf(visit, target, *std::move(listed));
  http::Reply reply;
  reply.content_type = format.content_type;
  reply.body = format.write(listing);
  if (format.feed) {
    reply.headers.emplace_back("link", fmt::format("<{}>; rel=\"self\"", listing.self));
    if (!listing.hub.empty()) {
      reply.headers.emplace_back("link", fmt::format("<{}>; rel=\"hub\"", listing.hub));
    }
  }
  if (more && number < kMostPages) {
    reply.headers.emplace_back("link", fmt::format("<{}>; rel=\"next\"", OtherPage(visit, number + 1)));
  }
  if (IsTable(format)) {
    reply.headers.emplace_back("content-disposition",
                               fmt::format("attachment; filename=\"headwater.{}\"", format.ending));
  }
  return reply;
}

http::Reply SendSitemap(const screen::Visit& visit) {
  constexpr std::size_t kMostStories = 1000;
  std::vector<store::StoryLine> lines;
  store::EditionQuestion question{.since = std::chrono::floor<std::chrono::minutes>(visit.now) - std::chrono::days(2),
                                  .order = store::EditionOrder::kNewest,
                                  .limit = kMostItems};
  for (; lines.size() < kMostStories; question.offset += kMostItems) {
    const auto stories = store::Editions(visit.store).Stories(question);
    if (!stories) {
      return Plain(screen::StatusOf(stories.error().fault), stories.error().text);
    }
    lines.insert(lines.end(), stories->begin(), stories->end());
    if (stories->size() < kMostItems) {
      break;
    }
  }
  auto items = ItemsOf(visit, lines);
  if (!items) {
    return Plain(screen::StatusOf(items.error().fault), items.error().text);
  }
  out::Listing listing;
  listing.house = visit.name;
  listing.items = *std::move(items);
  http::Reply reply;
  reply.content_type = "application/xml; charset=utf-8";
  reply.body = out::WriteNewsSitemap(listing, visit.now);
  return reply;
}

http::Reply SendArticleNinjs(const screen::Visit& visit) {
  const Parted parted = PartedOf(visit.target);
  std::string id = parted.path.at(1);
  if (parted.path.size() > 2) {
    id += fmt::format("#{}", parted.path[2]);
  }
  auto view = visit.store.Article(news::ArticleId{id});
  if (!view) {
    return Plain(screen::StatusOf(view.error().fault), view.error().text);
  }
  screen::EndInTime(view->article, visit.now);
  if (view->article.rights && (view->article.rights->withdrawn || !view->article.rights->listing)) {
    return Plain(403, screen::Phrase("outputs.reserved"));
  }
  const auto items = ItemsOf(visit, std::vector{view->line}, true);
  if (!items || items->empty()) {
    return items ? Plain(403, screen::Phrase("outputs.reserved"))
                 : Plain(screen::StatusOf(items.error().fault), items.error().text);
  }
  http::Reply reply;
  reply.content_type = "application/json; charset=utf-8";
  reply.body = out::WriteNinjsItem({}, items->front());
  screen::PassOn(view->article, reply.headers);
  return reply;
}

}  // namespace headwater::serve
