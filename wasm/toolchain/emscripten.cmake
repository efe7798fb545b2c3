# Toolchain file of the WebAssembly builds. bootstrap.sh leaves the compiler under build/toolchain/emscripten.
cmake_path(SET emscripten_root NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../../build/toolchain/emscripten")
if(NOT EXISTS "${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")
  message(FATAL_ERROR "No Emscripten under build/toolchain: run wasm/toolchain/bootstrap.sh first")
endif()
include("${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")

# One set of code generation flags for everything that ends up in a module.
set(CMAKE_CXX_FLAGS_INIT "-fwasm-exceptions -msimd128")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-fwasm-exceptions")
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -DNDEBUG" CACHE STRING "Flags of size-optimised builds")
