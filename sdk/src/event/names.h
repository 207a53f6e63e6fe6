#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "waymark/config.h"
#include "waymark/effect.h"
#include "waymark/event.h"
#include "waymark/input.h"

/// The words enums go by in JSON, in the order of their values: one table each, for reading and writing.
namespace waymark::event {

using Names = std::span<const std::string_view>;

Names names_of(EventType);
Names names_of(input::SignalKind);
Names names_of(ConsentState);
Names names_of(input::LifecycleState);
Names names_of(input::SendOutcome);
Names names_of(input::Outcome);
Names names_of(Strategy);
Names names_of(effect::Urgency);
Names names_of(effect::Template);
Names names_of(effect::ItemReason);
Names names_of(effect::HideReason);
Names names_of(effect::Target);
Names names_of(effect::Level);
Names names_of(DestinationType);
Names names_of(JourneyPreset);
Names names_of(TriggerType);
Names names_of(RuleStatus);

/// Place of a word in its table, or nothing.
std::optional<std::size_t> index_in(Names names, std::string_view text);

template <class Enum>
std::string_view text_of(Enum value) {
  return names_of(value)[static_cast<std::size_t>(value)];
}

template <class Enum>
std::optional<Enum> from_text(std::string_view text) {
  const auto index = index_in(names_of(Enum{}), text);
  return index ? std::optional<Enum>(static_cast<Enum>(*index)) : std::nullopt;
}

}  // namespace waymark::event
