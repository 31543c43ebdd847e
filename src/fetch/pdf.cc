// Having a PDF read.
#include "fetch/pdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "base/moment.h"
#include "fetch/pdf_text.h"
#include "fetch/process.h"
#include "text/utf8.h"
#include "web/safe_html.h"

namespace headwater::fetch {
namespace {

constexpr std::size_t kMaxInfo = 64U << 10U;
constexpr std::size_t kMaxTitle = 300;
constexpr std::string_view kHowToInstall = "is not installed (Debian: apt install poppler-utils); PDFs cannot be read";

std::string ReadFile(const std::string& path, std::size_t most) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(most, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(most));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

// The value of a line `Title:   words`.
std::string FieldOf(std::string_view info, std::string_view name) {
  while (!info.empty()) {
    const std::size_t end = std::min(info.find('\n'), info.size());
    const std::string_view line = info.substr(0, end);
    if (line.starts_with(name)) {
      const std::size_t begin = line.find_first_not_of(" \t", name.size());
      return begin == std::string_view::npos ? std::string() : std::string(line.substr(begin));
    }
    info.remove_prefix(std::min(end + 1, info.size()));
  }
  return {};
}

// What programs put there on their own: file names, "untitled".
bool IsTitle(std::string_view title) {
  constexpr std::array<std::string_view, 12> kNone{".doc",  ".docx", ".indd", ".pdf",     ".qxd",      ".odt",
                                                   ".pptx", ".xlsx", ".rtf",  "untitled", "microsoft", "layout"};
  const std::string lower = ascii::Lower(title);
  return title.size() > 8 && title.size() < kMaxTitle && title.find(' ') != std::string_view::npos &&
         std::ranges::none_of(kNone, [&lower](std::string_view none) { return lower.find(none) != std::string::npos; });
}

// "Ann Lee" is a name, "alee" and "Vellmar Ltd." are what a machine was set up with.
bool IsPerson(std::string_view author) {
  return author.size() < 80 && author.find(' ') != std::string_view::npos &&
         author.find_first_of("0123456789.@\\/") == std::string_view::npos;
}

void TakeInfo(const std::string& info, news::Page& page) {
  news::Announcement announcement = page.announcement.value_or(news::Announcement{});
  if (const std::string title = FieldOf(info, "Title:"); announcement.title.empty() && IsTitle(title)) {
    announcement.title = web::EscapeHtml(title);
  }
  if (const std::string author = FieldOf(info, "Author:"); announcement.authors.empty() && IsPerson(author)) {
    announcement.authors.push_back(author);
  }
  if (!announcement.published) {
    announcement.published = ParseMoment(FieldOf(info, "CreationDate:"));
  }
  page.announcement = std::move(announcement);
}

}  // namespace

bool IsPdf(std::string_view bytes) { return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos; }

Result<void> CheckPdfPrograms() {
  for (const std::string_view name : {"pdftotext", "pdfinfo"}) {
    if (FindProgram(name).empty()) {
      return Fail(Fault::kNotFound, fmt::format("{} {}", name, kHowToInstall));
    }
  }
  return {};
}

Result<news::Page> ReadPdf(const news::Page& pdf, const PdfLimits& limits) {
  const std::string name = pdf.url.empty() ? pdf.id : pdf.url;
  const auto fail = [&name](Fault fault, std::string_view what) {
    return Fail(fault, fmt::format("{}: {}", name, what));
  };
  if (pdf.body.size() > limits.max_bytes) {
    return fail(Fault::kTooLarge, fmt::format("a PDF of {} bytes", pdf.body.size()));
  }
  if (const auto checked = CheckPdfPrograms(); !checked) {
    return fail(checked.error().fault, checked.error().text);
  }
  const TemporaryFolder folder;
  std::ofstream file(folder.path() + "/in.pdf", std::ios::binary);
  file.write(pdf.body.data(), static_cast<std::streamsize>(pdf.body.size()));
  file.close();
  if (folder.path().empty() || !file) {
    return fail(Fault::kStorage, "no room for a temporary file");
  }
  const ProcessLimits bounds{limits.max_time, limits.max_memory, limits.max_text_bytes};
  const auto status =
      RunProgram(FindProgram("pdftotext"),
                 {"-q", "-enc", "UTF-8", "-eol", "unix", "-l", std::to_string(limits.max_pages), "in.pdf", "-"},
                 folder.path(), "text", bounds);
  if (!status) {
    return fail(status.error().fault, status.error().text);
  }
  if (*status != 0) {
    constexpr int kForbidden = 3;
    return fail(Fault::kBadInput, *status == kForbidden ? "a PDF that forbids taking its text"
                                                        : "a broken or locked PDF (pdftotext cannot open it)");
  }
  news::Page page = pdf;
  page.body = ProseOfPages(text::RepairUtf8(ReadFile(folder.path() + "/text", limits.max_text_bytes)));
  page.content_type = "text/plain; charset=utf-8";
  if (page.body.empty()) {
    return fail(Fault::kBadInput, "a PDF without text (pictures of pages?)");
  }
  const auto told =
      RunProgram(FindProgram("pdfinfo"), {"-enc", "UTF-8", "-isodates", "in.pdf"}, folder.path(), "info", bounds);
  if (told && *told == 0) {
    TakeInfo(text::RepairUtf8(ReadFile(folder.path() + "/info", kMaxInfo)), page);
  }
  return page;
}

}  // namespace headwater::fetch
