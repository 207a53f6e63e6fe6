#include <algorithm>
#include <string>
#include <utility>

#include "base/whole.h"
#include "engine/impl.h"
#include "event/names.h"
#include "json/parse.h"
#include "profile/value.h"
#include "recommend/rank.h"
#include "text/render.h"

namespace waymark {
namespace {

using decision::Reason;

/// Requests of the page kept until the catalogue is there.
constexpr std::size_t kMaxWaiting = 50;

}  // namespace

rules::Facts Engine::Impl::facts(const Event* event) const {
  return rules::Facts{state_.profile, state_.identity, state_.session, as_if_ ? *as_if_ : state_.journey,
                      page_,          event,           now_,           &state_.standing,
                      &config_,       &stacks_};
}

/// Conditions that could not be answered, each once a page.
void Engine::Impl::tell_failures(const rules::Facts& asked) {
  for (const rules::Failure& failure : asked.scratch.failures) {
    if (std::find(failures_told_.begin(), failures_told_.end(), failure.pointer) != failures_told_.end()) continue;
    failures_told_.push_back(failure.pointer);
    log(effect::Level::warn, "rule.failed", failure.pointer, "an answer", failure.error);
  }
}

/// Fills what its author wrote with goods and the figures of now, or says why that cannot be.
decision::Reason Engine::Impl::compose(Value& content, const ActionConfig& action, const std::string& rule) {
  Value items;
  if (action.recommend) {
    input::Recommend request;
    request.strategy = action.recommend->strategy;
    request.slot = action.slot;
    request.limit = action.recommend->limit;
    items = items_for(request);
    if (items.items().empty()) return Reason::no_items;
  }
  const Reason written = write_texts(content, items, rule);
  if (written != Reason::selected) return written;
  if (action.recommend) {
    // An action that leads nowhere leads to the first of them.
    Value way = content["action"];
    if (way.is_object() && way["url"].is_null()) {
      way.set("url", items.items()[0]["url"]);
      content.set("action", std::move(way));
    }
    content.set("strategy", Value(event::text_of(action.recommend->strategy)));
    content.set("items", std::move(items));
  }
  if (!currency().empty()) content.set("currency", Value(currency()));
  if (content["theme"].is_null() && !config_.theme.is_null()) content.set("theme", config_.theme);
  draw_prize(content, rule);
  return written;
}

/// Draws one message of a rule, or says why it cannot be drawn.
decision::Reason Engine::Impl::show(std::size_t rule_index, const ActionConfig& action, int part) {
  const RuleConfig& rule = *rules_.rules[rule_index].config;
  const std::string place =
      decision::place_of(action.form, action.slot, action.content, page_.language, config_.site.language);
  if (active_.find_if([&](const decision::Active& one) { return one.place == place; })) {
    return Reason::slot_taken;
  }
  effect::ShowMessage message;
  message.content = decision::content_for(action.content, page_.language, config_.site.language);
  const Reason composed = compose(message.content, action, rule.id);
  if (composed != Reason::selected) return composed;
  message.decision_id = ids_.next(now_);
  if (part == 0) message.reserve = reserved(rule_index);
  decision::Active& active = active_.emplace_back();
  active.decision_id = message.decision_id;
  active.rule = rule.id;
  active.variant = variant_of(rule_index);
  active.form = action.form;
  active.slot = action.slot;
  active.place = place;
  if (action.recommend) active.strategy = action.recommend->strategy;
  active.preview = as_if_.has_value();
  if (action.refresh) active.refresh = &action;
  note(active, rule_index, part);
  Value payload;
  payload.add("decisionId", message.decision_id);
  payload.add("rule", rule.id);
  payload.add("template", event::text_of(action.form));
  put(active, std::move(message));
  out_.emplace_back(effect::Forward{effect::Target::listener, "decision", std::move(payload)});
  return Reason::selected;
}

/// To the page, which draws it, or draws it anew.
void Engine::Impl::put(const decision::Active& active, effect::ShowMessage&& message) {
  message.decision_id = active.decision_id;
  message.rule = active.rule;
  message.variant = active.variant;
  message.form = active.form;
  message.slot = active.slot;
  out_.emplace_back(std::move(message));
}

/// Whether messages of a rule stand that keep up with the facts. They have been shown: no cap, limit or place is asked
/// for again, and nothing is counted. Each is drawn anew, or goes where the rule would not say it any more.
bool Engine::Impl::keep_up(std::size_t rule, const decision::Asking& asking_now) {
  bool any = false;
  for (decision::Active& message : active_) {
    if (!message.refresh || message.rule != rules_.rules[rule].config->id) continue;
    any = true;
    effect::ShowMessage anew;
    Reason reason = asking_now.open(rule);
    if (reason == Reason::selected) {
      anew.content = decision::content_for(message.refresh->content, page_.language, config_.site.language);
      reason = compose(anew.content, *message.refresh, message.rule);
    }
    standings_[rule].reason = reason;
    if (trigger_event_) message.event = *trigger_event_;
    if (reason == Reason::selected) {
      put(message, std::move(anew));
    } else if (reason != Reason::no_items || !catalogue_awaited()) {
      out_.emplace_back(effect::HideMessage{message.decision_id, effect::HideReason::over});
    }
  }
  return any;
}

/// Which of its prizes a game will show: one visitor always gets the same of a rule, weighted as its author says.
void Engine::Impl::draw_prize(Value& content, const std::string& rule) const {
  const std::span<const Value> prizes = std::as_const(content)["prizes"].items();
  if (prizes.empty() || !content["prize"].is_null()) return;
  double all = 0;
  for (const Value& prize : prizes) all += std::max(0.0, prize["weight"].number_or(1));
  // FNV-1a with 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), its bits mixed once more as MurmurHash3 ends.
  std::uint32_t hash = 2'166'136'261U;
  for (const char c : state_.identity.anonymous_id + rule) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
  hash = (hash ^ hash >> 16) * 0x85EBCA6BU;
  hash = (hash ^ hash >> 13) * 0xC2B2AE35U;
  double left = static_cast<double>(hash ^ hash >> 16) / 4'294'967'296.0 * all;
  for (const Value& prize : prizes) {
    left -= std::max(0.0, prize["weight"].number_or(1));
    if (left >= 0) continue;
    return content.set("prize", Value(prize["id"]));
  }
}

/// What the author wrote, as this visitor reads it. Items come later: what a catalogue says is never a template.
decision::Reason Engine::Impl::write_texts(Value& content, const Value& items, const std::string& rule) {
  const rules::Facts known = facts(trigger_event_);
  const std::string language(content["language"].text());
  const text::Facts asked{&known,
                          [](const void* context, std::string_view path) {
                            return static_cast<const rules::Facts*>(context)->lookup(path);
                          },
                          items,
                          language,
                          currency(),
                          page_.site_offset_minutes,
                          now_};
  const text::Fault fault = text::render(content, asked);
  if (fault.kind == text::Fault::Kind::none) return Reason::selected;
  const bool missing = fault.kind == text::Fault::Kind::missing;
  log(effect::Level::info, missing ? "message.textMissing" : "message.textTooLong", "/rules/" + rule,
      missing ? "a value, or `default`" : "fewer steps", fault.found);
  return missing ? Reason::text_missing : Reason::text_too_long;
}

/// For its author to look at: instead of what stands there, and without a trace.
void Engine::Impl::preview(const std::string& id) {
  for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
    if (rules_.rules[i].config->id != id) continue;
    hide_all(effect::HideReason::replaced);
    const RuleConfig& rule = *rules_.rules[i].config;
    const std::optional<int> forced =
        rules::query_override(rule.experiment.key, page_.url, rule.experiment.variants.size());
    if (forced) standings_[i].variant = static_cast<std::int16_t>(*forced);
    const std::string& variant = variant_of(i);
    // What this visitor would see; where that is nothing, as in a control, what others do.
    const auto meant = [&](const ActionConfig& action) { return action.draws() && action.variant == variant; };
    const ActionConfig* drawn = rule.actions.find_if(meant);
    if (!drawn) drawn = rule.actions.find_if([](const ActionConfig& action) { return action.draws(); });
    // As a second part: it is no decision, and takes no lock.
    const Reason reason = drawn ? show(i, *drawn, 1) : Reason::not_triggered;
    if (reason == Reason::selected) {
      active_.back().preview = true;
      active_.back().refresh = nullptr;
    } else {
      log(effect::Level::warn, "message.previewFailed", "/rules/" + id, "a message that can be shown",
          std::string(decision::to_text(reason)));
    }
    return;
  }
  log(effect::Level::warn, "message.previewFailed", "", "the id of a rule", id);
}

void Engine::Impl::hide_all(effect::HideReason reason) {
  active_.remove_if([&](const decision::Active& message) {
    // What the page itself has put there stays until the page says otherwise.
    if (message.rule.empty() && reason == effect::HideReason::route) return false;
    out_.emplace_back(effect::HideMessage{message.decision_id, reason});
    return true;
  });
}

void Engine::Impl::on(const input::MessageOutcome& outcome) {
  decision::Active* message =
      active_.find_if([&](const decision::Active& one) { return one.decision_id == outcome.decision_id; });
  if (!message) {
    if (outcome.outcome == input::Outcome::ready) {
      out_.emplace_back(effect::HideMessage{outcome.decision_id, effect::HideReason::stale});
    }
    return log(effect::Level::debug, "message.unknown", "/decisionId", "the id of a message shown",
               outcome.decision_id);
  }
  const bool counted = !message->preview;
  std::optional<EventCall> call = counted ? decision::event_of(*message, outcome) : std::nullopt;
  switch (outcome.outcome) {
    case input::Outcome::shown:
      if (message->shown) return;
      message->shown = true;
      if (message->part == 0) {
        if (decision::Standing* standing = standing_of(message->rule)) ++standing->shown;
      }
      break;
    case input::Outcome::ready:
      return recheck(message->decision_id);
    case input::Outcome::blocked:
      log(effect::Level::warn, "message.blocked", "/rules/" + message->rule, "a place to draw it",
          outcome.detail["reason"].text());
      // It has not spoken after all.
      if (decision::Standing* standing = standing_of(message->rule); standing && (counted || as_if_)) {
        standing->reason = Reason::blocked;
      }
      active_.erase(active_.place_of(*message));
      break;
    case input::Outcome::dismissed:
    case input::Outcome::submitted:
    case input::Outcome::closed:
      active_.erase(active_.place_of(*message));
      break;
    case input::Outcome::clicked:
      break;
  }
  if (!counted) return;
  if (outcome.outcome == input::Outcome::submitted) grant(outcome.detail["consent"]);
  if (call) accept(std::move(*call), now_);
  // What was answered is known of the visitor from now on.
  if (outcome.outcome != input::Outcome::submitted || outcome.detail["traits"].members().empty()) return;
  EventCall identify;
  identify.type = EventType::identify;
  identify.traits = outcome.detail["traits"];
  accept(std::move(identify), now_);
}

/// A box was ticked: these purposes are granted, and what waits for them goes.
void Engine::Impl::grant(const Value& purposes) {
  input::Consent consent;
  for (const Value& purpose : purposes.items()) {
    if (!purpose.text().empty()) consent.purposes.emplace_back(purpose.text(), ConsentState::granted);
  }
  if (!consent.purposes.empty()) on(consent);
}

/// Nothing where cards are still to come: the answer then waits for them.
Value Engine::Impl::items_for(const input::Recommend& request) {
  recommend::Visitor visitor;
  const profile::Part& view = state_.profile.view();
  visitor.recent = profile::best(view, profile::kViewed, now_, 30);
  const profile::Purchases purchases = profile::purchases_of(view);
  for (std::size_t i = 0; i < purchases.items.size(); ++i) {
    visitor.bought.emplace_back(purchases.items[i],
                                static_cast<double>(now_ - purchases.times[i]) / static_cast<double>(kDayMs));
  }
  for (const profile::CartLine& line : profile::cart_of(view)) visitor.cart.push_back(line.id);
  visitor.favourite_categories = profile::best(view, profile::kCategories, now_, 3);
  recommend::Request wanted;
  wanted.strategy = request.strategy;
  wanted.item_id = request.item_id.empty() && request.category.empty() ? item_on_screen_ : request.item_id;
  wanted.category = request.category.empty() ? category_on_screen_ : request.category;
  wanted.exclude = request.exclude;
  wanted.limit = request.limit;
  wanted.language = page_.language.empty() ? config_.site.language : page_.language;
  wanted.slot = config_.slots.find_if([&](const SlotConfig& slot) { return slot.name == request.slot; });
  if (wanted.slot && wanted.slot->strategy) wanted.strategy = *wanted.slot->strategy;
  if (has_cards() && ask_for_cards(visitor, wanted)) return Value::array();
  return recommend::rank(catalogue_, model_, visitor, wanted);
}

/// True where files of cards are missing that nobody has asked for yet.
bool Engine::Impl::ask_for_cards(const recommend::Visitor& visitor, const recommend::Request& request) {
  effect::Cards cards;
  for (const std::uint32_t shard : recommend::shards_for(catalogue_, model_, visitor, request)) {
    if (std::find(cards_asked_.begin(), cards_asked_.end(), shard) != cards_asked_.end()) continue;
    cards_asked_.push_back(shard);
    std::string url = config_.cards_url;
    for (int shift = 28; shift >= 0; shift -= 4) url += "0123456789abcdef"[model_.checksum() >> shift & 15];
    cards.urls.push_back(url + "/" + base::whole_text(shard) + ".json");
  }
  if (cards.urls.empty()) return false;
  cards_awaited_ += cards.urls.size();
  out_.emplace_back(std::move(cards));
  return true;
}

void Engine::Impl::on(const input::Recommend& recommend) {
  if (catalogue_awaited() && waiting_.size() < kMaxWaiting) {
    waiting_.push_back(recommend);
  } else {
    answer(recommend);
  }
}

void Engine::Impl::answer(const input::Recommend& request) {
  Value items = items_for(request);
  if (cards_awaited_ > 0 && waiting_.size() < kMaxWaiting) {
    waiting_.push_back(request);
    return;
  }
  effect::Recommendations out;
  out.request_id = request.request_id;
  out.slot = request.slot;
  out.strategy = request.strategy;
  out.decision_id = ids_.next(now_);
  out.items = std::move(items);
  const SlotConfig* slot = config_.slots.find_if([&](const SlotConfig& one) { return one.name == request.slot; });
  if (slot && slot->strategy) out.strategy = *slot->strategy;
  // What becomes of items drawn in a slot is an event like that of a message.
  if (!request.slot.empty() && !out.items.items().empty()) {
    active_.remove_if([&](const decision::Active& one) { return one.rule.empty() && one.slot == request.slot; });
    decision::Active& active = active_.emplace_back();
    active.decision_id = out.decision_id;
    active.form = effect::Template::recommendations;
    active.slot = request.slot;
    active.strategy = out.strategy;
  }
  out_.emplace_back(std::move(out));
}

/// A model of another shop does no harm, but no good either: said once both are there.
void Engine::Impl::compare_goods() {
  if (model_.empty() || !recommend::is_strange(catalogue_, model_)) return;
  log(effect::Level::warn, "model.otherCatalogue", "", "a model of these items", "hardly one of them");
}

/// Whatever comes, whoever waited for it is answered: with items, or with none.
Effects Engine::Impl::load(std::string_view kind, std::string_view bytes) {
  out_.clear();
  if (kind == "model") {
    if (const char* wrong = model_.read(std::string(bytes))) {
      log(effect::Level::warn, "model.invalid", "", "a file of waymark train", wrong);
    }
    model_refused_ = model_.empty();
    compare_goods();
    cards_asked_.clear();
    if (has_cards()) answer_waiting();
    return std::exchange(out_, {});
  }
  const bool cards = kind == "cards";
  if (!cards && kind != "catalogue") {
    log(effect::Level::error, "load.unknownKind", "", "catalogue, model, cards", std::string(kind.substr(0, 40)));
    return std::exchange(out_, {});
  }
  if (!cards) cards_asked_.clear();
  if (cards && cards_awaited_ > 0) --cards_awaited_;
  List<Error> errors;
  // No bytes: the host has said why.
  Result<Value> json = json::parse(cards && bytes.empty() ? R"({"version":1,"items":[]})" : bytes);
  if (json.ok()) {
    recommend::read_catalogue(std::move(json.value()), catalogue_, errors, cards);
  } else {
    errors.emplace_back("catalogue.invalid", "", json.error().expected.c_str(), json.error().found);
  }
  const bool none = !errors.empty() && std::string_view(errors.back().code) == "catalogue.invalid";
  for (const Error& error : errors) log(none ? effect::Level::error : effect::Level::warn, error);
  compare_goods();
  if (!cards || config_.catalogue_url.empty()) catalogue_loaded_ = true;
  answer_waiting();
  return std::exchange(out_, {});
}

/// Whoever waited is answered, unless there is more to wait for.
void Engine::Impl::answer_waiting() {
  if (catalogue_awaited()) return;
  for (const input::Recommend& request : std::exchange(waiting_, {})) answer(request);
  for (const Starved& one : std::exchange(starved_, {})) {
    trigger_event_ = one.has_event ? &one.event : nullptr;
    decide(one.trigger);
  }
  trigger_event_ = nullptr;
  speak();
}

}  // namespace waymark
