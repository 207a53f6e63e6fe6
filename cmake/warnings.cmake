# Warnings are errors in our own code. waymark_warnings: for everything (-Wsign-conversion is named because only clang
# takes it to be part of -Wconversion). waymark_core_flags adds what the
# core promises on every platform: no exceptions, no RTTI.
add_library(waymark_warnings INTERFACE)
target_compile_options(waymark_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports both inside its own std::string and std::optional once it inlines them.
  target_compile_options(waymark_warnings INTERFACE -Wno-restrict)
  if(WAYMARK_SANITIZE)
    target_compile_options(waymark_warnings INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()

add_library(waymark_core_flags INTERFACE)
target_link_libraries(waymark_core_flags INTERFACE waymark_warnings)
target_compile_options(waymark_core_flags INTERFACE -fno-exceptions -fno-rtti)
