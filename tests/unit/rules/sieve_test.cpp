#include "rules/sieve.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "rules/condition.h"
#include "rules/machine.h"
#include "support/asked.h"
#include "support/json_help.h"

namespace waymark::rules {
namespace {

using test::json;

struct Asked : test::Asked {
  explicit Asked(const std::string& properties) {
    event.name = "Go";
    event.properties = json(properties);
    page.url = "https://shop.example/c/shoes";
  }
};

/// Conditions as shops write them, and such as nobody would.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  unsigned roll(unsigned n) { return static_cast<unsigned>(random_() % n); }

  std::string condition() {
    if (roll(12) == 0) return leaf();
    std::string text = roll(15) == 0 ? "{'or':[" : "{'and':[";
    for (unsigned left = 1 + roll(6); left > 0; --left) text += part() + (left > 1 ? "," : "");
    return text + "]}";
  }

  std::string properties() {
    std::string text = "{'always':1";
    for (const char* name : {"n", "m", "t", "u"}) {
      if (roll(5) > 0) text += std::string(",'") + name + "':" + value();
    }
    return text + "}";
  }

 private:
  std::string pick(const std::vector<std::string>& of) { return of[roll(static_cast<unsigned>(of.size()))]; }
  std::string number() { return pick({"-1", "0", "1", "2", "2.5", "3", "7", "1e300", "-1e300"}); }
  std::string word() { return pick({"'a'", "'b'", "'shoes'", "'Giày'", "''", "'1'", "'2.5'", "'abc'"}); }
  std::string value() {
    switch (roll(9)) {
      case 0:
        return pick({"null", "true", "false"});
      case 1:
        return pick({"[1,'a']", "[]", "{}", "{'n':1}"});
      case 2:
      case 3:
      case 4:
        return word();
      default:
        return number();
    }
  }
  std::string fact() { return "{'var':'event." + pick({"n", "m", "t", "u", "none", "t.0", "always"}) + "'}"; }
  std::string list(bool numbers) {
    std::string text = "[";
    for (unsigned left = roll(4); left > 0; --left) {
      text += (roll(8) == 0 ? value() : numbers ? number() : word()) + ",";
    }
    return text + (numbers ? number() : word()) + "]";
  }
  std::string leaf() {
    switch (roll(9)) {
      case 0:
        return "{'in':[" + fact() + "," + list(roll(2) == 0) + "]}";
      case 1:
        return "{'in':[" + word() + ",{'var':'page.url'}]}";
      case 2:
        return "{'" + pick({"==", "===", "!=", "!=="}) + "':[" + fact() + "," + word() + "]}";
      case 3:
        return "{'!':[" + leaf() + "]}";
      case 4:
        return "{'" + pick({"<", "<=", ">", ">="}) + "':[" + number() + "," + fact() + "]}";
      case 5:
        return fact();
      case 6:
        return "{'" + pick({"<", ">=", "==", "==="}) + "':[" + fact() + "," + value() + "]}";
      default:
        return "{'" + pick({"<", "<=", ">", ">=", "==", "===", "!=", "!=="}) + "':[" + fact() + "," + number() + "]}";
    }
  }
  std::string part() {
    if (roll(5) > 0) return leaf();
    if (roll(4) == 0) return "{'>':[{'+':[" + fact() + ",1]},2]}";
    return "{'" + pick({"or", "or", "and"}) + "':[" + leaf() + "," + leaf() + "]}";
  }

  std::mt19937 random_;
};

std::vector<std::string> pointers(const Facts& facts) {
  std::vector<std::string> out;
  for (const Failure& failure : facts.scratch.failures) out.push_back(failure.pointer + " " + failure.error);
  return out;
}

TEST(Sieve, LeavesWhatHoldsAndWhatFails) {
  Writer writer(20'261'122);
  int sifted_out = 0;
  int held = 0;
  int failed = 0;
  for (int round = 0; round < 30; ++round) {
    Program program;
    List<Condition> conditions;
    std::vector<std::uint32_t> entries;
    const std::size_t count = round % 3 == 0 ? kSieve : 1 + writer.roll(kSieve);
    while (conditions.size() < count) {
      Result<Condition> made =
          Condition::compile(json(writer.condition()), "/rules/" + std::to_string(conditions.size()), program);
      if (made.ok()) conditions.push_back(std::move(made.value()));
    }
    for (const Condition& one : conditions) entries.push_back(one.entry());
    if (round % 5 == 0) entries[0] = Condition::kAlways;
    const Sieve sieve(program, entries);
    for (int asked = 0; asked < 30; ++asked) {
      const Asked target(writer.properties());
      const Facts one_by_one = target.facts();
      std::vector<bool> expected;
      for (std::size_t i = 0; i < count; ++i) {
        expected.push_back(entries[i] == Condition::kAlways || conditions[i].holds(one_by_one));
      }
      const Facts facts = target.facts();
      const Sifted sifted = sieve.sift(program, facts);
      for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t rest = sieve.rest(sifted, i);
        const bool holds =
            rest == Condition::kAlways ||
            (rest != Condition::kNever && Condition::holds(program, rest, conditions[i].pointer(), facts));
        ASSERT_EQ(holds, expected[i]) << i << " of " << target.event.properties.members().size();
        sifted_out += rest == Condition::kNever ? 1 : 0;
        held += holds ? 1 : 0;
      }
      ASSERT_EQ(pointers(facts), pointers(one_by_one));
      failed += facts.scratch.failures.empty() ? 0 : 1;
    }
  }
  // Each of them has happened often enough to mean something.
  EXPECT_GT(sifted_out, 40'000);
  EXPECT_GT(held, 2'000);
  EXPECT_GT(failed, 300);
}

TEST(Sieve, KeepsNothingOfATriggerWhoseStepsRanOut) {
  Program program;
  List<Condition> conditions;
  std::vector<std::uint32_t> entries;
  for (int i = 0; i < 8; ++i) {
    conditions.push_back(std::move(
        Condition::compile(json("{'and':[{'>=':[{'var':'event.n'}," + std::to_string(i) + "]}]}"), "/when", program)
            .value()));
    entries.push_back(conditions.back().entry());
  }
  const Sieve sieve(program, entries);
  const Asked target("{'n':3}");
  const Facts spent = target.facts();
  begin(program, spent).steps = kMaxTriggerSteps + 1;
  const Sifted none = sieve.sift(program, spent);
  const Sifted some = sieve.sift(program, target.facts());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_FALSE(none[i] && i <= 3);
    EXPECT_EQ(some[i], i > 3);
  }
}

}  // namespace
}  // namespace waymark::rules
