#include <algorithm>

#include "damped.h"
#include "learn.h"
#include "linear.h"

namespace waymark::train {
namespace {

/// Held-out sessions asked at the most: enough to tell a thousandth of HR, and no minute of work for a large log.
constexpr std::size_t kAsked = 4'000;
constexpr std::size_t kK = 20;
constexpr std::size_t kRecalled = 10;
constexpr std::size_t kKept = 100;

double worth(const Choice& choice) {
  return choice.p1.hit_rate + choice.p1.reciprocal_rank + choice.p2.hit_rate + choice.p2.reciprocal_rank;
}

/// Every n-th of the sessions with at least two clicks, so that no more than `most` are left.
Sessions thinned(const Sessions& sessions, std::size_t begin, std::size_t most) {
  Sessions out;
  const std::size_t step = std::max<std::size_t>(1, (sessions.count() - begin + most - 1) / most);
  for (std::size_t i = begin; i < sessions.count(); i += step) out.add(sessions.at(i), 0);
  return out;
}

}  // namespace

Choice choose(const Sessions& sessions, std::size_t items, const LearnSettings& settings) {
  Choice best;
  const auto held = static_cast<std::size_t>(settings.holdout * static_cast<double>(sessions.count()));
  const std::size_t first = sessions.count() - held;
  const Sessions training = sessions.slice(0, first);
  const Sessions test = thinned(sessions, first, kAsked);
  const Popularity popularity = popularity_of(training, items);
  const PairCounter pairs(training, items, {});
  DampedSettings damped;
  damped.keep = kKept;
  Neighbours ii;
  if (settings.model != "ll") ii = train_damped(pairs, damped, settings.min_support, settings.threads);

  const auto judge = [&](const Neighbours& model, Choice choice) {
    const Recall recall = fading(choice.decay, kRecalled);
    for (const auto& [protocol, quality] : {std::pair{Protocol::p1, &choice.p1}, {Protocol::p2, &choice.p2}}) {
      *quality = evaluate(test, popularity, ranker_of(model, recall, popularity, protocol, settings.threads), protocol,
                          kK, settings.threads);
    }
    if (best.p1.queries == 0 || worth(choice) > worth(best)) best = choice;
  };

  Neighbours ll;
  if (settings.model == "ii") {
    Choice choice;
    choice.share = 1;
    judge(ii, choice);
  } else {
    for (const double again : {1.0, 0.5}) {
      LinearSettings linear;
      linear.again = again;
      linear.keep = kKept;
      Neighbours one = train_linear(pairs, linear, settings.min_support, settings.threads);
      Choice choice;
      choice.share = settings.model == "ll" ? 0 : 0.5;
      choice.again = again;
      judge(blend(one, ii, choice.share, kKept, settings.threads), choice);
      if (again == best.again) ll = std::move(one);
    }
    if (settings.model == "auto") {
      const Choice before = best;
      for (const double share : {0.0, 0.25, 0.75, 1.0}) {
        Choice choice = before;
        choice.share = share;
        judge(blend(ll, ii, share, kKept, settings.threads), choice);
      }
    }
  }
  const Neighbours chosen = settings.model == "ii" ? std::move(ii)
                            : best.share > 0       ? blend(ll, ii, best.share, kKept, settings.threads)
                                                   : std::move(ll);
  const Choice before = best;
  for (const double decay : {0.35, 0.65, 0.8}) {
    Choice choice = before;
    choice.decay = decay;
    judge(chosen, choice);
  }
  return best;
}

Neighbours learn_next(const Sessions& sessions, std::size_t items, const Choice& choice,
                      const LearnSettings& settings) {
  const PairCounter pairs(sessions, items, {});
  Neighbours ii;
  Neighbours ll;
  if (choice.share > 0) ii = train_damped(pairs, {}, settings.min_support, settings.threads);
  if (choice.share < 1) {
    LinearSettings linear;
    linear.again = choice.again;
    ll = train_linear(pairs, linear, settings.min_support, settings.threads);
  }
  return blend(ll, ii, choice.share, kKept, settings.threads);
}

}  // namespace waymark::train
