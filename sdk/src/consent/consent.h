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
/// Purposes that can be chosen; each stands in every event. Any more are not heard.
inline constexpr std::size_t kMaxPurposes = 50;
/// Proofs kept; the oldest gives way.
inline constexpr std::size_t kMaxProofs = 20;

/// What may be done with an event now.
enum class Verdict { allow, deny, hold };

using States = List<std::pair<std::string, ConsentState>>;

/// What the visitor said, when, to which notice, and through whom: what a site has to be able to show.
struct Proof {
  TimeMs at = 0;
  std::string source;
  std::string version;
  std::string proof;
  States purposes;
};

/// The visitor's choices over presets of the browser over the site's defaults. A purpose nobody named is granted if
/// it is one of the two above (a site without a consent banner works) and unknown otherwise (nothing is sent for
/// `marketing` because nobody asked).
class Ledger {
 public:
  /// `cookieless`: while `analytics` is undecided, events go out under an id of the day, and nothing is stored.
  void set_defaults(States defaults, bool cookieless = false) {
    defaults_ = std::move(defaults);
    may_be_cookieless_ = cookieless;
  }
  bool cookieless() const { return may_be_cookieless_ && state(kAnalytics) == ConsentState::unknown; }
  /// True where the choice (or preset) is new.
  bool choose(std::string_view purpose, ConsentState state, bool preset = false);
  ConsentState state(std::string_view purpose) const;
  bool granted(std::string_view purpose) const { return state(purpose) == ConsentState::granted; }
  Verdict verdict(std::string_view purpose) const;
  void set_choices(States choices) { choices_ = std::move(choices); }
  const States& choices() const { return choices_; }
  /// Whether anybody was asked at all: the site names defaults, or something was chosen or preset.
  bool in_use() const { return !defaults_.empty() || !choices_.empty() || !presets_.empty(); }
  /// Every purpose anybody has named, and the two above, as they stand.
  States all() const;

 private:
  States defaults_;
  States presets_;
  States choices_;
  bool may_be_cookieless_ = false;
};

}  // namespace waymark::consent
