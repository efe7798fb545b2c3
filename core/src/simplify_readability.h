#pragma once

#include <cstddef>
#include <vector>

#include "parvis/simplify.h"
#include "simplify_rules.h"

/// @file
/// Internal: counts from which the components of readability follow.

namespace parvis::detail {

/// Counts of some sentences; they add up.
struct ReadingCounts {
  std::size_t sentences = 0;
  std::size_t words = 0;
  std::size_t long_sentences = 0;
  std::size_t syllables = 0;
  std::size_t content = 0;
  std::size_t frequent = 0;
  std::size_t jargon = 0;
  std::size_t passive = 0;
  std::size_t nested = 0;
  std::size_t longest = 0;

  void add(const ReadingCounts& other);
};

/// More words than this make a sentence long (RLS 4.1).
constexpr std::size_t kLongSentence = 20;

/// @param jargon  for each word whether it belongs to a term
[[nodiscard]] ReadingCounts count_reading(const Clause& clause, const std::vector<bool>& jargon,
                                          const SimplifyLists::Data& lists);

[[nodiscard]] Readability readability_of(const ReadingCounts& counts);

}  // namespace parvis::detail
