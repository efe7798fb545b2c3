#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/french_grammar.h"
#include "parvis/locks.h"
#include "parvis/result.h"

/// @file
/// Analysis of French text: words, parts of speech, inflection, lemmas and a dependency tree for each sentence.

namespace parvis {

/// A preposition written together with the article or pronoun after it.
enum class Contraction : std::uint8_t {
  none,
  article,  ///< 'du', 'des', 'au', 'aux': an `adp` (lemma 'de' or 'à') that holds 'le' or 'les'
  pronoun,  ///< 'duquel', 'auxquelles'...: a `pron` (lemma 'lequel') that holds 'de' or 'à'
};

/// One word of a sentence. The words of a sentence stand in order and do not overlap; all that is not white space
/// belongs to one of them.
struct FrenchWord {
  std::size_t begin = 0;  ///< byte offset in the text analysed
  std::size_t end = 0;
  Upos upos = Upos::x;
  Contraction contraction = Contraction::none;
  std::optional<LockKind> lock;  ///< set for a number, date, amount, address, placeholder...: one word each
  Morphology morphology;         ///< of 'du', 'au'...: gender and number of the article
  /// Lower case but for names; of a lock: its text. As in the treebanks 'lui' is the lemma of "il", "elle", "le", "la",
  /// "les" as pronouns, 'le' of the articles, 'son' of all possessives, 'ce' of all demonstratives.
  std::string lemma;
  int head = -1;  ///< index of the head in the sentence's words; -1: the root
  Deprel deprel = Deprel::root;
  /// How far the parser preferred this arc and relation over the best other action: a perceptron score difference
  /// divided by a scale in the model file. At least 0; the largest float for the root, which is what is left over.
  /// models/french/card.md says what share of the arcs is right from which margin up.
  float margin = 0;

  /// The word as it is written. Precondition: `text` is the text analysed.
  [[nodiscard]] std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }

  friend bool operator==(const FrenchWord&, const FrenchWord&) = default;
};

/// One sentence: [begin, end) in the text, and its words. There is at least one word and exactly one root.
struct FrenchSentence {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<FrenchWord> words;

  friend bool operator==(const FrenchSentence&, const FrenchSentence&) = default;
};

/// What FrenchAnalyser::analyse returns: the sentences in order. Text of white space alone has none.
struct FrenchAnalysis {
  std::vector<FrenchSentence> sentences;

  friend bool operator==(const FrenchAnalysis&, const FrenchAnalysis&) = default;
};

/// Words of a French text without any model: byte offsets and locks alone (the other fields keep their defaults).
///
/// Sentences are those of segment(). Inside them numbers, dates, amounts, addresses, links and placeholders are one
/// word each (find_locks); an elided word ends after its apostrophe ("l'", "qu'"); an inverted pronoun begins with its
/// hyphen
/// ("peut" "-il", "a" "-t-il"); abbreviations keep their full stop ("art.", "M.", "n°"). Contractions stay one word.
[[nodiscard]] FrenchAnalysis tokenize_french(std::string_view text);

/// Tagger, lemmatizer and parser for French, driven by one model file (models/french/french.bin).
///
/// Tags: averaged perceptron, left to right, over word forms and a lexicon (Collins 2002). Tree: greedy arc-hybrid
/// transitions with an averaged perceptron trained by a dynamic oracle (Goldberg and Nivre 2013); trees are projective.
/// Copies share the model, and all functions may be called from several threads at once.
class FrenchAnalyser {
 public:
  /// Reads a model file; `bytes` is not referred to afterwards.
  ///
  /// @return analyser_invalid for anything that is not a whole, unchanged model file (it carries its own SHA-256)
  [[nodiscard]] static Result<FrenchAnalyser> load(std::span<const std::byte> bytes);

  /// Analyses a text. Never fails: ill-formed UTF-8 is read as U+FFFD, and what is no French gets some tree all the
  /// same (look at the margins). Sentences of more than 1,000 words are cut there.
  ///
  /// @param text  UTF-8, raw or normalised, of less than 2^31 bytes
  [[nodiscard]] FrenchAnalysis analyse(std::string_view text) const;

 private:
  struct Model;
  explicit FrenchAnalyser(std::shared_ptr<const Model> model);
  std::shared_ptr<const Model> model_;
};

}  // namespace parvis
