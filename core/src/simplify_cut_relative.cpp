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

}  // namespace

void cut_relative(const Clause& clause, std::vector<Cut>& cuts) {
  const int end = last_word(clause);
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
