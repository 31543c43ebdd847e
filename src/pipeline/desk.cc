// From an article to its place among the others.
#include "pipeline/desk.h"

#include <algorithm>
#include <unordered_map>

namespace headwater::pipeline {

Desk::Desk(const DeskLimits& limits)
    : shelf_(limits.shelf ? limits.shelf() : nullptr),
      matcher_(limits.match, shelf_.get()),
      grouper_(limits.group, shelf_.get()) {}

Desk::Placed Desk::Add(const news::Article& article) {
  Placed placed;
  placed.copies = matcher_.Add(article);
  if (!no_copies_.empty()) {
    std::erase_if(placed.copies, [this](const news::Copy& copy) {
      return no_copies_.contains({copy.article, copy.of}) || no_copies_.contains({copy.of, copy.article});
    });
  }
  placed.stories = grouper_.Add(article, placed.copies);
  return placed;
}

void Desk::Restore(const news::Article& article, const news::StoryId& story, const news::ThreadId& thread) {
  matcher_.Restore(article);
  grouper_.Restore(article, story, thread);
}

void Desk::Forget(std::chrono::sys_seconds before) {
  matcher_.Forget(before);
  grouper_.Forget(before);
}

void Desk::Remove(const news::ArticleId& id) {
  matcher_.Remove(id);
  grouper_.Remove(id);
}

std::vector<news::Origin> TraceStories(std::span<const news::Article> articles, std::span<const news::Copy> copies,
                                       std::span<news::Story> stories, const trace::Limits& limits,
                                       std::span<const news::Origin> standing, const trace::Settled& settled) {
  std::vector<news::Origin> origins = trace::Trace(articles, copies, limits, settled);
  std::unordered_map<news::ArticleId, trace::Traced> traced;
  for (news::Origin& origin : origins) {
    traced.emplace(origin.article, trace::Traced{&origin, nullptr});
  }
  for (const news::Origin& known : standing) {
    if (const auto found = traced.find(known.article); found != traced.end()) {
      origins[static_cast<std::size_t>(found->second.origin - origins.data())] = known;
    }
  }
  for (const news::Article& article : articles) {
    if (const auto found = traced.find(article.id); found != traced.end()) {
      found->second.article = &article;
    }
  }
  for (news::Story& story : stories) {
    std::vector<trace::Traced> own;
    for (const news::ArticleId& id : story.articles) {
      if (const auto found = traced.find(id); found != traced.end()) {
        own.push_back(found->second);
      }
    }
    story.independent = trace::CountIndependent(own);
  }
  return origins;
}

std::vector<store::ToldSources> CountTold(std::span<const store::ToldIn> told, std::span<const news::Article> articles,
                                          std::span<const news::Origin> origins) {
  std::unordered_map<news::ArticleId, trace::Stated> known;
  for (const news::Article& article : articles) {
    known[article.id].article = &article;
  }
  for (const news::Origin& origin : origins) {
    if (const auto found = known.find(origin.article); found != known.end()) {
      found->second.origin = &origin;
    }
  }
  std::vector<store::ToldSources> sources;
  for (const store::ToldIn& each : told) {
    std::vector<trace::Stated> stated;
    for (const auto& [id, number] : each.places) {
      const auto found = known.find(id);
      const bool whole = found != known.end() && found->second.article->annotations &&
                         number < found->second.article->annotations->statements.size();
      if (whole) {
        trace::Stated here = found->second;
        here.statement = &here.article->annotations->statements[number];
        stated.push_back(here);
      }
    }
    if (stated.size() > 1) {
      sources.push_back({each.told, trace::CountIndependent(stated)});
    }
  }
  return sources;
}

}  // namespace headwater::pipeline
