#include <algorithm>
#include <array>
#include <utility>

#include "parvis/french_forms.h"
#include "parvis/locks.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// With one of these in the sentence its future may be a real one: it comes after something else.
constexpr std::array<std::string_view, 24> kLater{
    "lorsque", "quand",      "dès",       "après",   "une",    "ensuite",    "alors", "compter",
    "partir",  "prochain",   "prochaine", "futur",   "tard",   "jusque",     "avant", "issue",
    "puis",    "dorénavant", "désormais", "bientôt", "depuis", "expiration", "tant",  "terme"};

/// "Vous devrez fournir" is an obligation that holds now: "Vous devez fournir".
void present_tense(const Clause& clause, std::vector<Draft>& drafts) {
  bool later = false;
  for (int i = 0; i < clause.size(); ++i) {
    const bool once = clause.low(i) == "une" && clause.low(i + 1) == "fois";
    if ((clause.low(i) == "une" && once) || (clause.low(i) != "une" && contains(kLater, clause.low(i)))) later = true;
    if (clause.word(i).lock == LockKind::date) later = true;
    // Two futures tell a story.
    if (clause.is_finite(i) && clause.word(i).morphology.tense == Tense::future && clause.word(i).lemma != "devoir" &&
        clause.word(i).lemma != "pouvoir" && clause.word(i).lemma != "falloir")
      later = true;
  }
  if (later) return;
  for (int i = 0; i < clause.size(); ++i) {
    const FrenchWord& word = clause.word(i);
    if (!clause.is_finite(i) || word.morphology.tense != Tense::future) continue;
    if (word.lemma != "devoir" && word.lemma != "pouvoir" && word.lemma != "falloir") continue;
    if (word.deprel != Deprel::root || conjugate(word.lemma, word.morphology) != clause.low(i)) continue;
    if (clause.has(i + 1) && clause.glued(i) && clause.low(i + 1).starts_with('-')) continue;
    if (clause.capitalised(i)) continue;
    const auto form =
        conjugate(word.lemma, Mood::indicative, Tense::present, word.morphology.person, word.morphology.number);
    if (!form) continue;
    Draft draft;
    draft.edits.push_back({word.begin, word.end, *form, {}});
    draft.kind = EditKind::tense;
    draft.rule = "7.1";
    draft.entry = "present-" + word.lemma;
    draft.priority = 50;
    drafts.push_back(std::move(draft));
  }
}

/// "n'est versée que si" says "est versée seulement si".
void only(const Clause& clause, std::vector<Draft>& drafts) {
  constexpr std::array<std::string_view, 15> kNegators{"pas",    "plus",     "jamais", "aucun", "aucune",
                                                       "rien",   "personne", "ni",     "guère", "autre",
                                                       "autres", "moins",    "tel",    "même",  "nul"};
  for (int i = 1; i + 3 < clause.size(); ++i) {
    if (clause.low(i) != "ne") continue;
    // "que" within reach, with no other negation and no further clause in between.
    int verb = -1;
    int only_at = -1;
    for (int k = i + 1; k < clause.size() && k <= i + 10; ++k) {
      const std::string_view low = clause.low(k);
      if (contains(kNegators, low) || clause.is(k, Upos::punct) || low == "qui" || low == "dont" || low == "si") break;
      if (low == "que") {
        only_at = k;
        break;
      }
      if (verb < 0 && clause.is_finite(k)) verb = k;
    }
    if (only_at < 0 || verb < 0 || !clause.has(only_at + 1)) continue;
    // 'que' before a clause of its own would be an object: "ne savez que faire".
    const std::string_view next = clause.low(only_at + 1);
    const bool restrictive = next == "si" || next == "s'" || next == "lorsque" || next == "dans" || next == "pour" ||
                             next == "par" || next == "sur" || next == "à" || next == "en" || next == "après" ||
                             next == "pendant" || next == "de" || next == "au" || next == "aux" || next == "avec" ||
                             next == "sous" || clause.word(only_at + 1).lock.has_value();
    // "seulement après signature" is no better than "qu'après signature".
    if (!restrictive || (next == "après" && clause.is(only_at + 2, Upos::noun))) continue;
    // "que dans la zone et que si": one of the two would be left alone.
    bool again = false;
    for (int k = only_at + 2; k < clause.size(); ++k)
      again = again || (clause.low(k) == "que" && clause.is(k - 1, Upos::cconj));
    if (again) continue;
    // "je n'ai" would have to be "j'ai", and a second clause with 'ne' is beyond this rule.
    const std::string_view previous = clause.low(i - 1);
    if (previous == "je" || previous == "que" || clause.low(only_at - 1) == "ainsi") continue;
    Draft draft;
    draft.edits.push_back({clause.word(i).begin, clause.word(i + 1).begin, {}, {}});
    draft.edits.push_back({clause.word(only_at).begin, clause.word(only_at + 1).begin, "seulement ", {}});
    draft.kind = EditKind::affirmative;
    draft.rule = "7.2";
    draft.entry = "only";
    draft.priority = 50;
    drafts.push_back(std::move(draft));
    return;
  }
}

}  // namespace

void propose_wording(const Clause& clause, std::vector<Draft>& drafts) {
  present_tense(clause, drafts);
  only(clause, drafts);
}

}  // namespace parvis::detail
