#include "decision/message.h"

#include "event/names.h"
#include "event/vocabulary.h"

namespace waymark::decision {
namespace {

const effect::MessageContent* find_language(const MessageAction& action, std::string_view language) {
  for (const effect::MessageContent& content : action.content) {
    if (content.language == language) return &content;
  }
  return nullptr;
}

const char* event_name(input::Outcome outcome) {
  switch (outcome) {
    case input::Outcome::shown:
      return event::names::kMessageShown;
    case input::Outcome::clicked:
      return event::names::kMessageClicked;
    case input::Outcome::dismissed:
      return event::names::kMessageDismissed;
    case input::Outcome::submitted:
      return event::names::kMessageSubmitted;
    case input::Outcome::blocked:
      break;
  }
  return "";
}

}  // namespace

const effect::MessageContent& content_for(const MessageAction& action, std::string_view page_language,
                                          std::string_view site_language) {
  const std::string_view base = page_language.substr(0, page_language.find('-'));
  for (const std::string_view language : {page_language, base, site_language}) {
    if (const effect::MessageContent* content = find_language(action, language)) return *content;
  }
  return action.content.front();
}

std::string place_of(effect::Template form, std::string_view slot) {
  return slot.empty() ? std::string(event::text_of(form)) : std::string(slot);
}

std::optional<EventCall> event_of(const Active& active, const input::MessageOutcome& outcome) {
  EventCall call;
  call.name = event_name(outcome.outcome);
  if (call.name.empty()) return std::nullopt;
  Value& properties = call.properties;
  properties.add("decisionId", active.decision_id);
  properties.add("rule", active.rule);
  properties.add("variant", active.variant);
  properties.add("template", event::text_of(active.form));
  properties.add("slot", active.slot);
  if (active.strategy) properties.add("strategy", event::text_of(*active.strategy));
  for (const char* key : {"target", "itemId", "url"}) properties.add(key, outcome.detail[key].text());
  if (outcome.detail["position"].is_number()) properties.append_member("position", outcome.detail["position"]);
  return call;
}

}  // namespace waymark::decision
