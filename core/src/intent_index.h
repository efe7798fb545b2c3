#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "intent_features.h"
#include "parvis/procedures.h"

/// @file
/// Internal: the lexical evidence of the intent classifier.

namespace parvis::detail {

/// Evidence for each procedure, in sum and word by word.
struct IntentEvidence {
  std::size_t procedures = 0;
  std::vector<double> total;               ///< for each procedure
  std::vector<std::vector<double>> words;  ///< for each word, for each procedure
};

/// BM25 over procedures, each one document made of all its texts; terms are intent features.
class IntentIndex {
 public:
  explicit IntentIndex(std::span<const Procedure> procedures);

  /// Share of the text's weight that each procedure has too, between 0 and 1: the BM25 score divided by that of a
  /// procedure that had every feature of the text infinitely often.
  /// @param word_count  one more than the largest `word` of the features
  [[nodiscard]] IntentEvidence search(std::span<const IntentFeature> features, std::size_t word_count) const;

 private:
  struct Posting {
    std::uint32_t procedure;
    float weight;  // saturated term frequency, between 0 and 1
  };
  [[nodiscard]] double rarity(std::size_t holders) const;

  std::size_t procedures_ = 0;
  std::unordered_map<std::uint64_t, std::vector<Posting>> postings_;
};

/// Every text of a procedure, for the index and for the mean vector of one that the encoder has not learned.
[[nodiscard]] std::vector<std::string_view> texts_of(const Procedure& procedure);

}  // namespace parvis::detail
