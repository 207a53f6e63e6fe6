#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <ostream>
#include <string>

#include "../commands.h"
#include "../json_text.h"
#include "cards.h"
#include "content.h"
#include "damped.h"
#include "evaluate_cold.h"
#include "learn.h"
#include "linear.h"
#include "model_ranker.h"
#include "pack.h"
#include "pair_table.h"
#include "parallel.h"
#include "read_goods.h"
#include "read_log.h"
#include "replenish.h"

namespace waymark::tool {
namespace {

using namespace train;

constexpr const char* kUsageText =
    "usage: waymark train --clicks FILE --out MODEL [--baskets FILE] [--catalogue FILE] [--budget 100KB]\n"
    "         [--model auto|ll|ii] [--min-support 2] [--holdout 8%] [--replaces MODEL] [--cards FOLDER] [--format F] [--threads N] "
    "[--json]\n";
/// A new model may be this much worse than the one it replaces: less is chance.
constexpr double kTolerated = 0.98;
constexpr std::size_t kK = 20;
constexpr std::int64_t kDaySeconds = 86'400;

struct Options {
  std::string clicks, baskets, catalogue, out, replaces, cards, budget = "0", model = "auto", support = "2", holdout = "8%";
  std::string format, threads = "0";
  bool json = false;
};

bool take_all(Arguments& arguments, Options& options, std::ostream& err) {
  options.json = take_flag(arguments, "--json");
  const std::pair<const char*, std::string*> known[] = {
      {"--clicks", &options.clicks}, {"--baskets", &options.baskets},     {"--catalogue", &options.catalogue},
      {"--out", &options.out},       {"--replaces", &options.replaces},   {"--budget", &options.budget},
      {"--model", &options.model},   {"--min-support", &options.support}, {"--holdout", &options.holdout},
      {"--cards", &options.cards},   {"--format", &options.format}, {"--threads", &options.threads}};
  for (const auto& [name, into] : known) {
    if (!take_option(arguments, name, *into, err)) return false;
  }
  return arguments.empty() && (!options.clicks.empty() || !options.baskets.empty()) && !options.out.empty();
}

/// `100KB` (thousands of bytes), `1MB` or bytes; false for anything else.
bool bytes_of(const std::string& text, std::size_t& bytes) {
  std::size_t end = 0;
  double amount = 0;
  try {
    amount = std::stod(text, &end);
  } catch (...) {
    return false;
  }
  const std::string unit = text.substr(end);
  const double factor = unit == "KB" || unit == "kB" ? 1e3 : unit == "MB" ? 1e6 : unit.empty() || unit == "B" ? 1 : 0;
  bytes = static_cast<std::size_t>(std::max(0.0, amount * factor));
  return factor > 0 && amount >= 0;
}

class Training {
 public:
  Training(Options options, Streams streams) : options_(std::move(options)), streams_(streams) {}

  int run() {
    if (!read_settings()) return kUsage;
    if (!options_.clicks.empty() && !read_clicks()) return kUsage;
    if (!options_.baskets.empty() && !read_baskets()) return kUsage;
    read_catalogue();
    if (clicks_.items.empty() && table_.items() == 0 && baskets_.items.empty()) {
      streams_.err << "waymark: nothing to learn from: " << describe(log_.counts) << "\n";
      return kFailed;
    }
    if (!learn()) return kFailed;
    tell("packing");
    const Packed packed = pack(draft_, budget_, settings_.threads);
    std::ofstream file(options_.out, std::ios::binary);
    file << packed.bytes;
    file.close();
    if (!file) {
      streams_.err << "waymark: cannot write " << options_.out << "\n";
      return kFailed;
    }
    if (!options_.cards.empty() && !write_cards(options_.cards, packed.bytes, options_.catalogue, streams_)) {
      return kFailed;
    }
    report(packed);
    return kOk;
  }

 private:
  void tell(const std::string& what) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    char text[32];
    std::snprintf(text, sizeof text, "%6.1f s  ", seconds);
    streams_.err << text << what << std::endl;
  }

  bool read_settings() {
    std::string share = options_.holdout;
    const bool percent = share.ends_with('%');
    try {
      settings_.holdout = std::stod(share) / (percent ? 100 : 1);
      settings_.min_support = static_cast<std::uint32_t>(std::max(1, std::stoi(options_.support)));
      settings_.threads = static_cast<unsigned>(std::clamp(std::stoi(options_.threads), 0, 64));
    } catch (...) {
      settings_.holdout = -1;
    }
    settings_.model = options_.model;
    if (settings_.threads == 0) settings_.threads = default_threads();
    const bool good = settings_.holdout >= 0 && settings_.holdout <= 0.5 && bytes_of(options_.budget, budget_) &&
                      (options_.model == "auto" || options_.model == "ll" || options_.model == "ii");
    if (!good) streams_.err << kUsageText;
    return good;
  }

  bool read_clicks() {
    tell("reading " + options_.clicks);
    std::string text;
    if (!read_file(options_.clicks, streams_, text)) return false;
    const std::string format = format_of(options_.clicks, text, options_.format);
    if (format == "pairs") {
      table_ = PairTable::read(text, log_);
    } else if (!read_log(text, format, false, log_, streams_)) {
      return false;
    } else {
      std::string().swap(text);
      clicks_ = log_.finish();
    }
    tell(describe(log_.counts));
    return true;
  }

  bool read_baskets() {
    tell("reading " + options_.baskets);
    std::string text;
    if (!read_file(options_.baskets, streams_, text)) return false;
    // Items of both logs are numbered together.
    Log log;
    for (const std::string& name : log_.names) log.item_of(name);
    if (!read_log(text, format_of(options_.baskets, text, ""), true, log, streams_)) return false;
    baskets_ = log.finish();
    log_.names = std::move(log.names);
    tell(describe(log.counts));
    return true;
  }

  void read_catalogue() {
    if (!options_.catalogue.empty()) read_goods(options_.catalogue, log_.names, described_, streams_);
    category_.resize(log_.names.size());
    for (std::size_t item = 0; item < described_.size(); ++item) category_[item] = described_[item].category;
  }

  bool learn() {
    const std::size_t items = log_.names.size();
    category_.resize(items);
    draft_.names = log_.names;
    draft_.clicks.assign(items, 0);
    const Sessions& seen = clicks_.items.empty() ? baskets_ : clicks_;
    if (table_.items() > 0) {
      tell("learning what comes next from counted pairs");
      learn_table();
    } else {
      draft_.clicks = clicks_of(seen, items);
    }
    draft_.recall = fading(choice_.decay, 10);
    if (!clicks_.items.empty()) {
      tell("choosing parameters on the last sessions");
      choice_ = choose(clicks_, items, settings_);
      if (!options_.replaces.empty() && !is_better()) return false;
      tell("learning what comes next");
      draft_.next = learn_next(clicks_, items, choice_, settings_);
      draft_.recall = fading(choice_.decay, 10);
    }
    if (!baskets_.items.empty()) {
      tell("learning what goes together");
      cart_ = choose_cart(baskets_, log_.names, settings_);
      draft_.cart_blend = cart_.blend;
      char text[200];
      std::snprintf(
          text, sizeof text,
          "chosen: baskets weigh length^%g (counts), length^%g (EASE), half as much after %g days, damping %g; "
          "counts say %.0f %%, %.0f %% and %.0f %% of one, two, three items",
          cart_.count_power, cart_.ease_power, cart_.half_life, cart_.damping, cart_.blend[0] * 100,
          cart_.blend[1] * 100, cart_.blend[2] * 100);
      tell(text);
      draft_.cart = learn_cart(baskets_, items, cart_, settings_);
      if (!baskets_.customers.empty()) draft_.usual_days = usual_days(baskets_, items, settings_.min_support);
    }
    if (!described_.empty()) {
      tell("learning what is alike");
      const LikenessSettings likeness =
          choose_likeness(seen, settings_.holdout, log_.names, described_, settings_.threads);
      draft_.content = alike(described_, draft_.clicks, likeness, settings_.threads);
    }
    if (!seen.items.empty()) {
      draft_.lists = best_sellers(seen, category_);
      std::int64_t first = 0;
      for (const std::int64_t time : seen.times) {
        if (time > 0 && (first == 0 || time < first)) first = time;
      }
      draft_.first_day = static_cast<std::uint32_t>(first / kDaySeconds);
      draft_.last_day = static_cast<std::uint32_t>(seen.times.back() / kDaySeconds);
    }
    return true;
  }

  void learn_table() {
    for (Item item = 0; item < table_.items(); ++item) draft_.clicks[item] = table_.sessions(item);
    const Neighbours ii = train_damped(table_, {}, settings_.min_support, settings_.threads);
    const Neighbours ll = train_linear(table_, {}, settings_.min_support, settings_.threads);
    if (options_.model == "ll") choice_.share = 0;
    if (options_.model == "ii") choice_.share = 1;
    draft_.next = blend(ll, ii, choice_.share, 100, settings_.threads);
    Sessions one;
    std::vector<Item> order;
    for (Item item = 0; item < table_.items(); ++item) order.push_back(item);
    std::stable_sort(order.begin(), order.end(), [&](Item a, Item b) { return draft_.clicks[a] > draft_.clicks[b]; });
    order.resize(std::min<std::size_t>(order.size(), 200));
    draft_.lists = {{"", order}, {"*", order}};
  }

  /// A model of the earlier sessions against the file it is to replace, on the held-out ones.
  bool is_better() {
    std::string old;
    if (!read_file(options_.replaces, streams_, old)) {
      streams_.err << "waymark: nothing to compare with; going on\n";
      return true;
    }
    tell("comparing with " + options_.replaces);
    const auto held = static_cast<std::size_t>(settings_.holdout * static_cast<double>(clicks_.count()));
    const Sessions before = clicks_.slice(0, clicks_.count() - held);
    const Sessions after = clicks_.slice(clicks_.count() - held, clicks_.count());
    Draft draft;
    draft.names = log_.names;
    draft.clicks = clicks_of(before, log_.names.size());
    draft.next = learn_next(before, log_.names.size(), choice_, settings_);
    draft.recall = fading(choice_.decay, 10);
    draft.lists = best_sellers(before, category_);
    const Popularity popularity = popularity_of(before, log_.names.size());
    const auto judge = [&](const std::string& file, Quality& quality) {
      ModelRanker ranker(file, log_.names, settings_.threads);
      if (ranker.wrong()) return false;
      quality = evaluate(after, popularity, ranker.next(Protocol::p2), Protocol::p2, kK, settings_.threads);
      return true;
    };
    Quality new_one;
    Quality old_one;
    if (!judge(old, old_one)) {
      streams_.err << "waymark: " << options_.replaces << " is no model; going on\n";
      return true;
    }
    judge(pack(draft, budget_, settings_.threads).bytes, new_one);
    char text[200];
    std::snprintf(text, sizeof text,
                  "on the held-out sessions (p2): new HR@20 %.4f MRR@20 %.4f, old HR@20 %.4f MRR@20 %.4f",
                  new_one.hit_rate, new_one.reciprocal_rank, old_one.hit_rate, old_one.reciprocal_rank);
    tell(text);
    const bool good =
        new_one.hit_rate + new_one.reciprocal_rank >= kTolerated * (old_one.hit_rate + old_one.reciprocal_rank);
    if (!good) streams_.err << "waymark: refused: worse than the model it would replace; nothing written\n";
    return good;
  }

  void report(const Packed& packed) {
    char text[1'000];
    const Quality& q = choice_.p2;
    if (options_.json) {
      std::snprintf(
          text, sizeof text,
          "{\"bytes\":%zu,\"brotliBytes\":%zu,\"items\":%zu,\"neighbours\":%zu,\"kept\":%.4f,\"share\":%g,"
          "\"again\":%g,\"decay\":%g,\"hr\":%.5f,\"mrr\":%.5f,\"p2hr\":%.5f,\"p2mrr\":%.5f,\"coverage\":%.4f,"
          "\"novelty\":%.3f,\"queries\":%zu,\"rows\":%llu,\"broken\":%llu,\"bots\":%llu}",
          packed.bytes.size(), packed.brotli, packed.items, packed.neighbours, packed.share, choice_.share,
          choice_.again, choice_.decay, choice_.p1.hit_rate, choice_.p1.reciprocal_rank, q.hit_rate, q.reciprocal_rank,
          q.coverage, q.novelty, q.queries, static_cast<unsigned long long>(log_.counts.rows),
          static_cast<unsigned long long>(log_.counts.broken), static_cast<unsigned long long>(log_.counts.bots));
      streams_.out << text << "\n";
      return;
    }
    std::snprintf(
        text, sizeof text,
        "%s: %zu bytes, %zu with brotli; %zu items, %zu neighbours (%.1f %% of those found)\n"
        "chosen: %.0f %% II beside LL, fade %g, again %g, whole %g, ridge %g, reach %g, damping %g, decay %g\n"
        "held-out sessions, before packing: p1 HR@20 %.4f MRR@20 %.4f; p2 HR@20 %.4f MRR@20 %.4f; "
        "coverage %.3f, novelty %.2f bit, %zu queries",
        options_.out.c_str(), packed.bytes.size(), packed.brotli, packed.items, packed.neighbours, packed.share * 100,
        choice_.share * 100, choice_.fade, choice_.again, choice_.whole, choice_.ridge, choice_.reach, choice_.damping,
        choice_.decay, choice_.p1.hit_rate, choice_.p1.reciprocal_rank, q.hit_rate, q.reciprocal_rank, q.coverage,
        q.novelty, q.queries);
    streams_.out << text << "\n";
  }

  Options options_;
  Streams streams_;
  LearnSettings settings_;
  std::size_t budget_ = 0;
  Log log_;
  Sessions clicks_;
  Sessions baskets_;
  PairTable table_;
  std::vector<std::string> category_;
  std::vector<Described> described_;
  Choice choice_;
  CartChoice cart_;
  Draft draft_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace

int train(const Arguments& given, Streams streams) {
  Arguments arguments = given;
  Options options;
  if (!take_all(arguments, options, streams.err)) {
    streams.err << kUsageText;
    return kUsage;
  }
  return Training(std::move(options), streams).run();
}

}  // namespace waymark::tool
