#include <utility>

#include "engine/impl.h"
#include "event/names.h"

namespace waymark {

/// What is known of the visitor: the facts rules are asked about, and the counters.
Value Engine::Impl::known() const {
  const rules::Facts now = facts(nullptr);
  Value out;
  for (const char* root : {"visitor", "session", "touch", "cart", "loyalty"}) {
    out.append_member(root, now.root(root));
  }
  Value journey = now.root("journey");
  journey.add("preset", machine_.id);
  out.append_member("journey", std::move(journey));
  Value counters = Value::object();
  for (const profile::Counter& counter : state_.profile.log.counters) {
    counters.add_number(counter.name.c_str(), static_cast<double>(counter.count));
  }
  out.append_member("counters", std::move(counters));
  if (state_.profile.trimmed > 0) out.add_number("trimmed", static_cast<double>(state_.profile.trimmed));
  return out;
}

/// What the inspector shows: what is known, why each rule spoke or not, and the counts.
Value Engine::Impl::inspection() {
  Value out = known();
  const rules::Facts now = facts(nullptr);
  decided(now, out);
  Value stages = Value::array();
  for (const StageConfig& stage : machine_.stages) stages.push(Value(stage.id));
  out.append_member("stages", std::move(stages));
  Value messages = Value::array();
  for (const decision::Active& message : active_) messages.push(Value(message.rule));
  out.append_member("messages", std::move(messages));
  out.append_member("consent", states_value(consent_.all()));
  const std::pair<const char*, std::int64_t> stats[] = {
      {"accepted", counts_.accepted},
      {"refused", counts_.refused},
      {"cut", counts_.cut},
      {"duplicates", counts_.duplicates},
      {"denied", counts_.denied},
      {"mistyped", counts_.mistyped},
      {"redacted", counts_.redacted},
      {"bots", counts_.bots},
      {"held", static_cast<std::int64_t>(held_.size())},
      {"queued", static_cast<std::int64_t>(queue_.entries().size())},
      {"waiting", static_cast<std::int64_t>(queue_.waiting(queue::kAnywhere))}};
  Value counts;
  for (const auto& [name, count] : stats) counts.add_number(name, static_cast<double>(count));
  Value destinations = Value::object();
  delivery_.describe(counts, destinations, queue_, timers_);
  counts.append_member("lost", lost_.is_null() ? Value::object() : lost_);
  out.append_member("stats", std::move(counts));
  out.append_member("destinations", std::move(destinations));
  out.add_number("catalogueItems", static_cast<double>(catalogue_.items.size()));
  out.add_number("modelItems", model_.items());
  return out;
}

/// Why each rule spoke or not when it was last asked, and what its caps count.
void Engine::Impl::decided(const rules::Facts& now, Value& out) {
  Value rules = Value::object();
  Value decisions = Value::object();
  const decision::Asking asking_now = asking(now);
  for (std::size_t i = 0; i < standings_.size(); ++i) {
    const std::string& id = rules_.rules[i].config->id;
    const decision::Standing& standing = standings_[i];
    decision::Reason reason = standing.reason;
    if (!standing.listeners) {
      reason = asking_now.gate(i);
      if (reason == decision::Reason::selected) reason = decision::Reason::not_triggered;
    }
    rules.add(id.c_str(), decision::to_text(reason));
    Value one;
    one.add("reason", decision::to_text(reason));
    if (standing.listeners) {
      one.add_number("at", static_cast<double>(standing.at));
      one.add("trigger", event::text_of(standing.by));
      one.add("name", standing.listeners->name);
      one.add("variant", variant_of(i));
    }
    if (const decision::RuleHistory* past = state_.history.find(id)) {
      const std::pair<const char*, std::int64_t> counts[] = {
          {"page", standing.shown},
          {"session", past->session >= now.session.number ? past->session_count : 0},
          {"day", past->day >= decision::day_of(now_, page_.site_offset_minutes) ? past->day_count : 0},
          {"lifetime", past->lifetime_count},
          {"lastShown", past->last_shown_ms},
          {"lastDismissed", past->last_dismissed_ms},
          {"lastConverted", past->last_converted_ms}};
      Value seen;
      for (const auto& [name, count] : counts) seen.add_number(name, static_cast<double>(count));
      one.append_member("seen", std::move(seen));
    }
    decisions.append_member(id, std::move(one));
  }
  out.append_member("rules", std::move(rules));
  out.append_member("decisions", std::move(decisions));
}

void Engine::Impl::on(const input::Inspect& inspect) {
  if (!inspect.stage.empty()) {
    as_if_ = state_.journey;
    as_if_->stage = inspect.stage;
  }
  if (!inspect.preview.empty()) preview(inspect.preview);
  out_.emplace_back(effect::Forward{effect::Target::inspector, "state", inspection()});
}

void Engine::Impl::log(effect::Level level, const Error& error) {
  out_.emplace_back(effect::Log{level, error.code, error.pointer, error.expected, error.found});
}

}  // namespace waymark
