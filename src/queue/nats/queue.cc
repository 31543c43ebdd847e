// Work into a stream and out of it.
#include "queue/nats/queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <thread>

#include "base/hash.h"
#include "base/log.h"
#include "base/random.h"
#include "queue/nats/pack.h"
#include "store/given_up.h"

namespace headwater::queue {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::int64_t kNanoseconds = 1'000'000;
constexpr std::size_t kPutAtOnce = 256;
constexpr std::size_t kTakenAtOnce = 256;
// A part that had nothing is asked again after this, and twice that, and so on.
constexpr milliseconds kFirstPause{50};
constexpr milliseconds kLongestPause{1'000};
constexpr milliseconds kLook{20};
constexpr milliseconds kFillKnown{500};
// What the message needs beside its bytes.
constexpr std::size_t kHeader = 1'024;
constexpr std::size_t kMostPieces = 4'096;
constexpr std::string_view kAll = "all";

std::string HashOf(std::string_view key) { return fmt::format("{:016x}", Hash64(key)); }

}  // namespace

NatsQueue::NatsQueue(const Place& place, std::string line, bool shards, const Limits& limits)
    : wire_(place.wire),
      pulse_(place.pulse),
      returns_(place.returns),
      store_(place.store),
      line_(std::move(line)),
      shards_(shards),
      limits_(limits) {
  if (shards_) {
    for (std::size_t shard = 0; shard < kShards; ++shard) {
      served_.push_back(ShardName(shard));
    }
  } else {
    served_.emplace_back(kAll);
  }
  pulse_.Add(this, [this] { Beat(); });
}

NatsQueue::~NatsQueue() { pulse_.Drop(this); }

std::string NatsQueue::StreamName() const { return fmt::format("{}_{}", wire_.settings().name, line_); }

std::string NatsQueue::SubjectOf(const std::string& part, const std::string& key) const {
  return fmt::format("{}.{}.{}.{}", wire_.settings().name, line_, part, HashOf(key));
}

std::string NatsQueue::PartOf(const Work& work) const {
  if (!work.part.empty()) {
    return work.part;
  }
  return shards_ ? ShardOf(work.key) : std::string(kAll);
}

Result<void> NatsQueue::Open() {
  const std::string stream = StreamName();
  const std::string subject = fmt::format("{}.{}.>", wire_.settings().name, line_);
  const char* subjects = subject.c_str();
  jsStreamConfig config{};
  jsStreamConfig_Init(&config);
  config.Name = stream.c_str();
  config.Subjects = &subjects;
  config.SubjectsLen = 1;
  config.Retention = js_WorkQueuePolicy;
  config.Discard = js_DiscardNew;
  config.MaxMsgs = static_cast<std::int64_t>(limits_.max_waiting);
  config.MaxBytes = static_cast<std::int64_t>(limits_.max_bytes);
  return wire_.EnsureStream(config);
}

// What is larger than a message may be goes in pieces before it, and the message says where they are.
Result<Outgoing> NatsQueue::MessageOf(const Work& work) {
  const std::string part = PartOf(work);
  // A second sending of the same message is none; the same work put again later is.
  Outgoing message{.subject = SubjectOf(part, work.key), .bytes = Pack(work), .id = RandomHex(8), .alone = true};
  const std::size_t most = wire_.max_payload() - kHeader;
  if (message.bytes.size() <= most) {
    return message;
  }
  const std::string folder = fmt::format("{}.pieces.{}{}", wire_.settings().name, HashOf(work.key), RandomHex(4));
  std::vector<Outgoing> pieces;
  for (std::size_t at = 0; at < message.bytes.size(); at += most) {
    pieces.push_back({.subject = fmt::format("{}.{}", folder, pieces.size()),
                      .bytes = message.bytes.substr(at, most),
                      .id = {},
                      .alone = true});
  }
  if (auto sent = Settle(pieces); !sent) {
    return tl::unexpected(sent.error());
  }
  message.bytes = fmt::format("P{} {}", pieces.size(), folder);
  return message;
}

Result<std::string> NatsQueue::Whole(std::string_view bytes, std::string& pieces) {
  if (!bytes.starts_with('P')) {
    return std::string(bytes);
  }
  std::size_t count = 0;
  const auto [end, fault] = std::from_chars(bytes.data() + 1, bytes.data() + bytes.size(), count);
  if (fault != std::errc{} || end == bytes.data() + bytes.size() || count > kMostPieces) {
    return Fail(Fault::kBadInput, "queue: a message that is no work");
  }
  const std::string folder(end + 1, bytes.data() + bytes.size());
  std::string whole;
  for (std::size_t i = 0; i < count; ++i) {
    const auto piece = wire_.Last(wire_.settings().name + "_pieces", fmt::format("{}.{}", folder, i));
    if (!piece || !*piece) {
      return piece ? Fail(Fault::kBadInput, "queue: a message of which a piece is gone")
                   : tl::unexpected(piece.error());
    }
    whole += **piece;
  }
  pieces = folder + ".*";
  return whole;
}

Result<void> NatsQueue::Settle(const std::vector<Outgoing>& messages) {
  for (const Published& published : wire_.Publish(messages)) {
    if (published.outcome == Outcome::kFull) {
      return Fail(Fault::kTooLarge,
                  fmt::format("queue: {} is full ({} wait at most)", StreamName(), limits_.max_waiting));
    }
    if (published.outcome == Outcome::kLost) {
      return Fail(Fault::kUnreachable, fmt::format("queue: {} took no work in time", StreamName()));
    }
  }
  return {};
}

Result<void> NatsQueue::Put(const std::vector<Work>& work, std::chrono::sys_seconds now) {
  std::vector<std::string> names;
  std::ranges::transform(work, std::back_inserter(names), &Work::key);
  const auto given_up = store::GivenUp(store_, names, now);
  if (!given_up) {
    return tl::unexpected(given_up.error());
  }
  std::vector<Outgoing> messages;
  const auto send = [&]() -> Result<void> {
    auto settled = messages.empty() ? Result<void>() : Settle(messages);
    messages.clear();
    return settled;
  };
  for (std::size_t i = 0; i < work.size(); ++i) {
    if ((*given_up)[i]) {
      continue;
    }
    auto message = MessageOf(work[i]);
    if (!message) {
      return tl::unexpected(message.error());
    }
    messages.push_back(*std::move(message));
    if (messages.size() == kPutAtOnce) {
      if (auto sent = send(); !sent) {
        return sent;
      }
    }
  }
  return send();
}

Result<std::vector<Work>> NatsQueue::Take(std::size_t limit, std::chrono::sys_seconds now) {
  std::vector<Work> taken;
  for (std::size_t i = 0; i < served_.size() && taken.size() < limit; ++i) {
    const std::string& part = served_[(turn_ + i) % served_.size()];
    if (auto fetched = Fetch(part, limit - taken.size(), milliseconds{0}, taken, now); !fetched) {
      return tl::unexpected(fetched.error());
    }
  }
  turn_ = served_.empty() ? 0 : (turn_ + 1) % served_.size();
  return taken;
}

Result<std::vector<Work>> NatsQueue::Await(std::size_t limit, std::chrono::sys_seconds now, milliseconds at_most) {
  if (served_.size() == 1) {
    std::vector<Work> taken;
    auto fetched = Fetch(served_.front(), limit, at_most, taken, now);
    return fetched ? Result<std::vector<Work>>(std::move(taken)) : tl::unexpected(fetched.error());
  }
  const auto until = steady_clock::now() + at_most;
  while (true) {
    auto taken = Take(limit, now);
    if (!taken || !taken->empty() || steady_clock::now() >= until) {
      return taken;
    }
    std::this_thread::sleep_for(kLook);
  }
}

void NatsQueue::Serve(std::vector<std::string> parts) {
  std::erase_if(parts_, [&](const auto& each) { return std::ranges::find(parts, each.first) == parts.end(); });
  served_ = std::move(parts);
  turn_ = 0;
}

Result<void> NatsQueue::Fetch(const std::string& name, std::size_t limit, milliseconds at_most,
                              std::vector<Work>& taken, std::chrono::sys_seconds now) {
  Part& part = parts_[name];
  if (at_most.count() == 0 && steady_clock::now() < part.next) {
    return {};
  }
  if (!part.subscription) {
    auto made = wire_.Pull(StreamName(), fmt::format("{}-{}", line_, name),
                           fmt::format("{}.{}.{}.*", wire_.settings().name, line_, name));
    if (!made) {
      return tl::unexpected(made.error());
    }
    part.subscription = *std::move(made);
  }
  jsFetchRequest request{};
  jsFetchRequest_Init(&request);
  request.Batch = static_cast<int>(std::min(limit, kTakenAtOnce));
  request.NoWait = at_most.count() == 0;
  // With a time the server would wait for it all the same.
  request.Expires = at_most.count() * kNanoseconds;
  natsMsgList list{};
  const natsStatus status = natsSubscription_FetchRequest(&list, part.subscription.get(), &request);
  std::vector<Message> messages;
  for (int i = 0; i < list.Count; ++i) {
    messages.emplace_back(std::exchange(list.Msgs[i], nullptr));
  }
  natsMsgList_Destroy(&list);
  if (messages.empty()) {
    part.pause = std::clamp(part.pause * 2, kFirstPause, kLongestPause);
    part.next = steady_clock::now() + part.pause;
    if (status != NATS_OK && status != NATS_TIMEOUT && status != NATS_NOT_FOUND) {
      // It may be gone, with its stream or its server: it is made anew next time.
      part.subscription.reset();
      return Broken(StreamName(), status);
    }
    return {};
  }
  part.pause = milliseconds{0};
  for (Message& message : messages) {
    if (auto received = Receive(std::move(message), name, taken, now); !received) {
      return received;
    }
  }
  return {};
}

Result<void> NatsQueue::Receive(Message message, const std::string& part, std::vector<Work>& taken,
                                std::chrono::sys_seconds now) {
  jsMsgMetaData* known = nullptr;
  if (natsMsg_GetMetaData(&known, message.get()) != NATS_OK) {
    return {};
  }
  const std::unique_ptr<jsMsgMetaData, Freed<jsMsgMetaData_Destroy>> about(known);
  const std::string_view bytes(natsMsg_GetData(message.get()),
                               static_cast<std::size_t>(natsMsg_GetDataLength(message.get())));
  Held held;
  held.part = part;
  const auto whole = Whole(bytes, held.pieces);
  if (!whole && whole.error().fault == Fault::kUnreachable) {
    return tl::unexpected(whole.error());
  }
  auto work = whole ? Unpack(*whole) : tl::unexpected(whole.error());
  if (!work) {
    Log(LogLevel::kError, "{} ({})", work.error().text, natsMsg_GetSubject(message.get()));
    natsMsg_Term(message.get(), nullptr);
    return {};
  }
  auto tries = known->NumDelivered;
  if (tries > 1) {
    const auto returned = ReturnedBefore(work->key);
    if (!returned) {
      return tl::unexpected(returned.error());
    }
    held.returned = *returned;
    tries -= std::min(tries - 1, held.returned);
  }
  work->tries = static_cast<int>(tries);
  held.message = std::move(message);
  held.until = steady_clock::now() + limits_.lease;
  bool mine = false;
  {
    const std::scoped_lock lock(mutex_);
    // What this process holds still comes again where its word was lost on the way.
    mine = held_.contains(work->key) && steady_clock::now() < held_[work->key].until;
    held_.insert_or_assign(work->key, std::move(held));
  }
  if (mine) {
    return {};
  }
  // Handed out again and again without a word: who took it died of it, or hangs.
  if (work->tries > limits_.max_tries) {
    return GiveUp(*work, "it was tried several times, and never came to an end", now);
  }
  taken.push_back(*std::move(work));
  return {};
}

Result<std::uint64_t> NatsQueue::ReturnedBefore(const std::string& key) {
  kvEntry* found = nullptr;
  const natsStatus status = kvStore_Get(&found, returns_, HashOf(key).c_str());
  const Entry entry(found);
  if (status == NATS_NOT_FOUND) {
    return 0;
  }
  if (status != NATS_OK) {
    return Broken("what was returned", status);
  }
  const char* const text = kvEntry_ValueString(found);
  return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
}

NatsQueue::Held NatsQueue::Let(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  auto node = held_.extract(key);
  if (node.empty() || node.mapped().until <= steady_clock::now()) {
    return {};
  }
  return std::move(node.mapped());
}

Result<void> NatsQueue::Done(const std::vector<Work>& work) {
  for (const Work& each : work) {
    const Held held = Let(each.key);
    if (held.message) {
      natsMsg_Ack(held.message.get(), nullptr);
    }
    if (!held.pieces.empty()) {
      wire_.Purge(wire_.settings().name + "_pieces", held.pieces);
    }
  }
  return {};
}

Result<void> NatsQueue::Return(const std::vector<Work>& work, std::chrono::sys_seconds from) {
  const auto wait = std::chrono::duration_cast<milliseconds>(from - std::chrono::system_clock::now());
  std::vector<Outgoing> counts;
  std::vector<Held> all;
  for (const Work& each : work) {
    Held held = Let(each.key);
    if (held.message) {
      counts.push_back({.subject = fmt::format("$KV.{}_returns.{}", wire_.settings().name, HashOf(each.key)),
                        .bytes = fmt::to_string(held.returned + 1),
                        .id = {}});
      all.push_back(std::move(held));
    }
  }
  // A count that is lost costs a try.
  wire_.Publish(counts, milliseconds{1'000});
  for (const Held& held : all) {
    if (wait.count() > 0) {
      natsMsg_NakWithDelay(held.message.get(), wait.count(), nullptr);
    } else {
      natsMsg_Nak(held.message.get(), nullptr);
    }
    parts_[held.part].next = {};
  }
  return {};
}

Result<void> NatsQueue::Hold(const std::vector<Work>& work, std::chrono::sys_seconds /*now*/) {
  const std::scoped_lock lock(mutex_);
  for (const Work& each : work) {
    if (const auto held = held_.find(each.key); held != held_.end() && steady_clock::now() < held->second.until) {
      held->second.until = steady_clock::now() + limits_.lease;
      natsMsg_InProgress(held->second.message.get(), nullptr);
    }
  }
  return {};
}

void NatsQueue::Beat() {
  const std::scoped_lock lock(mutex_);
  const auto now = steady_clock::now();
  std::erase_if(held_, [now](const auto& each) { return each.second.until <= now; });
  for (const auto& [key, held] : held_) {
    natsMsg_InProgress(held.message.get(), nullptr);
  }
}

Result<bool> NatsQueue::Failed(const Work& work, const std::string& error, std::chrono::sys_seconds now) {
  if (work.tries >= limits_.max_tries) {
    return GiveUp(work, error, now).map([] { return true; });
  }
  const Held held = Let(work.key);
  if (held.message) {
    const auto rest = std::chrono::duration_cast<milliseconds>(limits_.rest) * work.tries * work.tries;
    natsMsg_NakWithDelay(held.message.get(), rest.count(), nullptr);
  }
  return false;
}

// First where it can be had from again, then where people see it, then out of the line: who dies in between does it
// once more.
Result<void> NatsQueue::GiveUp(const Work& work, const std::string& error, std::chrono::sys_seconds now) {
  std::string bytes;
  {
    const std::scoped_lock lock(mutex_);
    const auto held = held_.find(work.key);
    if (held == held_.end()) {
      return {};
    }
    natsMsg* const message = held->second.message.get();
    bytes = fmt::format(
        "{}\n{}\n{}", line_, held->second.part,
        std::string_view(natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))));
  }
  const std::string subject = fmt::format("{}.dead.{}", wire_.settings().name, HashOf(work.name()));
  const Published dead = wire_.Publish({{.subject = subject, .bytes = bytes, .id = {}}}).front();
  if (dead.outcome != Outcome::kTaken) {
    return Fail(Fault::kUnreachable, "queue: what is given up was not taken in time");
  }
  if (auto noted = store::GiveUp(store_, work.name(), error, now); !noted) {
    return noted;
  }
  const Held held = Let(work.key);
  if (held.message) {
    natsMsg_Ack(held.message.get(), nullptr);
  }
  return {};
}

Result<bool> NatsQueue::Replay(const std::string& name, std::chrono::sys_seconds /*now*/) {
  const std::string stream = wire_.settings().name + "_dead";
  const std::string subject = fmt::format("{}.dead.{}", wire_.settings().name, HashOf(name));
  const auto dead = wire_.Last(stream, subject);
  if (!dead || !*dead) {
    return dead ? Result<bool>(false) : tl::unexpected(dead.error());
  }
  const std::string_view all = **dead;
  const std::size_t line_end = all.find('\n');
  const std::size_t part_end = all.find('\n', line_end + 1);
  if (part_end == std::string_view::npos) {
    return false;
  }
  const std::string_view bytes = all.substr(part_end + 1);
  std::string pieces;
  const auto whole = Whole(bytes, pieces);
  const auto work = whole ? Unpack(*whole) : tl::unexpected(whole.error());
  if (!work) {
    return work.error().fault == Fault::kUnreachable ? Result<bool>(tl::unexpected(work.error())) : false;
  }
  const std::string home = fmt::format("{}.{}.{}.{}", wire_.settings().name, all.substr(0, line_end),
                                       all.substr(line_end + 1, part_end - line_end - 1), HashOf(work->key));
  if (auto put = Settle({{.subject = home, .bytes = std::string(bytes), .id = RandomHex(8), .alone = true}}); !put) {
    return tl::unexpected(put.error());
  }
  wire_.Purge(stream, subject);
  return true;
}

Result<std::size_t> NatsQueue::Waiting() {
  return wire_.FillOf(StreamName()).map([](const Wire::Fill& fill) { return std::size_t{fill.messages}; });
}

Result<std::size_t> NatsQueue::Room() {
  if (steady_clock::now() > filled_at_ + kFillKnown) {
    auto fill = wire_.FillOf(StreamName());
    if (!fill) {
      return tl::unexpected(fill.error());
    }
    fill_ = *fill;
    filled_at_ = steady_clock::now();
  }
  // Of the bytes that are left as many as common pieces take.
  const std::uint64_t common = fill_.messages == 0 ? 1 : std::max<std::uint64_t>(1, fill_.bytes / fill_.messages);
  const std::uint64_t by_bytes = (limits_.max_bytes - std::min<std::uint64_t>(limits_.max_bytes, fill_.bytes)) / common;
  return std::min<std::size_t>(limits_.max_waiting - std::min<std::size_t>(limits_.max_waiting, fill_.messages),
                               by_bytes);
}

}  // namespace headwater::queue
