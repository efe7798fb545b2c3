#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "parvis/guards.h"
#include "simplify_rules.h"

/// @file
/// Internal: what an edit must leave as it was.

namespace parvis::detail {

/// What is counted in a text before and after an edit.
struct Profile {
  PolarityCounts polarity;
  std::map<std::string, int, std::less<>> names;    ///< words with a capital inside a sentence, acronyms
  std::map<std::string, int, std::less<>> capital;  ///< all words with a capital
  std::array<int, 4> persons{};                     ///< words of the first and second person, singular and plural
  std::array<int, 6> marks{};                       ///< brackets and quotes
  std::string digits;                               ///< all digits in their order
  int faults = 0;                                   ///< "de avis", "l'dossier", "de le dossier"
};

[[nodiscard]] Profile profile_of(std::string_view text, const GuardLists& guards);

/// Whether a rewritten sentence says what the original says, as far as counting can tell: the same digits, negations,
/// obligations, permissions, conditions, exceptions, 'before' and 'after', persons addressed, names, brackets; and no
/// new fault of elision.
///
/// @param draft  what the edits together may add or drop
[[nodiscard]] bool invariants_hold(const Profile& before, std::string_view edited, const Draft& draft,
                                   const GuardLists& guards);

/// The same numbers, dates, amounts, addresses and references (verify_values of locks.h).
[[nodiscard]] bool values_hold(std::string_view original, std::string_view edited);

/// What `to` counts beyond `from`, where it does; for the words of a reviewed entry.
[[nodiscard]] PolarityCounts polarity_gain(std::string_view from, std::string_view to, const GuardLists& guards);

/// By how much the words of each person differ between two phrases.
[[nodiscard]] std::array<int, 4> persons_changed(std::string_view from, std::string_view to, const GuardLists& guards);

}  // namespace parvis::detail
