// The steps of a page on its way through the house, as the log tells them and as they are counted.
#pragma once

#include <string>
#include <vector>

#include "base/metrics.h"
#include "base/result.h"
#include "fetch/fetch.h"
#include "news/article.h"
#include "news/copy.h"
#include "news/origin.h"
#include "news/page.h"

namespace headwater::pipeline {

// By which a page goes in the log, and so does its article: both are called by the address. What has none goes by its
// hash, and its article by its id, which the line that says it was kept joins.
std::string LogIdOf(const news::Page& page);
std::string LogIdOf(const news::Article& article);

// What came of a request.
void CountFetch(const Result<fetch::Response>& response);
void CountError(std::string_view where, const Error& error);
void CountDesk(const std::vector<news::Copy>& copies, const std::vector<news::Origin>& origins);
void CountPlacing(bool began);

}  // namespace headwater::pipeline
