#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/config.h"
#include "waymark/effect.h"
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
  std::optional<Strategy> strategy;
  bool shown = false;
};

/// The texts in the page's language, its base language, the site's language, or the first written.
const effect::MessageContent& content_for(const MessageAction& action, std::string_view page_language,
                                          std::string_view site_language);

/// Where a message stands: two of the same place never stand at once.
std::string place_of(effect::Template form, std::string_view slot);

/// The event an outcome becomes, or none for `blocked`. Carries decisionId, rule, variant, template, slot,
/// strategy, and of `detail` target, itemId, position and url.
std::optional<EventCall> event_of(const Active& active, const input::MessageOutcome& outcome);

}  // namespace waymark::decision
