// Answers programs about sources, unresolved chains and corrections.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "form/accounts.h"
#include "form/json.h"
#include "form/json_line.h"
#include "screen/reserved.h"
#include "screen/source.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "serve/api.h"
#include "serve/api_json.h"
#include "store/tallies_json.h"

namespace headwater::serve {

http::Reply SendSource(const screen::Visit& visit) {
  const auto source = visit.store.Source(visit.Segment(3));
  return source ? Json(store::WriteProfile(*source)) : Problem(source.error());
}

http::Reply SendSourceArticles(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  const auto lines = visit.store.SourceArticles(screen::SourceQuestionOf(visit, 3, bounds->limit + 1, bounds->offset));
  if (!lines) {
    return Problem(lines.error());
  }
  auto sourced = SourcedLines(visit, *lines);
  return sourced ? List("articles", *std::move(sourced), *bounds) : Problem(sourced.error());
}

http::Reply SendMirror(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  store::MirrorQuestion question = screen::MirrorQuestionOf(visit, 3);
  question.limit = bounds->limit;
  const auto mirror = visit.store.Mirror(question);
  if (!mirror) {
    return Problem(mirror.error());
  }
  std::vector<std::string> elements;
  std::vector<news::ArticleId> ids;
  for (const store::MirrorLine& line : mirror->lines) {
    elements.push_back(store::WriteMirrorLine(line));
    ids.push_back(line.copy.id);
  }
  const auto copies = Sourced(visit, ids, std::move(elements));
  if (!copies) {
    return Problem(copies.error());
  }
  form::JsonObject object;
  object.Text("name", mirror->name).Raw("copies", form::JsonArray(*copies));
  if (mirror->more && mirror->next) {
    object.Text("next", fmt::format("{}.{}", mirror->next->first, mirror->next->second));
  }
  return Json(object.Written());
}

http::Reply SendUnresolved(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  store::UnresolvedQuestion question{.kind = store::EndKindCalled(visit.Query("kind"))};
  question.limit = bounds->limit + 1;
  question.offset = bounds->offset;
  const auto unresolved = visit.store.Unresolved(question);
  if (!unresolved) {
    return Problem(unresolved.error());
  }
  std::vector<std::string> ends;
  std::ranges::transform(unresolved->ends, std::back_inserter(ends), store::WriteEnd);
  return List("ends", std::move(ends), *bounds);
}

http::Reply SendCorrections(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  const auto corrections = visit.store.Corrections(bounds->limit + 1, bounds->offset);
  if (!corrections) {
    return Problem(corrections.error());
  }
  std::vector<std::string> elements;
  std::vector<news::ArticleId> ids;
  for (const store::Correction& correction : *corrections) {
    elements.push_back(store::WriteCorrection(correction));
    ids.push_back(correction.original.id);
  }
  auto sourced = Sourced(visit, ids, std::move(elements));
  return sourced ? List("corrections", *std::move(sourced), *bounds) : Problem(sourced.error());
}

}  // namespace headwater::serve
