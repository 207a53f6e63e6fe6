#include "consent/consent.h"

namespace waymark::consent {
namespace {

const ConsentState* find(const States& states, std::string_view purpose) {
  for (const auto& [name, state] : states) {
    if (name == purpose) return &state;
  }
  return nullptr;
}

}  // namespace

bool Ledger::choose(std::string_view purpose, ConsentState state, bool preset) {
  States& states = preset ? presets_ : choices_;
  for (auto& [name, chosen] : states) {
    if (name != purpose) continue;
    if (chosen == state) return false;
    chosen = state;
    return true;
  }
  if (states.size() >= kMaxPurposes) return false;
  states.emplace_back(std::string(purpose), state);
  return true;
}

ConsentState Ledger::state(std::string_view purpose) const {
  for (const States* states : {&choices_, &presets_, &defaults_}) {
    if (const ConsentState* found = find(*states, purpose)) return *found;
  }
  return purpose == kAnalytics || purpose == kPersonalization ? ConsentState::granted : ConsentState::unknown;
}

Verdict Ledger::verdict(std::string_view purpose) const {
  switch (state(purpose)) {
    case ConsentState::granted:
      return Verdict::allow;
    case ConsentState::denied:
      return Verdict::deny;
    case ConsentState::unknown:
      return may_be_cookieless_ && purpose == kAnalytics ? Verdict::allow : Verdict::hold;
  }
  return Verdict::hold;
}

States Ledger::all() const {
  States all;
  for (const std::string_view purpose : {kAnalytics, kPersonalization}) {
    all.emplace_back(std::string(purpose), state(purpose));
  }
  for (const States* states : {&defaults_, &presets_, &choices_}) {
    for (const auto& [name, unused] : *states) {
      if (!find(all, name)) all.emplace_back(name, state(name));
    }
  }
  return all;
}

}  // namespace waymark::consent
