#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// @file
/// SHA-256 (FIPS 180-4), fed in parts of any size.

namespace parvis {

/// Computes one SHA-256. A value type: a copy carries on from the same point.
///
///     Sha256 hash;
///     hash.update(part);
///     std::string hex = hash.hex();
class Sha256 {
 public:
  /// Takes the next bytes in; an empty part is fine.
  void update(std::string_view bytes);

  /// The hash of all bytes so far, as 32 bytes. More can be taken in afterwards.
  [[nodiscard]] std::array<std::uint8_t, 32> digest() const;

  /// The hash of all bytes so far, as 64 lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;

 private:
  void compress(const std::uint8_t* block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> rest_{};  // bytes that do not fill a block yet
  std::uint64_t size_ = 0;               // bytes taken in
};

}  // namespace parvis
