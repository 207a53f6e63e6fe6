# waymark_tests: all unit tests in one program. replay_json_engine: the fuzz corpus, once, without a fuzzer.
enable_testing()
find_package(GTest REQUIRED)

file(GLOB_RECURSE test_sources CONFIGURE_DEPENDS
  ${PROJECT_SOURCE_DIR}/tests/unit/*_test.cpp ${PROJECT_SOURCE_DIR}/tests/support/*.cpp)
list(FILTER test_sources EXCLUDE REGEX /tests/unit/train/)
add_executable(waymark_tests ${test_sources})
# Tests may look inside the core: sdk/src is on their path.
target_include_directories(waymark_tests PRIVATE
  ${PROJECT_SOURCE_DIR}/sdk/src ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR}/tests/support)
# Run from the project's root. An absolute path would keep a compiler cache from serving a second clone.
target_compile_definitions(waymark_tests PRIVATE WAYMARK_SOURCE_DIR=".")
target_link_libraries(waymark_tests PRIVATE waymark_core waymark_warnings waymark_nlohmann GTest::gtest_main)
target_compile_options(waymark_tests PRIVATE
  -O0                 # compiling is what takes long here: with the precompiled header a fifth of the time
  -Wno-sign-conversion) # EXPECT_EQ(list.size(), 3)
target_precompile_headers(waymark_tests PRIVATE <gtest/gtest.h>)
add_test(NAME unit COMMAND waymark_tests --gtest_brief=1 WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})

# waymark_train_tests: those of the trainer, which is no part of the core.
file(GLOB train_test_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/unit/train/*_test.cpp)
add_executable(waymark_train_tests ${train_test_sources})
# What is learned is tested in the slots it is for.
target_include_directories(waymark_train_tests PRIVATE ${PROJECT_SOURCE_DIR}/sdk/src)
target_link_libraries(waymark_train_tests PRIVATE waymark_train waymark_core waymark_warnings GTest::gtest_main)
target_compile_options(waymark_train_tests PRIVATE -Wno-sign-conversion)
add_test(NAME train COMMAND waymark_train_tests --gtest_brief=1 WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})

add_executable(replay_json_engine
  ${PROJECT_SOURCE_DIR}/tests/fuzz/json_engine_fuzz.cpp ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cpp)
target_link_libraries(replay_json_engine PRIVATE waymark_core waymark_warnings)
add_test(NAME corpus COMMAND replay_json_engine tests/corpus/json_engine WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})

add_executable(replay_model ${PROJECT_SOURCE_DIR}/tests/fuzz/model_fuzz.cpp ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cpp)
target_link_libraries(replay_model PRIVATE waymark_core waymark_warnings)
add_test(NAME model_corpus COMMAND replay_model tests/corpus/model WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})

add_executable(replay_rules ${PROJECT_SOURCE_DIR}/tests/fuzz/rules_fuzz.cpp ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cpp)
target_link_libraries(replay_rules PRIVATE waymark_core waymark_warnings)
add_test(NAME rules_corpus COMMAND replay_rules tests/corpus/rules WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
