#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waymark/error.h"
#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark {

/// What one rule would have done over a log.
struct RuleReport {
  std::string rule;
  std::int64_t shown = 0;     ///< Messages that were seen, or what was done without one.
  std::int64_t visitors = 0;  ///< Different ones.
  std::int64_t converted = 0;
  TimeMs first_ms = 0;
  TimeMs last_ms = 0;
  std::vector<std::pair<std::string, std::int64_t>> reasons;  ///< Reason → how often it was the answer; `selected` too.
  std::vector<std::pair<std::string, std::int64_t>> variants;  ///< Variant or arm → visitors put into it.
};

/// One showing: who saw what, and when.
struct Showing {
  TimeMs at = 0;
  std::string_view visitor;
  std::string_view rule;
  std::string_view variant;
  std::string_view form;  ///< The template; empty for what shows nothing.
};

/// The engine's decisions over a stored log, with the log's own times: for tools, not for pages (it is not part of the
/// Wasm). Memory is that of the visitors: a few KB each and what their profiles hold, and some 30 MB of lines that wait
/// to be played, whatever the length of the log.
///
/// What a log cannot tell is taken so: every purpose is granted; a page stands until the visitor's next page, or half
/// an hour; a message is seen one second after it was decided where its page still stands; nobody dismisses one;
/// nothing is recommended that a catalogue would have to know, so a rule with `recommend` answers `noItems`.
class LogReplay {
 public:
  /// Minutes a zone is ahead of UTC at a moment.
  using Offset = std::int64_t (*)(std::string_view zone, TimeMs at);
  using OnShowing = void (*)(void* context, const Showing& showing);

  LogReplay(Offset offset, OnShowing on_showing, void* context);
  ~LogReplay();

  /// Errors of a configuration; empty where it is in use.
  List<Error> configure(std::string_view json);
  /// One event as the log has it, in the order of their times for each visitor. It may be played later, with others of
  /// that visitor's, but what comes of it is told in the order of the log.
  void event(std::string_view json);
  /// Nothing follows: what is still on the way happens.
  void finish();

  std::vector<RuleReport> report() const;
  std::int64_t visitors() const;
  /// Which of the lines given so far and played were no events, counted from 1, in order. All are once it is finished.
  const std::vector<std::size_t>& broken() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace waymark
