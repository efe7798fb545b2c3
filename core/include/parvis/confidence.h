#pragma once

#include <cstddef>
#include <span>
#include <string_view>

/// @file
/// How far a translation may be trusted, from the log-probabilities of its pieces.

namespace parvis {

/// How a direction's log-probabilities become a confidence; `confidence` of `pack.json` gives one for each direction.
///
/// With x = mean + minimum / 10 (see Evidence), the confidence is 1 / (1 + exp(-(a x + b))). Values are fitted on
/// sentences that people judged; the defaults hold where none were.
struct ConfidenceModel {
  double a = 3.5;
  double b = 3.5;
  double check = 0.6;  ///< below this a reader is asked to check
  double keep = 0;     ///< below this the source is kept (abstention)

  friend bool operator==(const ConfidenceModel&, const ConfidenceModel&) = default;
};

/// What the pieces of one sentence, its end mark included, say about it.
struct Evidence {
  double mean = 0;     ///< mean log-probability in nats: the length-normalised score
  double minimum = 0;  ///< that of the least likely piece
};

/// Mean and minimum of a sentence's log-probabilities (nats, <= 0). Values that are no number count as very unlikely;
/// none give certainty.
[[nodiscard]] Evidence gather_evidence(std::span<const float> scores);

/// Confidence between 0 and 1.
[[nodiscard]] double confidence(const Evidence& evidence, const ConfidenceModel& model);

/// What to do with a result.
enum class Level {
  good,    ///< show it
  check,   ///< show it and say that it may be wrong
  kept,    ///< show the source instead
  phrase,  ///< not from the network at all: words of the phrasebook
};

/// "good", "check", "kept" or "phrase".
[[nodiscard]] std::string_view to_string(Level level);

/// Level of a confidence.
[[nodiscard]] Level level_of(double confidence, const ConfidenceModel& model);

}  // namespace parvis
