# waymark: the native command line. The definitions of destinations are compiled into it: it needs no folder beside it.
# waymark_train: learns recommendation models. Native only: threads, and brotli to weigh what a visitor will download.
find_package(Threads REQUIRED)
find_path(BROTLI_HEADERS brotli/encode.h)
find_library(BROTLI_ENCODER brotlienc)
if(NOT BROTLI_HEADERS OR NOT BROTLI_ENCODER)
  message(FATAL_ERROR "brotli/encode.h is missing: install the package libbrotli-dev")
endif()
file(GLOB train_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/train/*.cpp)
add_library(waymark_train STATIC ${train_sources})
target_include_directories(waymark_train PUBLIC ${PROJECT_SOURCE_DIR}/tools/train)
target_link_libraries(waymark_train PUBLIC waymark_core PRIVATE waymark_warnings Threads::Threads ${BROTLI_ENCODER})

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
if(WAYMARK_SANITIZE)
  target_compile_definitions(waymark PRIVATE WAYMARK_SANITIZED)  # memory stays theirs (pool.cpp)
endif()
target_link_libraries(waymark PRIVATE waymark_train waymark_core waymark_warnings)
