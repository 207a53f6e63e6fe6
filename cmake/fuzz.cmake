# fuzz_json_engine, fuzz_model, fuzz_rules: libFuzzer feeds tests/fuzz/*_fuzz.cpp.
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "The fuzz preset needs clang++: install the packages clang and libclang-rt-14-dev")
endif()
add_executable(fuzz_json_engine ${PROJECT_SOURCE_DIR}/tests/fuzz/json_engine_fuzz.cpp)
target_link_libraries(fuzz_json_engine PRIVATE waymark_core waymark_warnings)
target_link_options(fuzz_json_engine PRIVATE -fsanitize=fuzzer)

add_executable(fuzz_model ${PROJECT_SOURCE_DIR}/tests/fuzz/model_fuzz.cpp)
target_link_libraries(fuzz_model PRIVATE waymark_core waymark_warnings)
target_link_options(fuzz_model PRIVATE -fsanitize=fuzzer)

add_executable(fuzz_rules ${PROJECT_SOURCE_DIR}/tests/fuzz/rules_fuzz.cpp)
target_link_libraries(fuzz_rules PRIVATE waymark_core waymark_warnings)
target_link_options(fuzz_rules PRIVATE -fsanitize=fuzzer)
