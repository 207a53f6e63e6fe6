#include <algorithm>
#include <cmath>

#include "adviser.h"
#include "constant.h"
#include "json_text.h"
#include "moment.h"
#include "pointer.h"

// Rules that can never speak, and caps that never matter.
namespace waymark::tool {
namespace {

/// A JSON text without the space between its parts.
std::string squeezed(std::string_view text) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
    out += c;
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\' && ++i < text.size()) out += text[i];
  }
  return out;
}

/// Whether one rule listens to everything that sets off another.
bool hears_all(std::string_view one, std::string_view other) {
  const auto triggers = [](std::string_view rule, const char* kind) {
    Words out;
    for (const std::string_view trigger : items_of(member(member(rule, "on"), kind))) out.insert(squeezed(trigger));
    return out;
  };
  const Words theirs = triggers(one, "any");
  const Words own = triggers(other, "any");
  if (own.empty()) return theirs.empty() && triggers(one, "all") == triggers(other, "all");
  return std::includes(theirs.begin(), theirs.end(), own.begin(), own.end());
}

}  // namespace

void Adviser::rule(std::string_view rule, const std::string& pointer) {
  const std::string status = text_of(member(rule, "status"));
  std::size_t index = 0;
  for (const std::string_view one : items_of(member(rule, "consent"))) purpose(one, at(pointer + "/consent", index++));
  const std::string_view schedule = member(rule, "schedule");
  zone(member(schedule, "tz"), pointer + "/schedule/tz");
  sense(rule, pointer);
  if (status.empty() || status == "live") alive(rule, pointer);
  triggers(rule, pointer);
  condition(member(rule, "when"), pointer + "/when");
  growthbook(member(rule, "whenGb"), pointer + "/whenGb");
  const std::string_view goal = member(rule, "goal");
  event(text_of(member(goal, "event")), pointer + "/goal/event");
  where(member(goal, "where"), text_of(member(goal, "event")), pointer + "/goal/where");
  caps(rule, pointer);
  index = 0;
  for (const std::string_view action : items_of(member(rule, "do"))) this->action(action, at(pointer + "/do", index++));
}

/// Times there are none of, and shares of nothing.
void Adviser::sense(std::string_view rule, const std::string& pointer) {
  const std::string_view schedule = member(rule, "schedule");
  for (const char* key : {"from", "to"}) {
    const std::string text = text_of(member(schedule, key));
    if (!text.empty() && !begins_with_day(text)) {
      fail(at(pointer + "/schedule", key), "found " + quoted(text), "a day such as 2026-11-20, with or without a time");
    }
  }
  std::size_t index = 0;
  for (const std::string_view day : items_of(member(schedule, "dow"))) {
    const std::string place = at(pointer + "/schedule/dow", index++);
    const double number = number_of(day, 0);
    if (number != std::floor(number)) fail(place, "found " + std::string(day), "a whole number from 0 (Sunday) to 6");
  }
  const auto variants = items_of(member(member(rule, "experiment"), "variants"));
  const bool weighs = std::any_of(variants.begin(), variants.end(),
                                  [](std::string_view one) { return number_of(member(one, "weight"), 1) > 0; });
  if (!variants.empty() && !weighs) {
    fail(pointer + "/experiment/variants", "every weight is 0", "one above 0: without any, all variants come alike");
  }
}

/// Rules that can never speak, whatever happens.
void Adviser::alive(std::string_view rule, const std::string& pointer) {
  const std::string to = text_of(member(member(rule, "schedule"), "to"));
  if (!to.empty() && std::string_view(to).substr(0, 10) < now_) {
    warn("rule.dead", pointer + "/schedule/to", "the schedule is over", "a later day, or status paused");
  }
  const std::string from = text_of(member(member(rule, "schedule"), "from"));
  if (!from.empty() && !to.empty() && to < from) {
    warn("rule.dead", pointer + "/schedule/to", "the schedule ends before it begins", "a day after " + from);
  }
  const std::string_view when = member(rule, "when");
  if (constant_of(when) == Constant::never) {
    warn("rule.dead", pointer + "/when", "the condition never holds", "a condition");
  }
  for (const std::string_view holdout : items_of(part("holdouts"))) {
    if (text_of(member(holdout, "id")) != text_of(member(rule, "holdout")) || member(rule, "holdout").empty()) continue;
    if (number_of(member(holdout, "percent"), 0) >= 100) {
      warn("rule.dead", pointer + "/holdout", "everybody is held out", "a holdout of less than 100 percent");
    }
  }
  const std::string_view experiment = member(rule, "experiment");
  if (!experiment.empty() && number_of(member(experiment, "coverage"), 1) <= 0) {
    warn("rule.dead", pointer + "/experiment/coverage", "nobody takes part", "more than 0");
  }
  const auto stages = items_of(member(rule, "stage"));
  std::string names;
  for (const std::string_view one : stages) names.append(names.empty() ? "one of " : ", ").append(text_of(one));
  const auto list = items_of(member(member(rule, "on"), "any"));
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string stage = text_of(member(list[i], "stage"));
    if (stage.empty() || stages.empty()) continue;
    const bool has =
        std::any_of(stages.begin(), stages.end(), [&](std::string_view one) { return text_of(one) == stage; });
    if (!has) {
      warn("rule.dead", at(pointer + "/on/any", i) + "/stage",
           quoted(stage) + " is none of the stages the rule speaks in", names);
    }
  }
}

void Adviser::caps(std::string_view rule, const std::string& pointer) {
  const std::string_view cap = member(rule, "cap");
  const char* order[] = {"page", "session", "day", "lifetime"};
  for (std::size_t small = 0; small < 4; ++small) {
    for (std::size_t large = small + 1; large < 4; ++large) {
      const double less = number_of(member(cap, order[small]), 0);
      const double more = number_of(member(cap, order[large]), 0);
      if (less <= 0 || more <= 0 || less <= more || small + large == 3) continue;
      warn("rule.deadCap", pointer + "/cap/" + order[small],
           std::string("is never reached: ") + order[large] + " allows fewer",
           "no more than " + std::to_string(static_cast<int>(more)));
    }
  }
  if (text_of(member(cap, "cooldown")) == "forever" && number_of(member(cap, "lifetime"), 1) > 1) {
    warn("rule.deadCap", pointer + "/cap/lifetime", "is never reached: the cooldown is for ever",
         "1, or a shorter cooldown");
  }
  if (!member(cap, "afterConvert").empty() && member(rule, "goal").empty()) {
    warn("rule.deadCap", pointer + "/cap/afterConvert", "never applies: the rule has no goal", "a goal");
  }
  if (!member(cap, "lifetimePer").empty() && member(cap, "lifetime").empty()) {
    warn("rule.deadCap", pointer + "/cap/lifetimePer", "counts nothing: there is no lifetime cap", "lifetime besides");
  }
  for (const char* key : {"session", "day"}) {
    const double limit = number_of(member(part("limits"), key), 0);
    const double own = number_of(member(cap, key), 0);
    if (limit > 0 && own > limit && member(cap, "countsToLimits") != "false") {
      warn("rule.deadCap", pointer + "/cap/" + key, "is never reached: the site's limit is lower",
           "no more than " + std::to_string(static_cast<int>(limit)));
    }
  }
}

/// Rules that always lose to one before them: same triggers, same place, and nothing that could stop the other.
void Adviser::shadows(const std::vector<std::string_view>& rules) {
  struct Speaker {
    std::size_t index;
    std::string_view rule;
    double priority;
    std::string_view form;
    std::string_view slot;
    bool free;  ///< Nothing ever stops it.
  };
  std::vector<Speaker> speakers;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string_view rule = rules[i];
    const auto actions = items_of(member(rule, "do"));
    if (actions.empty()) continue;
    const std::string status = text_of(member(rule, "status"));
    bool free = (status.empty() || status == "live") && member(actions[0], "recommend").empty();
    for (const char* key : {"when", "whenGb", "cap", "stage", "schedule", "holdout", "experiment", "consent"}) {
      free = free && member(rule, key).empty();
    }
    speakers.push_back({i, rule, number_of(member(rule, "priority"), 50), member(actions[0], "template"),
                        member(actions[0], "slot"), free});
  }
  for (const Speaker& own : speakers) {
    const auto other = std::find_if(speakers.begin(), speakers.end(), [&](const Speaker& one) {
      const bool before = one.priority > own.priority || (one.priority == own.priority && one.index < own.index);
      return one.free && before && one.form == own.form && one.slot == own.slot && hears_all(one.rule, own.rule);
    });
    if (other == speakers.end()) continue;
    warn("rule.shadowed", at("/rules", own.index),
         "never speaks: " + text_of(member(other->rule, "id")) + " always takes its place first",
         "another priority, or a condition or cap for the other");
  }
}

}  // namespace waymark::tool
