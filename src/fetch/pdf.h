// PDFs as pages of plain text: poppler's programs do the reading, each a bounded process of its own.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "news/page.h"

namespace headwater::fetch {

struct PdfLimits {
  std::size_t max_bytes = 64U << 20U;       // of the PDF
  std::size_t max_text_bytes = 16U << 20U;  // of the text in it
  std::size_t max_memory = 1U << 30U;       // of the process
  std::chrono::seconds max_time{30};        // by the clock, and on a core
  unsigned max_pages = 2'000;
};

bool IsPdf(std::string_view bytes);

// The page with the PDF's prose as its body: paragraphs parted by blank lines, words put together that a line's end had
// parted, without page numbers and running heads. Title, author and day go into the announcement where it has none.
// Fails with kNotFound where the programs are missing, with kBadInput where there is no text in the file, with kTimeout
// and kTooLarge over a limit. Runs `pdftotext` and `pdfinfo` without a shell, in a temporary folder that is removed.
Result<news::Page> ReadPdf(const news::Page& pdf, const PdfLimits& limits = {});

// Where the programs are not to be found: which, and what to do about it.
Result<void> CheckPdfPrograms();

}  // namespace headwater::fetch
