#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/uuid.h"
#include "event/campaign.h"
#include "waymark/config.h"
#include "waymark/event.h"
#include "waymark/time.h"
#include "waymark/value.h"

namespace waymark::identity {

/// One visit.
struct Session {
  std::string id;
  std::int64_t number = 0;  ///< 0: there was no visit yet.
  TimeMs start = 0;
  TimeMs last_activity = 0;
  std::int64_t pageviews = 0;
  TimeMs active_ms = 0;  ///< Engaged time, as far as `Page Engaged` has told it.
  std::string entry_url;
  std::string entry_referrer;
  std::string channel;
  Value utm;                      ///< Source, medium, campaign, term, content, id and clickIds, as far as known.
  event::Touches touches;         ///< Of the visitor, this visit's included: they pass from session to session.
  Value facts = Value::object();  ///< What rules have noted (`set`).
  std::string campaign_key;       ///< Of the campaign it belongs to; empty for none.

  SessionRef ref() const { return SessionRef{id, number, start}; }
  /// Counts an event of this visit.
  void count(const Event& event);
};

/// Why a session ended and the next one began.
enum class Split { none, first, idle, midnight, campaign };

/// Says whether activity at `now` belongs to the session. `campaign_key` is that of the page, empty for none:
/// only another campaign splits, a page without one never does. Activity older than the session (a call kept
/// from before) never splits.
Split split_at(const Session& session, TimeMs now, std::string_view campaign_key, std::int64_t site_offset_minutes,
               const SessionConfig& config);

/// The next session after `before`, beginning at `now`.
Session next_session(const Session& before, TimeMs now, base::UuidSource& ids);

}  // namespace waymark::identity
