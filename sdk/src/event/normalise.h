#pragma once

#include <cstddef>
#include <vector>

#include "waymark/error.h"
#include "waymark/event.h"
#include "waymark/list.h"
#include "waymark/result.h"

namespace waymark::event {

/// Longest name, user id and the like, in bytes. Peers cut between 128 and 512.
inline constexpr std::size_t kMaxNameBytes = 256;
/// Longest text in properties, traits or context, in bytes; longer ones are cut.
inline constexpr std::size_t kMaxStringBytes = 8'192;
/// Members of one object, elements of one array; the rest is left out.
inline constexpr std::size_t kMaxMembers = 256;
/// Levels of nesting in properties; what lies deeper becomes null. A product list needs three.
inline constexpr std::size_t kMaxDepth = 10;
/// Ids, names, session and page of an event, roughly, as JSON.
inline constexpr std::size_t kEnvelopeBytes = 500;
/// One event with all it carries, roughly as JSON. Segment's HTTP API refuses more than 32 KB.
inline constexpr std::size_t kMaxEventBytes = 30'000;

/// A checked event without identity, session and time, and what had to be cut to accept it.
struct Normalised {
  Event event;
  List<Error> warnings;  ///< `event.stringCut`, `event.tooManyMembers`, `event.tooDeep`, `event.propertyDropped`,
                         ///< `event.notAnObject`.
};

/// Checks a call of the site against the limits above. Refused, with `event.missing`, is only what would mean
/// nothing: a track without a name, an alias or identify without a user id, a group without its id.
Result<Normalised> normalise(EventCall call);

}  // namespace waymark::event
