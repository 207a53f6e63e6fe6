#pragma once

#include <string>
#include <string_view>

namespace waymark {

/// A question to the condition language or to an experiment, outside of any engine: for tools and tests.
enum class Question {
  logic,       ///< `{"rule", "data"}` → `{"result"}` or `{"error": {"type"}}`: JsonLogic.
  growthbook,  ///< `{"condition", "attributes", "savedGroups"?}` → `{"result"}`.
  bucket,      ///< `{"seed", "value", "version"}` → `{"result"}`, a number or null.
  /// A GrowthBook context with `feature` (a key) or `experiment` (an experiment) → what GrowthBook's evalFeature or run
  /// gives. A case of its suite, a list, does as well.
  experiment,
};

/// Both are JSON texts. A text that is none gives `{"error": {"type": "json.malformed"}}`.
std::string answer(Question question, std::string_view json);

}  // namespace waymark
