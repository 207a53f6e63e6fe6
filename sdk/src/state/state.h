#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "consent/consent.h"
#include "decision/history.h"
#include "delivery/destination.h"
#include "identity/identity.h"
#include "identity/session.h"
#include "journey/journey.h"
#include "profile/profile.h"
#include "profile/standing.h"
#include "waymark/input.h"
#include "waymark/list.h"

namespace waymark::state {

/// The last record of one origin.
struct Position {
  std::string origin;
  std::int64_t seq = 0;
};

/// The last record of each origin that is included: which journal records a snapshot has seen, exactly.
class Positions {
 public:
  bool includes(std::string_view origin, std::int64_t seq) const;
  void include(std::string_view origin, std::int64_t seq);
  /// Forgets origins that have nothing left in the journal.
  void keep_only(const std::vector<std::string>& origins);

  List<Position> last;
};

/// Journal records one destination has acknowledged while they still wait for something else.
struct Acknowledged {
  std::string destination;
  std::vector<std::string> ids;
};

/// Written with every snapshot; a reader that finds a higher one leaves the text alone.
inline constexpr int kSnapshotVersion = 1;

/// Everything about the visitor that outlives the page. All but consent is the sum of events, so a snapshot
/// plus the journal records after it give it back whole.
struct State {
  int version = kSnapshotVersion;
  identity::Identity identity;
  identity::Session session;
  profile::Profile profile;
  journey::State journey;
  profile::Standing standing;
  decision::History history;
  consent::States consent;
  List<consent::Proof> proofs;  ///< Newest last.
  Positions positions;
  List<Acknowledged> acknowledged;
  List<delivery::SavedHealth> health;  ///< Of destinations that fail.
};

}  // namespace waymark::state
