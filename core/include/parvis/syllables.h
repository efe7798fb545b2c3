#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// @file
/// Syllables of French words, by their letters alone: nothing is looked up.

namespace parvis {

/// Syllables of a word as spoken, for readability: its groups of vowels, at least one; a final silent 'e', 'es' or
/// 'ent' of a longer word is none.
[[nodiscard]] std::size_t count_syllables(std::string_view word);

/// Where the syllables of French words begin, to be shown to people who learn to read: "ad-mi-nis-tra-tion".
///
/// Syllables as they are written, after the rule of French hyphenation: a single consonant goes with the vowel after
/// it, of several the last one does, and groups such as "tr", "ch" or "gn" stay together (Grevisse, "Le bon usage",
/// section on the division of words). A final silent 'e' or 'es' begins none, so that no part is mute; a final 'ent'
/// does, because the letters do not tell "souvent" from "doivent".
///
/// @param text  words with anything between them; ill-formed UTF-8 is no letter
/// @return byte offsets, ascending; the first syllable of a word is left out
[[nodiscard]] std::vector<std::size_t> syllable_breaks(std::string_view text);

}  // namespace parvis
