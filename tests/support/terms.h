#pragma once

#include <string>

/// @file
/// Term lists for tests.

namespace parvis::tiny {

/// The file of a language, from the JSON of its entries.
inline std::string term_list(const std::string& language, const std::string& entries) {
  return R"({"language": ")" + language + R"(", "terms": )" + entries + "}";
}

}  // namespace parvis::tiny
