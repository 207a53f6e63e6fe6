#pragma once

#include <string>
#include <vector>

#include "delivery/reply.h"
#include "delivery/request.h"

namespace waymark::delivery {

/// True where the destination's format is known: built in, or given by a definition.
bool can_encode(const DestinationConfig& destination);

/// The request for a batch, in the destination's own format. It may take fewer events than it is given.
Request encode(const DestinationConfig& destination, const Batchable& batch);

/// What a destination's reply means. `ids`: of the batch's events; `records`: how many records each became.
Reply read_reply(const DestinationConfig& destination, const input::SendResult& result,
                 const std::vector<std::string>& ids, const queue::Numbers& records);

}  // namespace waymark::delivery
