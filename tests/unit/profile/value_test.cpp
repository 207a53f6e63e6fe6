#include "profile/value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "base/half_power.h"
#include "profile/profile.h"
#include "support/json_help.h"

namespace waymark::profile {
namespace {

using test::json;

constexpr TimeMs kNow = 1'767'578'400'000;

void order(Profile& profile, const std::string& id, TimeMs at, const char* products, double total = 100) {
  Event event;
  event.name = "Order Completed";
  event.timestamp = at;
  event.properties.add("order_id", id);
  event.properties.add_number("total", total);
  event.properties.append_member("products", json(products));
  apply(profile, event);
}

TEST(LogTwo, IsTheInverseOfHalfPower) {
  for (const double x : {1.0, 1.0000001, 1.5, 1.9999, 2.0, 3.0, 1e3, 1e9, 1e300}) {
    EXPECT_NEAR(base::log_two(x), std::log2(x), 1e-7) << x;
  }
  EXPECT_EQ(base::log_two(0.5), 0);
  EXPECT_EQ(base::log_two(std::nan("")), 0);
}

TEST(Rfm, ScoresByTheConfiguredLimits) {
  ValueConfig config;
  Purchases purchases;
  EXPECT_EQ(rfm_of(purchases, config, kNow).recency, 0);
  purchases.orders = 4;
  purchases.revenue = 600;
  purchases.last_ms = kNow - 100 * kDayMs;
  EXPECT_EQ(rfm_of(purchases, config, kNow).recency, 3);
  EXPECT_EQ(rfm_of(purchases, config, kNow).frequency, 3);
  EXPECT_EQ(rfm_of(purchases, config, kNow).money, 0) << "no limits, no score";
  config.money = {100, 500, 1'000, 5'000};
  EXPECT_EQ(rfm_of(purchases, config, kNow).money, 3);
}

TEST(LifetimeValue, IsRateTimesValueTimesMargin) {
  ValueConfig config;
  Purchases purchases;
  EXPECT_EQ(lifetime_value(purchases, config, kNow), 0);
  purchases.orders = 3;
  purchases.revenue = 900;
  purchases.first_ms = kNow - 180 * kDayMs;
  purchases.last_ms = kNow;
  // (1 + 2) / (90 + 180) orders a day, 365 days, 300 each.
  EXPECT_NEAR(lifetime_value(purchases, config, kNow), 3.0 / 270 * 365 * 300, 1e-6);
  config.average_order = 100;
  config.margin = 0.5;
  EXPECT_NEAR(lifetime_value(purchases, config, kNow), 3.0 / 270 * 365 * (1'000.0 / 4) * 0.5, 1e-6);
  const double before = lifetime_value(purchases, config, kNow);
  EXPECT_LT(lifetime_value(purchases, config, kNow + 90 * kDayMs), before) << "silence costs";
}

TEST(ChurnRisk, GrowsWithSilenceAndFasterForARegular) {
  const ValueConfig config;
  Purchases rare;
  rare.orders = 2;
  rare.first_ms = kNow - 100 * kDayMs;
  rare.last_ms = kNow;
  Purchases regular = rare;
  regular.orders = 11;
  EXPECT_NEAR(churn_risk(rare, config, kNow), 0, 1e-9);
  EXPECT_NEAR(churn_risk(rare, config, kNow + 95 * kDayMs), 1 - std::pow(190.0 / 285, 2), 1e-6);
  double last = 0;
  for (int day = 1; day < 2'000; day += 50) {
    const double risk = churn_risk(rare, config, kNow + day * kDayMs);
    EXPECT_GT(risk, last);
    EXPECT_LT(risk, 1);
    EXPECT_GT(churn_risk(regular, config, kNow + day * kDayMs), risk);
    last = risk;
  }
  EXPECT_EQ(churn_risk(Purchases{}, config, kNow), 0);
}

TEST(Repurchase, LearnsTheVisitorsOwnInterval) {
  Profile profile;
  for (int i = 0; i < 4; ++i) {
    order(profile, "o" + std::to_string(i), kNow + i * 30 * kDayMs,
          i == 1 ? "[{'product_id':'shampoo','category':'care'},{'product_id':'doll','category':'toys'}]"
                 : "[{'product_id':'shampoo','category':'care'},{'product_id':'shampoo','category':'care'}]");
  }
  const ValueConfig config;
  const TimeMs later = kNow + 121 * kDayMs;
  const List<Repurchase> due = repurchases(profile.view(), config, later, 10);
  ASSERT_EQ(due.size(), 2);
  // The doll once bought has been waited for longer than the shampoo of a month.
  const Repurchase& doll = due[0];
  const Repurchase& shampoo = due[1];
  EXPECT_EQ(shampoo.id, "shampoo");
  EXPECT_EQ(shampoo.times, 4) << "two lines of an order are one purchase";
  // Prior of its category: (60 + 90) / 4; then four times in 90 days.
  EXPECT_NEAR(shampoo.interval_days, (37.5 + 90) / 4, 1e-9);
  EXPECT_EQ(shampoo.due_ms, kNow + 90 * kDayMs + static_cast<TimeMs>(127.5 / 4 * static_cast<double>(kDayMs)));
  EXPECT_NEAR(shampoo.due, 1 - std::pow(127.5 / (127.5 + 31), 4), 1e-6);
  EXPECT_NEAR(doll.interval_days, 60, 1e-9) << "once bought, all there is is the prior";
  EXPECT_EQ(repurchases(profile.view(), config, later, 1).size(), 1);
}

TEST(Value, DamagedEntriesDoNoHarm) {
  Part part;
  part.lists[kOrders].push_back(Entry{"a", kNow, 5, json("'text'")});
  part.lists[kOrders].push_back(Entry{"b", kNow, 5, json("[1,[[],'x',[1,2]]]")});
  part.lists[kCart].push_back(Entry{"c", kNow, 1, {}});
  EXPECT_EQ(purchases_of(part).orders, 2);
  EXPECT_EQ(cart_of(part).size(), 1);
  EXPECT_LE(repurchases(part, ValueConfig(), kNow, 5).size(), 3);
}

}  // namespace
}  // namespace waymark::profile
