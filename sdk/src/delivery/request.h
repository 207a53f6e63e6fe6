#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "queue/queue.h"
#include "waymark/config.h"
#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark::delivery {

inline constexpr queue::Number kUnsendable = -1;

/// One HTTP request made of events.
struct Request {
  std::string url;
  List<std::pair<std::string, std::string>> headers;
  std::string body;
  bool compress = false;
  std::string gzip_url;
  /// For each event taken, from the front of the batch: how many records it became. 0: nothing for this destination;
  /// kUnsendable: it cannot be written in the destination's format.
  queue::Numbers records;
};

/// What a batch is made of.
struct Batchable {
  const queue::Queue& queue;
  const std::string& id;                  ///< Of the batch.
  const queue::Numbers& events;           ///< Oldest first.
  const std::vector<std::string>& asked;  ///< Batches of pages that have left, whose fate is to be asked for.
  TimeMs now = 0;

  /// A canonical event as JSON; empty where it has left the queue.
  std::string_view text(queue::Number number) const {
    const queue::Entry* entry = queue.find(number);
    return entry ? std::string_view(entry->event) : std::string_view();
  }
};

/// Content type that needs no CORS preflight (Fetch standard, "CORS-safelisted request-header").
inline constexpr const char* kPlainText = "text/plain;charset=UTF-8";

}  // namespace waymark::delivery
