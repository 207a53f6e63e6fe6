#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <ostream>
#include <string>

#include "../commands.h"
#include "../json_text.h"
#include "cards.h"
#include "compare.h"
#include "content.h"
#include "damped.h"
#include "evaluate_cold.h"
#include "learn.h"
#include "linear.h"
#include "pack.h"
#include "pair_table.h"
#include "parallel.h"
#include "read_goods.h"
#include "read_log.h"
#include "replenish.h"
#include "train_report.h"

namespace waymark::tool {
namespace {

using namespace train;

constexpr const char* kUsageText =
    "usage: waymark train --clicks FILE --out MODEL [--baskets FILE] [--catalogue FILE] [--budget 100KB]\n"
    "         [--model auto|ll|ii] [--min-support 2] [--holdout 8%] [--replaces MODEL] [--cards FOLDER] [--format F] "
    "[--threads N] "
    "[--json]\n";
constexpr std::int64_t kDaySeconds = 86'400;

struct Options {
  std::string clicks, baskets, catalogue, out, replaces, cards, budget = "0", model = "auto", support = "2",
                                                                holdout = "8%";
  std::string format, threads = "0";
  bool json = false;
};

bool take_all(Arguments& arguments, Options& options, std::ostream& err) {
  options.json = take_flag(arguments, "--json");
  const std::pair<const char*, std::string*> known[] = {
      {"--clicks", &options.clicks}, {"--baskets", &options.baskets},     {"--catalogue", &options.catalogue},
      {"--out", &options.out},       {"--replaces", &options.replaces},   {"--budget", &options.budget},
      {"--model", &options.model},   {"--min-support", &options.support}, {"--holdout", &options.holdout},
      {"--cards", &options.cards},   {"--format", &options.format},       {"--threads", &options.threads}};
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
    settings_.progress = [this](const std::string& what) { tell("  " + what); };
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
      const auto compare = [&](const std::string& file) {
        return compare_next(clicks_, log_.names, choice_, settings_, budget_, file);
      };
      if (!is_better("sessions (p2, k 20)", compare)) return false;
      tell("learning what comes next");
      draft_.next = learn_next(clicks_, items, choice_, settings_);
      draft_.recall = fading(choice_.decay, 10);
    }
    if (!baskets_.items.empty()) {
      tell("learning what goes together");
      cart_ = choose_cart(baskets_, log_.names, settings_);
      draft_.cart_blend = cart_.blend;
      const auto compare = [&](const std::string& file) {
        return compare_cart(baskets_, log_.names, cart_, settings_, budget_, file);
      };
      if (clicks_.items.empty() && !is_better("baskets (loo, k 10)", compare)) return false;
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

  /// False where the new model is worse on the held-out sessions or baskets than the one it is to replace.
  bool is_better(const std::string& what, const std::function<Comparison(const std::string& file)>& compare) {
    if (options_.replaces.empty()) return true;
    std::string old;
    if (!read_file(options_.replaces, streams_, old)) {
      streams_.err << "waymark: nothing to compare with; going on\n";
      return true;
    }
    tell("comparing with " + options_.replaces);
    const Comparison found = compare(old);
    if (found.wrong) {
      streams_.err << "waymark: " << options_.replaces << " is no model: " << found.wrong << "; going on\n";
      return true;
    }
    char text[200];
    std::snprintf(text, sizeof text, "on the held-out %s: new HR %.4f MRR %.4f, old HR %.4f MRR %.4f", what.c_str(),
                  found.fresh.hit_rate, found.fresh.reciprocal_rank, found.old.hit_rate, found.old.reciprocal_rank);
    tell(text);
    if (!found.good()) {
      streams_.err << "waymark: refused: worse than the model it would replace; nothing written\n";
    }
    return found.good();
  }

  void report(const Packed& packed) {
    TrainReport out{options_.out, packed, nullptr, nullptr, settings_.min_support, log_.counts};
    if (!clicks_.items.empty()) out.next = &choice_;
    if (!baskets_.items.empty()) out.cart = &cart_;
    streams_.out << (options_.json ? json_of(out) + "\n" : text_of(out));
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
