#pragma once

#include <string>
#include <string_view>

/// @file
/// Internal: the marks around the words of a label, taken off the French and put on the translation.

namespace parvis::detail {

/// A text and what stands behind its words: "Nom de naissance : *" is "Nom de naissance" and " : *".
struct Trimmed {
  std::string_view core;
  std::string_view tail;
};

[[nodiscard]] Trimmed trim(std::string_view text);

/// A translation with the punctuation that the French text has behind its words.
[[nodiscard]] std::string dress(std::string translation, std::string_view tail, std::string_view language);

/// A text with its first character in upper case, if its script has cases.
[[nodiscard]] std::string capitalised(std::string_view text, std::string_view language);

/// Whether a text begins with an upper-case letter.
[[nodiscard]] bool starts_with_capital(std::string_view text);

}  // namespace parvis::detail
