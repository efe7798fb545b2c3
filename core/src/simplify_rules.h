#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/french.h"
#include "parvis/simplify.h"
#include "simplify_data.h"

/// @file
/// Internal: what a rule sees of a sentence, and what it proposes.

namespace parvis::detail {

/// What becomes of the letter after an edit.
enum class NextLetter : std::uint8_t { as_is, capital, small };

/// One change of the block's text.
struct DraftEdit {
  std::size_t begin = 0;  ///< bytes of the block
  std::size_t end = 0;
  std::string text;
  std::string markup;    ///< put in as it is in place of `text` where the source is markup: the tags of a list
  bool closing = false;  ///< in markup: in place of the closing tag of the block
  NextLetter next = NextLetter::as_is;  ///< of the word after it, changed or not
};

/// A proposal: edits that belong together, in order.
struct Draft {
  std::vector<DraftEdit> edits;
  EditKind kind = EditKind::replace;
  std::string rule;
  std::string entry;
  int priority = 0;     ///< higher ones win where two overlap
  PolarityCounts gain;  ///< what may be counted more often than before
  /// The polarity that may get lost, because the rule itself accounts for it (double negation).
  PolarityCounts loss;
  bool subject = false;          ///< repeats a subject: names and persons may be counted more often
  bool brackets = false;         ///< drops a pair of brackets
  std::array<int, 4> persons{};  ///< words of each person that a reviewed phrase brings in or drops
  bool fixed = false;            ///< replaces words that stand in the table exactly so
  std::string dropped;           ///< words of a reviewed formula that go, names included ("Madame, Monsieur")
  bool formula = false;          ///< a reviewed formula of several words that is replaced as a whole
  std::string names;             ///< words of a reviewed entry that may bring a name in ("Internet")
  bool supersedes = false;       ///< goes before phrases of the table whose words it takes out
  /// Where not 0: the text from here to the end of the second edit, with all that was changed in it, goes before the
  /// text of the first one.
  std::size_t moved = 0;
};

/// A sentence with its words in the form in which rules compare them.
class Clause {
 public:
  Clause(std::string_view block, const FrenchSentence& one);

  [[nodiscard]] int size() const { return static_cast<int>(words.size()); }
  [[nodiscard]] bool has(int i) const { return i >= 0 && i < size(); }
  /// Folded form; empty outside the sentence.
  [[nodiscard]] std::string_view low(int i) const {
    return has(i) ? std::string_view(folded_[at(i)]) : std::string_view();
  }
  [[nodiscard]] std::string_view surface(int i) const { return has(i) ? word(i).of(text) : std::string_view(); }
  [[nodiscard]] const FrenchWord& word(int i) const { return words[at(i)]; }
  [[nodiscard]] Upos upos(int i) const { return has(i) ? word(i).upos : Upos::punct; }
  [[nodiscard]] bool is(int i, Upos tag) const { return has(i) && word(i).upos == tag; }
  [[nodiscard]] bool is(int i, Deprel relation) const { return has(i) && word(i).deprel == relation; }
  [[nodiscard]] bool is_verb(int i) const { return is(i, Upos::verb) || is(i, Upos::aux); }
  [[nodiscard]] bool is_finite(int i) const { return is_verb(i) && word(i).morphology.verb_form == VerbForm::finite; }
  /// The first child of `head` with one of the relations; -1 where there is none.
  [[nodiscard]] int child(int head, std::initializer_list<Deprel> relations) const;
  /// First and last word of the subtree of `head`.
  [[nodiscard]] std::pair<int, int> span(int head) const;
  /// Whether the word or the one before it is written apart from `i`, i.e. the token touches the next one.
  [[nodiscard]] bool glued(int i) const { return has(i) && has(i + 1) && word(i).end == word(i + 1).begin; }
  [[nodiscard]] bool capitalised(int i) const;
  /// Whether 'ne' stands before the verb at `i`, with clitics and auxiliaries between.
  [[nodiscard]] bool negated(int i) const;
  [[nodiscard]] std::size_t word_count() const;
  [[nodiscard]] std::string_view sentence_text() const {
    return text.substr(sentence.begin, sentence.end - sentence.begin);
  }
  /// Text from the beginning of word `from` to the end of word `to`.
  [[nodiscard]] std::string_view stretch(int from, int to) const {
    return text.substr(word(from).begin, word(to).end - word(from).begin);
  }

  std::string_view text;  ///< of the block
  const FrenchSentence& sentence;
  const std::vector<FrenchWord>& words;
  std::vector<bool> kept;  ///< words of a term of several words: only a longer phrase may touch them

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  std::vector<std::string> folded_;
};

/// Whether a word counts as one: it has a letter or digit.
[[nodiscard]] bool counts_as_word(const FrenchWord& word, std::string_view text);

/// With a capital letter.
[[nodiscard]] std::string capitalise(std::string_view text);
/// Without an initial capital.
[[nodiscard]] std::string decapitalise(std::string_view text);

/// The word before a changed one, when its form depends on it: elision, contraction, euphony.
///
/// @param first     the first changed word
/// @param new_next  what it becomes
/// @param nominal   a noun or adjective with this gender and number, for the articles; else null
/// @return nothing where the form cannot be told; an edit that changes nothing has begin == end and no text
struct NominalForm {
  Gender gender = Gender::none;
  Number number = Number::none;
};
[[nodiscard]] std::optional<DraftEdit> fix_left(const Clause& clause, int first, std::string_view new_next,
                                                const NominalForm* nominal);

/// What a phrase becomes together with the preposition and article after it.
///
/// @param head       new words without the preposition at their end
/// @param to         new preposition: "de", "à" or empty
/// @param from       old preposition: "de", "à" or empty
/// @param last       last word of the old phrase, its preposition included
/// @param infinitive whether an infinitive may follow
/// @return the text that replaces everything up to the end that it gives; nothing where it cannot be told
struct Tail {
  std::string text;
  std::size_t end = 0;
};
[[nodiscard]] std::optional<Tail> write_tail(const Clause& clause, std::string_view head, std::string_view to,
                                             std::string_view from, int last, bool infinitive);

/// Proposals of the phrase table (simplify_phrases.cpp), of verbs and of nouns and adjectives.
void propose_phrases(const Clause& clause, const SimplifyLists::Data& lists, SimplifyLevel level,
                     std::vector<Draft>& drafts);
[[nodiscard]] std::optional<Draft> replace_fixed(const Clause& clause, const Phrase& phrase, int first);
[[nodiscard]] std::optional<Draft> replace_verb(const Clause& clause, const Phrase& phrase, int verb);
[[nodiscard]] std::optional<Draft> replace_noun(const Clause& clause, const Phrase& phrase, int noun);
[[nodiscard]] std::optional<Draft> replace_adjective(const Clause& clause, const Phrase& phrase, int adjective);
[[nodiscard]] bool condition_holds(const Clause& clause, const Phrase& phrase, int first, int last);

/// The word of a stretch on which the rest hangs.
[[nodiscard]] int governor(const Clause& clause, int first, int last);
/// The noun that an adjective or participle describes: its head, or the subject of which it is said; -1 for none.
[[nodiscard]] int described_noun(const Clause& clause, int adjective);

/// Proposals of grammar.
void propose_format(const Clause& clause, std::vector<Draft>& drafts);
void propose_quantities(const Clause& clause,
                        std::vector<Draft>& drafts);                     ///< numbers, hours, wholes, "pas impossible"
void propose_wording(const Clause& clause, std::vector<Draft>& drafts);  ///< tense, affirmation
void propose_active(const Clause& clause, const Clause* next, std::vector<Draft>& drafts);
void propose_splits(const Clause& clause, SimplifyLevel level, std::vector<Draft>& drafts);
/// @param element  the element of markup that the block fills; empty where there is no telling or no markup
/// @param last     no sentence of the block follows
void propose_lists(const Clause& clause, bool markup, std::string_view element, bool last, std::vector<Draft>& drafts);

/// Bytes of a time without its minutes where those are none: 4 of "14 h 00"; 0 for another text.
[[nodiscard]] std::size_t whole_hour(std::string_view time);

}  // namespace parvis::detail
