#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/impl.h"
#include "engine/log_batch.h"
#include "engine/log_sifter.h"
#include "engine/replay_report.h"
#include "waymark/log_replay.h"

// Never linked into the Wasm: nothing there refers to it. So the standard library's containers are welcome.
namespace waymark {

/// A page nobody has touched for so long is closed.
inline constexpr TimeMs kClosedMs = 30 * kMinuteMs;

/// One engine that all visitors take turns in: log_replay.cpp has who is played when, log_replay_life.cpp what then
/// happens to them.
class LogReplay::Impl {
 public:
  Impl(Offset offset, OnShowing on_showing, void* context)
      : offset_(offset), on_showing_(on_showing), context_(context) {}

  List<Error> configure(std::string_view text);
  void event(std::string_view text);
  void finish();
  const std::vector<std::size_t>& broken() const { return broken_; }
  std::vector<RuleReport> report() const { return report_.rules(); }
  std::int64_t visitors() const { return static_cast<std::int64_t>(visitors_.size()); }

 private:
  /// Rules as they stand for a visitor between two of their events.
  struct KeptStanding {
    std::uint32_t rule;
    std::uint32_t fired;
    std::uint32_t told;
    int shown;
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
    std::size_t line = 0;  ///< The first of theirs in the log.
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  Engine::Impl& core() { return *engine_.impl_; }
  void begin(std::size_t line) { order_ = static_cast<std::uint64_t>(line) << 20; }

  // Who is played when.
  bool read(const LogBatch::Line& line);
  void play_batch();
  void play_odd(const LogBatch::Line& line);
  std::unique_ptr<Visitor> new_visitor(std::size_t line) const;
  void play();
  void tell();
  void exchange();
  void enter(const std::string& id, Visitor& visitor);
  void leave();

  // What happens to them.
  void at(TimeMs now) { core().now_ = core().at_ = now; }
  void pass(TimeMs until);
  void live(const Event& event);
  void count_session(Event& event);
  void place(const Event& event);
  void signals(const Event& event);
  void learn(const Event& event);
  void settle();
  void accept(Event& event);
  void count(std::size_t rule, const Event& event);
  void show(const std::string& decision_id);

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
  ReplayReport report_;
  LogBatch batch_;
  std::unique_ptr<LogSifter> sifter_;
  Event event_;              ///< The one that is played.
  std::size_t lines_ = 0;    ///< Of the log, so far.
  std::uint64_t order_ = 0;  ///< In which order things would have happened had the lines been played one by one.
  std::vector<std::size_t> broken_;
};

}  // namespace waymark
