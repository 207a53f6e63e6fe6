#include "delivery/template/definition.h"

#include <gtest/gtest.h>

#include <string>

#include "delivery/template/budget.h"
#include "delivery/template/render.h"
#include "support/json_help.h"

namespace waymark::delivery {
namespace {

using test::json;

std::string fault(std::string_view document) {
  const Result<Definition> read = Definition::read(json(document), "/destinations/0/definition");
  if (read.ok()) return "ok";
  EXPECT_TRUE(read.error().pointer.starts_with("/destinations/0/definition")) << read.error().pointer;
  return std::string(read.error().code) + " " + read.error().pointer.substr(26);
}

TEST(Definition, MistakesAreNamedWithTheirPlace) {
  EXPECT_EQ(fault("{'event':{'id':'$.event.messageId'}}"), "ok");
  EXPECT_EQ(fault("{'event':{'a':[1,{'$teleport':1}]}}"), "template.invalid /event/a/1");
  EXPECT_EQ(fault("{'event':{'a':'$.event.name | shout'}}"), "template.invalid /event/a");
  EXPECT_EQ(fault("{'event':{'a':'$.event.name | first'}}"), "template.invalid /event/a");
  EXPECT_EQ(fault("{'event':{'a':'$.event.name |  | text'}}"), "template.invalid /event/a");
  EXPECT_EQ(fault("{'event':{'a':'x ${evnt.name}'}}"), "template.invalid /event/a");
  EXPECT_EQ(fault("{'event':{'a':'x ${event.name'}}"), "template.invalid /event/a");
  EXPECT_EQ(fault("{'event':1,'body':'$.evnt'}"), "template.invalid /body");
  EXPECT_EQ(fault("{'event':1,'reply':'$.bdoy.x'}"), "template.invalid /reply");
  EXPECT_EQ(fault("{'event':{'$each':['$.event.properties','$.item']}}"), "ok");
  EXPECT_EQ(fault("{'event':{'$with':[{'a':1,'b':'$.c'},'$.a']}}"), "template.invalid /event/$with/0/b");
  EXPECT_EQ(fault("{'event':{'$if':['$.event.userId']}}"), "template.invalid /event");
  EXPECT_EQ(fault("{'event':{'$eq':'$.event.userId'}}"), "template.invalid /event");
  EXPECT_EQ(fault("{'event':'$.event.a | join'}"), "template.invalid /event");
  EXPECT_EQ(fault("{'event':{'$match':['$.event.name',[1]]}}"), "template.invalid /event/$match/1");
  EXPECT_EQ(fault("{'event':{'$use':'nobody'}}"), "template.invalid /event/$use");
}

TEST(Definition, BranchesNoEventHasTakenAreCheckedToo) {
  EXPECT_EQ(fault("{'event':{'$if':[false,{'$nope':1}]}}"), "template.invalid /event/$if/1");
  EXPECT_EQ(fault("{'event':{'$if':['$.event.a',1,2,{'$nope':1},4]}}"), "template.invalid /event/$if/3");
  EXPECT_EQ(fault("{'event':{'$if':['$.event.a',1,{'$nope':1}]}}"), "template.invalid /event/$if/2");
  EXPECT_EQ(fault("{'event':{'$first':['x',{'$nope':1}]}}"), "template.invalid /event/$first/1");
  EXPECT_EQ(fault("{'event':{'$match':['$.event.type',{'page':1,'zz':{'$nope':1}}]}}"),
            "template.invalid /event/$match/1/zz");
  EXPECT_EQ(fault("{'event':{'$each':['$.event.properties.products',{'$nope':1}]}}"),
            "template.invalid /event/$each/1");
  EXPECT_EQ(fault("{'event':1,'parts':{'unused':{'$nope':1}}}"), "template.invalid /parts/unused");
  EXPECT_EQ(fault("{'event':1,'request':{'headers':{'A':{'$nope':1}}}}"), "template.invalid /request/headers/A");
}

TEST(Definition, ItsOwnShapeIsChecked) {
  EXPECT_EQ(fault("[]"), "template.invalid ");
  EXPECT_EQ(fault("{}"), "template.invalid ");
  EXPECT_EQ(fault("{'evnt':1,'event':1}"), "template.invalid /evnt");
  EXPECT_EQ(fault("{'event':1,'request':{'uri':'x'}}"), "template.invalid /request/uri");
  for (const char* bad : {"0", "-1", "'30'", "true", "1e12"}) {
    EXPECT_EQ(fault("{'event':1,'request':{'maxEvents':" + std::string(bad) + "}}"),
              "template.invalid /request/maxEvents");
  }
}

TEST(Definition, LimitsAndGroupingAreRead) {
  const Result<Definition> read =
      Definition::read(json("{'event':1,'request':{'maxEvents':25,'maxBytes':130000,'maxEventBytes':32000,'gzip':true,"
                            "'groupBy':['anonymousId','userId']}}"),
                       "");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().limit("maxEvents"), 25);
  EXPECT_EQ(read.value().limit("maxBytes"), 130'000);
  EXPECT_EQ(read.value().limit("maxEventBytes"), 32'000);
  EXPECT_TRUE(read.value().gzip());
  ASSERT_EQ(read.value().group_by().size(), 2);
  EXPECT_EQ(read.value().group_by()[1].text(), "userId");
  EXPECT_FALSE(Definition::read(json("{'event':1}"), "").value().gzip());
}

TEST(Definition, WhatADestinationDoesNotGiveIsNamed) {
  const Definition definition = Definition::read(json("{'event':1,'needs':['writeKey','siteId']}"), "").value();
  const Value none;
  const Value some = json("{'siteId':1}");
  EXPECT_EQ(missing(definition, Target{"u", "", some}), "writeKey");
  EXPECT_EQ(missing(definition, Target{"u", "k", none}), "siteId");
  EXPECT_EQ(missing(definition, Target{"u", "k", some}), "");
}

std::string nested(std::size_t levels, const std::string& open, const std::string& close) {
  std::string out;
  for (std::size_t i = 0; i < levels; ++i) out += open;
  out += "1";
  for (std::size_t i = 0; i < levels; ++i) out += close;
  return out;
}

TEST(Definition, OneThatIsTooDeepOrTooLongIsRefused) {
  EXPECT_TRUE(fault("{'event':" + nested(90, "[", "]") + "}") == "ok");
  EXPECT_TRUE(fault("{'event':" + nested(kMaxTemplateDepth + 1, "[", "]") + "}").starts_with("template.tooLong"));
  std::string wide = "[1";
  for (std::size_t i = 0; i < kMaxTemplateSteps; ++i) wide += ",1";
  EXPECT_EQ(fault("{'event':" + wide + "]}").substr(0, 16), "template.tooLong");
}

}  // namespace
}  // namespace waymark::delivery
