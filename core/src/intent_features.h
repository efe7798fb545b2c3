#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "parvis/search_words.h"

/// @file
/// Internal: what the intent classifier sees of a text.

namespace parvis::detail {

/// A feature: a word, a pair of words, or a sequence of letters of a word.
struct IntentFeature {
  std::uint64_t key = 0;   ///< FNV-1a hash of its kind and letters
  std::uint32_t word = 0;  ///< index of its (first) word
};

/// The features of a text, in order, repeated ones as often as they occur.
///
/// For each word: the word; the pair it forms with the next; and, unless it is a Han character or a number, its
/// sequences of three to five letters, the ends of the word marked ("_carte_" gives "_ca", "car"...). Subword features
/// after Bojanowski et al., "Enriching Word Vectors with Subword Information" (2017), https://arxiv.org/abs/1607.04606.
[[nodiscard]] std::vector<IntentFeature> intent_features(std::span<const SearchWord> words);

}  // namespace parvis::detail
