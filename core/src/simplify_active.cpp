#include <algorithm>
#include <array>
#include <utility>

#include "parvis/french_forms.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Who acts: "par courrier" and "par décret" name means, not agents.
constexpr std::array<std::string_view, 66> kAgents{
    "caisse",        "préfet",      "préfète",     "préfecture",     "maire",         "mairie",      "juge",
    "tribunal",      "commission",  "service",     "administration", "organisme",     "employeur",   "bailleur",
    "propriétaire",  "locataire",   "demandeur",   "médecin",        "directeur",     "directrice",  "président",
    "présidente",    "notaire",     "huissier",    "commissaire",    "parent",        "conjoint",    "bénéficiaire",
    "agence",        "conseil",     "département", "région",         "état",          "banque",      "assureur",
    "expert",        "avocat",      "avocate",     "procureur",      "police",        "gendarmerie", "consulat",
    "ambassade",     "greffe",      "greffier",    "cour",           "ministre",      "ministère",   "agent",
    "conseiller",    "conseillère", "inspecteur",  "centre",         "établissement", "école",       "vendeur",
    "syndic",        "assemblée",   "office",      "rectorat",       "recteur",       "jury",        "comptable",
    "professionnel", "salarié",     "représentant"};

constexpr std::array<std::string_view, 9> kDefinite{"le", "la", "l'", "les", "votre", "notre", "vos", "nos", "ce"};
constexpr std::array<std::string_view, 9> kScoped{"aucun", "aucune", "nul",  "nulle", "chaque",
                                                  "tout",  "toute",  "tous", "toutes"};

/// The parts of "S [ne] est [pas] examinée par A".
struct Passive {
  int auxiliary = 0;  ///< 'être'
  int participle = 0;
  int finite = 0;  ///< 'être', the 'avoir' of its compound tense, or the modal above it
  int ne = -1;
  int negation = -1;  ///< 'pas'
  int subject = 0;    ///< the word that is the subject
  int subject_end = 0;
  int agent = 0;  ///< the noun
  int agent_first = 0;
  int agent_last = 0;
};

/// The noun phrase of an agent: its determiner, its adjectives and its complement with 'de'.
bool read_agent(const Clause& clause, Passive& passive) {
  const int par = passive.participle + 1;
  if (clause.low(par) != "par") return false;
  passive.agent = clause.child(passive.participle, {Deprel::obl_agent});
  if (!clause.has(passive.agent) || passive.agent <= par) return false;
  passive.agent_first = par + 1;
  for (int i = par + 1; i < passive.agent; ++i) {
    if (!clause.is(i, Upos::det) && !clause.is(i, Upos::adj)) return false;
  }
  const FrenchWord& noun = clause.word(passive.agent);
  const bool name = noun.upos == Upos::propn;
  if (!name && (!contains(kAgents, noun.lemma) || !contains(kDefinite, clause.low(par + 1)))) return false;
  if (name && passive.agent != par + 1 && !contains(kDefinite, clause.low(par + 1))) return false;
  if (clause.child(passive.agent, {Deprel::conj, Deprel::acl, Deprel::acl_relcl, Deprel::appos}) >= 0) return false;
  int last = passive.agent;
  while (clause.has(last + 1)) {
    const std::string_view low = clause.low(last + 1);
    if (clause.is(last + 1, Upos::adj) && clause.word(last + 1).head <= last) {
      ++last;
      continue;
    }
    const bool complement = low == "de" || low == "du" || low == "des";
    if (!complement) break;
    int noun_at = last + 2;
    while (clause.is(noun_at, Upos::det) || clause.is(noun_at, Upos::adj)) ++noun_at;
    if (!clause.is(noun_at, Upos::noun) && !clause.is(noun_at, Upos::propn)) return false;
    last = noun_at;
  }
  if (clause.is(last + 1, Upos::propn) || clause.low(last + 1) == "et" || clause.low(last + 1) == "ou" ||
      clause.low(last + 1) == "qui" || clause.low(last + 1) == "que" || clause.low(last + 1) == "dont")
    return false;
  passive.agent_last = last;
  return true;
}

/// The subject from the first word of the sentence on, and the verbs after it.
bool read_verbs(const Clause& clause, Passive& passive) {
  passive.finite = passive.auxiliary;
  int owner = passive.participle;
  if (!clause.is_finite(passive.auxiliary)) {
    int i = passive.auxiliary - 1;
    if (clause.low(i) == "pas" || clause.low(i) == "plus") passive.negation = i--;
    if (!clause.is_finite(i)) return false;
    passive.finite = i;
    const std::string& lemma = clause.word(i).lemma;
    if (lemma == "pouvoir" || lemma == "devoir") {
      owner = i;
      if (clause.word(passive.auxiliary).morphology.verb_form != VerbForm::infinitive) return false;
    } else if (lemma != "avoir" || clause.low(passive.auxiliary) != "été") {
      return false;
    }
  } else {
    for (int i = passive.auxiliary + 1; i < passive.participle; ++i) {
      if (clause.low(i) != "pas" && clause.low(i) != "plus") return false;
      passive.negation = i;
    }
  }
  if (passive.finite != passive.auxiliary && passive.participle != passive.auxiliary + 1) return false;
  if (clause.word(owner).deprel != Deprel::root) return false;
  if (clause.child(owner, {Deprel::conj, Deprel::parataxis}) >= 0 ||
      clause.child(passive.participle, {Deprel::conj, Deprel::parataxis}) >= 0)
    return false;
  const Morphology& m = clause.word(passive.finite).morphology;
  if (m.mood != Mood::indicative && m.mood != Mood::conditional) return false;
  passive.subject_end = passive.finite - 1;
  if (clause.low(passive.subject_end) == "ne") passive.ne = passive.subject_end--;
  if ((passive.ne >= 0) != (passive.negation >= 0)) return false;
  passive.subject = clause.child(owner, {Deprel::nsubj, Deprel::nsubj_pass});
  if (passive.subject < 0) passive.subject = clause.child(passive.participle, {Deprel::nsubj, Deprel::nsubj_pass});
  if (!clause.has(passive.subject) || passive.subject > passive.subject_end) return false;
  const auto [first, last] = clause.span(passive.subject);
  return first == 0 && last == passive.subject_end;
}

/// The infinitive of a participle, checked against its form.
std::optional<std::string> infinitive_of(const Clause& clause, int participle) {
  const std::string& lemma = clause.word(participle).lemma;
  for (const Gender g : {Gender::masculine, Gender::feminine}) {
    for (const Number n : {Number::singular, Number::plural}) {
      if (past_participle(lemma, g, n) == clause.low(participle)) return lemma;
    }
  }
  return {};
}

std::optional<std::string> write_active(const Clause& clause, const Passive& passive) {
  const auto infinitive = infinitive_of(clause, passive.participle);
  const Number number =
      clause.word(passive.agent).upos == Upos::propn && clause.word(passive.agent).morphology.number == Number::none
          ? Number::singular
          : clause.word(passive.agent).morphology.number;
  if (!infinitive || number == Number::none) return {};
  const Morphology& m = clause.word(passive.finite).morphology;
  const bool simple = passive.finite == passive.auxiliary;
  const auto finite =
      conjugate(simple ? *infinitive : clause.word(passive.finite).lemma, m.mood, m.tense, Person::third, number);
  if (!finite) return {};
  const std::string_view low = clause.low(passive.subject);
  const bool clitic = low == "vous" || low == "nous";
  if (clause.is(passive.subject, Upos::pron) && !clitic) return {};
  const bool modal = clause.word(passive.finite).lemma == "pouvoir" || clause.word(passive.finite).lemma == "devoir";
  std::string text = capitalise(clause.stretch(passive.agent_first, passive.agent_last)) + ' ';
  const std::string pronoun = clitic ? std::string(low) + ' ' : std::string();
  const std::string first = pronoun.empty() || modal ? *finite : pronoun;
  if (passive.ne >= 0) text += before("ne", first);
  if (!modal) text += pronoun;
  text += *finite;
  if (passive.negation >= 0) text += ' ' + std::string(clause.surface(passive.negation));
  if (modal) {
    text += ' ' + pronoun + *infinitive;
  } else if (!simple) {
    // Before its object the participle stays as it is; after the pronoun it agrees, as it did.
    text += ' ' + (clitic ? std::string(clause.surface(passive.participle))
                          : past_participle(*infinitive, Gender::masculine, Number::singular).value_or(""));
  }
  if (!clitic) {
    const std::string_view subject = clause.stretch(0, passive.subject_end);
    const bool name = clause.is(0, Upos::propn);
    text += ' ' + (name ? std::string(subject) : decapitalise(subject));
  }
  return text;
}

}  // namespace

void propose_active(const Clause& clause, const Clause* next, std::vector<Draft>& drafts) {
  // A pronoun in the next sentence would get another antecedent.
  if (next != nullptr) {
    for (int i = 0; i < std::min(next->size(), 4); ++i) {
      const std::string_view low = next->low(i);
      if (low == "il" || low == "elle" || low == "ils" || low == "elles" || low == "celui-ci" || low == "celle-ci")
        return;
    }
  }
  for (int i = 0; i < clause.size(); ++i) {
    if (contains(kScoped, clause.low(i))) return;
    if (!clause.is(i, Deprel::aux_pass) || clause.word(i).lemma != "être") continue;
    Passive passive;
    passive.auxiliary = i;
    passive.participle = clause.word(i).head;
    if (!clause.has(passive.participle) || !read_agent(clause, passive) || !read_verbs(clause, passive)) continue;
    const auto text = write_active(clause, passive);
    if (!text) continue;
    Draft draft;
    draft.edits.push_back({clause.word(0).begin, clause.word(passive.agent_last).end, *text, {}});
    draft.kind = EditKind::active;
    draft.rule = "7.3";
    draft.entry = "active";
    draft.priority = 45;
    drafts.push_back(std::move(draft));
    return;
  }
}

}  // namespace parvis::detail
