#pragma once

#include <initializer_list>
#include <string>
#include <utility>

/// @file
/// Phrasebook files for tests.

namespace parvis::tiny {

using Phrases = std::initializer_list<std::pair<std::string, std::string>>;

inline void put(std::string& out, std::size_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
}

/// The bytes of a phrasebook whose entries all have one status.
inline std::string phrasebook_file(const std::string& language, Phrases phrases, char status = 0) {
  std::string out = "PVB1" + language;
  put(out, phrases.size(), 4);
  for (const auto& [french, other] : phrases) {
    out.push_back(status);
    put(out, french.size(), 2);
    put(out, other.size(), 2);
    out += french + other;
  }
  return out;
}

}  // namespace parvis::tiny
