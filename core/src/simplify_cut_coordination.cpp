#include <algorithm>
#include <array>
#include <utility>

#include "simplify_cuts.h"

namespace parvis::detail {
namespace {

/// Margin from which the tree's coordination of two verbs is believed.
constexpr float kSure = 0.5F;

/// The verb that a conjunction at `i` joins to the verb of the main clause; -1 where it joins something else. A third
/// verb hangs on the first one as well.
int joined_verb(const Clause& clause, int i) {
  const int verb = clause.word(i).head;
  if (!clause.has(verb) || verb < i || clause.word(verb).deprel != Deprel::conj) return -1;
  const int first = clause.word(verb).head;
  if (!clause.has(first) || clause.word(first).deprel != Deprel::root) return -1;
  return clause.word(verb).margin < kSure ? -1 : verb;
}

/// "A ou B et C" is not "A ou B. C".
bool has_alternative(const Clause& clause, int to) {
  for (int k = 0; k < to; ++k) {
    if (clause.low(k) == "ou" && clause.has(clause.word(k).head) && clause.is_verb(clause.word(k).head)) return true;
  }
  return false;
}

bool is_joining(const Clause& clause, int i) {
  return clause.is(i, Upos::cconj) && (clause.low(i) == "et" || clause.low(i) == "mais");
}

/// "A, et B" where B has its own subject.
void cut_own_subject(const Clause& clause, int i, std::vector<Cut>& cuts) {
  const int verb = joined_verb(clause, i);
  if (verb < 0) return;
  const int subject = clause.child(verb, {Deprel::nsubj, Deprel::nsubj_pass, Deprel::expl_subj});
  // "et lui remet" has an object there.
  if (subject == i + 1 && clause.is(subject, Upos::pron) &&
      !has_word(
          clause, subject, subject,
          {"vous", "nous", "il", "elle", "ils", "elles", "on", "je", "celui-ci", "celle-ci", "ceux-ci", "celles-ci"}))
    return;
  if (subject < i || clause.span(subject).first != i + 1 || clause.word(subject).lock ||
      has_word(clause, i - 4, i, {"entre"}))
    return;
  if (!is_main_clause(clause, 0, i - 1) || !is_main_clause(clause, i + 1, clause.size() - 1)) return;
  if (has_alternative(clause, i)) return;
  if (has_word(clause, i + 1, i + 1, {"ce", "cela", "ceci"})) return;
  cuts.push_back(make_cut({full_stop(clause, before_comma(clause, i), clause.low(i) == "mais" ? i : i + 1)},
                          "coordination", 55, i + 1, clause.size() - 1));
}

/// The finite verb of the clause whose head is `head`: itself, its auxiliary or its copula; -1 for none.
int finite_of(const Clause& clause, int head) {
  if (clause.is_finite(head)) return head;
  for (int i = 0; i < clause.size(); ++i) {
    if (clause.is_finite(i) && clause.word(i).head == head &&
        (clause.is(i, Deprel::aux_tense) || clause.is(i, Deprel::aux_pass) || clause.is(i, Deprel::cop)))
      return i;
  }
  return -1;
}

/// "S V, W et X" has three verbs: a cut before the last one would leave two without a link.
bool has_bare_verb(const Clause& clause, int from, int to) {
  for (int i = from; i < to; ++i) {
    if (clause.surface(i) == "," && clause.is_finite(i + 1)) return true;
  }
  return false;
}

/// "S V et W": the second verb gets the subject of the first.
void cut_shared_subject(const Clause& clause, int i, std::vector<Cut>& cuts) {
  const int joined = joined_verb(clause, i);
  if (joined < 0 || clause.low(i) != "et") return;
  const int head = clause.word(joined).head;
  const int first = finite_of(clause, head);
  // The verb at once after 'et', with its pronouns; what is left out must be the subject alone.
  int verb = i + 1;
  while (clause.low(verb) == "ne" || (clause.is(verb, Upos::pron) && !clause.is_finite(verb))) ++verb;
  if (first < 0 || !clause.is_finite(verb) || finite_of(clause, joined) != verb) return;
  if (verb > i + 1 && has_word(clause, i + 1, verb - 1, {"il", "elle", "ils", "elles", "on", "vous", "nous", "je"}))
    return;
  const Morphology& a = clause.word(first).morphology;
  const Morphology& b = clause.word(verb).morphology;
  if (a.person != b.person || a.number != b.number || a.mood != Mood::indicative || b.mood != Mood::indicative) return;
  const int subject = clause.child(head, {Deprel::nsubj, Deprel::nsubj_pass});
  if (subject < 0 || subject > first || !is_main_clause(clause, 0, i - 1) || clause.negated(first)) return;
  const bool takes_complement = verb > i + 1 || clause.is(verb + 1, Upos::det) || clause.is(verb + 1, Upos::adp);
  // "reprend et précise les conditions" shares its object; "de façon neutre et objective" has no verb.
  if ((head == first && clause.child(first, {Deprel::obj, Deprel::obl_arg, Deprel::obl_mod, Deprel::xcomp}) < 0) ||
      i <= head + 2 || (clause.is(i - 1, Upos::adj) && !takes_complement) || has_bare_verb(clause, first, i))
    return;
  // A verb after a subordinate clause may belong to that.
  if (has_subordinator(clause, first, i - 1) &&
      (clause.surface(i - 1) != "," || clause.word(joined).margin < 2 * kSure))
    return;
  const std::string words = repeated_subject(clause, subject, b, i);
  if (words.empty()) return;
  Cut cut = make_cut({full_stop(clause, before_comma(clause, i), i + 1, words)}, "shared-subject", 54, i + 1,
                     clause.size() - 1);
  cut.draft.subject = true;
  cuts.push_back(std::move(cut));
}

/// "S est prise par A et notifiée à B": the second participle gets the subject and the auxiliary of the first.
void cut_shared_auxiliary(const Clause& clause, int i, std::vector<Cut>& cuts) {
  const int second = joined_verb(clause, i);
  if (second != i + 1 || clause.low(i) != "et") return;
  const int first = clause.word(second).head;
  const Morphology& a = clause.word(first).morphology;
  const Morphology& b = clause.word(second).morphology;
  if (!clause.is(first, Upos::verb) || !clause.is(second, Upos::verb) || a.verb_form != VerbForm::participle ||
      b.verb_form != VerbForm::participle || a.gender != b.gender || a.number != b.number)
    return;
  const int auxiliary = first - 1;
  if (!clause.is_finite(auxiliary) || clause.word(auxiliary).head != first ||
      clause.word(auxiliary).morphology.mood != Mood::indicative)
    return;
  const int subject = clause.child(first, {Deprel::nsubj, Deprel::nsubj_pass});
  if (subject < 0 || subject >= auxiliary || clause.span(subject).second != auxiliary - 1) return;
  // Both participles have a complement of their own: what stands at the end belongs to the second alone.
  if (i < first + 3 || words_in(clause, second + 1, last_word(clause)) < 3 ||
      clause.child(first, {Deprel::obl_agent, Deprel::obl_arg, Deprel::obl_mod, Deprel::obj}) < 0 ||
      has_subordinator(clause, 0, i - 1) || clause.is(i - 1, Upos::adj))
    return;
  std::string words = repeated_subject(clause, subject, clause.word(auxiliary).morphology, i);
  if (words.empty()) return;
  words += ' ';
  words += clause.surface(auxiliary);
  Cut cut = make_cut({full_stop(clause, before_comma(clause, i), second, words)}, "shared-auxiliary", 53, second,
                     clause.size() - 1);
  cut.draft.subject = true;
  cuts.push_back(std::move(cut));
}

}  // namespace

void cut_coordination(const Clause& clause, std::vector<Cut>& cuts) {
  if (opens_scope(clause, 0)) return;
  for (int i = 2; i + 2 < clause.size(); ++i) {
    if (!is_joining(clause, i)) continue;
    cut_own_subject(clause, i, cuts);
    cut_shared_subject(clause, i, cuts);
    cut_shared_auxiliary(clause, i, cuts);
  }
}

void cut_infinitives(const Clause& clause, std::vector<Cut>& cuts) {
  const int modal = root_of(clause);
  const std::string& lemma = clause.word(modal).lemma;
  if (opens_scope(clause, 0) || (lemma != "pouvoir" && lemma != "devoir") || !clause.is_finite(modal) ||
      clause.word(modal).morphology.mood != Mood::indicative || clause.negated(modal))
    return;
  const int subject = clause.child(modal, {Deprel::nsubj});
  const int first = clause.child(modal, {Deprel::xcomp});
  if (subject < 0 || subject > modal || first < modal || !is_main_clause(clause, 0, first)) return;
  for (int i = first + 3; i + 3 < clause.size(); ++i) {
    if (clause.low(i) != "et") continue;
    int second = i + 1;
    while (clause.is(second, Upos::pron)) ++second;
    if (!clause.is_verb(second) || clause.word(second).morphology.verb_form != VerbForm::infinitive) continue;
    // "et être signé": the participle is the head.
    const int joined = clause.is(second, Upos::aux) ? clause.word(second).head : second;
    if (!clause.has(joined) || clause.word(joined).head != first || clause.word(joined).deprel != Deprel::conj ||
        clause.word(joined).margin < kSure)
      continue;
    // Between the two no other infinitive, to which the second could belong as well, and no clause.
    bool other = has_subordinator(clause, first, i) || has_word(clause, first, i, {"ou", "soit", "ni", "sans"});
    for (int k = first + 1; k < i; ++k)
      other = other || (clause.is_verb(k) && clause.word(k).morphology.verb_form == VerbForm::infinitive);
    if (other) continue;
    std::string words = repeated_subject(clause, subject, clause.word(modal).morphology, i);
    if (words.empty()) return;
    words += ' ';
    words += clause.surface(modal);
    Cut cut = make_cut({full_stop(clause, before_comma(clause, i), i + 1, words)}, "shared-modal", 52, i + 1,
                       clause.size() - 1);
    cut.draft.subject = true;
    (lemma == "devoir" ? cut.draft.gain.obligation : cut.draft.gain.permission) = 1;
    cuts.push_back(std::move(cut));
  }
}

}  // namespace parvis::detail
