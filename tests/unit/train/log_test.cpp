#include "log.h"

#include <gtest/gtest.h>

#include <string>

namespace waymark::train {
namespace {

TEST(Log, SortsSessionsAndClicksByTime) {
  Log log;
  log.add("b", "late", 1.7e9 + 50);
  log.add("a", "second", 1.7e9 + 2);
  log.add("a", "first", 1.7e9 + 1);
  log.add("b", "early", 1.7e9 + 40);
  const Sessions sessions = log.finish();
  ASSERT_EQ(sessions.count(), 2u);
  EXPECT_EQ(log.names[sessions.at(0)[0]], "first");
  EXPECT_EQ(log.names[sessions.at(1)[0]], "early");
  EXPECT_EQ(sessions.times[1], 1'700'000'050);
}

TEST(Log, CountsAndLeavesOutWhatNobodyCanRead) {
  Log log;
  log.add("", "x", 1.7e9);
  log.add("s", "", 1.7e9);
  log.add("s", std::string(1'024, 'x'), 1.7e9);
  log.add("s", "x", -5);
  log.add("s", "x", 9e18);
  log.add("s", "x", 1.7e12);  // milliseconds
  const Sessions sessions = log.finish();
  EXPECT_EQ(log.counts.rows, 6u);
  EXPECT_EQ(log.counts.broken, 2u);
  EXPECT_EQ(log.counts.long_ids, 1u);
  EXPECT_EQ(log.counts.clock, 2u);
  ASSERT_EQ(sessions.items.size(), 1u);
  EXPECT_EQ(sessions.times[0], 1'700'000'000);
}

TEST(Log, OneItemAMillionTimesIsAFewClicks) {
  Log log;
  for (int i = 0; i < 1'000'000; ++i) log.add("s", "x", 0);
  EXPECT_EQ(log.finish().items.size(), Log::kMaxRun);
  EXPECT_EQ(log.counts.repeats, 1'000'000 - Log::kMaxRun);
}

TEST(Log, ASessionOfTenThousandClicksIsABot) {
  Log log;
  for (int i = 0; i < 10'000; ++i) log.add("bot", "x" + std::to_string(i), 0);
  log.add("s", "x1", 0);
  const Sessions sessions = log.finish();
  EXPECT_EQ(sessions.count(), 1u);
  EXPECT_EQ(log.counts.bots, 1u);
  EXPECT_EQ(log.counts.bot_clicks, 10'000u);
}

}  // namespace
}  // namespace waymark::train
