#pragma once

#include <string>
#include <string_view>

#include "text/render.h"

namespace waymark::text {

/// An amount (499000, 19.99) as the language writes money: "499.000 ₫" (with U+00A0) in vi, "₫499,000" in en: what
/// Intl.NumberFormat gives. Languages not known are written as English. Empty where the amount is no number.
std::string money(double amount, std::string_view currency, std::string_view language);

/// A moment (milliseconds since 1970, or ISO 8601, or "now") in the site's zone, by a strftime format; without one as
/// the language writes days: "22/11/2026", "Nov 22, 2026". Null where it is no moment.
Value date(const Value& moment, std::string_view format, const Facts& facts);

}  // namespace waymark::text
