#include "delivery/health.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "codec/config_codec.h"
#include "delivery/reply.h"
#include "support/json_help.h"

namespace waymark::delivery {
namespace {

RetryConfig settings(const char* retry = "{}") {
  Value config = test::json("{'version':1}");
  config.set("retry", test::json(retry));
  return codec::read_config(config).config.retry;
}

TEST(Backoff, IsUniformUpToACeilingThatDoublesToTheMaximum) {
  base::Random random("0123456789abcdef0123456789abcdef");
  const RetryConfig config = settings();
  const TimeMs ceilings[] = {1'000,  1'000,  2'000,  4'000,  8'000,  16'000,  30'000,  30'000, 30'000,
                             30'000, 30'000, 30'000, 30'000, 60'000, 120'000, 240'000, 300'000};
  for (int attempt = 0; attempt < 17; ++attempt) {
    TimeMs least = kDayMs;
    TimeMs most = 0;
    for (int i = 0; i < 500; ++i) {
      const TimeMs wait = backoff(attempt, 0, config, random);
      least = std::min(least, wait);
      most = std::max(most, wait);
    }
    EXPECT_LT(most, ceilings[attempt]) << attempt;
    EXPECT_GT(most, ceilings[attempt] * 9 / 10) << attempt;
    EXPECT_LT(least, ceilings[attempt] / 10) << attempt;
  }
}

TEST(Backoff, ManyFailuresDoNotOverflow) {
  base::Random random("01");
  EXPECT_LE(backoff(1'000'000, 0, settings(), random), 300'000);
}

TEST(Backoff, IsTheSameForTheSameSeed) {
  base::Random a("77");
  base::Random b("77");
  for (int attempt = 1; attempt < 20; ++attempt) {
    EXPECT_EQ(backoff(attempt, 0, settings(), a), backoff(attempt, 0, settings(), b));
  }
}

TEST(Backoff, NeverShorterThanTheFarEndAskedForNorLongerThanADay) {
  base::Random random("01");
  EXPECT_GE(backoff(1, 45'000, settings(), random), 45'000);
  EXPECT_EQ(backoff(1, 30 * kDayMs, settings(), random), kDayMs);
  EXPECT_GE(backoff(1, -5, settings(), random), 0);
}

TEST(Health, TenFailuresAMinuteAreAllABrowserAsks) {
  base::Random random("01");
  const RetryConfig eager = settings("{'baseMs':100,'maxMs':1000}");
  Health health;
  std::vector<TimeMs> asked;
  TimeMs now = 1'000'000;
  for (int i = 0; i < 200; ++i) {
    asked.push_back(now);
    now = health.failed(now, 0, eager, random);
  }
  for (std::size_t i = kMaxAttemptsAMinute; i < asked.size(); ++i) {
    EXPECT_GE(asked[i] - asked[i - kMaxAttemptsAMinute], kMinuteMs);
  }
}

TEST(Health, FailuresOfOtherTabsCountAsOnesOwn) {
  base::Random random("01");
  Health health;
  for (int i = 0; i < 10; ++i) health.failed_elsewhere(1'000'000 + i, i + 1, 1'000'100, settings(), random);
  EXPECT_EQ(health.attempt(), 10);
  EXPECT_EQ(health.closed_until(), 1'000'000 + kMinuteMs);
  health.succeeded();
  EXPECT_FALSE(health.failing());
}

TEST(Health, AnotherTabAsksFirst) {
  base::Random random("01");
  Health health;
  const TimeMs at = health.failed_elsewhere(1'000'000, 1, 1'005'000, settings(), random);
  EXPECT_GT(at, 1'005'000);
  EXPECT_LT(at, 1'010'000);
  EXPECT_LE(health.failed_elsewhere(1'000'000, 1, kLatestMs, settings(), random), 1'000'000 + 2 * kDayMs);
}

TEST(Health, SurvivesThePageAndAClockThatWasSetBack) {
  base::Random random("01");
  Health health;
  health.failed(1'000'000, 45'000, settings(), random);
  Health next;
  next.restore(health.saved(), 1'001'000);
  EXPECT_EQ(next.attempt(), 1);
  EXPECT_EQ(next.closed_until(), 1'045'000) << "what the far end asked for holds for the next page too";
  Health years_back;
  years_back.restore({3, 1e15, 1e15, -5}, 1'000);
  EXPECT_LE(years_back.closed_until(), 1'000 + kDayMs);
  Health broken;
  broken.restore({}, 0);
  broken.restore({1e300, -1e300}, 0);
  EXPECT_EQ(broken.closed_until(), 0);
}

/// A collector that comes back meets its clients spread over time, not all at once.
TEST(Health, TenThousandClientsAreNoThunderingHerd) {
  constexpr int kClients = 10'000;
  constexpr TimeMs kOutageMs = 2 * kMinuteMs;
  const RetryConfig config = settings();
  std::vector<int> a_second(600, 0);
  for (int client = 0; client < kClients; ++client) {
    base::Random random(std::to_string(100'000 + client) + "00000000000000000000000000");
    Health health;
    TimeMs now = 0;
    while (now < kOutageMs) now = health.failed(now, 0, config, random);
    if (now / kSecondMs < 600) ++a_second[static_cast<std::size_t>(now / kSecondMs)];
  }
  EXPECT_LT(*std::max_element(a_second.begin(), a_second.end()), kClients / 10);
}

Verdict verdict(int status) {
  input::SendResult result;
  result.status = status;
  return verdict_of(result);
}

TEST(Verdict, OfEveryKindOfReply) {
  for (const int status : {200, 202, 204}) EXPECT_EQ(verdict(status), Verdict::ack) << status;
  for (const int status : {408, 425, 429, 500, 502, 503, 504, 520})
    EXPECT_EQ(verdict(status), Verdict::retry) << status;
  for (const int status : {400, 413, 422}) EXPECT_EQ(verdict(status), Verdict::split) << status;
  for (const int status : {0, 301, 401, 403, 404, 501, 505}) EXPECT_EQ(verdict(status), Verdict::park) << status;
  for (const auto outcome :
       {input::SendOutcome::network_failure, input::SendOutcome::timeout, input::SendOutcome::unknown}) {
    input::SendResult result;
    result.outcome = outcome;
    EXPECT_EQ(verdict_of(result), Verdict::retry);
  }
}

}  // namespace
}  // namespace waymark::delivery
