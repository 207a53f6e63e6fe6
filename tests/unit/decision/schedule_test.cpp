#include "decision/schedule.h"

#include <gtest/gtest.h>

#include <string>

namespace waymark::decision {
namespace {

/// 2026-11-20T02:30:00Z, a Friday; 09:30 in Ho Chi Minh City.
constexpr TimeMs kFriday = 1'795'141'800'000;
constexpr std::int64_t kSaigon = 420;

Schedule schedule(const ScheduleConfig& config) {
  List<Error> errors;
  const base::Path root;
  Schedule out = compile(config, root, errors);
  EXPECT_TRUE(errors.empty()) << (errors.empty() ? "" : errors.front().pointer);
  return out;
}

std::size_t mistakes(const ScheduleConfig& config) {
  List<Error> errors;
  const base::Path root;
  compile(config, root, errors);
  return errors.size();
}

ScheduleConfig between(const char* from, const char* to) {
  ScheduleConfig config;
  config.from = from;
  config.to = to;
  return config;
}

ScheduleConfig hours(const char* from, const char* to, std::vector<double> dow = {}) {
  ScheduleConfig config;
  config.hours_from = from;
  config.hours_to = to;
  config.dow = std::move(dow);
  return config;
}

TEST(Schedule, DatesAreOnTheClockOfTheZone) {
  EXPECT_TRUE(schedule(between("2026-11-20", "")).open(kFriday, kSaigon));
  EXPECT_FALSE(schedule(between("2026-11-20T09:31", "")).open(kFriday, kSaigon));
  EXPECT_TRUE(schedule(between("2026-11-20T09:30", "")).open(kFriday, kSaigon));
  EXPECT_FALSE(schedule(between("2026-11-20T09:30", "")).open(kFriday, 0)) << "02:30 there";
  EXPECT_TRUE(schedule(between("2026-11-20T02:30Z", "")).open(kFriday, kSaigon));
  EXPECT_FALSE(schedule(between("2026-11-20T09:30:01+07:00", "")).open(kFriday, 0));
  EXPECT_TRUE(schedule(between("2026-11-19T21:30-05:00", "")).open(kFriday, 0));
}

TEST(Schedule, TheEndIsExcludedButABareDateIsTheWholeDay) {
  EXPECT_TRUE(schedule(between("", "2026-11-20")).open(kFriday, kSaigon));
  EXPECT_TRUE(schedule(between("", "2026-11-20")).open(kFriday + 14 * kHourMs, kSaigon)) << "23:30";
  EXPECT_FALSE(schedule(between("", "2026-11-20")).open(kFriday + 15 * kHourMs, kSaigon)) << "00:30 the day after";
  EXPECT_FALSE(schedule(between("", "2026-11-20T09:30")).open(kFriday, kSaigon));
}

TEST(Schedule, HoursAndWeekdays) {
  EXPECT_TRUE(schedule(hours("09:00", "18:00")).open(kFriday, kSaigon));
  EXPECT_FALSE(schedule(hours("09:31", "18:00")).open(kFriday, kSaigon));
  EXPECT_FALSE(schedule(hours("08:00", "09:30")).open(kFriday, kSaigon)) << "the end is excluded";
  EXPECT_TRUE(schedule(hours("", "", {5})).open(kFriday, kSaigon));
  EXPECT_FALSE(schedule(hours("", "", {0, 6})).open(kFriday, kSaigon));
  EXPECT_TRUE(schedule(hours("", "", {4})).open(kFriday, -240)) << "still Thursday there";
}

TEST(Schedule, ANightBelongsToItsEvening) {
  const Schedule night = schedule(hours("21:00", "08:00", {5}));
  EXPECT_FALSE(night.open(kFriday, kSaigon)) << "09:30";
  EXPECT_TRUE(night.open(kFriday + 12 * kHourMs, kSaigon)) << "Friday 21:30";
  EXPECT_TRUE(night.open(kFriday + 22 * kHourMs, kSaigon)) << "Saturday 07:30";
  EXPECT_FALSE(night.open(kFriday - 2 * kHourMs, kSaigon)) << "Friday 07:30 is Thursday's night";
}

TEST(Schedule, LeapDaysAndTheYearsEnds) {
  EXPECT_EQ(day_of(951'782'400'000, 0), 11'016) << "2000-02-29";
  EXPECT_TRUE(schedule(between("2028-02-29", "2028-02-29")).open(1'835'395'200'000, 0));
  EXPECT_FALSE(schedule(between("2028-02-29", "2028-02-29")).open(1'835'395'200'000 + kDayMs, 0));
  EXPECT_EQ(day_of(-1, 0), -1);
  EXPECT_EQ(day_of(0, -1), -1);
}

TEST(Schedule, WhatIsNoDateIsNamed) {
  for (const char* text :
       {"tomorrow", "2026-13-01", "2026-11-20 09:00", "2026-11-20T25:00", "2026-11-20T09:00+7", "20.11.2026"}) {
    EXPECT_EQ(mistakes(between(text, "")), 1) << text;
    EXPECT_EQ(mistakes(between("", text)), 1) << text;
  }
  EXPECT_EQ(mistakes(hours("9:00", "25:00")), 2);
}

}  // namespace
}  // namespace waymark::decision
