#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/uuid.h"
#include "queue/queue.h"
#include "timers/timers.h"
#include "waymark/config.h"
#include "waymark/effect.h"
#include "waymark/input.h"
#include "waymark/list.h"

namespace waymark::delivery {

/// A parked destination is asked again after this long.
inline constexpr TimeMs kParkMs = kHourMs;
/// A host that never answers a send (it promised to) is taken for a failure after this long.
inline constexpr TimeMs kLeaseMs = kMinuteMs;

/// Counts since the engine started, for the inspector and `waymark.stats()`.
struct Stats {
  std::int64_t sent_batches = 0;
  std::int64_t delivered = 0;
  std::int64_t retries = 0;
  std::int64_t set_aside = 0;
};

/// Gathers batches, hands them out as `send` effects and acts on the replies: one batch in flight a
/// destination, unless the page is being left.
class Delivery {
 public:
  /// Takes over the destinations of a configuration. Batches on their way keep their replies; what waits in the
  /// queue follows its destination by id.
  void configure(const Config& config, queue::Queue& queue, timers::Timers& timers);
  /// All destinations that are enabled; kUnassigned before the first configuration.
  queue::DestinationMask all() const;
  /// Ids of the destinations, by number.
  std::vector<std::string> names() const;

  /// Sends whatever is due. Any urgency but normal sends all that waits, in-flight limits and ages aside, as far
  /// as the bytes of keepalive requests reach; a destination that asked for patience still gets it.
  void pump(queue::Queue& queue, timers::Timers& timers, base::UuidSource& ids, TimeMs now, effect::Urgency urgency,
            Effects& out);
  void on_result(const input::SendResult& result, queue::Queue& queue, timers::Timers& timers, base::UuidSource& ids,
                 TimeMs now, Effects& out);
  /// A lease of `destination` ran out.
  void on_lease_end(std::uint32_t destination, queue::Queue& queue, timers::Timers& timers, base::UuidSource& ids,
                    TimeMs now, Effects& out);
  /// The network came back or the page is seen again: ask at once, except who named a time.
  void retry_now(timers::Timers& timers);

  const Stats& stats() const { return stats_; }

 private:
  struct Batch {
    std::string id;
    std::vector<std::string> ids;
    std::size_t bytes = 0;
  };

  struct Destination {
    DestinationConfig config;
    List<Batch> in_flight;
    int attempt = 0;        ///< Failures in a row.
    bool patience = false;  ///< It named a time itself, or is parked.
    bool parked = false;
    std::size_t max_events = 0;  ///< Halved by refusals, grows back with success.
  };

  bool due(const Destination& destination, std::uint32_t index, const queue::Queue& queue, timers::Timers& timers,
           TimeMs now) const;
  std::size_t bytes_in_flight() const;
  void send(std::uint32_t index, std::vector<std::string> batch, queue::Queue& queue, timers::Timers& timers,
            base::UuidSource& ids, TimeMs now, effect::Urgency urgency, Effects& out);

  bool configured_ = false;
  List<Destination> destinations_;
  BatchConfig batch_;
  RetryConfig retry_;
  Stats stats_;
};

}  // namespace waymark::delivery
