#include "log.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace waymark::train {
namespace {

constexpr double kYear2000 = 946'684'800;
constexpr double kYear2100 = 4'102'444'800;

std::uint32_t number_of(auto& numbers, std::string_view name) {
  const auto found = numbers.find(name);
  if (found != numbers.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(numbers.size());
  numbers.emplace(std::string(name), number);
  return number;
}

}  // namespace

Item Log::item_of(std::string_view name) {
  if (name.empty()) {
    ++counts.broken;
    return kNone;
  }
  if (name.size() > kMaxIdBytes) {
    ++counts.long_ids;
    return kNone;
  }
  const Item item = number_of(items_, name);
  if (item == names.size()) names.emplace_back(name);
  return item;
}

/// Milliseconds are taken for seconds' thousandths; false for what no clock shows.
bool Log::is_time(double& time) {
  if (time == 0) return true;
  if (time > kYear2100) time /= 1'000;
  if (time >= kYear2000 && time <= kYear2100) return true;
  ++counts.clock;
  return false;
}

void Log::add(std::string_view session, std::string_view item, double time, std::string_view customer) {
  ++counts.rows;
  if (session.empty() || session.size() > kMaxIdBytes) {
    ++counts.broken;
    return;
  }
  if (!is_time(time)) return;
  const Item number = item_of(item);
  if (number == kNone) return;
  const std::uint32_t known = number_of(sessions_, session);
  if (!customer.empty()) {
    if (customers_.size() <= known) customers_.resize(known + 1);
    customers_[known] = customer;
  }
  rows_.push_back(Row{known, number, time});
}

void Log::add_session(const std::vector<std::string_view>& items, std::int64_t time, std::string_view customer) {
  double seconds = static_cast<double>(time);
  counts.rows += items.size();
  if (!is_time(seconds)) return;
  const auto session = static_cast<std::uint32_t>(sessions_.size());
  // A name no log has: sessions of this kind are not put together.
  sessions_.emplace("\n" + std::to_string(session), session);
  if (!customer.empty()) {
    customers_.resize(session + 1);
    customers_[session] = customer;
  }
  for (const std::string_view item : items) {
    const Item number = item_of(item);
    if (number != kNone) rows_.push_back(Row{session, number, seconds});
  }
}

Sessions Log::finish() {
  // By session, then time; rows of one time stay in the order they came in.
  std::vector<std::size_t> starts(sessions_.size() + 1);
  for (const Row& row : rows_) ++starts[row.session + 1];
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  std::vector<Row> sorted(rows_.size());
  std::vector<std::size_t> next = starts;
  for (const Row& row : rows_) sorted[next[row.session]++] = row;
  std::vector<Row>().swap(rows_);
  const auto at = [&](std::size_t i) { return sorted.begin() + static_cast<std::ptrdiff_t>(i); };
  std::vector<std::uint32_t> order;
  for (std::uint32_t session = 0; session + 1 < starts.size(); ++session) {
    std::stable_sort(at(starts[session]), at(starts[session + 1]),
                     [](const Row& a, const Row& b) { return a.time < b.time; });
    if (starts[session + 1] > starts[session]) order.push_back(session);
  }
  const auto ended = [&](std::uint32_t session) { return sorted[starts[session + 1] - 1].time; };
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return ended(a) < ended(b); });

  Sessions out;
  std::vector<Item> clicks;
  for (const std::uint32_t session : order) {
    const std::size_t size = starts[session + 1] - starts[session];
    clicks.clear();
    std::size_t run = 0;
    for (std::size_t i = starts[session]; i < starts[session + 1]; ++i) {
      run = i > starts[session] && sorted[i].item == sorted[i - 1].item ? run + 1 : 1;
      if (run > kMaxRun) {
        ++counts.repeats;
      } else {
        clicks.push_back(sorted[i].item);
      }
    }
    if (clicks.size() > kMaxClicks) {
      ++counts.bots;
      counts.bot_clicks += size;
      continue;
    }
    if (clicks.size() > kMaxKept) {
      counts.cut += clicks.size() - kMaxKept;
      clicks.erase(clicks.begin(), clicks.end() - static_cast<std::ptrdiff_t>(kMaxKept));
    }
    out.add(clicks, static_cast<std::int64_t>(ended(session)));
    if (!customers_.empty()) out.customers.push_back(session < customers_.size() ? customers_[session] : "");
  }
  return out;
}

}  // namespace waymark::train
