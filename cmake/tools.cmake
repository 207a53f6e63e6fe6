# waymark: the native command line.
file(GLOB_RECURSE tool_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/waymark/*.cpp)
add_executable(waymark ${tool_sources})
target_include_directories(waymark PRIVATE ${PROJECT_SOURCE_DIR}/tools/waymark)
target_link_libraries(waymark PRIVATE waymark_core waymark_warnings)
