#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parvis/result.h"

/// @file
/// Words of people in danger. A match never decides anything: it makes sure that the emergency numbers are shown.

namespace parvis {

/// Where a text speaks of danger.
struct SafetyMatch {
  std::string category;     ///< "danger", "violence", "suicide", "child" or "homeless"
  std::uint32_t begin = 0;  ///< the words that matched: bytes
  std::uint32_t end = 0;
};

/// Patterns of all languages, compared with every text whatever its language: people mix them.
class SafetyLists {
 public:
  /// Adds the patterns of a language, JSON: `{"language": "fr", "<category>": ["mon mari|conjoint me frappe*", ...],
  /// "harmless": [...]}`.
  ///
  /// A pattern is a row of words that must come in this order, with at most four other words between two of them.
  /// `|` separates alternatives, a `*` at the end of a word stands for any ending, and a pattern in quotes ("feu") must
  /// be all that the text says. Words are compared in search form (search_words.h), so accents and case do not count; a
  /// Han word matches as the row of its characters. A match that shares a word with a "harmless" one is none.
  /// @return lists_invalid where it is not of this form
  Result<void> add(std::string_view text);

  /// The first match of each category, in the order of the text.
  [[nodiscard]] std::vector<SafetyMatch> find(std::string_view text) const;

 private:
  /// Words in search form that stand side by side; the last may be the beginning of a longer one.
  struct Row {
    std::vector<std::u32string> words;
    bool open_end = false;
  };
  struct Pattern {
    std::string category;
    std::vector<std::vector<Row>> parts;  ///< for each part its alternatives
    bool whole = false;                   ///< nothing else may stand in the text
  };

  /// Patterns, and which of them can begin with a word.
  struct Table {
    std::vector<Pattern> patterns;
    std::unordered_map<std::u32string, std::vector<std::size_t>> by_word;
    std::unordered_map<std::u32string, std::vector<std::size_t>> by_beginning;  ///< of the word

    void add(Pattern pattern);
  };

  static Result<Pattern> read_pattern(std::string_view category, std::string_view text);

  Table patterns_;
  Table harmless_;

  friend struct SafetySearch;
};

}  // namespace parvis
