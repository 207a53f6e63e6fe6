#include <gtest/gtest.h>

#include <string>

#include "rules/condition.h"
#include "rules/machine.h"
#include "support/asked.h"
#include "support/json_help.h"

// Conditions made to hold up a page, by the steps they take: the same in every build (scripts/bombs.mjs counts
// instructions).
namespace waymark::rules {
namespace {

using test::json;

/// An event with a list of 256, a text of a megabyte and one of 30 KB.
struct Target : test::Asked {
  Target() {
    event.name = "Go";
    Value list = Value::array();
    for (int i = 0; i < 256; ++i) list.push(Value::number(i));
    event.properties = Value::object();
    event.properties.set("list", std::move(list));
    event.properties.set("long", Value(std::string(1'000'000, 'a')));
    event.properties.set("text", Value(std::string(30'000, 'a') + "!"));
    event.properties.set("dots", Value(std::string(30'000, '.')));
  }
};

std::string nested(int depth, const std::string& before, const std::string& core, const std::string& after) {
  return depth == 0 ? core : before + nested(depth - 1, before, core, after) + after;
}

const std::string kBombs[] = {
    nested(8, "{'map':[{'val':[[20],'event','list']},", "{'+':[{'var':''},1]}", "]}"),
    "{'reduce':[{'var':'event.list'},{'reduce':[{'val':[[4],'event','list']},{'+':[{'var':'current'},1]},0]},0]}",
    "{'matches':[{'var':'event.text'},'^(" + nested(40, "", "(a|aa|b)*", "") + ")+$']}",
    "{'matches':[{'var':'event.long'},'(a?){60}(a?){60}b']}",
    nested(7, "{'merge':[{'var':'event.list'},", "{'var':'event.list'}", ",{'var':'event.list'}]}"),
    "{'reduce':[{'var':'event.list'},{'merge':[{'var':'accumulator'},{'var':'accumulator'}]},[1]]}",
    "{'reduce':[{'var':'event.list'},{'cat':[{'var':'accumulator'},{'var':'accumulator'}]},'ab']}",
    "{'all':[{'var':'event.list'},{'containsCi':[{'val':[[2],'event','long']},'nothing']}]}",
    "{'all':[{'var':'event.list'},{'in':[{'cat':['x',{'val':[[2],'event','text']}]},{'val':[[2],'event','long']}]}]}",
    "{'all':[{'var':'event.list'},{'substr':[{'val':[[2],'event','long']},1,999999]}]}",
    "{'or':[{'var':{'cat':['.',{'var':'event.dots'}]}},{'var':{'cat':['.',{'var':'event.dots'}]}}]}",
    nested(12, "{'try':[{'throw':'x'},", "{'map':[{'val':[[30],'event','list']},{'var':''}]}", "]}"),
};

TEST(Bombs, EndWithinTheirStepsAndAreReported) {
  const Target target;
  for (const std::string& bomb : kBombs) {
    const Result<Condition> condition = Condition::compile(json(bomb), "/when");
    if (!condition.ok()) continue;  // refused when it is loaded: as good
    const Facts facts = target.facts();
    const bool holds = condition.value().holds(facts);
    // What one instruction may take beyond the bound before it is seen.
    EXPECT_LE(facts.scratch.steps, kMaxSteps + 1) << bomb.substr(0, 80);
    if (facts.scratch.steps >= kMaxSteps) {
      EXPECT_FALSE(holds) << bomb.substr(0, 80);
      ASSERT_EQ(facts.scratch.failures.size(), 1) << bomb.substr(0, 80);
      EXPECT_EQ(facts.scratch.failures[0].error, "Too Much");
    }
  }
}

TEST(Bombs, ManyOfThemShareTheStepsOfATrigger) {
  const Target target;
  const Facts facts = target.facts();
  const Result<Condition> condition = Condition::compile(json(kBombs[1]), "/when");
  ASSERT_TRUE(condition.ok());
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(condition.value().holds(facts));
  EXPECT_LE(facts.scratch.steps, kMaxTriggerSteps + 100) << "each that comes too late is told so at its first step";
}

}  // namespace
}  // namespace waymark::rules
