#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

#include "codec/table.h"

/// Variants told apart in JSON by their member `type`.
namespace waymark::codec {

/// One alternative: its `type`, its table, and how to make one in place.
struct Alternative {
  std::string_view type;
  const Table* table;
  void* (*emplace)(void* variant);
};

template <class Variant, std::size_t I>
void* emplace(void* variant) {
  return &static_cast<Variant*>(variant)->template emplace<I>();
}

template <class Variant, std::size_t I>
constexpr Alternative alternative(std::string_view type) {
  return {type, &Described<std::variant_alternative_t<I, Variant>>::table, emplace<Variant, I>};
}

/// Address of what a variant holds.
template <class Variant>
const void* held(const Variant& variant) {
  return std::visit([](const auto& one) -> const void* { return &one; }, variant);
}

}  // namespace waymark::codec
