// Taking, renewing and losing leases.
#include "queue/nats/leases.h"

#include <fmt/format.h>

#include "base/log.h"
#include "base/random.h"

namespace headwater::queue {
namespace {

using std::chrono::steady_clock;

// Who stops is not to wait long for servers that are away.
constexpr std::chrono::milliseconds kAnswer{1'000};

std::string BucketName(const Wire& wire) { return wire.settings().name + "_leases"; }

struct Keys {
  kvKeysList list{};
  ~Keys() { kvKeysList_Destroy(&list); }
};

}  // namespace

Result<std::unique_ptr<NatsLeases>> NatsLeases::Open(Wire& wire, std::uint32_t epoch) {
  auto bucket = wire.OpenBucket(BucketName(wire), wire.settings().silence);
  if (!bucket) {
    return tl::unexpected(bucket.error());
  }
  return std::unique_ptr<NatsLeases>(new NatsLeases(wire, *std::move(bucket), epoch));
}

NatsLeases::NatsLeases(Wire& wire, Bucket bucket, std::uint32_t epoch)
    : wire_(wire),
      bucket_(std::move(bucket)),
      epoch_(std::uint64_t{epoch} << 31U),
      me_(RandomHex(8)),
      renewing_([this](const std::stop_token& stop) { Work(stop); }) {}

NatsLeases::~NatsLeases() {
  renewing_.request_stop();
  renewing_.join();
  ReleaseAll();
}

std::string NatsLeases::SubjectOf(const std::string& name) const {
  return fmt::format("$KV.{}.{}", BucketName(wire_), name);
}

Result<std::optional<std::uint64_t>> NatsLeases::Take(const std::string& name) {
  const std::scoped_lock asking(asking_);
  {
    const std::scoped_lock lock(mutex_);
    const auto own = own_.find(name);
    if (own != own_.end() && steady_clock::now() < own->second.until) {
      return own->second.token;
    }
    own_.erase(name);
  }
  kvEntry* found = nullptr;
  const natsStatus status = kvStore_Get(&found, bucket_.get(), name.c_str());
  const Entry entry(found);
  if (status != NATS_OK && status != NATS_NOT_FOUND) {
    return Broken(fmt::format("the lease {}", name), status);
  }
  Outgoing claim{.subject = SubjectOf(name), .bytes = me_, .id = {}};
  const auto now = steady_clock::now();
  if (status == NATS_NOT_FOUND) {
    claim.alone = true;
  } else {
    const std::uint64_t revision = kvEntry_Revision(found);
    const char* const holder = kvEntry_ValueString(found);
    Seen& seen = seen_[name];
    if (seen.revision != revision) {
      seen = {revision, now};
    }
    const bool free = holder == nullptr || *holder == '\0' || holder == me_;
    if (!free && now < seen.first + wire_.settings().silence) {
      return std::nullopt;
    }
    claim.after = revision;
  }
  const Published published = wire_.Publish({claim}, kAnswer).front();
  if (published.outcome == Outcome::kLost) {
    return Broken(fmt::format("the lease {}", name), NATS_TIMEOUT);
  }
  if (published.outcome != Outcome::kTaken) {
    return std::nullopt;
  }
  const std::scoped_lock lock(mutex_);
  const std::uint64_t token = epoch_ + published.number;
  own_[name] = {token, published.number, now + wire_.settings().silence * 3 / 4};
  return token;
}

bool NatsLeases::Holds(const std::string& name) const {
  const std::scoped_lock lock(mutex_);
  const auto own = own_.find(name);
  return own != own_.end() && steady_clock::now() < own->second.until;
}

void NatsLeases::Release(const std::string& name) {
  const std::scoped_lock asking(asking_);
  std::uint64_t revision = 0;
  {
    const std::scoped_lock lock(mutex_);
    const auto own = own_.find(name);
    if (own == own_.end()) {
      return;
    }
    revision = own->second.revision;
    own_.erase(own);
  }
  // Where this is lost, it is over by itself.
  wire_.Publish({{.subject = SubjectOf(name), .bytes = {}, .id = {}, .alone = false, .after = revision}}, kAnswer);
}

Result<std::vector<std::string>> NatsLeases::Held(const std::string& prefix) {
  Keys keys;
  const natsStatus status = kvStore_Keys(&keys.list, bucket_.get(), nullptr);
  if (status != NATS_OK && status != NATS_NOT_FOUND) {
    return Broken("the leases", status);
  }
  std::vector<std::string> held;
  for (int i = 0; i < keys.list.Count; ++i) {
    const std::string name = keys.list.Keys[i];
    kvEntry* found = nullptr;
    if (!name.starts_with(prefix) || kvStore_Get(&found, bucket_.get(), name.c_str()) != NATS_OK) {
      continue;
    }
    const Entry entry(found);
    const char* const holder = kvEntry_ValueString(found);
    if (holder != nullptr && *holder != '\0') {
      held.push_back(name);
    }
  }
  return held;
}

void NatsLeases::ReleaseAll() {
  const std::scoped_lock asking(asking_);
  std::vector<Outgoing> letting_go;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [name, own] : own_) {
      letting_go.push_back({.subject = SubjectOf(name), .bytes = {}, .id = {}, .alone = false, .after = own.revision});
    }
    own_.clear();
  }
  wire_.Publish(letting_go, kAnswer);
}

// What was written last may have been written by this very process, whose answer got lost.
bool NatsLeases::Adopt(const std::string& name, Own& own) {
  kvEntry* found = nullptr;
  if (kvStore_Get(&found, bucket_.get(), name.c_str()) != NATS_OK) {
    return false;
  }
  const Entry entry(found);
  const char* const holder = kvEntry_ValueString(found);
  own.revision = kvEntry_Revision(found);
  return holder != nullptr && holder == me_;
}

void NatsLeases::Renew() {
  const std::scoped_lock asking(asking_);
  std::vector<std::string> names;
  std::vector<Outgoing> renewals;
  const auto begun = steady_clock::now();
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [name, own] : own_) {
      names.push_back(name);
      renewals.push_back({.subject = SubjectOf(name), .bytes = me_, .id = {}, .alone = false, .after = own.revision});
    }
  }
  const std::vector<Published> renewed = wire_.Publish(renewals, kAnswer);
  const std::scoped_lock lock(mutex_);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto own = own_.find(names[i]);
    if (own == own_.end()) {
      continue;
    }
    if (renewed[i].outcome == Outcome::kTaken) {
      own->second.revision = renewed[i].number;
      own->second.until = begun + wire_.settings().silence * 3 / 4;
    } else if (renewed[i].outcome == Outcome::kThere && !Adopt(names[i], own->second)) {
      Log(LogLevel::kWarning, "queue: the lease {} went to somebody else", names[i]);
      own_.erase(own);
    }
  }
}

void NatsLeases::Work(const std::stop_token& stop) {
  std::mutex sleeping;
  std::unique_lock lock(sleeping);
  while (!stop.stop_requested()) {
    woken_.wait_for(lock, stop, wire_.settings().silence / 5, [] { return false; });
    if (!stop.stop_requested()) {
      Renew();
    }
  }
}

}  // namespace headwater::queue
