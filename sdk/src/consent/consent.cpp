#include "consent/consent.h"

namespace waymark::consent {
namespace {

const ConsentState* find(const List<std::pair<std::string, ConsentState>>& states, std::string_view purpose) {
  for (const auto& [name, state] : states) {
    if (name == purpose) return &state;
  }
  return nullptr;
}

}  // namespace

bool Ledger::choose(std::string_view purpose, ConsentState state) {
  for (auto& [name, chosen] : choices_) {
    if (name != purpose) continue;
    if (chosen == state) return false;
    chosen = state;
    return true;
  }
  choices_.emplace_back(purpose, state);
  return true;
}

ConsentState Ledger::state(std::string_view purpose) const {
  if (const ConsentState* chosen = find(choices_, purpose)) return *chosen;
  if (const ConsentState* configured = find(defaults_, purpose)) return *configured;
  return purpose == kAnalytics || purpose == kPersonalization ? ConsentState::granted : ConsentState::unknown;
}

Verdict Ledger::verdict(std::string_view purpose) const {
  switch (state(purpose)) {
    case ConsentState::granted:
      return Verdict::allow;
    case ConsentState::denied:
      return Verdict::deny;
    case ConsentState::unknown:
      return Verdict::hold;
  }
  return Verdict::hold;
}

}  // namespace waymark::consent
