// What a page's bytes hold, where they are not the page themselves: a wire's items, mails, a PDF's text.
#pragma once

#include <vector>

#include "base/result.h"
#include "pipeline/pipeline.h"

namespace headwater::pipeline {

// The documents in the page, in order, found out from its bytes: the items of a wire as articles, a mail and those
// forwarded within it as articles of their senders, a PDF as an article with the PDF as its page; any other page is
// itself. What the page knows of its address, time and announcement, they have from it. An error stands for what could
// not be read. Runs the programs that read PDFs (fetch/pdf.h); safe for use from several threads.
std::vector<Result<Incoming>> Unfold(Incoming incoming, const extract::Limits& limits = {});

}  // namespace headwater::pipeline
