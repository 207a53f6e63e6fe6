#include "rules/tests.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "rules/machine.h"

namespace waymark::rules {
namespace {

/// Tests of one bucket that are asked whether they are the same.
constexpr int kCompared = 64;

bool is_operand(const Instruction& one) {
  return one.code == Code::slot || one.code == Code::counter || one.code == Code::constant;
}

/// Functions of two operands that answer true or false, whatever scope they stand in.
bool answers(const Instruction& call) {
  const auto function = static_cast<Function>(call.at);
  if (call.code != Code::call || call.count != 2 || (call.flag & kSpread)) return false;
  return function == Function::in || (function >= Function::starts_with && function <= Function::contains_ci) ||
         function >= Function::segment;
}

/// How many instructions from here on are a test; 0 where none begins.
std::uint8_t test_at(const Instruction* code) {
  if (!is_operand(code[0])) return 0;
  const bool fact = code[0].code != Code::constant;
  if (is_operand(code[1]) && (fact || code[1].code != Code::constant) &&
      (code[2].code == Code::compare || answers(code[2]))) {
    return 3;
  }
  if (!fact) return 0;
  if (code[1].code == Code::match) return 2;
  const auto function = static_cast<Function>(code[1].at);
  const bool unary = code[1].code == Code::call && code[1].count == 1 && code[1].flag == 0 &&
                     (function == Function::negate || function == Function::truth || function == Function::found);
  return unary ? 2 : 1;
}

struct Exit {
  std::uint32_t at;
  bool leaves = true;  ///< A value on the stack,
  bool value;          ///< this one.
  bool answer;         ///< It is true or false, not what the test found.
};

/// Where an answer leads, past what does nothing but pass it on.
Exit follow(const std::vector<Instruction>& code, std::uint32_t at, bool value, bool answer) {
  while (true) {
    const Instruction& one = code[at];
    switch (one.code) {
      case Code::jump:
        at = one.at;
        continue;
      case Code::keep_if:
      case Code::keep_unless:
        if (value != (one.code == Code::keep_if)) return {at + 1, false, value, true};
        at = one.at;
        continue;
      case Code::branch_unless:
        return {value ? at + 1 : one.at, false, value, true};
      case Code::call: {
        const bool negate = one.at == static_cast<std::uint32_t>(Function::negate);
        // Spread over a list, one that was found would not be asked itself.
        const bool plain = answer || one.flag == 0;
        if (one.count != 1 || !plain || !(negate || one.at == static_cast<std::uint32_t>(Function::truth))) break;
        value = value != negate;
        answer = true;
        ++at;
        continue;
      }
      default:
        break;
    }
    return {at, true, value, answer};
  }
}

bool same(const Program& program, const Instruction& a, const Instruction& b) {
  if (a.code != b.code || a.flag != b.flag || a.count != b.count) return false;
  return a.at == b.at || (a.code == Code::constant && program.constants[a.at] == program.constants[b.at]);
}

/// The number of a test like this one: of one that is there, or of a new one.
std::size_t intern(Program& program, const Test& asked) {
  std::uint32_t hash = asked.third.at * 8 + asked.third.flag + asked.second.flag;
  for (const Instruction* one : {&asked.first, &asked.second}) {
    if (one->code != Code::constant) hash = hash * 31 + one->at;
  }
  std::uint32_t& bucket = program.buckets[hash % std::size(program.buckets)];
  int compared = 0;
  for (std::uint32_t at = bucket; at > 0 && compared < kCompared; ++compared) {
    const Test& known = program.tests[at - 1];
    if (known.size == asked.size && same(program, known.first, asked.first) &&
        same(program, known.second, asked.second) && same(program, known.third, asked.third)) {
      return at - 1;
    }
    at = known.next;
  }
  Test& made = program.tests.emplace_back(asked);
  made.next = bucket;
  bucket = static_cast<std::uint32_t>(program.tests.size());
  return bucket - 1;
}

/// Where nothing but tests is left, takes out what they were made of.
void close_up(std::vector<Instruction>& code, std::uint32_t entry) {
  const std::size_t size = code.size() - entry;
  std::vector<std::uint32_t> place(size, 0);  // from 1; 0 where nothing leads
  place[0] = 1;
  for (std::size_t at = 0; at < size; ++at) {
    const Instruction& one = code[entry + at];
    if (place[at] == 0 || one.code == Code::end) continue;
    if (one.code != Code::test) return;
    place[at + (one.at & 0xffff)] = place[at + (one.at >> 16)] = 1;
  }
  std::uint32_t count = 0;
  for (std::uint32_t& one : place) one = one ? ++count : 0;
  for (std::size_t at = 0; at < size; ++at) {
    if (place[at] == 0) continue;
    Instruction one = code[entry + at];
    if (one.code == Code::test) {
      one.at = (place[at + (one.at & 0xffff)] - place[at]) | (place[at + (one.at >> 16)] - place[at]) << 16;
    }
    code[entry + place[at] - 1] = one;
  }
  code.resize(entry + count);
}

/// Texts and lists so short that looking through them is no step of its own.
constexpr std::size_t kShort = 64;

/// The answer of two operands that are known, where it takes no machine.
Outcome at_a_glance(const Operand& left, const Operand& right, const Instruction& operation) {
  const auto outcome = [](bool holds) { return holds ? Outcome::holds : Outcome::untrue; };
  if (operation.code == Code::compare && left.is_number() && right.is_number()) {
    return outcome(related(static_cast<Relation>(operation.flag), left.number, right.number));
  }
  if (left.text().size() >= kShort || right.text().size() >= kShort) return Outcome::unknown;
  if (operation.code == Code::compare) {
    bool wrong = left.is_compound() || right.is_compound();
    const bool holds = !wrong && related(static_cast<Relation>(operation.flag), left, right, wrong);
    return wrong ? Outcome::unknown : outcome(holds);
  }
  if (operation.at != static_cast<std::uint32_t>(Function::in) || right.items().size() >= kShort) {
    return Outcome::unknown;
  }
  if (right.text().empty()) return outcome(strictly_among(left, right.items()));
  return left.is_string() ? outcome(right.text().find(left.text()) != std::string_view::npos) : Outcome::unknown;
}

}  // namespace

Outcome outcome_of(const Program& program, const Facts& facts, std::uint32_t index) {
  const Test& test = program.tests[index];
  Scratch& scratch = facts.scratch;
  if (test.size == 3) {
    bool known = true;
    const auto operand = [&](const Instruction& one) {
      if (one.code == Code::constant) return Operand(program.constants[one.at]);
      const SlotValue& slot = scratch.slots[one.at + (one.code == Code::slot ? 0 : program.slots.size())];
      known = known && slot.looked_up;
      return slot.value;
    };
    const Operand left = operand(test.first);
    const Operand right = operand(test.second);
    const Outcome seen = known ? at_a_glance(left, right, test.third) : Outcome::unknown;
    if (seen != Outcome::unknown) {
      scratch.steps += 3;
      return scratch.tests[index] = seen;
    }
  }
  return Machine(program, &facts, nullptr).outcome(index);
}

void find_tests(Program& program, std::uint32_t entry, Use use) {
  std::vector<Instruction>& code = program.code;
  for (std::uint32_t at = entry; code[at].code != Code::end; ++at) {
    const std::uint8_t size = test_at(&code[at]);
    if (size == 0) continue;
    const bool answer = size > 1;
    const Exit holds = follow(code, at + size, true, answer);
    const Exit fails = follow(code, at + size, false, answer);
    // What was found is wanted itself.
    const auto wanted = [&](const Exit& exit) {
      return exit.leaves && !exit.answer && (use == Use::value || code[exit.at].code != Code::end);
    };
    if (wanted(holds) || wanted(fails)) continue;
    const std::size_t distance = std::max(holds.at, fails.at) - at;
    Test asked{code[at], {}, {}, size};
    if (size > 1) asked.second = code[at + 1];
    if (size > 2) asked.third = code[at + 2];
    const std::size_t number = intern(program, asked);
    if (distance > 0xffff || number > 0xffff) continue;
    const auto flags = [](const Exit& exit) {
      return (exit.leaves ? TestExits::kLeaves : 0) | (exit.value ? TestExits::kTrue : 0);
    };
    code[at] = {Code::test, static_cast<std::uint8_t>(flags(holds) | flags(fails) << 2),
                static_cast<std::uint16_t>(number), (holds.at - at) | (fails.at - at) << 16};
    at += size - 1;
  }
  close_up(code, entry);
}

}  // namespace waymark::rules
