#include <string>
#include <utility>

#include "simplify_cuts.h"

/// "Vous pouvez A dans un délai de deux mois à compter de B." becomes "Vous pouvez A. Vous avez pour cela un délai de
/// deux mois à compter de B."
namespace parvis::detail {
namespace {

/// The noun 'délai' of "dans un délai de", "dans un délai maximum de" at `i`; -1 where there is none.
int deadline_at(const Clause& clause, int i) {
  if (!reads(clause, i, {"dans", "un", "délai"})) return -1;
  const std::string_view next = clause.low(i + 3);
  const bool most = next == "maximum" || next == "maximal";
  return clause.low(most ? i + 4 : i + 3) == "de" ? i + 2 : -1;
}

}  // namespace

void cut_deadline(const Clause& clause, std::vector<Cut>& cuts) {
  const int root = root_of(clause);
  if (opens_scope(clause, 0) || clause.word(root).lemma != "pouvoir" || !clause.is_finite(root) ||
      clause.word(root).morphology.tense != Tense::present || clause.negated(root))
    return;
  const int subject = clause.child(root, {Deprel::nsubj});
  if (subject < 0 || subject > root) return;
  const int end = last_word(clause);
  for (int i = root + 3; i + 6 <= end; ++i) {
    if (deadline_at(clause, i) < 0) continue;
    const int before = before_comma(clause, i);
    // "un recours formé dans un délai de": the time is that of the participle.
    const bool participle = clause.is_verb(before) &&
                            clause.word(before).morphology.verb_form == VerbForm::participle &&
                            !clause.is_verb(before - 1);
    if (participle || clause.is(before, Upos::adj)) return;
    // Nothing but the time and its beginning may follow, and nothing but the main clause come before.
    if (!is_main_clause(clause, 0, before) || has_subordinator(clause, 0, end) || has_finite(clause, root + 1, end) ||
        has_word(clause, i + 1, end,
                 {",", ":", ";", "(", "ou", "et", "pour", "devant", "auprès", "par", "dans", "avec", "sur", "suivant"}))
      return;
    if (has_word(clause, 0, before, {"que", "seulement", "uniquement", "et", "ou", "sans"})) return;
    const bool reader = clause.low(subject) == "vous";
    const std::string words = reader ? "Vous avez pour cela" : "Le délai est de";
    // "un délai de deux mois" after 'avez'; of "Le délai est de" the rest is the time alone.
    if (!reader && clause.low(i + 3) != "de") return;
    const int rest = reader ? i + 1 : i + 4;
    Cut cut = make_cut({full_stop(clause, before, rest, words)}, "deadline", 52, i, end);
    cut.draft.supersedes = true;
    cuts.push_back(std::move(cut));
    return;
  }
}

}  // namespace parvis::detail
