#pragma once

#include <cstddef>

#include "codec/table.h"
#include "waymark/event.h"

/// How events, journal records and page facts stand in JSON (protocol.ts has the same in words).
namespace waymark::codec {

template <>
struct Described<SessionRef> {
  static constexpr Field fields[] = {WAYMARK_FIELD(SessionRef, id, "id", always),
                                     WAYMARK_FIELD(SessionRef, number, "number", always),
                                     WAYMARK_FIELD(SessionRef, start, "start", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<Event> {
  static constexpr Field fields[] = {WAYMARK_FIELD(Event, message_id, "messageId", required),
                                     WAYMARK_FIELD(Event, type, "type", required),
                                     WAYMARK_FIELD(Event, name, "name", optional),
                                     WAYMARK_FIELD(Event, timestamp, "timestamp", required),
                                     WAYMARK_FIELD(Event, anonymous_id, "anonymousId", required),
                                     WAYMARK_FIELD(Event, user_id, "userId", optional),
                                     WAYMARK_FIELD(Event, group_id, "groupId", optional),
                                     WAYMARK_FIELD(Event, previous_id, "previousId", optional),
                                     WAYMARK_FIELD(Event, session, "session", always),
                                     WAYMARK_FIELD(Event, properties, "properties", optional),
                                     WAYMARK_FIELD(Event, traits, "traits", optional),
                                     WAYMARK_FIELD(Event, context, "context", optional)};
  static constexpr Table table = table_of(fields);
};

/// The same as the site calls it: what it may leave out, and nothing it cannot know.
struct CalledEvent {
  static constexpr Field fields[] = {WAYMARK_FIELD(Event, type, "type", required),
                                     WAYMARK_FIELD(Event, name, "name", optional),
                                     WAYMARK_FIELD(Event, properties, "properties", optional),
                                     WAYMARK_FIELD(Event, traits, "traits", optional),
                                     WAYMARK_FIELD(Event, user_id, "userId", optional),
                                     WAYMARK_FIELD(Event, group_id, "groupId", optional),
                                     WAYMARK_FIELD(Event, previous_id, "previousId", optional),
                                     WAYMARK_FIELD(Event, anonymous_id, "anonymousId", optional),
                                     WAYMARK_FIELD(Event, message_id, "messageId", optional),
                                     WAYMARK_FIELD(Event, context, "context", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<JournalRecord> {
  static constexpr Field fields[] = {WAYMARK_FIELD(JournalRecord, id, "id", required),
                                     WAYMARK_FIELD(JournalRecord, origin, "origin", always),
                                     WAYMARK_FIELD(JournalRecord, seq, "seq", always),
                                     WAYMARK_SPECIAL(JournalRecord, event, "event", json_text, required, nullptr)};
  static constexpr Table table = table_of(fields);
};

/// The widest zones are 14 hours ahead of UTC and 12 behind.
inline constexpr Range kOffsetMinutes{-900, 900};

template <>
struct Described<PageFacts> {
  static constexpr Field fields[] = {
      WAYMARK_FIELD(PageFacts, url, "url", always),
      WAYMARK_FIELD(PageFacts, title, "title", optional),
      WAYMARK_FIELD(PageFacts, referrer, "referrer", optional),
      WAYMARK_FIELD(PageFacts, language, "language", optional),
      WAYMARK_FIELD(PageFacts, time_zone, "timeZone", optional),
      WAYMARK_RANGE(PageFacts, site_offset_minutes, "siteOffsetMinutes", always, kOffsetMinutes),
      WAYMARK_FIELD(PageFacts, zone_offsets, "zoneOffsets", optional),
      WAYMARK_FIELD(PageFacts, user_agent, "userAgent", optional),
      WAYMARK_FIELD(PageFacts, viewport, "viewport", optional),
      WAYMARK_FIELD(PageFacts, screen, "screen", optional),
      WAYMARK_FIELD(PageFacts, visible, "visible", always),
      WAYMARK_FIELD(PageFacts, automated, "automated", optional)};
  static constexpr Table table = table_of(fields);
};

}  // namespace waymark::codec
