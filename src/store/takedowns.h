// Takedowns: what content owners ask to be removed or put back, tracked against its twenty-four hours.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

enum class ClaimWay { kForm, kNote, kCommand };
enum class ClaimState { kOpen, kGranting, kGranted, kRefused, kReversing, kReversed };
std::string_view Spell(ClaimState state);
std::string_view Spell(ClaimWay way);

inline constexpr std::chrono::hours kAnswerWithin{24};
// Where a claimant shows that a domain is theirs: https://DOMAIN/.well-known/headwater-takedown.txt
inline constexpr std::string_view kProofPath = "/.well-known/headwater-takedown.txt";

struct NewClaim {
  bool restore = false;                // else to remove
  std::vector<std::string> addresses;  // of pages, on the web or of this house; or articles' ids
  std::string claimant;
  std::string contact;
  std::string words;
  ClaimWay way = ClaimWay::kForm;
  std::string from;  // the network address that it came from, of a stranger
};

struct Claim {
  std::int64_t number = 0;
  bool restore = false;
  ClaimWay way = ClaimWay::kForm;
  ClaimState state = ClaimState::kOpen;
  std::string claimant;
  std::string contact;
  std::string words;
  std::string domain;     // of the first address; empty where it has none
  std::string challenge;  // what must stand at kProofPath
  bool proving = false;   // it is to be looked for
  std::optional<std::chrono::sys_seconds> proven;
  std::string proof_error;
  std::chrono::sys_seconds asked{};
  std::chrono::sys_seconds due{};
  std::optional<std::chrono::sys_seconds> decided;
  std::string decided_by;
  std::string answer;
  bool copies = true;  // reaches copies, not the addresses alone
  std::int64_t removed = 0;
  std::int64_t withheld = 0;
  std::optional<std::chrono::sys_seconds> clean;  // when nothing of it was left
  std::vector<std::string> addresses;

  bool Overdue(std::chrono::sys_seconds now) const { return state == ClaimState::kOpen && now > due; }
};

struct Acknowledged {
  std::int64_t number = 0;
  std::string secret;  // of the claimant's own address; it is kept as a hash, and told once
};

// What the claim is about, as far as it is here.
struct Concerned {
  std::vector<ArticleLine> articles;   // at its addresses
  std::vector<ArticleLine> copies;     // that share text with these, and are held to be later
  std::vector<ArticleLine> originals;  // that these are held to be copies of: whose words may be another's
};

// A face of the store, made where it is needed.
class Takedowns {
 public:
  explicit Takedowns(Store& store) : store_(store) {}

  // kUsage where it says too little or too much, kTooLarge where a stranger (or all of them) asked too often lately.
  Result<Acknowledged> Ask(const NewClaim& claim, std::chrono::sys_seconds now);
  Result<Claim> Of(std::int64_t number);
  // By the secret; kNotFound.
  Result<Claim> Told(std::string_view secret);
  // Those that wait first, by when they are due; then the others, the latest first.
  Result<std::vector<Claim>> All(std::size_t limit);
  // How many wait, and how many of these are overdue.
  struct Waiting {
    std::int64_t open = 0;
    std::int64_t overdue = 0;
  };
  Result<Waiting> Open(std::chrono::sys_seconds now);
  Result<Concerned> Concerns(std::int64_t number);
  // The granted ones that hold for the addresses of the claim.
  Result<std::vector<std::int64_t>> StandingAgainst(std::int64_t number);

  // The pipeline acts on these as soon as it looks. kUsage where the claim's state does not allow it.
  Result<void> Grant(std::int64_t number, bool copies, std::string_view by, std::string_view answer,
                     std::chrono::sys_seconds now);
  Result<void> Refuse(std::int64_t number, std::string_view by, std::string_view answer, std::chrono::sys_seconds now);
  Result<void> Reverse(std::int64_t number, std::string_view by, std::string_view answer, std::chrono::sys_seconds now);
  // The domain is to be asked for the challenge.
  Result<void> AskProof(std::int64_t number, std::chrono::sys_seconds now);

  // For the pipeline: what is to be acted on, and what came of it.
  Result<std::vector<Claim>> ToDo();
  Result<void> NoteProof(std::int64_t number, const std::string& error, std::chrono::sys_seconds now);
  // A copy that wanted in again; from its address nothing is taken from now on. Logged once.
  Result<void> NoteKeptOut(std::int64_t number, std::string_view url, std::chrono::sys_seconds now);

 private:
  Store& store_;
};

}  // namespace headwater::store
