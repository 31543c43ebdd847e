// Claims as rows.
#include "store/takedowns.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/random.h"
#include "store/rights_log.h"
#include "store/rows.h"
#include "store/secrets.h"
#include "store/tombstones.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostAddresses = 100;
constexpr std::size_t kLongestAddress = 2'000;
constexpr std::size_t kLongestWords = 8'000;
constexpr std::size_t kLongestName = 300;
// Of strangers, within a day: from one network address, and from all.
constexpr std::int64_t kMostOfOne = 6;
constexpr std::int64_t kMostOfAll = 300;
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kIdLength = 16;

constexpr std::array<std::string_view, 6> kStates{"open", "granting", "granted", "refused", "reversing", "reversed"};
constexpr std::array<std::string_view, 3> kWays{"form", "note", "command"};

template <class Enum, std::size_t count>
Enum Named(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  return static_cast<Enum>(found == names.end() ? 0 : found - names.begin());
}

constexpr std::string_view kColumns =
    "number, wants, way, state, claimant, contact, words, domain, challenge, prove, proven, proof_error, asked, due, "
    "decided, decided_by, answer, reach, removed, withheld, clean";

Claim ReadClaim(const Row& row) {
  Claim claim;
  claim.number = row.Int(0);
  claim.restore = row.Text(1) == "restore";
  claim.way = Named<ClaimWay>(kWays, row.Text(2));
  claim.state = Named<ClaimState>(kStates, row.Text(3));
  claim.claimant = row.Text(4);
  claim.contact = row.Text(5);
  claim.words = row.Text(6);
  claim.domain = row.Text(7);
  claim.challenge = row.Text(8);
  claim.proving = row.Int(9) != 0;
  claim.proven = InstantOf(row, 10);
  claim.proof_error = row.Text(11);
  claim.asked = Instant(row.Int(12));
  claim.due = Instant(row.Int(13));
  claim.decided = InstantOf(row, 14);
  claim.decided_by = row.Text(15);
  claim.answer = row.Text(16);
  claim.copies = row.Text(17) == "copies";
  claim.removed = row.Int(18);
  claim.withheld = row.Int(19);
  claim.clean = InstantOf(row, 20);
  return claim;
}

void ReadAddresses(Session& session, Claim& claim) {
  session.Run("SELECT url FROM takedown_addresses WHERE takedown = ? ORDER BY position", {claim.number},
              [&](const Row& row) { claim.addresses.emplace_back(row.Text(0)); });
}

Result<Claim> ReadOne(Session& session, std::int64_t number) {
  std::optional<Claim> claim;
  session.Run(fmt::format("SELECT {} FROM takedowns WHERE number = ?", kColumns), {number},
              [&](const Row& row) { claim = ReadClaim(row); });
  if (!claim) {
    return Fail(Fault::kNotFound, fmt::format("There is no takedown {}.", number));
  }
  ReadAddresses(session, *claim);
  return std::move(*claim);
}

bool IsId(std::string_view text) {
  const std::string_view head = text.substr(0, text.find('#'));
  return head.size() == kIdLength && head.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// An article's id, or the id in its address here.
std::string IdIn(std::string_view address) {
  if (IsId(address)) {
    return std::string(address);
  }
  constexpr std::string_view kArticle = "/article/";
  const std::size_t at = address.find(kArticle);
  if (at == std::string_view::npos) {
    return {};
  }
  const std::string_view id = address.substr(at + kArticle.size(), kIdLength);
  return IsId(id) ? std::string(id) : std::string();
}

// What was given, as addresses on the web; a story's or an article's address here stands for what it was read from.
std::vector<std::string> WebAddresses(Session& session, const std::vector<std::string>& given) {
  std::vector<std::string> urls;
  for (const std::string& each : given) {
    const std::string id = IdIn(each);
    const auto url = id.empty() ? std::nullopt : session.Words("SELECT url FROM articles WHERE id = ?", {id});
    urls.push_back(url && !url->empty() ? *url : each);
  }
  return urls;
}

Result<void> LookOver(const NewClaim& claim) {
  if (claim.addresses.empty()) {
    return Fail(Fault::kUsage, "Say which pages it is about: their addresses, one a line.");
  }
  if (claim.addresses.size() > kMostAddresses) {
    return Fail(Fault::kUsage, fmt::format("A request is about {} addresses at most; send several.", kMostAddresses));
  }
  for (const std::string& address : claim.addresses) {
    const bool web = address.starts_with("http://") || address.starts_with("https://");
    if ((!web && !IsId(address)) || address.size() > kLongestAddress) {
      return Fail(Fault::kUsage, fmt::format("{} is no address of a page (https://…).", address.substr(0, 80)));
    }
  }
  if (claim.way != ClaimWay::kCommand && (claim.claimant.empty() || claim.words.empty())) {
    return Fail(Fault::kUsage, "Say who you are, and by what right you ask.");
  }
  if (claim.words.size() > kLongestWords || claim.claimant.size() > kLongestName ||
      claim.contact.size() > kLongestName) {
    return Fail(Fault::kUsage, "That is too long.");
  }
  return {};
}

Result<void> Throttle(Session& session, const std::string& from, std::int64_t now) {
  const auto count = [&](std::string_view sql, std::initializer_list<Value> values) {
    return session.Number(sql, values).value_or(0);
  };
  session.Run("UPDATE takedowns SET asked_from = '' WHERE asked_from <> '' AND asked < ?", {now - kDay});
  if (count("SELECT count(*) FROM takedowns WHERE asked >= ? AND asked_from = ?", {now - kDay, from}) >= kMostOfOne ||
      count("SELECT count(*) FROM takedowns WHERE asked >= ? AND asked_from <> ''", {now - kDay}) >= kMostOfAll) {
    return Fail(Fault::kTooLarge, "Too many requests came from you today. One request may be about many addresses.");
  }
  return {};
}

}  // namespace

std::string_view Spell(ClaimState state) { return kStates[static_cast<std::size_t>(state)]; }
std::string_view Spell(ClaimWay way) { return kWays[static_cast<std::size_t>(way)]; }

Result<Acknowledged> Takedowns::Ask(const NewClaim& claim, std::chrono::sys_seconds now) {
  if (const auto good = LookOver(claim); !good) {
    return tl::unexpected(good.error());
  }
  Acknowledged acknowledged{0, NewSecret()};
  return WriteAs(store_.database(), [&](Session& session) -> Result<Acknowledged> {
    const std::string from = claim.from.empty() ? std::string() : KeyOf("takedown", claim.from);
    if (!from.empty()) {
      if (const auto may = Throttle(session, from, Seconds(now)); !may) {
        return tl::unexpected(may.error());
      }
    }
    const std::vector<std::string> urls = WebAddresses(session, claim.addresses);
    acknowledged.number = session.Number("SELECT coalesce(max(number), 0) + 1 FROM takedowns").value_or(1);
    session.Run(
        "INSERT INTO takedowns (number, secret_key, wants, way, state, claimant, contact, words, domain, challenge, "
        "prove, proof_error, asked, asked_from, due, decided_by, answer, reach, removed, withheld, stage, swept_row) "
        "VALUES (?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, 0, '', ?, ?, ?, '', '', 'copies', 0, 0, 0, 0)",
        {acknowledged.number, KeyOf("takedown", acknowledged.secret), claim.restore ? "restore" : "remove",
         Spell(claim.way), claim.claimant, claim.contact, claim.words, web::HostOf(urls.front()),
         "headwater-" + RandomHex(16), Seconds(now), from, Seconds(now + kAnswerWithin)});
    std::int64_t position = 0;
    for (const std::string& url : urls) {
      session.Run("INSERT INTO takedown_addresses (takedown, position, url, url_key) VALUES (?, ?, ?, ?)",
                  {acknowledged.number, position++, url, web::ComparableUrl(url)});
    }
    AddToLog(session, now, claim.way == ClaimWay::kForm ? "claimant" : "Headwater", "asked", acknowledged.number,
             fmt::format("{}, by {}, {} addresses", claim.restore ? "to put back" : "to remove", Spell(claim.way),
                         urls.size()));
    return acknowledged;
  });
}

Result<Claim> Takedowns::Of(std::int64_t number) {
  return ReadAs(store_.database(), [&](Session& session) { return ReadOne(session, number); });
}

Result<Claim> Takedowns::Told(std::string_view secret) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<Claim> {
    const auto number =
        session.Number("SELECT number FROM takedowns WHERE secret_key = ?", {KeyOf("takedown", secret)});
    return number ? ReadOne(session, *number) : Fail(Fault::kNotFound, "There is no request at this address.");
  });
}

Result<std::vector<Claim>> Takedowns::All(std::size_t limit) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<Claim>> {
    std::vector<Claim> claims;
    const auto take = [&](const Row& row) { claims.push_back(ReadClaim(row)); };
    const auto most = static_cast<std::int64_t>(limit);
    session.Run(fmt::format("SELECT {} FROM takedowns WHERE state = 'open' ORDER BY due, number LIMIT ?", kColumns),
                {most}, take);
    session.Run(fmt::format("SELECT {} FROM takedowns WHERE state <> 'open' ORDER BY number DESC LIMIT ?", kColumns),
                {most - static_cast<std::int64_t>(claims.size())}, take);
    for (Claim& claim : claims) {
      ReadAddresses(session, claim);
    }
    return claims;
  });
}

Result<Takedowns::Waiting> Takedowns::Open(std::chrono::sys_seconds now) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<Waiting> {
    return Waiting{
        session.Number("SELECT count(*) FROM takedowns WHERE state = 'open'").value_or(0),
        session.Number("SELECT count(*) FROM takedowns WHERE state = 'open' AND due < ?", {Seconds(now)}).value_or(0)};
  });
}

Result<Concerned> Takedowns::Concerns(std::int64_t number) {
  const auto claim = Of(number);
  const auto ids = claim ? store_.ArticlesAt(claim->addresses) : tl::unexpected(claim.error());
  if (!ids) {
    return tl::unexpected(ids.error());
  }
  return ReadAs(store_.database(), [&](Session& session) -> Result<Concerned> {
    Concerned concerned;
    std::set<std::string> known;
    const auto take = [&](std::vector<ArticleLine>& into, std::string_view condition, std::string_view id) {
      session.Run(fmt::format("SELECT {} FROM articles AS a WHERE {} LIMIT 200", kLineColumns, condition), {id},
                  [&](const Row& row) {
                    ArticleLine line = ReadLine(row);
                    if (known.insert(line.id.value()).second) {
                      into.push_back(std::move(line));
                    }
                  });
    };
    for (const news::ArticleId& id : *ids) {
      take(concerned.articles, "a.id = ?", id.value());
    }
    for (const news::ArticleId& id : *ids) {
      take(concerned.originals,
           "a.article_row IN (SELECT c.earlier_row FROM copies AS c JOIN articles AS b ON b.article_row = "
           "c.article_row WHERE b.id = ? AND c.kind <> 'excerpt')",
           id.value());
      take(concerned.copies,
           "a.article_row IN (SELECT c.article_row FROM copies AS c JOIN articles AS b ON b.article_row = "
           "c.earlier_row WHERE b.id = ?)",
           id.value());
    }
    return concerned;
  });
}

Result<std::vector<std::int64_t>> Takedowns::StandingAgainst(std::int64_t number) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<std::int64_t>> {
    std::vector<std::int64_t> standing;
    session.Run(
        "SELECT DISTINCT t.takedown FROM tombstones AS t JOIN takedown_addresses AS d ON d.url_key = t.url_key "
        "JOIN takedowns AS k ON k.number = t.takedown WHERE d.takedown = ? AND k.state = 'granted' ORDER BY 1",
        {number}, [&](const Row& row) { standing.push_back(row.Int(0)); });
    return standing;
  });
}

namespace {

struct Step {
  std::int64_t number;
  std::string_view from;  // the state that it must be in, or `also`
  std::string_view also;
  std::string_view to;
  std::string_view by;
  std::string_view answer;
};

Result<void> Take(Database& database, const Step& step, std::chrono::sys_seconds now, std::string_view more) {
  return database.Write([&](Session& session) -> Result<void> {
    const auto state = session.Words("SELECT state FROM takedowns WHERE number = ?", {step.number});
    if (!state) {
      return Fail(Fault::kNotFound, fmt::format("There is no takedown {}.", step.number));
    }
    if (*state != step.from && *state != step.also) {
      return Fail(Fault::kUsage, fmt::format("Takedown {} is {} already.", step.number, *state));
    }
    session.Run(
        fmt::format("UPDATE takedowns SET state = ?, decided = ?, decided_by = ?, answer = ?{} WHERE number = ?", more),
        {step.to, Seconds(now), step.by, step.answer.substr(0, kLongestWords), step.number});
    AddToLog(session, now, step.by,
             step.to == "granting"    ? "granted"
             : step.to == "reversing" ? "reversed"
                                      : step.to,
             step.number, {});
    return {};
  });
}

}  // namespace

Result<void> Takedowns::Grant(std::int64_t number, bool copies, std::string_view by, std::string_view answer,
                              std::chrono::sys_seconds now) {
  const auto claim = Of(number);
  if (claim && claim->restore) {
    return Fail(Fault::kUsage, fmt::format("Request {} asks to put something back: reverse the takedown that it is "
                                           "about.",
                                           number));
  }
  return Take(store_.database(), {number, "open", "refused", "granting", by, answer}, now,
              copies ? ", reach = 'copies', stage = 0, swept_row = 0, clean = NULL"
                     : ", reach = 'addresses', stage = 0, swept_row = 0, clean = NULL");
}

Result<void> Takedowns::Refuse(std::int64_t number, std::string_view by, std::string_view answer,
                               std::chrono::sys_seconds now) {
  return Take(store_.database(), {number, "open", "open", "refused", by, answer}, now, "");
}

Result<void> Takedowns::Reverse(std::int64_t number, std::string_view by, std::string_view answer,
                                std::chrono::sys_seconds now) {
  return Take(store_.database(), {number, "granted", "granted", "reversing", by, answer}, now, "");
}

Result<void> Takedowns::AskProof(std::int64_t number, std::chrono::sys_seconds now) {
  return store_.database().Write([&](Session& session) -> Result<void> {
    session.Run(
        "UPDATE takedowns SET prove = 1, proof_error = '' WHERE number = ? AND prove = 0 AND proven IS NULL AND "
        "domain <> ''",
        {number});
    if (session.Changed() > 0) {
      AddToLog(session, now, "claimant", "proof asked", number, {});
    }
    return {};
  });
}

Result<std::vector<Claim>> Takedowns::ToDo() {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<Claim>> {
    std::vector<Claim> claims;
    session.Run(fmt::format("SELECT {} FROM takedowns WHERE state IN ('granting', 'reversing') OR prove = 1 "
                            "ORDER BY number LIMIT 20",
                            kColumns),
                {}, [&](const Row& row) { claims.push_back(ReadClaim(row)); });
    for (Claim& claim : claims) {
      ReadAddresses(session, claim);
    }
    return claims;
  });
}

Result<void> Takedowns::NoteProof(std::int64_t number, const std::string& error, std::chrono::sys_seconds now) {
  return store_.database().Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE takedowns SET prove = 0, proof_error = ?, proven = ? WHERE number = ?",
                {error, error.empty() ? Value(Seconds(now)) : Value(), number});
    if (error.empty()) {
      AddToLog(session, now, "Headwater", "proven", number,
               session.Words("SELECT domain FROM takedowns WHERE number = ?", {number}).value_or(""));
    }
    return {};
  });
}

Result<void> Takedowns::NoteKeptOut(std::int64_t number, std::string_view url, std::chrono::sys_seconds now) {
  return store_.database().Write([&](Session& session) -> Result<void> {
    const std::string key = web::ComparableUrl(url);
    if (session.Number("SELECT 1 FROM rights_log WHERE takedown = ? AND what = 'kept out' AND detail = ?",
                       {number, url})) {
      return {};
    }
    if (!key.empty()) {
      session.Run(
          "INSERT INTO tombstones (url_key, takedown, url, blocks) VALUES (?, ?, ?, 1) "
          "ON CONFLICT (url_key, takedown) DO UPDATE SET blocks = 1",
          {key, number, url});
    }
    AddToLog(session, now, "Headwater", "kept out", number, url);
    return {};
  });
}

}  // namespace headwater::store
