#include <algorithm>
#include <string>
#include <utility>

#include "base/iso_time.h"
#include "base/whole.h"
#include "codec/read.h"
#include "engine/impl.h"
#include "event/vocabulary.h"
#include "json/write.h"
#include "profile/value.h"
#include "state/tables.h"

// Where the visitor is on the journey, which groups they belong to, and what their cart has come to.
namespace waymark {
namespace {

constexpr std::string_view kWeb = "web";
/// Part of a profile that holds what a server says without events.
constexpr const char* kServer = "server";
/// Largest profile taken from elsewhere.
constexpr std::size_t kMaxMergedBytes = 200'000;

}  // namespace

/// True where a stage was entered, by what happened `at`.
bool Engine::Impl::advance_journey(TimeMs at) {
  const rules::Facts now = facts(nullptr);
  const auto transition = journey::advance(state_.journey, machine_, rules::stages_at(insight_, machine_, now), at);
  state_.journey.score = rules::score_at(insight_, machine_, now);
  if (!transition) return false;
  Value payload;
  payload.add("stage", transition->to);
  payload.add("from", transition->from);
  out_.emplace_back(effect::Forward{effect::Target::listener, "stageEntered", std::move(payload)});
  mark_dirty();
  return true;
}

/// `Stage Entered`, once the rules have had their say on what led there; after a crash, what was not told before.
/// Where every visitor begins is no news.
void Engine::Impl::tell_stage() {
  journey::State& journey = state_.journey;
  if (journey.told == journey.stage) return;
  const std::string from = std::exchange(journey.told, journey.stage);
  if (from.empty() || !config_.journey.events) return;
  const journey::Spent* spent = journey.spent.find_if([&](const journey::Spent& one) { return one.stage == from; });
  EventCall call;
  call.name = event::names::kStageEntered;
  call.message_id = own_id(call.name + journey.stage, journey.since);
  call.properties.add("journey", machine_.id);
  call.properties.add("stage", journey.stage);
  call.properties.add("from", from);
  call.properties.add_number("spentMs", static_cast<double>(spent ? spent->ms : 0));
  call.properties.add_number("score", journey.score);
  accept(std::move(call), journey.since);
}

/// The same in every tab and after every crash: whoever tells something that follows from what is known, it is one
/// event.
std::string Engine::Impl::own_id(const std::string& name, TimeMs at) const {
  std::string seed;
  for (const char c : state_.identity.anonymous_id + name) {
    if (c != '-') seed.push_back(c);
  }
  return base::UuidSource(base::Random(seed)).next(at);
}

/// A visit is one by its channel; an event of a store, an app or a call is one of that.
void Engine::Impl::count_touchpoint(const Event& event) {
  if (event.name == event::names::kStageEntered) state_.journey.told = event.properties["stage"].text();
  if (event::is_entry(event.name)) return;
  const std::string_view channel = event.context["channel"].text_or();
  // Played back from the journal it may come before the first stage is entered: it is one of that stage all the same.
  const std::string& first = machine_.stages.front().id;
  if (!channel.empty() && channel != kWeb) return journey::touch(state_.journey, channel, first);
  if (event.session.number <= state_.journey.session) return;
  state_.journey.session = event.session.number;
  journey::touch(state_.journey, state_.session.channel, first);
}

/// Which segments and personas hold now; what of it is new is told, where the configuration asks for it.
void Engine::Impl::judge(bool tell) {
  if (config_.segments.empty() && config_.personas.empty()) return;
  profile::Standing now = rules::standing_at(insight_, config_, facts(trigger_event_));
  for (const SegmentConfig& segment : config_.segments) {
    const auto in = [&](const std::vector<std::string>& list) {
      return std::find(list.begin(), list.end(), segment.id) != list.end();
    };
    const bool is = in(now.segments);
    if (is == in(state_.standing.segments) || !tell) continue;
    on_profile_changed("segments");
    if (segment.events) moved_.emplace_back(segment.id, is);
  }
  if (now.persona != state_.standing.persona && tell) on_profile_changed("persona");
  state_.standing = std::move(now);
}

void Engine::Impl::tell_moved() {
  for (const auto& [segment, entered] : std::exchange(moved_, {})) {
    Value properties;
    properties.add("segment", segment);
    track(entered ? event::names::kSegmentEntered : event::names::kSegmentLeft, std::move(properties));
  }
}

/// Keeps the deadline at which a cart that is left alone counts as abandoned.
void Engine::Impl::watch_cart() {
  const profile::Part& view = state_.profile.view();
  const auto moment = [&](const char* key) {
    const profile::Entry* entry = view.find(profile::kMoments, key);
    return entry ? entry->at_ms : 0;
  };
  const TimeMs changed = moment("changed");
  const TimeMs quiet = config_.cart.abandoned_after_ms;
  if (changed == 0 || quiet == 0 || moment("abandoned") >= changed || profile::cart_of(view).empty()) {
    return timers_.clear(timers::Kind::cart, 0);
  }
  timers_.set(timers::Kind::cart, 0, changed + quiet);
}

void Engine::Impl::abandon_cart() {
  const profile::Part& view = state_.profile.view();
  const profile::Entry* changed = view.find(profile::kMoments, "changed");
  if (!changed) return;
  Value cart = facts(nullptr).root("cart");
  EventCall call;
  call.name = event::names::kCartAbandoned;
  call.message_id = own_id(call.name, changed->at_ms + config_.cart.abandoned_after_ms);
  call.properties.add_number("value", cart["value"].number_or(0));
  call.properties.append_member("products", cart["products"]);
  call.properties.append_member("coupon", cart["coupon"]);
  call.properties.add("changedAt", base::iso_time(changed->at_ms));
  call.properties.add_number("quietMs", static_cast<double>(now_ - changed->at_ms));
  accept(std::move(call), now_);
}

/// Into the journal first, like an event: so it survives a crash, and the other tabs hear of it.
void Engine::Impl::on(const input::MergeProfile& merge) {
  if (!merge.profile.is_object()) return log(effect::Level::error, "profile.invalid", "/profile", "an object");
  const std::size_t bytes = json::write(merge.profile).size();
  if (bytes > kMaxMergedBytes) {
    return log(effect::Level::error, "profile.tooLarge", "/profile", "at most 200 KB", base::count_text(bytes));
  }
  if (!consent_.granted(consent::kPersonalization)) {
    return log(effect::Level::info, "profile.denied", "", consent::kPersonalization.data());
  }
  Event event;
  event.name = event::names::kProfileMerged;
  event.timestamp = now_;
  event.message_id = ids_.next(now_);
  event.properties = merge.profile;
  admit(std::move(event));
}

/// What `exportProfile` gave, or plain data of a server: `traits` and `favourites` as of `updatedAt`, `orders` with
/// their `at`; both in ms since 1970.
void Engine::Impl::merge_profile(const Value& told) {
  profile::Profile other;
  List<Error> errors;
  List<Error> dropped;
  codec::TableReader("profile.invalid", errors, &dropped)
      .read_table(told, codec::kProfileParts, &other, codec::Path{nullptr, "/profile", 0});
  if (!errors.empty()) log(effect::Level::warn, errors.front());
  if (!dropped.empty()) log(effect::Level::warn, dropped.front());
  Event event;
  event.anonymous_id = kServer;
  event.context.set("channel", Value(kServer));
  const auto moment = [&](const Value& value) {
    return static_cast<TimeMs>(std::clamp<double>(value.number_or(0), 0, static_cast<double>(now_)));
  };
  event.timestamp = moment(told["updatedAt"]);
  event.type = EventType::identify;
  event.traits = told["traits"];
  if (event.traits.is_object()) profile::apply(other, event);
  event.type = EventType::track;
  event.name = event::names::kProductAddedToWishlist;
  for (const Value& id : told["favourites"].items()) {
    event.properties = Value();
    event.properties.set("product_id", id);
    profile::apply(other, event);
  }
  event.name = event::names::kOrderCompleted;
  for (const Value& order : told["orders"].items()) {
    event.timestamp = moment(order["at"]);
    event.properties = order;
    // Without an id it would be another one each time.
    if (!order["order_id"].is_null()) profile::apply(other, event);
  }
  profile::merge(state_.profile, other.parts, now_);
}

/// Told once for each Input, with what came first.
void Engine::Impl::on_profile_changed(std::string_view by) {
  if (changed_by_.empty()) changed_by_ = by;
}

void Engine::Impl::tell_profile_changed() {
  if (changed_by_.empty()) return;
  Value payload;
  payload.add("by", std::exchange(changed_by_, {}));
  out_.emplace_back(effect::Forward{effect::Target::listener, "profileChanged", std::move(payload)});
}

}  // namespace waymark
