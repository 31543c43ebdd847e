// Settling rights and withholding words.
#include "pipeline/honour.h"

#include <algorithm>
#include <array>
#include <string>

#include "extract/extract.h"
#include "text/utf8.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

constexpr std::array kAllowances{&news::Rights::text, &news::Rights::mining, &news::Rights::listing,
                                 &news::Rights::page, &news::Rights::pictures};

// The host itself, or one below it; both without `www.`.
bool IsOf(std::string_view host, std::string_view domain) {
  domain = domain.starts_with("www.") ? domain.substr(4) : domain;
  return !domain.empty() && host.ends_with(domain) &&
         (host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.');
}

const std::string* DomainOf(std::string_view host, const std::vector<std::string>& domains) {
  const auto found = std::ranges::find_if(domains, [host](const std::string& each) { return IsOf(host, each); });
  return found == domains.end() ? nullptr : &*found;
}

void LinkOnly(news::Rights& rights) {
  rights.text = false;
  rights.page = false;
  rights.pictures = false;
  rights.snippet = 0;
}

std::string_view FirstCodePoints(std::string_view text, std::uint32_t count) {
  return text.substr(0, text::CodePointIndex(text).ByteAt(count));
}

void WithholdAnnotations(news::Article& article) {
  if (!article.annotations) {
    return;
  }
  news::Annotations left;
  if (MayBeAnalysed(article)) {
    left.sentences = std::move(article.annotations->sentences);
    left.names = std::move(article.annotations->names);
    left.citations = std::move(article.annotations->citations);
    // The marks that they stand in are gone.
    std::erase_if(left.names, [](const news::Name& name) { return name.mark.has_value(); });
    std::erase_if(left.citations, [](const news::Citation& citation) { return citation.mark.has_value(); });
    for (news::Citation& citation : left.citations) {
      citation.text.clear();
    }
  }
  article.annotations = std::move(left);
}

void WithholdItems(news::Article& article, bool withdrawn) {
  for (news::Item& item : article.items) {
    item.text.clear();
    item.truncated = true;
    item.annotations.reset();
    item.published_between.reset();
    if (withdrawn) {
      item.headline.clear();
    }
  }
}

void WithholdFrom(std::vector<news::Evidence>& evidence, std::span<const news::Article* const> reserved) {
  std::erase_if(evidence, [&](const news::Evidence& each) {
    return !each.text.empty() && std::ranges::any_of(reserved, [&](const news::Article* article) {
      return article->text.find(each.text) != std::string::npos ||
             std::ranges::any_of(article->marks, [&](const news::Mark& mark) {
               return mark.text.find(each.text) != std::string::npos;
             });
    });
  });
}

}  // namespace

std::optional<news::Rights> Stricter(std::optional<news::Rights> one, const std::optional<news::Rights>& other) {
  if (!one || !other) {
    return one ? one : other;
  }
  for (bool news::Rights::*const allowance : kAllowances) {
    (*one).*allowance = (*one).*allowance && (*other).*allowance;
  }
  one->withdrawn = one->withdrawn || other->withdrawn;
  const auto pick = [](auto& mine, const auto& theirs, auto stricter) {
    if (theirs) {
      mine = mine ? stricter(*mine, *theirs) : *theirs;
    }
  };
  const auto least = [](const auto& a, const auto& b) { return std::min(a, b); };
  pick(one->snippet, other->snippet, least);
  pick(one->not_after, other->not_after, least);
  pick(one->not_before, other->not_before, [](const auto& a, const auto& b) { return std::max(a, b); });
  for (const news::Reservation& each : other->reservations) {
    const auto same = [&](const news::Reservation& known) {
      return known.where == each.where && known.says == each.says;
    };
    if (std::ranges::none_of(one->reservations, same)) {
      one->reservations.push_back(each);
    }
  }
  return one;
}

std::optional<news::Rights> Settled(std::optional<news::Rights> rights, std::string_view url,
                                    const RightsSettings& settings, std::chrono::sys_seconds now) {
  const std::string host = web::HostOf(url);
  const std::string* const licensed = rights ? DomainOf(host, settings.licensed) : nullptr;
  if (licensed != nullptr) {
    for (bool news::Rights::*const allowance : kAllowances) {
      (*rights).*allowance = true;
    }
    rights->snippet.reset();
    rights->reservations.push_back({"settings", "licensed: " + *licensed, {}});
  }
  const auto reserve = [&](std::string says) {
    rights = rights.value_or(news::Rights());
    LinkOnly(*rights);
    rights->reservations.insert(rights->reservations.begin(), {"settings", std::move(says), {}});
  };
  if (const std::string* const domain = DomainOf(host, settings.link_only)) {
    reserve("link only: " + *domain);
  }
  for (const std::string& word : settings.reserve_text) {
    if (licensed == nullptr && rights && extract::Reserves(*rights, word)) {
      reserve("reserves the text: " + word);
    }
  }
  if (rights && rights->not_after && *rights->not_after <= now) {
    LinkOnly(*rights);
    rights->listing = false;
  }
  return rights;
}

bool HasText(const news::Article& article) {
  return !article.rights || (article.rights->text && !article.rights->withdrawn);
}

bool HasBytes(const std::optional<news::Rights>& rights) {
  return !rights || (rights->page && rights->text && !rights->withdrawn);
}

bool MayBeAnalysed(const news::Article& article) {
  return !article.rights || (article.rights->mining && !article.rights->withdrawn);
}

void Withhold(news::Article& article) {
  if (!article.rights) {
    return;
  }
  const news::Rights& rights = *article.rights;
  if (!rights.pictures) {
    article.pictures.clear();
  }
  if (HasText(article)) {
    return;
  }
  const std::uint32_t shown = rights.withdrawn ? 0 : rights.snippet.value_or(0);
  article.text = std::string(FirstCodePoints(article.text, shown));
  article.parts.clear();
  article.marks.clear();
  article.links.clear();
  article.pictures.clear();
  if (article.published_between) {
    article.published_between->evidence.clear();
  }
  WithholdAnnotations(article);
  WithholdItems(article, rights.withdrawn);
  if (rights.withdrawn) {
    article.headline.clear();
    article.authors.clear();
  }
}

void WithholdEvidence(std::span<const news::Article* const> reserved, news::Origin& origin) {
  WithholdFrom(origin.evidence, reserved);
  for (news::Hop& hop : origin.chain) {
    WithholdFrom(hop.evidence, reserved);
  }
}

news::Origin Untraced(const news::Article& article) {
  news::Origin origin;
  origin.article = article.id;
  news::Hop published;
  published.name = article.publisher.empty() ? web::HostOf(article.url) : article.publisher;
  published.article = article.id;
  published.url = article.url;
  if (!published.name.empty()) {
    origin.chain.push_back(std::move(published));
  }
  return origin;
}

}  // namespace headwater::pipeline
