#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rules/builder.h"
#include "rules/facts.h"
#include "rules/program.h"
#include "rules/tests.h"
#include "waymark/error.h"
#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::rules {

struct Inputs {
  std::vector<std::string> roots;   ///< Of facts: `cart`, `page`, …
  std::vector<std::string> events;  ///< Whose counters are read.
  bool clock = false;               ///< Time alone may change the answer.
};

/// A condition on facts: JsonLogic (jsonlogic.com) or a GrowthBook condition, compiled to instructions that a machine
/// with a stack of its own runs (docs/rules.md has the language, docs/decisions/0016 why so). Evaluating it looks up no
/// names of operators, does not recurse, and takes kMaxSteps steps at the most.
class Condition {
 public:
  /// Always true.
  Condition() = default;

  /// Errors: `rule.unknownOperator`, `rule.arguments`, `rule.tooDeep`, `rule.tooLarge`, `rule.pattern`;
  /// their pointers lie under `pointer`. Conditions compiled into the same program, which must outlive
  /// them, look up each path and answer each test they share once a trigger.
  static Result<Condition> compile(const Value& rule, const std::string& pointer);
  static Result<Condition> compile(const Value& rule, const std::string& pointer, Program& program);
  /// The same for a few that every site has: without tests, and what making them takes of the first download.
  static Result<Condition> compile_plain(const Value& rule, const std::string& pointer, Program& program);
  static Result<Condition> compile_growthbook(const Value& condition, const Value& saved_groups,
                                              const std::string& pointer, Program& program);

  /// The result as JsonLogic gives it; null where it failed.
  Value evaluate(const Facts& facts) const;
  /// The same by JsonLogic's truth table: "", 0, null, false and [] are false. One that fails (a text where a number
  /// must be, a bound passed) is false, and noted in `facts.scratch.failures`.
  bool holds(const Facts& facts) const;

  /// Where it begins in its program; kAlways where it is always true.
  static constexpr std::uint32_t kAlways = UINT32_MAX;
  static constexpr std::uint32_t kNever = UINT32_MAX - 1;  ///< For who knows already that it does not hold.
  std::uint32_t entry() const { return program_ ? entry_ : kAlways; }
  const std::string& pointer() const { return pointer_; }
  /// What `holds` of the condition does that begins there: for who asks many, one behind the other.
  static bool holds(const Program& program, std::uint32_t entry, const std::string& pointer, const Facts& facts);

  /// Has the log keep what this condition asks of it. To be called once it is compiled, and for each log that is
  /// loaded.
  void track(const profile::EventLog& log) const;
  /// What the answer depends on: where none of it has changed, nor has the answer.
  Inputs inputs() const;

 private:
  static Result<Condition> in(Program& program, const std::string& pointer);
  static bool run(const Program& program, const Instruction* at, const Operand* left, const std::string& pointer,
                  const Facts& facts);
  template <class Visit>
  void each(Visit visit) const;

  std::unique_ptr<Program> own_;
  const Program* program_ = nullptr;  ///< Null: always true.
  std::uint32_t entry_ = 0;
  std::string pointer_;
};

}  // namespace waymark::rules
