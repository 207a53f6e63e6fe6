#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/uuid.h"
#include "consent/consent.h"
#include "decision/message.h"
#include "decision/plan.h"
#include "decision/select.h"
#include "delivery/delivery.h"
#include "event/campaign.h"
#include "event/redact.h"
#include "queue/queue.h"
#include "recommend/catalogue.h"
#include "rules/facts.h"
#include "rules/insight.h"
#include "rules/rule.h"
#include "state/state.h"
#include "timers/timers.h"
#include "waymark/config.h"
#include "waymark/engine.h"
#include "waymark/list.h"
#include "waymark/log_replay.h"
#include "waymark/model.h"

namespace waymark::recommend {
struct Visitor;
struct Request;
}  // namespace waymark::recommend

namespace waymark {

/// Key the snapshot is stored under.
inline constexpr const char* kSnapshotKey = "waymark.snapshot";
/// A change is in a snapshot at most this much later; the journal covers the time between.
inline constexpr TimeMs kSnapshotDelayMs = 5'000;
/// One that could not be stored is tried again after this long.
inline constexpr TimeMs kSnapshotRetryMs = 30'000;
/// Where what is on its way is written for the page that follows: this and the engine's origin.
inline constexpr const char* kSentPrefix = "waymark.sent.";
/// Losses are gathered for so long before they are reported.
inline constexpr TimeMs kLossDelayMs = 10'000;
/// Places of wrong properties that are told of; the rest is only counted.
inline constexpr std::size_t kMaxComplaints = 50;
/// The snapshot is no larger; detail of the profile goes first.
inline constexpr std::size_t kMaxSnapshotBytes = 64'000;
/// Events the core makes of its own in answer to one input: rules that set each other off end here.
inline constexpr std::size_t kMaxSaid = 50;
/// Set in the index of a rule's timer: it waits for the cart, not for the page.
inline constexpr std::uint32_t kCartTimer = 1U << 31;
/// Events held while a purpose is undecided; the oldest gives way.
inline constexpr std::size_t kMaxHeld = 500;

/// Purposes and their states, as an object.
Value states_value(const consent::States& states);

/// The stages and what they share. Each member function says what happens to one kind of input or one step of
/// the pipeline; what is to be done is gathered in `out_`.
class Engine::Impl {
 public:
  Effects handle(const Input& input, TimeMs now);
  Effects load(std::string_view kind, std::string_view bytes);

 private:
  // Inputs, one each.
  void on(const input::Start& start);
  void on(const input::Event& event);
  void on(const input::Signal& signal);
  void on(const input::Consent& consent);
  void on(const input::Lifecycle& lifecycle);
  void on(const input::SendResult& result);
  void on(const input::PersistResult& result);
  void on(const input::MessageOutcome& outcome);
  void on(const input::Recommend& recommend);
  void compare_goods();
  void on(const input::Peer& peer);
  void on(const input::Adopt& adopt);
  void on(const input::Flush& flush);
  void on(const input::Wake& wake);
  void on(const input::Config& config);
  void on(const input::Reset& reset);
  void on(const input::Export& request);
  void on(const input::MergeProfile& merge);
  void on(const input::Forget& forget);
  void on(const input::Inspect& inspect);

  // The way of an event, in order.
  void accept(EventCall call, TimeMs at);
  void understand(Event& event);
  consent::Verdict permission() const;
  consent::Verdict permission(const Event& event) const;
  void admit(Event event);
  void stamp(Event& event);
  void stamp_with_day(Event& event);
  void arrive(std::string referrer);
  void enter(std::string_view url, std::string_view referrer, const event::Touchpoint& touchpoint);
  void record(const Event& event);
  void learn(const Event& event);
  void look(const Event& event);
  void forward(const Event& event);
  void decide_after(const Event& event, bool session_started, bool stage_entered);

  // Start and configuration.
  void configure(const Value& json);
  void restore_snapshot(const std::string& text);
  void restore_journal(const List<JournalRecord>& records, std::vector<std::string>& origins);
  void take_over(const JournalRecord& record);
  bool live_through(const JournalRecord& record, const Result<Event>& event);
  void adopt_session(const Event& event);

  // Signals.
  void on_route(const Value& detail);
  void on_click(const Value& detail);
  void on_scroll(const Value& detail);
  void on_search();
  void on_visible(const Value& detail);
  void track(std::string_view name, Value properties);

  // Consent and the visitor's own data.
  bool choose(const consent::States& purposes, bool preset);
  void apply_consent();
  void forget_visitor();
  void become_another(const std::string& anonymous_id);
  void hear_consent(const Event& event);
  void erase();
  Event notice(const char* name, Value properties);

  // Messages and recommendations.
  void decide(const rules::Trigger& trigger);
  void ask(const decision::Program::Listeners& listening, const rules::Trigger& trigger);
  void tell_failures(const rules::Facts& asked);
  decision::Reason write_texts(Value& content, const Value& items, const std::string& rule);
  /// Of amounts without one of their own.
  const std::string& currency() const {
    return catalogue_.currency.empty() ? config_.site.currency : catalogue_.currency;
  }
  void preview(const std::string& rule);
  void draw_prize(Value& content, const std::string& rule) const;
  void grant(const Value& purposes);
  void decide(TriggerType type, std::string_view name = {}, double amount = 0, int rule = -1) {
    decide(rules::Trigger{type, std::string(name), amount, rule});
  }
  decision::Asking asking(const rules::Facts& now) {
    return {config_, rules_, program_, now, state_.history, consent_, standings_, said_};
  }
  /// The variant of its experiment a rule is in, empty where in none.
  const std::string& variant_of(std::size_t rule) const;
  void settle(std::size_t rule, decision::Reason reason);
  void tell_suppressed(std::size_t rule, decision::Reason reason);
  decision::Reason perform(std::size_t rule);
  decision::Reason show(std::size_t rule, const ActionConfig& action, int part);
  decision::Reason compose(Value& content, const ActionConfig& action, const std::string& rule);
  bool keep_up(std::size_t rule, const decision::Asking& asking_now);
  void put(const decision::Active& active, effect::ShowMessage&& message);
  decision::Reason limited(std::size_t behind) const;
  decision::Reason room(const RuleConfig& rule, bool floats, std::size_t behind) const;
  std::vector<std::string> reserved(std::size_t rule) const;
  void act(std::size_t rule, std::size_t action, const std::string& decision_id);
  void recheck(const std::string& decision_id);
  void convert(const Event& event);
  void credit(std::size_t rule, const Event& event);
  void note(decision::Active& active, std::size_t rule, int part) const;
  decision::Standing* standing_of(std::string_view rule);
  void await_cart();
  // Over a stored log (log_replay.cpp).
  friend class waymark::LogReplay;
  void turn_page();
  void speak();
  void hide_all(effect::HideReason reason);
  rules::Facts facts(const Event* event) const;
  Value items_for(const input::Recommend& request);
  bool ask_for_cards(const recommend::Visitor& visitor, const recommend::Request& request);
  void answer_waiting();
  void answer(const input::Recommend& request);
  /// Cards of what the catalogue lacks are fetched some at a time; with no catalogue at all, the model is waited for.
  bool has_cards() const { return !config_.cards_url.empty(); }
  bool catalogue_awaited() const {
    const bool unknown = has_cards() && model_.empty() && !model_refused_;
    return cards_awaited_ > 0 || (!catalogue_loaded_ && (unknown || !config_.catalogue_url.empty()));
  }

  // Where and who the visitor is (visitor.cpp).
  bool advance_journey(TimeMs at);
  void tell_stage();
  std::string own_id(const std::string& name, TimeMs at) const;
  void merge_profile(const Value& told);
  void count_touchpoint(const Event& event);
  void judge(bool tell);
  void watch_cart();
  void abandon_cart();
  void tell_moved();
  void on_profile_changed(std::string_view by);
  void tell_profile_changed();

  // Storage.
  void mark_dirty();
  void persist_now();
  std::string snapshot_text();
  void release();
  void store_sent();
  void forget_sent();
  bool may_store() const;

  // Losses.
  bool make_room(const Event& event);
  void lose(const std::string& reason, std::int64_t count);
  void report_losses();

  // Small things.
  delivery::Delivery::World world() { return {queue_, timers_, ids_, out_, now_}; }
  void log(effect::Level level, const Error& error);
  void log(effect::Level level, const char* code, const std::string& pointer, const char* expected,
           const std::string& found = {}) {
    log(level, Error(code, pointer, expected, found));
  }
  Value known() const;
  Value inspection();
  void decided(const rules::Facts& now, Value& out);
  void track_behaviour();
  void set_clock(const Input& input, TimeMs now);
  void ask_for_wake();

  /// A trigger that found no catalogue yet, with the event rules may ask about.
  struct Starved {
    rules::Trigger trigger;
    Event event;
    bool has_event = false;
  };

  bool started_ = false;
  bool configured_ = false;
  TimeMs now_ = 0;  ///< The engine's clock.
  TimeMs at_ = 0;   ///< When the input happened: earlier than `now_` for calls kept from before the start.
  Effects out_;

  Config config_;
  journey::Machine machine_;
  rules::Insight insight_;
  rules::RuleSet rules_;
  consent::Ledger consent_;
  state::State state_;
  base::UuidSource ids_;

  PageFacts page_;
  event::Touchpoint touchpoint_;
  Value context_;  ///< Of the current page, for its events.
  event::Redactor redactor_;
  const char* bot_ = nullptr;     ///< By what a program was recognised, null for a person.
  List<std::string> complained_;  ///< Codes and places of properties already complained of.
  std::string item_on_screen_;
  std::string category_on_screen_;
  std::vector<double> scroll_left_;       ///< Depths of this page not reached yet, in percent.
  std::vector<double> scroll_px_left_;    ///< The same in CSS pixels.
  const Event* trigger_event_ = nullptr;  ///< The event rules are asked about, while they are.

  std::string origin_;
  std::int64_t seq_ = 0;
  queue::Queue queue_;
  delivery::Delivery delivery_;
  timers::Timers timers_;
  TimeMs asked_wake_ = kNever;

  List<Event> held_;
  List<decision::Active> active_;
  decision::Program program_;
  mutable rules::Stacks stacks_;
  std::vector<decision::Standing> standings_;   ///< One a rule.
  std::optional<journey::State> as_if_;         ///< What rules take the journey for, while somebody tries them.
  std::vector<std::int64_t>* tally_ = nullptr;  ///< Counts answers by rule and reason, for a replay.
  decision::Sifter* sifter_ = nullptr;          ///< Of a replay.
  List<EventCall> said_;                        ///< Events of our own that this input has made, not accepted yet.
  std::vector<std::string> failures_told_;      ///< Pointers of conditions.
  List<Starved> starved_;                       ///< Of this page.
  List<input::Recommend> waiting_;              ///< Requests that wait for it.
  recommend::Catalogue catalogue_;
  bool catalogue_loaded_ = false;  ///< Or nothing more to wait for.
  bool model_refused_ = false;
  std::vector<std::uint32_t> cards_asked_;  ///< Files of cards, by number.
  std::size_t cards_awaited_ = 0;
  mutable Model model_;  ///< Ranking writes into its own scratch only.

  List<std::pair<std::string, bool>> moved_;  ///< Segments entered and left, not yet told of.
  std::string changed_by_;                    ///< What has changed the profile since the last effects.

  bool dirty_ = false;                    ///< Something changed since the last snapshot.
  bool storable_ = true;                  ///< False: a newer library's snapshot is left alone.
  std::int64_t generation_ = 0;           ///< Of the last snapshot written.
  std::int64_t answered_generation_ = 0;  ///< Of the last one the host has answered for.
  std::int64_t stored_generation_ = 0;    ///< Of the last one known to be stored.
  std::string last_storage_failure_;
  bool hidden_ = false;
  std::vector<std::string> released_;  ///< Ids of records given up for deletion since the page is hidden.
  bool sent_stored_ = false;           ///< A text lies under kSentPrefix.

  Value lost_;        ///< By reason, since the start.
  Value unreported_;  ///< By reason, since the last report.

  struct Counts {
    std::int64_t accepted = 0;
    std::int64_t refused = 0;
    std::int64_t cut = 0;
    std::int64_t duplicates = 0;
    std::int64_t denied = 0;
    std::int64_t mistyped = 0;  ///< Properties of shop events that are not of the specification's type.
    std::int64_t redacted = 0;  ///< What was taken out of texts.
    std::int64_t bots = 0;      ///< Events of programs that were not recorded.
  } counts_;
};

}  // namespace waymark
