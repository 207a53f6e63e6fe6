#pragma once

#include <string>

#include "delivery/reply.h"
#include "delivery/request.h"
#include "delivery/template/definition.h"
#include "waymark/config.h"
#include "waymark/error.h"
#include "waymark/list.h"

/// Destinations by definition: all that delivery knows of the template engine, which in the browser is a part of its
/// own (docs/decisions/0021-the-core-in-parts.md).
namespace waymark::delivery {

/// The definition of a destination, checked. Errors, with pointers into the configuration: those of `Definition::read`,
/// and `template.needs` where the destination lacks what its definition asks for.
Definition read_definition(const DestinationConfig& destination, const std::string& pointer, List<Error>& errors);

/// The request for the first events of a batch, as many as one request may hold.
Request encode_by(const Definition& definition, const DestinationConfig& destination, const Batchable& batch);

/// What a reply that was received means for the batch.
Reply read_reply_by(const Definition& definition, const input::SendResult& result, const Batch& batch,
                    const queue::Queue& queue);

}  // namespace waymark::delivery
