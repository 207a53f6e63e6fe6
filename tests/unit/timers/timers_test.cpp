#include "timers/timers.h"

#include <gtest/gtest.h>

namespace waymark::timers {
namespace {

TEST(Timers, TheNextIsTheEarliestOfAll) {
  Timers timers;
  EXPECT_EQ(timers.next(), kNever);
  timers.set(Kind::retry, 0, 500);
  timers.set(Kind::snapshot, 0, 200);
  timers.set(Kind::retry, 1, 900);
  EXPECT_EQ(timers.next(), 200);
  EXPECT_EQ(timers.due(Kind::retry, 1), 900);
  EXPECT_EQ(timers.due(Kind::lease, 0), kNever);
}

TEST(Timers, SettingAgainReplacesAndIfEarlierKeepsTheEarlier) {
  Timers timers;
  timers.set(Kind::retry, 0, 500);
  timers.set(Kind::retry, 0, 700);
  EXPECT_EQ(timers.next(), 700);
  timers.set_if_earlier(Kind::retry, 0, 800);
  EXPECT_EQ(timers.next(), 700);
  timers.set_if_earlier(Kind::retry, 0, 300);
  EXPECT_EQ(timers.next(), 300);
}

TEST(Timers, WhatIsDueComesOutOnceEarliestFirst) {
  Timers timers;
  timers.set(Kind::rule_delay, 2, 300);
  timers.set(Kind::rule_delay, 1, 100);
  timers.set(Kind::snapshot, 0, 1'000);
  const auto due = timers.take_due(500);
  ASSERT_EQ(due.size(), 2);
  EXPECT_EQ(due[0].index, 1);
  EXPECT_EQ(due[1].index, 2);
  EXPECT_TRUE(timers.take_due(500).empty());
  EXPECT_EQ(timers.next(), 1'000);
}

TEST(Timers, ClearsOneOrAllOfAKind) {
  Timers timers;
  timers.set(Kind::retry, 0, 1);
  timers.set(Kind::retry, 1, 2);
  timers.set(Kind::lease, 0, 3);
  timers.clear(Kind::retry, 0);
  EXPECT_EQ(timers.next(), 2);
  timers.clear_all(Kind::retry);
  EXPECT_EQ(timers.next(), 3);
}

TEST(Timers, AClockThatIsSetBackTakesDeadlinesWithIt) {
  Timers timers;
  timers.set(Kind::retry, 0, 10'000);
  timers.shift(-9'000);
  EXPECT_EQ(timers.next(), 1'000);
}

}  // namespace
}  // namespace waymark::timers
