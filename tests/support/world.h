#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/json_engine.h"
#include "waymark/time.h"
#include "waymark/value.h"

namespace waymark::test {

/// How the simulated world behaves; may be changed at any moment.
struct HostSettings {
  /// Replies to the next sends, one each: a status, `{status, retryAfterMs, body}`, or `networkFailure`, `timeout`,
  /// `unknown`. Then every send is answered with 200.
  std::vector<Value> replies;
  /// A body that contains this is answered 400, before any of the replies.
  std::string refuse;
  /// Time from send to reply. A crash on the way loses the reply, not the delivery.
  TimeMs latency_ms = 0;
  /// False: sends and persists are only recorded; the answers are inputs of the test.
  bool answers = true;
  /// Batch ids it says it knows where it is asked (`ask`), and those it says nothing of; else it knows what came.
  bool receipts = true;
  /// Not empty: nothing is stored and `persist` fails with this reason.
  std::string persist_failure;
  /// False: there is no journal (`start` gets null).
  bool storage = true;
  /// Id of a cookie or link that `start` gets; empty for none.
  std::string anonymous_id;
};

/// A browser around one engine: journal, storage, timer and a collector, all of it values, and its own clock. What
/// the host does with effects is done here the same way; nothing sleeps.
class World {
 public:
  /// A world at `now`, in which nothing has started yet.
  World(Value config, TimeMs now);

  /// A page load: a new engine, given what is stored. Called again it is a crash and a return.
  void start();
  /// Lets time pass: wakes and replies come when they are due.
  void advance_to(TimeMs now);
  void advance(TimeMs by) { advance_to(now + by); }
  /// One input, now, and whatever the host answers to its effects at once.
  void put(const Value& input);
  /// A text for the seam, as it is.
  void put_text(std::string_view text);
  void load(std::string_view kind, std::string_view bytes);

  /// Short for an event input: `track("Product Viewed", "{'product_id':'p1'}")`.
  void track(std::string_view name, std::string_view properties = "{}");
  /// A route signal to a path of the site.
  void visit(std::string_view path, std::string_view trigger = "load", std::string_view referrer = {});
  void outcome(std::string_view decision_id, std::string_view outcome);

  /// Payload of the inspector's state.
  Value state();
  /// Effects since the last call of `mark()`, in order.
  std::vector<Value> effects() const;
  void mark() { mark_ = log_.size(); }
  /// Of those, the ones of a type.
  std::vector<Value> effects(std::string_view type) const;
  /// Codes of the `log` effects among them.
  std::vector<std::string> codes() const;
  /// The last effect of a type ever, null where there was none.
  Value last(std::string_view type) const;
  /// The newest record of an event of this name; null where there is none.
  Value last_event(std::string_view name) const;

  /// Events the collector has, by messageId, in the order they came.
  std::vector<Value> collected() const { return collected_; }
  /// How many of a name it has; page events count as `Page Viewed`, others without a name by their type.
  std::size_t collected(std::string_view name) const;
  /// Copies of events the collector got more than once.
  std::size_t duplicates = 0;

  TimeMs now;
  Value config;
  Value page;
  std::string seed = "00112233445566778899aabbccddeeff";
  HostSettings host;
  std::vector<Value> journal;                ///< Records, oldest first.
  std::map<std::string, std::string> texts;  ///< What `persist` has stored.
  std::vector<std::string> appended;         ///< Ids of all records ever appended.
  std::vector<std::string> released;         ///< Ids of all records ever released.
  std::optional<TimeMs> wake_at;
  /// Effects still carried out before the page dies: the rest of a list of effects is lost. Unset: it lives.
  std::optional<std::size_t> effects_left;
  bool dead() const { return effects_left && *effects_left == 0; }

 private:
  struct Reply {
    TimeMs due;
    Value input;
  };

  void carry_out(std::string_view effects);
  void one(const Value& effect);
  void send(const Value& effect);
  void drain();

  std::unique_ptr<JsonEngine> engine_;
  std::vector<Reply> replies_;
  std::vector<Value> log_;
  std::vector<Value> collected_;
  std::set<std::string> batches_;  ///< Ids of batches the collector has.
  std::size_t mark_ = 0;
  int starts_ = 0;
};

/// Name an event of a batch is counted by.
std::string name_of(const Value& event);

}  // namespace waymark::test
