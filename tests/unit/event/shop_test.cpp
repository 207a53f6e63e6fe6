#include "event/shop.h"

#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"

namespace waymark::event {
namespace {

Event event(const char* name, const char* properties) {
  Event event;
  event.name = name;
  event.properties = test::json(properties);
  return event;
}

/// Name and properties after the mapping.
std::string mapped(const char* name, const char* properties) {
  Event one = event(name, properties);
  from_ga4(one);
  return one.name + " " + test::text_of(one.properties);
}

/// What is complained of, and the properties after it.
std::string checked(const char* name, const char* properties) {
  Event one = event(name, properties);
  List<Error> complaints;
  check_shop(one, complaints);
  std::string out;
  for (const Error& complaint : complaints) out += test::told(complaint) + "; ";
  return out + test::text_of(one.properties);
}

TEST(Ga4, NamesBecomeSegments) {
  const std::pair<const char*, const char*> names[] = {{"view_item_list", "Product List Viewed"},
                                                       {"view_promotion", "Promotion Viewed"},
                                                       {"select_promotion", "Promotion Clicked"},
                                                       {"select_item", "Product Clicked"},
                                                       {"view_item", "Product Viewed"},
                                                       {"add_to_cart", "Product Added"},
                                                       {"remove_from_cart", "Product Removed"},
                                                       {"view_cart", "Cart Viewed"},
                                                       {"begin_checkout", "Checkout Started"},
                                                       {"add_payment_info", "Payment Info Entered"},
                                                       {"add_shipping_info", "Checkout Step Completed"},
                                                       {"purchase", "Order Completed"},
                                                       {"refund", "Order Refunded"},
                                                       {"add_to_wishlist", "Product Added to Wishlist"},
                                                       {"share", "Product Shared"},
                                                       {"search", "Products Searched"},
                                                       {"view_search_results", "Products Searched"}};
  for (const auto& [ga4, segment] : names) {
    Event one = event(ga4, "{}");
    EXPECT_TRUE(from_ga4(one));
    EXPECT_EQ(one.name, segment);
  }
  for (const char* other : {"", "view", "view_item_", "Product Viewed", "item", "=", "|"}) {
    Event one = event(other, "{}");
    EXPECT_FALSE(from_ga4(one)) << other;
    EXPECT_EQ(one.name, other);
  }
}

TEST(Ga4, AnEventAboutOneProductSaysSoItself) {
  EXPECT_EQ(mapped("view_item",
                   "{'currency':'VND','value':129000,'items':[{'item_id':'kc01','item_name':'Áo thun',"
                   "'item_brand':'b','item_category':'kids','item_variant':'red','index':2,'price':129000}]}"),
            "Product Viewed {\"currency\":\"VND\",\"value\":129000,\"product_id\":\"kc01\",\"name\":\"Áo thun\","
            "\"brand\":\"b\",\"category\":\"kids\",\"variant\":\"red\",\"position\":2,\"price\":129000}");
  EXPECT_EQ(mapped("add_to_cart", "{'items':[{'item_id':'a'},{'item_id':'b'}]}"),
            "Product Added {\"products\":[{\"product_id\":\"a\"},{\"product_id\":\"b\"}],\"product_id\":\"a\"}")
      << "of several, all stay";
}

TEST(Ga4, APurchaseIsAnOrder) {
  EXPECT_EQ(mapped("purchase",
                   "{'transaction_id':'T1','value':30,'tax':1,'shipping':2,'coupon':'TET','currency':'USD',"
                   "'items':[{'item_id':'a','quantity':2,'price':15}]}"),
            "Order Completed {\"order_id\":\"T1\",\"revenue\":30,\"tax\":1,\"shipping\":2,\"coupon\":\"TET\","
            "\"currency\":\"USD\",\"products\":[{\"product_id\":\"a\",\"quantity\":2,\"price\":15}]}");
  EXPECT_EQ(mapped("refund", "{'transaction_id':'T1','value':15}"),
            "Order Refunded {\"order_id\":\"T1\",\"total\":15}");
}

TEST(Ga4, WhatIsThereAlreadyStays) {
  EXPECT_EQ(mapped("purchase", "{'value':30,'revenue':28,'order_id':'S','transaction_id':'T'}"),
            "Order Completed {\"value\":30,\"revenue\":28,\"order_id\":\"S\",\"transaction_id\":\"T\"}");
  EXPECT_EQ(mapped("view_item", "{'items':'none'}"), "Product Viewed {\"products\":\"none\"}");
  EXPECT_EQ(mapped("view_item", "{'items':[1,null]}"), "Product Viewed {\"products\":[1,null]}");
}

TEST(ShopCheck, TakesWhatIsRight) {
  EXPECT_EQ(checked("Product Viewed", "{'product_id':'a','price':1.5,'quantity':2,'own':[true]}"),
            "{\"product_id\":\"a\",\"price\":1.5,\"quantity\":2,\"own\":[true]}");
  EXPECT_EQ(checked("Order Completed", "{'order_id':'1','products':[{'product_id':'a'}],'total':null}"),
            "{\"order_id\":\"1\",\"products\":[{\"product_id\":\"a\"}],\"total\":null}");
}

TEST(ShopCheck, PutsRightWhatIsCertain) {
  EXPECT_EQ(checked("Product Viewed", "{'product_id':17,'price':'199000'}"),
            "event.propertyCoerced /event/properties/product_id; event.propertyCoerced /event/properties/price; "
            "{\"product_id\":\"17\",\"price\":199000}");
  EXPECT_EQ(checked("Cart Viewed", "{'products':[{'product_id':'a','price':'1e3'}]}"),
            "event.propertyCoerced /event/properties/products/0/price; "
            "{\"products\":[{\"product_id\":\"a\",\"price\":1000}]}");
}

TEST(ShopCheck, ReportsAndKeepsWhatIsWrong) {
  EXPECT_EQ(checked("Product Viewed", "{'product_id':'a','price':'199.000 ₫','category':7}"),
            "event.propertyType /event/properties/price; event.propertyType /event/properties/category; "
            "{\"product_id\":\"a\",\"price\":\"199.000 ₫\",\"category\":7}");
  EXPECT_EQ(checked("Order Completed", "{'order_id':'1','products':{'a':1},'revenue':[3]}"),
            "event.propertyType /event/properties/products; event.propertyType /event/properties/revenue; "
            "{\"order_id\":\"1\",\"products\":{\"a\":1},\"revenue\":[3]}");
  EXPECT_EQ(checked("Cart Viewed", "{'products':['a']}"),
            "event.propertyType /event/properties/products/0; {\"products\":[\"a\"]}");
}

TEST(ShopCheck, MissesWhatAnEventIsNothingWithout) {
  EXPECT_EQ(checked("Product Added", "{'price':1}"),
            "event.propertyMissing /event/properties/product_id; {\"price\":1}");
  EXPECT_EQ(checked("Product Added", "{'sku':'s'}"), "{\"sku\":\"s\"}");
  EXPECT_EQ(checked("Order Completed", "{}"), "event.propertyMissing /event/properties/order_id; {}");
  EXPECT_EQ(checked("Products Searched", "{}"), "event.propertyMissing /event/properties/query; {}");
  EXPECT_EQ(checked("Coupon Applied", "{}"), "{}");
}

TEST(ShopCheck, LeavesOtherEventsAlone) {
  EXPECT_EQ(checked("Quiz Finished", "{'price':'cheap','product_id':1}"), "{\"price\":\"cheap\",\"product_id\":1}");
  EXPECT_EQ(checked("Products", "{'price':'cheap'}"), "{\"price\":\"cheap\"}");
}

TEST(ShopCheck, HostileNamesAreOnlyNames) {
  EXPECT_EQ(checked("Product Viewed", "{'product_id':'a','__proto__':'1','constructor':{'prototype':1},'=':1,'|':2}"),
            "{\"product_id\":\"a\",\"__proto__\":\"1\",\"constructor\":{\"prototype\":1},\"=\":1,\"|\":2}");
}

}  // namespace
}  // namespace waymark::event
