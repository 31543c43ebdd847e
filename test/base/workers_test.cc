// Work in order on several threads.
#include "base/workers.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

namespace headwater {
namespace {

std::vector<int> Squares(std::size_t workers, int count) {
  std::vector<int> squares;
  OrderedWorkers pool(workers);
  for (int number = 0; number < count; ++number) {
    pool.Submit([&squares, number]() -> Finish {
      std::this_thread::sleep_for(std::chrono::microseconds(number % 3 * 200));
      return [&squares, square = number * number] { squares.push_back(square); };
    });
  }
  pool.Drain();
  return squares;
}

TEST(WorkersTest, ResultsComeInTheOrderOfTheInput) {
  const std::vector<int> alone = Squares(1, 200);
  ASSERT_EQ(alone.size(), 200U);
  EXPECT_EQ(alone[7], 49);
  EXPECT_EQ(Squares(4, 200), alone);
}

TEST(WorkersTest, NoInputIsNoWork) { EXPECT_TRUE(Squares(4, 0).empty()); }

}  // namespace
}  // namespace headwater
