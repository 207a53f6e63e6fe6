#include "identity/session.h"

#include <gtest/gtest.h>

#include "codec/config_codec.h"
#include "identity/identity.h"
#include "support/json_help.h"

namespace waymark::identity {
namespace {

SessionConfig settings(const char* session = "{}") {
  Value config = test::json("{'version':1}");
  config.set("session", test::json(session));
  const auto reading = codec::read_config(config);
  EXPECT_TRUE(reading.errors.empty());
  return reading.config.session;
}

Session visit_at(TimeMs last, const char* campaign = "") {
  Session session;
  session.id = "s";
  session.number = 3;
  session.start = last - kMinuteMs;
  session.last_activity = last;
  session.campaign_key = campaign;
  return session;
}

constexpr std::int64_t kSaigon = 420;

TEST(Session, TheFirstActivityEverBeginsOne) { EXPECT_EQ(split_at({}, 1000, "", 0, settings()), Split::first); }

TEST(Session, SplitsAfterThirtyIdleMinutes) {
  const TimeMs last = test::time_of("2026-01-05T02:00:00Z");
  EXPECT_EQ(split_at(visit_at(last), last + 30 * kMinuteMs - 1, "", kSaigon, settings()), Split::none);
  EXPECT_EQ(split_at(visit_at(last), last + 30 * kMinuteMs, "", kSaigon, settings()), Split::idle);
  EXPECT_EQ(split_at(visit_at(last), last + 5 * kMinuteMs, "", kSaigon, settings("{'idleMinutes':5}")), Split::idle);
}

TEST(Session, SplitsAtMidnightInTheSitesZone) {
  const TimeMs before = test::time_of("2026-01-05T16:59:00Z");  // 23:59 in Saigon
  const TimeMs after = test::time_of("2026-01-05T17:01:00Z");
  EXPECT_EQ(split_at(visit_at(before), after, "", kSaigon, settings()), Split::midnight);
  EXPECT_EQ(split_at(visit_at(before), after, "", 0, settings()), Split::none) << "it is no midnight in UTC";
  EXPECT_EQ(split_at(visit_at(before), after, "", kSaigon, settings("{'splitAtMidnight':false}")), Split::none);
  const TimeMs west = test::time_of("2026-01-05T04:59:00Z");  // 23:59 in New York
  EXPECT_EQ(split_at(visit_at(west), west + 2 * kMinuteMs, "", -300, settings()), Split::midnight);
}

TEST(Session, SplitsOnAnotherCampaignOnly) {
  const TimeMs last = test::time_of("2026-01-05T02:00:00Z");
  EXPECT_EQ(split_at(visit_at(last), last + 1, "source=zalo&", 0, settings()), Split::campaign);
  EXPECT_EQ(split_at(visit_at(last, "source=zalo&"), last + 1, "source=zalo&", 0, settings()), Split::none);
  EXPECT_EQ(split_at(visit_at(last, "source=zalo&"), last + 1, "", 0, settings()), Split::none);
  EXPECT_EQ(split_at(visit_at(last, "source=a&"), last + 1, "source=b&", 0, settings("{'splitOnCampaign':false}")),
            Split::none);
}

TEST(Session, ActivityOlderThanTheSessionNeverSplits) {
  const TimeMs last = test::time_of("2026-01-05T02:00:00Z");
  EXPECT_EQ(split_at(visit_at(last), last - kDayMs, "", 0, settings()), Split::none);
}

TEST(Session, TheNextOneCountsOn) {
  base::UuidSource ids(base::Random("01"));
  const Session next = next_session(visit_at(1000), 5000, ids);
  EXPECT_EQ(next.number, 4);
  EXPECT_EQ(next.start, 5000);
  EXPECT_EQ(next.pageviews, 0);
  EXPECT_EQ(next.id.size(), 36);
}

Event event_of(EventType type, const char* user_id, const char* group_id = "") {
  Event event;
  event.type = type;
  event.user_id = user_id;
  event.group_id = group_id;
  return event;
}

TEST(Identity, IdentifyAndAliasNameTheUserAndGroupTheGroup) {
  Identity identity;
  EXPECT_TRUE(apply(identity, event_of(EventType::identify, "u1")));
  EXPECT_FALSE(apply(identity, event_of(EventType::identify, "u1")));
  EXPECT_FALSE(apply(identity, event_of(EventType::identify, ""))) << "traits alone name nobody";
  EXPECT_EQ(identity.user_id, "u1");
  EXPECT_TRUE(apply(identity, event_of(EventType::alias, "u2")));
  EXPECT_EQ(identity.user_id, "u2");
  EXPECT_TRUE(apply(identity, event_of(EventType::group, "", "g1")));
  EXPECT_EQ(identity.group_id, "g1");
  EXPECT_FALSE(apply(identity, event_of(EventType::track, "u9", "g9")));
  EXPECT_FALSE(apply(identity, event_of(EventType::page, "u9")));
  EXPECT_EQ(identity.user_id, "u2");
}

}  // namespace
}  // namespace waymark::identity
