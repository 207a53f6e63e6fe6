# waymark_core: sdk/src, one static library. sdk/src/json is compiled apart because only it may see nlohmann.
file(GLOB_RECURSE json_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/sdk/src/json/*.cpp)
file(GLOB_RECURSE core_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/sdk/src/*.cpp)
if(json_sources)
  list(REMOVE_ITEM core_sources ${json_sources})
endif()

function(waymark_core_library name type)
  add_library(${name} ${type} ${ARGN})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_include_directories(${name}
    PUBLIC ${PROJECT_SOURCE_DIR}/sdk/include
    PRIVATE ${PROJECT_SOURCE_DIR}/sdk/src)
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:waymark_core_flags>)
endfunction()

if(NOT core_sources) # nothing written yet
  file(WRITE ${CMAKE_BINARY_DIR}/empty.cpp "")
  set(core_sources ${CMAKE_BINARY_DIR}/empty.cpp)
endif()
waymark_core_library(waymark_core STATIC ${core_sources})
if(json_sources)
  waymark_core_library(waymark_json OBJECT ${json_sources})
  target_link_libraries(waymark_json PRIVATE waymark_nlohmann)
  target_sources(waymark_core PRIVATE $<TARGET_OBJECTS:waymark_json>)
endif()
