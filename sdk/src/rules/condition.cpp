#include "rules/condition.h"

#include <utility>

#include "base/path.h"
#include "rules/coerce.h"
#include "rules/compile.h"
#include "rules/machine.h"

namespace waymark::rules {
namespace {

void finish(Result<Condition>& out, List<Error> errors) {
  if (!errors.empty()) out.fail(errors.front());
}

}  // namespace

Result<Condition> Condition::compile(const Value& rule, const std::string& pointer) {
  auto program = std::make_unique<Program>();
  Result<Condition> condition = compile(rule, pointer, *program);
  condition.value().own_ = std::move(program);
  return condition;
}

Result<Condition> Condition::compile(const Value& rule, const std::string& pointer, Program& program) {
  Result<Condition> condition;
  condition.value().program_ = &program;
  condition.value().entry_ = static_cast<std::uint32_t>(program.code.size());
  condition.value().pointer_ = pointer;
  finish(condition, compile_logic(rule, base::Path{nullptr, pointer, 0}, Mode::strict, program));
  return condition;
}

Result<Condition> Condition::compile_growthbook(const Value& json, const Value& saved_groups,
                                                const std::string& pointer, Program& program) {
  Result<Condition> condition;
  condition.value().program_ = &program;
  condition.value().entry_ = static_cast<std::uint32_t>(program.code.size());
  condition.value().pointer_ = pointer;
  finish(condition,
         rules::compile_growthbook(json, saved_groups, base::Path{nullptr, pointer, 0}, Mode::strict, program));
  return condition;
}

Value Condition::evaluate(const Facts& facts) const {
  if (!program_) return Value(true);
  Machine machine(*program_, &facts, nullptr);
  return machine.run(entry_).copy();
}

bool Condition::holds(const Facts& facts) const {
  if (!program_) return true;
  Machine machine(*program_, &facts, nullptr);
  const Operand result = machine.run(entry_);
  if (machine.failed()) facts.scratch.failures.emplace_back(pointer_, to_text(machine.error()));
  return truthy(result);
}

}  // namespace waymark::rules
