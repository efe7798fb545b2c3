#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parvis {

/// A character reference at the front of a text.
struct EntityMatch {
  std::size_t length = 0;  ///< bytes of the reference, ';' included; 0 where there is none
  std::string text;        ///< UTF-8 of what it stands for
};

/// Reads `&amp;`, `&#233;`, `&#xE9;` and the named references of Latin-1 and of typography. Numbers are read as HTML
/// reads them: 128 to 159 as Windows-1252, what is no character as U+FFFD. Anything without a closing ';' is no
/// reference.
[[nodiscard]] EntityMatch match_entity(std::string_view text);

/// Appends a text as markup: `&`, `<` and `>` become references.
void append_escaped(std::string& out, std::string_view text);

}  // namespace parvis
