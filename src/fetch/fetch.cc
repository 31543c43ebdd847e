// The face of fetching: all that happens does so on the wire's thread.
#include "fetch/fetch.h"

#include <future>
#include <utility>

#include "fetch/wire.h"
#include "web/message.h"

namespace headwater::fetch {

Fetcher::Fetcher(Settings settings, const Clock& clock) : wire_(std::make_unique<Wire>(std::move(settings), clock)) {}
Fetcher::~Fetcher() = default;

Result<Response> Fetcher::Get(const Request& request) {
  std::promise<Result<Response>> promise;
  auto answer = promise.get_future();
  wire_->Start(
      request, [&promise](Result<Response> response) { promise.set_value(std::move(response)); }, true);
  return answer.get();
}

void Fetcher::Start(Request request, Done done) { wire_->Start(std::move(request), std::move(done), false); }
void Fetcher::HoldBack(bool held_back) { wire_->HoldBack(held_back); }
void Fetcher::Stop() { wire_->Stop(); }
bool Fetcher::stopped() const { return wire_->stopped(); }

std::string_view Response::Header(std::string_view name) const { return web::FindHeader(headers, name); }

}  // namespace headwater::fetch
