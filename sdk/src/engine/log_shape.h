#pragma once

#include "waymark/value.h"

namespace waymark {

/// Turns an event of a log as people have it into the canonical shape (EventRecord in protocol.ts), in place: the
/// collector's (`event`, ISO times, `sessionId`, nulls), its table's rows (`anonymous_id`, `properties` as text) and
/// Segment's (`event`, `originalTimestamp`, no session; `screen` is a page). What it does not know stays as it is. A
/// session without a number has the number 0: the log's reader counts.
void to_canonical(Value& event);

}  // namespace waymark
