#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "rules/facts.h"
#include "waymark/value.h"

/// What a condition reads by `var`: each root a function in a file of its own name, built when it is first asked for.
namespace waymark::rules::roots {

/// A root that is being built, or the one member of it that somebody asks for: then no object is made for it.
struct Members {
  std::string_view only;  ///< Empty: all of them.
  Value value = {};
  bool found = false;  ///< The member is there.

  bool wants(std::string_view key) const { return only.empty() || only == key; }
  void add(const char* key, std::string_view text);
  void add_number(const char* key, double number);
  void append_member(const char* key, Value member);
};

Value visitor(const Facts& facts);
/// One member of it, null where there is none of that name.
Value visitor_member(const Facts& facts, std::string_view name);
void session(const Facts& facts, Members& out);
void touch(const Facts& facts, Members& out);
void page(const Facts& facts, Members& out);
void device(const Facts& facts, Members& out);
void cart(const Facts& facts, Members& out);
void loyalty(const Facts& facts, Members& out);
void journey(const Facts& facts, Members& out);
/// The properties of the trigger with its `name` and `type`; nothing where it is no event.
void event(const Facts& facts, Members& out);
/// hour 0..23 and dow 0 (Sunday)..6, both in the site's zone; ms since 1970.
void now(const Facts& facts, Members& out);

/// Now on the site's clock, as milliseconds since 1970 there; never before.
inline TimeMs site_time(const Facts& facts) {
  return std::max<TimeMs>(0, facts.now + facts.page.site_offset_minutes * kMinuteMs);
}

/// A list of texts as a JSON array.
Value texts(const std::vector<std::string>& list);

}  // namespace waymark::rules::roots
