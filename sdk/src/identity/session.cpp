#include "identity/session.h"

#include <algorithm>

#include "event/vocabulary.h"

namespace waymark::identity {
namespace {

/// Days since 1970 in the site's zone.
std::int64_t site_day(TimeMs at, std::int64_t offset_minutes) {
  const TimeMs local = at + offset_minutes * kMinuteMs;
  return local >= 0 ? local / kDayMs : -((-local + kDayMs - 1) / kDayMs);
}

}  // namespace

void Session::count(const Event& event) {
  if (event.type == EventType::page) ++pageviews;
  if (event.name == event::names::kPageEngaged) {
    active_ms += static_cast<TimeMs>(std::clamp(event.properties["addedMs"].number_or(0), 0.0, double{kDayMs}));
  }
}

Split split_at(const Session& session, TimeMs now, std::string_view campaign_key, std::int64_t site_offset_minutes,
               const SessionConfig& config) {
  if (session.number == 0) return Split::first;
  if (config.split_on_campaign && !campaign_key.empty() && campaign_key != session.campaign_key) {
    return Split::campaign;
  }
  if (now <= session.last_activity) return Split::none;
  if (now - session.last_activity >= config.idle_minutes * kMinuteMs) return Split::idle;
  if (config.split_at_midnight &&
      site_day(now, site_offset_minutes) != site_day(session.last_activity, site_offset_minutes)) {
    return Split::midnight;
  }
  return Split::none;
}

Session next_session(const Session& before, TimeMs now, base::UuidSource& ids) {
  Session session;
  session.id = ids.next(now);
  session.number = before.number + 1;
  session.start = now;
  session.last_activity = now;
  session.touches = before.touches;
  return session;
}

}  // namespace waymark::identity
