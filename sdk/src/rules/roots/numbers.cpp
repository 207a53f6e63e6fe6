#include "rules/roots/numbers.h"

#include <string_view>

#include "profile/value.h"
#include "rules/roots/roots.h"

// Never linked into the Wasm: nothing there refers to it.

namespace waymark::rules::roots {
namespace {

double whole(std::int64_t number) { return static_cast<double>(number); }

struct Row {
  std::string_view path;
  double (*read)(const Facts& facts);
};

constexpr Row kNumbers[] = {
    {"session.number", [](const Facts& f) { return whole(f.session.number); }},
    {"session.start", [](const Facts& f) { return whole(f.session.start); }},
    {"session.pageviews", [](const Facts& f) { return whole(f.session.pageviews); }},
    {"session.activeMs", [](const Facts& f) { return whole(f.session.active_ms); }},
    {"cart.items", [](const Facts& f) { return static_cast<double>(profile::cart_of(f.profile.view()).size()); }},
    {"cart.value", [](const Facts& f) { return profile::value_of(profile::cart_of(f.profile.view())); }},
    {"now.hour", [](const Facts& f) { return whole(site_time(f) / kHourMs % 24); }},
    {"now.dow", [](const Facts& f) { return whole((site_time(f) / kDayMs + 4) % 7); }},  // 1970-01-01 was a Thursday
    {"now.ms", [](const Facts& f) { return whole(f.now); }},
    {"visitor.orders", [](const Facts& f) { return whole(profile::purchases_of(f.profile.view(), false).orders); }},
    {"visitor.revenue", [](const Facts& f) { return profile::purchases_of(f.profile.view(), false).revenue; }},
};

}  // namespace

void read_at_once(Program& program) {
  for (Way& way : program.slots) {
    for (const Row& row : kNumbers) {
      if (way.parts.size() != 2 || way.root != row.path) continue;
      way.in = Way::In::number;
      way.number = row.read;
    }
  }
}

}  // namespace waymark::rules::roots
