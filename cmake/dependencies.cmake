# nlohmann/json, the measure our own JSON reader is held to: the target waymark_nlohmann is linked by the tests only.
find_path(NLOHMANN_HEADERS nlohmann/json.hpp
  PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH
  DOC "Folder that holds nlohmann/json.hpp")
if(NOT NLOHMANN_HEADERS)
  message(FATAL_ERROR "nlohmann/json.hpp is missing: install the package nlohmann-json3-dev")
endif()

# A folder with nothing but nlohmann in it: a system include folder on emcc's command line shadows its own libc.
set(nlohmann_only ${CMAKE_BINARY_DIR}/third_party)
file(MAKE_DIRECTORY ${nlohmann_only})
file(CREATE_LINK ${NLOHMANN_HEADERS}/nlohmann ${nlohmann_only}/nlohmann SYMBOLIC)

add_library(waymark_nlohmann INTERFACE)
target_include_directories(waymark_nlohmann SYSTEM INTERFACE ${nlohmann_only})
# Text in, text out: no streams, no files, no conversions behind our back.
target_compile_definitions(waymark_nlohmann INTERFACE
  JSON_NO_IO JSON_USE_IMPLICIT_CONVERSIONS=0 JSON_HAS_FILESYSTEM=0 JSON_HAS_EXPERIMENTAL_FILESYSTEM=0 JSON_HAS_RANGES=0)
