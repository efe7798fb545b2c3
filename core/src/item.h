#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parts.h"
#include "parvis/markup.h"
#include "parvis/phrasebook.h"
#include "parvis/segment.h"
#include "parvis/translate.h"

/// @file
/// Internal: one input of a job, taken apart and put together again.

namespace parvis::detail {

/// A stretch of text between line breaks.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<Segment> segments;  ///< offsets in the line
};

/// An input, as far as it concerns the text around its sentences.
struct Item {
  TranslationInput input;
  std::string text;                    ///< repaired; tags taken out
  std::optional<MarkedText> original;  ///< of an input with markup
  std::optional<MarkedText> normal;
  std::vector<Line> lines;
  std::vector<std::size_t> parts;  ///< one for each segment of each line
  std::vector<Flag> flags;
  std::optional<std::string> phrase;  ///< what the phrasebook or the termbase says instead of the network
  bool refused = false;
};

/// Reads an input and cuts it into lines and segments. An input whose markup is broken is refused at once.
[[nodiscard]] Item read_item(TranslationInput input, std::string_view language);

/// What people wrote for a whole input: the phrasebook's words or, where terms are guided, the termbase's equivalent of
/// an input that is one of its terms. Tags stay where they are, after the words: they may only mark an asterisk or a
/// colon ("Nom <abbr title="obligatoire">*</abbr>").
[[nodiscard]] std::optional<std::string> find_written(const TranslationInput& input, const TranslationOptions& options);

/// A segment's text, and the offset of its normal form in that of the whole (for inputs with markup).
struct ItemSegment {
  std::string text;
  std::uint32_t base = 0;
};

[[nodiscard]] std::vector<ItemSegment> segments_of(const Item& item);

/// Puts an input together from its finished segments, its tags projected onto them.
[[nodiscard]] std::string write_item(const Item& item, const std::vector<Finished>& finished,
                                     std::string_view language);

}  // namespace parvis::detail
