#include "parvis/confidence.h"

#include <algorithm>
#include <cmath>

namespace parvis {
namespace {

constexpr double unlikely = -20;  // nats; also keeps infinities out of the mean
constexpr double weight_of_minimum = 0.1;

}  // namespace

Evidence gather_evidence(std::span<const float> scores) {
  Evidence evidence;
  for (const float score : scores) {
    const double value = std::isnan(score) ? unlikely : std::clamp(static_cast<double>(score), unlikely, 0.0);
    evidence.mean += value / static_cast<double>(scores.size());
    evidence.minimum = std::min(evidence.minimum, value);
  }
  return evidence;
}

double confidence(const Evidence& evidence, const ConfidenceModel& model) {
  const double x = evidence.mean + weight_of_minimum * evidence.minimum;
  return 1 / (1 + std::exp(-(model.a * x + model.b)));
}

std::string_view to_string(Level level) {
  switch (level) {
    case Level::good:
      return "good";
    case Level::check:
      return "check";
    case Level::kept:
      return "kept";
    case Level::phrase:
      return "phrase";
  }
  return "kept";
}

Level level_of(double confidence, const ConfidenceModel& model) {
  if (confidence < model.keep) return Level::kept;
  return confidence < model.check ? Level::check : Level::good;
}

}  // namespace parvis
