#include "pairs.h"

#include <algorithm>
#include <cmath>

namespace waymark::train {
namespace {

constexpr double kDay = 86'400;

/// 2^-(fade · age), where the oldest session's age is 1.
std::vector<float> freshness(const Sessions& sessions, double fade) {
  std::vector<float> out(sessions.count(), 1);
  if (fade <= 0 || sessions.count() < 2) return out;
  const auto first = static_cast<double>(sessions.times.front());
  const auto last = static_cast<double>(sessions.times.back());
  const bool timed = first > 0 && last > first;
  for (std::size_t session = 0; session < out.size(); ++session) {
    const double age = timed ? (last - static_cast<double>(sessions.times[session])) / (last - first)
                             : 1 - static_cast<double>(session) / static_cast<double>(out.size() - 1);
    out[session] = static_cast<float>(std::exp2(-fade * age));
  }
  return out;
}

}  // namespace

PairCounter::PairCounter(const Sessions& sessions, std::size_t items, PairWeights weights)
    : sessions_(sessions), weights_(weights), starts_(items + 1), sessions_of_(items), weight_of_(items) {
  std::size_t longest = 1;
  session_.resize(sessions.items.size());
  for (const Item item : sessions.items) ++starts_[item + 1];
  for (std::size_t item = 0; item < items; ++item) starts_[item + 1] += starts_[item];
  std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
  std::vector<std::uint32_t> last(items);
  places_.resize(sessions.items.size());
  const auto end = static_cast<double>(sessions.count() ? sessions.times.back() : 0);
  session_weight_.resize(sessions.count());
  fresh_ = freshness(sessions, weights.fade);
  for (std::size_t session = 0; session < sessions.count(); ++session) {
    const auto time = static_cast<double>(sessions.times[session]);
    const double age = time > 0 ? std::max(0.0, (end - time) / kDay) : 0;
    session_weight_[session] = std::pow(static_cast<double>(sessions.at(session).size()), weights.whole_power) *
                               (weights.half_life > 0 ? std::exp2(-age / weights.half_life) : 1) * fresh_[session];
    longest = std::max(longest, sessions.at(session).size());
    for (std::size_t place = sessions.starts[session]; place < sessions.starts[session + 1]; ++place) {
      const Item item = sessions.items[place];
      session_[place] = static_cast<std::uint32_t>(session);
      places_[next[item]++] = static_cast<std::uint32_t>(place);
      if (last[item] == session + 1) continue;
      last[item] = static_cast<std::uint32_t>(session + 1);
      ++sessions_of_[item];
      weight_of_[item] += session_weight_[session];
    }
  }
  length_weight_.resize(longest + 1);
  tail_.resize(longest + 1);
  double tail = 0;
  for (std::size_t n = 0; n <= longest; ++n) {
    length_weight_[n] = n ? std::pow(static_cast<double>(n), weights.length_power) : 0;
    tail_[n] = tail;
    tail += std::exp(-2 * static_cast<double>(n) / weights.reach);
  }
  for (std::size_t d = 0; d <= kWindow; ++d) {
    decay_[d] = std::exp(-static_cast<double>(d) / weights.reach);
    bridge_[d] = static_cast<double>(d) * std::exp((1 - static_cast<double>(d)) / weights.reach);
  }
}

PairCounter::Scratch PairCounter::scratch() const { return {std::vector<std::uint32_t>(items()), {}}; }

void PairCounter::row(Item item, Scratch& scratch, std::vector<Pair>& row) const {
  row.clear();
  scratch.seen.clear();
  const auto pair_with = [&](Item other) -> std::size_t {
    std::uint32_t& slot = scratch.slot[other];
    if (slot == 0) {
      row.push_back(Pair{other});
      scratch.seen.push_back(0);
      slot = static_cast<std::uint32_t>(row.size());
    }
    return slot - 1;
  };
  for (std::size_t i = starts_[item]; i < starts_[item + 1]; ++i) {
    const std::size_t place = places_[i];
    const std::uint32_t session = session_[place];
    const std::size_t begin = sessions_.starts[session];
    const std::size_t end = sessions_.starts[session + 1];
    const double fresh = fresh_[session];
    const double weight = length_weight_[end - begin] * fresh;
    // Clicks behind a place, but for the last: as many splits have it in their past.
    const auto splits_from = [&](std::size_t at) { return end - 1 - at; };
    const bool first = i == starts_[item] || session_[places_[i - 1]] != session;
    if (first) {
      for (std::size_t at = begin; at < end; ++at) {
        if (sessions_.items[at] == item) continue;
        const std::size_t slot = pair_with(sessions_.items[at]);
        if (scratch.seen[slot] == session + 1) continue;
        scratch.seen[slot] = session + 1;
        ++row[slot].sessions;
        row[slot].together += session_weight_[session];
      }
    }
    Pair* own = &row[pair_with(item)];
    own->past += fresh * tail_[splits_from(place)];
    if (i > starts_[item] && !first && scratch.seen[static_cast<std::size_t>(own - row.data())] != session + 1) {
      scratch.seen[static_cast<std::size_t>(own - row.data())] = session + 1;
      ++own->sessions;
    }
    for (std::size_t d = 1; d <= weights_.window; ++d) {
      const double say = weight / static_cast<double>(d);
      if (place + d < end) {
        Pair& pair = row[pair_with(sessions_.items[place + d])];
        pair.forward += say;
        pair.past += fresh * decay_[d] * tail_[splits_from(place + d)];
      }
      if (place >= begin + d) {
        Pair& pair = row[pair_with(sessions_.items[place - d])];
        pair.backward += say;
        pair.before += fresh * bridge_[d];
        pair.past += fresh * decay_[d] * tail_[splits_from(place)];
      }
    }
  }
  for (const Pair& pair : row) scratch.slot[pair.other] = 0;
  std::sort(row.begin(), row.end(), [](const Pair& a, const Pair& b) { return a.other < b.other; });
}

}  // namespace waymark::train
