// The pipeline's inside: the desk with its window, and the ways from the world to it. Inside the room only.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "queue/queue.h"

namespace headwater::pipeline {

class Pipeline::Line {
 public:
  Line(store::Store& store, fetch::Fetcher& fetcher, const Clock& clock, Settings settings, const Limits& limits);

  Result<void> Open();
  Result<Report> Ingest(const std::function<std::optional<Incoming>()>& next, bool sample,
                        const std::function<void(std::size_t)>& progress);
  Result<Report> IngestAddress(const std::string& url);
  Result<bool> Round();
  void Wait(std::uint64_t& seen);

 private:
  // A page that went through extraction and annotation, or why it did not.
  struct Made {
    news::Page page;
    std::optional<news::Article> article;
    std::string error;
    bool known = false;
  };

  Made Make(Incoming incoming);
  Result<void> KeepAndPlace(std::vector<Made>& batch, bool sample, Report& report);
  Result<void> Place();
  Result<void> Retrace(std::vector<news::Copy> copies, std::map<news::StoryId, news::Story> changed);
  Result<std::vector<news::Article>> Neighbourhood(const std::map<news::StoryId, news::Story>& changed,
                                                   std::vector<news::Copy>& copies);

  // Feeds and pages over the network.
  Result<bool> RefreshFeeds();
  Result<void> TakeFeed(store::FeedRow feed, const Result<fetch::Response>& response);
  Result<std::size_t> Announce(const news::Feed& feed, const std::string& address);
  Result<bool> FetchPages();
  Result<Report> IngestPages(std::vector<news::Page> pages);

  // What people asked for.
  Result<bool> AnswerErrands();
  Result<std::string> Run(const store::Errand& errand);
  Result<std::string> Subscribe(const std::string& address);
  // Loads the window anew when the sample edition was removed, here or by another process.
  Result<void> MindSamples();
  Result<std::string> ImportOpml(const std::string& opml);

  store::Store& store_;
  fetch::Fetcher& fetcher_;
  const Clock& clock_;
  Settings settings_;
  Limits limits_;
  std::unique_ptr<queue::Queue> queue_;
  Desk desk_;
  bool samples_removed_ = false;
};

}  // namespace headwater::pipeline
