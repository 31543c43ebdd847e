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
  Settings settings;
  settings.allow_private_networks = true;
  settings.host_delay = std::chrono::milliseconds(0);
  Fetcher fetcher(settings, SystemClock());
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const int lowest_free = dup(STDERR_FILENO);
  ASSERT_GE(lowest_free, 0);
  close(lowest_free);
  rlimit none = before;
  none.rlim_cur = static_cast<rlim_t>(lowest_free);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  const auto refused = fetcher.Get({.url = "http://127.0.0.1:8099/", .heed_robots = false});
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kStorage) << refused.error().text;
  const LoopbackServer server([](const std::string&, Visitor visitor) { visitor.Send(HttpOk("hello")); });
  const auto answered = fetcher.Get({.url = server.Url("/"), .heed_robots = false});
  ASSERT_TRUE(answered) << answered.error().text;
  EXPECT_EQ(answered->body, "hello");
}

}  // namespace
}  // namespace headwater::fetch
