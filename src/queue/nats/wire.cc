// The connection to NATS.
#include "queue/nats/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <thread>

#include "base/log.h"

namespace headwater::queue {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What a server takes to answer, an election among them included.
constexpr milliseconds kAnswer{10'000};
constexpr milliseconds kPublish{4'000};
constexpr milliseconds kBetweenTries{250};
constexpr std::int64_t kLeastBytes = 8 << 20;
constexpr int kMostTries = 6;
constexpr int kReplicasOfMany = 3;
constexpr std::int64_t kNanoseconds = 1'000'000;  // in a millisecond

using Options = std::unique_ptr<natsOptions, Freed<natsOptions_Destroy>>;

std::vector<std::string> Split(std::string_view servers) {
  std::vector<std::string> all;
  while (!servers.empty()) {
    const std::size_t comma = std::min(servers.find(','), servers.size());
    if (comma > 0) {
      all.emplace_back(servers.substr(0, comma));
    }
    servers.remove_prefix(std::min(comma + 1, servers.size()));
  }
  return all;
}

Result<Options> OptionsOf(const ExchangeSettings& settings) {
  const std::vector<std::string> servers = Split(settings.servers);
  std::vector<const char*> addresses;
  for (const std::string& server : servers) {
    if (!server.starts_with("nats://") && !server.starts_with("tls://")) {
      return Fail(Fault::kUsage, fmt::format("{}: a queue's address begins with nats:// or tls://", server));
    }
    addresses.push_back(server.c_str());
  }
  if (addresses.empty()) {
    return Fail(Fault::kUsage, "the queue has no address");
  }
  natsOptions* made = nullptr;
  natsStatus status = natsOptions_Create(&made);
  Options options(made);
  const auto set = [&status](natsStatus outcome) { status = status == NATS_OK ? outcome : status; };
  set(natsOptions_SetServers(made, addresses.data(), static_cast<int>(addresses.size())));
  set(natsOptions_SetName(made, settings.name.c_str()));
  set(natsOptions_SetTimeout(made, 2'000));
  set(natsOptions_SetPingInterval(made, 1'000));
  set(natsOptions_SetMaxPingsOut(made, 2));
  set(natsOptions_SetMaxReconnect(made, -1));
  set(natsOptions_SetReconnectWait(made, 200));
  set(natsOptions_SetReconnectJitter(made, 100, 100));
  if (!settings.credentials_file.empty()) {
    set(natsOptions_SetUserCredentialsFromFiles(made, settings.credentials_file.c_str(), nullptr));
  }
  if (!settings.ca_file.empty()) {
    set(natsOptions_LoadCATrustedCertificates(made, settings.ca_file.c_str()));
  }
  if (status != NATS_OK) {
    return Fail(Fault::kUsage, fmt::format("{}: {}", settings.servers, natsStatus_GetText(status)));
  }
  return options;
}

// Until it succeeds, or it is plain that it never will.
natsStatus Insist(const std::function<natsStatus(jsErrCode*)>& ask, jsErrCode* code) {
  const auto until = steady_clock::now() + kAnswer;
  while (true) {
    *code = static_cast<jsErrCode>(0);
    const natsStatus status = ask(code);
    if (status == NATS_OK || *code == JSStreamNotFoundErr || *code == JSStreamNameExistErr ||
        *code == JSStorageResourcesExceededErr || status == NATS_INVALID_ARG || steady_clock::now() > until) {
      return status;
    }
    std::this_thread::sleep_for(kBetweenTries);
  }
}

}  // namespace

// One call of Publish, and what is still out of it.
struct Wire::Waiting {
  std::vector<Published> outcomes;
  std::size_t out = 0;
};

tl::unexpected<Error> Broken(std::string_view what, natsStatus status) {
  return Fail(Fault::kUnreachable, fmt::format("queue: {}: {}", what, natsStatus_GetText(status)));
}

Result<std::unique_ptr<Wire>> Wire::Connect(const ExchangeSettings& settings) {
  auto options = OptionsOf(settings);
  if (!options) {
    return tl::unexpected(options.error());
  }
  std::unique_ptr<Wire> wire(new Wire(settings));
  if (const natsStatus status = natsConnection_Connect(&wire->connection_, options->get()); status != NATS_OK) {
    return Broken(settings.servers, status);
  }
  jsOptions stream{};
  jsOptions_Init(&stream);
  stream.Wait = kPublish.count();
  stream.PublishAsync.MaxPending = 512;
  stream.PublishAsync.StallWait = kPublish.count();
  stream.PublishAsync.AckHandler = &Wire::Answered;
  stream.PublishAsync.AckHandlerClosure = wire.get();
  if (const natsStatus status = natsConnection_JetStream(&wire->context_, wire->connection_, &stream);
      status != NATS_OK) {
    return Broken(settings.servers, status);
  }
  return wire;
}

Wire::~Wire() {
  if (connection_ != nullptr) {
    natsConnection_FlushTimeout(connection_, 500);
    natsConnection_Close(connection_);
  }
  jsCtx_Destroy(context_);
  natsConnection_Destroy(connection_);
}

void Wire::Answered(jsCtx* /*context*/, natsMsg* message, jsPubAck* taken, jsPubAckErr* error, void* wire) {
  auto* const self = static_cast<Wire*>(wire);
  {
    const std::scoped_lock lock(self->mutex_);
    if (const auto found = self->sent_.find(message); found != self->sent_.end()) {
      const auto [waiting, place] = found->second;
      Published& published = waiting->outcomes[place];
      if (taken != nullptr) {
        published = {Outcome::kTaken, taken->Sequence};
      } else if (error->ErrCode == JSStreamWrongLastSequenceErr) {
        published.outcome = Outcome::kThere;
      } else if (error->ErrCode == JSStreamStoreFailedErr) {
        published.outcome = Outcome::kFull;
      }
      --waiting->out;
      self->sent_.erase(found);
    }
  }
  self->answered_.notify_all();
  natsMsg_Destroy(message);
}

std::vector<Published> Wire::Publish(const std::vector<Outgoing>& messages, milliseconds at_most) {
  Waiting waiting;
  waiting.outcomes.resize(messages.size());
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const Outgoing& each = messages[i];
    natsMsg* message = nullptr;
    if (natsMsg_Create(&message, each.subject.c_str(), nullptr, each.bytes.data(),
                       static_cast<int>(each.bytes.size())) != NATS_OK) {
      continue;
    }
    {
      const std::scoped_lock lock(mutex_);
      ++waiting.out;
      sent_[message] = {&waiting, i};
    }
    jsPubOptions options{};
    jsPubOptions_Init(&options);
    options.MaxWait = at_most.count();
    options.MsgId = each.id.empty() ? nullptr : each.id.c_str();
    options.ExpectNoMessage = each.alone;
    options.ExpectLastSubjectSeq = each.after;
    natsMsg* const known = message;
    if (js_PublishMsgAsync(context_, &message, &options) != NATS_OK && message != nullptr) {
      const std::scoped_lock lock(mutex_);
      sent_.erase(known);
      --waiting.out;
      natsMsg_Destroy(message);
    }
  }
  std::unique_lock lock(mutex_);
  answered_.wait_for(lock, at_most + kBetweenTries, [&waiting] { return waiting.out == 0; });
  std::erase_if(sent_, [&waiting](const auto& each) { return each.second.first == &waiting; });
  return waiting.outcomes;
}

int Wire::Replicas() const {
  if (settings_.replicas > 0) {
    return settings_.replicas;
  }
  char** servers = nullptr;
  int count = 0;
  if (natsConnection_GetServers(connection_, &servers, &count) != NATS_OK) {
    return 1;
  }
  for (int i = 0; i < count; ++i) {
    free(servers[i]);  // NOLINT(cppcoreguidelines-no-malloc): the library's
  }
  free(static_cast<void*>(servers));  // NOLINT(cppcoreguidelines-no-malloc)
  return count >= kReplicasOfMany ? kReplicasOfMany : 1;
}

Result<void> Wire::EnsureStream(jsStreamConfig config) {
  jsErrCode code{};
  jsStreamInfo* info = nullptr;
  natsStatus status =
      Insist([&](jsErrCode* why) { return js_GetStreamInfo(&info, context_, config.Name, nullptr, why); }, &code);
  StreamInfo freed(info);
  if (status == NATS_OK) {
    return {};
  }
  config.Replicas = Replicas();
  info = nullptr;
  // Room is set aside for all that may ever lie in it: a server that has less gives less.
  int tries = 0;
  do {
    status = Insist([&](jsErrCode* why) { return js_AddStream(&info, context_, &config, nullptr, why); }, &code);
    config.MaxBytes = config.MaxBytes / 4 < kLeastBytes ? -1 : config.MaxBytes / 4;
  } while (code == JSStorageResourcesExceededErr && ++tries < kMostTries);
  freed.reset(info);
  if (status != NATS_OK && code != JSStreamNameExistErr) {
    return Broken(fmt::format("the stream {} (error {})", config.Name, static_cast<int>(code)), status);
  }
  return {};
}

Result<Subscription> Wire::Pull(const std::string& stream, const std::string& durable, const std::string& subject) {
  jsSubOptions options{};
  jsSubOptions_Init(&options);
  options.Stream = stream.c_str();
  options.Config.Durable = durable.c_str();
  options.Config.AckPolicy = js_AckExplicit;
  options.Config.AckWait = settings_.silence.count() * kNanoseconds;
  options.Config.MaxDeliver = -1;
  options.Config.MaxAckPending = -1;
  natsSubscription* made = nullptr;
  jsErrCode code{};
  const natsStatus status = Insist(
      [&](jsErrCode* why) {
        return js_PullSubscribe(&made, context_, subject.c_str(), durable.c_str(), nullptr, &options, why);
      },
      &code);
  if (status != NATS_OK) {
    return Broken(fmt::format("the consumer {} (error {})", durable, static_cast<int>(code)), status);
  }
  return Subscription(made);
}

Result<Wire::Fill> Wire::FillOf(const std::string& stream) {
  Flush();
  jsStreamInfo* info = nullptr;
  jsErrCode code{};
  const natsStatus status = js_GetStreamInfo(&info, context_, stream.c_str(), nullptr, &code);
  const StreamInfo freed(info);
  if (status != NATS_OK) {
    return Broken(fmt::format("the stream {}", stream), status);
  }
  return Fill{info->State.Msgs, info->State.Bytes};
}

Result<std::optional<std::string>> Wire::Last(const std::string& stream, const std::string& subject) {
  natsMsg* found = nullptr;
  jsErrCode code{};
  const natsStatus status = js_GetLastMsg(&found, context_, stream.c_str(), subject.c_str(), nullptr, &code);
  const Message message(found);
  if (status == NATS_NOT_FOUND) {
    return std::nullopt;
  }
  if (status != NATS_OK) {
    return Broken(fmt::format("a message of {}", stream), status);
  }
  return std::string(natsMsg_GetData(found), static_cast<std::size_t>(natsMsg_GetDataLength(found)));
}

void Wire::Purge(const std::string& stream, const std::string& subject) {
  jsOptions options{};
  jsOptions_Init(&options);
  options.Stream.Purge.Subject = subject.c_str();
  jsErrCode code{};
  // What stays goes with its age.
  js_PurgeStream(context_, stream.c_str(), &options, &code);
}

Result<Bucket> Wire::OpenBucket(const std::string& name, milliseconds kept) {
  kvConfig config{};
  kvConfig_Init(&config);
  config.Bucket = name.c_str();
  config.History = 1;
  config.TTL = kept.count() * kNanoseconds;
  config.Replicas = Replicas();
  const auto until = steady_clock::now() + kAnswer;
  while (true) {
    kvStore* made = nullptr;
    natsStatus status = js_KeyValue(&made, context_, name.c_str());
    if (status != NATS_OK) {
      status = js_CreateKeyValue(&made, context_, &config);
    }
    if (status == NATS_OK) {
      return Bucket(made);
    }
    if (steady_clock::now() > until) {
      return Broken(fmt::format("the bucket {}", name), status);
    }
    std::this_thread::sleep_for(kBetweenTries);
  }
}

void Wire::Flush() { natsConnection_FlushTimeout(connection_, kPublish.count()); }

std::size_t Wire::max_payload() const {
  return static_cast<std::size_t>(std::max<std::int64_t>(natsConnection_GetMaxPayload(connection_), 1 << 16));
}

}  // namespace headwater::queue
