#include "profile/part.h"

#include <algorithm>
#include <utility>

#include "base/half_power.h"
#include "json/write.h"

namespace waymark::profile {
namespace {

enum class Rule : std::uint8_t { latest, interest, sum };

struct Bound {
  Rule rule;
  std::uint8_t most;  ///< Entries kept, of a device.
};

/// In the order of Kind. A snapshot of a heavy user is some 20 KB with them.
constexpr Bound kBounds[kKinds] = {
    {Rule::latest, 100}, {Rule::interest, 50}, {Rule::interest, 30}, {Rule::interest, 12}, {Rule::latest, 30},
    {Rule::latest, 50},  {Rule::latest, 100},  {Rule::latest, 60},   {Rule::sum, 40},      {Rule::latest, 10}};

/// Of what is said within so long, the last said is meant: a script adds and takes out in one millisecond.
constexpr TimeMs kOneMomentMs = 50;

/// Place of a key, or where it belongs.
std::size_t place_of(const List<Entry>& list, std::string_view key) {
  std::size_t low = 0;
  std::size_t high = list.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const bool before = list[middle].key < key;
    (before ? low : high) = middle + (before ? 1 : 0);
  }
  return low;
}

Entry* find_in(List<Entry>& list, std::string_view key) {
  const std::size_t at = place_of(list, key);
  return at < list.size() && list[at].key == key ? &list[at] : nullptr;
}

Entry& added(List<Entry>& list, std::string_view key) {
  Entry& entry = list.emplace(place_of(list, key));
  entry.key = key;
  return entry;
}

/// True where `a` is to give way before `b`: less interest, else older. Any order will do that is one.
bool weaker(Rule rule, const Entry& a, const Entry& b) {
  if (rule == Rule::interest) {
    const TimeMs at = std::max(a.at_ms, b.at_ms);
    const double left = decayed(a, at);
    const double right = decayed(b, at);
    if (left != right) return left < right;
  }
  return a.at_ms != b.at_ms ? a.at_ms < b.at_ms : a.key > b.key;
}

void shrink(List<Entry>& list, Rule rule, std::size_t most) {
  while (list.size() > most) {
    std::size_t weakest = 0;
    for (std::size_t i = 1; i < list.size(); ++i) {
      if (weaker(rule, list[i], list[weakest])) weakest = i;
    }
    list.erase(weakest);
  }
}

/// True where `b` says the same thing later. Of one moment the greater wins, so that the order they come in does not.
bool later(const Entry& b, const Entry& a) {
  if (a.at_ms != b.at_ms) return b.at_ms > a.at_ms;
  if (a.number != b.number) return b.number > a.number;
  return !(a.detail == b.detail) && json::write(b.detail) > json::write(a.detail);
}

void join_entry(Entry& into, const Entry& from, Rule rule, bool same) {
  const TimeMs at = std::max(into.at_ms, from.at_ms);
  if (rule == Rule::latest) {
    if (later(from, into)) into = from;
  } else if (same) {
    const double left = rule == Rule::sum ? into.number : decayed(into, at);
    const double right = rule == Rule::sum ? from.number : decayed(from, at);
    if (right > left || (right == left && from.at_ms > into.at_ms)) into = from;
  } else {
    into.number = rule == Rule::sum ? into.number + from.number : decayed(into, at) + decayed(from, at);
    into.at_ms = at;
  }
}

}  // namespace

const Entry* Part::find(Kind kind, std::string_view key) const {
  return find_in(const_cast<List<Entry>&>(lists[kind]), key);
}

const Value& item(const Value& list, std::size_t i) {
  return i < list.items().size() ? list.items()[i] : list["-"];  // of a list, no member is there
}

double decayed(const Entry& entry, TimeMs now) {
  const double age = static_cast<double>(std::max<TimeMs>(0, now - entry.at_ms));
  return entry.number * base::half_power(age / static_cast<double>(kHalfLifeMs));
}

bool put(Part& part, Kind kind, std::string_view key, TimeMs at_ms, double number, Value detail) {
  List<Entry>& list = part.lists[kind];
  Entry* entry = find_in(list, key);
  if (entry && entry->at_ms > at_ms + kOneMomentMs) return false;
  if (!entry) {
    entry = &added(list, key);
  } else {
    at_ms = std::max(at_ms, entry->at_ms + 1);
  }
  entry->at_ms = at_ms;
  entry->number = number;
  entry->detail = std::move(detail);
  shrink(list, kBounds[kind].rule, kBounds[kind].most);
  return true;
}

void raise(Part& part, Kind kind, std::string_view key, TimeMs at_ms, double amount) {
  if (key.empty() || !(amount > 0)) return;
  List<Entry>& list = part.lists[kind];
  Entry more{std::string(key), at_ms, amount, {}};
  if (Entry* entry = find_in(list, key)) {
    join_entry(*entry, more, kBounds[kind].rule, false);
  } else {
    added(list, key) = std::move(more);
    shrink(list, kBounds[kind].rule, kBounds[kind].most);
  }
}

void join(Part& into, const Part& from, bool same) {
  into.last_ms = std::max(into.last_ms, from.last_ms);
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    List<Entry>& list = into.lists[kind];
    for (const Entry& entry : from.lists[kind]) {
      if (Entry* known = find_in(list, entry.key)) {
        join_entry(*known, entry, kBounds[kind].rule, same);
      } else {
        added(list, entry.key) = entry;
      }
    }
    if (same) shrink(list, kBounds[kind].rule, kBounds[kind].most);
  }
}

void trim(Part& part, double share) {
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    // Sums and moments are few, and cannot be had again.
    if (kind >= kTotals) continue;
    shrink(part.lists[kind], kBounds[kind].rule, static_cast<std::size_t>(kBounds[kind].most * share));
  }
}

void clamp(Part& part, TimeMs now) {
  part.last_ms = std::min(part.last_ms, now);
  for (List<Entry>& list : part.lists) {
    for (Entry& entry : list) entry.at_ms = std::min(entry.at_ms, now);
  }
}

}  // namespace waymark::profile
