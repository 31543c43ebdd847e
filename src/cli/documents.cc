// Documents through the first stages.
#include "cli/documents.h"

#include <fmt/format.h>

#include "annotate/annotate.h"
#include "base/workers.h"
#include "cli/inputs.h"
#include "extract/extract.h"
#include "form/items.h"
#include "pipeline/documents.h"

namespace headwater::cli {
namespace {

// All articles that a file's document holds (pipeline/documents.h), each or what is wrong with it.
std::vector<Result<news::Article>> ArticlesOf(const Given& given) {
  Result<Document> document = Document{};
  if (const auto* const raw = std::get_if<Raw>(&given)) {
    document = ParseDocument(*raw);
  } else {
    document = std::get<news::Page>(given);
  }
  std::vector<Result<news::Article>> all;
  if (!document) {
    all.emplace_back(tl::unexpected(std::move(document).error()));
    return all;
  }
  if (auto* const article = std::get_if<news::Article>(&*document)) {
    all.emplace_back(std::move(*article));
    return all;
  }
  for (auto& held : pipeline::Unfold({std::get<news::Page>(*std::move(document)), std::nullopt})) {
    if (!held) {
      all.emplace_back(tl::unexpected(std::move(held).error()));
      continue;
    }
    if (held->ready) {
      all.emplace_back(*std::move(held->ready));
      continue;
    }
    auto article = extract::Extract(held->page);
    if (!article) {
      all.emplace_back(Fail(article.error().fault, fmt::format("{}: {}", held->page.id, article.error().text)));
      continue;
    }
    all.emplace_back(*std::move(article));
  }
  return all;
}

// A document whose page could not be extracted still gives its line.
bool IsAnnotated(const news::Article& article) {
  if (!form::IsTakenApart(article)) {
    return article.annotations.has_value();
  }
  return article.items.front().annotations.has_value();
}

struct Formatted {
  std::string line;
  news::Article article;
};

}  // namespace

void EachArticle(const std::vector<std::string>& paths, std::size_t jobs, Stage stage, Output& output,
                 const std::function<std::string(const news::Article&)>& format,
                 const std::function<void(std::string, news::Article)>& done) {
  OrderedWorkers workers(jobs);
  const auto take = [&](Given given) {
    workers.Submit([&, given = std::move(given)]() -> Finish {
      std::vector<Result<Formatted>> all;
      for (auto& article : ArticlesOf(given)) {
        if (!article) {
          all.emplace_back(tl::unexpected(std::move(article).error()));
          continue;
        }
        if (stage == Stage::kAnnotate || (stage == Stage::kPrepare && !IsAnnotated(*article))) {
          annotate::Annotate(*article);
        }
        std::string line = format(*article);
        all.emplace_back(Formatted{std::move(line), *std::move(article)});
      }
      return [&output, &done, all = std::move(all)]() mutable {
        for (auto& each : all) {
          if (each) {
            done(std::move(each->line), std::move(each->article));
          } else {
            output.Complain(each.error());
          }
        }
      };
    });
  };
  for (const std::string& path : FilesOf(paths)) {
    EachDocument(path, take, [&](const Error& error) {
      // In order with the lines of what came before it.
      workers.Submit([&output, error]() -> Finish { return [&output, error] { output.Complain(error); }; });
    });
  }
  workers.Drain();
}

}  // namespace headwater::cli
