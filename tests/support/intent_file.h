#pragma once

#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intent_features.h"
#include "parvis/search_words.h"

namespace parvis::tiny {

inline void put32(std::string& bytes, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xFFU);
}

/// An intent encoder of four dimensions: each given word points along one axis, and so does each class.
inline std::string encoder_file(const std::vector<std::pair<std::string, int>>& words,
                                const std::vector<std::pair<std::string, int>>& classes) {
  std::map<std::uint32_t, int> rows;
  for (const auto& [word, axis] : words) {
    // The first feature of a text of one word is that word.
    const auto key = detail::intent_features(search_words(word)).front().key;
    rows[static_cast<std::uint32_t>(key >> 32U)] = axis;
  }
  std::string ids;
  for (const auto& [id, axis] : classes) ids += (ids.empty() ? "\"" : ",\"") + id + "\"";
  const std::string header = R"({"version":"t","dimensions":4,"features":)" + std::to_string(rows.size()) +
                             R"(,"scale":8,"custom":{"scale":1,"bias":0},"classes":[)" + ids + "]}";
  std::string bytes = "PVI1";
  put32(bytes, static_cast<std::uint32_t>(header.size()));
  bytes += header;
  for (const auto& [key, axis] : rows) put32(bytes, key);
  bytes.append(rows.size(), static_cast<char>(200));
  for (const auto& [key, axis] : rows) {
    for (int pair = 0; pair < 4; pair += 2) {
      const int low = axis == pair ? 15 : 8, high = axis == pair + 1 ? 15 : 8;
      bytes += static_cast<char>(low | high << 4);
    }
  }
  for (const auto& [id, axis] : classes) {
    put32(bytes, 0);
    for (int i = 0; i < 4; ++i) put32(bytes, std::bit_cast<std::uint32_t>(i == axis ? 1.0F : 0.0F));
  }
  return bytes;
}

}  // namespace parvis::tiny
