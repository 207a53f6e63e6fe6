#include <algorithm>
#include <map>

#include "learn.h"

namespace waymark::train {
namespace {

constexpr std::int64_t kThirtyDays = 30LL * 86'400;
/// Fills any slot, whatever is excluded from it.
constexpr std::size_t kListed = 200;
constexpr std::size_t kListedOfCategory = 30;

std::vector<Item> most(const std::vector<std::uint32_t>& clicks, std::size_t count) {
  std::vector<Item> out;
  for (Item item = 0; item < clicks.size(); ++item) {
    if (clicks[item] > 0) out.push_back(item);
  }
  std::sort(out.begin(), out.end(),
            [&](Item a, Item b) { return clicks[a] != clicks[b] ? clicks[a] > clicks[b] : a < b; });
  out.resize(std::min(count, out.size()));
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::vector<Item>>> best_sellers(const Sessions& sessions,
                                                                    const std::vector<std::string>& category_of) {
  const std::size_t items = category_of.size();
  const std::int64_t last = sessions.count() ? sessions.times.back() : 0;
  std::vector<std::uint32_t> lately(items);
  for (std::size_t session = 0; session < sessions.count(); ++session) {
    if (sessions.times[session] + kThirtyDays < last) continue;
    for (const Item item : sessions.at(session)) ++lately[item];
  }
  const std::vector<std::uint32_t> ever = clicks_of(sessions, items);
  std::vector<std::pair<std::string, std::vector<Item>>> out;
  out.emplace_back("", most(lately, kListed));
  out.emplace_back("*", most(ever, kListed));
  std::map<std::string, std::vector<Item>> categories;
  for (Item item = 0; item < items; ++item) {
    if (!category_of[item].empty() && ever[item] > 0) categories[category_of[item]].push_back(item);
  }
  for (auto& [category, members] : categories) {
    std::sort(members.begin(), members.end(), [&](Item a, Item b) {
      if (lately[a] != lately[b]) return lately[a] > lately[b];
      return ever[a] != ever[b] ? ever[a] > ever[b] : a < b;
    });
    members.resize(std::min(members.size(), kListedOfCategory));
    out.emplace_back(category, std::move(members));
  }
  return out;
}

}  // namespace waymark::train
