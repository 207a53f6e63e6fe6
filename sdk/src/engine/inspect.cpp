#include <utility>

#include "engine/impl.h"
#include "event/names.h"

namespace waymark {
namespace {

Value texts(const std::vector<std::string>& list) {
  Value array = Value::array();
  for (const std::string& text : list) array.push(Value(text));
  return array;
}

/// { name: number, … }
Value numbers(std::initializer_list<std::pair<const char*, std::int64_t>> list) {
  Value object = Value::object();
  for (const auto& [name, number] : list) object.append_member(name, Value::number(number));
  return object;
}

Value visitor(const state::State& state, TimeMs now) {
  Value out = Value::object();
  out.append_member("anonymousId", Value(state.identity.anonymous_id));
  if (!state.identity.user_id.empty()) out.append_member("userId", Value(state.identity.user_id));
  out.append_member("traits", state.profile.traits);
  out.append_member("favouriteCategories", texts(profile::strongest(state.profile.categories, now, 5)));
  Value recent = Value::array();
  for (const profile::RecentItem& item : state.profile.recent) recent.push(Value(item.id));
  out.append_member("recent", std::move(recent));
  Value cart = Value::array();
  for (const profile::CartItem& item : state.profile.cart.items) cart.push(Value(item.id));
  out.append_member("cart", std::move(cart));
  out.append_member("cartValue", Value(state.profile.cart.value()));
  out.append_member("orders", Value::number(state.profile.purchases.orders));
  Value counters = Value::object();
  for (const profile::Counter& counter : state.profile.log.counters) {
    counters.append_member(counter.name, Value::number(counter.count));
  }
  out.append_member("counters", std::move(counters));
  return out;
}

Value visit(const identity::Session& session) {
  Value out = Value::object();
  out.append_member("id", Value(session.id));
  out.append_member("number", Value::number(session.number));
  out.append_member("start", Value::number(session.start));
  out.append_member("pageviews", Value::number(session.pageviews));
  out.append_member("channel", Value(session.channel));
  return out;
}

}  // namespace

Value Engine::Impl::inspection() const {
  Value out = Value::object();
  out.append_member("visitor", visitor(state_, now_));
  out.append_member("session", visit(state_.session));
  Value journey = Value::object();
  journey.append_member("preset", Value(machine_.id));
  journey.append_member("stage", Value(state_.journey.stage));
  journey.append_member("since", Value::number(state_.journey.since));
  out.append_member("journey", std::move(journey));
  Value rules = Value::object();
  for (const decision::RuleReason& rule : reasons_) rules.set(rule.rule, Value(decision::to_text(rule.reason)));
  out.append_member("rules", std::move(rules));
  Value messages = Value::array();
  for (const decision::Active& message : active_) messages.push(Value(message.rule));
  out.append_member("messages", std::move(messages));
  Value consent = Value::object();
  for (const std::string_view purpose : {consent::kAnalytics, consent::kPersonalization}) {
    consent.append_member(std::string(purpose), Value(event::text_of(consent_.state(purpose))));
  }
  out.append_member("consent", std::move(consent));
  const delivery::Stats& sent = delivery_.stats();
  out.append_member("stats", numbers({{"accepted", counts_.accepted},
                                      {"refused", counts_.refused},
                                      {"cut", counts_.cut},
                                      {"duplicates", counts_.duplicates},
                                      {"denied", counts_.denied},
                                      {"held", static_cast<std::int64_t>(held_.size())},
                                      {"heldOverflow", counts_.held_overflow},
                                      {"queueFull", counts_.queue_full},
                                      {"queued", static_cast<std::int64_t>(queue_.entries().size())},
                                      {"sentBatches", sent.sent_batches},
                                      {"delivered", sent.delivered},
                                      {"retries", sent.retries},
                                      {"setAside", sent.set_aside}}));
  out.append_member("catalogueItems", Value::number(catalogue_.items.size()));
  return out;
}

void Engine::Impl::on(const input::Inspect&) {
  out_.push_back(effect::Forward{effect::Target::inspector, "state", inspection()});
}

void Engine::Impl::log(effect::Level level, Error error) {
  out_.push_back(effect::Log{level, std::move(error.code), std::move(error.pointer), std::move(error.message),
                             std::move(error.expected), std::move(error.found)});
}

}  // namespace waymark
