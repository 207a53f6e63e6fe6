#include "delivery/template/functions.h"

#include <gtest/gtest.h>

#include <string>

#include "delivery/template/render.h"
#include "support/json_help.h"

namespace waymark::delivery {
namespace {

using test::json;

/// Value of a template over `event`, as JSON; `nothing` where there is none.
std::string value_of(std::string_view written, std::string_view event = "{}") {
  Value document = Value::object();
  document.set("event", Value::object());
  document.set("event", json("{'v':" + std::string(written) + "}"));
  const Result<Definition> definition = Definition::read(document, "");
  if (!definition.ok()) return test::told(definition.error());
  const Value settings;
  const Result<Value> records = render_event(definition.value(), json(event), Target{"", "", settings});
  if (!records.ok()) return test::told(records.error());
  const Value* found = records.value().items()[0].find("v");
  return found ? test::text_of(*found) : "nothing";
}

/// One case: what is written, over which event, gives what.
struct Case {
  const char* written;
  const char* event;
  const char* expected;
};

class Functions : public testing::TestWithParam<Case> {};

TEST_P(Functions, Give) {
  const auto& [written, event, expected] = GetParam();
  EXPECT_EQ(value_of(written, event), expected) << written << " of " << event;
}

INSTANTIATE_TEST_SUITE_P(
    Questions, Functions,
    testing::Values(
        Case{"{'$eq':['$.event.a',1]}", "{'a':1}", "true"}, Case{"{'$eq':['$.event.a','1']}", "{'a':1}", "false"},
        Case{"{'$eq':['$.event.a','$.event.b']}", "{}", "true"},
        Case{"{'$eq':['$.event.a',{'x':[1]}]}", "{'a':{'x':[1]}}", "true"},
        Case{"{'$in':['$.event.a',['x','y']]}", "{'a':'y'}", "true"},
        Case{"{'$in':['$.event.a',['x']]}", "{}", "false"},
        Case{"{'$in':['$.event.a',{'$literal':{'x':1}}]}", "{'a':'x'}", "true"},
        Case{"{'$in':['b','$.event.a']}", "{'a':'abc'}", "true"}, Case{"{'$in':[1,'$.event.a']}", "{'a':'1'}", "false"},
        Case{"{'$less':['$.event.a',2]}", "{'a':1}", "true"}, Case{"{'$less':['$.event.a',2]}", "{'a':2}", "false"},
        Case{"{'$less':['$.event.a',2]}", "{'a':'1'}", "true"}, Case{"{'$less':['$.event.a',2]}", "{}", "false"},
        Case{"{'$not':'$.event.a'}", "{}", "true"}, Case{"{'$not':'$.event.a'}", "{'a':0}", "false"},
        Case{"{'$all':['$.event.a','$.event.b']}", "{'a':1,'b':'x'}", "true"},
        Case{"{'$all':['$.event.a','$.event.b']}", "{'a':1}", "false"},
        Case{"{'$any':['$.event.a','$.event.b']}", "{'b':1}", "true"}, Case{"{'$any':['$.event.a']}", "{}", "false"},
        Case{"'$.event.a | type'", "{'a':1}", "\"integer\""}, Case{"'$.event.a | type'", "{'a':1.5}", "\"number\""},
        Case{"'$.event.a | type'", "{'a':1e300}", "\"number\""}, Case{"'$.event.a | type'", "{'a':'1'}", "\"string\""},
        Case{"'$.event.a | type'", "{'a':[]}", "\"array\""}, Case{"'$.event.a | type'", "{'a':{}}", "\"object\""},
        Case{"'$.event.a | type'", "{'a':true}", "\"boolean\""}, Case{"'$.event.a | type'", "{}", "\"null\""},
        Case{"'$.event.a | length'", "{'a':[1,2]}", "2"}, Case{"'$.event.a | length'", "{'a':{'b':1}}", "1"},
        Case{"'$.event.a | length'", "{'a':'abc'}", "3"}, Case{"'$.event.a | length'", "{}", "nothing"}));

INSTANTIATE_TEST_SUITE_P(
    Trees, Functions,
    testing::Values(Case{"{'$merge':['$.event.a','$.event.b',{'z':3}]}", "{'a':{'x':1,'y':1},'b':{'y':2}}",
                         R"({"x":1,"y":2,"z":3})"},
                    Case{"{'$merge':['$.event.a','$.event.b']}", "{'a':7}", "nothing"},
                    Case{"{'$merge':['$.event.a','$.event.b']}", "{'a':{}}", "{}"},
                    Case{"{'$concat':['$.event.a','$.event.b',3]}", "{'a':[1,[2]],'c':9}", "[1,[2],3]"},
                    Case{"{'$pick':['$.event.a','x',['y','n']]}", "{'a':{'x':1,'y':2,'z':3}}", R"({"x":1,"y":2})"},
                    Case{"{'$omit':['$.event.a','x',['y','n']]}", "{'a':{'x':1,'y':2,'z':3}}", R"({"z":3})"},
                    Case{"'$.event.a | omit x y'", "{'a':{'x':1,'y':2,'z':3}}", R"({"z":3})"},
                    Case{"{'$omit':['$.event.a','x']}", "{}", "nothing"},
                    Case{"{'$rename':['$.event.a',{'x':'item_id'}]}", "{'a':{'x':1,'z':3}}", R"({"item_id":1,"z":3})"},
                    Case{"{'$rename':['$.event.a',{'x':'z'}]}", "{'a':{'x':1,'z':3}}", R"({"z":3})"},
                    Case{"{'$get':['$.event.a','two words']}", "{'a':{'two words':1}}", "1"},
                    Case{"{'$get':['$.event.a',1]}", "{'a':['x','y']}", "\"y\""},
                    Case{"{'$get':['$.event.a','$.event.b']}", "{'a':{'k':true},'b':'k'}", "true"},
                    Case{"{'$get':['$.event.a',-1]}", "{'a':['x']}", "nothing"},
                    Case{"{'$get':['$.event.a',1e300]}", "{'a':['x']}", "nothing"},
                    Case{"'$.event.a | join ,'", "{'a':['x',1,true]}", "\"x,1,true\""},
                    Case{"{'$join':['$.event.a',' ']}", "{'a':[]}", "\"\""},
                    Case{"'$.event.a | some'", "{'a':''}", "nothing"},
                    Case{"'$.event.a | some'", "{'a':{}}", "nothing"}, Case{"'$.event.a | some'", "{'a':0}", "0"},
                    Case{"'$.event.a | some'", "{'a':false}", "false"},
                    Case{"'$.event.a | cut 2'", "{'a':[1,2,3]}", "[1,2]"},
                    Case{"'$.event.a | cut 1'", "{'a':{'x':1,'y':2}}", R"({"x":1})"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, Functions,
    testing::Values(Case{"{'$sum':['$.event.a','$.event.b',1]}", "{'a':[1,2,'3.5'],'b':'x'}", "7.5"},
                    Case{"{'$sum':['$.event.a']}", "{'a':['x',null]}", "nothing"},
                    Case{"'$.event.a | sum 2'", "{'a':1}", "3"}, Case{"'$.event.a | times 2'", "{'a':'1.5'}", "3"},
                    Case{"'$.event.a | times x'", "{'a':1}", "nothing"},
                    Case{"{'$times':['$.event.a','$.event.b']}", "{'a':1}", "nothing"},
                    Case{"{'$times':['$.event.a',10]}", "{'a':1e308}", "nothing"},
                    Case{"'$.event.a | over 0'", "{'a':1}", "nothing"}, Case{"'$.event.a | floor'", "{'a':-1.5}", "-2"},
                    Case{"'$.event.a | round 0'", "{'a':2.5}", "3"},
                    Case{"'$.event.a | round 2'", "{'a':0.30000000000000004}", "0.3"},
                    Case{"'$.event.a | round 1e300'", "{'a':0.5}", "0.5"},
                    Case{"'$.event.a | number'", "{'a':'10.50'}", "10.5"},
                    Case{"'$.event.a | number'", "{'a':'ten'}", "nothing"},
                    Case{"'$.event.a | number'", "{'a':'1e999'}", "nothing"},
                    Case{"'$.event.a | number'", "{'a':true}", "nothing"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, Functions,
    testing::Values(
        Case{"'$.event.a | text'", "{'a':10.5}", "\"10.5\""}, Case{"'$.event.a | text'", "{'a':false}", "\"false\""},
        Case{"'$.event.a | text'", "{'a':'x'}", "\"x\""}, Case{"'$.event.a | text'", "{'a':[1]}", "\"[1]\""},
        Case{"'$.event.a | text'", "{}", "nothing"}, Case{"'$.event.a | json'", "{'a':'x'}", R"("\"x\"")"},
        Case{"'$.event.a | iso'", "{'a':1767323045678}", "\"2026-01-02T03:04:05.678Z\""},
        Case{"'$.event.a | iso'", "{'a':1e300}", "nothing"}, Case{"'$.event.a | iso'", "{'a':'soon'}", "nothing"},
        Case{"'$.event.a | lower'", "{'a':'A@B.c É'}", "\"a@b.c É\""},
        Case{"'$.event.a | snake'", "{'a':'Product Viewed'}", "\"product_viewed\""},
        Case{"'$.event.a | snake'", "{'a':' productID (v2)! '}", "\"product_id_v2\""},
        Case{"'$.event.a | snake'", "{'a':'Đặt hàng'}", "\"t_h_ng\""},
        Case{"'$.event.a | cut 2'", "{'a':'đặt'}", "\"đặ\""}, Case{"'$.event.a | cut 9'", "{'a':'đặt'}", "\"đặt\""},
        Case{"'$.event.a | cut -1'", "{'a':'x'}", "\"\""}, Case{"'$.event.a | cut x'", "{'a':'x'}", "\"x\""},
        Case{"'$.event.a | url'", "{'a':'a b&c=ä/~-._'}", "\"a%20b%26c%3D%C3%A4%2F~-._\""},
        Case{"'$.event.a | query'", "{'a':{'x y':1,'n':null,'e':'','l':[1,'&'],'t':true}}",
             "\"x%20y=1&e=&l=%5B1%2C%22%26%22%5D&t=true\""},
        Case{"'$.event.a | hash | length'", "{'a':'a-7f3'}", "16"},
        Case{"'$.event.a | host'", "{'a':'https://u@shop.example:81/p?q'}", "\"shop.example:81\""},
        Case{"'$.event.a | host | some'", "{'a':'/p'}", "nothing"},
        Case{"'$.event.a | param gclid'", "{'a':'https://s.example/?x=1&gclid=G%201#f'}", "\"G 1\""},
        Case{"'$.event.a | param gclid'", "{'a':'?x=1'}", "nothing"}));

TEST(HashFunction, IsTheSameForEver) {
  EXPECT_EQ(value_of("'$.event.a | hash'", "{'a':'a-7f3'}"), value_of("'$.event.a | hash'", "{'a':'a-7f3'}"));
  EXPECT_NE(value_of("'$.event.a | hash'", "{'a':'a-7f3'}"), value_of("'$.event.a | hash'", "{'a':'a-7f4'}"));
}

TEST(EveryFunction, TakesValuesOfEveryKind) {
  const char* const kinds[] = {"null", "true",
                               "-1.5", "9007199254740993",
                               "''",   "'a b'",
                               "[]",   "[[1],{'x':2},null,'']",
                               "{}",   "{'x':{'y':[1]},'':2,'*':null}"};
  std::size_t functions = 0;
  for (std::size_t i = 0; i < 256; ++i) {
    // Names are found by asking: every function of one to three arguments is called with every kind in each place.
    static const char* const kNames[] = {
        "eq",    "in",    "less",   "not",    "all",   "any",   "or",    "merge", "concat", "sum",  "type", "join",
        "pick",  "omit",  "rename", "get",    "times", "over",  "floor", "round", "number", "text", "json", "iso",
        "lower", "snake", "cut",    "length", "url",   "query", "hash",  "host",  "param",  "some"};
    if (i >= std::size(kNames)) break;
    ++functions;
    for (const char* a : kinds) {
      for (const char* b : kinds) {
        const std::string event = "{'a':" + std::string(a) + ",'b':" + b + "}";
        const std::string one = value_of("{'$" + std::string(kNames[i]) + "':['$.event.a']}", event);
        const std::string two = value_of("{'$" + std::string(kNames[i]) + "':['$.event.a','$.event.b']}", event);
        EXPECT_FALSE(one.starts_with("template.") && two.starts_with("template.")) << kNames[i] << " " << one << two;
      }
    }
  }
  EXPECT_EQ(functions, 34);
}

}  // namespace
}  // namespace waymark::delivery
