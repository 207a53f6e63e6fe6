#include "support/conformance.h"

#include "support/json_help.h"

namespace waymark::test {

Value conformance(const std::string& name) {
  const std::string path = "../shared/data/conformance/" + name;
  return file_exists(path) ? parse_exactly(read_file(path)) : Value();
}

}  // namespace waymark::test
