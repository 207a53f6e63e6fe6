#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "codec/event_tables.h"
#include "codec/read.h"
#include "engine/impl.h"
#include "event/context.h"
#include "event/url.h"
#include "event/vocabulary.h"

namespace waymark {
namespace {

using input::SignalKind;

/// Signals that become an event with their detail as its properties, where the configuration wants it.
struct SignalEvent {
  SignalKind kind;
  const char* action;  ///< Which of the kind, by the detail's `action`; null for all.
  const char* name;
  bool SignalsConfig::*wanted;
};

constexpr SignalEvent kSignalEvents[] = {
    {SignalKind::form, "start", "Form Started", &SignalsConfig::form},
    {SignalKind::form, "submit", "Form Submitted", &SignalsConfig::form},
    {SignalKind::form, "abandon", "Form Abandoned", &SignalsConfig::form},
    {SignalKind::engagement, "time", event::names::kPageEngaged, &SignalsConfig::engagement},
    {SignalKind::rage_click, nullptr, "Rage Click", &SignalsConfig::rage_click},
    {SignalKind::dead_click, nullptr, "Dead Click", &SignalsConfig::dead_click},
    {SignalKind::copy, nullptr, "Text Copied", &SignalsConfig::copy},
    {SignalKind::print, nullptr, "Page Printed", &SignalsConfig::print},
    {SignalKind::media, "start", "Video Playback Started", &SignalsConfig::media},
    {SignalKind::media, "pause", "Video Playback Paused", &SignalsConfig::media},
    {SignalKind::media, "resume", "Video Playback Resumed", &SignalsConfig::media},
    {SignalKind::media, "progress", "Video Content Playing", &SignalsConfig::media},
    {SignalKind::media, "complete", "Video Playback Completed", &SignalsConfig::media},
    {SignalKind::exit_intent, nullptr, "Exit Intent", &SignalsConfig::exit_intent},
    {SignalKind::idle, nullptr, "Visitor Idle", &SignalsConfig::idle},
    {SignalKind::vitals, nullptr, "Web Vitals", &SignalsConfig::vitals},
    {SignalKind::error, nullptr, "JavaScript Error", &SignalsConfig::error},
    {SignalKind::duplicate_tab, nullptr, "Tab Duplicated", &SignalsConfig::duplicate_tab},
};

/// Idle times that rules ask for may be shorter; as an event only this counts.
constexpr double kIdleEventMs = 60'000;

/// Endings of files that are kept, not looked at: the list GA4 publishes for its enhanced measurement.
constexpr std::string_view kDownloads =
    " pdf xls xlsx doc docx txt rtf csv exe key pps ppt pptx 7z pkg rar gz zip avi mov mp4 mpe mpeg wmv mid midi mp3 "
    "wav "
    "wma apk dmg epub ";

/// Where the address of a file that is kept has its name; empty for any other address.
std::string_view downloaded_file(std::string_view href) {
  const std::string_view path = event::split_url(href).path;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot > 6) return {};
  std::string ending = " ";
  for (const char c : name.substr(dot + 1)) ending.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
  ending.push_back(' ');
  return ending.size() > 3 && kDownloads.find(ending) != std::string_view::npos ? name : std::string_view();
}

/// The smallest of `left` that is not above `reached`, taken out; nothing where there is none.
std::optional<double> take_reached(std::vector<double>& left, double reached) {
  const auto least = std::min_element(left.begin(), left.end());
  if (least == left.end() || *least > reached) return std::nullopt;
  const double value = *least;
  left.erase(least);
  return value;
}

}  // namespace

void Engine::Impl::on(const input::Signal& signal) {
  const Value& detail = signal.detail;
  switch (signal.kind) {
    case SignalKind::route:
      return on_route(detail);
    case SignalKind::click:
      return on_click(detail);
    case SignalKind::scroll:
      return on_scroll(detail);
    case SignalKind::visible:
      return on_visible(detail);
    case SignalKind::product:
      if (item_on_screen_.empty()) track(event::names::kProductViewed, detail);
      return;
    case SignalKind::api:
      return decide(TriggerType::api, detail["name"].text_or());
    case SignalKind::loss:
      if (const double count = detail["count"].number_or(0); count >= 1 && count < 1e9) {
        lose(detail["reason"].text(), static_cast<std::int64_t>(count));
      }
      return;
    default:
      break;
  }
  if (!detail["event"].text_or().empty()) return track(detail["event"].text_or(), detail["properties"]);
  const std::string_view action = detail["action"].text_or();
  for (const SignalEvent& row : kSignalEvents) {
    if (row.kind != signal.kind || (row.action && action != row.action) || !(config_.signals.*row.wanted)) continue;
    if (row.kind == SignalKind::idle && detail["idleMs"].number_or(0) < kIdleEventMs) continue;
    Value properties = detail;
    properties.erase("action");
    track(row.name, std::move(properties));
  }
  if (signal.kind == SignalKind::exit_intent) decide(TriggerType::exit_intent);
  if (signal.kind == SignalKind::idle) decide(TriggerType::idle, {}, detail["idleMs"].number_or(0));
  if (signal.kind == SignalKind::engagement && action == "reached") {
    decide(TriggerType::active_time, {}, detail["activeMs"].number_or(0));
  }
}

/// An event of a signal that names one.
void Engine::Impl::track(std::string_view name, Value properties) {
  if (name.empty()) return;
  EventCall call;
  call.name = name;
  call.properties = std::move(properties);
  accept(std::move(call), now_);
}

void Engine::Impl::on_route(const Value& detail) {
  List<Error> errors;
  PageFacts page;
  const codec::Path root;
  const codec::Path inside{&root, "detail", 0};
  codec::TableReader("input.invalid", errors).read(detail["page"], page, codec::Path{&inside, "page", 0});
  if (!errors.empty()) return log(effect::Level::error, errors.front());
  const bool same_document = detail["trigger"].text_or() != "load";
  page.automated = page.automated || page_.automated;
  page_ = std::move(page);
  // Inside a document the browser's referrer is still that of the landing: it says nothing new.
  arrive(same_document ? page_.url : page_.referrer);
  item_on_screen_.clear();
  category_on_screen_.clear();
  starved_.clear();
  scroll_left_ = config_.signals.scroll;
  scroll_px_left_ = config_.signals.scroll_px;
  if (same_document) hide_all(effect::HideReason::route);

  turn_page();
  if (!config_.signals.route) {
    decide(TriggerType::page_view);
  } else {
    EventCall call;
    call.type = EventType::page;
    call.properties = event::page_properties(page_);
    accept(std::move(call), now_);
  }
  on_search();
}

/// A search of the site's own, as its result page's address says it.
void Engine::Impl::on_search() {
  const Value parameters = event::query_parameters(event::split_url(page_.url).query);
  for (const std::string& name : config_.signals.search) {
    const std::string_view query = parameters[name].text_or();
    if (query.empty()) continue;
    Value properties;
    properties.add("query", query);
    return track(event::names::kProductsSearched, std::move(properties));
  }
}

void Engine::Impl::on_click(const Value& detail) {
  // One that a rule waits for, by its selector: the same click is also told without one.
  if (const std::string_view selector = detail["selector"].text_or(); !selector.empty()) {
    return decide(TriggerType::click, selector);
  }
  if (!detail["event"].text_or().empty()) return track(detail["event"].text_or(), detail["properties"]);
  const SignalsConfig& wanted = config_.signals;
  const std::string_view href = detail["href"].text_or();
  Value properties;
  for (const char* key : {"href", "element", "text"}) properties.add(key, detail[key].text());
  if (const std::string_view file = downloaded_file(href); wanted.download && !file.empty()) {
    Value download = properties;
    download.add("fileName", file);
    download.add("extension", file.substr(file.rfind('.') + 1));
    track(event::names::kFileDownloaded, std::move(download));
  }
  const bool outbound = detail["outbound"].boolean_or(false);
  if (outbound) properties.append_member("outbound", Value(true));
  if (outbound && wanted.click) {
    track(event::names::kLinkClicked, std::move(properties));
  } else if (wanted.element_click) {
    track(event::names::kElementClicked, std::move(properties));
  }
}

void Engine::Impl::on_visible(const Value& detail) {
  const std::vector<std::string>& wanted = config_.signals.visible;
  if (!detail["event"].text_or().empty()) {
    track(detail["event"].text_or(), detail["properties"]);
  } else if (std::find(wanted.begin(), wanted.end(), detail["selector"].text()) != wanted.end()) {
    track(event::names::kElementViewed, detail);
  }
  decide(TriggerType::visible, detail["selector"].text_or());
}

void Engine::Impl::on_scroll(const Value& detail) {
  const double percent = detail["percent"].number_or(0);
  const Value& px = detail["px"];
  while (const auto depth = take_reached(scroll_left_, percent)) {
    Value properties;
    properties.add_number("percent", *depth);
    if (px.is_number()) properties.append_member("px", px);
    track(event::names::kScrollDepthReached, std::move(properties));
  }
  while (const auto depth = take_reached(scroll_px_left_, px.number_or(0))) {
    Value properties;
    properties.add_number("px", *depth);
    track(event::names::kScrollDepthReached, std::move(properties));
  }
  decide(TriggerType::scroll, {}, percent);
}

void Engine::Impl::on(const input::Lifecycle& lifecycle) {
  switch (lifecycle.state) {
    case input::LifecycleState::hidden:
    case input::LifecycleState::leaving: {
      const bool leaving = lifecycle.state == input::LifecycleState::leaving;
      hidden_ = true;
      report_losses();
      delivery_.pump(world(), leaving ? effect::Urgency::leaving : effect::Urgency::hidden);
      persist_now();
      return store_sent();
    }
    case input::LifecycleState::restored:
      if (lifecycle.owned.is_array()) {
        std::vector<std::string> ids;
        for (const Value& id : lifecycle.owned.items()) ids.push_back(id.text());
        queue_.keep_only(ids);
      }
      delivery_.come_back();
      [[fallthrough]];
    case input::LifecycleState::visible:
      hidden_ = false;
      released_.clear();
      forget_sent();
      [[fallthrough]];
    case input::LifecycleState::online:
      return delivery_.retry_now(world());
    case input::LifecycleState::offline:
      return;
  }
}

void Engine::Impl::on(const input::SendResult& result) { delivery_.on_result(result, world()); }

void Engine::Impl::on(const input::Flush& flush) { delivery_.flush(flush.request_id, world()); }

void Engine::Impl::on(const input::Wake&) {
  asked_wake_ = kNever;
  for (const timers::Deadline& deadline : timers_.take_due(now_)) {
    switch (deadline.kind) {
      case timers::Kind::snapshot:
        persist_now();
        break;
      case timers::Kind::lease:
        delivery_.on_lease_end(deadline.index, world());
        break;
      case timers::Kind::loss:
        report_losses();
        break;
      case timers::Kind::rule_delay:
        decide((deadline.index & kCartTimer) ? TriggerType::cart_abandoned : TriggerType::delay, {}, 0,
               static_cast<int>(deadline.index & ~kCartTimer));
        break;
      case timers::Kind::cart:
        abandon_cart();
        break;
      case timers::Kind::batch_age:
      case timers::Kind::retry:
        break;  // its passing is all that delivery waits for
    }
  }
}

/// Only a call kept from before the core was there brings an old time with it: the event's, not the engine's. A
/// clock that was really set back takes all deadlines with it.
void Engine::Impl::set_clock(const Input& input, TimeMs now) {
  at_ = std::clamp<TimeMs>(now, 0, kLatestMs);
  const auto* call = std::get_if<input::Event>(&input);
  const bool kept_call = call && !call->event.message_id.empty();
  if (kept_call && at_ < now_) return;
  if (at_ < now_) {
    timers_.shift(at_ - now_);
    delivery_.shift(at_ - now_);
    queue_.shift(at_ - now_);
    profile::merge(state_.profile, {}, at_);
    decision::settle(state_.history, at_, page_.site_offset_minutes);
  }
  now_ = at_;
}

void Engine::Impl::ask_for_wake() {
  const TimeMs next = timers_.next();
  if (next == kNever || next == asked_wake_) return;
  asked_wake_ = next;
  out_.emplace_back(effect::Wake{next});
}

}  // namespace waymark
