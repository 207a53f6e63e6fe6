#include "delivery/backoff.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "codec/config_codec.h"
#include "delivery/verdict.h"
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
  const TimeMs ceilings[] = {1'000,  1'000,  2'000,   4'000,   8'000,   16'000,
                             32'000, 64'000, 128'000, 256'000, 300'000, 300'000};
  for (int attempt = 0; attempt < 12; ++attempt) {
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
