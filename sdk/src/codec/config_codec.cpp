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

/// One bit each in decision::Standing::fired.
constexpr std::size_t kMaxTriggers = 32;

/// What no table can say: uniqueness, and members that lean on each other.
class Checker {
 public:
  explicit Checker(List<Error>& errors) : errors_(errors) {}

  void check(Config& config) {
    const Path root;
    const Path destinations{&root, "destinations", 0};
    must(config.destinations.size() <= queue::kMaxDestinations, destinations, "fewer destinations");
    for (std::size_t i = 0; i < config.destinations.size(); ++i) {
      const Path path{&destinations, {}, i};
      const std::string& url = config.destinations[i].url;
      must(event::is_address(url), Path{&path, "url", 0}, "an http(s) address or a path on the site", url);
      unique(config.destinations, i, path);
    }
    check_forward(config.forward, Path{&root, "forward", 0});
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
    const Path holdouts{&root, "holdouts", 0};
    for (std::size_t i = 0; i < config.holdouts.size(); ++i) unique(config.holdouts, i, Path{&holdouts, {}, i});
    const Path rules{&root, "rules", 0};
    for (std::size_t i = 0; i < config.rules.size(); ++i) {
      const Path path{&rules, {}, i};
      unique(config.rules, i, path);
      check_rule(config, config.rules[i], path);
    }
  }

 private:
  void may_be_settings(const Value& value, const Path& path) {
    if (value.is_null() || value.is_object() || value.kind() == Value::Kind::boolean) return;
    fail(path, "true, false or an object", value);
  }

  void check_forward(const Value& value, const Path& path) {
    if (!value.is_null() && !value.is_array()) fail(path, "a list of targets", value);
    std::size_t i = 0;
    for (const Value& one : value.items()) {
      const Path entry{&path, {}, i++};
      if (!one.is_object()) {
        must_be_target(one, entry);
        continue;
      }
      must_be_target(one["to"], Path{&entry, "to", 0});
      const Path only{&entry, "only", 0};
      if (one["only"].items().empty()) fail(only, "a list of event names", one["only"]);
      const Value& scale = one["priceScale"];
      if (!scale.is_null() && !scale.is_number()) fail(Path{&entry, "priceScale", 0}, "a number", scale);
      std::size_t j = 0;
      for (const Value& name : one["only"].items()) {
        const Path place{&only, {}, j++};
        if (name.text().empty()) fail(place, "the name of an event", name);
      }
    }
  }

  void must_be_target(const Value& target, const Path& path) {
    const std::string_view to = target.text_or();
    if (to == "dataLayer" || to == "listener" || to == "gtag" || to == "fbq") return;
    fail(path, "dataLayer, listener, gtag or fbq", target);
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

  void check_rule(const Config& config, RuleConfig& rule, const Path& path) {
    const Path on{&path, "on", 0};
    must(rule.any_of.empty() != rule.all_of.empty(), on, "triggers under any, or under all");
    const bool any = rule.all_of.empty();
    const Path list{&on, any ? "any" : "all", 0};
    List<TriggerConfig>& triggers = any ? rule.any_of : rule.all_of;
    must(triggers.size() <= kMaxTriggers, list, "at most 32 triggers");
    for (std::size_t i = 0; i < triggers.size(); ++i) check_trigger(triggers[i], Path{&list, {}, i});
    must(rule.holdout.empty() ||
             config.holdouts.find_if([&](const HoldoutConfig& one) { return one.id == rule.holdout; }),
         Path{&path, "holdout", 0}, "the id of one of holdouts", rule.holdout);
    const Path actions{&path, "do", 0};
    must(!rule.actions.empty(), actions, "at least one action");
    for (std::size_t i = 0; i < rule.actions.size(); ++i) {
      const Path action{&actions, {}, i};
      check_action(rule.actions[i], action);
      const std::string& variant = rule.actions[i].variant;
      must(variant.empty() ||
               rule.experiment.variants.find_if([&](const VariantConfig& one) { return one.id == variant; }),
           Path{&action, "variant", 0}, "the id of a variant of the experiment", variant);
    }
    const Path experiment{&path, "experiment", 0};
    const Path variants{&experiment, "variants", 0};
    must(rule.experiment.key.empty() || rule.experiment.variants.size() > 1, variants, "two variants or more");
    for (std::size_t i = 0; i < rule.experiment.variants.size(); ++i) {
      unique(rule.experiment.variants, i, Path{&variants, {}, i});
    }
  }

  void check_trigger(const TriggerConfig& trigger, const Path& path) {
    const char* member = nullptr;
    switch (trigger.type) {
      case TriggerType::event:
      case TriggerType::api:
        member = "name";
        break;
      case TriggerType::stage_entered:
        member = "stage";
        break;
      case TriggerType::visible:
      case TriggerType::click:
        member = "selector";
        break;
      case TriggerType::scroll:
        return must(trigger.amount > 0 && trigger.amount <= 100, Path{&path, "percent", 0}, "a number from 1 to 100");
      case TriggerType::delay:
      case TriggerType::active_time:
      case TriggerType::idle:
      case TriggerType::cart_abandoned:
        return must(trigger.amount > 0, Path{&path, "ms", 0}, "milliseconds");
      case TriggerType::page_view:
      case TriggerType::route:
      case TriggerType::session_start:
      case TriggerType::exit_intent:
        return;
    }
    must(!trigger.name.empty(), Path{&path, member, 0}, "a text that is not empty");
  }

  void check_action(ActionConfig& action, const Path& path) {
    switch (action.type) {
      case ActionType::message:
      case ActionType::inline_:
      case ActionType::replace:
        return check_message(action, path);
      case ActionType::emit:
        must(!action.event.empty() || !action.channels.empty(), Path{&path, "event", 0}, "the name of an event");
        // A follow-up is written for somebody: which text it is to be is the least there must be.
        return must(action.channels.empty() || !action.template_name.empty(), Path{&path, "template", 0}, "a text");
      case ActionType::set:
        return must(action.traits.is_object() || action.session.is_object(), Path{&path, "traits", 0},
                    "an object, or one under session");
      case ActionType::forward:
        must_be_target(Value(action.target), Path{&path, "target", 0});
        return must(!action.name.empty(), Path{&path, "name", 0}, "a text");
      case ActionType::redirect:
        return must(event::is_address(action.url), Path{&path, "url", 0}, "an http(s) address or a path on the site",
                    action.url);
    }
  }

  /// What stands in a message is the renderer's and `waymark validate`'s to know: here it is a tree for each language.
  void check_message(ActionConfig& action, const Path& path) {
    const bool placed = action.type != ActionType::message;
    const std::string_view usual = action.type == ActionType::replace ? "hero" : placed ? "banner" : "";
    const auto form = event::from_text<effect::Template>(action.template_name.empty() ? usual : action.template_name);
    must(form.has_value(), Path{&path, "template", 0}, "a template: see docs/rules.md", action.template_name);
    if (form) action.form = *form;
    const bool list = action.form == effect::Template::recommendations;
    const bool slotted =
        list || placed || action.form == effect::Template::banner || action.form == effect::Template::hero;
    must(!slotted || !action.slot.empty(), Path{&path, "slot", 0}, "a CSS selector or the name of a slot");
    must(!list || action.recommend, Path{&path, "recommend", 0}, "a strategy to fill the message by");
    const Path content{&path, "content", 0};
    must(!action.content.members().empty(), content, "one entry a language");
    for (const Member& one : action.content.members()) {
      must(one.value.is_object(), Path{&content, one.key, 0}, "an object");
    }
  }

  void must(bool holds, const Path& path, const char* expected, const std::string& found = {}) {
    if (!holds) fail(path, expected, found.empty() ? Value() : Value(found));
  }

  void fail(const Path& path, const char* expected, const Value& found) {
    errors_.emplace_back("config.invalid", path.pointer(), expected, found_text(found));
  }

  List<Error>& errors_;
};

}  // namespace

ConfigReading read_config(const Value& json, bool whole) {
  ConfigReading reading;
  TableReader("config.invalid", reading.errors, nullptr, &reading.warnings).read(json, reading.config);
  // The checks lean on a whole configuration: complaints about what is missing anyway would only repeat.
  if (whole || reading.errors.empty()) Checker(reading.errors).check(reading.config);
  return reading;
}

}  // namespace waymark::codec
