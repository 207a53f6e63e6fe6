#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/condition.h"
#include "rules/facts.h"
#include "rules/operand.h"
#include "rules/program.h"

// Never linked into the Wasm: nothing there refers to it. So the standard library's containers are welcome.
namespace waymark::rules {

/// Conditions a sieve holds: one bit each.
inline constexpr std::size_t kSieve = 256;

/// One bit a condition.
struct Sifted {
  std::uint64_t words[kSieve / 64] = {};
  bool failed = false;  ///< Some tests did: all that are left have to be asked from the beginning.

  bool operator[](std::size_t condition) const { return (words[condition / 64] >> condition % 64 & 1U) != 0; }
  void set(std::size_t condition) { words[condition / 64] |= std::uint64_t{1} << condition % 64; }
};

/// Up to kSieve conditions that are asked at the same triggers. What most of them begin with, tests that all have to
/// come out one way (`and`), is gathered by the fact that is tested: one look at the fact tells of all conditions that
/// cannot hold by it. Those left are asked one by one (docs/decisions/0030-rules-are-sifted.md).
class Sieve {
 public:
  /// Conditions by where they begin in the program, Condition::kAlways for one that always holds.
  Sieve(const Program& program, std::span<const std::uint32_t> entries);

  std::size_t size() const { return begins_.size(); }
  /// Those that do not hold. Whatever is left has to be asked, and those that fail are left: asked, each of them fails
  /// as it would without a sieve.
  Sifted sift(const Program& program, const Facts& facts) const;
  /// Where a condition that is left goes on, as Condition::entry() has it; kNever for one that does not hold.
  std::uint32_t rest(const Sifted& sifted, std::size_t condition) const {
    return sifted[condition] ? Condition::kNever : (sifted.failed ? begins_ : rests_)[condition];
  }

 private:
  /// A test some conditions begin with.
  struct Demand {
    std::uint32_t test;
    bool wanted;
    Sifted conditions = {};
  };
  /// What comes of all demands on a fact, wherever it lies between two of the keys, or on one.
  struct Row {
    bool known = false;
    Sifted out;
  };
  /// A fact and what is demanded of it. With keys, these are all it is compared with, numbers or texts, in order; then
  /// what came of it once is kept, by its place among them.
  struct Column {
    Instruction fact;
    std::vector<Operand> keys;
    std::vector<Demand> demands;
    Sifted conditions;
    bool may_fail = false;  ///< Has to be looked at even where all its conditions are out: which would have failed?
    mutable std::vector<Row> rows;
  };

  void demand(const Program& program, std::uint32_t test, bool wanted, std::size_t condition);
  static Row* row_of(const Column& column, const Program& program, const Facts& facts);

  std::vector<Column> columns_;
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> rests_;  ///< What follows the tests that are looked at here.
};

}  // namespace waymark::rules
