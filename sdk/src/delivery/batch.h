#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "queue/queue.h"
#include "waymark/time.h"

namespace waymark::delivery {

/// Events on their way, or perhaps arrived.
struct Batch {
  std::string id;
  queue::Numbers events;
  queue::Numbers records;          ///< What each became (Request::records).
  std::vector<std::string> asked;  ///< Ids of uncertain batches it asks for.
  std::size_t bytes = 0;
  TimeMs sent_ms = 0;
  bool parting = false;  ///< On its way as the page was hidden or left: whether a failure is one is hard to say.
};

}  // namespace waymark::delivery
