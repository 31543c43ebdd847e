// An owner's mirror: who copies a source, as a page and to be saved.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <span>

#include "news/spelling.h"
#include "screen/cards.h"
#include "screen/screens.h"
#include "screen/share_picture.h"
#include "screen/source.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/primary.h"
#include "store/tallies_json.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kPage = 25;
constexpr std::size_t kMostSaved = 10'000;
constexpr std::size_t kFirstPassages = 2;
constexpr std::size_t kMostPassageBytes = 420;

// `<place>.<place of the original>`
std::optional<std::pair<std::int64_t, std::int64_t>> AfterAsked(std::string_view text) {
  std::pair<std::int64_t, std::int64_t> after;
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) {
    return std::nullopt;
  }
  const auto first = std::from_chars(text.data(), text.data() + dot, after.first);
  const auto second = std::from_chars(text.data() + dot + 1, text.data() + text.size(), after.second);
  const bool read = first.ptr == text.data() + dot && second.ptr == text.data() + text.size();
  return read && first.ec == std::errc{} && second.ec == std::errc{} ? std::optional(after) : std::nullopt;
}

Card PairCard(const Visit& visit, const store::MirrorLine& line) {
  Card card;
  card.Put("copy", ArticleCard(visit, line.copy)).Put("original", ArticleCard(visit, line.original));
  card.Put("kind", Phrase(fmt::format("copy.{}", news::Spell(line.match.kind))));
  card.Put("credited", line.credited).Put("uncredited", !line.credited);
  card.Put("shared", Say("mirror.shared", ShareWords(static_cast<int>(line.match.shared * 1000), 1000),
                         ShareWords(static_cast<int>(line.match.of_shared * 1000), 1000)));
  if (line.original_provenance != store::Provenance::kOwn) {
    card.Put("caution", Phrase(line.original_provenance == store::Provenance::kUnknown ? "mirror.origin_unknown"
                                                                                       : "mirror.not_own"));
  }
  std::vector<Card> first;
  std::vector<Card> more;
  // The longest say most.
  std::vector<std::string> passages = line.passages;
  std::ranges::stable_sort(passages, [](const auto& one, const auto& other) { return one.size() > other.size(); });
  for (const std::string& passage : passages) {
    Card& each = (first.size() < kFirstPassages ? first : more).emplace_back();
    each.Put("text", Shortened(passage, kMostPassageBytes)).Put("lang", line.copy.language);
  }
  card.Put("passages", first).Put("more_passages", more);
  card.Put("more_count", Count("mirror.more_passages", static_cast<std::int64_t>(more.size())));
  return card;
}

// All of it, a page at a time, until there is no more or it would be too much for one document.
http::Reply SaveMirror(const Visit& visit, std::string_view type, std::string_view ending, std::string_view head,
                       std::string (*write)(const store::MirrorLine&, const store::PrimarySources&)) {
  store::MirrorQuestion question = MirrorQuestionOf(visit, 1);
  question.limit = 500;
  http::Reply reply;
  reply.content_type = type;
  reply.body = head;
  std::size_t saved = 0;
  while (saved < kMostSaved) {
    const auto mirror = visit.store.Mirror(question);
    if (!mirror) {
      return ShowFault(visit, mirror.error());
    }
    std::vector<news::ArticleId> ids;
    std::ranges::transform(mirror->lines, std::back_inserter(ids),
                           [](const store::MirrorLine& line) { return line.copy.id; });
    const auto sources = store::SourcesOf(visit.store, std::span<const news::ArticleId>(ids));
    if (!sources) {
      return ShowFault(visit, sources.error());
    }
    for (std::size_t n = 0; n < ids.size(); ++n) {
      reply.body += write(mirror->lines[n], (*sources)[n]);
    }
    saved += mirror->lines.size();
    if (!mirror->more || !mirror->next) {
      break;
    }
    question.after = mirror->next;
  }
  reply.headers.emplace_back("content-disposition", fmt::format("attachment; filename=\"mirror.{}\"", ending));
  return reply;
}

std::string WriteLine(const store::MirrorLine& line, const store::PrimarySources& sources) {
  return store::WithSources(store::WriteMirrorLine(line), sources) + "\n";
}

}  // namespace

store::MirrorQuestion MirrorQuestionOf(const Visit& visit, std::size_t segment) {
  store::MirrorQuestion question;
  question.source = visit.Segment(segment);
  question.after = AfterAsked(visit.Query("after"));
  if (const std::string_view credited = visit.Query("credited"); !credited.empty()) {
    question.credited = credited == "yes";
  }
  return question;
}

http::Reply ShowMirror(const Visit& visit) {
  store::MirrorQuestion question = MirrorQuestionOf(visit, 1);
  question.limit = kPage;
  const auto mirror = visit.store.Mirror(question);
  if (!mirror) {
    return ShowFault(visit, mirror.error());
  }
  Card card;
  const std::string address = fmt::format("{}{}", visit.root, http::SourceAddress(mirror->name));
  card.Put("name", mirror->name).Set("source_href", address).Set("mirror_href", address + "/mirror");
  card.Set("csv_href", address + "/mirror.csv").Set("lines_href", address + "/mirror.jsonl");
  card.Put("all", !question.credited).Put("credited", question.credited == true);
  card.Put("uncredited", question.credited == false);
  std::vector<Card> pairs;
  for (const store::MirrorLine& line : mirror->lines) {
    pairs.push_back(PairCard(visit, line));
  }
  card.Put("pairs", pairs);
  if (mirror->more && mirror->next) {
    const std::string_view credited = visit.Query("credited");
    card.Set("older", fmt::format("{}/mirror?after={}.{}{}{}", address, mirror->next->first, mirror->next->second,
                                  credited.empty() ? "" : "&credited=",
                                  credited.empty()     ? ""
                                  : *question.credited ? "yes"
                                                       : "no"));
  }
  return ShowPage(visit, "mirror", Say("mirror.title", mirror->name), std::move(card));
}

http::Reply SaveMirrorCsv(const Visit& visit) {
  return SaveMirror(visit, "text/csv; charset=utf-8", "csv", store::MirrorColumns(), store::WriteMirrorRow);
}

http::Reply SaveMirrorLines(const Visit& visit) {
  return SaveMirror(visit, "application/x-ndjson", "jsonl", "", WriteLine);
}

}  // namespace headwater::screen
