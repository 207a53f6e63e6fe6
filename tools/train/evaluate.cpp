#include "evaluate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <numeric>

#include "parallel.h"
#include "top.h"

namespace waymark::train {

Popularity popularity_of(const Sessions& training, std::size_t items) {
  Popularity out;
  out.clicks = clicks_of(training, items);
  out.sessions.resize(items);
  out.session_count = training.count();
  std::vector<std::size_t> last(items);
  for (std::size_t session = 0; session < training.count(); ++session) {
    for (const Item item : training.at(session)) {
      if (last[item] == session + 1) continue;
      last[item] = session + 1;
      ++out.sessions[item];
    }
  }
  out.order.resize(items);
  std::iota(out.order.begin(), out.order.end(), 0U);
  std::stable_sort(out.order.begin(), out.order.end(), [&](Item a, Item b) { return out.clicks[a] > out.clicks[b]; });
  return out;
}

Shown::Shown(const Popularity& training, unsigned threads)
    : training_(training),
      surprise_(training.clicks.size()),
      shown_(threads, std::vector<bool>(training.clicks.size())) {
  for (std::size_t item = 0; item < surprise_.size(); ++item) {
    surprise_[item] = std::log2(static_cast<double>(std::max<std::size_t>(1, training.session_count)) /
                                std::max(1U, training.sessions[item]));
  }
}

double Shown::novelty(std::span<const Item> list, unsigned worker) {
  double sum = 0;
  for (const Item item : list) {
    if (item >= surprise_.size()) continue;
    shown_[worker][item] = true;
    sum += surprise_[item];
  }
  return list.empty() ? 0 : sum / static_cast<double>(list.size());
}

double Shown::coverage() const {
  std::size_t covered = 0;
  std::size_t sold = 0;
  for (std::size_t item = 0; item < surprise_.size(); ++item) {
    if (training_.clicks[item] == 0) continue;
    ++sold;
    covered += std::any_of(shown_.begin(), shown_.end(), [&](const auto& one) { return one[item]; }) ? 1U : 0U;
  }
  return static_cast<double>(covered) / static_cast<double>(std::max<std::size_t>(1, sold));
}

void newest_first(std::span<const Item> past, std::size_t count, std::vector<Item>& out) {
  out.clear();
  for (std::size_t i = past.size(); i-- > 0 && out.size() < count;) {
    if (std::find(out.begin(), out.end(), past[i]) == out.end()) out.push_back(past[i]);
  }
}

Quality evaluate(const Sessions& test, const Popularity& training, const Ranker& ranker, Protocol protocol,
                 std::size_t k, unsigned threads) {
  struct Tally {
    std::size_t queries = 0;
    std::size_t hits = 0;
    double reciprocal = 0;
    double novelty = 0;
    double seconds = 0;
  };
  const std::size_t items = training.clicks.size();
  std::vector<Tally> tallies(test.count());
  Shown shown(training, threads);
  for_each_index(test.count(), threads, [&](std::size_t index, unsigned worker) {
    Tally& tally = tallies[index];
    std::vector<Item> session(test.at(index).begin(), test.at(index).end());
    if (protocol == Protocol::p2) session.erase(std::unique(session.begin(), session.end()), session.end());
    std::vector<Item> list;
    std::vector<Item> known;
    for (std::size_t at = 1; at < session.size(); ++at) {
      known.clear();
      for (std::size_t i = 0; i < at; ++i) {
        if (session[i] < items) known.push_back(session[i]);
      }
      const auto started = std::chrono::steady_clock::now();
      list.clear();
      ranker(known, k, worker, list);
      tally.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
      for (std::size_t next = 0; list.size() < k && next < training.order.size(); ++next) {
        const Item item = training.order[next];
        if (protocol == Protocol::p2 && item == session[at - 1]) continue;
        if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
      }
      ++tally.queries;
      tally.novelty += shown.novelty(list, worker);
      const Item label = session[at];
      if (label >= items || training.clicks[label] == 0) continue;
      const auto found = std::find(list.begin(), list.end(), label);
      if (found == list.end()) continue;
      ++tally.hits;
      tally.reciprocal += 1.0 / static_cast<double>(found - list.begin() + 1);
    }
  });
  Quality out;
  double seconds = 0;
  for (const Tally& tally : tallies) {
    out.queries += tally.queries;
    out.hits += tally.hits;
    out.reciprocal_rank += tally.reciprocal;
    out.novelty += tally.novelty;
    seconds += tally.seconds;
  }
  const double queries = static_cast<double>(std::max<std::size_t>(1, out.queries));
  out.hit_rate = static_cast<double>(out.hits) / queries;
  out.reciprocal_rank /= queries;
  out.novelty /= queries;
  out.microseconds = seconds * 1e6 / queries;
  out.coverage = shown.coverage();
  return out;
}

Ranker ranker_of(const Neighbours& model, const Recall& recall, const Popularity& training, Protocol protocol,
                 unsigned threads) {
  struct Bench {
    std::vector<double> score;
    std::vector<Item> touched;
    std::vector<Item> newest;
  };
  auto benches = std::make_shared<std::vector<Bench>>(threads);
  for (Bench& bench : *benches) bench.score.resize(model.rows.size());
  return [&model, &recall, &training, protocol, benches](std::span<const Item> past, std::size_t k, unsigned worker,
                                                         std::vector<Item>& out) {
    Bench& bench = (*benches)[worker];
    newest_first(past, recall.decay.size(), bench.newest);
    bench.touched.clear();
    for (std::size_t age = 0; age < bench.newest.size(); ++age) {
      for (const Neighbour& one : model.rows[bench.newest[age]]) {
        double& score = bench.score[one.item];
        if (score == 0) bench.touched.push_back(one.item);
        score += recall.decay[age] * one.weight;
      }
    }
    if (protocol == Protocol::p2 && !past.empty()) std::erase(bench.touched, past.back());
    take_top(bench.touched, k, bench.score, training.clicks, out);
    for (const Item item : bench.touched) bench.score[item] = 0;
    if (protocol == Protocol::p2 && !past.empty()) bench.score[past.back()] = 0;
  };
}

}  // namespace waymark::train
