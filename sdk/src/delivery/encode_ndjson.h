#pragma once

#include "delivery/request.h"

namespace waymark::delivery {

/// Waymark's own format (docs/collector.md): a header line that says what the events share, then a line an event with
/// what differs. Nothing that two events of a page have in common crosses the wire twice.
Request encode_ndjson(const DestinationConfig& destination, const Batchable& batch);

}  // namespace waymark::delivery
