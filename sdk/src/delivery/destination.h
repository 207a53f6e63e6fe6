#pragma once

#include <string>
#include <vector>

#include "consent/consent.h"
#include "delivery/batch.h"
#include "delivery/encode.h"
#include "delivery/health.h"
#include "queue/queue.h"
#include "waymark/config.h"
#include "waymark/list.h"

namespace waymark::delivery {

/// What is stored of a destination's health, by its id.
struct SavedHealth {
  std::string destination;
  std::vector<double> numbers;
};

/// One destination as it stands: its configuration, what is on its way to it, how it has been doing.
struct Destination {
  const DestinationConfig* config = nullptr;  ///< Lives in Delivery.
  Format format;
  List<Batch> in_flight;
  /// Batches whose reply nobody saw because their page was left. A collector of ours is asked for them; until it
  /// has answered, their events are not sent again.
  List<Batch> uncertain;
  /// Events it refused one by one. Set aside only once it has taken another: if it takes none, the fault is not theirs.
  queue::Numbers suspects;
  /// Suspects that are tried once more, because a destination that was parked takes events again.
  std::size_t recheck = 0;
  Health health;
  consent::Verdict consent = consent::Verdict::allow;
  bool parked = false;
  bool told = false;           ///< That it fails.
  bool proved = false;         ///< It has taken something since it last refused.
  std::size_t max_events = 0;  ///< Halved by refusals, grows back with success.
  queue::Number cursor = 0;    ///< No entry before this one waits for it.
  TimeMs ask_ms = kNever;      ///< When uncertain batches are asked for at the latest.
  queue::Number delivered = 0;
  queue::Number retries = 0;
  queue::Number set_aside = 0;

  /// It can be sent to as things stand. Where consent is denied nothing waits for it but the notice of that.
  bool ready() const { return config->enabled && consent != consent::Verdict::hold && format.known(); }
};

}  // namespace waymark::delivery
