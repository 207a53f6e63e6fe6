# waymark_core: sdk/src, one static library.
file(GLOB_RECURSE core_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/sdk/src/*.cpp)

function(waymark_core_library name type)
  add_library(${name} ${type} ${ARGN})
  target_include_directories(${name}
    PUBLIC ${PROJECT_SOURCE_DIR}/sdk/include
    PRIVATE ${PROJECT_SOURCE_DIR}/sdk/src)
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:waymark_core_flags>)
endfunction()

waymark_core_library(waymark_core STATIC ${core_sources})
