#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waymark::train {

/// Number of an item in the log that is being learned from, from 0 in order of first appearance.
using Item = std::uint32_t;

/// Sessions (or baskets), oldest first: what the trainer learns from. Sessions lie one behind the other in `items`.
struct Sessions {
  std::vector<Item> items;
  std::vector<std::size_t> starts{0};  ///< One more than there are sessions.
  std::vector<std::int64_t> times;     ///< Of the last event, unix seconds; 0: unknown. One a session.
  std::vector<std::string> customers;  ///< One a session where the log names them, else empty.

  std::size_t count() const { return times.size(); }
  std::span<const Item> at(std::size_t session) const {
    return {items.data() + starts[session], starts[session + 1] - starts[session]};
  }
  void add(std::span<const Item> session, std::int64_t time) {
    items.insert(items.end(), session.begin(), session.end());
    starts.push_back(items.size());
    times.push_back(time);
  }
  /// The sessions from `begin` up to `end`.
  Sessions slice(std::size_t begin, std::size_t end) const;
};

/// How many clicks each item has, by item; `items` of them.
std::vector<std::uint32_t> clicks_of(const Sessions& sessions, std::size_t items);

}  // namespace waymark::train
