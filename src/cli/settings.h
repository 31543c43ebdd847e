// The settings: one commented TOML file in the data folder, put together from each room's own.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/log_fields.h"
#include "base/result.h"
#include "fetch/fetch.h"
#include "fetch/mailbox.h"
#include "pipeline/pipeline.h"
#include "pipeline/share.h"
#include "queue/exchange.h"
#include "send/smtp.h"
#include "serve/serve.h"

namespace headwater::cli {

struct MailboxSettings {
  fetch::Mailbox mailbox;
  std::chrono::minutes interval{15};
};

struct Settings {
  std::string store;   // the store's address; empty: headwater.db in the data folder
  std::string tables;  // the folder of the user's own tables; empty: none
  LogLevel log = LogLevel::kInfo;
  LogFormat log_format = LogFormat::kText;
  std::string metrics_token_file;  // in the data folder
  serve::Settings serve;
  fetch::Settings fetch;
  pipeline::Settings pipeline;
  queue::ExchangeSettings queue;  // that many machines share; without servers: none
  queue::Limits queue_limits;
  std::vector<pipeline::DeskShare> desks = *pipeline::ReadDesks({"*"});
  std::vector<std::string> folders;  // that are watched
  std::vector<MailboxSettings> mailboxes;
  std::string mail_password_file;  // in the data folder
  send::SmtpServer mail;           // that alerts and briefings are sent by; empty: none
};

// Reads `folder`/headwater.toml; without the file, the defaults. A key that is not known, or of the wrong type, is
// kUsage and is named with its line.
Result<Settings> LoadSettings(const std::string& folder);
// A store as the settings name it: a file in the folder, or a server's address as it is.
std::string StoreIn(const std::string& folder, const std::string& store);
// Takes it as the settings' store.
void UseStore(Settings& settings, const std::string& folder, const std::string& store);

// `127.0.0.1:8080`, `[::1]:8080`, `:8080` (all addresses) into the server's settings.
Result<void> SetListen(std::string_view listen, serve::Settings& serve);

// A settings file with every default explained.
std::string_view DefaultSettings();

// Makes the folder and writes a settings file with every default explained, where there is none yet.
Result<void> MakeDataFolder(const std::string& folder);

}  // namespace headwater::cli
