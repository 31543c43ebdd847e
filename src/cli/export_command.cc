// `headwater export --warc`: the kept pages as a web archive.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "cli/collection.h"
#include "cli/inputs.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "form/warc.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

using Ids = std::vector<news::ArticleId>;

// A digest's items stand on its page.
void AddPage(const news::ArticleId& id, std::set<std::string>& seen, Ids& ids) {
  const std::string page = id.value().substr(0, id.value().find('#'));
  if (seen.insert(page).second) {
    ids.emplace_back(page);
  }
}

Result<Ids> Wanted(store::Store& store, const ExportOptions& wanted) {
  Ids ids;
  std::set<std::string> seen;
  if (!wanted.story.empty()) {
    const auto story = store.Story(news::StoryId(wanted.story));
    if (!story) {
      return tl::unexpected(story.error());
    }
    for (const store::ArticleLine& line : story->articles) {
      AddPage(line.id, seen, ids);
    }
    return ids;
  }
  if (wanted.all) {
    const auto each =
        store.EachPlaced({}, [&](const news::Article& article, const news::StoryId&, const news::ThreadId&) {
          AddPage(article.id, seen, ids);
          return true;
        });
    return each ? Result<Ids>(std::move(ids)) : tl::unexpected(each.error());
  }
  store::SearchQuestion question;
  question.words = wanted.search;
  question.limit = store::Limits{}.max_results;
  while (true) {
    const auto hits = store.Search(question);
    if (!hits) {
      return tl::unexpected(hits.error());
    }
    for (const store::SearchHit& hit : *hits) {
      AddPage(hit.line.id, seen, ids);
    }
    if (hits->size() < question.limit) {
      return ids;
    }
    question.after = hits->back().place;
  }
}

// What its owner does not want kept, shown or passed on stays here.
bool MayLeave(const news::Article& article, std::chrono::sys_seconds now) {
  if (!article.rights) {
    return true;
  }
  const news::Rights& rights = *article.rights;
  return rights.page && rights.text && !rights.withdrawn && !(rights.not_before && *rights.not_before > now) &&
         !(rights.not_after && *rights.not_after < now);
}

struct Counts {
  std::size_t written = 0;
  std::size_t held_back = 0;
};

Result<Counts> WriteAll(store::Store& store, const Ids& ids, form::Packing packing, std::ostream& out) {
  Counts counts;
  const auto now = SystemClock().Now();
  out << form::WriteWarcInfo("Headwater/" HEADWATER_VERSION, now, packing);
  Progress progress("exporting", ids.size());
  for (const news::ArticleId& id : ids) {
    const auto view = store.Article(id);
    auto page = view ? store.Page(id) : tl::unexpected(view.error());
    if (!page) {
      return tl::unexpected(page.error());
    }
    if (!MayLeave(view->article, now) || page->body.empty()) {
      ++counts.held_back;
    } else {
      out << form::WriteWarcPage(*page, view->article, view->line.seen, packing);
      ++counts.written;
    }
    if (!out) {
      return Fail(Fault::kStorage, fmt::format("cannot be written: {}", std::strerror(errno)));
    }
    progress.Show(counts.written + counts.held_back);
  }
  out.flush();
  return out ? Result<Counts>(counts) : Fail(Fault::kStorage, "cannot be written (disk full?)");
}

// The file appears under its name when it is whole.
Result<Counts> WriteFile(store::Store& store, const Ids& ids, const std::string& path) {
  const std::string unfinished = path + ".unfinished";
  std::ofstream file(unfinished, std::ios::binary);
  if (!file) {
    return Fail(Fault::kStorage, fmt::format("{}: {}", unfinished, std::strerror(errno)));
  }
  const bool gzip = path.ends_with(".gz");
  auto counts = WriteAll(store, ids, gzip ? form::Packing::kGzip : form::Packing::kPlain, file);
  file.close();
  std::error_code error;
  if (counts) {
    fs::rename(unfinished, path, error);
  }
  if (!counts || error) {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    return Fail(Fault::kStorage, fmt::format("{}: {}", path, counts ? error.message() : counts.error().text));
  }
  return counts;
}

}  // namespace

int Export(const CollectionOptions& options, const ExportOptions& wanted) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto ids = Wanted(*collection->store, wanted);
  if (!ids) {
    return Complain(ids.error());
  }
  const bool to_stdout = wanted.warc == kStandardInput;
  const auto counts = to_stdout ? WriteAll(*collection->store, *ids, form::Packing::kPlain, std::cout)
                                : WriteFile(*collection->store, *ids, wanted.warc);
  if (!counts) {
    return Complain(counts.error());
  }
  Output output;
  if (!to_stdout) {
    output.Line(options.json
                    ? fmt::format(R"({{"pages":{},"held_back":{}}})", counts->written, counts->held_back)
                    : fmt::format("{} pages written{}", counts->written,
                                  counts->held_back == 0
                                      ? ""
                                      : fmt::format(", {} held back as their owners want it", counts->held_back)));
  }
  return output.Status();
}

}  // namespace headwater::cli
