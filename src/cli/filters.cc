// The filters that look at one document at a time.
#include "cli/filters.h"

#include <fmt/format.h>

#include "annotate/annotate.h"
#include "base/workers.h"
#include "cli/documents.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "fetch/fetch.h"
#include "form/json.h"
#include "read/read.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kMaxFeed = 32U << 20U;
constexpr std::size_t kMaxPairLine = 1U << 16U;

std::string Pair(std::string_view line) {
  const std::size_t tab = line.find('\t');
  annotate::NamesAlike alike;
  if (tab != std::string_view::npos) {
    std::string_view other = line.substr(tab + 1);
    if (other.ends_with('\r')) {
      other.remove_suffix(1);
    }
    alike = annotate::CompareNames(line.substr(0, tab), other);
  }
  return fmt::format(R"({{"same":{},"score":{:.4g}}})", alike.same, alike.score);
}

std::string JsonText(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace

int Extract(const FilterOptions& options) {
  Output output;
  EachArticle(
      options.paths, options.jobs, Stage::kExtract, output,
      [&](const news::Article& article) { return form::WriteArticle(article); },
      [&](const std::string& line, const news::Article&) { output.Line(line); });
  return output.Status();
}

int Annotate(const FilterOptions& options) {
  Output output;
  EachArticle(
      options.paths, options.jobs, Stage::kAnnotate, output,
      [&](const news::Article& article) { return form::WriteArticle(article); },
      [&](const std::string& line, const news::Article&) { output.Line(line); });
  return output.Status();
}

int Read(const FilterOptions& options) {
  Output output;
  OrderedWorkers workers(options.jobs);
  for (const std::string& path : FilesOf(options.paths)) {
    workers.Submit([&output, path]() -> Finish {
      auto bytes = ReadWhole(path, kMaxFeed);
      if (!bytes) {
        return [&output, error = bytes.error()] { output.Complain(error); };
      }
      auto feed = read::ReadFeed(*bytes, "", "");
      if (!feed) {
        return
            [&output, error = Error{feed.error().fault, path + ": " + feed.error().text}] { output.Complain(error); };
      }
      return [&output, line = form::WriteFeed(*feed)] { output.Line(line); };
    });
  }
  workers.Drain();
  return output.Status();
}

int Names(const FilterOptions& options) {
  Output output;
  OrderedWorkers workers(options.jobs);
  for (const std::string& path : FilesOf(options.paths)) {
    auto stream = OpenInput(path);
    if (!stream) {
      output.Complain(stream.error());
      continue;
    }
    constexpr std::size_t kLinesAJob = 512;
    std::vector<std::string> lines;
    const auto submit = [&] {
      workers.Submit([&output, pairs = std::move(lines)]() -> Finish {
        std::vector<std::string> answers;
        answers.reserve(pairs.size());
        for (const std::string& pair : pairs) {
          answers.push_back(Pair(pair));
        }
        return [&output, answers = std::move(answers)] {
          for (const std::string& answer : answers) {
            output.Line(answer);
          }
        };
      });
      lines.clear();
    };
    std::string line;
    while (true) {
      const auto more = NextLine(**stream, line, kMaxPairLine);
      if (more && !*more) {
        break;
      }
      if ((*stream)->bad()) {
        output.Complain({Fault::kBadInput, path + ": " + more.error().text});
        break;
      }
      // A line that is too long is no pair of names, and is answered as one that is none.
      lines.push_back(more ? line : std::string());
      if (lines.size() == kLinesAJob) {
        submit();
      }
    }
    submit();
  }
  workers.Drain();
  return output.Status();
}

int Robots(const std::string& agent, const std::string& file, const std::vector<std::string>& urls) {
  Output output;
  const auto rules = ReadWhole(file, kMaxFeed);
  if (!rules) {
    output.Complain(rules.error());
    return output.Status();
  }
  for (const std::string& url : urls) {
    output.Line(fmt::format(R"({{"url":{},"allowed":{}}})", JsonText(url), fetch::RobotsAllow(*rules, agent, url)));
  }
  return output.Status();
}

}  // namespace headwater::cli
