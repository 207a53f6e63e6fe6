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
  Result<Condition> condition = compile_plain(rule, pointer, *program);
  condition.value().own_ = std::move(program);
  return condition;
}

Result<Condition> Condition::in(Program& program, const std::string& pointer) {
  Result<Condition> condition;
  condition.value().program_ = &program;
  condition.value().entry_ = static_cast<std::uint32_t>(program.code.size());
  condition.value().pointer_ = pointer;
  return condition;
}

Result<Condition> Condition::compile_plain(const Value& rule, const std::string& pointer, Program& program) {
  Result<Condition> condition = in(program, pointer);
  finish(condition, compile_logic(rule, base::Path{nullptr, pointer, 0}, Mode::strict, program));
  return condition;
}

Result<Condition> Condition::compile(const Value& rule, const std::string& pointer, Program& program) {
  Result<Condition> condition = compile_plain(rule, pointer, program);
  if (condition.ok()) find_tests(program, condition.value().entry_, Use::truth);
  return condition;
}

Result<Condition> Condition::compile_growthbook(const Value& json, const Value& saved_groups,
                                                const std::string& pointer, Program& program) {
  Result<Condition> condition = in(program, pointer);
  finish(condition,
         rules::compile_growthbook(json, saved_groups, base::Path{nullptr, pointer, 0}, Mode::strict, program));
  if (condition.ok()) find_tests(program, condition.value().entry_, Use::truth);
  return condition;
}

template <class Visit>
void Condition::each(Visit visit) const {
  for (std::uint32_t at = entry_; program_ && program_->code[at].code != Code::end; ++at) {
    const Instruction& one = program_->code[at];
    if (one.code != Code::test) {
      visit(one);
      continue;
    }
    const Test& test = program_->tests[one.count];
    for (const Instruction* part : {&test.first, &test.second, &test.third}) visit(*part);
  }
}

Value Condition::evaluate(const Facts& facts) const {
  if (!program_) return Value(true);
  begin(*program_, facts);
  Machine machine(*program_, &facts, nullptr);
  return machine.run(entry_).copy();
}

bool Condition::holds(const Facts& facts) const {
  if (!program_) return true;
  begin(*program_, facts);
  return run(*program_, program_->code.data() + entry_, nullptr, pointer_, facts);
}

bool Condition::holds(const Program& program, std::uint32_t entry, const std::string& pointer, const Facts& facts) {
  // Most conditions are tests and what leads from one to the next: where the tests are answered, they need no machine.
  Scratch& scratch = begin(program, facts);
  const Instruction* at = program.code.data() + entry;
  while (at->code == Code::test && scratch.steps < scratch.until) {
    Outcome outcome = scratch.tests[at->count];
    if (outcome <= Outcome::fails) outcome = outcome_of(program, facts, at->count);
    if (outcome == Outcome::fails) break;
    ++scratch.steps;
    const bool holds = outcome == Outcome::holds;
    const unsigned exit = holds ? at->flag : at->flag >> 2;
    at += holds ? at->at & 0xffff : at->at >> 16;
    if (!(exit & TestExits::kLeaves)) continue;
    const bool leaves = (exit & TestExits::kTrue) != 0;
    if (at->code == Code::end) return leaves;
    const Operand left = Operand::of_boolean(leaves);
    return run(program, at, &left, pointer, facts);
  }
  return run(program, at, nullptr, pointer, facts);
}

[[gnu::noinline]] bool Condition::run(const Program& program, const Instruction* at, const Operand* left,
                                      const std::string& pointer, const Facts& facts) {
  Machine machine(program, &facts, nullptr);
  const Operand result = machine.run(static_cast<std::uint32_t>(at - program.code.data()), left);
  if (machine.failed()) facts.scratch.failures.emplace_back(pointer, to_text(machine.error()));
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
    const bool slot = instruction.code == Code::slot;
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
