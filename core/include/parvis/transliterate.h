#pragma once

#include <span>
#include <string>
#include <string_view>

#include "parvis/result.h"

/// @file
/// Names in Latin letters by a named standard, for a person who asks for it.

namespace parvis {

/// Languages of names that can be transliterated, ISO 639-1: those of `transliterate_name`.
[[nodiscard]] std::span<const std::string_view> transliterated_languages();

/// A name in the letters A to Z, by the tables of ICAO Doc 9303, part 3, section 6 ("Transliterations recommended for
/// use by States"), which passports use in their machine-readable zone: B for Cyrillic with its exceptions by language,
/// C for Arabic, Persian, Pashto and Urdu.
///
/// What stands in a person's passport wins over this: many states write names as they sound, above all Arabic ones,
/// whose short vowels no letter shows ("MXHMD" for Muhammad, X being the sign of a modified letter).
///
/// Cyrillic keeps its letter case (`Юлія` gives `Yuliia`); Arabic script, which has none, gives capitals. Latin
/// letters, digits, hyphens, spaces and line ends stay; the apostrophe and the soft sign inside a Cyrillic name go, as
/// do vowel marks. Text is normalised first (text.h), line by line.
///
/// @param name      UTF-8, one name or several
/// @param language  ISO 639-1 code, one of `transliterated_languages`
/// @return language_unknown, or argument_invalid with the letter as detail where the standard has no equivalent
///
/// Source: https://www.icao.int/publications/Documents/9303_p3_cons_en.pdf
[[nodiscard]] Result<std::string> transliterate_name(std::string_view name, std::string_view language);

}  // namespace parvis
