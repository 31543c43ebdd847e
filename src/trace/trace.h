// Tracing finds where an article's news rose: the chain from the article to its primary source, hop by hop,
// and from the chains of a story's articles how many independent sources it has.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"
#include "news/copy.h"
#include "news/origin.h"
#include "news/story.h"

namespace headwater::trace {

struct Limits {
  std::size_t max_hops = 12;
};

// What persons decided; it goes before whatever would be found.
struct Settled {
  // "Not the source": the article does not have it from there.
  struct Barred {
    news::ArticleId article;
    std::string source;  // an article's id, or a source's name or id, with `source/` before it or not
  };
  std::vector<Barred> barred;
};

// The origin of each article, in their order. `copies` are pairs among the articles (others are passed over). Articles
// must carry annotations; a digest gives no origin, its items (made articles) do. The result depends on the set of
// articles and copies, not on their order. A chain never runs in a circle.
std::vector<news::Origin> Trace(std::span<const news::Article> articles, std::span<const news::Copy> copies,
                                const Limits& limits = {}, const Settled& settled = {});

// The seam to where a set's articles lie that is too large for memory.
class Archive {
 public:
  virtual ~Archive() = default;
  // The article that was added with that number; null where it cannot be read. Shared, since one that lies in memory is
  // lent, and one that was read lives as long as somebody looks at it.
  virtual std::shared_ptr<const news::Article> Take(std::size_t number) const = 0;
};

// The same article by article, for a set of any size: what is remembered of each is some hundreds of bytes, the rest is
// asked of the archive, which must outlive the tracer. An article that it does not give is held to be empty.
class Tracer {
 public:
  explicit Tracer(const Archive& archive, const Limits& limits = {}, const Settled& settled = {});
  Tracer(Tracer&&) noexcept;
  Tracer& operator=(Tracer&&) noexcept;
  ~Tracer();

  // Articles are numbered as they are added.
  void Add(const news::Article& article);
  // Once, after all were added.
  void Join(std::span<const news::Copy> copies);
  // Nothing for a digest.
  std::optional<news::Origin> Trace(std::size_t number);

 private:
  class Walker;
  std::unique_ptr<Walker> walker_;
};

struct NamedReport {
  std::size_t candidate = 0;
  std::size_t shared = 0;  // names, numbers and quotations that both have
};

// A report that an article names without a link: which of the outlet's articles is the report that `citing` has from
// `source`; nothing where none is for sure, or two are as likely. It must be earlier, of the same week, and have most
// of the names, numbers and quoted words of the sentences that name the outlet. Both need annotations. What is found
// depends on the set of candidates, not on their order.
std::optional<NamedReport> FindNamedReport(const news::Article& citing, std::string_view source,
                                           std::span<const news::Article> candidates);

// An article of a story with its origin. Without its words (null) its quotations are not compared.
struct Traced {
  const news::Origin* origin = nullptr;
  const news::Article* article = nullptr;
};

// Of one story. Two articles count as one source when their roots meet: the same wire, the same outlet's editions, the
// items of one page. `least` holds as one, too, what cannot be shown to be two: outlets of one owner, unsigned texts,
// reports that carry the same quotation as their matter, and who opens with another root's report. `most` adds to the
// roots what could not be traced; that never counts in `least`.
news::Independence CountIndependent(std::span<const Traced> story);

// Where one statement stands: it is an element of the article's annotations.
struct Stated {
  const news::Origin* origin = nullptr;  // null where the article was not traced
  const news::Article* article = nullptr;
  const news::Statement* statement = nullptr;
};

// Of one statement, as several articles give it: who heard it. What an article has through an agency or from another
// outlet's interview counts as that one's; what it says of itself, as its own roots. The same run of quoted words is
// one source at the least.
news::Independence CountIndependent(std::span<const Stated> statement);

}  // namespace headwater::trace
