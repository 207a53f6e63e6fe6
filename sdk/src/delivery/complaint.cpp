#include "delivery/complaint.h"

#include <utility>

namespace waymark::delivery {

effect::Log complaint(const char* code, const std::string& destination, const char* expected, std::string found) {
  effect::Log log;
  log.level = effect::Level::error;
  log.code = code;
  log.pointer = "/destinations/" + destination;
  log.expected = expected;
  log.found = std::move(found);
  return log;
}

}  // namespace waymark::delivery
