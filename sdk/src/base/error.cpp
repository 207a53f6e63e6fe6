#include "waymark/error.h"

namespace waymark {

Error::Error(const char* code_in, std::string_view pointer_in, std::string_view expected_in, std::string_view found_in)
    : code(code_in), pointer(pointer_in), expected(expected_in), found(found_in) {}

}  // namespace waymark
