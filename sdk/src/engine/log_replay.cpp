#include "waymark/log_replay.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "codec/config_codec.h"
#include "codec/event_codec.h"
#include "engine/impl.h"
#include "engine/log_batch.h"
#include "engine/log_line.h"
#include "engine/log_shape.h"
#include "event/names.h"
#include "event/vocabulary.h"
#include "json/parse.h"

// Never linked into the Wasm: nothing there refers to it. So the standard library's containers are welcome.
namespace waymark {
namespace {

/// From a decision until half of the message was visible for a second.
constexpr TimeMs kSeenMs = kSecondMs;
/// A page nobody has touched for so long is closed.
constexpr TimeMs kClosedMs = 30 * kMinuteMs;

/// Rules as they stand for a visitor between two of their events.
struct KeptStanding {
  std::uint32_t rule;
  std::uint32_t fired;
  std::uint32_t told;
  int shown;
};

/// A variant, and the visitors put into it.
struct First {
  std::uint64_t order;  ///< When the first of them was.
  std::string variant;
  std::int64_t visitors;
};

/// A showing that is not told of yet.
struct Shown {
  std::uint64_t order;
  TimeMs at;
  std::string visitor;
  std::size_t rule;
  std::string variant;
  std::string form;
};

struct Undrawn {
  std::string decision_id;
  TimeMs at;
};

/// What tells one visitor from another.
struct Visitor {
  state::State state;
  PageFacts page;
  std::string item;
  std::string category;
  List<decision::Active> active;
  timers::Timers timers;
  std::vector<KeptStanding> standings;
  std::vector<Undrawn> undrawn;
  std::vector<std::uint32_t> seen;  ///< Rules.
  TimeMs last = 0;
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

/// Operators that look a path up which a condition may put together itself.
constexpr std::string_view kLookUps[] = {"var", "val", "exists", "missing", "missing_some"};

bool has_object(const Value& value) {
  return value.is_object() || std::any_of(value.items().begin(), value.items().end(), has_object);
}

/// Whether anything in a configuration may depend on where on the journey a visitor is.
bool asks_for_journey(const Value& config) {
  const auto tells = [](std::string_view text) {
    return text.find("journey") != std::string_view::npos || text.find("stage") != std::string_view::npos;
  };
  if (tells(config.text_or())) return true;
  for (const Value& item : config.items()) {
    if (asks_for_journey(item)) return true;
  }
  for (const Member& member : config.members()) {
    const bool looks_up = std::find(std::begin(kLookUps), std::end(kLookUps), member.key) != std::end(kLookUps);
    if (tells(member.key) || (looks_up && has_object(member.value)) || asks_for_journey(member.value)) return true;
  }
  return false;
}

/// Made by rules when the log was written: they are made anew.
bool is_own(const Event& event) {
  if (event.type != EventType::track) return false;
  return event.name.starts_with("Message ") || event.name == event::names::kExperimentViewed ||
         event.name == event::names::kRuleApplied || !event.properties["decisionId"].is_null();
}

}  // namespace

class LogReplay::Impl {
 public:
  Impl(Offset offset, OnShowing on_showing, void* context)
      : offset_(offset), on_showing_(on_showing), context_(context) {}

  List<Error> configure(std::string_view text) {
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
    tally_.assign(core.rules_.rules.size() * decision::kReasonCount, 0);
    core.tally_ = &tally_;
    reports_.resize(core.rules_.rules.size());
    for (std::size_t i = 0; i < reports_.size(); ++i) {
      reports_[i].rule = core.rules_.rules[i].config->id;
      places_.emplace(reports_[i].rule, i);
      firsts_.emplace_back();
      const RuleConfig& rule = *core.rules_.rules[i].config;
      const bool once =
          rule.any_of.find_if([](const TriggerConfig& one) { return one.type == TriggerType::active_time; }) != nullptr;
      if (once || rule.cap.page || !rule.all_of.empty() || core.config_.limits.suppressed)
        keepers_.push_back(static_cast<std::uint32_t>(i));
    }
    return errors;
  }

  void event(std::string_view text) {
    const LogBatch::Line line{++lines_, text};
    const std::string_view visitor = visitor_in(text);
    if (!visitor.empty() && batch_.add(visitor, line)) return;
    play_batch();
    if (!visitor.empty() && batch_.add(visitor, line)) return;
    play_odd(line);
    tell();
  }

  void finish() {
    play_batch();
    for (auto& [id, visitor] : visitors_) {
      begin(++lines_);
      enter(id, *visitor);
      pass(visitor->last + kClosedMs);
      leave();
    }
    tell();
  }

  const std::vector<std::size_t>& broken() const { return broken_; }

  std::vector<RuleReport> report() const {
    std::vector<RuleReport> reports = reports_;
    for (std::size_t i = 0; i < reports.size(); ++i) {
      for (std::size_t reason = 0; reason < decision::kReasonCount; ++reason) {
        const std::int64_t count = tally_[i * decision::kReasonCount + reason];
        if (count > 0) {
          reports[i].reasons.emplace_back(decision::to_text(static_cast<decision::Reason>(reason)), count);
        }
      }
      for (const First& first : firsts_[i]) reports[i].variants.emplace_back(first.variant, first.visitors);
    }
    return reports;
  }

  std::int64_t visitors() const { return static_cast<std::int64_t>(visitors_.size()); }

 private:
  Engine::Impl& core() { return *engine_.impl_; }

  /// In which order things would have happened had the lines been played one by one.
  void begin(std::size_t line) { order_ = static_cast<std::uint64_t>(line) << 20; }

  /// Reads a line into `event_`; false where it is none.
  bool read(const LogBatch::Line& line) {
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
  void play_batch() {
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
          fresh.push_back({line.number, id, new_visitor()});
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
  void play_odd(const LogBatch::Line& line) {
    if (!read(line)) return;
    auto found = visitors_.find(std::string_view(event_.anonymous_id));
    if (found == visitors_.end()) found = visitors_.emplace(event_.anonymous_id, new_visitor()).first;
    if (is_own(event_)) return;
    enter(found->first, *found->second);
    play();
    leave();
  }

  std::unique_ptr<Visitor> new_visitor() const {
    auto visitor = std::make_unique<Visitor>();
    visitor->page.language = event_.context["locale"].text_or();
    return visitor;
  }

  /// `event_`, which the visitor who has entered did.
  void play() {
    if (visitor_->last == 0) core().track_behaviour();
    if (event_.session.number == 0) count_session(event_);
    pass(event_.timestamp);
    live(event_);
  }

  /// Tells of what was shown in the order of the log.
  void tell() {
    std::sort(shown_.begin(), shown_.end(), [](const Shown& a, const Shown& b) { return a.order < b.order; });
    for (const Shown& one : shown_) {
      on_showing_(context_, {one.at, one.visitor, reports_[one.rule].rule, one.variant, one.form});
    }
    shown_.clear();
    std::sort(broken_.begin(), broken_.end());
  }

  void exchange() {
    Engine::Impl& to = core();
    std::swap(to.state_, visitor_->state);
    std::swap(to.page_, visitor_->page);
    to.item_on_screen_.swap(visitor_->item);
    to.category_on_screen_.swap(visitor_->category);
    std::swap(to.active_, visitor_->active);
    std::swap(to.timers_, visitor_->timers);
  }

  void enter(const std::string& id, Visitor& visitor) {
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

  void leave() {
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

  /// What happens to this visitor between two of their events.
  void pass(TimeMs until) {
    const TimeMs closed = std::min(until, visitor_->last + kClosedMs);
    for (;;) {
      const TimeMs timer = core().timers_.next();
      const TimeMs seen = visitor_->undrawn.empty() ? kNever : visitor_->undrawn.front().at + kSeenMs;
      if (std::min(timer, seen) > closed) break;
      at(std::max(core().now_, std::min(timer, seen)));
      if (seen <= timer) {
        const std::string decision_id = std::move(visitor_->undrawn.front().decision_id);
        visitor_->undrawn.erase(visitor_->undrawn.begin());
        show(decision_id);
      } else {
        for (const timers::Deadline& deadline : core().timers_.take_due(timer)) {
          if (deadline.kind != timers::Kind::rule_delay) continue;
          core().decide((deadline.index & kCartTimer) ? TriggerType::cart_abandoned : TriggerType::delay, {}, 0,
                        static_cast<int>(deadline.index & ~kCartTimer));
        }
        settle();
      }
    }
    at(until);
  }

  void at(TimeMs now) { core().now_ = core().at_ = now; }

  void live(const Event& event) {
    Engine::Impl& to = core();
    visitor_->last = std::max(visitor_->last, event.timestamp);
    at(event.timestamp);
    place(event);
    const std::int64_t before = to.state_.session.number;
    to.adopt_session(event);
    if (event.type == EventType::page) {
      to.hide_all(effect::HideReason::route);
      visitor_->undrawn.clear();
      to.item_on_screen_.clear();
      to.category_on_screen_.clear();
    }
    learn(event);
    if (event.type == EventType::page) to.turn_page();
    to.look(event);
    to.trigger_event_ = &event;
    const bool entered = journey_ && to.advance_journey(event.timestamp);
    to.judge(false);
    to.decide_after(event, to.state_.session.number != before, entered);
    to.trigger_event_ = nullptr;
    signals(event);
    settle();
  }

  /// A log without numbers of visits: a new id is a new visit, and without ids a pause is.
  void count_session(Event& event) {
    const identity::Session& session = core().state_.session;
    const TimeMs idle = core().config_.session.idle_minutes * kMinuteMs;
    const bool told = !event.session.id.empty();
    const bool fresh =
        session.number == 0 || (told ? event.session.id != session.id : event.timestamp - session.last_activity > idle);
    event.session.number = session.number + (fresh ? 1 : 0);
    event.session.start = fresh ? event.timestamp : session.start;
    if (!told) event.session.id = fresh ? std::to_string(event.session.number) : session.id;
  }

  /// Where the visitor is, as their event says.
  void place(const Event& event) {
    Engine::Impl& to = core();
    const Value& page = event.context["page"];
    if (page.is_object()) {
      to.page_.url = page["url"].text_or();
      to.page_.referrer = page["referrer"].text_or();
      to.page_.title = page["title"].text_or();
    }
    // Offsets change at full quarters of an hour only.
    if (const TimeMs quarter = event.timestamp / (15 * kMinuteMs); quarter != quarter_) {
      quarter_ = quarter;
      own_offset_ = offset_(to.config_.site.time_zone, event.timestamp);
      offsets_ = Value();
      for (const std::string& zone : zones_) offsets_.set(zone, Value::number(offset_(zone, event.timestamp)));
    }
    to.page_.site_offset_minutes = own_offset_;
    if (!zones_.empty()) to.page_.zone_offsets = offsets_;
  }

  /// Signals the log knows by the events they became.
  void signals(const Event& event) {
    Engine::Impl& to = core();
    if (event.type != EventType::track) return;
    if (event.name == event::names::kScrollDepthReached) {
      to.decide(TriggerType::scroll, {}, event.properties["percent"].number_or(0));
    } else if (event.name == event::names::kPageEngaged) {
      to.decide(TriggerType::active_time, {}, event.properties["activeMs"].number_or(0));
    } else if (event.name == event::names::kElementViewed) {
      to.decide(TriggerType::visible, event.properties["selector"].text_or());
    } else if (event.name == "Exit Intent") {
      to.decide(TriggerType::exit_intent);
    } else if (event.name == "Visitor Idle") {
      to.decide(TriggerType::idle, {}, event.properties["idleMs"].number_or(0));
    }
  }

  void learn(const Event& event) {
    core().learn(event);
    core().convert(event);
  }

  /// Takes what the core has decided, and lives through the events it has made.
  void settle() {
    Engine::Impl& to = core();
    for (std::size_t count = 0; count < kMaxSaid; ++count) {
      for (const Effect& effect : to.out_) {
        if (const auto* message = std::get_if<effect::ShowMessage>(&effect)) {
          visitor_->undrawn.push_back({message->decision_id, to.now_});
        }
      }
      to.out_.clear();
      if (to.said_.empty()) break;
      Event event = std::move(to.said_.front());
      to.said_.erase(0);
      accept(event);
    }
    to.said_.clear();
  }

  void accept(Event& event) {
    Engine::Impl& to = core();
    event.timestamp = to.now_;
    event.session = to.state_.session.ref();
    event.anonymous_id = *id_;  // else it were another device's, to be joined with this one's at each question
    const auto rule = places_.find(event.properties["rule"].text());
    if (rule != places_.end()) count(rule->second, event);
    learn(event);
    to.trigger_event_ = &event;
    to.decide(TriggerType::event, profile::counted_name(event));
    to.trigger_event_ = nullptr;
  }

  void count(std::size_t rule, const Event& event) {
    RuleReport& report = reports_[rule];
    const std::string_view variant = event.properties["variant"].text_or();
    if (event.name == event::names::kMessageConverted) ++report.converted;
    if (event.name == event::names::kExperimentViewed &&
        !core().state_.history.exposure(event.properties["experiment"].text_or(), report.rule)) {
      put_into(firsts_[rule], variant);
    }
    const bool done = event.name == event::names::kRuleApplied;
    if (!done && event.name != event::names::kMessageShown) return;
    ++report.shown;
    if (report.first_ms == 0 || event.timestamp < report.first_ms) report.first_ms = event.timestamp;
    report.last_ms = std::max(report.last_ms, event.timestamp);
    const auto number = static_cast<std::uint32_t>(rule);
    if (std::find(visitor_->seen.begin(), visitor_->seen.end(), number) == visitor_->seen.end()) {
      visitor_->seen.push_back(number);
      ++report.visitors;
    }
    if (on_showing_) {
      shown_.push_back({++order_, event.timestamp, *id_, rule, std::string(variant),
                        std::string(event.properties["template"].text_or())});
    }
  }

  /// One more visitor in a variant; variants stand in the order in which somebody was first put into them.
  void put_into(std::vector<First>& firsts, std::string_view variant) {
    auto known = std::find_if(firsts.begin(), firsts.end(), [&](const First& one) { return one.variant == variant; });
    if (known == firsts.end()) known = firsts.insert(known, {++order_, std::string(variant), 0});
    ++known->visitors;
    known->order = std::min(known->order, ++order_);
    std::sort(firsts.begin(), firsts.end(), [](const First& a, const First& b) { return a.order < b.order; });
  }

  void show(const std::string& decision_id) {
    Engine::Impl& to = core();
    decision::Active* message =
        to.active_.find_if([&](const decision::Active& one) { return one.decision_id == decision_id; });
    if (!message) return;
    message->shown = true;
    if (message->part == 0) to.count_on_page(message->rule);
    if (std::optional<EventCall> call = decision::event_of(*message, {decision_id, input::Outcome::shown, {}})) {
      accept(*call);
    }
    settle();
  }

  Offset offset_;
  OnShowing on_showing_;
  void* context_;
  Engine engine_;
  bool journey_ = true;  ///< Somebody may ask for it.
  std::vector<std::string> zones_;
  Value offsets_;
  TimeMs quarter_ = -1;
  std::int64_t own_offset_ = 0;
  std::unordered_map<std::string, std::unique_ptr<Visitor>, TextHash, std::equal_to<>> visitors_;
  const std::string* id_ = nullptr;
  Visitor* visitor_ = nullptr;
  std::vector<std::uint32_t> keepers_;  ///< Rules whose standing on a page has to be kept for each visitor.
  std::vector<RuleReport> reports_;
  std::vector<std::vector<First>> firsts_;  ///< By rule.
  std::vector<std::int64_t> tally_;
  LogBatch batch_;
  Event event_;               ///< The one that is played.
  std::size_t lines_ = 0;     ///< Of the log, so far.
  std::uint64_t order_ = 0;   ///< Of what happens, see begin().
  std::vector<Shown> shown_;  ///< Not told of yet.
  std::vector<std::size_t> broken_;
  std::unordered_map<std::string, std::size_t> places_;
};

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
