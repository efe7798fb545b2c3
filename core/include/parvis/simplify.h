#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/french.h"
#include "parvis/guards.h"
#include "parvis/result.h"

/// @file
/// "Langage clair": administrative French rewritten by reviewed rules, without any change of meaning.
///
/// Nothing is generated: every edit comes from an entry of the reviewed phrase table or from a rule of grammar, is
/// given as data, and has been checked (simplify_invariants.h). What cannot be improved safely is left and said to be
/// hard. Rule numbers are those of the State's "référentiel langage simplifié" (RLS, 2017).

namespace parvis {

/// How much is rewritten. Each level includes the ones before it.
enum class SimplifyLevel : std::uint8_t {
  light,     ///< explain terms, replace phrases
  standard,  ///< split sentences, passive to active where the agent is written, present tense, affirmative
  strong,    ///< lists, conditions on a line of their own and first, one idea a sentence
};

struct SimplifyOptions {
  SimplifyLevel level = SimplifyLevel::standard;
  /// The text is a fragment of HTML: tags stay where they are, character references are understood. Otherwise every
  /// character means itself and a line end ends a sentence.
  bool markup = false;
};

/// What an edit does.
enum class EditKind : std::uint8_t {
  replace,      ///< words of the phrase table
  split,        ///< one sentence becomes two
  list,         ///< an enumeration becomes a list
  active,       ///< passive to active
  tense,        ///< future to present
  affirmative,  ///< negation turned into an affirmation
  format,       ///< a date, time or number in reader's form; 'et/ou'; a reference
};

/// "replace", "split", "list", "active", "tense", "affirmative" or "format".
[[nodiscard]] std::string_view to_string(EditKind kind);

/// One change. Edits of one result do not overlap, and each group can be undone on its own.
struct SimplifyEdit {
  std::size_t begin = 0;  ///< bytes of the original; equal to `end` for an insertion
  std::size_t end = 0;
  std::string replacement;      ///< markup where the original is
  std::size_t plain_begin = 0;  ///< where the replacement stands: bytes of the result
  std::size_t plain_end = 0;
  EditKind kind = EditKind::replace;
  std::string rule;       ///< RLS number of the rule that it serves: "6.4"
  std::string entry;      ///< id in the phrase table; else the name of the rule: "semicolon"
  std::size_t group = 0;  ///< edits of one group belong together

  friend bool operator==(const SimplifyEdit&, const SimplifyEdit&) = default;
};

/// A term of the termbase where it first stands.
struct SimplifyExplanation {
  std::size_t begin = 0;  ///< bytes of the original
  std::size_t end = 0;
  std::size_t plain_begin = 0;  ///< bytes of the result
  std::size_t plain_end = 0;
  std::string id;
  std::string term;    ///< dictionary form
  std::string expand;  ///< of an acronym: the words that it stands for; may be empty
  std::string text;    ///< one line, in plain words

  friend bool operator==(const SimplifyExplanation&, const SimplifyExplanation&) = default;
};

/// An administrative term for which there is no explanation at hand, where it first stands. It is found by a model
/// over the form of the phrase and its neighbours (models/plain/README.md says how often it is right).
struct HardTerm {
  std::size_t begin = 0;  ///< bytes of the original
  std::size_t end = 0;
  std::size_t plain_begin = 0;  ///< bytes of the result
  std::size_t plain_end = 0;

  friend bool operator==(const HardTerm&, const HardTerm&) = default;
};

/// A sentence that is still hard after all that could be done.
struct HardSentence {
  std::size_t begin = 0;  ///< bytes of the original: the sentence that it comes from
  std::size_t end = 0;
  std::size_t plain_begin = 0;  ///< bytes of the result
  std::size_t plain_end = 0;
  std::size_t words = 0;
  bool undone = false;  ///< an edit of it failed a check

  friend bool operator==(const HardSentence&, const HardSentence&) = default;
};

/// Components of readability. Shares are from 0 to 1, of words unless said otherwise; a text without words has zeros.
struct Readability {
  std::size_t sentences = 0;  ///< those with words; an item of a list is one
  std::size_t words = 0;
  double words_per_sentence = 0;
  std::size_t long_sentences = 0;  ///< of more than 20 words
  /// 207 - 1.015 words a sentence - 0.736 syllables in 100 words (Kandel and Moles, "Application de l'indice de Flesch
  /// à la langue française", 1958). Higher is easier; 60 to 70 is usual prose.
  double kandel_moles = 0;
  double frequent = 0;  ///< share of content words whose lemma is in the list of frequent words; 0 without a list
  double jargon = 0;    ///< share of words that belong to a term of the termbase
  double passive = 0;   ///< share of sentences with a passive
  double nested = 0;    ///< share of sentences with a clause inside a clause

  friend bool operator==(const Readability&, const Readability&) = default;
};

struct SimplifyResult {
  std::string text;
  std::vector<SimplifyEdit> edits;                ///< in the order of the text
  std::vector<SimplifyExplanation> explanations;  ///< in the order of the text, each term once
  std::vector<HardTerm> hard_terms;               ///< in the order of the text, each term once
  std::vector<HardSentence> hard;                 ///< in the order of the text
  Readability before;
  Readability after;
  std::size_t undone = 0;  ///< edits that failed a check and were taken back
};

/// The phrase table, the termbase and the frequent words. Copies share them.
class SimplifyLists {
 public:
  /// An empty list.
  SimplifyLists();

  /// Reads lists, one JSON object: `{"replacements": [...], "terms": [...], "frequent": ["lemma", ...], "hard_terms":
  /// {"threshold": n, "weights": [...]}}`, each key optional; entries as i18n/plain/README.md and i18n/terms/README.md
  /// describe them. Without the last one no hard terms are found.
  ///
  /// @return lists_invalid where it is not of this form, the id of the entry as detail
  [[nodiscard]] static Result<SimplifyLists> parse(std::string_view json);

  /// How many entries there are.
  [[nodiscard]] std::size_t replacements() const;
  [[nodiscard]] std::size_t terms() const;

  struct Data;
  /// Internal: what the rules read.
  [[nodiscard]] const Data& data() const { return *data_; }

 private:
  std::shared_ptr<const Data> data_;
};

/// Rewrites French texts. Copies share the data, and all functions may be called from several threads at once.
class Simplifier {
 public:
  /// @param guards  the French lists (i18n/guards/fr.json)
  /// @return lists_invalid where `guards` are of another language
  [[nodiscard]] static Result<Simplifier> create(FrenchAnalyser analyser, SimplifyLists lists, GuardLists guards);

  /// Rewrites a text.
  ///
  /// @param text  UTF-8 of less than 2^24 bytes
  /// @return text_invalid_utf8; text_too_long; markup_invalid for a tag or comment that does not end, the byte offset
  ///         as detail
  [[nodiscard]] Result<SimplifyResult> simplify(std::string_view text, const SimplifyOptions& options = {}) const;

 private:
  struct State;
  explicit Simplifier(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace parvis
