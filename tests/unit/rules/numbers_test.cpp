#include "rules/roots/numbers.h"

#include <gtest/gtest.h>

#include <string>

#include "profile/profile.h"
#include "rules/condition.h"
#include "support/json_help.h"

namespace waymark::rules {
namespace {

using test::json;

TEST(Numbers, AreWhatTheirRootsSay) {
  constexpr TimeMs kNow = 1'767'578'400'000;
  profile::Profile profile;
  identity::Identity identity;
  identity::Session session;
  session.number = 3;
  session.start = kNow - 5;
  session.pageviews = 4;
  session.active_ms = 1'234;
  journey::State journey;
  PageFacts page;
  page.site_offset_minutes = 420;
  const auto told = [&](const char* name, const char* properties, TimeMs at) {
    Event event;
    event.type = EventType::track;
    event.name = name;
    event.properties = json(properties);
    event.timestamp = at;
    event.anonymous_id = "a";
    event.session.number = 3;
    profile::apply(profile, event);
  };
  told("Order Completed", "{'order_id':'o1','total':900}", kNow - 9'000'000);
  told("Order Completed", "{'order_id':'o2','total':700}", kNow - 8'000'000);
  told("Order Refunded", "{'order_id':'o1','total':900}", kNow - 7'000'000);
  told("Product Added", "{'product_id':'p','price':10.5,'quantity':3}", kNow - 1'000);
  told("Product Added", "{'product_id':'q','price':4,'quantity':2}", kNow - 500);
  const auto facts = [&] { return Facts{profile, identity, session, journey, page, nullptr, kNow}; };

  int read = 0;
  for (const char* path : {"session.number", "session.start", "session.pageviews", "session.activeMs", "cart.items",
                           "cart.value", "now.hour", "now.dow", "now.ms", "visitor.orders", "visitor.revenue"}) {
    Program program;
    const Result<Condition> condition =
        Condition::compile(json("{'+':[{'var':'" + std::string(path) + "'},0]}"), "/when", program);
    ASSERT_TRUE(condition.ok());
    const Value before = condition.value().evaluate(facts());
    roots::read_at_once(program);
    ++program.version;
    read += program.slots[0].in == Way::In::number ? 1 : 0;
    EXPECT_EQ(condition.value().evaluate(facts()), before) << path;
    EXPECT_GT(before.number_or(0), 0) << path;
  }
  EXPECT_EQ(read, 11);
}

}  // namespace
}  // namespace waymark::rules
