#include "delivery/filter.h"

#include <string_view>

#include "base/hash.h"
#include "event/names.h"
#include "event/vocabulary.h"

namespace waymark::delivery {

bool matches(std::string_view pattern, std::string_view name) {
  if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == name;
}

namespace {

bool any(const std::vector<std::string>& patterns, std::string_view name) {
  for (const std::string& pattern : patterns) {
    if (matches(pattern, name)) return true;
  }
  return false;
}

/// 0 (included) to 1 (excluded) from a text.
double share_of(std::string_view text) { return base::hash_of(text) / 4294967296.0; }

}  // namespace

bool urgent(const Event& event) {
  return event.type == EventType::identify || event.name == event::names::kOrderCompleted ||
         event.name == event::names::kConsentUpdated || event.name == event::names::kDataDeletionRequested;
}

bool wants(const DestinationConfig& destination, const Event& event) {
  const std::string_view name = event.name.empty() ? event::text_of(event.type) : std::string_view(event.name);
  if (!destination.only.empty() && !any(destination.only, name)) return false;
  if (any(destination.except, name)) return false;
  return destination.sample >= 1 || urgent(event) || share_of(event.anonymous_id) < destination.sample;
}

consent::Verdict permission(const DestinationConfig& destination, const consent::Ledger& consent) {
  consent::Verdict worst = consent::Verdict::allow;
  for (const std::string& purpose : destination.consent) {
    const consent::Verdict verdict = consent.verdict(purpose);
    if (verdict == consent::Verdict::deny) return verdict;
    if (verdict == consent::Verdict::hold) worst = verdict;
  }
  return worst;
}

bool told_of_withdrawal(const DestinationConfig& destination, const Event& event) {
  if (event.name != event::names::kConsentUpdated) return false;
  for (const std::string& purpose : destination.consent) {
    bool had = event.properties["purposes"][purpose].text_or() == event::text_of(ConsentState::granted);
    for (const Value& withdrawn : event.properties["withdrawn"].items()) had = had || withdrawn.text_or() == purpose;
    if (!had) return false;
  }
  return true;
}

queue::Rank rank_of(const Event& event) {
  const std::string_view name = event.name;
  if (urgent(event) || name == event::names::kLoss) return queue::Rank::never;
  if (event.type == EventType::page) return queue::Rank::page;
  if (name == event::names::kPageEngaged) return queue::Rank::heartbeat;
  if (name == event::names::kScrollDepthReached || name == event::names::kElementViewed) return queue::Rank::scroll;
  if (name.ends_with("Clicked") && !name.starts_with("Message ")) return queue::Rank::click;
  return queue::Rank::other;
}

}  // namespace waymark::delivery
