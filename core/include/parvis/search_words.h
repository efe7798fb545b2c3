#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/script.h"

/// @file
/// Words as a search compares them: without regard to case, accents or the many ways to type one letter.

namespace parvis {

/// A word of a text in search form.
struct SearchWord {
  std::u32string form;      ///< folded letters and digits
  std::uint32_t begin = 0;  ///< where it stands in the text: bytes
  std::uint32_t end = 0;
  Script script = Script::none;  ///< of its first letter; none for a number
};

/// The words of a text, in order.
///
/// A word is a run of letters and digits of one script; an apostrophe or hyphen ends it, a mark or a joiner does not.
/// Each Han character is a word. Words are case-folded (Unicode, section 3.13), decomposed (NFD) and freed of their
/// marks, so that "Été", "ete" and "ÉTÉ" agree, as do أ and ا; letters that have no decomposition but a usual plain
/// form take that (ł l, ı i, œ oe, ی ي, ک ك, ى ي, ة ه), and digits of any script become ASCII. Ill-formed UTF-8
/// separates words.
[[nodiscard]] std::vector<SearchWord> search_words(std::string_view text);

}  // namespace parvis
