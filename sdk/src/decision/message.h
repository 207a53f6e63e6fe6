#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/config.h"
#include "waymark/effect.h"
#include "waymark/error.h"
#include "waymark/event.h"
#include "waymark/input.h"

namespace waymark::decision {

/// A message on the page, from the moment it was decided until it is hidden or dismissed.
struct Active {
  std::string decision_id;
  std::string rule;
  std::string variant;
  effect::Template form = effect::Template::bar;
  std::string slot;
  std::string place;
  std::optional<Strategy> strategy;
  bool shown = false;
  bool preview = false;  ///< Nothing of it is counted.
  std::string group;
  bool exclusive = false;
  bool counts = true;  ///< To the site's limits.
  int part = 0;        ///< Of its decision, which counts by the first, 0.
  std::string per;     ///< Value of `cap.lifetimePer` when it was decided.
  std::string experiment;
  const ActionConfig* refresh = nullptr;  ///< What it is drawn anew from at each trigger of its rule, if it is.
  std::optional<Event> event;             ///< That asked, if any: conditions may name it again.

  bool floats() const { return slot.empty(); }
};

/// What the author wrote for the page's language, its base language, the site's language, or the first written, laid
/// over what is the same in each (`*`), with the `language` it is in.
Value content_for(const Value& content, std::string_view page_language, std::string_view site_language);

/// Texts of messages that no visitor could ever make sense of, as errors with pointers into the configuration.
void check_texts(const List<RuleConfig>& rules, List<Error>& errors);

/// Where a message stands: two of the same place never stand at once. It is the slot, or which edge or layer of the
/// window the `display` and `position` of what content_for() would give (or else the template) ask for.
std::string place_of(effect::Template form, std::string_view slot, const Value& content, std::string_view page_language,
                     std::string_view site_language);

/// The event an outcome becomes, or none for `blocked`, `closed` and `ready`. Carries decisionId, rule, variant,
/// template, slot, strategy, and of `detail` target, itemId, position, url and answers.
std::optional<EventCall> event_of(const Active& active, const input::MessageOutcome& outcome);

}  // namespace waymark::decision
