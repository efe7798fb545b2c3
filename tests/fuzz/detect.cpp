#include "parvis/detect.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

// Any bytes as detection profiles, and as a text to guess with them: no crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto profiles = parvis::DetectProfiles::parse(bytes);
  if (profiles) (void)profiles->detect(bytes);
  return 0;
}
