// The exchange on NATS: one connection, its lines of work and its leases.
#include "queue/exchange.h"

#include <fmt/format.h>

#include <charconv>

#include "base/hash.h"
#include "queue/nats/leases.h"
#include "queue/nats/pulse.h"
#include "queue/nats/queue.h"
#include "web/url.h"

namespace headwater::queue {
namespace {

using std::chrono::milliseconds;

// How often work was given back is remembered so long, and what was given up.
constexpr std::chrono::hours kReturnsKept{7 * 24};
constexpr std::chrono::hours kDeadKept{14 * 24};
constexpr std::chrono::hours kPiecesKept{30 * 24};
constexpr std::chrono::hours kTermsKept{10 * 365 * 24};
constexpr std::int64_t kMostDeadBytes = 256LL << 20U;
constexpr std::int64_t kMostDead = 200'000;
constexpr std::int64_t kMostPieceBytes = 1LL << 30U;

class NatsExchange final : public Exchange {
 public:
  explicit NatsExchange(std::unique_ptr<Wire> wire) : wire_(std::move(wire)), pulse_(wire_->settings().silence / 4) {}

  Result<void> Open() {
    const std::string& name = wire_->settings().name;
    for (const auto& [stream, kept, messages, bytes] :
         {std::tuple(name + "_dead", kDeadKept, kMostDead, kMostDeadBytes),
          std::tuple(name + "_pieces", kPiecesKept, std::int64_t{-1}, kMostPieceBytes)}) {
      const std::string subject = fmt::format("{}.{}.>", name, stream.substr(name.size() + 1));
      const char* subjects = subject.c_str();
      jsStreamConfig config{};
      jsStreamConfig_Init(&config);
      config.Name = stream.c_str();
      config.Subjects = &subjects;
      config.SubjectsLen = 1;
      config.MaxMsgsPerSubject = 1;
      config.MaxMsgs = messages;
      config.MaxBytes = bytes;
      config.MaxAge = std::chrono::nanoseconds(kept).count();
      if (auto made = wire_->EnsureStream(config); !made) {
        return made;
      }
    }
    auto returns = wire_->OpenBucket(name + "_returns", kReturnsKept);
    auto terms = wire_->OpenBucket(name + "_terms", kTermsKept);
    if (!returns || !terms) {
      return tl::unexpected(!returns ? returns.error() : terms.error());
    }
    returns_ = *std::move(returns);
    terms_ = *std::move(terms);
    return OpenLeases();
  }

  Result<std::unique_ptr<Queue>> Line(const std::string& line, bool shards, store::Store& store,
                                      const Limits& limits) override {
    auto queue =
        std::make_unique<NatsQueue>(NatsQueue::Place{*wire_, pulse_, returns_.get(), store}, line, shards, limits);
    if (auto opened = queue->Open(); !opened) {
      return tl::unexpected(opened.error());
    }
    return std::unique_ptr<Queue>(std::move(queue));
  }

  Result<void> OpenLeases() {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto epoch = Agree("epoch", fmt::to_string(now.time_since_epoch().count()));
    if (!epoch) {
      return tl::unexpected(epoch.error());
    }
    std::uint32_t seconds = 0;
    std::from_chars(epoch->data(), epoch->data() + epoch->size(), seconds);
    auto leases = NatsLeases::Open(*wire_, seconds);
    if (!leases) {
      return tl::unexpected(leases.error());
    }
    leases_ = *std::move(leases);
    return {};
  }

  Leases& leases() override { return *leases_; }

  Result<void> Reach() override {
    return wire_->FillOf(wire_->settings().name + "_dead").map([](const Wire::Fill& /*fill*/) {});
  }

  Result<std::string> Agree(const std::string& name, const std::string& value) override {
    const std::string subject = fmt::format("$KV.{}_terms.{}", wire_->settings().name, name);
    const Published put = wire_->Publish({{.subject = subject, .bytes = value, .id = {}, .alone = true}}).front();
    if (put.outcome == Outcome::kTaken) {
      return value;
    }
    kvEntry* found = nullptr;
    const natsStatus status = kvStore_Get(&found, terms_.get(), name.c_str());
    const Entry entry(found);
    if (status != NATS_OK) {
      return Broken(name, status);
    }
    const char* const agreed = kvEntry_ValueString(found);
    return std::string(agreed == nullptr ? "" : agreed);
  }

 private:
  std::unique_ptr<Wire> wire_;
  Pulse pulse_;
  Bucket returns_;
  Bucket terms_;
  std::unique_ptr<NatsLeases> leases_;
};

}  // namespace

std::string ShardName(std::size_t shard) { return fmt::format("{:02}", shard); }

std::string ShardOf(std::string_view address) {
  const std::string host = web::HostOf(address);
  return ShardName(Hash64(host.empty() ? address : host) % kShards);
}

Result<std::unique_ptr<Exchange>> Exchange::Connect(const ExchangeSettings& settings) {
  auto wire = Wire::Connect(settings);
  if (!wire) {
    return tl::unexpected(wire.error());
  }
  auto exchange = std::make_unique<NatsExchange>(*std::move(wire));
  if (auto opened = exchange->Open(); !opened) {
    return tl::unexpected(opened.error());
  }
  return std::unique_ptr<Exchange>(std::move(exchange));
}

}  // namespace headwater::queue
