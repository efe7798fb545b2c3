#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parvis/phrase_message.h"
#include "parvis/result.h"

/// @file
/// The phrasebook: French segments that people translated, which stand before anything a network says.

namespace parvis {

/// How far an entry has been checked; nothing claims more than it is.
enum class PhraseStatus : std::uint8_t {
  drafted = 0,        ///< written by one hand
  cross_checked = 1,  ///< read a second time, blind
  reviewed = 2,       ///< reviewed by a professional translator
};

/// "drafted", "cross-checked" or "reviewed".
[[nodiscard]] std::string_view to_string(PhraseStatus status);

/// A French text found in the phrasebook.
struct PhraseMatch {
  std::string text;  ///< in the phrasebook's language, punctuation and capitals after the French
  PhraseStatus status = PhraseStatus::drafted;
  bool templated = false;  ///< variables of the entry ({date}, {amount}) took values of the French text
};

/// An entry of the phrasebook that resembles a French text. A suggestion for a person, never a translation of the text.
struct PhraseSuggestion {
  std::string french;       ///< as the entry has it, variables in braces
  std::string translation;  ///< of the entry, not of the text
  PhraseStatus status = PhraseStatus::drafted;
  double similarity = 0;  ///< 1 for the same words in the same order, down to 0
};

/// French segments with their translation into one language.
///
/// Layout of the file: the bytes `P V B 1`, a language code of two letters, the count n (u32), then n entries: status
/// (u8), length of the French (u16), length of the translation (u16), both texts in UTF-8; little-endian throughout.
/// A text may hold one plural argument of ICU MessageFormat: each French form is found, and the translation takes the
/// form that the plural rules of its language ask for.
class Phrasebook {
 public:
  /// Reads a phrasebook. Refused with phrasebook_invalid: another magic, a language that is none of ours, sizes that do
  /// not add up, text that is no UTF-8, a plural that is no ICU message, or an entry whose variables differ between its
  /// two sides.
  static Result<Phrasebook> parse(std::string_view bytes);

  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  /// The translation of a whole French text, if the phrasebook has it.
  ///
  /// Texts are compared in the model's normal form, without regard to case, to a final colon, asterisk or full stop, or
  /// to the space before double punctuation. First as they are; then with the dates, amounts and numbers of the text in
  /// place of an entry's variables; then without a remark in brackets at the end, which must be an entry too ("Nom
  /// d'usage (facultatif)"). Markup is not read: a text with tags is not found.
  [[nodiscard]] std::optional<PhraseMatch> find(std::string_view french) const;

  /// The entries most like a French text, the most similar first, the text itself left out.
  ///
  /// Similarity is that of translation memories: 1 - d / n, where d is the Levenshtein distance of the two texts
  /// counted in words and n the number of words of the longer one. Numbers, dates and amounts count as one word, all
  /// the same.
  ///
  /// @param limit  entries at most
  /// @param least  similarity from which an entry is worth showing, 0 to 1
  [[nodiscard]] std::vector<PhraseSuggestion> similar(std::string_view french, std::size_t limit,
                                                      double least = 0.6) const;

 private:
  struct Entry {
    PhraseMessage translation;
    PhraseStatus status;
  };
  struct Source {
    std::string french;  // one form of the entry's French
    std::size_t entry;
    std::vector<std::size_t> words;  // hashes
  };

  [[nodiscard]] Result<void> add(std::string_view french, std::string_view translation, PhraseStatus status);

  [[nodiscard]] std::optional<PhraseMatch> find_core(std::string_view core) const;
  [[nodiscard]] std::optional<PhraseMatch> fill(const Source& source, std::string_view core) const;

  std::string language_;
  std::vector<Entry> entries_;
  std::vector<Source> sources_;
  std::unordered_map<std::string, std::size_t> exact_;      // key of the French -> source
  std::unordered_map<std::string, std::size_t> templates_;  // key with every lock a hole -> source
};

}  // namespace parvis
