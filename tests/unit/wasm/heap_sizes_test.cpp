#include "../../../wasm/heap_sizes.h"

#include <gtest/gtest.h>

namespace waymark::heap {
namespace {

TEST(HeapSizes, EverySizeFitsTheSmallestBlockThatHoldsIt) {
  for (std::uint32_t bytes = 1; bytes < 300'000; ++bytes) {
    const std::uint32_t size_class = class_of(bytes);
    ASSERT_GE(bytes_of(size_class), bytes);
    ASSERT_TRUE(size_class == 1 || bytes_of(size_class - 1) < bytes) << bytes;
    ASSERT_LE(bytes_of(size_class), bytes + bytes / 4 + kUnit) << bytes;
  }
}

TEST(HeapSizes, TheLargestHasAClass) {
  EXPECT_LT(class_of(static_cast<std::uint32_t>(kLargest + 8)), kClasses);
  EXPECT_GE(bytes_of(class_of(static_cast<std::uint32_t>(kLargest + 8))), kLargest + 8);
}

TEST(HeapSizes, BlocksAreWholeUnits) {
  for (std::uint32_t size_class = 1; size_class < kClasses; ++size_class) EXPECT_EQ(bytes_of(size_class) % kUnit, 0u);
}

}  // namespace
}  // namespace waymark::heap
