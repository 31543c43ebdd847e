// Takes apart what is asked, and puts the answer together.
#include "check/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "check/findings.h"
#include "check/wording.h"
#include "http/address.h"
#include "store/checks.h"
#include "text/utf8.h"
#include "web/url.h"

namespace headwater::check {
namespace {

constexpr std::size_t kShownOfChange = 120;  // bytes around what was altered
constexpr std::size_t kMostBeside = 600;     // bytes of words that an address is passed on with
constexpr std::size_t kFewWords = 4;

constexpr std::array<std::pair<Kind, std::string_view>, 3> kKinds{
    {{Kind::kAddress, "address"}, {Kind::kQuotation, "quotation"}, {Kind::kClaim, "claim"}}};

// The first address of the web in a text; empty where there is none.
std::string AddressIn(std::string_view text) {
  const std::size_t http = text.find("http://");
  const std::size_t https = text.find("https://");
  const std::size_t begin = std::min(http, https);
  if (begin == std::string_view::npos) {
    return {};
  }
  std::string_view address = text.substr(begin, text.find_first_of(" \t\r\n<>\"", begin) - begin);
  while (!address.empty() && std::string_view(".,;:!?)]}").find(address.back()) != std::string_view::npos) {
    address.remove_suffix(1);
  }
  return web::ParseUrl(address) ? std::string(address) : std::string();
}

// One word with a point and a path, or a host that is no number: `vellmarpost.example/weir`.
bool LooksLikeAddress(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view host = text.substr(0, slash);
  const std::size_t point = host.rfind('.');
  // `Dr.Smith` and `oda@vellmar.example` are none.
  const bool typed = slash < text.size() || std::ranges::none_of(host, [](char c) { return c >= 'A' && c <= 'Z'; });
  return text.find_first_of(" \t\n@") == std::string_view::npos && typed && point != std::string_view::npos &&
         point > 0 && point + 2 < host.size() && host.find_first_not_of("0123456789.,") != std::string_view::npos;
}

const store::ArticleLine* Related(const store::ArticleView& view, const news::ArticleId& id) {
  const auto found = std::ranges::find(view.related, id, &store::ArticleLine::id);
  return found == view.related.end() ? (view.line.id == id ? &view.line : nullptr) : &*found;
}

std::string WordsAround(const news::Article& article, const news::Span& span) {
  const text::CodePointIndex index(article.text);
  Stretch stretch;
  stretch.begin = index.ByteAt(span.begin);
  stretch.end = std::max(stretch.begin, index.ByteAt(span.end));
  return Around(article.text, stretch, kShownOfChange).words;
}

// What the article altered of what it copies, and its copies of it.
Result<void> PutChanges(store::Store& store, const Question& question, const Limits& limits, Answer& answer) {
  std::vector<news::ArticleId> ids;
  for (const news::Copy& copy : answer.article->copies) {
    if (!copy.altered.empty()) {
      ids.push_back(copy.article);
      ids.push_back(copy.of);
    }
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const auto articles = store.Articles(ids);
  if (!articles) {
    return tl::unexpected(articles.error());
  }
  for (const news::Copy& copy : answer.article->copies) {
    const auto one = std::ranges::find(*articles, copy.article, &news::Article::id);
    const auto other = std::ranges::find(*articles, copy.of, &news::Article::id);
    const store::ArticleLine* line = Related(*answer.article, copy.article);
    const store::ArticleLine* of = Related(*answer.article, copy.of);
    const bool here = one != articles->end() && other != articles->end() && line != nullptr && of != nullptr;
    if (!here || !MayShow(*one, question.now) || !MayShow(*other, question.now)) {
      continue;
    }
    for (const news::Altered& altered : copy.altered) {
      if (answer.changes.size() < limits.max_changes) {
        answer.changes.push_back(
            {*line, *of, altered.what, WordsAround(*other, altered.of), WordsAround(*one, altered.span)});
      }
    }
  }
  return {};
}

// Those that touch the articles that were asked about; the others are counted.
void PutAccounts(store::AccountsView accounts, const std::set<news::ArticleId>& asked, Answer& answer) {
  for (news::Disagreement& each : accounts.disagreements) {
    if (asked.contains(each.one.article) || asked.contains(each.other.article)) {
      answer.disagreements.push_back(std::move(each));
    } else {
      ++answer.more_disagreements;
    }
  }
  for (news::Spread& spread : accounts.spreads) {
    const bool touches = std::ranges::any_of(spread.values, [&](const news::SpreadValue& value) {
      return std::ranges::any_of(value.accounts,
                                 [&](const news::Account& account) { return asked.contains(account.article); });
    });
    if (touches) {
      answer.figures.push_back(std::move(spread));
    } else {
      ++answer.more_disagreements;
    }
  }
}

void TakeFirst(std::optional<store::ArticleLine>& first, const store::ArticleLine& line) {
  if (line.published && (!first || Earlier(line, *first))) {
    first = line;
  }
}

// What is known of the article: who was first, its story, what changed, who contradicts it.
Result<void> PutArticle(store::Store& store, const news::ArticleId& id, const Question& question, const Limits& limits,
                        Answer& answer) {
  auto view = store.Article(id);
  if (!view) {
    return tl::unexpected(view.error());
  }
  answer.article = std::move(*view);
  const news::Article& article = answer.article->article;
  answer.withdrawn = article.rights && article.rights->withdrawn;
  if (answer.withdrawn) {
    answer.article->origin.reset();
    return {};
  }
  if (!MayShow(article, question.now) && answer.article->origin) {
    // Its words are not passed on, as evidence neither.
    for (news::Hop& hop : answer.article->origin->chain) {
      hop.evidence.clear();
    }
    answer.article->origin->evidence.clear();
  }
  std::set<news::ArticleId> asked{id};
  TakeFirst(answer.first, answer.article->line);
  for (const store::ArticleLine& line : answer.article->related) {
    TakeFirst(answer.first, line);
  }
  for (const news::Copy& copy : answer.article->copies) {
    asked.insert(copy.article);
    asked.insert(copy.of);
  }
  if (auto changed = PutChanges(store, question, limits, answer); !changed) {
    return changed;
  }
  if (answer.article->line.story.empty()) {
    return {};
  }
  auto story = store.Story(answer.article->line.story);
  auto accounts = story ? store.Accounts(answer.article->line.story) : tl::unexpected(story.error());
  if (!accounts) {
    return accounts.error().fault == Fault::kNotFound ? Result<void>{} : tl::unexpected(accounts.error());
  }
  for (const store::ArticleLine& line : story->articles) {
    TakeFirst(answer.first_of_story, line);
  }
  answer.story = std::move(story->line);
  PutAccounts(std::move(*accounts), asked, answer);
  return {};
}

// Articles that share its text, each with how much.
void PutCopies(Answer& answer, const Limits& limits) {
  const store::ArticleView& view = *answer.article;
  for (const news::Copy& copy : view.copies) {
    const bool forward = copy.article == view.line.id;
    const store::ArticleLine* line = Related(view, forward ? copy.of : copy.article);
    if (line == nullptr) {
      continue;
    }
    Place& place = answer.places.emplace_back();
    place.line = *line;
    place.sure = forward ? copy.shared : copy.of_shared;
    const bool same = copy.kind == news::CopyKind::kIdentical || copy.kind == news::CopyKind::kCopy;
    place.likeness = same ? Likeness::kSame : Likeness::kNearly;
  }
  std::ranges::stable_sort(answer.places,
                           [](const Place& one, const Place& other) { return Earlier(one.line, other.line); });
  answer.more_places = answer.places.size() > limits.max_places;
  answer.places.resize(std::min(answer.places.size(), limits.max_places));
}

Result<Answer> CheckAddress(store::Store& store, const Question& question, Answer answer, const Limits& limits) {
  const std::vector<std::string> forms = FormsOf(answer.address);
  const auto hit = store::FindAddress(store, forms);
  if (!hit || !*hit) {
    return hit ? Result<Answer>(std::move(answer)) : tl::unexpected(hit.error());
  }
  if (auto put = PutArticle(store, (*hit)->article, question, limits, answer); !put) {
    // Under an embargo, say: as if it were not here.
    return put.error().fault == Fault::kNotFound ? Result<Answer>(std::move(answer)) : tl::unexpected(put.error());
  }
  answer.found = true;
  answer.only_named = !(*hit)->own;
  answer.likeness = answer.only_named ? Likeness::kNearly : Likeness::kSame;
  answer.sure = 1;
  if (!answer.withdrawn) {
    PutCopies(answer, limits);
  }
  return answer;
}

Result<Answer> CheckWords(store::Store& store, const Question& question, Answer answer, const Limits& limits) {
  auto findings = FindQuotation(store, answer.asked, question.now, limits);
  if (!findings) {
    return tl::unexpected(findings.error());
  }
  const auto is_same = [](const auto& each) { return each.likeness == Likeness::kSame; };
  const bool same = std::ranges::any_of(findings->places, is_same) || std::ranges::any_of(findings->said, is_same);
  if (!same && answer.kind == Kind::kClaim) {
    auto claimed = FindClaim(store, answer.asked, question.now, limits);
    if (!claimed) {
      return tl::unexpected(claimed.error());
    }
    // What is nearly word for word goes before what says it otherwise.
    AddFindings(*std::move(claimed), *findings);
    auto abroad = FindAbroad(store, answer.asked, question.now, limits);
    if (!abroad) {
      return tl::unexpected(abroad.error());
    }
    AddFindings(*std::move(abroad), *findings);
  } else if (!question.as && WordsOf(answer.asked, kFewWords).words.size() >= kFewWords) {
    answer.kind = Kind::kQuotation;
  }
  answer.more_places = findings->more_places || findings->places.size() > limits.max_places;
  answer.places = std::move(findings->places);
  answer.said = std::move(findings->said);
  answer.said.resize(std::min(answer.said.size(), limits.max_places));
  answer.found = !answer.places.empty() || !answer.said.empty();
  if (!answer.found) {
    return answer;
  }
  // The surest of all says how sure it is; the first need not have just the same words.
  for (const Place& place : answer.places) {
    answer.likeness = std::min(answer.likeness, place.likeness);
    answer.sure = std::max(answer.sure, place.sure);
  }
  for (const Said& said : answer.said) {
    answer.likeness = std::min(answer.likeness, said.likeness);
    answer.sure = std::max(answer.sure, said.sure);
  }
  const Likeness least = answer.likeness == Likeness::kSame ? Likeness::kNearly : answer.likeness;
  std::erase_if(answer.places,
                [&](const Place& place) { return answer.kind == Kind::kQuotation && place.likeness > least; });
  const news::ArticleId first =
      answer.places.empty() ? answer.said.front().line.article : answer.places.front().line.id;
  answer.places.resize(std::min(answer.places.size(), limits.max_places));
  if (auto put = PutArticle(store, first, question, limits, answer); !put) {
    // It was taken back since it was found.
    return put.error().fault == Fault::kNotFound ? Result<Answer>(std::move(answer)) : tl::unexpected(put.error());
  }
  // Of words that were found, where they stand first is the first of them; copies need not have them all.
  answer.first.reset();
  for (const Place& place : answer.places) {
    if (place.likeness <= least) {
      TakeFirst(answer.first, place.line);
    }
  }
  return answer;
}

}  // namespace

bool Answer::contradicted() const {
  const auto against = [](const auto& each) {
    return each.bearing == weigh::Bearing::kDenies || each.bearing == weigh::Bearing::kOtherNumber;
  };
  return std::ranges::any_of(said, against) || std::ranges::any_of(places, against);
}

std::string_view WordFor(Kind kind) {
  return std::ranges::find(kKinds, kind, &std::pair<Kind, std::string_view>::first)->second;
}

std::optional<Kind> KindCalled(std::string_view word) {
  const auto* const found = std::ranges::find(kKinds, word, &std::pair<Kind, std::string_view>::second);
  return found == kKinds.end() ? std::nullopt : std::optional(found->first);
}

std::string_view WordFor(Likeness likeness) {
  constexpr std::array<std::string_view, 4> kWords{"same", "nearly", "matter", "maybe"};
  return kWords.at(static_cast<std::size_t>(likeness));
}

std::string_view WordFor(weigh::Bearing bearing) {
  constexpr std::array<std::string_view, 4> kWords{"unknown", "supports", "denies", "other number"};
  return kWords.at(static_cast<std::size_t>(bearing));
}

std::string_view InWords(Likeness likeness) {
  constexpr std::array<std::string_view, 4> kWords{"word for word", "nearly word for word",
                                                   "the same matter in other words", "may be the same matter"};
  return kWords.at(static_cast<std::size_t>(likeness));
}

std::string_view InWords(weigh::Bearing bearing) {
  constexpr std::array<std::string_view, 4> kWords{"speaks of it", "says so too", "denies it", "gives another number"};
  return kWords.at(static_cast<std::size_t>(bearing));
}

Result<Asked> Read(const Question& question, const Limits& limits) {
  const std::string clean = text::RepairUtf8(std::string_view(question.asked).substr(0, limits.max_bytes));
  std::string_view asked = clean;
  constexpr std::string_view kBlank = " \t\r\n";
  asked.remove_prefix(std::min(asked.find_first_not_of(kBlank), asked.size()));
  asked = asked.substr(0, asked.find_last_not_of(kBlank) + 1);
  if (WordsOf(asked, 1).words.empty()) {
    return Fail(Fault::kUsage, "there is nothing to check: give an address, a quotation or a claim");
  }
  Asked taken;
  const bool may_be = !question.as || question.as == Kind::kAddress;
  std::string address = may_be ? AddressIn(asked) : std::string();
  // An address in a long text is one that it tells of.
  if (!question.as && asked.size() > address.size() + kMostBeside) {
    address.clear();
  }
  if (may_be && address.empty() && (question.as || LooksLikeAddress(asked))) {
    address = http::TypedAddress(asked).value_or("");
  }
  if (!address.empty()) {
    taken.kind = Kind::kAddress;
    taken.address = web::CanonicalUrl(TargetOf(address));
    return taken;
  }
  if (question.as == Kind::kAddress) {
    return Fail(Fault::kUsage, fmt::format("{}: this is no address of the web", asked.substr(0, 120)));
  }
  taken.kind = question.as.value_or(IsQuoted(asked) ? Kind::kQuotation : Kind::kClaim);
  taken.words = Unquoted(asked);
  return taken;
}

Result<Answer> Check(store::Store& store, const Question& question, const Limits& limits) {
  auto asked = Read(question, limits);
  if (!asked) {
    return tl::unexpected(asked.error());
  }
  Answer answer;
  answer.kind = asked->kind;
  answer.address = asked->address;
  answer.asked = asked->kind == Kind::kAddress ? asked->address : asked->words;
  return asked->kind == Kind::kAddress ? CheckAddress(store, question, std::move(answer), limits)
                                       : CheckWords(store, question, std::move(answer), limits);
}

Result<Answer> Trace(store::Store& store, const news::ArticleId& id, std::chrono::sys_seconds now,
                     const Limits& limits) {
  Answer answer;
  answer.kind = Kind::kAddress;
  if (auto put = PutArticle(store, id, {.asked = {}, .now = now}, limits, answer); !put) {
    return tl::unexpected(put.error());
  }
  answer.address = answer.asked = answer.article->line.url;
  answer.found = true;
  answer.likeness = Likeness::kSame;
  answer.sure = 1;
  if (!answer.withdrawn) {
    PutCopies(answer, limits);
  }
  return answer;
}

}  // namespace headwater::check
