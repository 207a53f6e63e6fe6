#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "waymark/event.h"
#include "waymark/log_replay.h"

namespace waymark {

/// What a replay has to tell, rule by rule. Visitors are played one behind the other, so each thing comes with its
/// place in the log, and what is told in an order is told in that of the log.
class ReplayReport {
 public:
  /// One more rule, in the order of the configuration.
  void add_rule(const std::string& id);
  /// Answers by rule and reason, for the engine to count.
  std::vector<std::int64_t>& tally() { return tally_; }
  /// The number of a rule, or one past the last.
  std::size_t rule_of(const std::string& id) const;

  /// A rule said that a visitor was put into one of its variants or arms, for the first time.
  void put_into(std::size_t rule, std::string_view variant, std::uint64_t& order);
  void converted(std::size_t rule) { ++reports_[rule].converted; }
  /// It was seen, or done; `fresh` where this visitor is a new one to it.
  void shown(std::size_t rule, TimeMs at, bool fresh);
  /// Keeps a showing until tell().
  void keep(std::size_t rule, const Event& event, const std::string& visitor, std::uint64_t order);
  /// Puts the showings kept in the order of time; those of one moment stay in the log's.
  void order_by_time();
  /// Tells of the showings kept.
  void tell(LogReplay::OnShowing on_showing, void* context);

  std::vector<RuleReport> rules() const;

 private:
  /// A variant, and the visitors put into it.
  struct First {
    std::uint64_t order;  ///< When the first of them was.
    std::string variant;
    std::int64_t visitors;
  };
  struct Shown {
    std::uint64_t order;
    TimeMs at;
    std::string visitor;
    std::size_t rule;
    std::string variant;
    std::string form;
  };

  std::vector<RuleReport> reports_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::vector<First>> firsts_;  ///< By rule.
  std::vector<std::int64_t> tally_;
  std::vector<Shown> shown_;  ///< Not told of yet.
};

}  // namespace waymark
