#include "write_model.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace waymark::train {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

void put_number(std::string& out, std::uint32_t value) {
  for (; value >= 128; value >>= 7) out.push_back(static_cast<char>(value | 128));
  out.push_back(static_cast<char>(value));
}

std::uint32_t zigzag(std::uint32_t to, std::uint32_t from) {
  const auto step = static_cast<std::int64_t>(to) - static_cast<std::int64_t>(from);
  return static_cast<std::uint32_t>(step < 0 ? -2 * step - 1 : 2 * step);
}

/// Two to a byte, the first one low.
std::string nibbles(const std::vector<std::uint32_t>& values) {
  std::string out((values.size() + 1) / 2, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    out[i / 2] = static_cast<char>(static_cast<unsigned char>(out[i / 2]) | values[i] << (i % 2 * 4));
  }
  return out;
}

/// A decimal number as a program would write it, that fits 31 bits.
bool is_plain_number(std::string_view id) {
  if (id.empty() || id.size() > 9 || (id.size() > 1 && id[0] == '0')) return false;
  return std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void put_ids(std::string& out, const Draft& draft, const std::vector<Item>& order) {
  const bool numbers =
      std::all_of(order.begin(), order.end(), [&](Item item) { return is_plain_number(draft.names[item]); });
  put_number(out, numbers ? 1 : 0);
  std::uint32_t last = 0;
  for (const Item item : order) {
    const std::string& name = draft.names[item];
    if (numbers) {
      const auto id = static_cast<std::uint32_t>(std::stoul(name));
      put_number(out, zigzag(id, last));
      last = id;
    } else {
      put_number(out, static_cast<std::uint32_t>(name.size()));
    }
  }
  if (numbers) return;
  for (const Item item : order) out += draft.names[item];
}

std::uint32_t half_octaves(double weight, double best) {
  if (!(weight > 0)) return 15;
  return static_cast<std::uint32_t>(std::clamp(std::lround(2 * std::log2(best / weight)), 0L, 15L));
}

void put_table(std::string& out, const Neighbours& table, bool two, const std::vector<Item>& order,
               const std::vector<std::uint32_t>& place) {
  double best = 0;
  for (const auto& row : table.rows) {
    for (const Neighbour& one : row) best = std::max({best, one.weight, one.second});
  }
  std::string counts;
  std::string scales;
  std::string gaps;
  std::vector<std::uint32_t> weights;
  std::vector<std::uint32_t> seconds;
  std::vector<Neighbour> row;
  for (std::uint32_t number = 0; number < order.size(); ++number) {
    row.clear();
    double highest = 0;
    for (const Neighbour& one : order[number] < table.rows.size() ? table.rows[order[number]] : row) {
      if (place[one.item] == kNone) continue;
      row.push_back(one);
      row.back().item = place[one.item];
      highest = std::max({highest, one.weight, one.second});
    }
    std::sort(row.begin(), row.end(), [](const Neighbour& a, const Neighbour& b) { return a.item < b.item; });
    counts.push_back(static_cast<char>(row.size()));
    const double below = highest > 0 ? std::clamp(8 * std::log2(best / highest), 0.0, 255.0) : 0;
    scales.push_back(static_cast<char>(std::lround(below)));
    std::uint32_t last = number;
    for (std::size_t i = 0; i < row.size(); ++i) {
      put_number(gaps, i ? row[i].item - last - 1 : zigzag(row[i].item, number));
      last = row[i].item;
      weights.push_back(half_octaves(row[i].weight, highest));
      // As a difference: both weights often agree, and what repeats is what brotli makes small.
      seconds.push_back((half_octaves(row[i].second, highest) - weights.back()) & 15);
    }
  }
  put_number(out, weights.empty() ? 0 : two ? 2 : 1);
  if (weights.empty()) return;
  put_number(out, static_cast<std::uint32_t>(gaps.size()));
  out += counts + scales + gaps + nibbles(weights);
  if (two) out += nibbles(seconds);
}

}  // namespace

std::string write_model(const Draft& draft, const std::vector<Item>& order) {
  std::vector<std::uint32_t> place(draft.names.size(), kNone);
  for (std::uint32_t number = 0; number < order.size(); ++number) place[order[number]] = number;

  std::string body;
  put_number(body, 1);
  put_number(body, static_cast<std::uint32_t>(order.size()));
  put_number(body, draft.first_day);
  put_number(body, draft.last_day);
  put_number(body, static_cast<std::uint32_t>(draft.recall.decay.size()));
  for (const double weight : draft.recall.decay) {
    put_number(body, static_cast<std::uint32_t>(std::clamp(std::lround(weight * 65'535), 0L, 65'535L)));
  }
  for (std::size_t size = 0; size < 8; ++size) {
    const std::size_t at = std::min(size > 0 ? size - 1 : 0, draft.cart_blend.size() - 1);
    const double share = draft.cart_blend.empty() ? 0 : draft.cart_blend[at];
    put_number(body, static_cast<std::uint32_t>(std::lround(share * 256)));
  }
  put_ids(body, draft, order);
  std::vector<std::uint32_t> popularity;
  for (const Item item : order) {
    popularity.push_back(static_cast<std::uint32_t>(std::min(15.0, std::floor(std::log2(draft.clicks[item] + 1.0)))));
  }
  body += nibbles(popularity);
  put_table(body, draft.next, false, order, place);
  put_table(body, draft.cart, true, order, place);
  put_table(body, draft.content, false, order, place);

  put_number(body, draft.usual_days.empty() ? 0 : 1);
  for (const Item item : draft.usual_days.empty() ? std::vector<Item>() : order) {
    const double days = draft.usual_days[item];
    body.push_back(days > 0 ? static_cast<char>(1 + std::clamp(std::lround(8 * std::log2(days)), 0L, 100L)) : '\0');
  }
  for (const auto& [category, items] : draft.lists) {
    put_number(body, static_cast<std::uint32_t>(category.size()));
    body += category;
    put_number(body, static_cast<std::uint32_t>(
                         std::count_if(items.begin(), items.end(), [&](Item item) { return place[item] != kNone; })));
    for (const Item item : items) {
      if (place[item] != kNone) put_number(body, place[item]);
    }
  }
  std::uint32_t hash = 2166136261u;
  for (const char c : body) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  std::string out = "WMK1";
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(hash >> shift));
  return out + body;
}

}  // namespace waymark::train
