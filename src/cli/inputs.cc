// Files, folders and streams on the way in.
#include "cli/inputs.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "form/json.h"
#include "read/read.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxLine = 256U << 20U;
constexpr std::size_t kMaxFile = 64U << 20U;
constexpr std::size_t kHead = 16U << 10U;  // within which a line tells what it is

// A gzip or plain file as a stream buffer; zlib tells which it is.
class UnpackingBuffer final : public std::streambuf {
 public:
  explicit UnpackingBuffer(gzFile file) : file_(file) { gzbuffer(file_, kBuffer); }
  UnpackingBuffer(const UnpackingBuffer&) = delete;
  UnpackingBuffer& operator=(const UnpackingBuffer&) = delete;
  ~UnpackingBuffer() override { gzclose(file_); }

  std::string_view Rest() const { return {gptr(), static_cast<std::size_t>(egptr() - gptr())}; }

 protected:
  int_type underflow() override {
    const int count = gzread(file_, buffer_.data(), static_cast<unsigned>(buffer_.size()));
    if (count <= 0) {
      int code = Z_OK;
      const char* const message = gzerror(file_, &code);
      if (code != Z_OK && code != Z_STREAM_END) {
        // The stream turns this into its bad state, which readers look at.
        throw std::ios_base::failure(message);
      }
      return traits_type::eof();
    }
    setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
    return traits_type::to_int_type(buffer_.front());
  }

 private:
  static constexpr unsigned kBuffer = 1U << 17U;
  gzFile file_;
  std::array<char, kBuffer> buffer_{};
};

class UnpackingStream final : public std::istream {
 public:
  explicit UnpackingStream(gzFile file) : std::istream(nullptr), buffer_(file) { rdbuf(&buffer_); }

  // What comes next, without taking it: as much as is at hand.
  std::string_view Head() {
    peek();
    clear(rdstate() & ~std::ios::eofbit);
    return buffer_.Rest();
  }

 private:
  UnpackingBuffer buffer_;
};

bool EndsInGzip(std::string_view path) { return path.ends_with(".gz"); }

void AddFolder(const std::string& folder, std::vector<std::string>& files) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator each(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && each != fs::recursive_directory_iterator(); each.increment(error)) {
    const std::string name = each->path().filename().string();
    std::error_code ignored;
    // A maildir's unfinished mails stand in its tmp.
    const fs::path around = each->path().parent_path();
    const bool unfinished =
        name == "tmp" && fs::is_directory(around / "cur", ignored) && fs::is_directory(around / "new", ignored);
    if (name.starts_with('.') || unfinished) {
      each.disable_recursion_pending();
    } else if (each->is_regular_file(ignored)) {
      found.push_back(each->path().string());
    }
  }
  std::ranges::sort(found);
  files.insert(files.end(), found.begin(), found.end());
}

std::string ContentTypeOf(std::string_view ending) {
  if (ending == ".html" || ending == ".htm" || ending == ".xhtml") {
    return "text/html";
  }
  if (ending == ".eml") {
    return "message/rfc822";
  }
  return ending == ".txt" ? "text/plain" : "";
}

void EachLine(const std::string& path, std::istream& stream, const std::function<void(Given)>& each,
              const std::function<void(const Error&)>& bad) {
  std::string line;
  for (std::size_t number = 1;; ++number) {
    const std::string place = fmt::format("{}:{}", path, number);
    const auto more = NextLine(stream, line, kMaxLine);
    if (!more) {
      bad({more.error().fault, place + ": " + more.error().text});
      if (stream.bad()) {
        return;
      }
      continue;
    }
    if (!*more) {
      return;
    }
    if (line.find_first_not_of(" \t\r") != std::string::npos) {
      each(Raw{place, place, line, true, ""});
    }
  }
}

// How a file without an ending that tells is to be taken.
enum class Shape { kWhole, kLines, kJson, kMailbox };

Shape ShapeOf(std::string_view ending, std::string_view head) {
  if (ending == ".mbox" || (head.starts_with("From ") && read::IsMail(head))) {
    return Shape::kMailbox;
  }
  if (ending == ".jsonl" || ending == ".ndjson") {
    return Shape::kLines;
  }
  const std::size_t begin = std::min(head.find_first_not_of(" \t\r\n"), head.size());
  const std::string_view json = head.substr(begin);
  const bool is_object = json.starts_with('{');
  const bool is_wire = (is_object || json.starts_with('[')) && read::IsWire(json);
  if (!is_object) {
    return Shape::kWhole;
  }
  // JSON lines start with a brace, and so does every line of them.
  std::string_view first = json.substr(0, json.find('\n'));
  const std::string_view behind = json.substr(std::min(first.size() + 1, json.size()));
  first = first.substr(0, first.find_last_not_of(" \t\r") + 1);
  const bool ends =
      first.ends_with('}') && (behind.empty() || behind.find_first_not_of(" \t\r\n") == std::string::npos ||
                               behind[behind.find_first_not_of(" \t\r\n")] == '{');
  if (is_wire) {
    return ends && first.size() < json.size() ? Shape::kLines : Shape::kWhole;
  }
  return first == "{" ? Shape::kJson : Shape::kLines;
}

std::string Drain(std::istream& stream, std::size_t max_bytes) {
  std::string bytes;
  std::array<char, 1U << 16U> chunk{};
  while (stream.read(chunk.data(), chunk.size()) || stream.gcount() > 0) {
    bytes.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > max_bytes) {
      break;
    }
  }
  return bytes;
}

Result<std::unique_ptr<UnpackingStream>> OpenUnpacking(const std::string& path) {
  struct stat status {};
  if (path != kStandardInput && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    return Fail(Fault::kBadInput, fmt::format("{}: is a folder", path));
  }
  gzFile file = path == kStandardInput ? gzdopen(0, "rb") : gzopen(path.c_str(), "rb");
  if (file == nullptr) {
    return Fail(Fault::kNotFound, fmt::format("{}: {}", path, std::strerror(errno)));
  }
  return std::make_unique<UnpackingStream>(file);
}

}  // namespace

std::vector<std::string> FilesOf(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  if (paths.empty()) {
    files.emplace_back(kStandardInput);
  }
  for (const std::string& path : paths) {
    std::error_code error;
    if (path != kStandardInput && fs::is_directory(path, error)) {
      AddFolder(path, files);
    } else {
      files.push_back(path);
    }
  }
  return files;
}

std::string EndingOf(std::string_view path) {
  if (EndsInGzip(path)) {
    path.remove_suffix(3);
  }
  std::string ending = fs::path(path).extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

Result<std::unique_ptr<std::istream>> OpenInput(const std::string& path) {
  auto stream = OpenUnpacking(path);
  if (!stream) {
    return tl::unexpected(std::move(stream).error());
  }
  return std::unique_ptr<std::istream>(*std::move(stream));
}

Result<std::string> ReadWhole(const std::string& path, std::size_t max_bytes) {
  auto stream = OpenInput(path);
  if (!stream) {
    return tl::unexpected(std::move(stream).error());
  }
  std::string bytes = Drain(**stream, max_bytes);
  if ((*stream)->bad()) {
    return Fail(Fault::kBadInput, fmt::format("{}: cannot be read (broken gzip?)", path));
  }
  if (bytes.size() > max_bytes) {
    return Fail(Fault::kTooLarge, fmt::format("{}: larger than {} MB", path, max_bytes >> 20U));
  }
  return bytes;
}

Result<bool> NextLine(std::istream& stream, std::string& line, std::size_t max_bytes) {
  line.clear();
  bool too_long = false;
  std::array<char, 1U << 16U> chunk{};
  while (true) {
    stream.getline(chunk.data(), chunk.size());
    const auto count = static_cast<std::size_t>(stream.gcount());
    if (stream.bad()) {
      return Fail(Fault::kBadInput, "cannot be read further (broken gzip?)");
    }
    // getline counts the line end that it took, but does not keep it.
    const bool ended = !stream.fail() && !stream.eof();
    const std::size_t kept = ended ? count - 1 : count;
    if (!too_long) {
      line.append(chunk.data(), kept);
    }
    if (line.size() > max_bytes) {
      too_long = true;
      line.clear();
      line.shrink_to_fit();
    }
    if (ended || stream.eof()) {
      if (too_long) {
        return Fail(Fault::kTooLarge, fmt::format("a line of more than {} MB", max_bytes >> 20U));
      }
      return ended || !line.empty();
    }
    stream.clear(stream.rdstate() & ~std::ios::failbit);
  }
}

void EachDocument(const std::string& path, const std::function<void(Given)>& each,
                  const std::function<void(const Error&)>& bad) {
  const std::string ending = EndingOf(path);
  if (ending == ".warc" || ending == ".arc") {
    std::ifstream archive(path, std::ios::binary);
    if (!archive) {
      bad({Fault::kNotFound, fmt::format("{}: {}", path, std::strerror(errno))});
      return;
    }
    if (const auto read = read::ReadArchive(archive, path, [&](news::Page page) { each(std::move(page)); }); !read) {
      bad(read.error());
    }
    return;
  }
  auto stream = OpenUnpacking(path);
  if (!stream) {
    bad(stream.error());
    return;
  }
  const std::string content_type = ContentTypeOf(ending);
  const Shape shape = content_type.empty() ? ShapeOf(ending, (*stream)->Head()) : Shape::kWhole;
  if (shape == Shape::kLines) {
    EachLine(path, **stream, each, bad);
    return;
  }
  if (shape == Shape::kMailbox) {
    const auto give = [&](news::Page page) { each(std::move(page)); };
    if (const auto read = read::ReadMailbox(**stream, path, give, bad); !read) {
      bad(read.error());
    }
    return;
  }
  std::string bytes = Drain(**stream, kMaxFile);
  if ((*stream)->bad()) {
    bad({Fault::kBadInput, fmt::format("{}: cannot be read (broken gzip?)", path)});
  } else if (bytes.size() > kMaxFile) {
    bad({Fault::kTooLarge, fmt::format("{}: larger than {} MB", path, kMaxFile >> 20U)});
  } else {
    each(Raw{path, path, std::move(bytes), shape == Shape::kJson, content_type});
  }
}

Result<Document> ParseDocument(const Raw& raw) {
  if (!raw.is_json) {
    news::Page page;
    page.id = raw.id;
    page.content_type = raw.content_type;
    page.body = raw.bytes;
    return page;
  }
  // A line of a wire in JSON.
  const std::string_view head = std::string_view(raw.bytes).substr(0, kHead);
  if ((head.find("\"uri\"") != head.npos || head.find("\"guid\"") != head.npos) && read::IsWire(raw.bytes)) {
    news::Page page;
    page.id = raw.id;
    page.content_type = "application/json";
    page.body = raw.bytes;
    return page;
  }
  // A page has a body; looking for the word spares most articles a second parsing.
  std::optional<news::Page> page;
  if (raw.bytes.find("\"body") != std::string::npos) {
    auto read = form::ReadPage(raw.bytes);
    if (!read) {
      return Fail(read.error().fault, fmt::format("{}: {}", raw.place, read.error().text));
    }
    page = *std::move(read);
    if (page->id.empty()) {
      page->id = page->url.empty() ? raw.id : page->url;
    }
    if (!page->body.empty()) {
      return *std::move(page);
    }
  }
  auto article = form::ReadArticle(raw.bytes);
  if (!article) {
    return Fail(article.error().fault, fmt::format("{}: {}", raw.place, article.error().text));
  }
  if (page && article->text.empty() && article->items.empty()) {
    return *std::move(page);
  }
  if (article->id.empty()) {
    article->id = news::ArticleId(article->url.empty() ? raw.id : article->url);
  }
  return *std::move(article);
}

}  // namespace headwater::cli
