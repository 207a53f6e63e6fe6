#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "identity/identity.h"
#include "identity/session.h"
#include "journey/journey.h"
#include "profile/profile.h"
#include "profile/standing.h"
#include "rules/operand.h"
#include "rules/scope.h"
#include "waymark/config.h"
#include "waymark/event.h"
#include "waymark/list.h"
#include "waymark/time.h"
#include "waymark/value.h"

namespace waymark::rules {

struct Program;

/// What has come of a test at this trigger.
enum class Outcome : std::uint8_t { unknown, fails, untrue, holds };

/// What lies at a path of the facts.
struct SlotValue {
  bool looked_up = false;
  Operand value;
};

/// A condition that failed, by its pointer into the configuration, and what it threw.
struct Failure {
  std::string pointer;
  std::string error;
};

/// Memory conditions are asked in: made once, since making it costs more than most of them do.
struct Stacks {
  std::vector<Operand> operands;
  std::vector<Scope> scopes;
  // What a Scratch borrows.
  std::vector<SlotValue> slots;
  std::vector<Outcome> tests;
};

/// What the conditions asked at one trigger share.
struct Scratch {
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  const Program* program = nullptr;  ///< Whose slots and tests these are,
  std::uint32_t version = 0;         ///< and of what version.
  Stacks* lender = nullptr;          ///< Of their memory.
  std::vector<SlotValue> slots;      ///< One a path, then one a counter.
  std::vector<Outcome> tests;
  std::int32_t steps = 0;  ///< Taken so far,
  std::int32_t until = 0;  ///< and how many may be when the condition that is asked now must be done.
  bool exact = true;       ///< Counters were: every event they are about is still known one by one.
  List<Failure> failures;
};

/// A root, or a member of one, as it was when it was first asked for.
struct Built {
  std::string name;
  Value value = {};
  bool found = false;  ///< There is such a member, though it may be null.
};

/// Everything a condition can ask about, by reference: valid while a trigger is handled.
struct Facts {
  const profile::Profile& profile;
  const identity::Identity& identity;
  const identity::Session& session;
  const journey::State& journey;
  const PageFacts& page;
  const Event* event;  ///< The trigger, where it is an event; else null.
  TimeMs now;
  const profile::Standing* standing = nullptr;  ///< Segments and personas as of the last event; null for none.
  const Config* config = nullptr;               ///< Null for the defaults.
  Stacks* stacks = nullptr;                     ///< Null: each condition makes its own.
  /// Roots built so far; a condition that asks twice pays once.
  mutable List<Built> built = {};
  mutable Scratch scratch = {};

  /// Value of a `var` path, null where there is none. Its first part names a root.
  Value lookup(std::string_view path) const;
  /// One root whole (`cart`), or one member of one (`cart.value`): the others are not worked out for it.
  const Built& find(const std::string& name) const;
  const Value& root(const std::string& name) const { return find(name).value; }
  /// `visitor.traits` without a copy of them all; null where there is none of that name.
  const Value* trait(const std::string& name) const;

  /// True for a segment the visitor is in, and for their persona.
  bool in_segment(std::string_view id) const { return standing && standing->in(id); }
};

}  // namespace waymark::rules
