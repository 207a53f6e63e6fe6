#include "rules/experiment.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "base/random.h"
#include "base/uuid.h"
#include "support/conformance.h"
#include "support/json_help.h"

namespace waymark::rules {
namespace {

/// A section of GrowthBook's own cases; skips the test where they are not there.
#define CASES(section)                                           \
  const Value file = test::conformance("growthbook/cases.json"); \
  if (file.is_null()) GTEST_SKIP() << "skipped: no data";        \
  ASSERT_FALSE(file[section].items().empty());                   \
  for (const Value& one : file[section].items())

std::vector<double> numbers(const Value& list) {
  std::vector<double> out;
  for (const Value& item : list.items()) out.push_back(item.number_or(0));
  return out;
}

TEST(Experiment, HashesAsGrowthBook) {
  CASES("hash") {
    const auto got =
        bucket(one.items()[0].text(), one.items()[1].text(), static_cast<int>(one.items()[2].number_or(0)));
    EXPECT_EQ(got ? Value(*got) : Value(), one.items()[3]) << test::text_of(one);
  }
}

TEST(Experiment, CutsRangesAsGrowthBook) {
  CASES("getBucketRange") {
    const auto arguments = one.items()[1].items();
    const auto ranges = bucket_ranges(static_cast<std::size_t>(arguments[0].number_or(0)), arguments[1].number_or(1),
                                      numbers(arguments[2]));
    const auto expected = one.items()[2].items();
    ASSERT_EQ(ranges.size(), expected.size()) << test::text_of(one);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      EXPECT_NEAR(ranges[i].from, expected[i].items()[0].number_or(-1), 1e-9) << test::text_of(one);
      EXPECT_NEAR(ranges[i].to, expected[i].items()[1].number_or(-1), 1e-9) << test::text_of(one);
    }
  }
}

TEST(Experiment, ChoosesVariantsAsGrowthBook) {
  CASES("chooseVariation") {
    std::vector<BucketRange> ranges;
    for (const Value& range : one.items()[2].items())
      ranges.push_back({range.items()[0].number_or(0), range.items()[1].number_or(0)});
    EXPECT_EQ(choose_variant(one.items()[1].number_or(-1), ranges), one.items()[3].number_or(-9)) << test::text_of(one);
  }
}

TEST(Experiment, KeepsNamespacesAsGrowthBook) {
  CASES("inNamespace") {
    const auto space = one.items()[2].items();
    EXPECT_EQ(in_namespace(one.items()[1].text(), {space[0].text(), space[1].number_or(0), space[2].number_or(0)}),
              one.items()[3].boolean_or(false))
        << test::text_of(one);
  }
}

TEST(Experiment, ReadsOverridesAsGrowthBook) {
  CASES("getQueryStringOverride") {
    const auto got = query_override(one.items()[1].text(), one.items()[2].text(),
                                    static_cast<std::size_t>(one.items()[3].number_or(0)));
    EXPECT_EQ(got ? Value::number(*got) : Value(), one.items()[4]) << test::text_of(one);
  }
}

TEST(Experiment, HashesUtf16Units) {
  // From GrowthBook's own hash function in Node.
  EXPECT_EQ(bucket("thử", "nghiệm", 2), 0.1331);
  EXPECT_EQ(bucket("🎁", "id-🎉", 2), 0.9676);
  EXPECT_EQ(bucket("seed", "a", 3), std::nullopt);
}

Experiment fifty() {
  Experiment experiment;
  experiment.key = "offer";
  experiment.weights = {0.5, 0.5};
  return experiment;
}

TEST(Experiment, SaysWhyAVisitorIsInOrOut) {
  Experiment experiment = fifty();
  EXPECT_EQ(to_text(assign(experiment, "").reason), "noValue");
  EXPECT_EQ(to_text(assign(experiment, "u1").reason), "assigned");
  const Assignment forced = assign(experiment, "", "https://shop.example/?offer=1#x");
  EXPECT_EQ(forced.variant, 1);
  EXPECT_EQ(to_text(forced.reason), "forced");
  EXPECT_EQ(to_text(assign(experiment, "u1", "https://shop.example/?offer=2").reason), "assigned");

  const int first = assign(experiment, "u1").variant;
  const Assignment sticky = assign(experiment, "u1", "", 1 - first);
  EXPECT_EQ(sticky.variant, 1 - first);
  EXPECT_EQ(to_text(sticky.reason), "sticky");

  experiment.coverage = 0;
  EXPECT_EQ(to_text(assign(experiment, "u1").reason), "notCovered");
  EXPECT_EQ(assign(experiment, "u1").variant, -1);
  EXPECT_EQ(assign(experiment, "u1", "", 1).variant, 1) << "what was given is kept when the coverage shrinks";

  experiment.space = Namespace{"space", 0, 0};
  EXPECT_EQ(to_text(assign(experiment, "u1").reason), "namespaced");
  experiment.space.reset();
  experiment.hash = 9;
  EXPECT_EQ(to_text(assign(experiment, "u1").reason), "hash");
}

TEST(Experiment, WeightsMayBeWrittenInPercent) {
  EXPECT_EQ(shares_of({34, 33, 33}), (std::vector<double>{0.34, 0.33, 0.33}));
  EXPECT_EQ(shares_of({0.3334, 0.3333, 0.3333}), (std::vector<double>{0.3334, 0.3333, 0.3333}));
  EXPECT_EQ(shares_of({0, 0}), (std::vector<double>{0, 0}));
}

TEST(Experiment, HoldsOutATenthOfAHundredThousand) {
  base::UuidSource ids(base::Random("00000000000000000000000000000042"));
  int held = 0;
  for (int i = 0; i < 100'000; ++i) held += held_out("all-2026", ids.next(1'767'578'400'000 + i), 10) ? 1 : 0;
  EXPECT_GE(held, 9'700);
  EXPECT_LE(held, 10'300);
  EXPECT_FALSE(held_out("all-2026", "anyone", 0));
  EXPECT_TRUE(held_out("all-2026", "anyone", 100));
}

/// 100 experiments without a difference: a test of 5 % must cry wolf about 5 times, and their splits must be even.
TEST(Experiment, TestsOfNothingFindNothing) {
  base::Random chance("000000000000000000000000000000aa");
  int calm = 0;
  for (int test = 0; test < 100; ++test) {
    Experiment experiment = fifty();
    experiment.key = "aa-" + std::to_string(test);
    double shown[2] = {0, 0};
    double bought[2] = {0, 0};
    for (int i = 0; i < 2'000; ++i) {
      const int variant = assign(experiment, "visitor-" + std::to_string(i)).variant;
      ASSERT_GE(variant, 0);
      ++shown[variant];
      bought[variant] += chance.unit() < 0.1 ? 1 : 0;
    }
    const double share = (bought[0] + bought[1]) / (shown[0] + shown[1]);
    const double error = std::sqrt(share * (1 - share) * (1 / shown[0] + 1 / shown[1]));
    calm += std::abs(bought[0] / shown[0] - bought[1] / shown[1]) < 1.96 * error ? 1 : 0;
  }
  EXPECT_GE(calm, 93);
  EXPECT_LE(calm, 97);
}

}  // namespace
}  // namespace waymark::rules
