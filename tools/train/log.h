#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sessions.h"

namespace waymark::train {

/// Rows are gathered in whatever order they come; `finish` makes sessions of them, oldest first, clicks by time.
/// What no person did or nobody can read is left out and counted: nothing here fails.
class Log {
 public:
  /// Bytes of an id; longer ones are no ids.
  static constexpr std::size_t kMaxIdBytes = 200;
  /// Clicks of a session: beyond it a bot was at work, and all of the session goes.
  static constexpr std::size_t kMaxClicks = 1'000;
  /// One item this often on end is a page that reloads itself: the rest of the run goes.
  static constexpr std::size_t kMaxRun = 20;
  /// A session is cut to its last clicks: they say most of what comes next.
  static constexpr std::size_t kMaxKept = 600;

  struct Counts {
    std::uint64_t rows = 0;
    std::uint64_t broken = 0;      ///< Without session or item, or not readable.
    std::uint64_t long_ids = 0;    ///< Ids of more than kMaxIdBytes.
    std::uint64_t clock = 0;       ///< Times before 2000 or after 2100: the row goes.
    std::uint64_t bots = 0;        ///< Sessions of more than kMaxClicks.
    std::uint64_t bot_clicks = 0;  ///< Theirs.
    std::uint64_t repeats = 0;     ///< Clicks of runs beyond kMaxRun.
    std::uint64_t cut = 0;         ///< Clicks of sessions beyond kMaxKept.
  };

  /// A row of an event log; `time` in unix seconds, 0: unknown.
  void add(std::string_view session, std::string_view item, double time, std::string_view customer = {});
  /// A whole session as it was, in order.
  void add_session(const std::vector<std::string_view>& items, std::int64_t time, std::string_view customer = {});
  void count_broken() {
    ++counts.rows;
    ++counts.broken;
  }

  /// To be called once.
  Sessions finish();

  Counts counts;
  std::vector<std::string> names;  ///< By item.
  /// The item, made where it is new; kNone for what is no id.
  Item item_of(std::string_view name);
  static constexpr Item kNone = 0xFFFFFFFF;

 private:
  struct Row {
    std::uint32_t session;
    Item item;
    double time;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Numbers = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

  bool is_time(double& time);

  Numbers items_;
  Numbers sessions_;
  std::vector<Row> rows_;
  std::vector<std::string> customers_;
};

}  // namespace waymark::train
