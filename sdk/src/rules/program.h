#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/pattern.h"
#include "profile/behaviour.h"
#include "rules/coerce.h"
#include "rules/scope.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::rules {

/// What one step of the machine does. Operands are taken from the top of its stack and the result is put there.
enum class Code : std::uint8_t {
  constant,       ///< Puts constant `at`.
  slot,           ///< Puts what lies at path `at` of the data: looked up once a trigger.
  test,           ///< Asks test `count` and goes on at one of the two distances in `at`, see TestExits.
  path,           ///< Puts what lies at path `at` of the scope.
  list,           ///< Makes a list of `count`.
  call,           ///< Does function `at` (Function) to `count` operands, or to the list on top where `flag` is kSpread.
  compare,        ///< Relation `flag`.
  compare_next,   ///< Where it holds, leaves the right one for what comes next; else puts false and jumps to `at`.
  match,          ///< Whether pattern `at` occurs in a text.
  counter,        ///< Reads counter `at`.
  jump,           ///< To `at`.
  branch_unless,  ///< Takes a value away, jumps where it is falsy.
  keep_if,        ///< Jumps where the top is truthy, else takes it away.
  keep_unless,    ///< Where it is falsy.
  keep_some,      ///< Where it is not null.
  keep_found,     ///< Where it is not missing.
  each,     ///< Begins iterator `flag` (Iterator) over the list on top, with the value below to start from (reduce) or
            ///< past nulls (any_match) where `count`; jumps to `at` where there is nothing to do.
  next,     ///< Ends one turn of it; the body begins at `at`.
  attempt,  ///< From here on an error jumps to `at`.
  leave,    ///< The attempt went well: jumps to `at`, leaving `count` scopes.
  caught,   ///< Opens a scope with the error; `flag`: in place of the one before.
  close,    ///< Leaves a scope.
  fail,     ///< Throws error `at` (Fault).
  end,
};

enum class Fault : std::uint8_t { arguments, not_a_number, too_much };

/// What `call` can do.
enum class Function : std::uint8_t {
  add,
  subtract,
  multiply,
  divide,
  modulo,
  greatest,
  least,
  in,
  concatenate,
  substring,
  merge,
  missing,
  missing_some,
  length,
  negate,
  truth,
  raise,
  same,
  var,
  val,
  exists,
  found,
  starts_with,
  ends_with,
  contains_ci,
  semver,
  date_between,
  time_in,
  bucket,
  segment,
  // GrowthBook's
  is_text,
  is_text_ci,
  is_number,
  is_boolean,
  is_json,
  is_type,
  among,
  among_ci,
  ordered,
  version,
};

inline constexpr std::uint8_t kSpread = 1;

struct Instruction {
  Code code = Code::end;
  std::uint8_t flag = 0;
  std::uint16_t count = 0;
  std::uint32_t at = 0;
};

/// How a `test` goes on: `at` has the distance where it holds in its lower half, the other in its upper; `flag` says
/// for each of the two (the other's bits two places higher) whether a value is left on the stack there, and which.
struct TestExits {
  static constexpr std::uint8_t kLeaves = 1;
  static constexpr std::uint8_t kTrue = 2;
};

/// A leaf of conditions: what one to three instructions that stand side by side come to, true or false. Those of all
/// conditions that ask the same are one, which is answered once a trigger.
struct Test {
  Instruction first;
  Instruction second;
  Instruction third;
  std::uint8_t size = 0;   ///< How many of them.
  std::uint32_t next = 0;  ///< Another of the same bucket, from 1; 0 for none.
};

struct Facts;

/// A way through data. `climb` counts scopes out: two for each iterator, of which the odd one is the iterator itself
/// with its `index`.
struct Way {
  std::uint32_t climb = 0;
  std::vector<std::string> parts;
  bool into_texts = true;  ///< To GrowthBook a text has no letters and no length.
  std::string root = {};   ///< Of a slot: what Facts::find is asked for, the first two parts,
  enum class In : std::uint8_t { root, event, trait, number } in = In::root;  ///< and where that lies.
  double (*number)(const Facts& facts) = nullptr;                             ///< Reads a fact that is always one.
};

/// The parts of a dotted path; `\.` is a dot that parts nothing.
std::vector<std::string> split_path(std::string_view path);

/// The same as a way; each `../` in front climbs one scope.
Way dotted_way(std::string_view path);
/// Whether the first part of a way is `[n]`, and how far that climbs: whatever its sign, and no further than there can
/// be scopes.
inline bool climbs(const Operand& part) { return part.items().size() == 1; }
std::uint32_t climb_in(const Operand& part);

/// Conditions, compiled one behind the other: they share paths, so that each is looked up once a trigger.
struct Program {
  std::uint32_t version = 0;  ///< Changes with all below.
  std::vector<Instruction> code;
  std::vector<Value> constants;
  List<Way> slots;
  List<Way> paths;
  List<base::Pattern> patterns;
  List<profile::Behaviour> behaviours;
  std::vector<Test> tests;
  std::uint32_t buckets[64] = {};  ///< Of tests, by what they ask: the last of each, from 1.
};

}  // namespace waymark::rules
