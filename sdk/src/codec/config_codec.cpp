#include "codec/config_codec.h"

#include <string>
#include <string_view>
#include <utility>

#include "base/pattern.h"
#include "codec/config_tables.h"
#include "codec/read.h"
#include "event/channel.h"
#include "event/url.h"
#include "journey/journey.h"
#include "queue/queue.h"

namespace waymark::codec {
namespace {

/// What no table can say: uniqueness, and members that lean on each other.
class Checker {
 public:
  explicit Checker(List<Error>& errors) : errors_(errors) {}

  void check(const Config& config) {
    const Path root;
    const Path destinations{&root, "destinations", 0};
    must(config.destinations.size() <= queue::kMaxDestinations, destinations, "fewer destinations");
    for (std::size_t i = 0; i < config.destinations.size(); ++i) {
      const Path path{&destinations, {}, i};
      const std::string& url = config.destinations[i].url;
      must(event::is_address(url), Path{&path, "url", 0}, "an http(s) address or a path on the site", url);
      unique(config.destinations, i, path);
    }
    for (const std::string& target : config.forward) {
      must(target == "dataLayer" || target == "listener", Path{&root, "forward", 0}, "dataLayer or listener", target);
    }
    may_be_settings(config.data_layer, Path{&root, "dataLayer", 0});
    may_be_settings(config.json_ld, Path{&root, "jsonLd", 0});
    const Path attribution{&root, "attribution", 0};
    const Path sources{&attribution, "sources", 0};
    for (const auto& [site, kind] : config.attribution.sources) {
      must(event::is_source_kind(kind), Path{&sources, site, 0}, "search, social, video, shopping or assistant", kind);
    }
    const Path privacy{&root, "privacy", 0};
    const Path redact{&privacy, "redact", 0};
    for (std::size_t i = 0; i < config.privacy.redact.size(); ++i) {
      const std::string& kind = config.privacy.redact[i];
      must(kind == "email" || kind == "phone" || kind == "card", Path{&redact, {}, i}, "email, phone or card", kind);
    }
    const Path patterns{&privacy, "patterns", 0};
    for (std::size_t i = 0; i < config.privacy.patterns.size(); ++i) {
      const char* wrong = base::Pattern().compile(config.privacy.patterns[i]);
      must(!wrong, Path{&patterns, {}, i}, "a pattern that runs in linear time", wrong ? wrong : "");
    }
    check_ids(config.segments, Path{&root, "segments", 0});
    check_ids(config.personas, Path{&root, "personas", 0});
    const Path journey{&root, "journey", 0};
    const Path stages{&journey, "stages", 0};
    check_ids(config.journey.stages, stages);
    const std::size_t count = config.journey.stages.size();
    must(count != 1 && count <= journey::kMaxStages, stages, "2 to 31 stages");
    const Path rules{&root, "rules", 0};
    for (std::size_t i = 0; i < config.rules.size(); ++i) {
      const Path path{&rules, {}, i};
      unique(config.rules, i, path);
      check_rule(config.rules[i], path);
    }
  }

 private:
  void may_be_settings(const Value& value, const Path& path) {
    must(value.is_null() || value.is_object() || value.kind() == Value::Kind::boolean, path,
         "true, false or an object");
  }

  template <class T>
  void unique(const List<T>& list, std::size_t i, const Path& path) {
    const T* first = list.find_if([&](const T& other) { return other.id == list[i].id; });
    must(first == &list[i], Path{&path, "id", 0}, "an id nobody else has", list[i].id);
  }

  template <class T>
  void check_ids(const List<T>& list, const Path& path) {
    for (std::size_t i = 0; i < list.size(); ++i) unique(list, i, Path{&path, {}, i});
  }

  void check_rule(const RuleConfig& rule, const Path& path) {
    const Path on{&path, "on", 0};
    const Path any{&on, "any", 0};
    must(!rule.any_of.empty(), any, "at least one trigger");
    for (std::size_t i = 0; i < rule.any_of.size(); ++i) check_trigger(rule.any_of[i], Path{&any, {}, i});
    const Path actions{&path, "do", 0};
    must(rule.actions.size() == 1, actions, "exactly one action");
    if (rule.actions.size() == 1) check_action(rule.actions.front(), Path{&actions, {}, 0});
  }

  void check_trigger(const TriggerConfig& trigger, const Path& path) {
    const bool scroll = trigger.type == TriggerType::scroll;
    const bool stage = trigger.type == TriggerType::stage_entered;
    if (stage || trigger.type == TriggerType::event) {
      must(!trigger.name.empty(), Path{&path, stage ? "stage" : "name", 0}, "a text that is not empty");
    } else if (scroll || trigger.type == TriggerType::delay) {
      must(trigger.amount > 0 && (!scroll || trigger.amount <= 100), Path{&path, scroll ? "percent" : "ms", 0},
           scroll ? "a number from 1 to 100" : "milliseconds");
    }
  }

  /// What stands in a message is the renderer's and `waymark validate`'s to know: here it is a tree for each language.
  void check_action(const MessageAction& action, const Path& path) {
    using effect::Template;
    const bool list = action.form == Template::recommendations;
    const bool placed = list || action.form == Template::banner || action.form == Template::hero;
    must(action.type == "message", Path{&path, "type", 0}, "message", action.type);
    must(!placed || !action.slot.empty(), Path{&path, "slot", 0}, "a CSS selector or the name of a slot");
    must(!list || action.recommend, Path{&path, "recommend", 0}, "a strategy to fill the message by");
    const Path content{&path, "content", 0};
    must(!action.content.members().empty(), content, "one entry a language");
    for (const Member& one : action.content.members()) {
      must(one.value.is_object(), Path{&content, one.key, 0}, "an object");
    }
  }

  void must(bool holds, const Path& path, const char* expected, const std::string& found = {}) {
    if (holds) return;
    errors_.emplace_back("config.invalid", path.pointer(), expected,
                         found_text(found.empty() ? Value() : Value(found)));
  }

  List<Error>& errors_;
};

}  // namespace

ConfigReading read_config(const Value& json) {
  ConfigReading reading;
  TableReader("config.invalid", reading.errors, nullptr, &reading.warnings).read(json, reading.config);
  // The checks lean on a whole configuration: complaints about what is missing anyway would only repeat.
  if (reading.errors.empty()) Checker(reading.errors).check(reading.config);
  return reading;
}

}  // namespace waymark::codec
