#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/result.h"

/// @file
/// Text as bytes: UTF-8 well-formedness, offsets, the normal form the model was trained with, and letter case.
/// All strings are UTF-8 and all offsets are bytes, unless a name says otherwise.

namespace parvis {

// ---- well-formedness -------------------------------------------------------------------------------------------

/// Offset of the first byte that is not part of well-formed UTF-8 (The Unicode Standard, table 3-7); nothing if all is
/// well.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Error text_invalid_utf8, with the byte offset as detail, unless `text` is well-formed UTF-8.
[[nodiscard]] Result<void> validate_utf8(std::string_view text);

/// A well-formed copy. Policy: every maximal subpart of an ill-formed sequence becomes one U+FFFD (Unicode,
/// section 3.9, "U+FFFD substitution of maximal subparts", as browsers do); well-formed text, U+0000 included, comes
/// back unchanged.
[[nodiscard]] std::string repair_utf8(std::string_view text);

// ---- UTF-16 ----------------------------------------------------------------------------------------------------

/// UTF-16 of a text; ill-formed input is repaired on the way.
[[nodiscard]] std::u16string to_utf16(std::string_view text);

/// UTF-8 of a UTF-16 text; a lone surrogate becomes U+FFFD.
[[nodiscard]] std::string to_utf8(std::u16string_view text);

/// Translates byte offsets of a well-formed UTF-8 text to UTF-16 code unit offsets (what JavaScript counts) and back.
///
/// An offset inside a character answers for the start of that character; one past the end answers for the end.
class OffsetMap {
 public:
  /// Reads the text once, O(length); keeps no reference to it.
  explicit OffsetMap(std::string_view text);

  [[nodiscard]] std::size_t to_utf16(std::size_t utf8_offset) const;
  [[nodiscard]] std::size_t to_utf8(std::size_t utf16_offset) const;

 private:
  struct Step {
    std::uint32_t utf8;
    std::uint32_t utf16;
    std::uint32_t width8;   // bytes of each character from here to the next step
    std::uint32_t width16;  // code units of each
  };
  std::vector<Step> steps_;  // one at each change of character width, and one at the end
};

// ---- normal form -----------------------------------------------------------------------------------------------

/// The form in which the model reads text; part of the model format (see models/parvis_models/text.py, which is its
/// definition).
///
/// In this order: no-break and thin spaces become spaces, typographic apostrophes and quotes ASCII, the ellipsis three
/// full stops; zero-width, soft-hyphen, tatweel and bidirectional marks are dropped; Arabic-Indic, extended
/// Arabic-Indic and full-width digits become ASCII; then Unicode NFC; then each run of white space becomes one space,
/// and none is left at either end. Ill-formed UTF-8 is repaired first.
[[nodiscard]] std::string normalise(std::string_view text);

/// A normalised text that remembers where it came from.
struct NormalisedText {
  std::string text;
  /// For each byte of `text`, and one past the end: the byte offset in the original text at which its origin starts.
  /// Never decreasing; `text.size() + 1` entries; the last one is the end of the last origin.
  std::vector<std::uint32_t> origin;
};

/// As normalise, with the way back to the original text. Precondition: fewer than 2^32 bytes.
[[nodiscard]] NormalisedText normalise_with_origin(std::string_view text);

/// Digits of any script as ASCII digits; everything else unchanged.
[[nodiscard]] std::string ascii_digits(std::string_view text);

// ---- letter case -----------------------------------------------------------------------------------------------

/// Lower case by the rules of a language (Turkish dotless i, final sigma): full Unicode mapping.
[[nodiscard]] std::string to_lower(std::string_view text, std::string_view language);

/// Upper case by the rules of a language.
[[nodiscard]] std::string to_upper(std::string_view text, std::string_view language);

/// Whether a text is written in capitals for emphasis ("NOM DE FAMILLE"), rather than being an acronym ("CAF", "IBAN").
///
/// True where no cased letter is lower case and there is a word of at least six letters, or at least two words and
/// eight letters. Angle-bracketed placeholders and tags (`<ph1>`) are not looked at. Text in a script without case is
/// never all capitals.
[[nodiscard]] bool is_all_caps(std::string_view text);

/// Sentence case of a text written in capitals: lower case but for the first letter and for well-known French acronyms
/// ("NUMÉRO CAF" gives "Numéro CAF"). Placeholders and tags are left alone.
[[nodiscard]] std::string lower_all_caps(std::string_view text, std::string_view language);

/// Capitals again for the translation of a text that was all capitals. Placeholders and tags are left alone;
/// a script without case comes back unchanged.
[[nodiscard]] std::string restore_all_caps(std::string_view text, std::string_view language);

}  // namespace parvis
