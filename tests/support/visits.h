#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/world.h"

/// What tests at the seam begin with, and what they look at.
namespace waymark::test {

/// One destination, to which each event is sent at once; `more` adds or replaces members.
Value sending_config(std::string_view more = "{}");

/// A page that has loaded; what came of that lies before the mark.
World loaded(Value config, TimeMs now);

/// A rule that shows a bar at the event `Go`; `changes` replaces members.
Value bar_rule(const char* id, std::string_view changes = "{}");

/// `config` with these rules.
Value with_rules(Value config, std::vector<Value> rules);

/// Why the rule said what it said last.
std::string reason(World& world, const char* rule);

/// Rules of the messages shown since the last mark.
std::string shown(const World& world);

/// Properties of the events of a name since the last mark.
std::vector<Value> events(const World& world, std::string_view name);

/// The visitor sees the last message, and puts it away.
void see_and_dismiss(World& world);

}  // namespace waymark::test
