#pragma once

#include <cstdint>
#include <string>

#include "waymark/time.h"
#include "waymark/value.h"

namespace waymark {

enum class EventType { track, page, identify, group, alias };

/// The visit an event belongs to.
struct SessionRef {
  std::string id;
  std::int64_t number = 0;  ///< 1 for the visitor's first.
  TimeMs start = 0;
};

/// The canonical event: what the journal keeps and every encoder reads.
struct Event {
  EventType type = EventType::track;
  std::string message_id;  ///< UUIDv7; the key every destination de-duplicates by.
  std::string name;
  TimeMs timestamp = 0;
  std::string anonymous_id;
  std::string user_id;
  std::string group_id;
  std::string previous_id;
  SessionRef session;
  Value properties;
  Value traits;
  Value context;
};

/// A call of the site, not yet checked: what the caller said; the rest is filled in on the way. `message_id` is
/// given only by a loader that journaled the call before the core was there.
using EventCall = Event;

/// One accepted event in the journal. `origin` is the engine that accepted it, `seq` its place there from 1:
/// together they say exactly which records a snapshot includes, whatever other tabs wrote in between.
struct JournalRecord {
  std::string id;  ///< The event's messageId.
  std::string origin;
  std::int64_t seq = 0;
  std::string event;  ///< The canonical event as JSON text: written once, read by every encoder.
};

/// What the browser knows of the page.
struct PageFacts {
  std::string url;
  std::string title;
  std::string referrer;
  std::string language;   ///< BCP 47.
  std::string time_zone;  ///< The visitor's, IANA.
  std::string user_agent;
  std::int64_t site_offset_minutes = 0;  ///< How far the site's zone is ahead of UTC now.
  Value zone_offsets;                    ///< The same of other zones schedules name, by IANA name.
  Value viewport;                        ///< { width, height } in CSS pixels, or null.
  Value screen;
  bool visible = true;
  bool automated = false;  ///< navigator.webdriver.
};

}  // namespace waymark
