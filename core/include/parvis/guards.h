#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parvis/result.h"

/// @file
/// Guards: deterministic checks of a finished translation against its source. They know nothing of the model.
///
/// A guard raises a flag; what follows from it (decode again, show with a warning, refuse) is for the caller. Each is
/// made to keep quiet on true translations: a flag that people learn to ignore protects nobody.

namespace parvis {

enum class GuardFlag {
  repetition,            ///< the target runs in circles, or says a short text twice
  copied,                ///< the source came back, whole or for a long stretch, although the languages differ
  too_short,             ///< far fewer letters than the pair of languages explains
  too_long,              ///< far more
  wrong_script,          ///< not written in the target language's script
  leftover_placeholder,  ///< a piece of the machinery in the text: "<ph2>", "<unk>", U+FFFD
  negation,              ///< one side negates, the other does not
  obligation,            ///< "must" on one side became "may" on the other
  condition,             ///< an "if" or "except" is missing on one side
  deadline,              ///< "before" on one side became "after" on the other
};

/// Stable string: lower case, hyphens ("leftover-placeholder"), key of the wording in i18n/ui ("flag.<string>").
[[nodiscard]] std::string_view to_string(GuardFlag flag);

/// What the polarity guards count in a text.
struct PolarityCounts {
  std::size_t negation = 0;  ///< words that negate a sentence
  std::size_t negation_weak =
      0;  ///< words that may stand for a negation of another language: "without", "refuse", "at most"
  std::size_t obligation = 0;
  std::size_t permission = 0;
  std::size_t condition = 0;
  std::size_t condition_weak = 0;  ///< words that may stand for a condition: "when", "without"
  std::size_t before = 0;
  std::size_t after = 0;

  friend bool operator==(const PolarityCounts&, const PolarityCounts&) = default;
};

/// The word lists of one language (i18n/guards/<language>.json, format in i18n/guards/README.md).
class GuardLists {
 public:
  /// Reads a list file.
  /// @return lists_invalid where it is no JSON or not of the format
  [[nodiscard]] static Result<GuardLists> parse(std::string_view json);

  [[nodiscard]] const std::string& language() const { return language_; }

  [[nodiscard]] PolarityCounts count(std::string_view text) const;

 private:
  enum class Shape : std::uint8_t { phrase, gapped, word };
  struct Pattern {
    // Alternatives of each token; an empty list is a gap of up to five tokens.
    std::vector<std::vector<std::u32string>> tokens;
    std::size_t category = 0;
    Shape shape = Shape::word;
  };

  [[nodiscard]] std::size_t match(const Pattern& pattern, const std::vector<std::u32string>& tokens, std::size_t begin,
                                  const std::vector<bool>& used, std::vector<std::size_t>& matched) const;
  [[nodiscard]] std::vector<std::u32string> tokens_of(std::string_view text) const;
  [[nodiscard]] std::vector<std::uint32_t> candidates(const std::u32string& token) const;

  std::string language_;
  bool characters_ = false;  // a token is a character, not a word
  bool elision_ = false;     // a token ends after an apostrophe
  std::vector<Pattern> patterns_;
  // Patterns by the first character of what they may begin with, in order; 0 for those that begin with anything.
  std::unordered_map<char32_t, std::vector<std::uint32_t>> by_first_;
};

/// Flags negation, obligation, condition and deadline, as far as the two texts disagree.
[[nodiscard]] std::vector<GuardFlag> polarity_mismatch(std::string_view source, const GuardLists& source_lists,
                                                       std::string_view target, const GuardLists& target_lists);

/// The target ends in, or consists of, the same words again and again, more often than the source does.
[[nodiscard]] bool runs_in_circles(std::string_view source, std::string_view target);

/// The target is the source, or shares a stretch of five words with it. Names, codes and single words do not count.
[[nodiscard]] bool is_copied(std::string_view source, std::string_view target);

/// Letters of the target over letters of the source, as a multiple of what the two languages usually show (1 is usual).
/// 1 for texts too short to tell.
[[nodiscard]] double length_surprise(std::string_view source, std::string_view source_language, std::string_view target,
                                     std::string_view target_language);

/// All guards. `source_lists` and `target_lists` may be null: polarity is not checked then.
/// @param source, target  finished texts, without placeholders; for texts with tags, without them
[[nodiscard]] std::vector<GuardFlag> check_guards(std::string_view source, std::string_view source_language,
                                                  std::string_view target, std::string_view target_language,
                                                  const GuardLists* source_lists = nullptr,
                                                  const GuardLists* target_lists = nullptr);

}  // namespace parvis
