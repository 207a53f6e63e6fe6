#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waymark/input.h"
#include "waymark/list.h"

namespace waymark::consent {

/// Recording events and sending them to destinations.
inline constexpr std::string_view kAnalytics = "analytics";
/// Learning a profile and choosing messages by it.
inline constexpr std::string_view kPersonalization = "personalization";

/// What may be done with an event now.
enum class Verdict { allow, deny, hold };

/// The visitor's choices over the site's defaults. A purpose nobody named is granted if it is one of the two
/// above (a site without a consent banner works) and unknown otherwise (nothing is sent for `marketing`
/// because nobody asked).
class Ledger {
 public:
  void set_defaults(List<std::pair<std::string, ConsentState>> defaults) { defaults_ = std::move(defaults); }
  /// True where the choice is new.
  bool choose(std::string_view purpose, ConsentState state);
  ConsentState state(std::string_view purpose) const;
  bool granted(std::string_view purpose) const { return state(purpose) == ConsentState::granted; }
  Verdict verdict(std::string_view purpose) const;
  void set_choices(List<std::pair<std::string, ConsentState>> choices) { choices_ = std::move(choices); }
  const List<std::pair<std::string, ConsentState>>& choices() const { return choices_; }

 private:
  List<std::pair<std::string, ConsentState>> defaults_;
  List<std::pair<std::string, ConsentState>> choices_;
};

}  // namespace waymark::consent
