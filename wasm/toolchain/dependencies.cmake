# Third-party libraries under the same target names for every build:
#   parvis::icu  parvis::sentencepiece  parvis::json  parvis::gtest
# Native builds take the distribution's packages, so that they compile quickly; the WebAssembly build takes the
# sources pinned in emsdk.lock, already built by wasm/toolchain/bootstrap.sh.

foreach(name icu sentencepiece json gtest)
  add_library(parvis_${name} INTERFACE)
  add_library(parvis::${name} ALIAS parvis_${name})
endforeach()

if(EMSCRIPTEN)
  set(wasm_libraries ${CMAKE_SOURCE_DIR}/build/toolchain/libraries)
  target_include_directories(parvis_icu SYSTEM INTERFACE ${wasm_libraries}/include/icu)
  target_compile_definitions(parvis_icu INTERFACE U_STATIC_IMPLEMENTATION U_CHARSET_IS_UTF8=1 UCONFIG_NO_IDNA=1
                                                  UCONFIG_NO_COLLATION=1
                                                  UCONFIG_NO_LEGACY_CONVERSION=1 UCONFIG_NO_TRANSLITERATION=1
                                                  UCONFIG_NO_REGULAR_EXPRESSIONS=1 UCONFIG_NO_MF2=1)
  target_link_libraries(parvis_icu INTERFACE ${wasm_libraries}/lib/libicui18n.a ${wasm_libraries}/lib/libicuuc.a)
  target_include_directories(parvis_sentencepiece SYSTEM INTERFACE ${wasm_libraries}/include/sentencepiece)
  target_link_libraries(parvis_sentencepiece INTERFACE ${wasm_libraries}/lib/libsentencepiece.a)
  target_include_directories(parvis_json SYSTEM INTERFACE ${wasm_libraries}/include/json)
  target_include_directories(parvis_gtest SYSTEM INTERFACE ${wasm_libraries}/include/gtest)
  target_link_libraries(parvis_gtest INTERFACE ${wasm_libraries}/lib/libgtest.a)
else()
  find_package(ICU REQUIRED COMPONENTS uc i18n)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(sentencepiece REQUIRED IMPORTED_TARGET sentencepiece)
  find_package(nlohmann_json REQUIRED)
  find_package(GTest REQUIRED)
  target_link_libraries(parvis_icu INTERFACE ICU::i18n ICU::uc)
  target_link_libraries(parvis_sentencepiece INTERFACE PkgConfig::sentencepiece)
  target_link_libraries(parvis_json INTERFACE nlohmann_json::nlohmann_json)
  target_link_libraries(parvis_gtest INTERFACE GTest::gtest)
endif()
# The same source-level rules for ICU everywhere: no implicit conversions, no names leaking into the global namespace.
target_compile_definitions(parvis_icu INTERFACE U_USING_ICU_NAMESPACE=0 UNISTR_FROM_CHAR_EXPLICIT=explicit
                                                UNISTR_FROM_STRING_EXPLICIT=explicit)
