#include <gtest/gtest.h>

#include <string>

#include "delivery/template/render.h"
#include "support/json_help.h"

namespace waymark::delivery {
namespace {

using test::json;

const char* const kEvent = R"({"type":"track","messageId":"m1","name":"Order Completed","timestamp":1767323045678,
  "anonymousId":"a-7f3","userId":"u1","properties":{"total":27,"discount":0,"coupon":null,"note":"","currency":"EUR",
  "price":"10.50","products":[{"sku":"W-1","price":10,"quantity":2},{"sku":"W-2","price":0.1,"quantity":3}],
  "empty":[],"nested":{"a":{"b":true}}},"traits":{"email":"a@b.c","age":30},
  "context":{"page":{"url":"https://shop.example/p/1?gclid=G%201&x=2#top"}}})";

/// What a template makes of the event: its only record as JSON, `nothing`, or the code and pointer of an error.
std::string made(std::string_view written, const Value& event) {
  Value document = Value::object();
  document.set("event", json(written));
  const Result<Definition> definition = Definition::read(document, "");
  if (!definition.ok()) return test::told(definition.error());
  const Value settings = json("{'site':7,'prefix':'shop:'}");
  const Target target{"https://c.example/in", "K", settings, 1'767'323'046'000};
  const Result<Value> records = render_event(definition.value(), event, target);
  if (!records.ok()) return test::told(records.error());
  if (records.value().items().empty()) return "nothing";
  return test::text_of(records.value().items().size() == 1 ? records.value().items()[0] : records.value());
}

std::string made(std::string_view written) { return made(written, test::parse_exactly(kEvent)); }

TEST(Template, PathsReadTheEventAndTheDestination) {
  EXPECT_EQ(made("'$.event.messageId'"), "\"m1\"");
  EXPECT_EQ(made("'$.event.properties.products.1.sku'"), "\"W-2\"");
  EXPECT_EQ(made("'$.event.properties.nested'"), "{\"a\":{\"b\":true}}");
  EXPECT_EQ(made("{'k':'$.writeKey','u':'$.url','at':'$.sentAt','s':'$.settings.site'}"),
            R"({"k":"K","u":"https://c.example/in","at":1767323046000,"s":7})");
}

TEST(Template, WhatIsAbsentIsLeftOut) {
  EXPECT_EQ(made("{'a':'$.event.groupId','b':'$.event.properties.coupon','c':null,'d':'$.event.properties.note'}"),
            R"({"d":""})");
  EXPECT_EQ(made("{'list':[1,'$.event.groupId',2]}"), R"({"list":[1,2]})");
  EXPECT_EQ(made("'$.event.properties.products.9.sku'"), "nothing");
  EXPECT_EQ(made("'$.event.messageId.deeper'"), "nothing");
  EXPECT_EQ(made("{'all':'$.event.properties.nested.a.b.c'}"), "{}");
  // What lies inside a copied part stays as it is.
  EXPECT_EQ(made("{'$pick':['$.event.properties','coupon','empty']}"), R"({"coupon":null,"empty":[]})");
}

TEST(Template, TextsTakePathsInside) {
  EXPECT_EQ(made("'id=${event.anonymousId}, total ${event.properties.total}, ${event.groupId}!'"),
            "\"id=a-7f3, total 27, !\"");
  EXPECT_EQ(made("'${event.timestamp}000000'"), "\"1767323045678000000\"");
  EXPECT_EQ(made("'${event.properties.nested}'"), R"("{\"a\":{\"b\":true}}")");
  EXPECT_EQ(made("'${event.name | snake}.v1'"), "\"order_completed.v1\"");
  EXPECT_EQ(made("'$device:${event.anonymousId}'"), "\"$device:a-7f3\"");
  EXPECT_EQ(made("'costs $5'"), "\"costs $5\"");
}

TEST(Template, ADollarIsDoubledWhereItWouldMeanSomething) {
  EXPECT_EQ(made("'$$.event.name'"), "\"$.event.name\"");
  EXPECT_EQ(made("'$${event.name}'"), "\"${event.name}\"");
  EXPECT_EQ(made("{'$$set':{'email':'$.event.traits.email'}}"), R"({"$set":{"email":"a@b.c"}})");
  EXPECT_EQ(made("{'$lib':'w','$set':1}"), R"({"$lib":"w","$set":1})");
  EXPECT_EQ(made("{'$literal':{'$eq':'$.event.name'}}"), R"({"$eq":"$.event.name"})");
}

TEST(Template, ArraysAreSeveralRecordsAndNothingIsNone) {
  EXPECT_EQ(made("[{'n':1},{'n':2}]"), R"([{"n":1},{"n":2}])");
  EXPECT_EQ(made("{'$if':[{'$eq':['$.event.type','page']},{'n':1}]}"), "nothing");
  EXPECT_EQ(made("[]"), "nothing");
}

TEST(Template, ChoosesTheFirstThatIsThere) {
  EXPECT_EQ(made("{'$first':['$.event.groupId','$.event.userId','x']}"), "\"u1\"");
  EXPECT_EQ(made("{'$first':['$.event.groupId','$.event.nope']}"), "nothing");
  EXPECT_EQ(made("{'$first':['$.event.properties.discount',5]}"), "0");
  EXPECT_EQ(made("'$.event.groupId | or none'"), "\"none\"");
  EXPECT_EQ(made("'$.event.userId | or none'"), "\"u1\"");
}

TEST(Template, IfTakesConditionsAndValuesInTurn) {
  EXPECT_EQ(made("{'$if':['$.event.userId','known','unknown']}"), "\"known\"");
  EXPECT_EQ(made("{'$if':['$.event.groupId',1,'$.event.userId',2,3]}"), "2");
  EXPECT_EQ(made("{'$if':['$.event.groupId',1,'$.event.nope',2,3]}"), "3");
  EXPECT_EQ(made("{'$if':['$.event.groupId',1]}"), "nothing");
  // Empty texts and lists, false and what is absent do not hold; zero does.
  EXPECT_EQ(made("{'$if':['$.event.properties.note',1,'$.event.properties.empty',2,false,3,4]}"), "4");
  EXPECT_EQ(made("{'$if':['$.event.properties.discount','there']}"), "\"there\"");
}

TEST(Template, MatchLooksAValueUp) {
  EXPECT_EQ(made("{'$match':['$.event.name',{'Product Viewed':1,'Order Completed':{'id':'$.event.messageId'}}]}"),
            R"({"id":"m1"})");
  EXPECT_EQ(made("{'$match':['$.event.type',{'*':'other','page':1}]}"), "\"other\"");
  EXPECT_EQ(made("{'$match':['$.event.type',{'*':'other','track':1}]}"), "1");
  EXPECT_EQ(made("{'$match':['$.event.type',{'page':1}]}"), "nothing");
  EXPECT_EQ(made("{'$match':['$.event.timestamp',{'1767323045678':true}]}"), "true");
}

TEST(Template, EachWalksListsAndObjects) {
  EXPECT_EQ(made("{'l':{'$each':['$.event.properties.products',{'id':'$.item.sku','n':'$.index'}]}}"),
            R"({"l":[{"id":"W-1","n":0},{"id":"W-2","n":1}]})");
  EXPECT_EQ(made("{'l':{'$each':['$.event.traits',['$.key','$.item']]}}"), R"({"l":[["email","a@b.c"],["age",30]]})");
  EXPECT_EQ(made("{'l':{'$each':['$.event.properties.products',{'$if':[{'$eq':['$.item.sku','W-2']},'$.item.sku']}]}}"),
            R"({"l":["W-2"]})");
  EXPECT_EQ(made("{'l':{'$each':['$.event.properties.empty','$.item']}}"), R"({"l":[]})");
  for (const char* none : {"groupId", "name", "timestamp"}) {
    EXPECT_EQ(made("{'l':{'$each':['$.event." + std::string(none) + "','$.item']}}"), "{}");
  }
}

TEST(Template, ObjectMakesMembersWithNamesOfTheirOwn) {
  EXPECT_EQ(made("{'$object':['$.event.traits','user_${key}',{'value':'$.item'}]}"),
            R"({"user_email":{"value":"a@b.c"},"user_age":{"value":30}})");
  EXPECT_EQ(made("{'$object':['$.event.properties.products','$.item.sku','$.item.quantity']}"), R"({"W-1":2,"W-2":3})");
  EXPECT_EQ(made("{'$object':[['x'],'$.event.groupId',1]}"), "{}");
  EXPECT_EQ(made("{'$object':['$.event.properties.products','same','$.item.sku']}"), R"({"same":"W-2"})");
}

TEST(Template, WithGivesNamesToValues) {
  EXPECT_EQ(made("{'$with':[{'p':'$.event.properties','n':'$.p.products | length'},"
                 "{'currency':'$.p.currency','count':'$.n'}]}"),
            R"({"currency":"EUR","count":2})");
  EXPECT_EQ(made("{'$each':['$.event.properties.products',{'$with':[{'outer':'$.item'},"
                 "{'$each':[[1,2],'${outer.sku}/${item}']}]}]}"),
            R"([["W-1/1","W-1/2"],["W-2/1","W-2/2"]])");
}

TEST(Template, NumbersAndEscapesAreExact) {
  EXPECT_EQ(made("{'$json':{'n':9007199254740991,'d':0.1,'e':-1.5e-7,'big':1e300,'t':'\\u0001\\n\\\\ đ'}}"),
            R"("{\"n\":9007199254740991,\"d\":0.1,\"e\":-1.5e-7,\"big\":1e300,\"t\":\"\\u0001\\n\\\\ đ\"}")");
  EXPECT_EQ(made("'$.event.timestamp | times 1000'"), "1767323045678000");
  EXPECT_EQ(made("'$.event.timestamp | over 1000'"), "1767323045.678");
  EXPECT_EQ(made("'$.event.timestamp | over 1000 | floor'"), "1767323045");
  // JSON in JSON in JSON: each layer reads back as what went in.
  const Value outer = test::parse_exactly(made("{'$json':{'a':{'$json':{'b':{'$json':'\\\"\\n'}}}}}"));
  const Value middle = test::parse_exactly(outer.text());
  const Value inner = test::parse_exactly(middle["a"].text());
  EXPECT_EQ(inner["b"].text(), R"("\"\n")");
}

}  // namespace
}  // namespace waymark::delivery
