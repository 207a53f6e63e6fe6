#include "event/normalise.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "support/json_help.h"

namespace waymark::event {
namespace {

using test::json;
using test::text_of;

EventCall track(Value properties = {}) {
  EventCall call;
  call.name = "Product Viewed";
  call.properties = std::move(properties);
  return call;
}

Normalised accepted(EventCall call) {
  Result<Normalised> checked = normalise(std::move(call));
  EXPECT_TRUE(checked.ok()) << checked.error().code;
  return std::move(checked.value());
}

std::string refusal(EventCall call) {
  const Result<Normalised> checked = normalise(std::move(call));
  return checked.ok() ? "accepted" : test::told(checked.error());
}

bool warned(const Normalised& checked, const std::string& code, const std::string& pointer) {
  for (const Error& warning : checked.warnings) {
    if (test::told(warning) == code + " " + pointer) return true;
  }
  return false;
}

EventCall call_of(EventType type, const char* user_id = "", const char* group_id = "") {
  EventCall call;
  call.type = type;
  call.user_id = user_id;
  call.group_id = group_id;
  return call;
}

TEST(Normalise, LeavesAnOrdinaryEventAlone) {
  EventCall call = track(json("{'product_id':'kc01','price':129000,'tags':['a','b'],'deep':{'x':null}}"));
  call.context = json("{'channel':'app'}");
  const Normalised checked = accepted(call);
  EXPECT_TRUE(checked.warnings.empty());
  EXPECT_EQ(checked.event.name, "Product Viewed");
  EXPECT_EQ(checked.event.properties, call.properties);
  EXPECT_EQ(checked.event.context, call.context);
}

TEST(Normalise, RefusesOnlyWhatWouldMeanNothing) {
  EXPECT_EQ(refusal(EventCall{}), "event.missing /event/name");
  EXPECT_EQ(refusal(call_of(EventType::identify)), "event.missing /event/userId");
  EXPECT_EQ(refusal(call_of(EventType::alias)), "event.missing /event/userId");
  EXPECT_EQ(refusal(call_of(EventType::group, "u1")), "event.missing /event/groupId");
  EXPECT_EQ(refusal(call_of(EventType::page)), "accepted");
  EXPECT_EQ(refusal(call_of(EventType::identify, "u1")), "accepted");
  EXPECT_EQ(refusal(call_of(EventType::group, "", "g1")), "accepted");
  EventCall traits_only = call_of(EventType::identify);
  traits_only.traits = json("{'city':'Huế'}");
  EXPECT_EQ(refusal(traits_only), "accepted");
}

TEST(Normalise, CutsATenMegabyteStringBetweenCharacters) {
  std::string text;
  while (text.size() < 10'000'000) text += "ữ";
  Value properties = Value::object();
  properties.set("review", Value(text));
  const Normalised checked = accepted(track(properties));
  const std::string_view kept = checked.event.properties["review"].text_or();
  EXPECT_LE(kept.size(), kMaxStringBytes);
  EXPECT_GT(kept.size(), kMaxStringBytes - 3);
  EXPECT_EQ(kept.size() % 3, 0);
  EXPECT_TRUE(warned(checked, "event.stringCut", "/event/properties/review"));
}

TEST(Normalise, CutsNamesAndIds) {
  EventCall call = track();
  call.name = std::string(10'000, 'n');
  call.user_id = std::string(10'000, 'u');
  const Normalised checked = accepted(call);
  EXPECT_EQ(checked.event.name.size(), kMaxNameBytes);
  EXPECT_EQ(checked.event.user_id.size(), kMaxNameBytes);
  EXPECT_EQ(checked.warnings.size(), 2);
}

TEST(Normalise, DropsWhatIsNestedTooDeeply) {
  Value value("bottom");
  for (int i = 0; i < 60; ++i) {
    Value outer = Value::object();
    outer.set("in", std::move(value));
    value = std::move(outer);
  }
  const Normalised checked = accepted(track(value));
  int levels = 0;
  const Value* at = &checked.event.properties;
  for (; at->is_object(); at = &(*at)["in"]) ++levels;
  EXPECT_TRUE(at->is_null());
  EXPECT_EQ(levels, kMaxDepth);
  ASSERT_EQ(checked.warnings.size(), 1);
  EXPECT_EQ(std::string(checked.warnings[0].code), "event.tooDeep");
}

TEST(Normalise, KeepsTheFirstMembersOfTooMany) {
  Value properties = Value::object();
  Value list = Value::array();
  for (int i = 0; i < 1'000; ++i) {
    list.push(Value::number(i));
  }
  properties.set("list", std::move(list));
  for (int i = 0; i < 1'000; ++i) properties.set("p" + std::to_string(i), Value(true));
  const Normalised checked = accepted(track(properties));
  EXPECT_EQ(checked.event.properties.members().size(), kMaxMembers);
  EXPECT_EQ(checked.event.properties["list"].items().size(), kMaxMembers);
  EXPECT_EQ(checked.event.properties["p0"], Value(true));
  EXPECT_TRUE(warned(checked, "event.tooManyMembers", "/event/properties"));
  EXPECT_TRUE(warned(checked, "event.tooManyMembers", "/event/properties/list"));
}

TEST(Normalise, ShedsTheHeaviestPropertiesOfAHeavyEvent) {
  Value properties = json("{'product_id':'kc01','price':129000}");
  for (int i = 0; i < 8; ++i)
    properties.set("text" + std::to_string(i), Value(std::string(7'000u + static_cast<unsigned>(i), 'x')));
  const Normalised checked = accepted(track(properties));
  EXPECT_LE(text_of(checked.event.properties).size(), kMaxEventBytes);
  EXPECT_EQ(checked.event.properties["product_id"], Value("kc01"));
  EXPECT_EQ(checked.event.properties["price"], Value(129000.0));
  EXPECT_TRUE(checked.event.properties["text7"].is_null()) << "the heaviest goes first";
  EXPECT_TRUE(warned(checked, "event.propertyDropped", "/event/properties/text7"));
}

TEST(Normalise, EvenTraitsAndContextCannotMakeAnEventHeavy) {
  EventCall call = call_of(EventType::identify, "u1");
  for (int i = 0; i < 20; ++i) {
    call.traits.set("t" + std::to_string(i), Value(std::string(8'000, 't')));
    call.context.set("c" + std::to_string(i), Value(std::string(8'000, 'c')));
  }
  const Normalised checked = accepted(call);
  EXPECT_LE(text_of(checked.event.traits).size() + text_of(checked.event.context).size(), kMaxEventBytes);
}

TEST(Normalise, WhatShouldBeAnObjectAndIsNotIsLeftOut) {
  const Normalised checked = accepted(track(json("['not','an','object']")));
  EXPECT_TRUE(checked.event.properties.is_null());
  EXPECT_TRUE(warned(checked, "event.notAnObject", "/event/properties"));
}

TEST(Normalise, AFloodOfMistakesIsNotAFloodOfWarnings) {
  Value properties = Value::object();
  for (int i = 0; i < 200; ++i) properties.set("p" + std::to_string(i), Value(std::string(9'000, 'x')));
  std::size_t cuts = 0;
  for (const Error& warning : accepted(track(properties)).warnings)
    cuts += std::string(warning.code) == "event.stringCut";
  EXPECT_LE(cuts, 8);
}

}  // namespace
}  // namespace waymark::event
