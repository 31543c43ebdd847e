// Keeps what is to be sent, and signs it.
#include "store/webhooks.h"

#include "base/ascii.h"
#include "base/random.h"
#include "store/rows.h"
#include "store/secrets.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::string_view kAddress = "webhook";
constexpr std::string_view kSecret = "webhook secret";
constexpr int kMostTries = 8;
constexpr std::int64_t kFirstRest = 60;
constexpr std::size_t kLongest = 2'000;
constexpr std::int64_t kMostWaiting = 10'000;

std::string Encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (ascii::IsAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded.append({'%', kDigits[byte >> 4U], kDigits[byte & 15U]});
    }
  }
  return encoded;
}

std::string Filled(std::string url, std::string_view name, std::string_view value) {
  const std::string encoded = Encoded(value);
  for (std::size_t at = url.find(name); at != std::string::npos; at = url.find(name, at + encoded.size())) {
    url.replace(at, name.size(), encoded);
  }
  return url;
}

std::string SettingOf(Session& session, std::int64_t person, std::string_view name) {
  return session.Words("SELECT value FROM user_settings WHERE person = ? AND name = ?", {person, name}).value_or("");
}

void SetSetting(Session& session, std::int64_t person, std::string_view name, std::string_view value) {
  session.Run(
      "INSERT INTO user_settings (person, name, value) VALUES (?, ?, ?) "
      "ON CONFLICT (person, name) DO UPDATE SET value = excluded.value",
      {person, name, value});
}

// An address as it is once the article's stand in it.
bool IsAddress(std::string_view url) {
  const auto parsed = web::ParseUrl(Filled(Filled(std::string(url), "{url}", "x"), "{title}", "x"));
  return parsed && (url.starts_with("https://") || url.starts_with("http://")) && url.size() <= kLongest;
}

}  // namespace

Result<Webhook> Webhooks::Of(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<Webhook> {
    return Webhook{SettingOf(session, person, kAddress), SettingOf(session, person, kSecret)};
  });
}

Result<void> Webhooks::Put(std::int64_t person, std::string_view url) {
  if (!url.empty() && !IsAddress(url)) {
    return Fail(Fault::kUsage, "This is no address of the web.");
  }
  return database_.Write([&](Session& session) -> Result<void> {
    SetSetting(session, person, kAddress, url);
    if (SettingOf(session, person, kSecret).empty()) {
      constexpr std::size_t kBytes = 32;
      SetSetting(session, person, kSecret, RandomHex(kBytes));
    }
    if (url.empty()) {
      session.Run("DELETE FROM webhook_sends WHERE person = ?", {person});
    }
    return {};
  });
}

Result<void> Webhooks::Queue(std::int64_t person, const std::vector<std::pair<std::string, std::string>>& articles,
                             std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    if (SettingOf(session, person, kAddress).empty() ||
        session.Number("SELECT count(*) FROM webhook_sends WHERE person = ? AND tries >= 0", {person}).value_or(0) >=
            kMostWaiting) {
      return {};
    }
    for (const auto& [article, reason] : articles) {
      session.Run(
          "INSERT INTO webhook_sends (person, article, reason, tries, due) VALUES (?, ?, ?, 0, ?) "
          "ON CONFLICT (person, article) DO NOTHING",
          {person, std::string_view(article), std::string_view(reason), Seconds(now)});
    }
    return {};
  });
}

Result<void> Webhooks::Send(std::int64_t person, std::string_view article, std::string_view reason,
                            std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    if (SettingOf(session, person, kAddress).empty()) {
      return Fail(Fault::kUsage, "There is no webhook to send it to.");
    }
    session.Run(
        "INSERT INTO webhook_sends (person, article, reason, tries, due) VALUES (?, ?, ?, 0, ?) "
        "ON CONFLICT (person, article) DO UPDATE SET reason = excluded.reason, tries = 0, due = excluded.due",
        {person, article, reason, Seconds(now)});
    return {};
  });
}

Result<SendState> Webhooks::StateOf(std::int64_t person, std::string_view article) {
  return ReadAs(database_, [&](Session& session) -> Result<SendState> {
    const auto tries =
        session.Number("SELECT tries FROM webhook_sends WHERE person = ? AND article = ?", {person, article});
    return !tries ? SendState::kNone : *tries < 0 ? SendState::kEnded : SendState::kWaiting;
  });
}

Result<std::vector<Sending>> Webhooks::Take(std::size_t limit, std::chrono::sys_seconds now) {
  // Looked at first, so that nothing is written where nothing is to be sent.
  const auto due = ReadAs(database_, [&](Session& session) -> Result<bool> {
    return session.Number("SELECT 1 FROM webhook_sends WHERE tries >= 0 AND due <= ? LIMIT 1", {Seconds(now)})
        .has_value();
  });
  if (!due || !*due) {
    return due ? Result<std::vector<Sending>>(std::vector<Sending>{}) : tl::unexpected(due.error());
  }
  return WriteAs(database_, [&](Session& session) -> Result<std::vector<Sending>> {
    struct Waiting {
      std::int64_t id;
      std::int64_t person;
      std::string reason;
      std::int64_t tries;
      bool here;
      std::string url;
      std::string title;
      std::string publisher;
    };
    std::vector<Waiting> waiting;
    session.Run(
        "SELECT w.id, w.person, w.reason, w.tries, a.url, a.headline, a.publisher FROM webhook_sends AS w "
        "LEFT JOIN articles AS a ON a.id = w.article AND a.listed = 1 WHERE w.tries >= 0 AND w.due <= ? "
        "ORDER BY w.due LIMIT ?",
        {Seconds(now), static_cast<std::int64_t>(limit)}, [&](const Row& row) {
          waiting.push_back({row.Int(0), row.Int(1), std::string(row.Text(2)), row.Int(3), !row.IsNull(4),
                             std::string(row.Text(4)), std::string(row.Text(5)), std::string(row.Text(6))});
        });
    std::vector<Sending> sendings;
    for (const Waiting& each : waiting) {
      const std::string target = SettingOf(session, each.person, kAddress);
      // It was taken away, may no longer be told of, or was tried often enough.
      if (!each.here || target.empty() || each.tries >= kMostTries) {
        session.Run("UPDATE webhook_sends SET tries = -1 WHERE id = ?", {each.id});
        continue;
      }
      Sending& sending = sendings.emplace_back();
      sending.id = each.id;
      sending.url = Filled(Filled(target, "{title}", each.title), "{url}", each.url);
      sending.body = fmt::format("url={}&title={}&publisher={}&rule={}", Encoded(each.url), Encoded(each.title),
                                 Encoded(each.publisher), Encoded(each.reason));
      sending.signature = SignatureOf(sending.body, SettingOf(session, each.person, kSecret));
      session.Run("UPDATE webhook_sends SET tries = tries + 1, due = ? WHERE id = ?",
                  {Seconds(now) + (kFirstRest << (2 * each.tries)), each.id});
    }
    return sendings;
  });
}

Result<void> Webhooks::Sent(std::int64_t id) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE webhook_sends SET tries = -1 WHERE id = ?", {id});
    return {};
  });
}

}  // namespace headwater::store
