// Pages that hold documents.
#include "pipeline/documents.h"

#include <fmt/format.h>

#include <algorithm>

#include "fetch/pdf.h"
#include "form/json.h"
#include "read/read.h"

namespace headwater::pipeline {
namespace {

using Header = std::pair<std::string, std::string>;

std::string NameOf(const news::Page& page) { return page.url.empty() ? page.id : page.url; }

tl::unexpected<Error> Named(const news::Page& page, const Error& error) {
  return Fail(error.fault, fmt::format("{}: {}", NameOf(page), error.text));
}

// What an item does not say itself it has from the page that it came in.
void Inherit(const news::Page& from, news::Page& page) {
  page.fetched = page.fetched ? page.fetched : from.fetched;
  page.announcement = page.announcement ? page.announcement : from.announcement;
  page.reservations.insert(page.reservations.end(), from.reservations.begin(), from.reservations.end());
}

std::vector<Result<Incoming>> FromWire(const news::Page& page) {
  std::vector<Result<Incoming>> all;
  auto items = read::ReadWire(page.body, page.content_type, page.url);
  if (!items) {
    all.emplace_back(Named(page, items.error()));
    return all;
  }
  for (read::WireItem& item : *items) {
    Inherit(page, item.page);
    // A lone item is known by the address that it was announced at.
    if (items->size() == 1 && !page.url.empty()) {
      item.page.url = page.url;
      item.article.url = page.url;
    }
    if (item.page.id.empty()) {
      item.page.id = page.id;
      item.article.id = news::ArticleId(page.id);
    }
    all.emplace_back(Incoming{std::move(item.page), std::move(item.article)});
  }
  return all;
}

Result<Incoming> FromPdf(Incoming incoming, const extract::Limits& limits) {
  const auto text = fetch::ReadPdf(incoming.page);
  if (!text) {
    return tl::unexpected(text.error());
  }
  auto article = extract::Extract(*text, limits);
  if (!article) {
    return Named(incoming.page, article.error());
  }
  incoming.ready = *std::move(article);
  return incoming;
}

std::vector<Result<Incoming>> FromMail(const news::Page& page, const extract::Limits& limits) {
  std::vector<Result<Incoming>> all;
  const auto read = read::ReadMail(page.body, page.id, [&](news::Page mail) {
    Inherit(page, mail);
    if (fetch::IsPdf(mail.body)) {
      all.emplace_back(FromPdf({std::move(mail), std::nullopt}, limits));
      return;
    }
    auto article = extract::Extract(mail, limits);
    if (!article) {
      all.emplace_back(Named(page, article.error()));
      return;
    }
    // Who sent it knows better than what the letter's links and pictures lead to.
    const auto publisher = std::ranges::find(mail.headers, read::kPublisherHeader, &Header::first);
    if (publisher != mail.headers.end() && !publisher->second.empty()) {
      article->publisher = publisher->second;
    }
    all.emplace_back(Incoming{std::move(mail), *std::move(article)});
  });
  if (!read) {
    all.emplace_back(Named(page, read.error()));
  }
  return all;
}

// An article that was kept in the words of the contract, as it comes out of an archive of ours.
Incoming FromJson(Incoming incoming) {
  if (auto article = form::ReadArticle(incoming.page.body);
      article && !(article->text.empty() && article->items.empty())) {
    incoming.ready = *std::move(article);
  }
  return incoming;
}

}  // namespace

std::vector<Result<Incoming>> Unfold(Incoming incoming, const extract::Limits& limits) {
  const news::Page& page = incoming.page;
  const bool says_html = page.content_type.find("html") != std::string::npos;
  const bool says_mail = page.content_type.starts_with("message/rfc822");
  std::vector<Result<Incoming>> all;
  if (incoming.ready || says_html) {
    all.emplace_back(std::move(incoming));
  } else if (fetch::IsPdf(page.body)) {
    all.emplace_back(FromPdf(std::move(incoming), limits));
  } else if (read::IsWire(page.body)) {
    all = FromWire(page);
  } else if (says_mail || (page.content_type.empty() && read::IsMail(page.body))) {
    all = FromMail(page, limits);
  } else if (page.content_type.starts_with("application/json")) {
    all.emplace_back(FromJson(std::move(incoming)));
  } else {
    all.emplace_back(std::move(incoming));
  }
  return all;
}

}  // namespace headwater::pipeline
