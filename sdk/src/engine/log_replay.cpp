#include "waymark/log_replay.h"

#include <algorithm>
#include <utility>

#include "codec/event_codec.h"
#include "engine/asks_for_journey.h"
#include "engine/log_line.h"
#include "engine/log_replay_impl.h"
#include "engine/log_shape.h"
#include "event/vocabulary.h"
#include "json/parse.h"
#include "rules/roots/numbers.h"

// Who is played when.
namespace waymark {
namespace {

/// Made by rules when the log was written: they are made anew.
bool is_own(const Event& event) {
  if (event.type != EventType::track) return false;
  return event.name.starts_with("Message ") || event.name == event::names::kExperimentViewed ||
         event.name == event::names::kRuleApplied || !event.properties["decisionId"].is_null();
}

}  // namespace

List<Error> LogReplay::Impl::configure(std::string_view text) {
  List<Error> errors;
  Result<Value> json = json::parse(text);
  if (!json.ok()) {
    errors.push_back(json.error());
    return errors;
  }
  Value config = std::move(json.value());
  // Nothing leaves here, and nothing is waited for.
  for (const char* key : {"destinations", "forward", "catalogue", "consent"}) config.erase(key);
  journey_ = asks_for_journey(config);
  Engine::Impl& core = *engine_.impl_;
  core.started_ = true;
  core.ids_ = base::UuidSource(base::Random("00112233445566778899aabbccddeeff"));
  core.configure(config);
  for (const Effect& effect : core.out_) {
    const auto* log = std::get_if<effect::Log>(&effect);
    if (log && log->level == effect::Level::error) {
      errors.emplace_back("config.invalid", log->pointer, log->expected.c_str(), log->code + " " + log->found);
    }
  }
  core.out_.clear();
  List<std::pair<std::string, ConsentState>> granted;
  for (const RuleConfig& rule : core.config_.rules) {
    for (const std::string& purpose : rule.consent) granted.emplace_back(purpose, ConsentState::granted);
    for (const ActionConfig& action : rule.actions) {
      if (!action.needs_consent.empty()) granted.emplace_back(action.needs_consent, ConsentState::granted);
    }
    const std::string& zone = rule.schedule.time_zone;
    if (!zone.empty() && std::find(zones_.begin(), zones_.end(), zone) == zones_.end()) zones_.push_back(zone);
  }
  core.consent_.set_defaults(std::move(granted));
  core.tally_ = &report_.tally();
  if (core.rules_.program) {
    rules::roots::read_at_once(*core.rules_.program);
    sifter_ = std::make_unique<LogSifter>(core.program_, *core.rules_.program);
    core.sifter_ = sifter_.get();
  }
  for (std::size_t i = 0; i < core.rules_.rules.size(); ++i) {
    report_.add_rule(core.rules_.rules[i].config->id);
    const RuleConfig& rule = *core.rules_.rules[i].config;
    const bool once =
        rule.any_of.find_if([](const TriggerConfig& one) { return one.type == TriggerType::active_time; }) != nullptr;
    if (once || rule.cap.page || !rule.all_of.empty() || core.config_.limits.suppressed)
      keepers_.push_back(static_cast<std::uint32_t>(i));
  }
  return errors;
}

void LogReplay::Impl::event(std::string_view text) {
  const LogBatch::Line line{++lines_, text};
  const std::string_view visitor = visitor_in(text);
  if (!visitor.empty() && batch_.add(visitor, line)) return;
  play_batch();
  if (!visitor.empty() && batch_.add(visitor, line)) return;
  play_odd(line);
  tell();
}

void LogReplay::Impl::finish() {
  play_batch();
  using Known = decltype(visitors_)::value_type;
  std::vector<Known*> in_order;
  in_order.reserve(visitors_.size());
  for (Known& one : visitors_) in_order.push_back(&one);
  std::sort(in_order.begin(), in_order.end(),
            [](const Known* a, const Known* b) { return a->second->line < b->second->line; });
  for (Known* const one : in_order) {
    begin(++lines_);
    enter(one->first, *one->second);
    pass(one->second->last + kClosedMs);
    leave();
  }
  // No line is left to say in what order this happened: the clock does.
  report_.order_by_time();
  tell();
}

/// Reads a line into `event_`; false where it is none.
bool LogReplay::Impl::read(const LogBatch::Line& line) {
  begin(line.number);
  if (read_log_line(line.text, event_)) return true;
  Result<Value> parsed = json::parse(line.text);
  if (parsed.ok()) {
    Value& json = parsed.value();
    const bool canonical = json["timestamp"].is_number() && json["session"]["number"].is_number();
    if (!canonical) to_canonical(json);
    Result<Event> event = codec::read_event(json);
    if (event.ok()) {
      event_ = std::move(event.value());
      return true;
    }
  }
  broken_.push_back(line.number);
  return false;
}

/// The lines gathered so far, those of one visitor one behind the other.
void LogReplay::Impl::play_batch() {
  struct Fresh {
    std::size_t line;
    std::string id;
    std::unique_ptr<Visitor> visitor;
  };
  std::vector<Fresh> fresh;
  std::vector<LogBatch::Line> odd;
  for (const LogBatch::Group& group : batch_.groups()) {
    const auto found = visitors_.find(group.visitor);
    Visitor* visitor = found == visitors_.end() ? nullptr : found->second.get();
    const std::string id(group.visitor);
    bool entered = false;
    for (const LogBatch::Line& line : group.lines) {
      if (!read(line)) continue;
      if (event_.anonymous_id != id) {
        odd.push_back(line);
        continue;
      }
      if (!visitor) {
        fresh.push_back({line.number, id, new_visitor(line.number)});
        visitor = fresh.back().visitor.get();
      }
      if (is_own(event_)) continue;
      if (!entered) enter(id, *visitor);
      entered = true;
      play();
    }
    if (entered) leave();
  }
  std::sort(fresh.begin(), fresh.end(), [](const Fresh& a, const Fresh& b) { return a.line < b.line; });
  for (Fresh& one : fresh) visitors_.emplace(std::move(one.id), std::move(one.visitor));
  for (const LogBatch::Line& line : odd) play_odd(line);
  tell();
  batch_.clear();
}

/// A line that does not say at a glance whose it is.
void LogReplay::Impl::play_odd(const LogBatch::Line& line) {
  if (!read(line)) return;
  auto found = visitors_.find(std::string_view(event_.anonymous_id));
  if (found == visitors_.end()) found = visitors_.emplace(event_.anonymous_id, new_visitor(line.number)).first;
  if (is_own(event_)) return;
  enter(found->first, *found->second);
  play();
  leave();
}

std::unique_ptr<LogReplay::Impl::Visitor> LogReplay::Impl::new_visitor(std::size_t line) const {
  auto visitor = std::make_unique<Visitor>();
  visitor->line = line;
  visitor->page.language = event_.context["locale"].text_or();
  return visitor;
}

/// `event_`, which the visitor who has entered did.
void LogReplay::Impl::play() {
  if (visitor_->last == 0) core().track_behaviour();
  if (event_.session.number == 0) count_session(event_);
  pass(event_.timestamp);
  live(event_);
}

void LogReplay::Impl::tell() {
  if (on_showing_) report_.tell(on_showing_, context_);
  std::sort(broken_.begin(), broken_.end());
}

void LogReplay::Impl::exchange() {
  Engine::Impl& to = core();
  std::swap(to.state_, visitor_->state);
  std::swap(to.page_, visitor_->page);
  to.item_on_screen_.swap(visitor_->item);
  to.category_on_screen_.swap(visitor_->category);
  std::swap(to.active_, visitor_->active);
  std::swap(to.timers_, visitor_->timers);
}

void LogReplay::Impl::enter(const std::string& id, Visitor& visitor) {
  id_ = &id;
  visitor_ = &visitor;
  exchange();
  at(visitor.last);  // each has a clock of their own
  for (const KeptStanding& kept : visitor.standings) {
    core().standings_[kept.rule].fired = kept.fired;
    core().standings_[kept.rule].told = kept.told;
    core().standings_[kept.rule].shown = kept.shown;
  }
}

void LogReplay::Impl::leave() {
  visitor_->standings.clear();
  for (const std::uint32_t rule : keepers_) {
    decision::Standing& standing = core().standings_[rule];
    if (standing.fired || standing.told || standing.shown) {
      visitor_->standings.push_back({rule, standing.fired, standing.told, standing.shown});
    }
    standing.fired = standing.told = 0;
    standing.shown = 0;
  }
  exchange();
}

LogReplay::LogReplay(Offset offset, OnShowing on_showing, void* context)
    : impl_(std::make_unique<Impl>(offset, on_showing, context)) {}
LogReplay::~LogReplay() = default;

List<Error> LogReplay::configure(std::string_view json) { return impl_->configure(json); }
void LogReplay::event(std::string_view json) { impl_->event(json); }
void LogReplay::finish() { impl_->finish(); }
std::vector<RuleReport> LogReplay::report() const { return impl_->report(); }
std::int64_t LogReplay::visitors() const { return impl_->visitors(); }
const std::vector<std::size_t>& LogReplay::broken() const { return impl_->broken(); }

}  // namespace waymark
