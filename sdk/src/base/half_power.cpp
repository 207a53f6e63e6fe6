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

}  // namespace waymark::base
