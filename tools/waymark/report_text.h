#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Numbers and names as people read them, and everything as HTML can hold it.
namespace waymark::tool {

std::string html(std::string_view text);
std::string grouped(std::int64_t number);        ///< 12,345
std::string compact(double number);              ///< 12.3k, 4.56m
std::string percent(double share);               ///< 12.3 %; – for what is no number
std::string span(double ms);                     ///< 3 min 20 s, 4 d 2 h
std::string words(std::string_view name);        ///< `deliveryAndUse` → Delivery and use
std::string fixed(double number, int decimals);  ///< For coordinates: never an exponent.

}  // namespace waymark::tool
