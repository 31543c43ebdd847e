// Counting independent sources: of a story, and of a statement.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "trace/folding.h"
#include "trace/quotations.h"
#include "trace/trace.h"

namespace headwater::trace {
namespace {

constexpr std::string_view kOutside = "source/";
constexpr std::uint32_t kLead = 250;  // code points

// Counts what can be shown to differ, and what may.
class Count {
 public:
  // A source, by its name.
  std::size_t Named(std::string_view name, std::optional<int> year) {
    SourceKey key = KeyOf(name, year);
    const std::size_t number = Put(key.edition);
    houses_[number] = std::move(key.house);
    return number;
  }
  // A root that nobody signs: the page that it stands on.
  std::size_t Unsigned(std::string_view id) {
    const std::size_t number = Put("page/" + std::string(id.substr(0, id.find('#'))));
    unsigned_.insert(number);
    return number;
  }

  void Untraced() { ++untraced_; }
  void Partly() { ++partly_; }
  // One by its text; one as far as can be shown.
  void AreOne(std::size_t one, std::size_t other) {
    sure_.Join(one, other);
    shown_.Join(one, other);
  }
  void MayBeOne(std::size_t one, std::size_t other) { shown_.Join(one, other); }
  // Whom an article owes the same quotation as another: the sources behind both may be one.
  void Quotes(const std::vector<std::uint64_t>& runs, std::size_t source) {
    for (const std::uint64_t run : runs) {
      const auto [first, is_new] = quoted_.emplace(run, source);
      if (!is_new) {
        MayBeOne(first->second, source);
      }
    }
  }

  // An article that rests on two outlets of one owner has one owner's copy.
  void FoldOwned(const std::vector<std::size_t>& together) {
    for (std::size_t i = 1; i < together.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const auto one = houses_.find(together[i]);
        const auto other = houses_.find(together[j]);
        if (one != houses_.end() && other != houses_.end() && one->second == other->second) {
          AreOne(together[i], together[j]);
        }
      }
    }
  }

  news::Independence Sum() {
    std::unordered_map<std::string, std::size_t> owners;
    for (const auto& [number, house] : houses_) {
      MayBeOne(owners.emplace(house, number).first->second, number);
    }
    // Nobody answers for what is not signed: it may be anyone's.
    std::set<std::size_t> shown;
    for (const auto& [number, house] : houses_) {
      shown.insert(shown_.Head(number));
    }
    news::Independence sum;
    sum.least = static_cast<int>(std::max<std::size_t>(shown.size(), unsigned_.empty() ? 0 : 1));
    sum.untraced = untraced_;
    sum.most = static_cast<int>(sure_.Count()) + untraced_ + partly_;
    return sum;
  }

 private:
  std::size_t Put(const std::string& key) {
    shown_.Add(key);
    return sure_.Add(key);
  }

  Folded sure_;
  Folded shown_;
  std::unordered_map<std::size_t, std::string> houses_;
  std::set<std::size_t> unsigned_;
  std::unordered_map<std::uint64_t, std::size_t> quoted_;  // and who was the first to have it
  int untraced_ = 0;
  int partly_ = 0;
};

// Who published the articles that the chains run through, by their ids.
class Publishers {
 public:
  void Learn(const news::Origin& origin) {
    for (const news::Hop& hop : origin.chain) {
      if (!hop.article.empty() && !hop.name.empty()) {
        names_.emplace(hop.article.value(), hop.name);
      }
    }
  }

  std::size_t Add(const std::string& root, std::optional<int> year, Count& count) const {
    if (root.starts_with(kOutside)) {
      return count.Named(std::string_view(root).substr(kOutside.size()), year);
    }
    const auto name = names_.find(root);
    return name == names_.end() ? count.Unsigned(root) : count.Named(name->second, year);
  }

 private:
  std::unordered_map<std::string, std::string> names_;
};

std::optional<int> YearOf(const news::Article* article) {
  if (article == nullptr || !article->published) {
    return std::nullopt;
  }
  return static_cast<int>(DayOf(*article->published).year());
}

std::vector<std::size_t> AddRoots(const news::Origin& origin, std::optional<int> year, const Publishers& publishers,
                                  Count& count) {
  std::vector<std::size_t> roots;
  for (const std::string& root : origin.roots) {
    roots.push_back(publishers.Add(root, year, count));
  }
  if (roots.empty()) {
    count.Untraced();
  } else if (!origin.complete) {
    count.Partly();
  }
  count.FoldOwned(roots);
  return roots;
}

// The media whose reports the article opens with, besides its own.
std::vector<std::string> LeadMentions(const news::Origin& origin) {
  std::vector<std::string> names;
  for (const news::Hop& hop : origin.chain) {
    const bool refers = hop.how == news::HopHow::kTold || hop.how == news::HopHow::kReported;
    const bool in_lead = std::ranges::any_of(hop.evidence, [](const news::Evidence& evidence) {
      return !evidence.mark && evidence.span.end > evidence.span.begin && evidence.span.begin < kLead;
    });
    if (refers && in_lead) {
      names.push_back(hop.name);
    }
  }
  return names;
}

}  // namespace

news::Independence CountIndependent(std::span<const Traced> story) {
  Publishers publishers;
  for (const Traced& traced : story) {
    if (traced.origin != nullptr) {
      publishers.Learn(*traced.origin);
    }
  }
  Count count;
  std::unordered_map<std::string, std::size_t> known;  // by its name, the root that a source is or rests on
  std::vector<std::pair<std::size_t, std::vector<std::string>>> leads;
  for (const Traced& traced : story) {
    if (traced.origin == nullptr) {
      continue;
    }
    const std::vector<std::size_t> roots = AddRoots(*traced.origin, YearOf(traced.article), publishers, count);
    for (std::size_t i = 0; i < roots.size(); ++i) {
      const std::string& root = traced.origin->roots[i];
      if (root.starts_with(kOutside)) {
        known.emplace(KeyOf(std::string_view(root).substr(kOutside.size())).edition, roots[i]);
      }
    }
    if (roots.size() != 1) {
      continue;
    }
    const std::vector<news::Hop>& chain = traced.origin->chain;
    if (!chain.empty() && chain.front().how == news::HopHow::kPublished) {
      known.emplace(KeyOf(chain.front().name).edition, roots.front());
    }
    leads.emplace_back(roots.front(), LeadMentions(*traced.origin));
    if (traced.article != nullptr && story.size() > 1) {
      count.Quotes(MainQuotation(*traced.article), roots.front());
    }
  }
  for (const auto& [root, names] : leads) {
    for (const std::string& name : names) {
      if (const auto other = known.find(KeyOf(name).edition); other != known.end()) {
        count.MayBeOne(root, other->second);
      }
    }
  }
  return count.Sum();
}

namespace {

// The medium nearest to the words on their way to the writer; empty where the writer heard them.
std::string_view Through(const Stated& stated) {
  const std::vector<std::string>& chain = stated.statement->chain;
  for (std::size_t i = chain.size(); i > 1; --i) {
    if (IsKnownMedium(chain[i - 1])) {
      return chain[i - 1];
    }
  }
  return {};
}

}  // namespace

news::Independence CountIndependent(std::span<const Stated> statement) {
  Publishers publishers;
  for (const Stated& stated : statement) {
    if (stated.origin != nullptr) {
      publishers.Learn(*stated.origin);
    }
  }
  Count count;
  for (const Stated& stated : statement) {
    const std::optional<int> year = YearOf(stated.article);
    std::vector<std::size_t> roots;
    if (const std::string_view name = Through(stated); !name.empty()) {
      roots.push_back(count.Named(name, year));
    } else if (stated.origin != nullptr) {
      roots = AddRoots(*stated.origin, year, publishers, count);
    } else {
      count.Untraced();
    }
    if (roots.size() == 1 && stated.article != nullptr) {
      count.Quotes(QuotationOf(*stated.article, *stated.statement), roots.front());
    }
  }
  return count.Sum();
}

}  // namespace headwater::trace
