#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intent_features.h"
#include "intent_index.h"
#include "parvis/intent.h"

namespace parvis {

class IntentEncoder {
 public:
  static Result<IntentEncoder> parse(std::string_view bytes);

  /// Direction of a class in the space of the encoder, and its head start in nats.
  struct Class {
    std::string id;
    std::vector<float> vector;
    float bias = 0;
  };

  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] std::span<const Class> classes() const { return classes_; }

  /// The class of a procedure that was not learned: the mean direction of its texts.
  [[nodiscard]] Class class_of(const Procedure& procedure) const;

  /// Evidence in nats for each of the classes, as a sum over words. Without a known feature it is the biases alone.
  [[nodiscard]] detail::IntentEvidence weigh(std::span<const detail::IntentFeature> features, std::size_t word_count,
                                             std::span<const Class* const> classes) const;

 private:
  struct Row {
    std::uint32_t key;
    std::uint8_t step;
  };

  /// Adds a feature's vector; false where it is unknown.
  bool add(std::uint64_t key, std::span<float> sum) const;

  std::string version_;
  std::size_t dimensions_ = 0;
  float scale_ = 1;         // nats of a text that points exactly at a class
  float custom_scale_ = 1;  // length of a vector that was not learned
  float custom_bias_ = 0;
  std::vector<Row> rows_;
  std::vector<std::uint8_t> values_;  // dimensions / 2 bytes for each row
  std::vector<Class> classes_;
};

}  // namespace parvis
