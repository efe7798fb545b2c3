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

  /// Guesses the language of a text: by script first (Han is Chinese), then by the weights that the letter sequences of
  /// its words have under each language of that script. "und" for text without letters, in another script, or unlike
  /// all of them. A language that is none of ours but close to one (Dutch to German) is taken for that.
  [[nodiscard]] Detection detect(std::string_view text) const;

 private:
  /// The languages of one script.
  struct Group {
    Script script = Script::none;
    double temperature = 1;  // of the probabilities
    std::vector<std::string> languages;
    std::vector<double> floors;  // for each language: the share of known three-letter sequences that its texts reach
    std::vector<std::uint64_t> keys;   // letter sequences of one to four letters, 16 bits each, ascending
    std::vector<std::int8_t> weights;  // languages.size() for each key

    [[nodiscard]] const std::int8_t* find(std::uint64_t key) const;
  };

  std::vector<Group> groups_;
};

}  // namespace parvis
