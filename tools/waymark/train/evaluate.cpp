#include "evaluate.h"

#include <cstdio>
#include <ostream>
#include <string>

#include "../commands.h"
#include "baselines.h"
#include "evaluate_cart.h"
#include "evaluate_cold.h"
#include "model_ranker.h"
#include "parallel.h"
#include "read_goods.h"
#include "read_log.h"
#include "replenish.h"

namespace waymark::tool {
namespace {

using namespace train;

constexpr const char* kUsageText =
    "usage: waymark evaluate --model MODEL --sessions FILE [--clicks FILE] [--protocol p1|p2] [--k 20] [--novelty "
    "0..1]\n         [--baselines]\n"
    "       waymark evaluate --model MODEL --baskets FILE [--clicks FILE] [--protocol loo|c1|c3] [--k 10]\n"
    "       waymark evaluate --catalogue FILE --sessions FILE|--baskets FILE --protocol cold [--clicks FILE] [--k 10]\n"
    "       waymark evaluate --orders FILE --from UNIX_SECONDS\n"
    "  each with [--format F] [--threads N] [--json]. --clicks: what was learned from; without it ties and what fills\n"
    "  up come from the model, and coverage and novelty are not known. --baselines needs it.\n";

void print(const std::string& model, const std::string& protocol, std::size_t k, const Quality& q, std::size_t bytes,
           bool json, std::ostream& out) {
  char text[500];
  std::snprintf(text, sizeof text,
                json ? "{\"model\":\"%s\",\"protocol\":\"%s\",\"k\":%zu,\"hr\":%.5f,\"mrr\":%.5f,\"coverage\":%.4f,"
                       "\"novelty\":%.3f,\"queries\":%zu,\"microseconds\":%.2f,\"bytes\":%zu}"
                     : "%-12s %-3s  k %zu  HR %.4f  MRR %.4f  coverage %.3f  novelty %.2f bit  %zu queries  %.1f us  "
                       "%zu bytes",
                model.c_str(), protocol.c_str(), k, q.hit_rate, q.reciprocal_rank, q.coverage, q.novelty, q.queries,
                q.microseconds, bytes);
  out << text << "\n";
}

bool load(const std::string& path, const std::string& format, bool baskets, Log& log, Sessions& out, Streams streams) {
  std::string text;
  if (!read_file(path, streams, text)) return false;
  if (!read_log(text, format_of(path, text, format), baskets, log, streams)) return false;
  out = log.finish();
  return true;
}

int evaluate_orders(const std::string& path, const std::string& from, bool json, Streams streams) {
  Log log;
  Sessions orders;
  if (!load(path, "", true, log, orders, streams)) return kUsage;
  const std::int64_t split = std::atoll(from.c_str());
  std::size_t first = 0;
  while (first < orders.count() && orders.times[first] < split) ++first;
  const CustomerQuality q =
      evaluate_customers(orders.slice(0, first), orders.slice(first, orders.count()), log.names.size());
  char text[400];
  std::snprintf(text, sizeof text,
                json ? "{\"againPrecision\":%.4f,\"popularPrecision\":%.4f,\"customers\":%zu,\"dueAuc\":%.4f,"
                       "\"gapAuc\":%.4f,\"pairs\":%zu}"
                     : "buy again: precision@10 %.4f, best sellers %.4f, %zu customers\n"
                       "replenishment: AUC %.4f by rate, %.4f by median gap, %zu pairs",
                q.again_precision, q.popular_precision, q.customers, q.due_auc, q.gap_auc, q.pairs);
  streams.out << text << "\n";
  return kOk;
}

int evaluate_goods(const std::string& goods_path, const std::string& test_path, const std::string& clicks_path,
                   const std::string& format, bool baskets, std::size_t k, unsigned threads, bool json,
                   Streams streams) {
  Log log;
  Sessions training;
  if (!clicks_path.empty() && !load(clicks_path, format, baskets, log, training, streams)) return kUsage;
  Log later;
  for (const std::string& name : log.names) later.item_of(name);
  Sessions test;
  if (!load(test_path, format, baskets, later, test, streams)) return kUsage;
  std::vector<Described> goods;
  if (!read_goods(goods_path, later.names, goods, streams)) return kUsage;
  // Chosen on what was learned from, where it is given: never on what is asked about.
  LikenessSettings settings;
  if (training.count() > 0) settings = choose_likeness(training, 0.08, later.names, goods, threads);
  const ColdQuality q = evaluate_cold(test, later.names, goods, settings, k, threads);
  char text[400];
  std::snprintf(text, sizeof text,
                json
                    ? "{\"model\":\"content\",\"protocol\":\"cold\",\"k\":%zu,\"hr\":%.5f,\"mrr\":%.5f,\"random\":%.5f,"
                      "\"items\":%zu,\"queries\":%zu,\"price\":%g,\"category\":%g,\"power\":%g}"
                    : "content      cold k %zu  HR %.4f  MRR %.4f  by lot %.4f  %zu cold items at a time  %zu queries  "
                      "(price %g, category %g, power %g)",
                k, q.quality.hit_rate, q.quality.reciprocal_rank, q.random, q.items, q.quality.queries, settings.price,
                settings.category, settings.power);
  streams.out << text << "\n";
  return kOk;
}

}  // namespace

int evaluate(const Arguments& given, Streams streams) {
  Arguments arguments = given;
  std::string model_path, sessions_path, baskets_path, clicks_path, orders_path, from = "0", protocol, k_text,
                                                                                 novelty = "0";
  std::string format, threads_text = "1", goods_path;
  const bool json = take_flag(arguments, "--json");
  const bool with_baselines = take_flag(arguments, "--baselines");
  const std::pair<const char*, std::string*> known[] = {{"--model", &model_path},     {"--sessions", &sessions_path},
                                                        {"--baskets", &baskets_path}, {"--clicks", &clicks_path},
                                                        {"--orders", &orders_path},   {"--from", &from},
                                                        {"--protocol", &protocol},    {"--k", &k_text},
                                                        {"--format", &format},        {"--threads", &threads_text},
                                                        {"--novelty", &novelty},      {"--catalogue", &goods_path}};
  for (const auto& [name, into] : known) {
    if (!take_option(arguments, name, *into, streams.err)) return kUsage;
  }
  if (!orders_path.empty() && arguments.empty()) return evaluate_orders(orders_path, from, json, streams);
  const bool carts = !baskets_path.empty();
  const bool cold = protocol == "cold" && !goods_path.empty();
  if (!arguments.empty() || (protocol == "cold" && !cold) || (sessions_path.empty() && !carts) ||
      (model_path.empty() && !with_baselines && !cold) || (with_baselines && clicks_path.empty())) {
    streams.err << kUsageText;
    return kUsage;
  }
  const auto threads = static_cast<unsigned>(std::clamp(std::atoi(threads_text.c_str()), 1, 64));
  const std::size_t k =
      k_text.empty() ? (carts || cold ? 10 : 20) : static_cast<std::size_t>(std::max(1, std::atoi(k_text.c_str())));
  if (cold) {
    return evaluate_goods(goods_path, carts ? baskets_path : sessions_path, clicks_path, format, carts, k, threads,
                          json, streams);
  }

  Log log;
  Sessions training;
  if (!clicks_path.empty()) {
    if (!load(clicks_path, format, carts, log, training, streams)) return kUsage;
  }
  const std::size_t learned = log.names.size();
  Log later;
  for (const std::string& name : log.names) later.item_of(name);
  Sessions test;
  if (!load(carts ? baskets_path : sessions_path, format, carts, later, test, streams)) return kUsage;
  const std::size_t items = clicks_path.empty() ? later.names.size() : learned;
  Popularity popularity = popularity_of(training, items);

  std::string bytes;
  if (!model_path.empty() && !read_file(model_path, streams, bytes)) return kUsage;
  ModelRanker ranker(bytes, later.names, threads);
  if (!model_path.empty() && ranker.wrong()) {
    streams.err << "waymark: " << model_path << " is no model: " << ranker.wrong() << "\n";
    return kFailed;
  }
  ranker.damp(std::atof(novelty.c_str()));
  if (clicks_path.empty()) {
    // What the model knows of its log.
    popularity.order = ranker.best_sellers();
    for (Item item = 0; item < items; ++item) {
      const std::uint32_t number = ranker.model().find(later.names[item]);
      popularity.clicks[item] = number == Model::kNone ? 0 : 1U << ranker.model().popularity(number);
    }
  }
  if (carts) {
    if (protocol.empty()) protocol = "loo";
    if (protocol != "loo" && protocol != "c1" && protocol != "c3") {
      streams.err << kUsageText;
      return kUsage;
    }
    const CartProtocol cart_protocol = protocol == "loo"  ? CartProtocol::loo
                                       : protocol == "c1" ? CartProtocol::one
                                                          : CartProtocol::three;
    const CartRanker rank = [&](auto cart, auto count, auto worker, auto& list) {
      ranker.cart(cart, count, worker, list);
    };
    print("model", protocol, k, evaluate_cart(test, popularity, rank, cart_protocol, k, threads), bytes.size(), json,
          streams.out);
    return kOk;
  }
  if (protocol.empty()) protocol = "p1";
  if (protocol != "p1" && protocol != "p2") {
    streams.err << kUsageText;
    return kUsage;
  }
  const Protocol how = protocol == "p1" ? Protocol::p1 : Protocol::p2;
  if (!model_path.empty()) {
    print("model", protocol, k, train::evaluate(test, popularity, ranker.next(how), how, k, threads), bytes.size(),
          json, streams.out);
  }
  if (with_baselines) {
    for (const std::string& name : kBaselines) {
      const Ranker rank = baseline(name, training, popularity, how, threads);
      print(name, protocol, k, train::evaluate(test, popularity, rank, how, k, threads), 0, json, streams.out);
    }
  }
  return kOk;
}

}  // namespace waymark::tool
