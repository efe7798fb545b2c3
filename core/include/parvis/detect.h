#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/result.h"
#include "parvis/script.h"

/// @file
/// Which of our languages a text is written in.

namespace parvis {

/// What a text seems to be.
struct Detection {
  std::string language;  ///< ISO 639-1, or "und" where nothing speaks clearly enough
  Script script = Script::none;
  Direction direction = Direction::ltr;
  /// Probability, between 0 and 1, that `language` is right if it is one of our languages of this script; 0 for "und".
  double confidence = 0;
};

/// Letter statistics of the languages (i18n/detect/profiles.txt, written by models/make_detect_profile.py).
class DetectProfiles {
 public:
  /// Reads a profile file.
  /// @return profile_invalid where it is not of the format
  [[nodiscard]] static Result<DetectProfiles> parse(std::string_view text);

  /// Guesses the language of a text: by script first (Han is Chinese), then by the weights that the letter sequences
  /// and short words of the text have under each language of that script: the linear model of a multinomial logistic
  /// regression. "und" for text without letters, in another script, or more like the other languages that the weights
  /// know (Dutch, Urdu, Bulgarian...) than like one of ours.
  [[nodiscard]] Detection detect(std::string_view text) const;

 private:
  /// The languages of one script.
  struct Group {
    Script script = Script::none;
    double temperature = 1;               // of the probabilities
    std::vector<std::string> languages;   // one for each class; "und" for those of other languages
    std::vector<std::uint64_t> features;  // hashes of the letter sequences, ascending
    std::vector<std::int8_t> weights;     // languages.size() for each feature

    [[nodiscard]] const std::int8_t* find(std::u32string_view letters) const;
  };

  std::vector<Group> groups_;
};

}  // namespace parvis
