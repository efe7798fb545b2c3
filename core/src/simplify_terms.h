#pragma once

#include <cstdint>
#include <vector>

#include "simplify_rules.h"

/// @file
/// Internal: terms of the termbase in a sentence.

namespace parvis::detail {

/// A term and the words that it takes up.
struct TermMatch {
  int first = 0;
  int last = 0;
  std::uint32_t term = 0;
};

/// The terms of a sentence, longest first at each word, without overlap.
///
/// A confusable term counts where one of its `when` words stands in the block around it.
/// @param context  all sentences of the block
[[nodiscard]] std::vector<TermMatch> find_terms(const Clause& clause, const FrenchAnalysis& context,
                                                const SimplifyLists::Data& lists);

}  // namespace parvis::detail
