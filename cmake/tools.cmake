# waymark: the native command line. The definitions of destinations are compiled into it: it needs no folder beside it.
file(GLOB_RECURSE tool_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/waymark/*.cpp)
file(GLOB definition_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/destinations/*.json)
set(definitions_source ${PROJECT_BINARY_DIR}/generated/definitions.cpp)
add_custom_command(OUTPUT ${definitions_source}
  COMMAND ${CMAKE_COMMAND} -DOUT=${definitions_source} "-DFILES=${definition_files}"
    -P ${PROJECT_SOURCE_DIR}/cmake/embed-definitions.cmake
  DEPENDS ${definition_files} ${PROJECT_SOURCE_DIR}/cmake/embed-definitions.cmake
  COMMENT "Definitions of destinations as a C++ file"
  VERBATIM)
add_executable(waymark ${tool_sources} ${definitions_source})
target_include_directories(waymark PRIVATE ${PROJECT_SOURCE_DIR}/tools/waymark)
target_link_libraries(waymark PRIVATE waymark_core waymark_warnings)
