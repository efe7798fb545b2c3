#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// Sentence segmentation.

namespace parvis {

/// One sentence of a text, as byte offsets: the sentence is [begin, end), the white space that follows it is [end,
/// next).
///
/// The segments of a text tile it: the first `begin` is past the leading white space, each `next` is the following
/// `begin`, the last `next` is the size of the text.
struct Segment {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t next = 0;

  [[nodiscard]] std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
  [[nodiscard]] std::string_view separator_of(std::string_view text) const { return text.substr(end, next - end); }

  friend bool operator==(const Segment&, const Segment&) = default;
};

/// Cuts a text into sentences. Nothing is lost: see Segment, and join_segments.
///
/// Boundaries are those of ICU's sentence BreakIterator (Unicode Standard Annex 29), less those after an abbreviation
/// of the language, an initial, a legal reference ("art. R. 311-2"), a list number ("1. ") or an ordinal, and more
/// where a line ends. Arabic and Chinese marks (؟ ۔ 。 ！ ？) end a sentence with or without a space after them. A
/// closing quote stays with the sentence that it closes. Text of white space alone, or none, has no segments.
/// Ill-formed UTF-8 is read as U+FFFD; offsets stay those of the input.
///
/// @param text      raw or normalised UTF-8, of less than 2^31 bytes
/// @param language  ISO 639-1 code of the text; an unknown one is cut by the general rules alone
[[nodiscard]] std::vector<Segment> segment(std::string_view text, std::string_view language);

/// Puts a text together again from its segments' replacements, with the leading white space and the separators of the
/// original.
///
/// Where the target language sets sentences apart by spaces and the original did not (Chinese to French), a space is
/// put in; where it does not, a single space between sentences is dropped. Line ends are kept either way.
///
/// @param text             the text that was cut
/// @param segments         its segments
/// @param replacements     one string for each segment; with the segments' own strings and language the input comes
/// back
/// @param target_language  ISO 639-1 code of the replacements
[[nodiscard]] std::string join_segments(std::string_view text, std::span<const Segment> segments,
                                        std::span<const std::string> replacements, std::string_view target_language);

}  // namespace parvis
