#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codepoints.h"
#include "parvis/locks.h"

/// @file
/// Internal: the readers behind find_locks. They all read the normal form, and their positions are characters, not
/// bytes.

namespace parvis::detail {

struct CharSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  LockKind kind = LockKind::number;
  bool checked = false;
  bool single_digit = false;  ///< a number of one digit: the standard plan leaves it plain

  [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// Exactly what models/parvis_models/text.py locks, span by span: its five alternatives, tried in its order at each
/// position.
[[nodiscard]] std::vector<CharSpan> convention_spans(const CodePoints& text);

/// The normal form with spaces for everything that convention_spans finds: tags, variables, addresses, codes and
/// numbers are not language.
[[nodiscard]] std::string without_locks(std::string_view text);

/// Month names of a language and of French, in lower case; read from ICU when first needed, as most texts hold no date.
class MonthNames {
 public:
  explicit MonthNames(std::string_view language) : language_(language.substr(0, 2)) {}

  struct Match {
    int month = 0;  ///< 1..12
    std::size_t end = 0;
    bool wide = false;  ///< the full name, not an abbreviation
  };
  /// The longest month name that starts at `begin` and ends with a word.
  [[nodiscard]] std::optional<Match> match(const CodePoints& text, std::size_t begin) const;

 private:
  struct Name {
    std::u32string name;
    int month;
    bool wide;
  };
  void add(std::u32string name, int month, bool wide) const;
  void add_icu_names(std::string_view language) const;
  void load() const;

  std::string language_;
  mutable std::vector<Name> names_;  // longest first; empty until loaded
};

/// A calendar day as written; year 0 where none is given.
struct DateMatch {
  std::size_t end = 0;
  int day = 0;
  int month = 0;
  int year = 0;
  bool named = false;  ///< with a month name
};

/// A date that starts at `begin`: numeric, or with a month name.
[[nodiscard]] std::optional<DateMatch> match_date(const CodePoints& text, std::size_t begin, const MonthNames& months);

struct TimeMatch {
  std::size_t end = 0;
  int hour = 0;
  int minute = 0;
  bool french = false;  ///< "10 h 30", not "10:30"
};

/// A time of day that starts at `begin`.
[[nodiscard]] std::optional<TimeMatch> match_time(const CodePoints& text, std::size_t begin);

/// The longer and further locks: dates, amounts, account and phone numbers, references... `taken` are the spans of
/// convention_spans.
[[nodiscard]] std::vector<CharSpan> rich_spans(const CodePoints& text, const std::vector<CharSpan>& taken,
                                               const MonthNames& months, const LockOptions& options);

/// All locks of a text in normal form.
[[nodiscard]] std::vector<CharSpan> spans_of(const CodePoints& text, const MonthNames& months,
                                             const LockOptions& options);

/// Whether a number may start at `i`: no Latin or Cyrillic letter, digit or '_' before it (Han and Arabic letters are
/// written next to numbers).
[[nodiscard]] bool number_edge(char32_t neighbour);

/// Digits at `begin`, at most `most` of them.
[[nodiscard]] std::size_t count_digits(const CodePoints& text, std::size_t begin, std::size_t most = 1000);

/// Value of the digits in [begin, end), which are ASCII and at most nine.
[[nodiscard]] int to_int(const CodePoints& text, std::size_t begin, std::size_t end);

}  // namespace parvis::detail
