#include "rules/machine.h"

#include <algorithm>
#include <utility>

#include "base/utf16.h"

namespace waymark::rules {
namespace {

constexpr const char* kFaults[] = {"Invalid Arguments", "NaN", "Too Much"};

/// An index as JavaScript takes it: digits without a zero in front.
std::size_t index_of(std::string_view part, std::size_t size) {
  if (part.empty() || part.size() > 6 || (part[0] == '0' && part.size() > 1)) return size;
  std::size_t index = 0;
  for (const char c : part) {
    if (c < '0' || c > '9') return size;
    index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  return index;
}

}  // namespace

/// Steps that copying it takes.
std::size_t Machine::weight(const Operand& value) {
  if (value.is_string()) return value.text().size() / 64;
  std::size_t sum = 0;
  for (const Value& item : value.items()) sum += 1 + weight(item);
  if (value.is_object()) {
    for (const Member& member : value.value->members()) sum += 1 + member.key.size() / 64 + weight(member.value);
  }
  return sum;
}

Machine::Machine(const Program& program, const Facts* facts, const Value* data)
    : program_(program), facts_(facts), data_(data) {}

[[gnu::noinline]] Operand Machine::run(std::uint32_t entry) {
  Stacks own;
  Scratch* const scratch = facts_ ? &facts_->scratch : nullptr;
  Stacks& room = facts_ && facts_->stacks ? *facts_->stacks : own;
  if (room.operands.size() < kMaxStack) {
    room.operands.resize(kMaxStack);
    room.scopes.resize(kMaxScopes);
  }
  stack_ = room.operands.data();
  scope_ = room.scopes.data();
  if (scratch) {
    if (scratch->program != &program_) {
      scratch->program = &program_;
      scratch->slots.clear();
    }
    if (scratch->slots.size() < program_.slots.size()) scratch->slots.resize(program_.slots.size());
    steps_ = std::min(kMaxSteps, kMaxTriggerSteps - scratch->steps);
  }
  const std::int32_t granted = steps_;
  at_ = entry;
  while (true) {
    if (--steps_ < 0) fail(Fault::too_much);
    if (failed_) {
      unwind();
      if (failed_) break;
    }
    const Instruction& instruction = program_.code[at_++];
    if (instruction.code == Code::end) break;
    if (instruction.code == Code::slot_test || instruction.code == Code::constant_test) {
      test(instruction);
    } else {
      step(instruction);
    }
  }
  if (scratch) scratch->steps += granted - std::max(steps_, 0);
  return failed_ ? Operand() : pop();
}

/// Most of what conditions are made of, a fact against a constant, in one go; and the `and` or `or` it is part of.
void Machine::test(const Instruction& first) {
  const Instruction& second = program_.code[at_];
  const Instruction& third = program_.code[at_ + 1];
  at_ += 2;
  spend(3);  // it stands for four instructions
  const bool fact_first = first.code == Code::slot_test;
  const Operand fact = slot(fact_first ? first.at : second.at);
  const Operand constant = program_.constants[fact_first ? second.at : first.at];
  bool holds = false;
  if (third.code == Code::compare) {
    compare(fact, constant, static_cast<Relation>(third.flag), holds);
    if (failed_) return;
  } else {
    holds = fact_first ? contains(fact, constant) : contains(constant, fact);
  }
  const Instruction& next = program_.code[at_];
  if (next.code == Code::keep_unless || next.code == Code::keep_if) {
    ++at_;
    if (holds != (next.code == Code::keep_if)) return;
    at_ = next.at;
  }
  push(Operand::of_boolean(holds));
}

/// Fails where one of them should be a number and is none.
void Machine::compare(const Operand& left, const Operand& right, Relation relation, bool& holds) {
  if (left.is_string() && right.is_string()) spend(std::min(left.text().size(), right.text().size()) / 64);
  bool wrong = false;
  holds = related(relation, left, right, wrong);
  if (wrong) fail(Fault::not_a_number);
}

void Machine::step(const Instruction& instruction) {
  switch (instruction.code) {
    case Code::constant:
      return push(program_.constants[instruction.at]);
    case Code::slot:
      return push(slot(instruction.at));
    case Code::path:
      return push(resolve(program_.paths[instruction.at]));
    case Code::list: {
      Value list = Value::array();
      spend(instruction.count);
      for (std::size_t i = top_ - instruction.count; i < top_; ++i) list.push(copy(stack_[i]));
      top_ -= instruction.count;
      return push(keep(std::move(list)));
    }
    case Code::call:
      return call(instruction);
    case Code::compare:
    case Code::compare_next: {
      const Operand right = pop();
      const Operand left = pop();
      bool holds = false;
      compare(left, right, static_cast<Relation>(instruction.flag), holds);
      if (failed_) return;
      if (instruction.code == Code::compare_next && holds) {
        push(right);
      } else {
        push(Operand::of_boolean(holds));
        if (instruction.code == Code::compare_next) at_ = instruction.at;
      }
      return;
    }
    case Code::match: {
      const Operand value = pop();
      const base::Pattern& pattern = program_.patterns[instruction.at];
      const std::string text = to_text(value);
      // A character costs as many steps as there are states, each of them a quarter of an instruction's.
      if (spend((text.size() + 1) * (pattern.states() + 4) / 4)) push(Operand::of_boolean(pattern.matches(text)));
      return;
    }
    case Code::counter: {
      if (!facts_) return push(Operand());
      const profile::Now now{facts_->now, facts_->session.number, facts_->profile.pages};
      profile::Reading reading = facts_->profile.log.read(program_.behaviours[instruction.at], now);
      facts_->scratch.exact = facts_->scratch.exact && reading.exact;
      return push(reading.value.is_string() ? keep(std::move(reading.value)) : Operand(reading.value));
    }
    case Code::jump:
      at_ = instruction.at;
      return;
    case Code::branch_unless:
      if (!truthy(pop())) at_ = instruction.at;
      return;
    case Code::keep_if:
    case Code::keep_unless:
    case Code::keep_some:
    case Code::keep_found: {
      const Operand& top = stack_[top_ - 1];
      const bool keeps = instruction.code == Code::keep_some    ? !top.is_null()
                         : instruction.code == Code::keep_found ? !top.missing
                                                                : truthy(top) == (instruction.code == Code::keep_if);
      if (keeps) {
        at_ = instruction.at;
      } else {
        --top_;
      }
      return;
    }
    case Code::each:
      return begin_iterator(instruction);
    case Code::next:
      return end_turn(instruction);
    case Code::attempt:
      if (attempts_ == kMaxScopes) {
        fail(Fault::too_much);
        return;
      }
      attempt_[attempts_++] = {instruction.at, static_cast<std::uint16_t>(top_), static_cast<std::uint16_t>(scopes_)};
      return;
    case Code::leave:
      --attempts_;
      scopes_ -= instruction.count;
      at_ = instruction.at;
      return;
    case Code::caught: {
      if (instruction.flag) --scopes_;
      if (scopes_ == kMaxScopes) {
        fail(Fault::too_much);
        return;
      }
      Value context;
      context.append_member("type", error_.copy());
      Scope& scope = scope_[scopes_++];
      scope = Scope();
      scope.context = keep(std::move(context));
      return;
    }
    case Code::close:
      --scopes_;
      return;
    case Code::fail:
      fail(static_cast<Fault>(instruction.at));
      return;
    case Code::slot_test:
    case Code::constant_test:
    case Code::end:
      return;
  }
}

/// An error goes to the attempt made last, unless it is a bound that was passed.
[[gnu::noinline]] void Machine::unwind() {
  if (spent_ || attempts_ == 0) return;
  failed_ = false;
  const Attempt& last = attempt_[--attempts_];
  at_ = last.handler;
  top_ = last.top;
  scopes_ = last.scopes;
}

[[gnu::noinline]] void Machine::begin_iterator(const Instruction& instruction) {
  const Operand list = pop();
  Scope scope;
  scope.kind = static_cast<Iterator>(instruction.flag);
  scope.iterates = true;
  scope.list = list;
  if (scope.kind == Iterator::reduce) scope.accumulator = pop();
  if (!list.is_array()) {
    const bool may_lack = !truthy(list) && scope.kind <= Iterator::reduce;
    if (!may_lack && scope.kind != Iterator::any_match) {
      fail(Fault::arguments);
      return;
    }
  }
  const std::size_t size = list.items().size();
  if (size > kMaxElements || scopes_ == kMaxScopes) {
    fail(Fault::too_much);
    return;
  }
  if (scope.kind == Iterator::map || scope.kind == Iterator::filter) {
    made_.push_back(Value::array());
    scope.out = &made_.back();
  }
  if (scope.kind == Iterator::reduce && scope.accumulator.missing && size > 0) {
    scope.accumulator = list.items()[0];
    scope.index = 1;
  }
  if (advance(scope)) {
    scope_[scopes_++] = scope;
  } else {
    finish_iterator(scope, false);
    at_ = instruction.at;
  }
}

/// Takes up the element at `index`; false where there is none left.
bool Machine::advance(Scope& scope) {
  const std::span<const Value> items = scope.list.items();
  // GrowthBook's $elemMatch passes over nulls.
  while (scope.kind == Iterator::any_match && scope.index < items.size() && items[scope.index].is_null()) ++scope.index;
  if (scope.index >= items.size()) return false;
  scope.context = items[scope.index];
  return true;
}

[[gnu::noinline]] void Machine::end_turn(const Instruction& instruction) {
  const Operand result = pop();
  Scope& scope = scope_[scopes_ - 1];
  bool stop = false;
  switch (scope.kind) {
    case Iterator::map:
      scope.out->push(copy(result));
      break;
    case Iterator::filter:
      if (truthy(result)) scope.out->push(copy(scope.context));
      break;
    case Iterator::reduce:
      scope.accumulator = result;
      break;
    case Iterator::all:
      stop = !truthy(result);
      break;
    case Iterator::some:
    case Iterator::none:
    case Iterator::any_match:
      stop = truthy(result);
      break;
  }
  ++scope.index;
  if (!stop && advance(scope)) {
    at_ = instruction.at;
    return;
  }
  --scopes_;
  finish_iterator(scope, stop);
}

void Machine::finish_iterator(const Scope& scope, bool stopped) {
  switch (scope.kind) {
    case Iterator::map:
    case Iterator::filter:
      return push(*scope.out);
    case Iterator::reduce: {
      Operand result = scope.accumulator;
      result.missing = false;
      return push(result);
    }
    case Iterator::all:
      return push(Operand::of_boolean(!stopped && !scope.list.items().empty()));
    case Iterator::none:
      return push(Operand::of_boolean(!stopped));
    default:
      return push(Operand::of_boolean(stopped));
  }
}

// ── data ──────────────────────────────────────────────────────────────────────────────────────────

Operand Machine::slot(std::uint32_t index) {
  const std::vector<std::string>& parts = program_.slots[index].parts;
  if (!facts_) return at_level(0, parts);
  SlotValue& known = facts_->scratch.slots[index];
  if (!known.looked_up) {
    known.looked_up = true;
    known.value = at_level(0, parts);
  }
  return known.value;
}

Operand Machine::resolve(const Way& path) {
  if (path.climb / 2 > scopes_ || (path.climb % 2 && path.climb / 2 >= scopes_)) return Operand::nothing();
  const std::size_t level = scopes_ - path.climb / 2;
  if (path.climb % 2 == 0) return at_level(level, path.parts);
  const Scope& scope = scope_[level - 1];
  const bool index = scope.iterates && path.parts.size() == 1 && path.parts[0] == "index";
  return index ? Operand::of_number(scope.index) : Operand::nothing();
}

/// What lies in the data of a scope; level 0 is what the whole condition is asked of.
Operand Machine::at_level(std::size_t level, std::span<const std::string> parts) {
  if (level > 0) {
    const Scope& scope = scope_[level - 1];
    if (scope.kind != Iterator::reduce || !scope.iterates) return walk(scope.context, parts);
    if (parts.empty()) {
      Value both;
      both.append_member("accumulator", copy(scope.accumulator));
      both.append_member("current", copy(scope.context));
      return keep(std::move(both));
    }
    if (parts[0] == "accumulator") return walk(scope.accumulator, parts.subspan(1));
    return parts[0] == "current" ? walk(scope.context, parts.subspan(1)) : Operand::nothing();
  }
  if (!facts_) return walk(*data_, parts);
  if (parts.empty()) return Operand::nothing();
  // Members of the visitor are worked out one by one: some take a look at everything.
  const bool member = parts[0] == "visitor" && parts.size() > 1;
  if (!member) return walk(facts_->root(parts[0]), parts.subspan(1));
  return walk(facts_->root("visitor." + parts[1]), parts.subspan(2));
}

Operand Machine::walk(Operand at, std::span<const std::string> parts) {
  for (const std::string& part : parts) {
    if (at.is_object()) {
      const Value* member = at.value->find(part);
      if (!member) return Operand::nothing();
      at = *member;
    } else if (at.is_array()) {
      const std::span<const Value> items = at.items();
      if (part == "length") {
        at = Operand::of_number(static_cast<double>(items.size()));
        continue;
      }
      const std::size_t index = index_of(part, items.size());
      if (index >= items.size()) return Operand::nothing();
      at = items[index];
    } else if (at.is_string()) {
      const std::size_t length = base::utf16_length(at.text());
      if (!spend(at.text().size() / 64)) return Operand::nothing();
      const std::size_t index = index_of(part, length);
      if (part == "length") {
        at = Operand::of_number(static_cast<double>(length));
      } else if (index < length) {
        const std::size_t from = base::utf16_offset(at.text(), index);
        at = keep(Value(at.text().substr(from, base::utf16_offset(at.text(), index + 1) - from)));
      } else {
        return Operand::nothing();
      }
    } else {
      return Operand::nothing();
    }
  }
  at.missing = false;
  return at;
}

// ── the stack ─────────────────────────────────────────────────────────────────────────────────────

void Machine::push(const Operand& operand) {
  if (top_ < kMaxStack) {
    stack_[top_++] = operand;
  } else {
    fail(Fault::too_much);
  }
}

Operand Machine::keep(Value value) {
  made_.push_back(std::move(value));
  return made_.back();
}

Value Machine::copy(const Operand& operand) {
  if (operand.kind >= Value::Kind::string && !spend(weight(operand))) return Value();
  return operand.copy();
}

bool Machine::spend(std::size_t steps) {
  steps_ -= static_cast<std::int32_t>(std::min<std::size_t>(steps, kMaxTriggerSteps));
  return steps_ >= 0;
}

Operand Machine::fail(Fault fault) {
  spent_ = spent_ || fault == Fault::too_much;
  return raise(keep(Value(kFaults[static_cast<std::size_t>(fault)])));
}

Operand Machine::raise(const Operand& type) {
  failed_ = true;
  error_ = type;
  return Operand();
}

}  // namespace waymark::rules
