#include "base/random.h"

#include <gtest/gtest.h>

#include <string>

namespace waymark::base {
namespace {

TEST(Random, SameSeedSameSequence) {
  Random a("0123456789abcdef0123456789abcdef");
  Random b("0123456789abcdef0123456789abcdef");
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.next(), b.next());
}

TEST(Random, UnitIsFromZeroToBelowOneAndSpreadOut) {
  Random random("0123456789abcdef0123456789abcdef");
  int tenths[10] = {};
  for (int i = 0; i < 10'000; ++i) {
    const double unit = random.unit();
    ASSERT_GE(unit, 0);
    ASSERT_LT(unit, 1);
    ++tenths[static_cast<int>(unit * 10)];
  }
  for (const int count : tenths) EXPECT_NEAR(count, 1000, 150);
}

TEST(Random, AnySeedGivesAUsableSequence) {
  for (const char* seed : {"", "0", "00000000000000000000000000000000", "not hexadecimal at all", "ff"}) {
    Random random(seed);
    const auto first = random.next();
    bool changes = false;
    for (int i = 0; i < 10; ++i) changes = changes || random.next() != first;
    EXPECT_TRUE(changes) << '"' << seed << '"';
  }
}

}  // namespace
}  // namespace waymark::base
