#include "rules/tests.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "rules/coerce.h"
#include "rules/compile.h"
#include "rules/condition.h"
#include "rules/machine.h"
#include "support/asked.h"
#include "support/json_help.h"

namespace waymark::rules {
namespace {

using test::json;
using test::text_of;

struct Asked : test::Asked {
  explicit Asked(const char* properties) {
    event.name = "Go";
    event.properties = json(properties);
  }
};

/// Conditions of any shape: ands, ors and negations of leaves, and what stands between them and other operators.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::string rule(int depth) {
    const std::string a = depth > 0 ? rule(depth - 1) : operand();
    const std::string b = depth > 0 ? rule(depth - 1) : operand();
    switch (depth == 0 ? 12 + roll(8) : roll(14)) {
      case 0:
      case 1:
        return "{'and':[" + a + "," + b + "," + leaf() + "]}";
      case 2:
      case 3:
        return "{'or':[" + a + "," + b + "," + leaf() + "]}";
      case 4:
        return "{'!':[" + a + "]}";
      case 5:
        return "{'!!':" + a + "}";
      case 6:
        return "{'if':[" + a + "," + b + "," + leaf() + "]}";
      case 7:
        return "{'?"
               "?':[" +
               a + "," + b + "]}";
      case 8:
        return "{'try':[" + a + "," + b + "]}";
      case 9:
        return "{'==':[" + a + "," + b + "]}";
      case 10:
        return "{'some':[{'var':'event.list'}," + a + "]}";
      case 11:
        return "{'cat':[" + a + "," + b + "]}";
      default:
        return leaf();
    }
  }

 private:
  unsigned roll(unsigned n) { return static_cast<unsigned>(random_() % n); }
  std::string pick(const std::vector<std::string>& of) { return of[roll(static_cast<unsigned>(of.size()))]; }
  std::string operand() {
    const std::string path = pick({"event.n", "event.text", "event.list", "event.none", "event.yes", "event.zero",
                                   "event.empty", "page.url", "event.text.0", "event.o.n"});
    return roll(3) == 0 ? pick({"1", "'a'", "null", "true", "0", "''", "[1,'a']", "'abc'", "'x'"})
                        : "{'var':'" + path + "'}";
  }
  std::string leaf() {
    if (roll(6) == 0) return operand();
    if (roll(8) == 0) return "{'exists':['event','" + pick({"n", "none"}) + "']}";
    const std::string name =
        pick({"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in", "in", "startsWith", "containsCi"});
    return "{'" + name + "':[" + operand() + "," + operand() + "]}";
  }

  std::mt19937 random_;
};

const char* const kData[] = {
    "{'n':1,'text':'abc','list':[1,'a',null],'yes':true,'zero':0,'empty':'','o':{'n':'1'}}",
    "{'n':-3,'text':'','list':[],'yes':false,'zero':null,'empty':[],'o':3}",
    "{'text':7,'list':'abc','o':{'n':null}}",
};

/// The condition as it was compiled, without tests.
Program plain(const Value& rule) {
  Program program;
  EXPECT_TRUE(compile_logic(rule, base::Path(), Mode::strict, program).empty());
  return program;
}

TEST(Tests, AreTheConditionsTheyWereMadeOf) {
  Writer writer(20'261'122);
  int with_tests = 0;
  int failed = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = writer.rule(round % 4);
    const Value rule = json(text);
    Program shared;
    // One in front, so that some of the tests are known already when the second is asked.
    const Result<Condition> first = Condition::compile(json(writer.rule(1)), "/first", shared);
    const Result<Condition> condition = Condition::compile(rule, "/when", shared);
    if (!first.ok() || !condition.ok()) continue;
    Program tested = plain(rule);
    find_tests(tested, 0, Use::value);
    for (const char* data : kData) {
      const Asked asked(data);
      const Facts alone = asked.facts();
      const Program program = plain(rule);
      begin(program, alone);
      Machine machine(program, &alone, nullptr);
      const Operand wanted = machine.run(0);
      const Facts together = asked.facts();
      first.value().holds(together);
      ASSERT_EQ(Condition::holds(shared, condition.value().entry(), "/when", together), truthy(wanted))
          << text << " of " << data;
      together.scratch.failures.clear();
      ASSERT_EQ(Condition::holds(shared, condition.value().entry(), "/when", together), truthy(wanted))
          << "asked again: " << text << " of " << data;
      ASSERT_EQ(!together.scratch.failures.empty(), machine.failed()) << text << " of " << data;
      failed += machine.failed() ? 1 : 0;

      const Facts whole = asked.facts();
      begin(tested, whole);
      Machine of_tests(tested, &whole, nullptr);
      const Value value = of_tests.run(0).copy();
      ASSERT_EQ(text_of(value), text_of(wanted.copy())) << text << " of " << data;
      ASSERT_EQ(of_tests.failed(), machine.failed()) << text << " of " << data;
    }
    with_tests += shared.tests.empty() ? 0 : 1;
  }
  EXPECT_GT(with_tests, 10'000);
  EXPECT_GT(failed, 1'000) << "what fails is compared as well";
}

TEST(Tests, AreSharedByTheConditionsThatAskThem) {
  Program program;
  const char* const rules[] = {
      "{'and':[{'>':[{'var':'cart.value'},5]},{'in':[{'var':'page.url'},['a','b']]}]}",
      "{'or':[{'in':[{'var':'page.url'},['a','b']]},{'!':{'>':[{'var':'cart.value'},5]}}]}",
      "{'>':[{'var':'cart.value'},6]}",
      "{'>=':[{'ev.count':['Go','7d']},2]}",
      "{'and':[{'>=':[{'ev.count':['Go','7d']},2]},{'var':'visitor.known'}]}",
  };
  for (const char* rule : rules) ASSERT_TRUE(Condition::compile(json(rule), "/when", program).ok());
  EXPECT_EQ(program.tests.size(), 5U);
  EXPECT_EQ(program.behaviours.size(), 1U);
  for (const Instruction& one : program.code) {
    EXPECT_TRUE(one.code == Code::test || one.code == Code::end) << "nothing else is left of them";
  }
}

TEST(Tests, TakePartInTheInputsOfACondition) {
  Program program;
  const Result<Condition> condition = Condition::compile(
      json("{'and':[{'>':[{'var':'cart.value'},5]},{'>=':[{'ev.count':['Go','7d']},2]},{'var':'visitor.known'}]}"),
      "/when", program);
  ASSERT_TRUE(condition.ok());
  const Inputs inputs = condition.value().inputs();
  EXPECT_EQ(inputs.roots, (std::vector<std::string>{"cart", "visitor"}));
  EXPECT_EQ(inputs.events, (std::vector<std::string>{"Go"}));
  EXPECT_TRUE(inputs.clock);
}

TEST(Tests, LettersOfATextDoNotOutliveTheConditionThatAskedForThem) {
  Program program;
  const Result<Condition> one = Condition::compile(json("{'==':[{'var':'event.text.1'},'b']}"), "/a", program);
  const Result<Condition> two =
      Condition::compile(json("{'in':[{'cat':[{'var':'event.text.1'}]},['b']]}"), "/b", program);
  const Asked asked(kData[0]);
  const Facts facts = asked.facts();
  EXPECT_TRUE(one.value().holds(facts));
  EXPECT_TRUE(two.value().holds(facts));
  EXPECT_TRUE(two.value().holds(facts));
}

}  // namespace
}  // namespace waymark::rules
