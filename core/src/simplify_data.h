#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "parvis/guards.h"
#include "parvis/simplify.h"

/// @file
/// Internal: the phrase table and the termbase as the rules read them.

namespace parvis::detail {

enum class PhraseKind : std::uint8_t { fixed, verb, nominal, noun, adj };

/// Where an entry holds; empty lists hold everywhere. Words are folded forms or lemmas.
struct PhraseCondition {
  std::vector<std::string> next;
  std::vector<std::string> not_next;
  std::vector<std::string> object;
  std::vector<std::string> not_object;
  std::vector<std::string> subject;
  std::vector<std::string> not_subject;
  std::vector<std::string> previous;
  std::vector<std::string> not_previous;
  Number number = Number::none;
  std::optional<bool> first;  ///< whether the phrase opens its sentence
};

/// A verb with what belongs to it: "s'acquitter de", "faire l'objet de", "procéder à la signature de".
struct VerbPhrase {
  bool reflexive = false;
  bool negative = false;           ///< of a replacement: "ne pas pouvoir"
  std::string verb;                ///< infinitive
  std::vector<std::string> words;  ///< after the verb, as tokens in full form ("le" for "l'")
  std::string preposition;         ///< "de", "à" or empty: the last word, which contracts with an article
};

/// One entry of the phrase table.
struct Phrase {
  std::string id;
  PhraseKind kind = PhraseKind::fixed;
  SimplifyLevel level = SimplifyLevel::light;
  std::string rule;
  std::vector<std::string> from;  ///< tokens in full form; without the preposition at the end
  std::string from_preposition;   ///< "de", "à" or empty
  std::string to;                 ///< without the preposition at the end
  std::string to_preposition;
  VerbPhrase from_verb;  ///< of verbs and nominals
  VerbPhrase to_verb;
  Gender gender = Gender::none;  ///< of a noun's replacement
  PhraseCondition when;
  PolarityCounts gain;  ///< what the guards count in `to` beyond `from`
};

/// One term of the termbase.
struct Term {
  std::string id;
  std::string text;  ///< dictionary form
  std::string expand;
  std::string explain;
  bool acronym = false;
  bool confusable = false;
  std::vector<std::string> when;
};

/// A form of a term: tokens as they are compared.
struct TermForm {
  std::vector<std::string> tokens;
  std::uint32_t term = 0;
  bool exact = false;  ///< letter case counts
};

/// A linear model over hashed features (simplify_hard_terms.h): the sum of the weights of a candidate's features makes
/// it a term from a threshold up.
struct HardTermModel {
  std::vector<std::int8_t> weights;  ///< by hash; empty where there is no model
  int threshold = 0;
};

/// The word of a token in the form in which phrases are compared: lower case, "'" for any apostrophe, and elided words
/// that can only be one in full ("d'" is "de", "qu'" is "que"; "l'" and "s'" stay).
[[nodiscard]] std::string fold_token(std::string_view token);

/// Tokens of a phrase, as written.
[[nodiscard]] std::vector<std::string> exact_tokens(std::string_view phrase);

/// Tokens of a phrase, folded.
[[nodiscard]] std::vector<std::string> phrase_tokens(std::string_view phrase);

}  // namespace parvis::detail

namespace parvis {

struct SimplifyLists::Data {
  std::vector<detail::Phrase> phrases;
  std::vector<detail::Term> terms;
  std::vector<detail::TermForm> forms;
  std::unordered_set<std::string> frequent;
  /// First token of a phrase in all its forms; of verbs the infinitive: indices of phrases, longest first.
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_word;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_lemma;
  std::unordered_map<std::string, std::vector<std::uint32_t>>
      by_term;  ///< first token: indices of forms, longest first
  detail::HardTermModel hard_terms;
  std::unordered_set<std::string> term_keys;                  ///< forms of all terms, folded, a space between words
  std::unordered_map<std::string, std::uint32_t> term_heads;  ///< how many terms begin with a word
  std::unordered_map<std::string, std::uint32_t> term_words;  ///< how many terms have a word
};

}  // namespace parvis
