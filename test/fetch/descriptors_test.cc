// When this machine can open no more files, no site is blamed for it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "fetch/fetch.h"
#include "test/fetch/loopback_server.h"

namespace headwater::fetch {
namespace {

TEST(DescriptorsTest, AFullTableIsThisMachinesFaultAndPasses) {
  LoopbackServer server([](const std::string&, Visitor visitor) { visitor.Send(HttpOk("hello")); });
  Settings settings;
  settings.allow_private_networks = true;
  settings.host_delay = std::chrono::milliseconds(0);
  Fetcher fetcher(settings, SystemClock());
  Request request{.url = server.Url("/")};
  request.heed_robots = false;
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const int lowest_free = dup(STDERR_FILENO);
  ASSERT_GE(lowest_free, 0);
  close(lowest_free);
  rlimit none = before;
  none.rlim_cur = static_cast<rlim_t>(lowest_free);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  const auto refused = fetcher.Get(request);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kStorage) << refused.error().text;
  const auto answered = fetcher.Get(request);
  ASSERT_TRUE(answered) << answered.error().text;
  EXPECT_EQ(answered->body, "hello");
}

}  // namespace
}  // namespace headwater::fetch
