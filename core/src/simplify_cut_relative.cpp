#include <algorithm>
#include <array>
#include <utility>

#include "parvis/french_forms.h"
#include "simplify_cuts.h"

namespace parvis::detail {
namespace {

constexpr std::array<std::string_view, 5> kPronouns{"qui", "lequel", "laquelle", "lesquels", "lesquelles"};

/// Whether no other noun before the comma could be what the pronoun means: none of the same number and, where the
/// pronoun shows it, gender.
bool is_only_antecedent(const Clause& clause, int noun, int comma, std::string_view pronoun) {
  const Morphology& m = clause.word(noun).morphology;
  if (pronoun != "qui") {
    const bool feminine = pronoun.starts_with("la") || pronoun == "lesquelles";
    const bool plural = pronoun.starts_with("les");
    if (feminine != (m.gender == Gender::feminine) || plural != (m.number == Number::plural)) return false;
  }
  for (int k = std::max(0, comma - 12); k < comma; ++k) {
    if (k == noun || (!clause.is(k, Upos::noun) && !clause.is(k, Upos::propn))) continue;
    const Morphology& other = clause.word(k).morphology;
    const bool same_number = other.number == m.number || other.number == Number::none;
    const bool same_gender = pronoun == "qui" || other.gender == m.gender || other.gender == Gender::none;
    if (same_number && same_gender) return false;
  }
  return true;
}

/// "Le temps partiel, qui est de droit, est accordé": the relative clause comes first, with the subject.
void cut_interposed_relative(const Clause& clause, std::vector<Cut>& cuts) {
  int comma = 1;
  while (comma < 12 && comma + 5 < clause.size() && clause.surface(comma) != ",") ++comma;
  const int pronoun = comma + 1;
  if (clause.surface(comma) != "," || !contains(kPronouns, clause.low(pronoun)) || has_finite(clause, 0, comma)) return;
  const auto verb_after = [&](int i) {
    while (clause.low(i) == "ne" || (clause.is(i, Upos::pron) && !clause.is_finite(i))) ++i;
    return clause.is_finite(i) && clause.word(i).morphology.person == Person::third ? i : -1;
  };
  const int first = verb_after(pronoun + 1);
  // The next comma ends it: another one would leave in doubt which verb is that of the main clause.
  int close = pronoun + 2;
  while (close + 2 < clause.size() && clause.surface(close) != "," && clause.surface(close) != ";") ++close;
  const int second = verb_after(close + 1);
  const int root = root_of(clause);
  const int subject = clause.child(root, {Deprel::nsubj, Deprel::nsubj_pass});
  if (first < 0 || clause.surface(close) != "," || second < 0 || subject < 0 || subject > comma ||
      clause.span(subject).first != 0)
    return;
  const Morphology& m = clause.word(subject).morphology;
  const Morphology& a = clause.word(first).morphology;
  const Morphology& b = clause.word(second).morphology;
  if (a.number != m.number || b.number != m.number || a.mood != Mood::indicative || b.mood == Mood::subjunctive) return;
  if (clause.word(second).head != root && second != root) return;
  const std::string words = repeated_subject(clause, subject, b, comma);
  if (words.empty()) return;
  Cut cut = make_cut({{clause.word(comma - 1).end, clause.word(pronoun + 1).begin, " ", {}},
                      full_stop(clause, close - 1, close + 1, words)},
                     "interposed", 57, 0, close);
  cut.draft.subject = true;
  cuts.push_back(std::move(cut));
}

}  // namespace

void cut_relative(const Clause& clause, std::vector<Cut>& cuts) {
  const int end = last_word(clause);
  cut_interposed_relative(clause, cuts);
  for (int i = 3; i + 4 < clause.size(); ++i) {
    const std::string_view pronoun = clause.low(i);
    if (!contains(kPronouns, pronoun) || clause.surface(i - 1) != ",") continue;
    const int verb = clause.word(i).head;
    if (!clause.has(verb) || verb < i || clause.word(verb).deprel != Deprel::acl_relcl) continue;
    if (clause.span(verb).second < end || !has_finite(clause, 0, i - 2)) continue;
    const int noun = clause.word(verb).head;
    // A noun right before the comma, or the only one that the pronoun can mean.
    if (!clause.is(noun, Upos::noun)) continue;
    const bool adjacent =
        noun == i - 2 && pronoun == "qui" && !clause.is(noun - 1, Upos::noun) && clause.is(noun - 1, Upos::det);
    if (!adjacent && !is_only_antecedent(clause, noun, i - 1, pronoun)) continue;
    const Morphology& m = clause.word(noun).morphology;
    if (m.gender == Gender::none || m.number == Number::none) continue;
    if (has_word(clause, 0, i - 1, {":", "(", "aucun", "aucune", "tout", "toute", "chaque"}) ||
        has_word(clause, i + 1, end - 1, {";", ":", "("}))
      continue;
    // The verb right after the pronoun, with its pronouns and its negation.
    int finite = i + 1;
    while (clause.has(finite) && !clause.is_finite(finite) &&
           (clause.low(finite) == "ne" || clause.is(finite, Upos::pron)))
      ++finite;
    if (!clause.is_finite(finite) || clause.word(finite).morphology.number != m.number ||
        clause.word(finite).morphology.person != Person::third)
      continue;
    const Mood mood = clause.word(finite).morphology.mood;
    if (mood != Mood::indicative && mood != Mood::conditional) continue;
    std::string words = m.number == Number::plural ? "Ces " : m.gender == Gender::feminine ? "Cette " : "Ce ";
    if (words == "Ce ") words = before("Ce", clause.surface(noun), true);
    words += decapitalise(clause.surface(noun));
    Cut cut = make_cut({{clause.word(i - 2).end, clause.word(i).end, ". " + words, {}}}, "relative", 56, i, end);
    cut.draft.subject = true;
    cuts.push_back(std::move(cut));
  }
}

}  // namespace parvis::detail
