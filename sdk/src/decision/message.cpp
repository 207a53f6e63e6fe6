#include "decision/message.h"

#include "base/whole.h"
#include "event/names.h"
#include "event/vocabulary.h"
#include "text/render.h"

namespace waymark::decision {
namespace {

/// Where each template stands unless its content says otherwise. In the order of effect::Template.
constexpr const char* kDisplays[] = {"bar",   "modal", "slideIn", "toast",   "modal",   "",
                                     "",      "",      "modal",   "bar",     "modal",   "slideIn",
                                     "toast", "modal", "modal",   "slideIn", "slideIn", "modal"};

/// What is the same in every language.
constexpr std::string_view kEvery = "*";

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
    case input::Outcome::closed:
    case input::Outcome::ready:
      break;
  }
  return "";
}

/// What the author wrote for one of these languages, or the first; null where they wrote nothing.
const Member* written_in(const Value& content, std::string_view page_language, std::string_view site_language) {
  const std::string_view base = page_language.substr(0, page_language.find('-'));
  for (const std::string_view language : {page_language, base, site_language, std::string_view()}) {
    for (const Member& one : content.members()) {
      if (one.key != kEvery && (one.key == language || language.empty())) return &one;
    }
  }
  return nullptr;
}

}  // namespace

Value content_for(const Value& content, std::string_view page_language, std::string_view site_language) {
  const Member* chosen = written_in(content, page_language, site_language);
  Value out = Value::object();
  out.set("language", Value(chosen ? std::string_view(chosen->key) : site_language));
  const Value* every = content.find(kEvery);
  for (const Value* part : {every, chosen ? &chosen->value : nullptr}) {
    if (!part) continue;
    for (const Member& member : part->members()) out.set(member.key, member.value);
  }
  return out;
}

[[gnu::noinline]] void check_texts(const List<RuleConfig>& rules, List<Error>& errors) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (std::size_t j = 0; j < rules[i].actions.size(); ++j) {
      std::string pointer = "/rules/" + base::count_text(i) + "/do/" + base::count_text(j) + "/content";
      const text::Fault fault = text::check(rules[i].actions[j].content, pointer);
      if (fault.kind == text::Fault::Kind::none) continue;
      errors.emplace_back("config.invalid", pointer, "a text with tags that are known", fault.found);
    }
  }
}

std::string place_of(effect::Template form, std::string_view slot, const Value& content, std::string_view page_language,
                     std::string_view site_language) {
  if (!slot.empty()) return std::string(slot);
  const Member* chosen = written_in(content, page_language, site_language);
  const auto said = [&](const char* key) -> const Value& {
    const Value* own = chosen ? chosen->value.find(key) : nullptr;
    return own ? *own : content["*"][key];
  };
  std::string_view display = said("display").text_or(kDisplays[static_cast<std::size_t>(form)]);
  if (display == "fullScreen") display = "modal";
  // The two edges are two places.
  return std::string(display) + (said("position").text_or().starts_with("top") ? "/top" : "");
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
  properties.add("experiment", active.experiment);
  properties.add("per", active.per);
  if (!active.counts) properties.append_member("countsToLimits", Value(false));
  if (active.part > 0) properties.add_number("part", active.part);
  if (active.strategy) properties.add("strategy", event::text_of(*active.strategy));
  for (const char* key : {"target", "itemId", "url"}) properties.add(key, outcome.detail[key].text());
  for (const char* key : {"position", "answers"}) {
    const Value& value = outcome.detail[key];
    if (value.is_number() || value.is_object()) properties.append_member(key, value);
  }
  return call;
}

}  // namespace waymark::decision
