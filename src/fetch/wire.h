// The fetcher's inside: one thread on which all requests are under way, each a visit to one host after another.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "fetch/exchange.h"
#include "fetch/fetch.h"
#include "fetch/robots_cache.h"
#include "fetch/site_files.h"
#include "fetch/target.h"
#include "fetch/turns.h"

namespace headwater::fetch {

// A request with all its redirects. What waits for its turn is this and no more.
struct Visit : InTurn {
  Request request;
  Done done;
  std::optional<Target> target;    // of the present hop; nothing where the address is none
  std::chrono::milliseconds left;  // of the timeout
  std::chrono::milliseconds pause{0};
  int hops = 0;
  bool permanent = true;  // so far
  bool strange = false;   // a redirect led to another site
  std::string moved_to{};
  std::list<Visit>::iterator self{};
};

class Fetcher::Wire {
 public:
  Wire(Settings settings, const Clock& clock);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire() { Stop(); }

  void Start(Request request, Done done, bool urgent);
  void HoldBack(bool held_back);
  void Stop();
  bool stopped() const { return stopped_; }

 private:
  struct RobotsVisit {
    Target at;
    int hops = 0;
    std::chrono::steady_clock::time_point deadline{};
  };

  // One of a site's files on its way, and those to come after it.
  struct FileVisit {
    std::vector<std::string> files;  // the last is asked for
    std::function<void()> then;
    Target at;
    int hops = 0;
    std::chrono::steady_clock::time_point deadline{};
  };

  // Everything below happens on the one thread.
  void Loop();
  std::chrono::milliseconds UntilNextTurn() const;
  void TakeIn();
  void BeginTurns();
  void BeginTurn(Visit& visit);
  void AskRobots(Visit& visit, const RobotsVisit& robots);
  void TakeRobots(Visit& visit, RobotsVisit robots, Result<Exchange> answer);
  void Heed(Visit& visit, const RobotsVerdict& verdict);
  // Asks for the first of the site's files that is not known, and again for the next; then goes on. In the host's turn.
  void ReadFiles(Visit& visit, std::vector<std::string> files, std::function<void()> then);
  void AskFile(Visit& visit, std::shared_ptr<FileVisit> file);
  void TakeFile(Visit& visit, const std::shared_ptr<FileVisit>& file, Result<Exchange> answer);
  void Ask(Visit& visit);
  void Conclude(Visit& visit, Exchange exchange);
  void TakeAnswer(Visit& visit, Result<Exchange> answer, std::chrono::steady_clock::time_point began);
  void Redirect(Visit& visit, const Exchange& exchange, const std::string& location);
  void LeaveTurn(Visit& visit);
  void End(Visit& visit, Result<Response> result);
  void EndAll();

  Outgoing OutgoingOf(const Visit& visit) const;
  RequestOptions OptionsOf(const Visit& visit) const;
  Bounds BoundsFor(std::chrono::milliseconds left) const;
  Response ResponseOf(Visit& visit, Exchange exchange) const;

  const Settings settings_;
  const Clock& clock_;
  Exchanges exchanges_;
  RobotsCache robots_;
  SiteFiles site_files_;
  Turns turns_;
  std::list<Visit> visits_;
  std::atomic<bool> held_back_ = false;
  std::atomic<bool> stopped_ = false;

  std::mutex mutex_;  // of what others hand in
  std::list<Visit> handed_in_;
  std::mutex ending_;
  std::thread thread_;
};

}  // namespace headwater::fetch
