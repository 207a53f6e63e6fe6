#include "rules/sieve.h"

#include <iterator>
#include <string_view>

#include "rules/coerce.h"
#include "rules/machine.h"
#include "rules/tests.h"

namespace waymark::rules {
namespace {

/// Tests a condition may begin with that are taken into account, and keys of one fact. A hostile configuration gets no
/// more by more.
constexpr int kDemands = 16;
constexpr std::size_t kKeys = 256;

void join(Sifted& into, const Sifted& from) {
  for (std::size_t i = 0; i < std::size(into.words); ++i) into.words[i] |= from.words[i];
}

/// Whether there is one in `from` that is not in `into`.
bool adds(const Sifted& into, const Sifted& from) {
  std::uint64_t more = 0;
  for (std::size_t i = 0; i < std::size(into.words); ++i) more |= from.words[i] & ~into.words[i];
  return more != 0;
}

bool less(const Operand& a, const Operand& b) { return a.is_number() ? a.number < b.number : a.text() < b.text(); }

/// The place of the first key that is not less.
std::size_t place_of(const std::vector<Operand>& keys, const Operand& value) {
  std::size_t low = 0;
  for (std::size_t high = keys.size(); low < high;) {
    const std::size_t middle = (low + high) / 2;
    if (less(keys[middle], value)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

bool on_key(const std::vector<Operand>& keys, std::size_t place, const Operand& value) {
  return place < keys.size() && !less(value, keys[place]);
}

/// What a fact is compared with: numbers, or texts where it is only asked whether they are the same. Empty for any
/// other test: between two keys its answer may change.
std::span<const Value> keys_of(const Program& program, const Test& test) {
  if (test.size != 3 || test.first.code == Code::constant || test.second.code != Code::constant) return {};
  const Value& constant = program.constants[test.second.at];
  const bool compares = test.third.code == Code::compare;
  const bool among = !compares && test.third.at == static_cast<std::uint32_t>(Function::in) && constant.is_array();
  const std::span<const Value> keys = compares ? std::span(&constant, 1) : constant.items();
  if (!(compares || among) || keys.empty() || keys.size() > kKeys / 2) return {};
  const bool same_only = among || test.third.flag <= static_cast<std::uint8_t>(Relation::strict_not_equal);
  const Value::Kind kind = keys[0].kind();
  for (const Value& key : keys) {
    if (key.kind() != kind) return {};
  }
  return kind == Value::Kind::number || (kind == Value::Kind::string && same_only) ? keys : std::span<const Value>();
}

/// Whether a test may be no answer: comparing fails where there should be a number and is none.
bool may_fail(const Program& program, const Test& test) {
  if (test.third.code != Code::compare || static_cast<Relation>(test.third.flag) == Relation::strict_equal ||
      static_cast<Relation>(test.third.flag) == Relation::strict_not_equal) {
    return false;
  }
  if (test.first.code != Code::counter || test.second.code != Code::constant) return true;
  const profile::Behaviour::Measure measure = program.behaviours[test.first.at].measure;
  const bool number = measure == profile::Behaviour::Measure::count || measure == profile::Behaviour::Measure::sum ||
                      measure == profile::Behaviour::Measure::distinct;
  return !number || !program.constants[test.second.at].is_number();
}

}  // namespace

Sieve::Sieve(const Program& program, std::span<const std::uint32_t> entries)
    : begins_(entries.begin(), entries.end()), rests_(begins_) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i] == Condition::kAlways) continue;
    const Instruction* at = program.code.data() + entries[i];
    for (int count = 0; at->code == Code::test && count < kDemands; ++count) {
      // One of its two ways has to lead to the end, with false.
      const auto falls = [&](std::uint32_t distance, unsigned leaves) {
        return at[distance].code == Code::end && leaves == TestExits::kLeaves;
      };
      const bool wanted = falls(at->at >> 16, at->flag >> 2);
      if (!wanted && !falls(at->at & 0xffff, at->flag & 3U)) break;
      demand(program, at->count, wanted, i);
      const unsigned leaves = wanted ? at->flag & 3U : at->flag >> 2;
      const Instruction* const next = at + (wanted ? at->at & 0xffff : at->at >> 16);
      if ((leaves & TestExits::kLeaves) != 0) {
        // Where nothing follows, it holds.
        if (next->code == Code::end && (leaves & TestExits::kTrue) != 0) rests_[i] = Condition::kAlways;
        break;
      }
      at = next;
      rests_[i] = static_cast<std::uint32_t>(at - program.code.data());
    }
  }
}

void Sieve::demand(const Program& program, std::uint32_t test, bool wanted, std::size_t condition) {
  const std::span<const Value> keys = keys_of(program, program.tests[test]);
  const Instruction& fact = program.tests[test].first;
  Column* column = nullptr;
  for (Column& one : columns_) {
    const bool fits = keys.empty() ? one.keys.empty() && one.demands[0].test == test
                                   : !one.keys.empty() && one.fact.code == fact.code && one.fact.at == fact.at &&
                                         one.keys[0].kind == keys[0].kind() && one.keys.size() + keys.size() <= kKeys;
    if (fits) column = &one;
  }
  if (!column) {
    column = &columns_.emplace_back();
    column->fact = fact;
  }
  for (const Value& key : keys) {
    const Operand one(key);
    const std::size_t place = place_of(column->keys, one);
    if (!on_key(column->keys, place, one))
      column->keys.insert(column->keys.begin() + static_cast<std::ptrdiff_t>(place), one);
  }
  column->conditions.set(condition);
  column->may_fail = column->may_fail || may_fail(program, program.tests[test]);
  for (Demand& one : column->demands) {
    if (one.test == test && one.wanted == wanted) {
      one.conditions.set(condition);
      return;
    }
  }
  column->demands.push_back({test, wanted, {}});
  column->demands.back().conditions.set(condition);
}

/// Where its answers are kept: null where they are not, for a value of a kind that is not among the keys.
Sieve::Row* Sieve::row_of(const Column& column, const Program& program, const Facts& facts) {
  if (column.keys.empty()) return nullptr;
  const std::size_t slot = column.fact.at + (column.fact.code == Code::slot ? 0 : program.slots.size());
  if (!facts.scratch.slots[slot].looked_up) Machine(program, &facts, nullptr).fact(column.fact);
  const SlotValue& known = facts.scratch.slots[slot];
  if (!known.looked_up) return nullptr;  // a text that is gone with that machine
  const Operand& value = known.value;
  std::size_t row = 0;
  if (!value.is_null()) {
    if (value.kind != column.keys[0].kind || (value.is_number() && value.number != value.number)) return nullptr;
    const std::size_t place = place_of(column.keys, value);
    row = 1 + 2 * place + (on_key(column.keys, place, value) ? 1 : 0);
  }
  if (column.rows.empty()) column.rows.resize(2 * column.keys.size() + 2);
  return &column.rows[row];
}

Sifted Sieve::sift(const Program& program, const Facts& facts) const {
  Scratch& scratch = begin(program, facts);
  Sifted out;
  Sifted failed;
  for (const Column& column : columns_) {
    if (!column.may_fail && !adds(out, column.conditions)) continue;
    Row* const row = row_of(column, program, facts);
    if (row && row->known) {
      join(out, row->out);
      continue;
    }
    Row fresh{true, {}};
    bool fails = false;
    for (const Demand& one : column.demands) {
      Outcome outcome = scratch.tests[one.test];
      if (outcome <= Outcome::fails) outcome = outcome_of(program, facts, one.test);
      if (outcome == Outcome::fails) {
        fails = true;
        join(failed, one.conditions);
      } else if ((outcome == Outcome::holds) != one.wanted) {
        join(fresh.out, one.conditions);
      }
    }
    join(out, fresh.out);
    out.failed = out.failed || fails;
    // A bound that was passed makes tests fail, too: what failed is no property of the fact.
    if (row && !fails) *row = fresh;
  }
  for (std::size_t i = 0; out.failed && i < std::size(out.words); ++i) out.words[i] &= ~failed.words[i];
  return out;
}

}  // namespace waymark::rules
