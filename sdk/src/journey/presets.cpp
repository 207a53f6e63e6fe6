#include "journey/journey.h"

namespace waymark::journey {

Machine preset(JourneyPreset preset) {
  switch (preset) {
    case JourneyPreset::store:
      return Machine{"store",
                     {{"visit", ""},
                      {"cart", R"({">":[{"var":"cart.items"},0]})"},
                      {"checkout", R"({"and":[{">":[{"var":"cart.items"},0]},
                                              {">":[{"ev.count":["Checkout Started","session"]},0]}]})"}}};
    case JourneyPreset::lifecycle:
      break;
  }
  return Machine{"lifecycle",
                 {{"awareness", ""},
                  {"consideration", R"({"or":[{">=":[{"ev.count":["Product Viewed","30d"]},3]},
                                              {">":[{"ev.count":["Product Added","30d"]},0]}]})"},
                  {"purchase", R"({"or":[{">":[{"var":"visitor.orders"},0]},
                                         {">":[{"ev.count":["Checkout Started","session"]},0]}]})"},
                  {"retention", R"({"and":[{">":[{"var":"visitor.orders"},0]},
                                           {">":[{"var":"session.number"},{"var":"visitor.lastOrderSession"}]}]})"},
                  {"advocacy", R"({"and":[{">":[{"var":"visitor.orders"},0]},
                                          {">":[{"+":[{"ev.count":["Product Shared","lifetime"]},
                                                      {"ev.count":["Product Reviewed","lifetime"]}]},0]}]})"}}};
}

}  // namespace waymark::journey
