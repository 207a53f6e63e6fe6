#include "event/names.h"

namespace waymark::event {
namespace {

constexpr std::string_view kEventTypes[] = {"track", "page", "identify", "group", "alias"};
constexpr std::string_view kSignalKinds[] = {"route", "click",      "scroll", "form", "visible",
                                             "idle",  "exitIntent", "vitals", "error"};
constexpr std::string_view kConsentStates[] = {"unknown", "granted", "denied"};
constexpr std::string_view kLifecycleStates[] = {"visible", "hidden", "leaving", "restored", "online", "offline"};
constexpr std::string_view kSendOutcomes[] = {"response", "networkFailure", "timeout", "unknown"};
constexpr std::string_view kOutcomes[] = {"shown", "blocked", "clicked", "dismissed", "submitted"};
constexpr std::string_view kStrategies[] = {"next", "similar", "cart", "popular", "recent"};
constexpr std::string_view kUrgencies[] = {"normal", "hidden", "leaving"};
constexpr std::string_view kTemplates[] = {"bar", "recommendations"};
constexpr std::string_view kItemReasons[] = {"sameCategory", "recentCategory", "complement", "recentlyViewed",
                                             "popular"};
constexpr std::string_view kHideReasons[] = {"route", "peer", "consent", "reset", "replaced"};
constexpr std::string_view kTargets[] = {"dataLayer", "gtag", "fbq", "listener", "inspector"};
constexpr std::string_view kLevels[] = {"debug", "info", "warn", "error"};
constexpr std::string_view kDestinationTypes[] = {"segment"};
constexpr std::string_view kJourneyPresets[] = {"lifecycle", "store"};
constexpr std::string_view kTriggerTypes[] = {"pageView",     "event",        "scroll",    "delay",
                                              "sessionStart", "stageEntered", "exitIntent"};
constexpr std::string_view kRuleStatuses[] = {"draft", "live", "paused"};

}  // namespace

Names names_of(EventType) { return kEventTypes; }
Names names_of(input::SignalKind) { return kSignalKinds; }
Names names_of(ConsentState) { return kConsentStates; }
Names names_of(input::LifecycleState) { return kLifecycleStates; }
Names names_of(input::SendOutcome) { return kSendOutcomes; }
Names names_of(input::Outcome) { return kOutcomes; }
Names names_of(Strategy) { return kStrategies; }
Names names_of(effect::Urgency) { return kUrgencies; }
Names names_of(effect::Template) { return kTemplates; }
Names names_of(effect::ItemReason) { return kItemReasons; }
Names names_of(effect::HideReason) { return kHideReasons; }
Names names_of(effect::Target) { return kTargets; }
Names names_of(effect::Level) { return kLevels; }
Names names_of(DestinationType) { return kDestinationTypes; }
Names names_of(JourneyPreset) { return kJourneyPresets; }
Names names_of(TriggerType) { return kTriggerTypes; }
Names names_of(RuleStatus) { return kRuleStatuses; }

std::optional<std::size_t> index_in(Names names, std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return i;
  }
  return std::nullopt;
}

}  // namespace waymark::event
