#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "waymark/config.h"
#include "waymark/effect.h"
#include "waymark/event.h"
#include "waymark/input.h"

/// The words enums go by in JSON, in the order of their values: one table each, for reading and writing.
namespace waymark::event {

struct Names {
  const std::string_view* words;
  std::size_t count;
};

template <std::size_t N>
constexpr Names name_list(const std::string_view (&words)[N]) {
  return Names{words, N};
}

namespace words {

inline constexpr std::string_view kEventType[] = {"track", "page", "identify", "group", "alias"};
inline constexpr std::string_view kSignalKind[] = {
    "route",      "click",     "scroll",    "form", "visible", "idle",  "exitIntent",   "vitals",  "error", "loss",
    "engagement", "rageClick", "deadClick", "copy", "print",   "media", "duplicateTab", "product", "api"};
inline constexpr std::string_view kConsentState[] = {"unknown", "granted", "denied"};
inline constexpr std::string_view kLifecycleState[] = {"visible", "hidden", "leaving", "restored", "online", "offline"};
inline constexpr std::string_view kSendOutcome[] = {"response", "networkFailure", "timeout", "unknown"};
inline constexpr std::string_view kOutcome[] = {"shown",     "blocked", "clicked", "dismissed",
                                                "submitted", "closed",  "ready"};
inline constexpr std::string_view kStrategy[] = {"next",     "similar",   "cart",   "popular", "recent",
                                                 "buyAgain", "replenish", "upSell", "forYou"};
inline constexpr std::string_view kUrgency[] = {"normal", "hidden", "leaving"};
inline constexpr std::string_view kTemplate[] = {"bar",      "modal",     "slideIn",         "toast",  "fullScreen",
                                                 "banner",   "hero",      "recommendations", "coupon", "freeShipping",
                                                 "leadForm", "survey",    "socialProof",     "wheel",  "scratch",
                                                 "loyalty",  "replenish", "custom"};
inline constexpr std::string_view kHideReason[] = {"route", "peer", "consent", "reset", "replaced", "stale", "over"};
inline constexpr std::string_view kTarget[] = {"dataLayer", "gtag", "fbq", "listener", "inspector"};
inline constexpr std::string_view kLevel[] = {"debug", "info", "warn", "error"};
inline constexpr std::string_view kJourneyPreset[] = {"lifecycle", "digital", "care", "service", "store"};
inline constexpr std::string_view kTriggerType[] = {
    "pageView", "event",      "scroll", "delay",   "sessionStart", "stageEntered",  "exitIntent",
    "route",    "activeTime", "idle",   "visible", "click",        "cartAbandoned", "api"};
inline constexpr std::string_view kActionType[] = {"message", "inline",  "replace", "emit",
                                                   "set",     "forward", "redirect"};
inline constexpr std::string_view kCredit[] = {"impression", "click", "exposure"};
inline constexpr std::string_view kBeforeConsent[] = {"hold", "cookieless", "nothing"};
inline constexpr std::string_view kBots[] = {"mark", "drop", "ignore"};
inline constexpr std::string_view kRuleStatus[] = {"draft", "live", "paused"};

}  // namespace words

template <class Enum>
inline constexpr Names kNames{nullptr, 0};
template <>
inline constexpr Names kNames<EventType> = name_list(words::kEventType);
template <>
inline constexpr Names kNames<input::SignalKind> = name_list(words::kSignalKind);
template <>
inline constexpr Names kNames<ConsentState> = name_list(words::kConsentState);
template <>
inline constexpr Names kNames<input::LifecycleState> = name_list(words::kLifecycleState);
template <>
inline constexpr Names kNames<input::SendOutcome> = name_list(words::kSendOutcome);
template <>
inline constexpr Names kNames<input::Outcome> = name_list(words::kOutcome);
template <>
inline constexpr Names kNames<Strategy> = name_list(words::kStrategy);
template <>
inline constexpr Names kNames<effect::Urgency> = name_list(words::kUrgency);
template <>
inline constexpr Names kNames<effect::Template> = name_list(words::kTemplate);
template <>
inline constexpr Names kNames<effect::HideReason> = name_list(words::kHideReason);
template <>
inline constexpr Names kNames<effect::Target> = name_list(words::kTarget);
template <>
inline constexpr Names kNames<effect::Level> = name_list(words::kLevel);
template <>
inline constexpr Names kNames<JourneyPreset> = name_list(words::kJourneyPreset);
template <>
inline constexpr Names kNames<TriggerType> = name_list(words::kTriggerType);
template <>
inline constexpr Names kNames<ActionType> = name_list(words::kActionType);
template <>
inline constexpr Names kNames<Credit> = name_list(words::kCredit);
template <>
inline constexpr Names kNames<RuleStatus> = name_list(words::kRuleStatus);
template <>
inline constexpr Names kNames<BeforeConsent> = name_list(words::kBeforeConsent);
template <>
inline constexpr Names kNames<Bots> = name_list(words::kBots);

/// Place of a word in its table, -1 where it is not in it.
int index_in(const Names& names, std::string_view text);

template <class Enum>
std::string_view text_of(Enum value) {
  return kNames<Enum>.words[static_cast<std::size_t>(value)];
}

template <class Enum>
std::optional<Enum> from_text(std::string_view text) {
  const int index = index_in(kNames<Enum>, text);
  return index < 0 ? std::nullopt : std::optional<Enum>(static_cast<Enum>(index));
}

}  // namespace waymark::event
