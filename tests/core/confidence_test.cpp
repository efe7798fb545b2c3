#include "parvis/confidence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace parvis {
namespace {

TEST(Confidence, TakesMeanAndMinimum) {
  const std::vector<float> scores{-0.5F, -0.25F, -1.25F, 0.0F};
  const Evidence evidence = gather_evidence(scores);
  EXPECT_DOUBLE_EQ(evidence.mean, -0.5);
  EXPECT_DOUBLE_EQ(evidence.minimum, -1.25);
  EXPECT_DOUBLE_EQ(confidence(evidence, {2, 1, 0.5, 0}), 1 / (1 + std::exp(-(2 * -0.625 + 1))));
}

TEST(Confidence, StaysBetweenZeroAndOneForAnyScores) {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::vector<std::vector<float>> odd{
      {}, {-infinity}, {infinity}, {std::numeric_limits<float>::quiet_NaN()}, {5.0F, -1e30F}, {0.0F}};
  for (const auto& scores : odd) {
    const double value = confidence(gather_evidence(scores), {});
    EXPECT_GE(value, 0);
    EXPECT_LE(value, 1);
  }
  EXPECT_LT(confidence(gather_evidence(std::vector<float>{std::numeric_limits<float>::quiet_NaN()}), {}), 0.01);
}

TEST(Confidence, DefaultsSortLikelySentencesFromUnlikelyOnes) {
  const auto level = [](float score) {
    return level_of(confidence(gather_evidence(std::vector<float>(10, score)), {}), {});
  };
  EXPECT_EQ(level(-0.1F), Level::good);
  EXPECT_EQ(level(-0.5F), Level::good);
  EXPECT_EQ(level(-1.5F), Level::check);
}

TEST(Confidence, AbstainsBelowTheThresholdOfThePack) {
  const ConfidenceModel model{3, 2, 0.6, 0.2};
  EXPECT_EQ(level_of(0.19, model), Level::kept);
  EXPECT_EQ(level_of(0.2, model), Level::check);
  EXPECT_EQ(level_of(0.6, model), Level::good);
}

}  // namespace
}  // namespace parvis
