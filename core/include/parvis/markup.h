#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/result.h"

/// @file
/// Inline markup: tags are taken out of a text before it is translated and put back into the translation.
///
/// The subset of HTML that stands inside one block of text: elements with attributes, void elements (`<br>`),
/// self-closing ones (`<x1/>`), comments, character references. Elements must be closed and nest. What blocks are (p,
/// div, li) is the caller's business.

namespace parvis {

/// An inline element, or a single tag, with the bytes of plain text that it encloses.
struct MarkupSpan {
  std::size_t begin = 0;
  std::size_t end = 0;                ///< equal to begin for a single tag and for an empty element
  std::string open;                   ///< as written: `<a href="x">`, `<br>`, `<!-- x -->`
  std::string close;                  ///< as written: `</a>`; empty for a single tag
  std::optional<std::size_t> parent;  ///< index of the element around it; always smaller than its own

  friend bool operator==(const MarkupSpan&, const MarkupSpan&) = default;
};

/// Plain text, every character of which means itself, and what was marked in it, in the order of the opening tags.
struct MarkedText {
  std::string text;
  std::vector<MarkupSpan> spans;

  friend bool operator==(const MarkedText&, const MarkedText&) = default;
};

/// Whether a span is the element `br`, which ends a line.
[[nodiscard]] bool is_line_break(const MarkupSpan& span);

/// Takes tags and character references out of a text.
///
/// A `<` that opens no tag ("a < b") and an `&` that opens no known reference mean themselves. Refused with
/// markup_invalid, the byte offset as detail: an element that is not closed, or not in its turn; a tag or comment that
/// does not end; more than 500 tags or 100 levels.
[[nodiscard]] Result<MarkedText> parse_markup(std::string_view markup);

/// Markup of a marked text: `&`, `<` and `>` of the text as references, tags as they were written.
///
/// The output is well nested and holds every tag once whatever the offsets are: a span that leaves its parent, or runs
/// into the one before it, is cut back. Parsing the output of a parsed text gives that text again.
[[nodiscard]] std::string write_markup(const MarkedText& marked);

/// The normal form (text.h) of a marked text; spans move with their characters. Spaces at either end are dropped.
[[nodiscard]] MarkedText normalise_marked(const MarkedText& marked);

/// Says that bytes of a target text come from bytes of its source.
struct AlignmentLink {
  std::uint32_t source_begin = 0;
  std::uint32_t source_end = 0;  ///< a link without source bytes (to the end mark) tells nothing
  std::uint32_t target_begin = 0;
  std::uint32_t target_end = 0;

  friend bool operator==(const AlignmentLink&, const AlignmentLink&) = default;
};

/// Marks in a translation what was marked in its source; every span comes back once, in the same order, well nested.
///
/// Each word of the target votes for the spans that its links point into; a span becomes the stretch of words with most
/// votes for and fewest against (a maximum subarray, after Bentley 1984), inside its parent's stretch and apart from
/// its siblings'. A span for which nobody votes takes the word at its relative place, so that a link keeps something to
/// click on. Single tags go where fewest links cross them. Spaces inside a span's borders stay inside.
///
/// @param source  normalised
/// @param target  translation of source.text
/// @param links   in any order; offsets beyond the texts are cut back
[[nodiscard]] MarkedText project_markup(const MarkedText& source, std::string_view target,
                                        std::span<const AlignmentLink> links);

/// Puts the white space at either end of `original` around `inner`, the translation of its normal form, and spans that
/// opened or closed in that white space back there. Both have the same spans.
[[nodiscard]] MarkedText restore_borders(const MarkedText& inner, const MarkedText& original);

}  // namespace parvis
