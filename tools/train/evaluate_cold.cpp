#include "evaluate_cold.h"

#include <algorithm>
#include <numeric>

#include "draft.h"
#include "lot.h"
#include "model_ranker.h"
#include "parallel.h"
#include "write_model.h"

namespace waymark::train {
namespace {

constexpr unsigned kParts = 10;
/// Sessions asked while parameters are chosen.
constexpr std::size_t kAsked = 2'000;
constexpr Item kUnknown = 0xFFFFFFFF;

struct Tally {
  std::size_t queries = 0;
  std::size_t hits = 0;
  double reciprocal = 0;
};

/// Which part an item is in; kParts where nobody asks about it.
std::vector<unsigned> deal(const Sessions& test, std::size_t items) {
  std::vector<unsigned> part(items, kParts);
  std::vector<Item> asked;
  for (const Item item : test.items) {
    if (item >= items || part[item] == 0) continue;
    part[item] = 0;
    asked.push_back(item);
  }
  std::sort(asked.begin(), asked.end());
  Lot lot{1};
  for (std::size_t i = asked.size(); i > 1; --i) std::swap(asked[i - 1], asked[lot.below(i)]);
  for (std::size_t i = 0; i < asked.size(); ++i) part[asked[i]] = static_cast<unsigned>(i % kParts);
  return part;
}

}  // namespace

ColdQuality evaluate_cold(const Sessions& test, const std::vector<std::string>& names,
                          const std::vector<Described>& described, LikenessSettings settings, std::size_t k,
                          unsigned threads, unsigned parts) {
  const std::size_t items = described.size();
  const std::vector<unsigned> part_of = deal(test, items);
  std::vector<Tally> tallies(test.count());
  ColdQuality out;
  Draft draft;
  draft.names.assign(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(items));
  draft.recall = halving(1);
  std::vector<Item> order(items);
  std::iota(order.begin(), order.end(), 0U);
  for (unsigned part = 0; part < parts; ++part) {
    draft.clicks.assign(items, kCold);
    std::vector<std::uint32_t> never;
    for (Item item = 0; item < items; ++item) {
      if (part_of[item] == part) {
        draft.clicks[item] = 0;
      } else {
        never.push_back(item);
      }
    }
    const std::size_t cold = items - never.size();
    if (cold == 0) continue;
    out.items += cold;
    draft.content = alike(described, draft.clicks, settings, threads);
    // Numbered as the log is, so that numbers need no translation.
    const std::string file = write_model(draft, order);
    std::vector<Model> models(threads);
    for (Model& model : models) {
      if (model.read(file)) return out;
    }
    for_each_index(test.count(), threads, [&](std::size_t index, unsigned worker) {
      std::vector<Item> labels;
      std::vector<std::uint32_t> known;
      std::vector<Item> distinct;
      newest_first(test.at(index), test.at(index).size(), distinct);
      for (const Item item : distinct) {
        if (item < items) (part_of[item] == part ? labels : known).push_back(item);
      }
      if (labels.empty() || known.empty()) return;
      const auto list = models[worker].rank(Model::content, known, k, never);
      for (const Item label : labels) {
        ++tallies[index].queries;
        for (std::size_t i = 0; i < list.size(); ++i) {
          if (list[i].item != label) continue;
          ++tallies[index].hits;
          tallies[index].reciprocal += 1.0 / static_cast<double>(i + 1);
        }
      }
    });
  }
  for (const Tally& tally : tallies) {
    out.quality.queries += tally.queries;
    out.quality.hits += tally.hits;
    out.quality.reciprocal_rank += tally.reciprocal;
  }
  const auto queries = static_cast<double>(std::max<std::size_t>(1, out.quality.queries));
  out.quality.hit_rate = static_cast<double>(out.quality.hits) / queries;
  out.quality.reciprocal_rank /= queries;
  out.items /= std::max(1U, parts);
  out.random = out.items > 0 ? std::min(1.0, static_cast<double>(k) / static_cast<double>(out.items)) : 0;
  return out;
}

LikenessSettings choose_likeness(const Sessions& sessions, double holdout, const std::vector<std::string>& names,
                                 const std::vector<Described>& described, unsigned threads) {
  const auto held = static_cast<std::size_t>(holdout * static_cast<double>(sessions.count()));
  Sessions test;
  const std::size_t step = std::max<std::size_t>(1, (held + kAsked - 1) / kAsked);
  for (std::size_t i = sessions.count() - held; i < sessions.count(); i += step) test.add(sessions.at(i), 0);
  // Only what these sessions hold: a catalogue of a hundred thousand things would take long, and tell no more.
  std::vector<Item> place(described.size(), kUnknown);
  std::vector<std::string> few_names;
  std::vector<Described> few;
  for (Item& item : test.items) {
    if (item >= described.size()) continue;  // Cannot be: the log and the catalogue are numbered together.
    if (place[item] == kUnknown) {
      place[item] = static_cast<Item>(few.size());
      few_names.push_back(names[item]);
      few.push_back(described[item]);
    }
    item = place[item];
  }
  LikenessSettings best;
  double most = -1;
  const auto attempt = [&](const LikenessSettings& tried) {
    const ColdQuality found = evaluate_cold(test, few_names, few, tried, 10, threads, 2);
    const double worth = found.quality.hit_rate + found.quality.reciprocal_rank;
    if (worth <= most) return;
    most = worth;
    best = tried;
  };
  attempt({});
  for (const double power : {1.0, 3.0}) attempt({best.price, best.category, power});
  for (const double price : {0.0, 0.3}) attempt({price, best.category, best.power});
  for (const double category : {0.0, 0.5}) attempt({best.price, category, best.power});
  return best;
}

}  // namespace waymark::train
