// Documents through the first stages.
#include "cli/documents.h"

#include <fmt/format.h>

#include "annotate/annotate.h"
#include "base/workers.h"
#include "cli/inputs.h"
#include "extract/extract.h"

namespace headwater::cli {
namespace {

Result<news::Article> ArticleOf(const Given& given) {
  Result<Document> document = Document{};
  if (const auto* const raw = std::get_if<Raw>(&given)) {
    document = ParseDocument(*raw);
  } else {
    document = std::get<news::Page>(given);
  }
  if (!document) {
    return tl::unexpected(std::move(document).error());
  }
  if (auto* const article = std::get_if<news::Article>(&*document)) {
    return std::move(*article);
  }
  const auto& page = std::get<news::Page>(*document);
  auto article = extract::Extract(page);
  if (!article) {
    return Fail(article.error().fault, fmt::format("{}: {}", page.id, article.error().text));
  }
  return article;
}

// A document whose page could not be extracted still gives its line.
bool IsAnnotated(const news::Article& article) {
  if (article.items.empty()) {
    return article.annotations.has_value();
  }
  return article.items.front().annotations.has_value();
}

}  // namespace

void EachArticle(const std::vector<std::string>& paths, std::size_t jobs, Stage stage, Output& output,
                 const std::function<std::string(const news::Article&)>& format,
                 const std::function<void(std::string, news::Article)>& done) {
  OrderedWorkers workers(jobs);
  const auto take = [&](Given given) {
    workers.Submit([&, given = std::move(given)]() -> Finish {
      auto article = ArticleOf(given);
      if (!article) {
        return [&output, error = std::move(article).error()] { output.Complain(error); };
      }
      if (stage == Stage::kAnnotate || (stage == Stage::kPrepare && !IsAnnotated(*article))) {
        annotate::Annotate(*article);
      }
      std::string line = format(*article);
      return [&done, line = std::move(line), article = *std::move(article)]() mutable {
        done(std::move(line), std::move(article));
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
