#include "rules/machine.h"

#include <algorithm>
#include <utility>

#include "base/utf16.h"

namespace waymark::rules {
namespace {

/// What a function, a way through a scope and a turn of an iterator take beyond an instruction.
constexpr std::int32_t kCallSteps = 2;
constexpr std::int32_t kPathSteps = 1;
constexpr std::int32_t kTurnSteps = 3;

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
    : program_(program), facts_(facts), data_(data) {
  if (facts_) steps_ = facts_->scratch.until - scratch_for(program, *facts).steps;
  granted_ = steps_;
}

Machine::~Machine() {
  if (facts_) facts_->scratch.steps += granted_ - std::max(steps_, 0);
}

[[gnu::noinline]] Scratch& renew_scratch(const Program& program, const Facts& facts) {
  Scratch& scratch = facts.scratch;
  if (!scratch.lender && facts.stacks) {
    scratch.lender = facts.stacks;
    scratch.slots.swap(facts.stacks->slots);
    scratch.tests.swap(facts.stacks->tests);
  }
  scratch.program = &program;
  scratch.version = program.version;
  scratch.slots.assign(program.slots.size() + program.behaviours.size(), SlotValue());
  scratch.tests.assign(program.tests.size(), Outcome::unknown);
  return scratch;
}

Scratch::~Scratch() {
  if (!lender) return;
  slots.swap(lender->slots);
  tests.swap(lender->tests);
}

[[gnu::noinline]] Operand Machine::run(std::uint32_t entry, const Operand* left) {
  Stacks own;
  Stacks& room = facts_ && facts_->stacks ? *facts_->stacks : own;
  if (room.operands.size() < kMaxStack) {
    room.operands.resize(kMaxStack);
    room.scopes.resize(kMaxScopes);
  }
  stack_ = room.operands.data();
  scope_ = room.scopes.data();
  at_ = entry;
  if (left) push(*left);
  while (true) {
    if (--steps_ < 0) fail(Fault::too_much);
    if (failed_) {
      unwind();
      if (failed_) break;
    }
    const Instruction& instruction = program_.code[at_++];
    if (instruction.code == Code::end) break;
    step(instruction);
  }
  return failed_ ? Operand() : pop();
}

[[gnu::noinline]] Outcome Machine::outcome(std::uint32_t index) {
  Outcome* const known = facts_ ? &facts_->scratch.tests[index] : nullptr;
  if (known && *known > Outcome::fails) return *known;
  const Test& test = program_.tests[index];
  const auto operand = [&](const Instruction& one) {
    if (one.code == Code::slot) return slot(one.at);
    return one.code == Code::counter ? counter(one.at) : Operand(program_.constants[one.at]);
  };
  spend(3);  // as many as the instructions it stands for
  const Operand first = operand(test.first);
  bool holds = false;
  if (test.size == 3) {
    const Operand both[] = {first, operand(test.second)};
    if (test.third.code == Code::compare) {
      compare(both[0], both[1], static_cast<Relation>(test.third.flag), holds);
    } else {
      holds = truthy(apply(static_cast<Function>(test.third.at), both, test.third.flag));
    }
  } else if (test.size == 2 && test.second.code == Code::match) {
    holds = matches(test.second.at, first);
  } else if (test.size == 2) {
    holds = truthy(apply(static_cast<Function>(test.second.at), std::span(&first, 1), 0));
  } else {
    holds = truthy(first);
  }
  const Outcome outcome = failed_ || steps_ < 0 ? Outcome::fails : holds ? Outcome::holds : Outcome::untrue;
  if (known) *known = outcome;
  return outcome;
}

/// Where a test leads.
void Machine::go_on(const Instruction& test) {
  const Outcome result = outcome(test.count);
  if (result == Outcome::fails) return;
  const bool holds = result == Outcome::holds;
  const unsigned leaves = holds ? test.flag : test.flag >> 2;
  at_ += (holds ? test.at & 0xffff : test.at >> 16) - 1;
  if (leaves & TestExits::kLeaves) push(Operand::of_boolean((leaves & TestExits::kTrue) != 0));
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
      steps_ -= kPathSteps;
      return push(resolve(program_.paths[instruction.at]));
    case Code::list: {
      Value list = Value::array();
      spend(instruction.count);
      for (std::size_t i = top_ - instruction.count; i < top_; ++i) list.push(copy(stack_[i]));
      top_ -= instruction.count;
      return push(keep(std::move(list)));
    }
    case Code::call:
      steps_ -= kCallSteps;
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
      return push(Operand::of_boolean(matches(instruction.at, value)));
    }
    case Code::counter:
      return push(counter(instruction.at));
    case Code::test:
      return go_on(instruction);
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
      steps_ -= kTurnSteps;
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
  const bool starts = scope.kind == Iterator::reduce && instruction.count > 0;
  scope.skips_nulls = scope.kind == Iterator::any_match && instruction.count > 0;
  scope.list = list;
  if (starts) scope.accumulator = pop();
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
  if (scope.kind == Iterator::reduce && !starts && size > 0) {
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
  while (scope.skips_nulls && scope.index < items.size() && items[scope.index].is_null()) ++scope.index;
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
  into_texts_ = program_.slots[index].into_texts;
  if (!facts_) return at_level(0, program_.slots[index].parts);
  SlotValue& known = facts_->scratch.slots[index];
  if (known.looked_up) return known.value;
  const std::size_t made = made_.size();
  known.value = look_up(program_.slots[index]);
  // A letter of a text is made, and goes with this machine.
  known.looked_up = made_.size() == made;
  return known.value;
}

Operand Machine::look_up(const Way& way) {
  const std::span<const std::string> parts = way.parts;
  if (parts.empty()) return Operand::nothing();
  if (way.in == Way::In::number) return Operand::of_number(way.number(*facts_));
  if (way.in == Way::In::event) {
    // Of a property no copy of them all.
    return facts_->event ? walk(facts_->event->properties, parts.subspan(1)) : Operand::nothing();
  }
  if (way.in == Way::In::root) {
    const Built& known = facts_->find(way.root);
    return known.found ? walk(known.value, parts.subspan(std::min<std::size_t>(2, parts.size()))) : Operand::nothing();
  }
  const Value* const trait = facts_->trait(parts[2]);
  return trait ? walk(*trait, parts.subspan(3)) : Operand::nothing();
}

Operand Machine::counter(std::uint32_t index) {
  if (!facts_) return Operand();
  SlotValue& known = facts_->scratch.slots[program_.slots.size() + index];
  if (known.looked_up) return known.value;
  const profile::Now now{facts_->now, facts_->session.number, facts_->profile.pages};
  profile::Reading reading = facts_->profile.log.read(program_.behaviours[index], now);
  spend(reading.work);
  facts_->scratch.exact = facts_->scratch.exact && reading.exact;
  // A text goes with this machine.
  if (reading.value.is_string()) return keep(std::move(reading.value));
  known.looked_up = true;
  return known.value = reading.value;
}

bool Machine::matches(std::uint32_t index, const Operand& value) {
  const base::Pattern& pattern = program_.patterns[index];
  const std::string text = to_text(value);
  // A character costs as many steps as there are states, each of them a quarter of an instruction's.
  return spend((text.size() + 1) * (pattern.states() + 4) / 4) && pattern.matches(text);
}

Operand Machine::resolve(const Way& path) {
  into_texts_ = path.into_texts;
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
    } else if (at.is_string() && into_texts_) {
      // All bytes are passed for the length, and those up to a letter twice.
      if (!spend(at.text().size() / 3)) return Operand::nothing();
      const std::size_t length = base::utf16_length(at.text());
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
