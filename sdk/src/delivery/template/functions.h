#pragma once

#include <span>
#include <string>
#include <string_view>

#include "delivery/template/budget.h"
#include "waymark/value.h"

/// What a template can do with values (docs/destinations.md, "Definitions").
namespace waymark::delivery {

/// In the order of kOperations. The first ones choose what they evaluate and live in evaluate.cpp; the others are
/// functions of their arguments and may stand behind a path too: `$.event.timestamp | iso`.
enum class Operation : unsigned char {
  first,
  when,
  match,
  each,
  object,
  with,
  use,
  literal,
  // Functions that answer yes or no.
  eq,
  in,
  less,
  no,
  all,
  any,
  // Functions that take absent arguments.
  alternative,
  merge,
  concat,
  sum,
  type,
  // Functions that give nothing where their first argument is absent: trees,
  join,
  pick,
  omit,
  rename,
  get,
  cut,
  length,
  host,
  param,
  some,
  // numbers,
  number,
  times,
  over,
  floor,
  round,
  iso,
  // texts.
  text,
  json,
  lower,
  snake,
  url,
  query,
  hash,
};

struct Signature {
  char name[8];
  unsigned char least;  ///< Arguments.
  unsigned char most;
};

/// The operation of that name, or null.
const Signature* find_operation(std::string_view name);
Operation operation_of(const Signature& signature);

/// Calls a function of at least one argument. Arguments of the wrong kind give null (absent), as does arithmetic that
/// leaves the numbers.
Value call(Operation function, std::span<Value> arguments, Budget& budget);

/// A text as it is, anything else as JSON; empty for null.
std::string text_of(const Value& value);
/// True unless it is null, false, or an empty text, list or object.
bool holds(const Value& value);
/// Member of an object, or element of a list where the name is its index; null where there is none.
const Value* child(const Value& value, std::string_view name);
/// Sets a member, paying for the search among those there are.
void set_member(Value& object, std::string_view key, Value value, Budget& budget);

}  // namespace waymark::delivery
