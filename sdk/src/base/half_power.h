#pragma once

namespace waymark::base {

/// 2^-x for x >= 0, within 1e-7 of it, and the same bits on every platform: halvings for the whole part, a
/// polynomial for the rest. The C library's exp2 brings 4 KB of tables that no compressor makes smaller.
double half_power(double x);

/// Base-2 logarithm of x >= 1, within 1e-7; 0 below.
double log_two(double x);

}  // namespace waymark::base
