#include "journey/journey.h"

#include <gtest/gtest.h>

#include <string>

namespace waymark::journey {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;
constexpr std::uint32_t kAll = ~0u;

Machine machine() {
  Machine machine{"custom", {}};
  for (const char* id : {"a", "b", "c"}) machine.stages.emplace_back().id = id;
  return machine;
}

TEST(Journey, GoesToTheLastStageThatHoldsAndBack) {
  State state;
  EXPECT_EQ(advance(state, machine(), {0, 0, kAll}, kNow)->to, "a");
  EXPECT_EQ(advance(state, machine(), {0b101, 0, kAll}, kNow + 10)->to, "c") << "stages may be skipped";
  EXPECT_FALSE(advance(state, machine(), {0b101, 0, kAll}, kNow + 20));
  const auto back = advance(state, machine(), {0b011, 0, kAll}, kNow + 40);
  EXPECT_EQ(back->to, "b");
  EXPECT_EQ(back->spent_ms, 30);
}

TEST(Journey, StaysWhereItMayNotRegress) {
  State state;
  advance(state, machine(), {0b100, 0, kAll}, kNow);
  EXPECT_FALSE(advance(state, machine(), {0b001, 0, 0b011}, kNow));
  EXPECT_EQ(state.stage, "c");
}

TEST(Journey, AnExitKeepsUntilItHolds) {
  Machine with_exit = machine();
  with_exit.stages[2].exit = Value(true);
  State state;
  advance(state, with_exit, {0b100, 0, kAll}, kNow);
  EXPECT_FALSE(advance(state, with_exit, {0b010, 0, kAll}, kNow)) << "its entry no longer matters";
  EXPECT_EQ(advance(state, with_exit, {0b010, 0b100, kAll}, kNow)->to, "b");
}

TEST(Journey, TimeInStageAddsUpAndAClockThatGoesBackTakesNone) {
  State state;
  advance(state, machine(), {0, 0, kAll}, kNow);
  advance(state, machine(), {0b010, 0, kAll}, kNow + 100);
  advance(state, machine(), {0, 0, kAll}, kNow - kDayMs);
  advance(state, machine(), {0b010, 0, kAll}, kNow - kDayMs + 5);
  ASSERT_EQ(state.spent.size(), 2);
  EXPECT_EQ(state.spent[0].ms, 105);
  EXPECT_EQ(state.spent[0].times, 2);
  EXPECT_EQ(state.spent[1].ms, 0);
}

TEST(Journey, AStageOfAnotherConfigurationIsLeft) {
  State state;
  state.stage = "gone";
  EXPECT_EQ(advance(state, machine(), {0b010, 0, 0}, kNow)->to, "b");
}

TEST(Journey, TouchpointsAreCountedByStageAndBounded) {
  State state;
  state.stage = "a";
  touch(state, "Email", "visit");
  touch(state, "Email", "visit");
  for (int i = 0; i < 500; ++i) touch(state, "c" + std::to_string(i), "visit");
  EXPECT_EQ(state.touchpoints[0].count, 2);
  EXPECT_EQ(state.touchpoints.size(), kMaxTouchpoints);
}

TEST(Journey, ThePresetsHaveTheirStages) {
  const std::pair<JourneyPreset, const char*> presets[] = {
      {JourneyPreset::lifecycle, "awareness consideration purchase retention advocacy "},
      {JourneyPreset::digital, "awareness consideration decision deliveryAndUse loyaltyAndAdvocacy "},
      {JourneyPreset::care, "awareness consideration conversion care loyalty "},
      {JourneyPreset::service, "awarenessAndAcquisition onboardingAndEngagement postPurchaseSupport "},
      {JourneyPreset::store, "visit cart checkout "}};
  for (const auto& [which, stages] : presets) {
    std::string names;
    for (const StageConfig& stage : preset(which).stages) {
      names += stage.id + " ";
      EXPECT_EQ(stage.entry.is_null(), names == stage.id + " ") << stage.id;
    }
    EXPECT_EQ(names, stages);
  }
}

}  // namespace
}  // namespace waymark::journey
