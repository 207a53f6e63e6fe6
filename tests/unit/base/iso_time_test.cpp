#include "base/iso_time.h"

#include <gtest/gtest.h>

#include "support/json_help.h"

namespace waymark::base {
namespace {

TEST(IsoTime, WritesTheMillisecond) {
  EXPECT_EQ(iso_time(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(iso_time(1'767'225'600'123), "2026-01-01T00:00:00.123Z");
  EXPECT_EQ(iso_time(951'782'400'000), "2000-02-29T00:00:00.000Z");
  EXPECT_EQ(iso_time(4'107'542'399'999), "2100-02-28T23:59:59.999Z");
}

TEST(IsoTime, GoesBackBefore1970) { EXPECT_EQ(iso_time(-1), "1969-12-31T23:59:59.999Z"); }

TEST(IsoTime, ClampsWhatHasNoFourDigitYear) {
  EXPECT_EQ(iso_time(kLatestMs), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(iso_time(kNever), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(iso_time(-kLatestMs), "0000-01-01T00:00:00.000Z");
}

TEST(IsoTime, EveryDayOfACenturyReadsBack) {
  for (TimeMs at = 0; at < 36'525 * kDayMs; at += kDayMs + 12'345) EXPECT_EQ(test::time_of(iso_time(at)), at);
}

}  // namespace
}  // namespace waymark::base
