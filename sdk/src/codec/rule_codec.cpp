#include "codec/rule_codec.h"

#include <string>
#include <utility>

namespace waymark::codec {
namespace {

TriggerConfig read_trigger(const Value& json, const std::string& pointer, std::vector<Error>& errors,
                           std::vector<Error>& warnings) {
  Reader reader(json, pointer, "config.invalid", errors);
  TriggerConfig trigger;
  trigger.type = reader.required_enum<TriggerType>("type");
  switch (trigger.type) {
    case TriggerType::event:
      trigger.name = reader.required_text("name");
      break;
    case TriggerType::stage_entered:
      trigger.name = reader.required_text("stage");
      break;
    case TriggerType::scroll:
      if (!reader.has("percent")) reader.fail("percent", "a number from 1 to 100", Value());
      trigger.amount = reader.number("percent", 1, 100, 100);
      break;
    case TriggerType::delay:
      if (!reader.has("ms")) reader.fail("ms", "milliseconds", Value());
      trigger.amount = static_cast<double>(duration(reader, "ms", 0));
      break;
    case TriggerType::page_view:
    case TriggerType::session_start:
    case TriggerType::exit_intent:
      break;
  }
  reader.warn_unknown(warnings);
  return trigger;
}

effect::MessageContent read_texts(std::string_view language, Reader reader, std::vector<Error>& warnings) {
  effect::MessageContent content;
  content.language = language;
  content.title = reader.text("title");
  content.text = reader.text("text");
  Reader action = reader.object("action");
  if (!action.value().is_null()) content.action_label = action.required_text("label");
  content.action_url = action.text("url");
  action.warn_unknown(warnings);
  content.close_label = reader.text("closeLabel");
  content.position = reader.text("position");
  if (!content.position.empty() && content.position != "top" && content.position != "bottom") {
    reader.fail("position", "one of top, bottom", Value(content.position));
  }
  reader.warn_unknown(warnings);
  return content;
}

MessageAction read_action(Reader reader, std::vector<Error>& warnings) {
  MessageAction action;
  if (reader.required_text("type") != "message") reader.fail("type", "message", reader.any("type"));
  action.form = reader.required_enum<effect::Template>("template");
  action.slot = reader.text("slot");
  if (action.form == effect::Template::recommendations && action.slot.empty()) {
    reader.fail("slot", "a CSS selector or the name of a slot", Value());
  }
  Reader content = reader.object("content");
  for (const Member& member : content.value().members()) {
    action.content.push_back(read_texts(member.key, content.object(member.key), warnings));
  }
  if (action.content.empty()) reader.fail("content", "an object with one entry a language", reader.any("content"));
  Reader recommend = reader.object("recommend");
  if (!recommend.value().is_null()) {
    action.recommend = RecommendConfig{recommend.required_enum<Strategy>("strategy"),
                                       static_cast<int>(recommend.number("limit", 1, 50, 8))};
  } else if (action.form == effect::Template::recommendations) {
    reader.fail("recommend", "a strategy to fill the message by", Value());
  }
  recommend.warn_unknown(warnings);
  reader.warn_unknown(warnings);
  return action;
}

}  // namespace

TimeMs duration(Reader& reader, std::string_view key, TimeMs fallback) {
  constexpr auto kTenYears = static_cast<double>(3'650 * kDayMs);
  return static_cast<TimeMs>(reader.number(key, 0, kTenYears, static_cast<double>(fallback)));
}

std::optional<int> optional_count(Reader& reader, std::string_view key) {
  if (!reader.has(key)) return std::nullopt;
  return static_cast<int>(reader.number(key, 1, 1'000'000, 1));
}

RuleConfig read_rule(Reader& reader, std::vector<Error>& warnings) {
  std::vector<Error>& errors = reader.errors();
  RuleConfig rule;
  rule.id = reader.required_text("id");
  reader.text("name");
  rule.status = reader.enumeration("status", RuleStatus::live);
  rule.stages = reader.texts("stage", {});
  rule.priority = static_cast<int>(reader.number("priority", 0, 100, 50));
  rule.consent = reader.texts("consent", {"personalization"});

  Reader on = reader.object("on");
  const auto triggers = on.items("any");
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    rule.any_of.push_back(read_trigger(triggers[i], on.at("any") + "/" + std::to_string(i), errors, warnings));
  }
  if (triggers.empty()) on.fail("any", "an array with at least one trigger", on.any("any"));
  on.warn_unknown(warnings);

  rule.when = reader.any("when");
  Reader cap = reader.object("cap");
  rule.cap.session = optional_count(cap, "session");
  rule.cap.lifetime = optional_count(cap, "lifetime");
  rule.cap.cooldown_ms = duration(cap, "cooldownMs", 0);
  rule.cap.after_dismiss_ms = duration(cap, "afterDismissMs", 0);
  cap.warn_unknown(warnings);

  const auto actions = reader.items("do");
  if (actions.size() == 1) {
    rule.action = read_action(Reader(actions[0], reader.at("do") + "/0", "config.invalid", errors), warnings);
  } else {
    reader.fail("do", "an array with one action", reader.any("do"));
  }
  reader.warn_unknown(warnings);
  return rule;
}

}  // namespace waymark::codec
