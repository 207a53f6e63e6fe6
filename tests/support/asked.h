#pragma once

#include "rules/facts.h"

namespace waymark::test {

/// What a condition is asked about: nobody yet, on no page, at an event. Tests fill in what they need.
struct Asked {
  static constexpr TimeMs kNow = 1'767'578'400'000;  ///< Monday, 02:00 UTC

  profile::Profile profile;
  identity::Identity identity;
  identity::Session session;
  journey::State journey;
  PageFacts page;
  Event event;

  rules::Facts facts() const { return rules::Facts{profile, identity, session, journey, page, &event, kNow}; }
};

}  // namespace waymark::test
