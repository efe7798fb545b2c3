#pragma once

#include <algorithm>
#include <cstddef>

#include "parvis/text.h"

namespace parvis::detail {

/// Offset in a normal form of an offset in the original text.
inline std::size_t normalised_offset(const NormalisedText& normal, std::size_t offset) {
  const auto at = std::lower_bound(normal.origin.begin(), normal.origin.end(), offset) - normal.origin.begin();
  return std::min(static_cast<std::size_t>(at), normal.text.size());
}

}  // namespace parvis::detail
