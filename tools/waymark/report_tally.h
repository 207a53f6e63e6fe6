#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "waymark/time.h"

namespace waymark::tool {

/// What `waymark report` is told besides the events.
struct ReportSettings {
  std::string title = "Journey report";
  std::string currency = "VND";
  std::string zone = "UTC";
  std::string preset = "lifecycle";
  std::vector<std::string> stages;  ///< In their order; of the preset where the configuration has none of its own.
};

/// Stages of one of the core's presets; those of `lifecycle` for a name it does not know.
std::vector<std::string> stages_of_preset(std::string_view preset);

struct Visit {
  std::uint32_t visitor = 0;
  TimeMs began = 0;
  std::string touchpoint;  ///< `context.channel` of a till, a call …, else the visit's channel.
  bool added = false, started = false, bought = false;
  double revenue = 0;
};

struct RuleTally {
  std::int64_t shown = 0, clicked = 0, dismissed = 0, converted = 0, silent = 0;
  double value = 0;
  std::set<std::uint32_t> reached;
  std::map<std::string, std::int64_t> reasons;
};

struct Order {
  std::uint32_t visitor = 0;
  TimeMs at = 0;
  double revenue = 0;
};

/// Counts a log, event by event, in any order. Memory is that of visitors, visits and orders, not of the log.
/// Counts by stage, named by a touchpoint.
using StageRow = std::pair<std::string, std::vector<std::int64_t>>;

std::int64_t sum_of(const StageRow& row);
/// Those with the largest sum first; equal ones by name.
std::vector<StageRow> largest_first(const std::map<std::string, std::vector<std::int64_t>>& rows);

class Tally {
 public:
  explicit Tally(ReportSettings settings) : settings_(std::move(settings)) {}

  /// One event as a line of JSON: as the journal has it, or as the demo's collector gives it back. False where it is
  /// none.
  bool add(std::string_view line);
  /// Nothing follows.
  void finish();

  struct Stage {
    std::string name;
    std::int64_t reached = 0;  ///< Visitors whose furthest stage is this or a later one.
  };

  ReportSettings settings_;
  std::int64_t events = 0, broken = 0;
  TimeMs first = 0, last = 0;
  std::int64_t visitors = 0;
  std::vector<Visit> visits;
  std::vector<Order> orders;
  std::map<std::string, std::int64_t> names;  ///< Event → how often.
  std::vector<Stage> stages;
  /// Touchpoint → visits by the stage their visitor was in when they began.
  std::map<std::string, std::vector<std::int64_t>> map;
  /// First touchpoint of a visitor → visitors by furthest stage.
  std::map<std::string, std::vector<std::int64_t>> flows;
  std::array<std::int64_t, 4> funnel{};  ///< Viewed, added, checkout, ordered: visitors, in this order.
  std::map<std::string, std::int64_t> payments;
  std::map<std::string, std::int64_t> abandoned;  ///< Product → visits that left it in the cart.
  std::map<std::string, RuleTally> rules;
  std::map<std::string, std::pair<std::int64_t, double>> days;  ///< Day in the site's zone → visits, revenue.
  std::map<std::string, std::array<std::int64_t, 11>> answers;  ///< nps, csat, ces → how often each number.
  std::vector<double> product_ms;                               ///< Attention of each visit to each product page.
  std::int64_t social = 0, praises = 0, leads = 0, buyers = 0, again = 0;
  std::vector<double> gaps_ms;  ///< Between two orders of a visitor.

 private:
  struct Moment {
    std::uint32_t visitor;
    TimeMs at;
    std::uint32_t what;
  };
  std::uint32_t visitor_of(const std::string& id);
  void answer(std::string_view properties);
  void count_stages();
  void count_funnel();
  void count_orders();

  std::unordered_map<std::string, std::uint32_t> ids_;
  std::unordered_map<std::string, std::uint32_t> sessions_;
  std::vector<Moment> entries_;
  std::vector<Moment> steps_;
  std::vector<std::pair<std::uint32_t, std::string>> added_;
  std::map<std::pair<std::uint32_t, std::string>, double> attention_;
  std::set<std::uint32_t> leads_;
};

}  // namespace waymark::tool
