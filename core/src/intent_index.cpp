#include "intent_index.h"

#include <cmath>
#include <unordered_set>

namespace parvis::detail {
namespace {

// The usual settings of BM25.
constexpr double kSaturation = 1.2;
constexpr double kLengthShare = 0.75;

}  // namespace

std::vector<std::string_view> texts_of(const Procedure& procedure) {
  std::vector<std::string_view> texts;
  for (const Localised* field : {&procedure.title, &procedure.description, &procedure.keywords, &procedure.examples}) {
    for (const auto& [language, list] : *field) texts.insert(texts.end(), list.begin(), list.end());
  }
  return texts;
}

IntentIndex::IntentIndex(std::span<const Procedure> procedures) : procedures_(procedures.size()) {
  std::vector<double> lengths(procedures.size());
  double mean = 0;
  for (std::uint32_t i = 0; i < procedures.size(); ++i) {
    std::unordered_map<std::uint64_t, std::uint32_t> counts;
    for (const std::string_view text : texts_of(procedures[i])) {
      for (const IntentFeature& feature : intent_features(search_words(text))) {
        ++counts[feature.key];
        ++lengths[i];
      }
    }
    mean += lengths[i] / static_cast<double>(procedures.size());
    for (const auto& [key, count] : counts) postings_[key].push_back({i, static_cast<float>(count)});
  }
  for (auto& [key, list] : postings_) {
    for (Posting& posting : list) {
      const double norm = kSaturation * (1 - kLengthShare + kLengthShare * lengths[posting.procedure] / mean);
      posting.weight = static_cast<float>(posting.weight / (posting.weight + norm));
    }
  }
}

double IntentIndex::rarity(std::size_t holders) const {
  const auto n = static_cast<double>(procedures_), df = static_cast<double>(holders);
  return std::log(1 + (n - df + 0.5) / (df + 0.5));
}

IntentEvidence IntentIndex::search(std::span<const IntentFeature> features, std::size_t word_count) const {
  IntentEvidence evidence{procedures_, std::vector<double>(procedures_),
                          std::vector(word_count, std::vector<double>(procedures_))};
  std::unordered_set<std::uint64_t> seen;
  double whole = 0;
  for (const IntentFeature& feature : features) {
    if (!seen.insert(feature.key).second) continue;
    const auto found = postings_.find(feature.key);
    const double weight = rarity(found == postings_.end() ? 0 : found->second.size());
    whole += weight;
    if (found == postings_.end()) continue;
    for (const Posting& posting : found->second) {
      evidence.words[feature.word][posting.procedure] += weight * posting.weight;
    }
  }
  for (auto& row : evidence.words) {
    for (std::size_t i = 0; i < procedures_; ++i) {
      row[i] /= whole;
      evidence.total[i] += row[i];
    }
  }
  return evidence;
}

}  // namespace parvis::detail
