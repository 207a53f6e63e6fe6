#include <algorithm>
#include <string>
#include <utility>

#include "base/iso_time.h"
#include "engine/impl.h"
#include "event/names.h"
#include "event/url.h"
#include "event/vocabulary.h"

// What rules do besides showing messages.
namespace waymark {
namespace {

Value list_of(const std::vector<std::string>& texts) {
  Value list = Value::array();
  for (const std::string& text : texts) list.push(Value(text));
  return list;
}

}  // namespace

void Engine::Impl::act(std::size_t rule, std::size_t number, const std::string& decision_id) {
  const RuleConfig& config = *rules_.rules[rule].config;
  const ActionConfig& action = config.actions[number];
  // So far back in the queue it would never be accepted.
  if (action.type == ActionType::emit && said_.size() > kMaxSaid) return;
  const rules::Facts now = facts(trigger_event_);
  Value data;
  for (const auto& [name, value] : program_.plans[rule].data[number].members) {
    data.set(name, value.evaluate(now));
  }
  switch (action.type) {
    case ActionType::emit: {
      if (!action.needs_consent.empty() && !consent_.granted(action.needs_consent)) return;
      EventCall call;
      Value& properties = call.properties;
      const bool followup = !action.channels.empty();
      if (!followup) properties = data;
      properties.set("rule", Value(config.id));
      properties.set("decisionId", Value(decision_id));
      properties.add("variant", variant_of(rule));
      call.name = action.event.empty() ? event::names::kFollowupRequested : action.event;
      if (followup || action.after_ms > 0) {
        properties.set("dueAt", Value(base::iso_time(now_ + action.after_ms)));
      }
      if (!action.dedupe.empty()) {
        Value keys = Value::array();
        for (const std::string& key : action.dedupe) {
          keys.push(data.find(key) || !trigger_event_ ? data[key] : trigger_event_->properties[key]);
        }
        properties.set("dedupe", std::move(keys));
      }
      if (followup) {
        properties.set("template", Value(action.template_name));
        properties.set("channels", list_of(action.channels));
        properties.add("language", page_.language);
        if (!data.is_null()) properties.set("content", std::move(data));
      }
      if (!action.cancel_on.empty()) properties.set("cancelOn", list_of(action.cancel_on));
      properties.add("needsConsent", action.needs_consent);
      if (action.quiet_hours.is_object()) {
        Value quiet = action.quiet_hours;
        if (quiet["tz"].is_null()) quiet.set("tz", Value(config_.site.time_zone));
        properties.set("quietHours", std::move(quiet));
      }
      // One that is on its way already would be thrown away at the far end: it is not even sent.
      const std::string key = decision::request_key(properties);
      const std::vector<std::string>& known = state_.history.requested;
      if (!key.empty() && std::find(known.begin(), known.end(), key) != known.end()) return;
      said_.push_back(std::move(call));
      return;
    }
    case ActionType::set: {
      for (const Member& fact : action.session.members()) state_.session.facts.set(fact.key, fact.value);
      mark_dirty();
      if (!action.traits.is_object()) return;
      EventCall& call = said_.emplace_back();
      call.type = EventType::identify;
      call.traits = action.traits;
      return;
    }
    case ActionType::forward:
      out_.emplace_back(
          effect::Forward{event::from_text<effect::Target>(action.target).value_or(effect::Target::listener),
                          action.name, std::move(data)});
      return;
    case ActionType::redirect:
      // To where the visitor is already would go on for ever.
      if (page_.url == action.url || event::split_url(page_.url).path == action.url) return;
      out_.emplace_back(effect::Redirect{action.url});
      return;
    case ActionType::message:
    case ActionType::inline_:
    case ActionType::replace:
      return;
  }
}

}  // namespace waymark
