// Classes of provenance, and the ends of chains as rows.
#include "store/provenance.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "news/spelling.h"
#include "store/facet_rows.h"
#include "store/rows.h"
#include "store/source_keys.h"
#include "tables/tables.h"
#include "text/words.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::array<std::string_view, kProvenances> kProvenanceWords{"own",    "agency",     "credited",
                                                                      "retold", "uncredited", "unknown"};
constexpr std::array<std::string_view, 3> kEndWords{"unnamed", "dead", "absent"};

constexpr std::string_view kSource = "source/";
constexpr std::string_view kLink = "link/";

// Below this a chain is a guess, and what it says is not counted as known.
constexpr double kGuess = 0.5;

// An article rests on somebody unnamed where they say half of all that is said in it, or open it and say a quarter.
constexpr double kMostOfIt = 0.5;
constexpr double kOpening = 0.25;

const std::unordered_set<std::string>& UnnamedWords() {
  static const std::unordered_set<std::string> words = [] {
    std::unordered_set<std::string> made;
    for (const tables::Row& row : tables::Table("unnamed_officials")) {
      for (const text::Word& word : text::Words(row[1])) {
        made.insert(text::Fold(row[1].substr(word.begin, word.end - word.begin)));
      }
    }
    return made;
  }();
  return words;
}

bool IsCopied(news::HopHow how) {
  return how == news::HopHow::kCopy || how == news::HopHow::kRewrite || how == news::HopHow::kTranslation;
}

bool IsCredit(news::HopHow how) {
  return how == news::HopHow::kCredit || how == news::HopHow::kCopyright || how == news::HopHow::kDateline ||
         how == news::HopHow::kByline || how == news::HopHow::kDeclared;
}

bool IsAgency(std::string_view name) {
  const news::Source* const source = tables::SourceByName(name);
  return source != nullptr && source->kind == news::SourceKind::kAgency;
}

// Does the article name the source in its own words?
bool Names(Session& session, std::int64_t row, std::string_view source) {
  for (const std::string& key : SourceKeys(source)) {
    if (session.Number("SELECT 1 FROM citations WHERE article_row = ? AND source_key = ? AND traced = 0", {row, key})) {
      return true;
    }
  }
  return false;
}

Provenance Classify(Session& session, std::int64_t row, const news::Origin& origin) {
  if (origin.kind == news::OriginKind::kUnknown || origin.roots.empty() || origin.confidence < kGuess) {
    return Provenance::kUnknown;
  }
  if (origin.kind == news::OriginKind::kSelf) {
    return Provenance::kOwn;
  }
  for (const news::Hop& hop : origin.chain) {
    if (IsCredit(hop.how)) {
      return IsAgency(hop.name) ? Provenance::kAgency : Provenance::kCredited;
    }
    if (IsCopied(hop.how)) {
      if (!Names(session, row, hop.name)) {
        return Provenance::kUncredited;
      }
      return IsAgency(hop.name) ? Provenance::kAgency : Provenance::kCredited;
    }
  }
  return Provenance::kRetold;
}

// Who says most of what is said in the article, where that is nobody who is named; nothing else.
std::optional<std::string> UnnamedGround(Session& session, std::int64_t row) {
  double all = 0;
  double unnamed = 0;
  bool first = true;
  bool opens = false;
  std::string called;
  session.Run("SELECT entity, form, length(content) FROM statements WHERE article_row = ? ORDER BY statement_row",
              {row}, [&](const Row& said) {
                if (said.Text(1).empty()) {
                  return;
                }
                all += said.Real(2);
                const bool nobody = said.IsNull(0) && IsUnnamed(said.Text(1));
                if (nobody) {
                  unnamed += said.Real(2);
                  opens = opens || first;
                  called = called.empty() ? std::string(said.Text(1)) : called;
                }
                first = false;
              });
  if (unnamed > 0 && (unnamed >= kMostOfIt * all || (opens && unnamed >= kOpening * all))) {
    return called;
  }
  return std::nullopt;
}

void WriteRests(Session& session, std::int64_t row, const std::vector<Root>& roots) {
  std::set<std::string> wanted;
  for (const Root& root : roots) {
    wanted.insert(root.key);
  }
  std::set<std::string> present;
  session.Run("SELECT root FROM rests WHERE article_row = ?", {row},
              [&](const Row& found) { present.emplace(found.Text(0)); });
  for (const std::string& root : present) {
    if (!wanted.contains(root)) {
      session.Run("DELETE FROM rests WHERE article_row = ? AND root = ?", {row, root});
    }
  }
  for (const Root& root : roots) {
    if (!present.contains(root.key)) {
      session.Run("INSERT INTO rests (article_row, root) VALUES (?, ?) ON CONFLICT DO NOTHING", {row, root.key});
    }
    if (root.name.empty() && root.url.empty()) {
      continue;
    }
    const bool lost = root.key.starts_with(kLink) &&
                      session.Number("SELECT 1 FROM lost_links WHERE address = ?", {root.key.substr(kLink.size())});
    const std::string_view kind = WordFor(lost ? EndKind::kDead : EndKind::kAbsent);
    session.Run("UPDATE ends SET kind = ?, name = ?, url = ? WHERE root = ? AND (kind <> ? OR name <> ?)",
                {kind, root.name, root.url, root.key, kind, root.name});
  }
}

void EndHere(Session& session, const std::string& id, const std::optional<std::string>& called) {
  const std::string_view unnamed = WordFor(EndKind::kUnnamed);
  if (called) {
    session.Run(
        "INSERT INTO ends (root, kind, name, url, articles) VALUES (?, ?, ?, '', 0) "
        "ON CONFLICT (root) DO UPDATE SET kind = excluded.kind, name = excluded.name",
        {id, unnamed, *called});
    return;
  }
  session.Run("DELETE FROM ends WHERE root = ? AND kind = ? AND articles < 1", {id, unnamed});
  session.Run("UPDATE ends SET kind = '', name = '' WHERE root = ? AND kind = ?", {id, unnamed});
}

}  // namespace

std::string_view WordFor(Provenance provenance) { return kProvenanceWords.at(static_cast<std::size_t>(provenance)); }

std::optional<Provenance> ProvenanceCalled(std::string_view word) {
  const auto found = std::ranges::find(kProvenanceWords, word);
  return found == kProvenanceWords.end() ? std::nullopt
                                         : std::optional(static_cast<Provenance>(found - kProvenanceWords.begin()));
}

std::string_view WordFor(EndKind kind) { return kEndWords.at(static_cast<std::size_t>(kind)); }

std::optional<EndKind> EndKindCalled(std::string_view word) {
  const auto found = std::ranges::find(kEndWords, word);
  return found == kEndWords.end() ? std::nullopt : std::optional(static_cast<EndKind>(found - kEndWords.begin()));
}

bool IsUnnamed(std::string_view form) {
  return std::ranges::any_of(text::Words(form), [&](const text::Word& word) {
    return UnnamedWords().contains(text::Fold(form.substr(word.begin, word.end - word.begin)));
  });
}

std::vector<Root> RootsOf(const news::Origin& origin) {
  std::vector<Root> roots;
  for (const std::string& root : origin.roots) {
    if (root == origin.article.value()) {
      continue;
    }
    if (!root.starts_with(kSource)) {
      roots.push_back({root, {}, {}});
      continue;
    }
    const std::string name = root.substr(kSource.size());
    const auto hop = std::ranges::find_if(origin.chain, [&](const news::Hop& each) {
      return each.name == name && each.article.empty() && !each.url.empty();
    });
    if (hop != origin.chain.end()) {
      roots.push_back({fmt::format("{}{}", kLink, web::ComparableUrl(hop->url)), name, hop->url});
    } else {
      roots.push_back({fmt::format("{}{}", kSource, SourceKey(name)), name, {}});
    }
  }
  return roots;
}

void WriteProvenance(Session& session, std::int64_t row, const news::Origin& origin) {
  const Provenance provenance = Classify(session, row, origin);
  session.Run("UPDATE articles SET provenance = ? WHERE article_row = ? AND provenance IS DISTINCT FROM ?",
              {WordFor(provenance), row, WordFor(provenance)});
  SetFacetProvenance(session, row, WordFor(provenance));
  WriteRests(session, row, RootsOf(origin));
  const bool lost = origin.kind == news::OriginKind::kUnknown || origin.roots.empty();
  std::optional<std::string> called;
  if (lost || origin.kind == news::OriginKind::kSelf) {
    called = UnnamedGround(session, row);
    if (lost && !called) {
      called = std::string();
    }
  }
  EndHere(session, origin.article.value(), called);
}

void ForgetProvenance(Session& session, std::int64_t row) {
  session.Run("UPDATE articles SET provenance = NULL WHERE article_row = ?", {row});
  SetFacetProvenance(session, row, "");
  session.Run("DELETE FROM rests WHERE article_row = ?", {row});
  session.Run("DELETE FROM stale_copies WHERE article_row = ? OR earlier_row = ?", {row, row});
  EndHere(session, session.Words("SELECT id FROM articles WHERE article_row = ?", {row}).value_or(""), std::nullopt);
}

void NoteLostLink(Session& session, std::string_view address, std::string_view error, std::chrono::sys_seconds now) {
  const std::string key = web::ComparableUrl(address);
  if (key.empty()) {
    return;
  }
  session.Run(
      "INSERT INTO lost_links (address, error, at) VALUES (?, ?, ?) "
      "ON CONFLICT (address) DO UPDATE SET error = excluded.error, at = excluded.at",
      {key, error, Seconds(now)});
  session.Run("UPDATE ends SET kind = ? WHERE root = ?", {WordFor(EndKind::kDead), fmt::format("{}{}", kLink, key)});
}

void NoteFoundLink(Session& session, std::string_view address) {
  const std::string key = web::ComparableUrl(address);
  session.Run("DELETE FROM lost_links WHERE address = ?", {key});
  if (session.Changed() > 0) {
    session.Run("UPDATE ends SET kind = ? WHERE root = ?",
                {WordFor(EndKind::kAbsent), fmt::format("{}{}", kLink, key)});
  }
}

}  // namespace headwater::store
