#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decision/history.h"
#include "identity/identity.h"
#include "identity/session.h"
#include "journey/journey.h"
#include "profile/profile.h"
#include "waymark/input.h"

namespace waymark::state {

/// The last record of each origin that is included: which journal records a snapshot has seen, exactly.
class Positions {
 public:
  bool includes(std::string_view origin, std::int64_t seq) const;
  void include(std::string_view origin, std::int64_t seq);
  /// Forgets origins that have nothing left in the journal.
  void keep_only(const std::vector<std::string>& origins);

  std::vector<std::pair<std::string, std::int64_t>> last;
};

/// Everything about the visitor that outlives the page. All but consent is the sum of events, so a snapshot
/// plus the journal records after it give it back whole.
struct State {
  identity::Identity identity;
  identity::Session session;
  profile::Profile profile;
  journey::State journey;
  decision::History history;
  std::vector<std::pair<std::string, ConsentState>> consent;
  Positions positions;
  /// By destination, the ids of journal records it has acknowledged while they still wait for something else.
  std::vector<std::pair<std::string, std::vector<std::string>>> acknowledged;
};

}  // namespace waymark::state
