#include "rules/condition.h"

#include <algorithm>
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

template <class Visit>
void Condition::each(Visit visit) const {
  for (std::uint32_t at = entry_; program_ && program_->code[at].code != Code::end; ++at) visit(program_->code[at]);
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

void Condition::track(const profile::EventLog& log) const {
  each([&](const Instruction& instruction) {
    if (instruction.code == Code::counter) log.track(program_->behaviours[instruction.at]);
  });
}

Inputs Condition::inputs() const {
  Inputs inputs;
  const auto note = [](std::vector<std::string>& list, const std::string& name) {
    if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
  };
  each([&](const Instruction& instruction) {
    const bool slot = instruction.code == Code::slot || instruction.code == Code::slot_test;
    if (slot || instruction.code == Code::path) {
      const Way& way = (slot ? program_->slots : program_->paths)[instruction.at];
      if (!way.parts.empty() && slot) note(inputs.roots, way.parts[0]);
      if (way.climb > 0 && way.parts.size() > 1) note(inputs.roots, way.parts[0]);
    } else if (instruction.code == Code::counter) {
      const profile::Behaviour& asked = program_->behaviours[instruction.at];
      if (!asked.test.event.empty()) note(inputs.events, asked.test.event);
      if (!asked.window.event.empty()) note(inputs.events, asked.window.event);
      for (const auto& step : asked.steps) note(inputs.events, step.test.event);
      const bool timed = asked.window.kind == profile::Window::Kind::duration;
      inputs.clock = inputs.clock || timed || asked.measure == profile::Behaviour::Measure::since;
    } else if (instruction.code == Code::call) {
      const auto function = static_cast<Function>(instruction.at);
      inputs.clock = inputs.clock || function == Function::date_between || function == Function::time_in;
    }
  });
  inputs.clock = inputs.clock || std::find(inputs.roots.begin(), inputs.roots.end(), "now") != inputs.roots.end();
  return inputs;
}

}  // namespace waymark::rules
