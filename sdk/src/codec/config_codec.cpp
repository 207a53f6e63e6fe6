#include "codec/config_codec.h"

#include <string>
#include <string_view>
#include <utility>

#include "codec/config_tables.h"
#include "codec/read.h"
#include "queue/queue.h"

namespace waymark::codec {
namespace {

/// What no table can say: uniqueness, and members that lean on each other.
class Checker {
 public:
  explicit Checker(ConfigReading& reading) : reading_(reading) {}

  void check() {
    const Config& config = reading_.config;
    if (config.destinations.size() > queue::kMaxDestinations) fail("/destinations", "at most 15", "");
    for (std::size_t i = 0; i < config.destinations.size(); ++i) {
      const std::string pointer = "/destinations/" + std::to_string(i);
      const std::string& url = config.destinations[i].url;
      if (!url.empty() && !url.starts_with('/') && !url.starts_with("https://") && !url.starts_with("http://")) {
        fail(pointer + "/url", "an http(s) address or a path on the site", url);
      }
      unique(config.destinations, i, pointer);
    }
    for (const std::string& target : config.forward) {
      if (target != "dataLayer" && target != "listener") fail("/forward", "dataLayer or listener", target);
    }
    for (std::size_t i = 0; i < config.rules.size(); ++i) {
      const std::string pointer = "/rules/" + std::to_string(i);
      unique(config.rules, i, pointer);
      check_rule(config.rules[i], pointer);
    }
  }

 private:
  template <class List>
  void unique(const List& list, std::size_t i, const std::string& pointer) {
    for (std::size_t other = 0; other < i; ++other) {
      if (list[other].id == list[i].id) fail(pointer + "/id", "an id nobody else has", list[i].id);
    }
  }

  void check_rule(const RuleConfig& rule, const std::string& pointer) {
    if (rule.any_of.empty()) fail(pointer + "/on/any", "at least one trigger", "");
    for (std::size_t i = 0; i < rule.any_of.size(); ++i) {
      check_trigger(rule.any_of[i], pointer + "/on/any/" + std::to_string(i));
    }
    if (rule.actions.size() != 1) return fail(pointer + "/do", "exactly one action", "");
    check_action(rule.actions.front(), pointer + "/do/0");
  }

  void check_trigger(const TriggerConfig& trigger, const std::string& pointer) {
    switch (trigger.type) {
      case TriggerType::event:
        if (trigger.name.empty()) fail(pointer + "/name", "the name of an event", "");
        return;
      case TriggerType::stage_entered:
        if (trigger.name.empty()) fail(pointer + "/stage", "the name of a stage", "");
        return;
      case TriggerType::scroll:
        if (trigger.amount <= 0 || trigger.amount > 100) fail(pointer + "/percent", "a number from 1 to 100", "");
        return;
      case TriggerType::delay:
        if (trigger.amount <= 0) fail(pointer + "/ms", "milliseconds", "");
        return;
      case TriggerType::page_view:
      case TriggerType::session_start:
      case TriggerType::exit_intent:
        return;
    }
  }

  void check_action(const MessageAction& action, const std::string& pointer) {
    const bool list = action.form == effect::Template::recommendations;
    if (action.type != "message") fail(pointer + "/type", "message", action.type);
    if (list && action.slot.empty()) fail(pointer + "/slot", "a CSS selector or the name of a slot", "");
    if (list && !action.recommend) fail(pointer + "/recommend", "a strategy to fill the message by", "");
    if (action.content.empty()) fail(pointer + "/content", "an object with one entry a language", "");
    for (const effect::MessageContent& content : action.content) {
      if (!content.position.empty() && content.position != "top" && content.position != "bottom") {
        fail(pointer + "/content/" + content.language + "/position", "top or bottom", content.position);
      }
    }
  }

  void fail(const std::string& pointer, std::string_view expected, std::string_view found) {
    reading_.errors.emplace_back("config.invalid", pointer, expected,
                                 found_text(found.empty() ? Value() : Value(found)));
  }

  ConfigReading& reading_;
};

}  // namespace

ConfigReading read_config(const Value& json) {
  ConfigReading reading;
  TableReader("config.invalid", reading.errors, nullptr, &reading.warnings).read(json, reading.config);
  // The checks lean on a whole configuration: complaints about what is missing anyway would only repeat.
  if (reading.errors.empty()) Checker(reading).check();
  return reading;
}

}  // namespace waymark::codec
