#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace parvis {

/// The number in at most four bytes, the lowest one first.
inline std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
  return value;
}

}  // namespace parvis
