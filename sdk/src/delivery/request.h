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
  std::string_view id;                   ///< Of the batch.
  std::vector<std::string_view> events;  ///< Canonical events, JSON, oldest first.
  std::vector<std::string> asked;        ///< Batches of pages that have left, whose fate is to be asked for.
  TimeMs now = 0;
};

/// Content type that needs no CORS preflight (Fetch standard, "CORS-safelisted request-header").
inline constexpr const char* kPlainText = "text/plain;charset=UTF-8";

}  // namespace waymark::delivery
