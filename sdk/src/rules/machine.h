#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/facts.h"
#include "rules/operand.h"
#include "rules/program.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::rules {

/// Nested iterators and attempts: the levels a condition may have.
inline constexpr std::size_t kMaxScopes = 34;
/// Elements of a list that an iterator walks.
inline constexpr std::size_t kMaxElements = 256;
/// Operands waiting at once: a condition's nodes, and the elements of lists given as arguments.
inline constexpr std::size_t kMaxStack = 1'024;
/// Steps of one condition, and of all at one trigger. A step is an instruction, or so much of it as takes about as
/// long: 64 bytes of a text or 8 elements of a list that are looked at, 16 bytes or a third of an element that are
/// made. On a machine of 2020 they take 1 ms and 5 ms at the most.
inline constexpr std::int32_t kMaxSteps = 20'000;
inline constexpr std::int32_t kMaxTriggerSteps = 200'000;

/// What the facts remember, made ready for a program.
Scratch& renew_scratch(const Program& program, const Facts& facts);
[[gnu::always_inline]] inline Scratch& scratch_for(const Program& program, const Facts& facts) {
  const bool ready = facts.scratch.program == &program && facts.scratch.version == program.version;
  return ready ? facts.scratch : renew_scratch(program, facts);
}

/// The same for one condition, whose steps are counted from here.
[[gnu::always_inline]] inline Scratch& begin(const Program& program, const Facts& facts) {
  Scratch& scratch = scratch_for(program, facts);
  scratch.until = std::min(scratch.steps + kMaxSteps, kMaxTriggerSteps);
  return scratch;
}

/// What a test comes to, asked by a machine of its own.
Outcome outcome_of(const Program& program, const Facts& facts, std::uint32_t test);

/// Runs one condition with a stack of its own: nothing recurses, whatever the condition.
class Machine {
 public:
  /// The data are `facts`, or `data` where there are none.
  Machine(const Program& program, const Facts* facts, const Value* data);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine();

  /// The result, or null where it failed. `left` is on the stack then already, where there is one.
  Operand run(std::uint32_t entry, const Operand* left = nullptr);
  /// What a test comes to: asked once a trigger.
  Outcome outcome(std::uint32_t test);
  /// What a `slot` or a `counter` finds: from then on the facts know it, but for a text that goes with this machine.
  Operand fact(const Instruction& one) { return one.code == Code::slot ? slot(one.at) : counter(one.at); }
  bool failed() const { return failed_; }
  /// What was thrown: `Invalid Arguments`, `NaN`, or what the condition throws itself. `Too Much` past a bound.
  const Operand& error() const { return error_; }

 private:
  // Control.
  void step(const Instruction& instruction);
  void begin_iterator(const Instruction& instruction);
  void end_turn(const Instruction& instruction);
  bool advance(Scope& scope);
  void finish_iterator(const Scope& scope, bool stopped);
  void go_on(const Instruction& test);
  void unwind();

  // Functions.
  void compare(const Operand& left, const Operand& right, Relation relation, bool& holds);
  void call(const Instruction& instruction);
  Operand apply(Function function, std::span<const Operand> arguments, std::uint8_t flag);
  Operand arithmetic(Function function, std::span<const Operand> arguments);
  Operand extreme(Function function, std::span<const Operand> arguments);
  bool contains(const Operand& needle, const Operand& haystack);
  Operand substring(std::span<const Operand> arguments);
  Operand missing(std::span<const Operand> names, std::span<const Value> listed);
  Operand text_test(Function function, const Operand& text, const Operand& part);
  Operand moment(Function function, std::span<const Operand> arguments);
  Operand growthbook(Function function, const Operand& value, const Operand& wanted, std::uint8_t flag);

  // Data.
  Operand slot(std::uint32_t index);
  Operand look_up(const Way& way);
  Operand counter(std::uint32_t index);
  bool matches(std::uint32_t pattern, const Operand& value);
  Operand resolve(const Way& path);
  Operand at_level(std::size_t level, std::span<const std::string> parts);
  Operand walk(Operand at, std::span<const std::string> parts);
  Way path_of(std::span<const Operand> arguments, bool dotted);

  // The stack and what is made on the way.
  void push(const Operand& operand);
  Operand pop() { return top_ > 0 ? stack_[--top_] : Operand(); }
  Operand keep(Value value);
  Value copy(const Operand& operand);
  static std::size_t weight(const Operand& value);
  bool spend(std::size_t steps);
  Operand fail(Fault fault);
  Operand raise(const Operand& type);

  const Program& program_;
  const Facts* facts_;
  const Value* data_;
  Operand* stack_ = nullptr;
  std::size_t top_ = 0;
  std::size_t scopes_ = 0;
  std::uint32_t at_ = 0;
  std::int32_t steps_ = kMaxSteps;
  std::int32_t granted_;
  bool failed_ = false;
  bool into_texts_ = true;  ///< As the way that is walked says.
  bool spent_ = false;      ///< A bound was passed: nothing catches that.
  Operand error_;
  struct Attempt {
    std::uint32_t handler;
    std::uint16_t top;
    std::uint16_t scopes;
  };
  std::size_t attempts_ = 0;
  List<Value> made_;
  Scope* scope_ = nullptr;  ///< kMaxScopes of them.
  Attempt attempt_[kMaxScopes];
};

}  // namespace waymark::rules
