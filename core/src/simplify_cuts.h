#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "simplify_rules.h"

/// @file
/// Internal: long sentences cut in two. Each family of cuts has a file of its own (simplify_cut_*.cpp), looks at cues
/// in the words, at the shape of the parts and at the margins of the tree, and proposes; propose_splits chooses.

namespace parvis::detail {

/// One cut: words [first, last] leave the sentence that they stand in and get one of their own.
struct Cut {
  Draft draft;
  int first = 0;
  int last = 0;
  bool moves = false;   ///< words change their place: no other cut may be made in the sentence
  bool trails = false;  ///< what leaves goes to the end: it must come from the last of the sentences
};

template <std::size_t N>
[[nodiscard]] bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Whether a clause begins with a word that holds for all that follows it: after a cut only the first part would have
/// it ("si", "en cas de", "pour").
[[nodiscard]] bool opens_scope(const Clause& clause, int first);
/// Whether the word makes the next finite verb one of a subordinate clause.
[[nodiscard]] bool is_subordinator(const Clause& clause, int i);
/// Whether words [from, to] hold a word that makes a clause subordinate.
[[nodiscard]] bool has_subordinator(const Clause& clause, int from, int to);
/// Whether words [from, to] are a clause of their own: a finite verb with its subject, or an imperative, before any
/// subordinate one.
[[nodiscard]] bool is_main_clause(const Clause& clause, int from, int to);
/// Whether words [from, to] hold a finite verb.
[[nodiscard]] bool has_finite(const Clause& clause, int from, int to);
/// Whether words [from, to] hold one of the surface forms, in lower case.
[[nodiscard]] bool has_word(const Clause& clause, int from, int to, std::initializer_list<std::string_view> forms);
/// Whether the words at `i` are these, in folded form.
[[nodiscard]] bool reads(const Clause& clause, int i, std::initializer_list<std::string_view> forms);
/// The root of the tree.
[[nodiscard]] int root_of(const Clause& clause);
/// The last word before the mark that ends the sentence.
[[nodiscard]] int last_word(const Clause& clause);
/// Words that count in [from, to].
[[nodiscard]] std::size_t words_in(const Clause& clause, int from, int to);
/// Whether the word keeps its letter case wherever it stands.
[[nodiscard]] bool is_name_like(const Clause& clause, int i);

/// Where the tree has the main clause begin: its subject, or its imperative; -1 where it has neither.
[[nodiscard]] int main_start(const Clause& clause);
/// Whether a clause begins at `i` by its shape: a subject pronoun and its verb, a noun phrase and its verb, or an
/// imperative.
///
/// @param goes_on  there was a noun phrase after a comma before
[[nodiscard]] bool begins_clause(const Clause& clause, int i, bool goes_on);
/// Where the main clause begins in what follows `from`: after the only comma that a clause follows, or after that of
/// several on which the tree agrees; -1 where there is none.
[[nodiscard]] int main_after(const Clause& clause, int from);

/// A full stop in place of everything between two words, and `words`, if any, before the second one; else a capital on
/// it.
[[nodiscard]] DraftEdit full_stop(const Clause& clause, int before, int after, std::string_view words = {});
/// The word before `i`, a comma between them left out.
[[nodiscard]] int before_comma(const Clause& clause, int i);
[[nodiscard]] Cut make_cut(std::vector<DraftEdit> edits, std::string entry, int priority, int first, int last);

/// Words that say a subject again, with a capital: a pronoun as it is, of a noun the pronoun that agrees with it, or
/// the whole phrase where it is short and another noun could be meant. Empty where it cannot be told.
///
/// @param verb   of the clause that gets it
/// @param until  first word after the clause that has it
[[nodiscard]] std::string repeated_subject(const Clause& clause, int subject, const Morphology& verb, int until);

/// The families.
void cut_semicolons(const Clause& clause, std::vector<Cut>& cuts);
void cut_parenthesis(const Clause& clause, std::vector<Cut>& cuts);
void cut_coordination(const Clause& clause, std::vector<Cut>& cuts);
void cut_infinitives(const Clause& clause, std::vector<Cut>& cuts);
void cut_relative(const Clause& clause, std::vector<Cut>& cuts);
void cut_participle(const Clause& clause, std::vector<Cut>& cuts);
void cut_connector(const Clause& clause, std::vector<Cut>& cuts);
void cut_reference(const Clause& clause, std::vector<Cut>& cuts);
void cut_deadline(const Clause& clause, std::vector<Cut>& cuts);
void cut_lead_in(const Clause& clause, std::vector<Cut>& cuts);
void cut_tail(const Clause& clause, std::vector<Cut>& cuts);

}  // namespace parvis::detail
