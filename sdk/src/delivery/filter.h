#pragma once

#include <string_view>

#include "consent/consent.h"
#include "queue/queue.h"
#include "waymark/config.h"
#include "waymark/event.h"

namespace waymark::delivery {

/// Whether a name is the pattern, or begins with it where that ends with `*`.
bool matches(std::string_view pattern, std::string_view name);

/// Whether a destination gets an event, by its name (its type where it has none) and the destination's share of
/// visitors. Who is in the share is decided by the anonymous id, so that a visitor's events go together.
bool wants(const DestinationConfig& destination, const Event& event);

/// What the visitor allows a destination: `deny` where one of its purposes is denied, `hold` where one is unknown.
consent::Verdict permission(const DestinationConfig& destination, const consent::Ledger& consent);

/// Whether an event is the notice that a purpose of a destination was withdrawn which had been granted so far: it may
/// have data, and has to hear of it.
bool told_of_withdrawal(const DestinationConfig& destination, const Event& event);

/// What gives way first when the queue is full.
queue::Rank rank_of(const Event& event);

/// Orders, identify calls, consent withdrawn and deletion asked for: they leave at once, and no sample leaves them out.
bool urgent(const Event& event);

}  // namespace waymark::delivery
