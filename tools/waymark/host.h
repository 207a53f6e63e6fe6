#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/json_engine.h"
#include "waymark/time.h"

namespace waymark::tool {

/// The simulated host of tests/scenarios/README.md: journal, storage, timer and replies, with a clock of its own.
/// Every input it gives and every effect it is given is shown to `watch`.
class Host {
 public:
  struct Settings {
    std::vector<std::string> replies;  ///< JSON: a status, an object with one, or the name of a failure.
    std::string refuse;
    TimeMs latency_ms = 0;
    bool answers = true;
    std::string persist_failure;
    bool storage = true;
  };

  struct Watch {
    std::function<void(TimeMs now, std::string_view input)> input;
    std::function<void(std::string_view effect)> effect;
  };

  Host(TimeMs now, Watch watch) : now_(now), watch_(std::move(watch)) {}

  TimeMs now() const { return now_; }
  Settings settings;

  /// A page load; config and page are JSON.
  void start(std::string_view config, std::string_view page, std::string_view seed);
  /// A new engine that has been told nothing yet.
  void renew();
  /// Lets time pass to `now`; an earlier one is a clock that was set back.
  void advance_to(TimeMs now);
  void put(std::string_view input);
  void load(std::string_view kind, std::string_view bytes);

  /// `decisionId` of the latest message of a rule (of any, where `rule` is empty), as JSON; empty where there is none.
  std::string decision(std::string_view rule) const;
  /// `batchId` of the latest send, as JSON.
  const std::string& batch() const { return batch_; }

 private:
  struct Reply {
    TimeMs due;
    std::string input;
  };

  void drain();
  void carry_out(const std::string& effects);
  void send(std::string_view effect);

  TimeMs now_;
  Watch watch_;
  std::unique_ptr<JsonEngine> engine_;
  std::vector<std::pair<std::string, std::string>> journal_;  ///< Id and record.
  std::map<std::string, std::string> texts_;
  std::vector<Reply> replies_;
  TimeMs wake_at_ = kNever;
  std::vector<std::pair<std::string, std::string>> decisions_;  ///< Rule and id.
  std::string batch_;
  int starts_ = 0;
};

}  // namespace waymark::tool
