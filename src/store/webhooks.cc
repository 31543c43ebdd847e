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
constexpr std::size_t kLongest = 2'000;

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
      session.Run("DELETE FROM outbox WHERE person = ? AND way = ?", {person, kByWebhook});
    }
    return {};
  });
}

Result<void> Webhooks::Queue(std::int64_t person, const std::vector<std::pair<std::string, std::string>>& articles,
                             std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    if (SettingOf(session, person, kAddress).empty()) {
      return {};
    }
    for (const auto& [article, reason] : articles) {
      Outbox::Put(session, {0, person, std::string(kByWebhook), std::string(kOfRule), article, reason, 0}, now);
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
    Outbox::PutAnew(
        session,
        {0, person, std::string(kByWebhook), std::string(kOfRule), std::string(article), std::string(reason), 0}, now);
    return {};
  });
}

Result<SendState> Webhooks::StateOf(std::int64_t person, std::string_view article) {
  return ReadAs(database_, [&](Session& session) -> Result<SendState> {
    const auto tries =
        session.Number("SELECT tries FROM outbox WHERE person = ? AND way = ? AND topic = ? AND subject = ?",
                       {person, kByWebhook, kOfRule, article});
    return !tries ? SendState::kNone : *tries < 0 ? SendState::kEnded : SendState::kWaiting;
  });
}

Result<std::optional<Sending>> Webhooks::SendingOf(const Letter& letter, const Compose& compose) {
  const bool of_rule = letter.topic == kOfRule;
  const std::string composed = of_rule || !compose ? std::string() : compose(letter);
  return ReadAs(database_, [&](Session& session) -> Result<std::optional<Sending>> {
    const std::string target = SettingOf(session, letter.person, kAddress);
    Sending sending;
    sending.id = letter.id;
    std::string title;
    std::string url;
    if (of_rule) {
      session.Run("SELECT url, headline, publisher FROM articles WHERE id = ? AND listed = 1",
                  {std::string_view(letter.subject)}, [&](const Row& row) {
                    url = row.Text(0);
                    title = row.Text(1);
                    sending.body = fmt::format("url={}&title={}&publisher={}&rule={}", Encoded(url), Encoded(title),
                                               Encoded(row.Text(2)), Encoded(letter.note));
                  });
    } else {
      sending.json = true;
      sending.body = composed;
    }
    // It was taken away, or may no longer be told of.
    if (sending.body.empty() || target.empty()) {
      return std::optional<Sending>{};
    }
    sending.url = Filled(Filled(target, "{title}", title), "{url}", url);
    sending.signature = SignatureOf(sending.body, SettingOf(session, letter.person, kSecret));
    return std::optional(std::move(sending));
  });
}

Result<std::vector<Sending>> Webhooks::Take(std::size_t limit, std::chrono::sys_seconds now, const Compose& compose) {
  Outbox outbox(store_);
  const auto letters = outbox.Take(kByWebhook, limit, now);
  if (!letters) {
    return tl::unexpected(letters.error());
  }
  std::vector<Sending> sendings;
  for (const Letter& letter : *letters) {
    auto sending = SendingOf(letter, compose);
    if (!sending) {
      return tl::unexpected(sending.error());
    }
    if (*sending) {
      sendings.push_back(**std::move(sending));
    } else if (const auto done = outbox.Sent(letter.id, now); !done) {
      return tl::unexpected(done.error());
    }
  }
  return sendings;
}

Result<void> Webhooks::Sent(std::int64_t id, std::chrono::sys_seconds now) { return Outbox(store_).Sent(id, now); }

Result<void> Webhooks::Failed(std::int64_t id, std::string_view error, std::chrono::sys_seconds now) {
  return Outbox(store_).Failed(id, error, false, now);
}

}  // namespace headwater::store
