#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/result.h"

/// @file
/// Internal: a text to simplify as blocks of plain text with the way back to its bytes.

namespace parvis::detail {

/// Text between two tags that end a block; the whole of a text without markup.
struct SourceBlock {
  std::string text;                  ///< plain: tags taken out, references resolved, in markup each line end a space
  std::vector<std::uint32_t> begin;  ///< for each byte of `text`, where its origin begins and ends
  std::vector<std::uint32_t> end;
  std::string element;  ///< the element that the block fills from its first to its last byte: "p", "li"; else empty
  std::vector<std::uint8_t> depth;  ///< for each byte, how many inline elements are open around it
  std::size_t close_begin = 0;      ///< of the element's closing tag, where `element` is set
  std::size_t close_end = 0;

  /// Whether a tag stands between the characters of [from, to): an edit of that stretch would lose it.
  [[nodiscard]] bool has_tag_in(std::size_t from, std::size_t to) const;
  /// Original bytes of [from, to). An insertion goes where the character before it ends.
  [[nodiscard]] std::size_t origin_begin(std::size_t from, std::size_t to) const;
  [[nodiscard]] std::size_t origin_end(std::size_t from, std::size_t to) const;
};

/// Cuts a text into its blocks; text that is not prose (script, code, a field's value) belongs to none.
///
/// @return markup_invalid for a tag or comment that does not end, the byte offset as detail
[[nodiscard]] Result<std::vector<SourceBlock>> read_source(std::string_view text, bool markup);

}  // namespace parvis::detail
