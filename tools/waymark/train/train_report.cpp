#include "train_report.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

#include "../json_text.h"

namespace waymark::tool {
namespace {

[[gnu::format(printf, 2, 3)]] void add(std::string& out, const char* format, ...) {
  char text[600];
  std::va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  out += text;
}

}  // namespace

std::string json_of(const TrainReport& report) {
  const train::Packed& packed = report.packed;
  const train::Choice next = report.next ? *report.next : train::Choice();
  std::string out;
  add(out, "{\"bytes\":%zu,\"brotliBytes\":%zu,\"items\":%zu,\"neighbours\":%zu,\"kept\":%.4f", packed.bytes.size(),
      packed.brotli, packed.items, packed.neighbours, packed.share);
  add(out, ",\"share\":%g,\"fade\":%g,\"again\":%g,\"whole\":%g,\"ridge\":%g,\"reach\":%g,\"damping\":%g,\"decay\":%g",
      next.share, next.fade, next.again, next.whole, next.ridge, next.reach, next.damping, next.decay);
  add(out, ",\"hr\":%.5f,\"mrr\":%.5f,\"p2hr\":%.5f,\"p2mrr\":%.5f,\"coverage\":%.4f,\"novelty\":%.3f,\"queries\":%zu",
      next.p1.hit_rate, next.p1.reciprocal_rank, next.p2.hit_rate, next.p2.reciprocal_rank, next.p2.coverage,
      next.p2.novelty, next.p2.queries);
  add(out, ",\"minSupport\":%u", report.min_support);
  if (next.free_p2.queries > 0) {
    add(out, ",\"withoutFloor\":{\"p2hr\":%.5f,\"p2mrr\":%.5f}", next.free_p2.hit_rate, next.free_p2.reciprocal_rank);
  }
  if (report.cart) {
    const train::CartChoice& cart = *report.cart;
    add(out,
        ",\"cart\":{\"countPower\":%g,\"easePower\":%g,\"ridge\":%g,\"halfLife\":%g,\"damping\":%g,"
        "\"source\":%g,\"hr\":%.5f}",
        cart.count_power, cart.ease_power, cart.ridge, cart.half_life, cart.damping, cart.source, cart.hit_rate);
  }
  add(out, ",\"rows\":%llu,\"broken\":%llu,\"bots\":%llu}", static_cast<unsigned long long>(report.counts.rows),
      static_cast<unsigned long long>(report.counts.broken), static_cast<unsigned long long>(report.counts.bots));
  return out;
}

std::string text_of(const TrainReport& report) {
  const train::Packed& packed = report.packed;
  std::string out;
  add(out, "%s: %zu bytes, %zu with brotli; %zu items, %zu neighbours (%.1f %% of those found)\n", report.out.c_str(),
      packed.bytes.size(), packed.brotli, packed.items, packed.neighbours, packed.share * 100);
  if (report.next) {
    const train::Choice& next = *report.next;
    add(out,
        "next: chosen %.0f %% II beside LL, fade %g, again %g, whole %g, ridge %g, reach %g, damping %g, decay %g\n",
        next.share * 100, next.fade, next.again, next.whole, next.ridge, next.reach, next.damping, next.decay);
    add(out,
        "held-out sessions, before packing: p1 HR@20 %.4f MRR@20 %.4f; p2 HR@20 %.4f MRR@20 %.4f; coverage %.3f, "
        "novelty %.2f bit, %zu queries\n",
        next.p1.hit_rate, next.p1.reciprocal_rank, next.p2.hit_rate, next.p2.reciprocal_rank, next.p2.coverage,
        next.p2.novelty, next.p2.queries);
    if (next.free_p2.queries > 0) {
      const double cost = 1 - next.p2.hit_rate / std::max(1e-9, next.free_p2.hit_rate);
      add(out, "the floor of %u sessions a pair costs %.1f %% of the hits (p2 HR@20 %.4f without it)\n",
          report.min_support, cost * 100, next.free_p2.hit_rate);
      if (cost > 0.05) {
        add(out,
            "  Most pairs of so small a log were seen in one session only. --min-support 1 has them all, and with "
            "them\n"
            "  what single visitors looked at together: who knows one item of a visit may find another in the file.\n");
      }
    }
  }
  if (report.cart) {
    const train::CartChoice& cart = *report.cart;
    add(out,
        "carts: chosen baskets weigh length^%g (counts), length^%g (EASE, ridge %g), half as much after %g days, "
        "damping %g, source %g;\n  counts say %.0f %%, %.0f %% and %.0f %% of one, two, three items; held-out baskets "
        "HR@10 "
        "%.4f\n",
        cart.count_power, cart.ease_power, cart.ridge, cart.half_life, cart.damping, cart.source, cart.blend[0] * 100,
        cart.blend[1] * 100, cart.blend[2] * 100, cart.hit_rate);
  }
  return out;
}

}  // namespace waymark::tool
