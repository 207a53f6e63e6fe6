#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/random.h"
#include "base/whole.h"
#include "codec/write.h"
#include "profile/profile.h"
#include "state/tables.h"
#include "support/json_help.h"

namespace waymark::profile {
namespace {

using test::json;

constexpr TimeMs kNow = 1'767'578'400'000;

/// The parts, without what is kept to read them quickly and the log, which stays on its device.
std::string text_of(const Profile& profile) {
  json::Writer out;
  out.begin_array();
  for (const Part& part : profile.parts) codec::write(out, part);
  out.end_array();
  return out.take();
}

std::string view_of(const Profile& profile) { return codec::write(profile.view()); }

int chance(base::Random& random, int below) { return static_cast<int>(random.next() % static_cast<unsigned>(below)); }

/// Something a shopper may do, some of it nonsense.
Event random_event(base::Random& random, TimeMs at, const std::string& device) {
  static constexpr const char* kNames[] = {
      "Product Viewed",  "Product Added",  "Product Removed", "Product List Viewed",
      "Order Completed", "Order Refunded", "Cart Viewed",     "Product Added to Wishlist",
      "Points Earned",   "Points Spent",   "Coupon Applied",  "Product Removed from Wishlist",
      "Order Updated",   "Coupon Removed", "Order Cancelled", "Something Else"};
  Event event;
  event.anonymous_id = device;
  event.message_id = device + base::count_text(at);
  event.timestamp = at;
  event.session.number = 1 + chance(random, 9);
  if (chance(random, 6) == 0) {
    event.type = EventType::identify;
    event.traits.add_number(("t" + base::count_text(chance(random, 120))).c_str(), chance(random, 5));
    return event;
  }
  event.name = kNames[chance(random, 16)];
  const auto product = [&] {
    Value value;
    value.add("product_id", "p" + base::count_text(chance(random, 200)));
    value.add("category", "c" + base::count_text(chance(random, 80)));
    value.add("brand", "b" + base::count_text(chance(random, 40)));
    value.add_number("price", chance(random, 1'000'000));
    value.add_number("quantity", chance(random, 4));
    return value;
  };
  event.properties = product();
  event.properties.add("order_id", "o" + base::count_text(chance(random, 90)));
  event.properties.add_number("total", chance(random, 1'000));
  event.properties.add_number("points", chance(random, 50));
  event.properties.add("coupon_id", "x" + base::count_text(chance(random, 3)));
  Value products = Value::array();
  for (int i = chance(random, 4); i > 0; --i) products.push(product());
  event.properties.append_member("products", std::move(products));
  return event;
}

/// A history of one device, cut off somewhere: what another has heard of it so far.
Profile history(const std::string& device, std::uint32_t seed, int events) {
  base::Random random(base::whole_text(seed) + "0123456789abcdef");
  Profile profile;
  TimeMs at = kNow;
  for (int i = 0; i < events; ++i) {
    at += chance(random, 3) * kHourMs;  // often the same moment
    apply(profile, random_event(random, at, device));
  }
  return profile;
}

Profile merged(const Profile& a, const Profile& b) {
  Profile out = a;
  merge(out, b.parts, kLatestMs);
  return out;
}

/// Every event of every seed is another history: some 300,000 in all.
TEST(Merge, IsCommutativeAssociativeAndIdempotent) {
  for (std::uint32_t seed = 1; seed <= 120; ++seed) {
    base::Random random("beef" + base::whole_text(seed));
    const Profile a = history("phone", seed, chance(random, 900));
    const Profile b = history("laptop", seed + 1'000, chance(random, 900));
    // The server knows a part of both, the phone an older part of the laptop.
    Profile c = history("store", seed + 2'000, chance(random, 300));
    merge(c, history("phone", seed, chance(random, 600)).parts, kLatestMs);
    merge(c, history("laptop", seed + 1'000, chance(random, 600)).parts, kLatestMs);
    const std::string all = text_of(merged(merged(a, b), c));
    EXPECT_EQ(text_of(merged(a, b)), text_of(merged(b, a))) << seed;
    EXPECT_EQ(all, text_of(merged(a, merged(b, c)))) << seed;
    EXPECT_EQ(all, text_of(merged(merged(c, b), a))) << seed;
    EXPECT_EQ(all, text_of(merged(merged(merged(a, b), c), merged(b, a)))) << seed << ": again";
    EXPECT_EQ(view_of(merged(merged(a, b), c)), view_of(merged(c, merged(b, a)))) << seed;
  }
}

TEST(Merge, AddsWhatDevicesSawAndNotWhatTheyShare) {
  Profile phone;
  Profile laptop;
  const auto say = [](Profile& to, const char* device, const char* name, const char* properties, TimeMs at) {
    Event event;
    event.anonymous_id = device;
    event.name = name;
    event.properties = json(properties);
    event.timestamp = at;
    apply(to, event);
  };
  say(phone, "phone", "Product Viewed", "{'product_id':'a','category':'toys'}", kNow);
  say(phone, "phone", "Points Earned", "{'points':10}", kNow);
  say(laptop, "laptop", "Product Viewed", "{'product_id':'b','category':'toys'}", kNow);
  say(laptop, "laptop", "Points Earned", "{'points':5}", kNow);
  say(laptop, "laptop", "Product Added", "{'product_id':'b','price':3}", kNow + 1);
  // The same order, told by the page and by the server.
  say(phone, "phone", "Order Completed", "{'order_id':'o1','total':70,'products':[{'product_id':'a'}]}", kNow + 2);
  say(laptop, "laptop", "Order Completed", "{'order_id':'o1','total':70,'products':[{'product_id':'a'}]}", kNow + 2);
  say(laptop, "laptop", "Product Added", "{'product_id':'c','price':3}", kNow + 3);
  for (int again = 0; again < 3; ++again) merge(phone, laptop.parts, kNow + kDayMs);
  const Part& view = phone.view();
  EXPECT_EQ(view.lists[kViewed].size(), 2);
  EXPECT_DOUBLE_EQ(view.find(kTotals, "earned")->number, 15);
  EXPECT_EQ(view.lists[kOrders].size(), 1);
  EXPECT_EQ(view.lists[kCart].size(), 1) << "what lay there before the order is bought";
}

TEST(Merge, AWrongClockIsPutRight) {
  Profile ahead = history("phone", 3, 50);
  Profile here;
  merge(here, ahead.parts, kNow - kDayMs);
  for (const List<Entry>& list : here.view().lists) {
    for (const Entry& entry : list) EXPECT_LE(entry.at_ms, kNow - kDayMs);
  }
}

TEST(Merge, KeepsTheDevicesHeardOfLast) {
  Profile here;
  for (int i = 0; i < 40; ++i) {
    Profile other;
    Event event;
    event.anonymous_id = "device" + base::count_text(i);
    event.timestamp = kNow + i;
    apply(other, event);
    merge(here, other.parts, kLatestMs);
  }
  EXPECT_EQ(here.parts.size(), kMaxParts);
  EXPECT_EQ(here.parts.back().id, "device39");
}

TEST(Merge, SheddingKeepsWhatCannotBeHadAgain) {
  Profile profile = history("phone", 8, 3'000);
  const double earned = profile.view().find(kTotals, "earned")->number;
  const std::size_t before = text_of(profile).size();
  shed(profile);
  EXPECT_LT(text_of(profile).size(), before * 2 / 3);
  EXPECT_EQ(profile.trimmed, 1);
  EXPECT_DOUBLE_EQ(profile.view().find(kTotals, "earned")->number, earned);
}

}  // namespace
}  // namespace waymark::profile
