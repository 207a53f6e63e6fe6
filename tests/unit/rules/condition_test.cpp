#include "rules/condition.h"

#include <gtest/gtest.h>

#include <string>

#include "support/asked.h"
#include "support/json_help.h"

namespace waymark::rules {
namespace {

using test::json;
using test::text_of;

constexpr TimeMs kNow = test::Asked::kNow;

/// Facts to ask, with an event that carries data of the test's own.
struct Asked : test::Asked {
  Asked() {
    identity.anonymous_id = "a1";
    session.number = 3;
    session.pageviews = 2;
    session.channel = "Email";
    session.touches.last = json("{'channel':'Email'}");
    journey.stage = "cart";
    page.url = "https://shop.example/p/kc01?size=4";
    page.language = "vi";
    page.site_offset_minutes = 420;
    event.name = "Product Viewed";
    event.properties = json("{'price':129000,'tags':['a','b'],'nested':{'deep':[{'x':7}]}}");
  }
};

Value answer(const Value& rule, const Facts& facts) {
  const Result<Condition> condition = Condition::compile(rule, "/when");
  if (!condition.ok()) return Value(test::told(condition.error()));
  return condition.value().evaluate(facts);
}

std::string answer(const char* rule) {
  const Asked asked;
  return text_of(answer(json(rule), asked.facts()));
}

TEST(Condition, ComparesAsJavaScriptDoes) {
  EXPECT_EQ(answer("{'==':[1,'1']}"), "true");
  EXPECT_EQ(answer("{'===':[1,'1']}"), "false");
  EXPECT_EQ(answer("{'!=':[0,null]}"), "false") << "null is 0 beside a number";
  EXPECT_EQ(answer("{'!==':[1,1]}"), "false");
  EXPECT_EQ(answer("{'<':[1,2,3]}"), "true");
  EXPECT_EQ(answer("{'<=':[1,1,0]}"), "false");
  EXPECT_EQ(answer("{'>':['10',9]}"), "true");
  EXPECT_EQ(answer("{'>':['10','9']}"), "false") << "texts compare as texts";
  EXPECT_EQ(answer("{'>=':[null,0]}"), "true");
  EXPECT_EQ(answer("{'<':['abc',5]}"), "null") << "what is no number fails";
  EXPECT_EQ(answer("{'try':[{'>':['abc',5]},{'var':'type'}]}"), "\"NaN\"");
}

TEST(Condition, CombinesAndGivesBackValues) {
  EXPECT_EQ(answer("{'and':[1,'x',[]]}"), "[]");
  EXPECT_EQ(answer("{'and':[1,0,{'ev.count':['x','lifetime']}]}"), "0");
  EXPECT_EQ(answer("{'or':[0,'',false]}"), "false");
  EXPECT_EQ(answer("{'or':[null,'yes',7]}"), "\"yes\"");
  EXPECT_EQ(answer("{'!':[[]]}"), "true");
  EXPECT_EQ(answer("{'!!':'0'}"), "true");
  EXPECT_EQ(answer("{'if':[false,1,0,2,3]}"), "3");
  EXPECT_EQ(answer("{'if':[false,1,true,2,3]}"), "2");
  EXPECT_EQ(answer("{'if':[false,1]}"), "null");
}

TEST(Condition, AddsSubtractsAndLooksInside) {
  EXPECT_EQ(answer("{'+':[1,'2',3.5]}"), "6.5");
  EXPECT_EQ(answer("{'+':'-3'}"), "-3");
  EXPECT_EQ(answer("{'-':[5,2]}"), "3");
  EXPECT_EQ(answer("{'-':5}"), "-5");
  EXPECT_EQ(answer("{'in':['b',['a','b']]}"), "true");
  EXPECT_EQ(answer("{'in':['thun','áo thun']}"), "true");
  EXPECT_EQ(answer("{'in':['1',[1]]}"), "false");
  EXPECT_EQ(answer("{'in':['x',null]}"), "false");
}

TEST(Condition, ReadsFacts) {
  EXPECT_EQ(answer("{'var':'event.price'}"), "129000");
  EXPECT_EQ(answer("{'var':'event.nested.deep.0.x'}"), "7");
  EXPECT_EQ(answer("{'var':'event.tags.1'}"), "\"b\"");
  EXPECT_EQ(answer("{'var':'event.tags.9'}"), "null");
  EXPECT_EQ(answer("{'var':['event.nothing','default']}"), "\"default\"");
  EXPECT_EQ(answer("{'var':'event.name'}"), "\"Product Viewed\"");
  EXPECT_EQ(answer("{'var':'session.number'}"), "3");
  EXPECT_EQ(answer("{'var':'session.channel'}"), "\"Email\"");
  EXPECT_EQ(answer("{'var':'page.path'}"), "\"/p/kc01\"");
  EXPECT_EQ(answer("{'var':'page.query.size'}"), "\"4\"");
  EXPECT_EQ(answer("{'var':'journey.stage'}"), "\"cart\"");
  EXPECT_EQ(answer("{'var':'visitor.known'}"), "false");
  EXPECT_EQ(answer("{'var':'touch.last.channel'}"), "\"Email\"");
  EXPECT_EQ(answer("{'var':'device.language'}"), "\"vi\"");
  EXPECT_EQ(answer("{'var':'now.hour'}"), "9");
  EXPECT_EQ(answer("{'var':'now.dow'}"), "1");
  EXPECT_EQ(answer("{'var':'cart.items'}"), "0");
  EXPECT_EQ(answer("{'var':'nowhere.at.all'}"), "null");
}

TEST(Condition, CountsEventsInWindows) {
  Asked asked;
  asked.profile.pages = 5;
  asked.profile.log.add("Product Viewed", kNow - 31 * kMinuteMs, 2, 4);
  asked.profile.log.add("Product Viewed", kNow - 30 * kMinuteMs + 1, 3, 4);
  asked.profile.log.add("Product Viewed", kNow, 3, 5);
  const auto count = [&](const char* window) {
    return text_of(answer(json(std::string("{'ev.count':['Product Viewed','") + window + "']}"), asked.facts()));
  };
  EXPECT_EQ(count("lifetime"), "3");
  EXPECT_EQ(count("30m"), "2");
  EXPECT_EQ(count("12h"), "3");
  EXPECT_EQ(count("7d"), "3");
  EXPECT_EQ(count("session"), "2");
  EXPECT_EQ(count("page"), "1");
}

TEST(Condition, RefusesWhatItDoesNotUnderstandAndSaysWhere) {
  EXPECT_EQ(answer("{'and':[true,{'fits':['a','b']}]}"), "\"rule.unknownOperator /when/and/1/fits\"");
  EXPECT_EQ(answer("{'==':[1]}"), "\"rule.arguments /when/==\"");
  EXPECT_EQ(answer("{'!':[1,2]}"), "\"rule.arguments /when/!\"");
  EXPECT_EQ(answer("{'ev.count':['x']}"), "\"rule.arguments /when/ev.count\"");
  EXPECT_EQ(answer("{'ev.count':['x','fortnight']}"), "\"rule.arguments /when/ev.count/1\"");
  EXPECT_EQ(answer("{'ev.count':[7,'30m']}"), "\"rule.arguments /when/ev.count/0\"");
  EXPECT_EQ(answer("{'==':[1,1],'!=':[1,1]}"), "\"rule.arguments /when\"");
}

TEST(Condition, RefusesWhatIsTooDeepOrTooLarge) {
  Value deep(true);
  for (int i = 0; i < 40; ++i) {
    Value outer = Value::object();
    outer.set("!", std::move(deep));
    deep = std::move(outer);
  }
  const Asked asked;
  EXPECT_TRUE(answer(deep, asked.facts()).text_or().starts_with("rule.tooDeep"));
  Value many = Value::array();
  for (int i = 0; i < 600; ++i) many.push(json("{'var':'event.price'}"));
  Value sum = Value::object();
  sum.set("or", std::move(many));
  EXPECT_TRUE(answer(sum, asked.facts()).text_or().starts_with("rule.tooLarge"));
}

TEST(Condition, AnEmptyOneHolds) {
  const Asked asked;
  EXPECT_TRUE(Condition().holds(asked.facts()));
}

}  // namespace
}  // namespace waymark::rules
