#include "waymark/error.h"

namespace waymark {

Error::Error(const char* code_in, const std::string& pointer_in, const char* expected_in, const std::string& found_in)
    : code(code_in), pointer(pointer_in), expected(expected_in), found(found_in) {}

}  // namespace waymark
