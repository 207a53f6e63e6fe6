# build/wasm/waymark-core.{mjs,wasm,map} and its wasm2js twin waymark-fallback.mjs, from the same objects. wasm/lean makes a
# core for each kind of site of it, and needs the linker's map for that.
#
# Both are ES module factories for the web; Node runs them when it is given the bytes.
set(WAYMARK_WASM_OPTIMIZE -Oz CACHE STRING "Optimisation level of the Wasm build")

add_library(waymark_wasm_flags INTERFACE)
# Below -O2 emcc 3.1.6 forbids clang to inline what is not declared `inline`, one-line accessors included: allowing it
# again makes the whole core 5 % smaller (brotli) and faster. Measured against it: -Os +30 %, -O2 +45 %.
# What clang takes for as small as a call it counts in x86 instructions; a call of Wasm is smaller. With thresholds below
# its 5, here and again when linking, only what really shrinks is inlined: another 4 %.
target_compile_options(waymark_wasm_flags INTERFACE
  ${WAYMARK_WASM_OPTIMIZE} -finline-functions "SHELL:-mllvm -inline-threshold=-30"
  -flto -fno-exceptions -fno-rtti -fno-threadsafe-statics)
target_compile_definitions(waymark_wasm_flags INTERFACE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0) # Embind without RTTI
target_link_libraries(waymark_core PRIVATE $<BUILD_INTERFACE:waymark_wasm_flags>)

# Two conversions that give a string_view, inlined wherever they are called, which is at 600 places: called, each leaves
# its two words in memory for the caller to read again. 1.5 %.
set(inlined
  _ZNSt3__217basic_string_viewIcNS_11char_traitsIcEEEC2EPKc
  _ZNKSt3__212basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEEcvNS_17basic_string_viewIcS2_EEEv)
list(TRANSFORM inlined PREPEND -Wl,-mllvm,-force-attribute=)
list(TRANSFORM inlined APPEND :alwaysinline)

set(wasm_link_flags
  ${inlined}
  ${WAYMARK_WASM_OPTIMIZE} -flto -fno-exceptions -fno-rtti -Wl,-mllvm,-inline-threshold=-15 -Wl,-mllvm,-enable-pre=false
  -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web
  -sDYNAMIC_EXECUTION=0     # no new Function: shops send a strict Content-Security-Policy
  -sFILESYSTEM=0            # the core opens no file
  -sMALLOC=none             # wasm/heap.cpp
  -sINITIAL_MEMORY=1048576  # bytes, stack and data included; it grows on demand (the default is 16 MiB)
  -sALLOW_MEMORY_GROWTH=1
  -sTEXTDECODER=2           # every browser with WebAssembly has one; no decoder of our own
  -sEXPORTED_FUNCTIONS=_malloc,_free                 # what wasm/embind-runtime.js calls
  -sINCOMING_MODULE_JS_API=instantiateWasm,printErr  # what the host gives the factory
  --js-library ${PROJECT_SOURCE_DIR}/wasm/embind-runtime.js)

# 128 KiB of stack: the JSON reader is bounded in depth. The option had another name before 3.1.25.
if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.25)
  list(APPEND wasm_link_flags -sTOTAL_STACK=131072)
  # Emscripten's small runtime: it takes a compiled module (the host compiles) and nothing else. 1.3 KB brotli less.
  set(core_link_flags -sMINIMAL_RUNTIME=1 -sMINIMAL_RUNTIME_STREAMING_WASM_COMPILATION=1)
else()
  # Not tried with the small runtime.
  set(core_link_flags "")
  list(APPEND wasm_link_flags -sSTACK_SIZE=131072)
  # Embind's C++ half: later ones need it to run EMSCRIPTEN_BINDINGS. In 3.1.6 it only registers types we do not use,
  # and brings printf to name those nobody registered: 2 KB of Wasm, and 13 KB once nothing else prints.
  list(APPEND wasm_link_flags -lembind)
endif()

# Binaryen's optimiser once more, over control flow taken apart and put together anew: 1 % less.
list(APPEND core_link_flags -sBINARYEN_EXTRA_PASSES=flatten,rereloop,-Oz,-Oz)

# emcc lets the linker print its map, but not write it.
list(APPEND core_link_flags -Wl,--print-map)

# The twin is one self-contained file: no Wasm, and its data inside it, not in a .mem beside it.
set(fallback_link_flags ${wasm_link_flags} -sWASM=0)
if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.60)
  list(APPEND fallback_link_flags --memory-init-file 0)
endif()

function(waymark_wasm_module name)
  add_executable(${name} $<TARGET_OBJECTS:waymark_bindings>)
  set_target_properties(${name} PROPERTIES
    SUFFIX .mjs
    LINKER_LANGUAGE CXX
    LINK_DEPENDS ${PROJECT_SOURCE_DIR}/wasm/embind-runtime.js)
  target_link_libraries(${name} PRIVATE waymark_core)
  target_link_options(${name} PRIVATE ${ARGN})
endfunction()

if(EXISTS ${PROJECT_SOURCE_DIR}/wasm/bindings.cpp)
  add_library(waymark_bindings OBJECT
    ${PROJECT_SOURCE_DIR}/wasm/bindings.cpp ${PROJECT_SOURCE_DIR}/wasm/heap.cpp)
  target_link_libraries(waymark_bindings PRIVATE waymark_core waymark_core_flags waymark_wasm_flags)
  waymark_wasm_module(waymark-core ${wasm_link_flags} ${core_link_flags})
  set_target_properties(waymark-core PROPERTIES
    RULE_LAUNCH_LINK "sh ${PROJECT_SOURCE_DIR}/cmake/print-to.sh ${CMAKE_CURRENT_BINARY_DIR}/waymark-core.map")
  waymark_wasm_module(waymark-fallback ${fallback_link_flags})
endif()
