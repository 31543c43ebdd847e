// Compares by hashes of word runs, in time linear in both texts.
#include "extract/second_opinion.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "base/hash.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kRun = 4;
constexpr std::size_t kMaxText = 1U << 20U;
constexpr double kKnown = 0.5;       // of a block's words that make it known
constexpr std::size_t kAside = 200;  // bytes: longer blocks that it does not know are its own omission
constexpr double kMostOfText = 0.8;  // of the page's prose that must be known, and of the opinion that must be found

// Calls `each` with the hash of every run of four words. Words are runs of letters and digits; markup is passed over.
template <class Each>
void ForRuns(std::string_view text, const Each& each) {
  std::array<std::uint64_t, kRun> last{};
  std::size_t count = 0;
  std::uint64_t word = 0;
  bool in_word = false;
  bool in_tag = false;
  const auto finish = [&] {
    if (!in_word) {
      return;
    }
    in_word = false;
    last.at(count % kRun) = word;
    ++count;
    if (count >= kRun) {
      std::uint64_t run = 0;
      for (std::size_t i = 0; i < kRun; ++i) {
        run = MixHash(run, last.at((count + i) % kRun));
      }
      each(static_cast<std::size_t>(run));
    }
  };
  for (const char c : text.substr(0, kMaxText)) {
    const auto byte = static_cast<unsigned char>(c);
    // Marks of punctuation outside ASCII begin with E2 or C2; no letters of words that are compared here do.
    const bool letter =
        (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0xC3;
    in_tag = c == '<' || (in_tag && c != '>');
    if (in_tag || !letter || byte == 0xE2) {
      if (byte < 0x80 || byte == 0xE2 || byte == 0xC2) {
        finish();
      }
      continue;
    }
    const std::uint64_t lower = byte >= 'A' && byte <= 'Z' ? byte + 32U : byte;
    word = in_word ? word * 1099511628211ULL + lower : lower + 14695981039346656037ULL;
    in_word = true;
  }
  finish();
}

}  // namespace

SecondOpinion::SecondOpinion(std::string_view text) {
  ForRuns(text, [this](std::size_t run) { runs_.insert(run); });
}

double SecondOpinion::Share(std::string_view block) const {
  std::size_t all = 0;
  std::size_t known = 0;
  ForRuns(block, [&](std::size_t run) {
    ++all;
    known += runs_.contains(run) ? 1U : 0U;
  });
  return all == 0 ? -1 : static_cast<double>(known) / static_cast<double>(all);
}

std::vector<std::size_t> KeptBySecondOpinion(const std::vector<std::string_view>& blocks,
                                             std::string_view article_body) {
  std::vector<std::size_t> all(blocks.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const SecondOpinion opinion(article_body);
  if (opinion.size() < 60) {
    return all;
  }
  std::vector<double> shares;
  double known = 0;
  double bytes = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    shares.push_back(opinion.Share(blocks[i]));
    bytes += static_cast<double>(blocks[i].size());
    if (shares[i] > kKnown) {
      known += static_cast<double>(blocks[i].size());
      last = i;
    }
  }
  // An opinion on the beginning alone (behind a paywall) says nothing of the rest.
  const double found = known / static_cast<double>(std::max<std::size_t>(1, article_body.size()));
  if (known < kMostOfText * bytes || found < kMostOfText) {
    return all;
  }
  std::erase_if(all, [&](std::size_t i) {
    const bool unknown = shares[i] >= 0 && shares[i] < 1 - kMostOfText;
    return unknown && (i > last || (i > 1 && blocks[i].size() < kAside));
  });
  return all;
}

}  // namespace headwater::extract
