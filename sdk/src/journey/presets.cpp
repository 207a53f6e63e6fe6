#include <utility>

#include "event/names.h"
#include "journey/journey.h"
#include "json/parse.h"

namespace waymark::journey {
namespace {

/// What stages of several presets share.
enum Entry : unsigned char {
  kAlways,
  kLooks,
  kBuys,
  kComesBack,
  kTells,
  kDecides,
  kOwns,
  kLoyal,
  kEngaged,
  kCart,
  kCheckout
};

constexpr const char* kEntries[] = {
    "null",
    R"({"or":[{">=":[{"ev.count":["Product Viewed","30d"]},3]},{">":[{"ev.count":["Product Added","30d"]},0]}]})",
    R"({"or":[{">":[{"var":"visitor.orders"},0]},{">":[{"ev.count":["Checkout Started","session"]},0]}]})",
    R"({"and":[{">":[{"var":"visitor.orders"},0]},{">":[{"var":"session.number"},{"var":"visitor.lastOrderSession"}]}]})",
    R"({"and":[{">":[{"var":"visitor.orders"},0]},{">":[{"+":[{"ev.count":["Product Shared","lifetime"]},{"ev.count":["Product Reviewed","lifetime"]}]},0]}]})",
    R"({"or":[{">":[{"var":"cart.items"},0]},{">":[{"ev.count":["Checkout Started","session"]},0]}]})",
    R"({">":[{"var":"visitor.orders"},0]})",
    R"({"and":[{">":[{"var":"visitor.orders"},0]},{">":[{"+":[{"var":"visitor.orders"},{"ev.count":["Product Shared","lifetime"]},{"ev.count":["Product Reviewed","lifetime"]}]},1]}]})",
    R"({"or":[{"var":"visitor.known"},{">=":[{"ev.count":["Product Viewed","30d"]},3]},{">":[{"ev.count":["Product Added","30d"]},0]}]})",
    R"({">":[{"var":"cart.items"},0]})",
    R"({"and":[{">":[{"var":"cart.items"},0]},{">":[{"ev.count":["Checkout Started","session"]},0]}]})"};

struct Row {
  JourneyPreset preset;
  Entry entry;
  const char* stage;
};

constexpr Row kStages[] = {{JourneyPreset::lifecycle, kAlways, "awareness"},
                           {JourneyPreset::lifecycle, kLooks, "consideration"},
                           {JourneyPreset::lifecycle, kBuys, "purchase"},
                           {JourneyPreset::lifecycle, kComesBack, "retention"},
                           {JourneyPreset::lifecycle, kTells, "advocacy"},
                           {JourneyPreset::digital, kAlways, "awareness"},
                           {JourneyPreset::digital, kLooks, "consideration"},
                           {JourneyPreset::digital, kDecides, "decision"},
                           {JourneyPreset::digital, kOwns, "deliveryAndUse"},
                           {JourneyPreset::digital, kLoyal, "loyaltyAndAdvocacy"},
                           {JourneyPreset::care, kAlways, "awareness"},
                           {JourneyPreset::care, kLooks, "consideration"},
                           {JourneyPreset::care, kBuys, "conversion"},
                           {JourneyPreset::care, kComesBack, "care"},
                           {JourneyPreset::care, kLoyal, "loyalty"},
                           {JourneyPreset::service, kAlways, "awarenessAndAcquisition"},
                           {JourneyPreset::service, kEngaged, "onboardingAndEngagement"},
                           {JourneyPreset::service, kOwns, "postPurchaseSupport"},
                           {JourneyPreset::store, kAlways, "visit"},
                           {JourneyPreset::store, kCart, "cart"},
                           {JourneyPreset::store, kCheckout, "checkout"}};

}  // namespace

Machine preset(JourneyPreset preset) {
  Machine machine{std::string(event::text_of(preset)), {}};
  for (const Row& row : kStages) {
    if (row.preset != preset) continue;
    StageConfig& stage = machine.stages.emplace_back();
    stage.id = row.stage;
    stage.entry = std::move(json::parse(kEntries[row.entry]).value());
  }
  return machine;
}

Machine machine_of(const JourneyConfig& config) {
  return config.stages.empty() ? preset(config.preset) : Machine{"custom", config.stages};
}

}  // namespace waymark::journey
