#pragma once

#include <string>

#include "delivery/reply.h"
#include "delivery/request.h"
#include "delivery/template/definition.h"
#include "waymark/config.h"
#include "waymark/error.h"
#include "waymark/list.h"

namespace waymark::delivery {

/// How one destination writes events and reads replies: Waymark's own format, or a definition.
struct Format {
  bool own = false;
  Definition definition;  ///< Its document is null where the format is not known (yet).

  bool known() const { return own || !definition.document.is_null(); }
};

/// The format of a destination. Errors, with pointers into the configuration: those of `Definition::read`, and
/// `template.needs` where the destination lacks what its definition asks for.
Format format_of(const DestinationConfig& destination, const std::string& pointer, List<Error>& errors);

/// The request for the first events of a batch, as many as one request may hold.
Request encode(const DestinationConfig& destination, const Format& format, const Batchable& batch);

/// What a reply means for the batch.
Reply read_reply(const Format& format, const input::SendResult& result, const Batch& batch, const queue::Queue& queue);

}  // namespace waymark::delivery
