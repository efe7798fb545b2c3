#include "codepoints.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace parvis::detail {

CodePoints decode(std::string_view text) {
  CodePoints result;
  result.chars.reserve(text.size());
  result.offsets.reserve(text.size() + 1);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    result.offsets.push_back(static_cast<std::uint32_t>(i));
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    result.chars.push_back(static_cast<char32_t>(c));
  }
  result.offsets.push_back(static_cast<std::uint32_t>(size));
  return result;
}

void append(std::string& text, char32_t character) {
  char buffer[U8_MAX_LENGTH];
  int length = 0;
  UBool failed = false;
  U8_APPEND(reinterpret_cast<std::uint8_t*>(buffer), length, U8_MAX_LENGTH, static_cast<UChar32>(character), failed);
  if (failed) {
    text += "\xEF\xBF\xBD";
  } else {
    text.append(buffer, static_cast<std::size_t>(length));
  }
}

std::string encode(std::u32string_view chars) {
  std::string text;
  text.reserve(chars.size());
  for (const char32_t c : chars) append(text, c);
  return text;
}

bool is_space(char32_t c) {
  if (c < 0x80) return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_digit(char32_t c) { return c < 0x80 ? is_ascii_digit(c) : u_isdigit(static_cast<UChar32>(c)) != 0; }

bool is_word(char32_t c) {
  if (c < 0x80) return is_ascii_digit(c) || is_ascii_letter(c) || c == U'_';
  const auto u = static_cast<UChar32>(c);
  return u_isalpha(u) != 0 || u_getIntPropertyValue(u, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

bool is_letter(char32_t c) { return c < 0x80 ? is_ascii_letter(c) : u_isalpha(static_cast<UChar32>(c)) != 0; }

}  // namespace parvis::detail
