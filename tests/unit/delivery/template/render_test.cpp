#include "delivery/template/render.h"

#include <gtest/gtest.h>

#include <string>

#include "delivery/template/budget.h"
#include "support/json_help.h"

namespace waymark::delivery {
namespace {

using test::json;

Definition definition(std::string_view text) {
  Result<Definition> read = Definition::read(json(text), "");
  if (!read.ok()) test::broken_test(test::told(read.error()));
  return read.value();
}

/// Code of the error a template meets with an event, or already when it is read; `ok` where it meets none.
std::string fate(std::string_view document, const Value& event) {
  const Value settings;
  const Result<Definition> read = Definition::read(json(document), "");
  if (!read.ok()) return read.error().code;
  const Result<Value> made = render_event(read.value(), event, Target{"", "", settings});
  return made.ok() ? "ok" : made.error().code;
}

Value many(std::size_t count) {
  Value list = Value::array();
  for (std::size_t i = 0; i < count; ++i) list.push(Value::number(i));
  Value event = Value::object();
  event.set("properties", std::move(list));
  return event;
}

TEST(TemplateBudget, PartsThatNeverEndAreStopped) {
  const Value event = json("{'properties':{'x':1}}");
  EXPECT_EQ(fate("{'event':{'$use':'a'},'parts':{'a':{'$use':'a'}}}", event), "template.tooLong");
  EXPECT_EQ(fate("{'event':{'$use':'a'},'parts':{'a':{'$use':'b'},'b':[{'$use':'a'},{'$use':'a'}]}}", event),
            "template.tooLong");
  EXPECT_EQ(fate("{'event':{'$use':['a','x']},'parts':{'a':{'$use':['a','${item}${item}']}}}", event),
            "template.tooLong");
}

TEST(TemplateBudget, LoopsInLoopsAreStopped) {
  const char* cube =
      "{'event':{'$each':['$.event.properties',{'$each':['$.event.properties',"
      "{'$each':['$.event.properties','$.item']}]}]}}";
  EXPECT_EQ(fate(cube, many(256)), "template.tooLong");
  EXPECT_EQ(fate(cube, many(16)), "ok");
}

TEST(TemplateBudget, ValuesThatGrowAreStopped) {
  const Value event = json("{'a':'0123456789012345678901234567890123456789'}");
  std::string texts = "'x0':'$.event.a'";
  std::string lists = "'x0':['$.event.a']";
  std::string deep = "'x0':1";
  std::string quoted = "'x0':'\\\"'";
  std::string joined = "'x0':['$.event.a']";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "x" + std::to_string(i - 1);
    const std::string name = ",'x" + std::to_string(i) + "':";
    texts += name + "'${" + before + "}${" + before + "}'";
    lists += name + "{'$concat':['$." + before + "','$." + before + "']}";
    quoted += name + "'$." + before + " | json'";
    joined += name + "{'$join':[['$." + before + "','$." + before + "'],'$." + before + "']}";
    deep += name + "[['$." + before + "']]";
  }
  for (const std::string& names : {texts, lists, deep, quoted, joined}) {
    EXPECT_EQ(fate("{'event':{'$with':[{" + names + "},'$.x59 | length']}}", event), "template.tooLong") << names;
  }
}

TEST(TemplateBudget, AnEventOfManyProductsIsNoProblem) {
  Value products = Value::array();
  for (int i = 0; i < 256; ++i) {
    products.push(json("{'a':'1','b':2,'c':'3','d':4,'e':5,'f':true,'g':'7','h':8,'i':9,'j':10}"));
  }
  Value event = Value::object();
  event.set("properties", std::move(products));
  const char* typed =
      "{'event':{'$use':['any','$.event.properties']},'parts':{'any':{'$match':['$.item | type',{"
      "'string':{'stringValue':'$.item'},'integer':{'intValue':'$.item | text'},'boolean':{'boolValue':'$.item'},"
      "'array':{'arrayValue':{'values':{'$each':['$.item',{'$use':['any','$.item']}]}}},"
      "'object':{'kvlistValue':{'values':{'$each':['$.item',{'key':'$.key','value':{'$use':['any','$.item']}}]}}}}]}}}";
  EXPECT_EQ(fate(typed, event), "ok");
}

TEST(RenderBatch, MakesUrlHeadersAndBody) {
  const Definition made = definition(
      "{'request':{'url':'${url}/v1','query':{'key':'$.writeKey','none':'$.settings.none'},"
      "'headers':{'Content-Type':'application/json','Authorization':'Basic ${writeKey}','X-None':'$.settings.x'},"
      "'gzipQuery':{'gzip':1}},"
      "'event':{'id':'$.event.messageId'},"
      "'body':{'user':'$.first.userId','sentAt':'$.sentAt | iso','site':'$.settings.site','batch':'$.records'}}");
  const Value settings = json("{'site':7}");
  const Target target{"https://c.example/in?a=1", "k y", settings, 0};
  const Result<Request> request = render_batch(made, json("[{'id':1},{'id':2}]"), json("{'userId':'u1'}"), target);
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(request.value().url, "https://c.example/in?a=1/v1&key=k%20y");
  EXPECT_EQ(request.value().gzip_url, "https://c.example/in?a=1/v1&key=k%20y&gzip=1");
  ASSERT_EQ(request.value().headers.size(), 2);
  EXPECT_EQ(request.value().headers[1].second, "Basic k y");
  EXPECT_EQ(request.value().body,
            R"({"user":"u1","sentAt":"1970-01-01T00:00:00.000Z","site":7,"batch":[{"id":1},{"id":2}]})");
}

TEST(RenderBatch, ATextIsSentAsItIsAndRecordsAreTheBodyWhereNoneIsNamed) {
  const Value settings;
  const Value records = json("[{'a':'b c'},{'a':2}]");
  const Target target{"/in", "", settings, 0};
  const auto body = [&](const char* text) {
    return render_batch(definition(text), records, Value(), target).value().body;
  };
  EXPECT_EQ(body("{'event':1,'body':'data=${records | json | url}'}"),
            "data=%5B%7B%22a%22%3A%22b%20c%22%7D%2C%7B%22a%22%3A2%7D%5D");
  EXPECT_EQ(body("{'event':1,'body':{'$join':[{'$each':['$.records','$.item | json']},'\\n']}}"),
            "{\"a\":\"b c\"}\n{\"a\":2}");
  EXPECT_EQ(body("{'event':1}"), R"([{"a":"b c"},{"a":2}])");
  EXPECT_EQ(render_batch(definition("{'event':1}"), records, Value(), target).value().url, "/in");
}

TEST(RenderBatch, LargeBatchesMayCostAsMuchAsTheirRecordsDid) {
  Value record = many(20'000);
  Value records = Value::array();
  for (int i = 0; i < 30; ++i) records.push(record);
  const Value settings;
  EXPECT_TRUE(
      render_batch(definition("{'event':1,'body':{'batch':'$.records'}}"), records, Value(), Target{"", "", settings})
          .ok());
}

std::string read(std::string_view reply, int status, std::string_view body, std::size_t records = 3) {
  const ReplyReading reading =
      read_reply(definition("{'event':1,'reply':" + std::string(reply) + "}"), status, body, records);
  static const char* const kNames[] = {"ack", "retry", "split", "park"};
  return std::string(kNames[static_cast<int>(reading.verdict)]) + " " + test::text_of(reading.refused) + " " +
         test::text_of(reading.again) + " " + std::to_string(reading.after_ms) + " " + reading.reason;
}

const char* const kLists =
    "{'$match':['$.status',{"
    "'400':{'verdict':{'$if':['$.body.missing','retry']},'refused':['$.body.missing',{'$each':['$.body.invalid','$."
    "item']}],"
    "'reason':'$.body.error'},"
    "'429':{'again':'$.body.throttled','afterMs':30000,'verdict':'ack'}}]}";

TEST(ReadReply, ListsOfPlacesAreRefusedOrSentAgain) {
  EXPECT_EQ(read(kLists, 400, R"({"error":"bad","missing":[0],"invalid":{"f":[2],"g":[2,7]}})"),
            "retry [0,2,2] null 0 bad");
  EXPECT_EQ(read(kLists, 400, R"({"error":"bad"})"), "split null null 0 bad");
  EXPECT_EQ(read(kLists, 429, R"({"throttled":[1]})"), "ack null [1] 30000 ");
  EXPECT_EQ(read(kLists, 200, ""), "ack null null 0 ");
  EXPECT_EQ(read("{'again':{'$each':['$.body.failed','$.item.id']}}", 200, R"({"failed":[{"id":"m2"},{"id":""},{}]})"),
            "ack null [\"m2\"] 0 ");
  EXPECT_EQ(read("{'againFrom':'$.body.tracked','verdict':'ack'}", 500, R"({"tracked":1})"), "ack null [1,2] 0 ");
}

TEST(ReadReply, WhatMakesNoSenseLeavesTheVerdictOfTheStatus) {
  for (const char* body : {"", "{", "[]", "null", "{\"missing\":\"\"}", "{\"missing\":[-1,0.5,3,1e300,null,{}]}"}) {
    EXPECT_TRUE(read(kLists, 400, body).find(" null null 0 ") != std::string::npos) << body;
  }
  EXPECT_EQ(read("{'verdict':'dance','afterMs':'x','reason':{'a':1}}", 503, ""), "retry null null 0 {\"a\":1}");
  EXPECT_EQ(read("{'afterMs':1e300}", 401, ""), "park null null 86400000 ");
  EXPECT_EQ(read("{'$each':['$.body',{'$each':['$.body',{'$each':['$.body',1]}]}]}", 200,
                 test::text_of(many(200)["properties"])),
            "ack null null 0 ");
  EXPECT_EQ(read(kLists, 400, std::string(100'000, '[')), "split null null 0 ");
  EXPECT_EQ(read("'$.body.error'", 400, R"({"error":"x"})"), "split null null 0 ");
  EXPECT_EQ(read("{'reason':'$.body'}", 400, '"' + std::string(5'000, 'x') + '"').size(), 18 + 200);
}

}  // namespace
}  // namespace waymark::delivery
