# fuzz_json_engine: libFuzzer feeds tests/fuzz/json_engine_fuzz.cpp.
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "The fuzz preset needs clang++: install the packages clang and libclang-rt-14-dev")
endif()
add_executable(fuzz_json_engine ${PROJECT_SOURCE_DIR}/tests/fuzz/json_engine_fuzz.cpp)
target_link_libraries(fuzz_json_engine PRIVATE waymark_core waymark_warnings)
target_link_options(fuzz_json_engine PRIVATE -fsanitize=fuzzer)
