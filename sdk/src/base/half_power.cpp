#include "base/half_power.h"

namespace waymark::base {

double half_power(double x) {
  double scale = 1;
  for (; x >= 1 && scale > 0; x -= 1) scale *= 0.5;
  if (scale == 0) return 0;
  // Taylor series of exp(-x ln 2) to the eighth power; below 1 the ninth term is under 1e-7.
  const double y = -0.6931471805599453 * x;
  double sum = 1;
  for (int n = 8; n > 0; --n) sum = 1 + sum * y / n;
  return scale * sum;
}

double log_two(double x) {
  double whole = 0;
  for (; x >= 2 && whole < 1100; x *= 0.5) ++whole;
  if (!(x > 1)) return whole;
  // ln x = 2 artanh(z), z = (x - 1) / (x + 1) <= 1/3: the ninth term is under 1e-9.
  const double z = (x - 1) / (x + 1);
  double sum = 0;
  for (int n = 17; n > 0; n -= 2) sum = sum * z * z + 1.0 / n;
  return whole + 2.8853900817779268 * z * sum;
}

}  // namespace waymark::base
