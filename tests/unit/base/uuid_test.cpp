#include "base/uuid.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace waymark::base {
namespace {

constexpr TimeMs kNow = 1'767'225'600'123;

UuidSource source(const char* seed = "00112233445566778899aabbccddeeff") { return UuidSource(Random(seed)); }

TEST(Uuid, HasTheShapeOfVersion7AndBeginsWithTheTime) {
  UuidSource ids = source();
  const std::string id = ids.next(kNow);
  ASSERT_EQ(id.size(), 36);
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      EXPECT_EQ(id[i], '-');
    } else {
      EXPECT_NE(std::string("0123456789abcdef").find(id[i]), std::string::npos) << id;
    }
  }
  EXPECT_EQ(id[14], '7');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos) << id;
  EXPECT_EQ(std::stoll(id.substr(0, 8) + id.substr(9, 4), nullptr, 16), kNow);
}

TEST(Uuid, ManyOfOneMillisecondAreDifferentAndInOrder) {
  UuidSource ids = source();
  std::string before;
  std::set<std::string> seen;
  for (int i = 0; i < 20'000; ++i) {
    const std::string id = ids.next(kNow);
    EXPECT_LT(before, id);
    EXPECT_TRUE(seen.insert(id).second);
    before = id;
  }
}

TEST(Uuid, StaysInOrderWhenTheClockGoesBack) {
  UuidSource ids = source();
  const std::string first = ids.next(kNow);
  EXPECT_LT(first, ids.next(kNow - kHourMs));
}

TEST(Uuid, ComesFromTheSeedAlone) {
  UuidSource one = source();
  UuidSource same = source();
  UuidSource other = source("00112233445566778899aabbccddeefe");
  const std::string id = one.next(kNow);
  EXPECT_EQ(id, same.next(kNow));
  EXPECT_NE(id, other.next(kNow));
}

}  // namespace
}  // namespace waymark::base
