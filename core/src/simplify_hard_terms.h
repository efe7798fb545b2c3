#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simplify_rules.h"
#include "simplify_terms.h"

/// @file
/// Internal: administrative terms that the termbase does not know.

namespace parvis::detail {

/// A noun phrase or acronym that may be a term.
struct TermCandidate {
  int first = 0;
  int last = 0;
  std::string key;  ///< lemmas of its words, without determiners
  int score = 0;
};

/// All noun phrases of a sentence that begin with a noun, and its acronyms, the shorter ones within longer ones
/// included; a frequent word alone is none. Scores are left at 0.
[[nodiscard]] std::vector<TermCandidate> term_candidates(const Clause& clause, const SimplifyLists::Data& lists);

/// What the model looks at, as hashes: the words, their endings, how frequent they are, the pattern of word classes,
/// the neighbours, and how many other terms of the termbase share a word.
///
/// @param listed  the candidate is itself in the termbase: it does not count there, so that a model learns of terms
///                what it will see of those that are in no list
[[nodiscard]] std::vector<std::uint32_t> term_features(const Clause& clause, const TermCandidate& candidate,
                                                       const SimplifyLists::Data& lists, bool listed);

/// The candidates that the model takes for terms, best first at each place, without overlap with each other or with
/// `known`; none where the lists have no model. models/plain/train_hard_terms.py makes the model.
[[nodiscard]] std::vector<TermCandidate> find_hard_terms(const Clause& clause, const std::vector<TermMatch>& known,
                                                         const SimplifyLists::Data& lists);

}  // namespace parvis::detail
