#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "profile/event_log.h"
#include "profile/part.h"
#include "waymark/event.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::profile {

/// Devices, servers and stores a profile is joined from; the one longest silent gives way.
inline constexpr std::size_t kMaxParts = 8;

/// What is known about the visitor: the sum of their events, on this device and, once merged, on others.
struct Profile {
  List<Part> parts;              ///< Sorted by id.
  EventLog log;                  ///< Of this device alone.
  std::int64_t pages = 0;        ///< Page events ever; the number of the current page.
  mutable Value saved_log = {};  ///< The log as the snapshot has it, while one is written or read.
  std::int64_t trimmed = 0;      ///< How often detail was dropped to stay small (shed).

  /// All parts as one. Valid until the profile changes.
  const Part& view() const;
  /// The part of that id, made where there is none yet.
  Part& part(std::string_view id);
  /// To be called after a change.
  void changed() { joined = false; }

  mutable Part whole;  ///< What `view` gives where there are several parts, once it is `joined`.
  mutable bool joined = false;
};

/// The name an event is counted under: its own for track, `Page Viewed` for page, else the type.
std::string_view counted_name(const Event& event);

/// Learns from one event, for the device whose anonymousId it carries. True where more is known than that it happened.
bool apply(Profile& profile, const Event& event);

/// Joins the parts of another profile of the same visitor. Order and repetition do not matter; what a wrong clock has
/// dated after `now` is of now.
void merge(Profile& profile, const List<Part>& parts, TimeMs now);

/// Drops detail, least worth first: older events of the log, then entries by map. Each call takes about half.
void shed(Profile& profile);

}  // namespace waymark::profile
