#include <gtest/gtest.h>

#ifdef PARVIS_ICU_DATA
#include <unicode/udata.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

namespace {

// A WebAssembly build of ICU carries no data: it is handed over at start, aligned to 16 bytes as ICU asks.
bool load_icu_data() {
  std::ifstream file(PARVIS_ICU_DATA, std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
  struct alignas(16) Block {
    char bytes[16];
  };
  static std::vector<Block> data;
  data.resize((bytes.size() + sizeof(Block) - 1) / sizeof(Block));
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(data.data()));
  UErrorCode status = U_ZERO_ERROR;
  udata_setCommonData(data.data(), &status);
  return !bytes.empty() && U_SUCCESS(status);
}

}  // namespace
#endif

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
#ifdef PARVIS_ICU_DATA
  if (!load_icu_data()) {
    std::cerr << "cannot load the ICU data from " PARVIS_ICU_DATA "\n";
    return 1;
  }
#endif
  return RUN_ALL_TESTS();
}
