#include "base/best_first.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/half_power.h"
#include "base/path.h"
#include "base/random.h"
#include "waymark/list.h"

namespace waymark::base {
namespace {

TEST(BestFirst, GivesTheStartOfTheSortedOrder) {
  Random random("0123456789abcdef0123456789abcdef");
  for (std::uint32_t size : {0U, 1U, 2U, 3U, 17U, 500U}) {
    std::vector<std::uint32_t> values(size);
    for (std::uint32_t& value : values) value = random.next() % 50;
    const auto less = [&](std::uint32_t a, std::uint32_t b) {
      return values[a] != values[b] ? values[a] < values[b] : a < b;
    };
    std::vector<std::uint32_t> sorted(size);
    std::iota(sorted.begin(), sorted.end(), 0U);
    std::sort(sorted.begin(), sorted.end(), less);
    for (std::uint32_t wanted : {0U, 1U, 7U, size, size + 5}) {
      std::vector<std::uint32_t> start = sorted;
      start.resize(std::min(wanted, size));
      EXPECT_EQ(best_first(size, wanted, less), start) << size << " " << wanted;
    }
  }
}

TEST(HalfPower, IsTwoToTheMinusX) {
  EXPECT_EQ(half_power(0), 1);
  EXPECT_EQ(half_power(1), 0.5);
  EXPECT_EQ(half_power(10), 1.0 / 1024);
  EXPECT_NEAR(half_power(0.5), 0.70710678118, 1e-7);
  EXPECT_NEAR(half_power(3.25), 0.10511205190, 1e-7);
  EXPECT_EQ(half_power(1e9), 0);
}

TEST(Path, IsAJsonPointer) {
  const Path root;
  const Path rules{&root, "rules", 0};
  const Path third{&rules, {}, 2};
  EXPECT_EQ(root.pointer(), "");
  EXPECT_EQ((Path{&third, "a/b~c", 0}.pointer()), "/rules/2/a~1b~0c");
}

TEST(List, KeepsItsElementsWhereTheyAre) {
  List<std::string> list;
  std::string& first = list.emplace_back("first");
  for (int i = 0; i < 100; ++i) list.emplace_back(std::to_string(i));
  EXPECT_EQ(&first, &list.front());
  list.emplace(0, "before");
  EXPECT_EQ(list[1], "first");
  list.remove_if([](const std::string& text) { return text.size() == 2; });
  EXPECT_EQ(list.size(), 12U);
  List<std::string> other = list;
  other.append(std::move(list));
  EXPECT_EQ(other.size(), 24U);
  EXPECT_EQ(list.size(), 0U);
  EXPECT_EQ(other.place_of(*other.find_if([](const std::string& text) { return text == "9"; })), 11U);
}

}  // namespace
}  // namespace waymark::base
