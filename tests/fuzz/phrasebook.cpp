#include "parvis/phrasebook.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

// Any bytes as a phrasebook, and the rest of them as a text to look up: no crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto phrases = parvis::Phrasebook::parse(bytes);
  if (phrases) (void)phrases->find(bytes);
  return 0;
}
