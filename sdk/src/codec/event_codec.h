#pragma once

#include <string>
#include <string_view>

#include "waymark/event.h"
#include "waymark/result.h"

namespace waymark::codec {

/// The canonical event, `EventRecord` in protocol.ts.
std::string write_event(const Event& event);

/// Refuses (`journal.recordBroken`) what lacks messageId, type, timestamp, anonymousId, or a track event's name.
Result<Event> parse_event(std::string_view text);
Result<Event> read_event(const Value& json);

}  // namespace waymark::codec
