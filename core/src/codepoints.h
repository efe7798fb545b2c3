#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// Internal: a text as code points with the way back to its bytes, and character classes as Python's `re` sees them,
/// since models/parvis_models/text.py defines the model's conventions with them.

namespace parvis::detail {

/// A UTF-8 text decoded; an ill-formed sequence is one U+FFFD.
struct CodePoints {
  std::u32string chars;
  std::vector<std::uint32_t> offsets;  ///< byte offset of each character, and the size of the text at the end

  [[nodiscard]] std::size_t size() const { return chars.size(); }
  /// The character at `i`; U+0000, which no class contains, outside the text.
  [[nodiscard]] char32_t at(std::size_t i) const { return i < chars.size() ? chars[i] : U'\0'; }
  /// The character before `i`, in the same way.
  [[nodiscard]] char32_t before(std::size_t i) const { return i > 0 ? at(i - 1) : U'\0'; }
};

[[nodiscard]] CodePoints decode(std::string_view text);

/// Appends the UTF-8 form of a character.
void append(std::string& text, char32_t character);

[[nodiscard]] std::string encode(std::u32string_view chars);

/// `\s` of Python: white space by str.isspace.
[[nodiscard]] bool is_space(char32_t c);

/// `\d` of Python: a decimal digit of any script.
[[nodiscard]] bool is_digit(char32_t c);

/// `\w` of Python: a letter, anything with a numeric value, or '_'; no combining mark.
[[nodiscard]] bool is_word(char32_t c);

/// A letter of any script.
[[nodiscard]] bool is_letter(char32_t c);

[[nodiscard]] constexpr bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
[[nodiscard]] constexpr bool is_ascii_upper(char32_t c) { return c >= U'A' && c <= U'Z'; }
[[nodiscard]] constexpr bool is_ascii_letter(char32_t c) { return is_ascii_upper(c) || (c >= U'a' && c <= U'z'); }

}  // namespace parvis::detail
