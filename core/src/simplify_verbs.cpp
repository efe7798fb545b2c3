#include <algorithm>
#include <array>
#include <utility>

#include "parvis/french_forms.h"
#include "parvis/text.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

/// Adverbs that may stand between a verb and the rest of its phrase, and stay there.
constexpr std::array<std::string_view, 14> kInserted{"pas",      "plus",      "jamais",    "également", "aussi",
                                                     "toujours", "donc",      "alors",     "ensuite",   "bien",
                                                     "déjà",     "désormais", "notamment", "toutefois"};
constexpr std::array<std::string_view, 8> kDeterminers{"le", "la", "l'", "les", "un", "une", "des", "du"};
constexpr std::array<std::string_view, 18> kPossessives{"mon", "ma",   "mes",   "ton",   "ta",  "tes",
                                                        "son", "sa",   "ses",   "notre", "nos", "votre",
                                                        "vos", "leur", "leurs", "son",   "sa",  "ses"};
constexpr std::array<std::string_view, 9> kClitics{"-nous", "-moi", "-lui",  "-leur", "-le",
                                                   "-la",   "-les", "-vous", "-toi"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_modal(std::string_view verb) { return verb == "devoir" || verb == "falloir"; }

/// The infinitive's own form of a token, whose lemma a dictionary writes with its pronoun.
bool same_word(const Clause& clause, int i, const std::string& word) {
  const std::string_view low = clause.low(i);
  if (low == word) return true;
  for (const Gender g : {Gender::masculine, Gender::feminine}) {
    for (const Number n : {Number::singular, Number::plural}) {
      if ((clause.is(i, Upos::adj) || clause.is(i, Upos::verb) || clause.is(i, Upos::noun)) &&
          inflect_adjective(word, g, n) == low)
        return true;
    }
  }
  return false;
}

/// The form of another verb in place of a verb's form; nothing where it cannot be told.
std::optional<std::string> carry_form(const std::string& from, const std::string& to, const FrenchWord& word,
                                      std::string_view low, bool has_subject, const NominalForm& agreed) {
  const Morphology& m = word.morphology;
  if (m.verb_form == VerbForm::infinitive) return low == from ? std::optional(to) : std::nullopt;
  std::vector<std::string> possible;
  const auto add = [&](std::optional<std::string> form) {
    if (form && std::find(possible.begin(), possible.end(), *form) == possible.end())
      possible.push_back(*std::move(form));
  };
  if (m.verb_form == VerbForm::participle || word.upos == Upos::adj) {
    if (present_participle(from) == low) return present_participle(to);
    for (const Gender g : {Gender::masculine, Gender::feminine}) {
      for (const Number n : {Number::singular, Number::plural}) {
        if (past_participle(from, g, n) == low) add(past_participle(to, g, n));
      }
    }
    if (possible.size() == 1) return possible.front();
    // "pris", "transmis": the form does not show its number.
    const Gender gender = m.gender == Gender::none ? agreed.gender : m.gender;
    const Number number = m.number == Number::none ? agreed.number : m.number;
    if (possible.empty() || gender == Gender::none || number == Number::none) return {};
    if (past_participle(from, gender, number) != low) return {};
    return past_participle(to, gender, number);
  }
  if (m.verb_form != VerbForm::finite) return {};
  if (m.mood == Mood::imperative && has_subject) {
    const Morphology said{m.gender, m.number, m.person, Tense::present, Mood::indicative, VerbForm::finite};
    return conjugate(from, said) == low ? conjugate(to, said) : std::nullopt;
  }
  if (conjugate(from, m) == low) return conjugate(to, m);
  // The tagger is unsure of mood or person: right where all that it may be gives one form.
  for (const Mood mood : {Mood::indicative, Mood::subjunctive, Mood::conditional}) {
    for (const Tense tense : {Tense::present, Tense::imperfect, Tense::past, Tense::future}) {
      for (const Person person : {Person::first, Person::second, Person::third}) {
        for (const Number number : {Number::singular, Number::plural}) {
          if (conjugate(from, mood, tense, person, number) == low) add(conjugate(to, mood, tense, person, number));
        }
      }
    }
  }
  if (possible.size() == 1) return possible.front();
  return {};
}

/// The reflexive pronoun of a form.
std::string_view reflexive_of(const Clause& clause, int verb) {
  const Morphology& m = clause.word(verb).morphology;
  const bool plural = m.number == Number::plural;
  if (m.verb_form == VerbForm::finite) {
    if (m.person == Person::first) return plural ? "nous" : "me";
    if (m.person == Person::second) return plural ? "vous" : "te";
    return "se";
  }
  // An infinitive has the person of the verb above it.
  for (int i = verb - 1; i >= 0; --i) {
    if (!clause.is_finite(i)) continue;
    const Morphology& above = clause.word(i).morphology;
    if (above.person == Person::second) return above.number == Number::plural ? "vous" : "te";
    if (above.person == Person::first) return above.number == Number::plural ? "nous" : "me";
    return "se";
  }
  return {};
}

bool is_reflexive_pronoun(std::string_view low) {
  return low == "se" || low == "s'" || low == "vous" || low == "nous" || low == "me" || low == "m'" || low == "te" ||
         low == "t'";
}

/// Where the parts of a phrase stand in the sentence.
struct Match {
  int first = 0;  ///< the reflexive pronoun, or the verb
  int verb = 0;
  std::vector<int> inserted;  ///< words between that stay
  int clitic = -1;            ///< "-nous" after an imperative
  int words_end = 0;          ///< last word of the fixed part
  int last = 0;               ///< the preposition included
};

std::optional<Match> match_verb(const Clause& clause, const Phrase& phrase, int verb) {
  const VerbPhrase& from = phrase.from_verb;
  const bool nominal = phrase.kind == PhraseKind::nominal;
  Match match{verb, verb, {}, -1, verb, verb};
  int at = verb + 1;
  // The pronouns of an imperative.
  if (clause.has(at) && contains(kClitics, clause.low(at)) && clause.glued(verb)) {
    const std::string_view low = clause.low(at);
    if (from.reflexive) {
      if (low != "-vous" && low != "-toi") return {};
    } else if (low == "-vous" || low == "-toi") {
      return {};
    } else {
      match.clitic = at;
    }
    match.words_end = match.last = at;
    ++at;
    if (clause.has(at) && clause.low(at).starts_with('-') && clause.glued(at - 1)) return {};
  } else if (clause.has(at) && clause.low(at).starts_with('-') && clause.glued(verb)) {
    return {};
  } else if (from.reflexive) {
    if (clause.is(verb, Upos::adj) || (clause.word(verb).morphology.verb_form == VerbForm::participle &&
                                       clause.word(verb).morphology.tense == Tense::past))
      return {};
    const int pronoun = verb - 1;
    if (!clause.has(pronoun) || !is_reflexive_pronoun(clause.low(pronoun))) return {};
    const std::string_view low = clause.low(pronoun);
    const bool ambiguous = low == "vous" || low == "nous";
    if (ambiguous) {
      // "vous vous acquittez": the first one is the subject. "de vous acquitter" has an infinitive.
      const bool twice =
          clause.low(pronoun - 1) == low || (clause.low(pronoun - 1) == "ne" && clause.low(pronoun - 2) == low);
      const bool infinitive = clause.word(verb).morphology.verb_form == VerbForm::infinitive;
      const bool gerund = clause.word(verb).morphology.verb_form == VerbForm::participle;
      // "vous procurant" may procure something to you.
      if (!twice && !infinitive && !(gerund && clause.low(pronoun - 1) == "en")) return {};
      if (infinitive && reflexive_of(clause, verb) != low) return {};
    }
    match.first = pronoun;
  } else if (clause.is(verb - 1, Deprel::expl_pv) || clause.low(verb - 1) == "se" ||
             (clause.low(verb - 1) == "s'" && !clause.low(verb).starts_with("il"))) {
    // "s'effectuer" stays reflexive: its passive sense carries over to a plain transitive verb.
    if (!phrase.to_verb.words.empty() || !phrase.to_verb.preposition.empty() || !from.preposition.empty() ||
        !from.words.empty() || !clause.is(verb - 1, Deprel::expl_pass))
      return {};
  }
  // The fixed words.
  std::size_t k = 0;
  while (k < from.words.size()) {
    if (!clause.has(at) || clause.is(at, Upos::punct)) return {};
    const std::string& word = from.words[k];
    const std::string_view low = clause.low(at);
    if (nominal && contains(kDeterminers, word)) {
      // Any article will do, or none at all.
      if (contains(kDeterminers, low) && low != "du") {
        ++at;
        ++k;
        continue;
      }
      if ((low == "du" || low == "des") && k == 0) return {};
      ++k;
      continue;
    }
    if (nominal && word == "à" && (low == "au" || low == "aux") && k + 1 < from.words.size() &&
        contains(kDeterminers, from.words[k + 1])) {
      ++at;
      k += 2;
      continue;
    }
    if (nominal && (word == "au" || word == "aux") && low == "à" && contains(kDeterminers, clause.low(at + 1))) {
      at += 2;
      ++k;
      continue;
    }
    if (nominal && k + 1 == from.words.size() && contains(kDeterminers, low) && k == 0) {
      ++at;
      continue;
    }
    const bool possessive = contains(kPossessives, word) && contains(kPossessives, low);
    if (possessive || same_word(clause, at, word)) {
      ++at;
      ++k;
      continue;
    }
    if (k == 0 && contains(kInserted, low) && match.clitic < 0) {
      match.inserted.push_back(at++);
      continue;
    }
    return {};
  }
  match.words_end = match.last = at - 1;
  if (from.preposition.empty()) return match;
  while (clause.has(at) && contains(kInserted, clause.low(at)) && match.inserted.size() < 2)
    match.inserted.push_back(at++);
  const std::string_view low = clause.low(at);
  const bool fits =
      from.preposition == "de" ? low == "de" || low == "du" || low == "des" : low == "à" || low == "au" || low == "aux";
  if (!fits) return {};
  match.last = at;
  return match;
}

/// Whether other pronouns hang on the verb that its replacement might not take.
bool clitics_allow(const Clause& clause, const Phrase& phrase, const Match& match) {
  const bool same = phrase.from_verb.preposition == phrase.to_verb.preposition && phrase.from_verb.words.empty() &&
                    phrase.to_verb.words.empty();
  const bool to_direct = phrase.to_verb.preposition.empty() && phrase.to_verb.words.empty();
  for (int i = match.first - 1; i >= 0 && i >= match.first - 3; --i) {
    const std::string_view low = clause.low(i);
    if (low == "ne") continue;
    if (!clause.is(i, Upos::pron) && low != "y" && low != "en") break;
    if (low == "y" || low == "en" || low == "dont") return false;
    if (clause.is(i, Deprel::nsubj) || clause.is(i, Deprel::nsubj_pass) || clause.is(i, Deprel::expl_subj)) break;
    if (low == "que" || low == "qui" || low == "où") {
      if (low == "que" && !same) return false;
      break;
    }
    if (low == "le" || low == "la" || low == "les" || low == "l'") {
      if (!same || !to_direct) return false;
      continue;
    }
    // "nous vous demandons X" has X as its object; "nous vous sollicitons" has the person.
    const bool object = clause.is(i, Deprel::obj);
    if (object && !clause.is(match.verb, Upos::aux)) {
      const int other = clause.child(match.verb, {Deprel::obj});
      if (other == i || other < 0) return false;
    }
    if (!phrase.from_verb.reflexive && !same && phrase.from_verb.words.empty()) return false;
  }
  return true;
}

/// The subject whose gender and number a predicate takes: that of the verb or of the one above it; the antecedent of
/// "qui".
int subject_noun(const Clause& clause, int verb) {
  for (int steps = 0; clause.has(verb) && steps < 4; ++steps) {
    const int subject = clause.child(verb, {Deprel::nsubj, Deprel::nsubj_pass});
    if (subject >= 0) {
      if (clause.low(subject) != "qui") return subject;
      return clause.is(verb, Deprel::acl_relcl) ? clause.word(verb).head : -1;
    }
    if (!clause.is(verb, Deprel::xcomp) && !clause.is(verb, Deprel::conj) && !clause.is(verb, Deprel::aux_tense))
      return -1;
    verb = clause.word(verb).head;
  }
  return -1;
}

/// An adjective or participle after 'être', as its subject or the predicate that it replaces asks.
std::optional<std::string> agree_predicate(const Clause& clause, const Match& match, const VerbPhrase& from,
                                           const std::string& word) {
  constexpr std::array<std::string_view, 12> kInvariable{"de",   "d'",  "à",    "en",   "sans", "pour",
                                                         "dans", "sur", "sous", "hors", "plus", "un"};
  if (contains(kInvariable, word)) return word;
  if (from.verb == "être" && !from.words.empty()) {
    std::vector<std::string> possible;
    for (const Gender g : {Gender::masculine, Gender::feminine}) {
      for (const Number n : {Number::singular, Number::plural}) {
        bool shown = false;
        for (int i = match.verb + 1; i <= match.words_end; ++i)
          shown = shown || clause.low(i) == inflect_adjective(from.words.front(), g, n);
        const std::string form = inflect_adjective(word, g, n);
        if (shown && std::find(possible.begin(), possible.end(), form) == possible.end()) possible.push_back(form);
      }
    }
    if (possible.size() == 1) return possible.front();
  }
  const int subject = subject_noun(clause, match.verb);
  if (!clause.has(subject) || (clause.child(subject, {Deprel::conj}) >= 0)) return {};
  const Morphology& m = clause.word(subject).morphology;
  const std::string_view low = clause.low(subject);
  Gender gender = m.gender;
  if (low == "il" || low == "ils") gender = Gender::masculine;
  if (low == "elle" || low == "elles") gender = Gender::feminine;
  if (gender == Gender::none || m.number == Number::none) return {};
  return inflect_adjective(word, gender, m.number);
}

}  // namespace

std::optional<Draft> replace_verb(const Clause& clause, const Phrase& phrase, int verb) {
  if (clause.word(verb).lock) return {};
  const auto match = match_verb(clause, phrase, verb);
  if (!match || !condition_holds(clause, phrase, match->first, match->last)) return {};
  if (clause.capitalised(verb) && verb > 0 && clause.low(match->first) == clause.low(verb)) return {};
  const VerbPhrase& from = phrase.from_verb;
  const VerbPhrase& to = phrase.to_verb;
  const FrenchWord& word = clause.word(verb);
  const bool past = word.upos == Upos::adj ||
                    (word.morphology.verb_form == VerbForm::participle && word.morphology.tense == Tense::past);
  const bool negated = clause.negated(match->first) || clause.low(match->first - 2) == "ne" ||
                       clause.low(match->first - 1) == "ne" || clause.low(match->first - 1) == "pas";
  if (to.negative && (negated || to.reflexive || match->first != verb || match->clitic >= 0 || past)) return {};
  // "not obliged to" is not "must not".
  if (is_modal(to.verb) && !is_modal(from.verb) && negated) return {};
  if (is_modal(to.verb) && word.morphology.verb_form != VerbForm::finite) return {};
  if (!from.words.empty() && from.words.front() == "tenu" && to.verb == "devoir") {
    // "tenu des dettes" is another thing.
    const FrenchWord* next = clause.has(match->last + 1) ? &clause.word(match->last + 1) : nullptr;
    if (next == nullptr || next->upos == Upos::noun || next->upos == Upos::det || clause.low(match->last) != "de")
      return {};
  }
  if (!clitics_allow(clause, phrase, *match)) return {};
  const bool auxiliary = past && clause.child(verb, {Deprel::aux_tense}) >= 0;
  if (past) {
    const bool passive = !auxiliary || clause.child(verb, {Deprel::aux_pass}) >= 0;
    if (to.reflexive || to.verb == "devoir" || (to.verb == "être" && passive)) return {};
    if (passive && (!to.preposition.empty() || (!to.words.empty() && to.words.front() != "à"))) return {};
    if (passive && (from.reflexive || !from.preposition.empty()) && !takes_etre(from.verb)) return {};
    if (passive && takes_etre(to.verb)) return {};
    // The compound tenses of both must take the same auxiliary.
    if (auxiliary && !passive && takes_etre(from.verb) != takes_etre(to.verb)) return {};
  }
  if (past && match->clitic >= 0) return {};
  // "s'est avisée": a compound tense of a reflexive verb.
  if (auxiliary && !from.reflexive) {
    for (int i = std::max(0, verb - 4); i < verb; ++i) {
      if (clause.low(i) == "s'" || clause.low(i) == "se" || clause.low(i) == "m'" || clause.low(i) == "t'") return {};
    }
  }
  // An imperative opens its clause; elsewhere the tagger has mistaken an indicative.
  const bool opens = match->first == 0 || clause.is(match->first - 1, Upos::punct);
  bool subject = !opens || clause.child(verb, {Deprel::nsubj}) >= 0;
  for (int i = match->first - 1; i >= 0 && i >= match->first - 3; --i)
    subject = subject || clause.low(i) == "vous" || clause.low(i) == "nous";
  NominalForm shown{Gender::masculine, Number::singular};
  if (past && !(auxiliary && clause.child(verb, {Deprel::aux_pass}) < 0)) {
    const int noun = described_noun(clause, verb);
    shown = clause.has(noun) ? NominalForm{clause.word(noun).morphology.gender, clause.word(noun).morphology.number}
                             : NominalForm{};
  }
  std::optional<std::string> form = carry_form(from.verb, to.verb, word, clause.low(verb), subject, shown);
  if (!form) return {};
  Draft draft;
  std::string text = *form;
  draft.subject = to.reflexive;
  if (to.reflexive) {
    const bool imperative = word.morphology.mood == Mood::imperative;
    if (match->clitic >= 0) return {};
    const std::string_view pronoun = reflexive_of(clause, verb);
    if (pronoun.empty()) return {};
    if (imperative) {
      text += pronoun == "te" ? std::string("-toi") : '-' + std::string(pronoun);
    } else {
      text =
          (pronoun == "se" || pronoun == "me" || pronoun == "te" ? before(pronoun, text) : std::string(pronoun) + ' ') +
          text;
    }
  }
  if (to.negative) {
    const bool infinitive = word.morphology.verb_form == VerbForm::infinitive;
    text = infinitive ? "ne pas " + text : before("ne", text) + text + " pas";
    draft.gain.negation = 1;
  }
  if (match->clitic >= 0) text += std::string(clause.surface(match->clitic));
  for (const int i : match->inserted) text += ' ' + std::string(clause.surface(i));
  for (std::size_t k = 0; k < to.words.size(); ++k) {
    std::string one = to.words[k];
    if (k == 0 && to.verb == "être") {
      auto agreed = agree_predicate(clause, *match, from, one);
      if (!agreed) return {};
      one = *std::move(agreed);
    }
    text += (text.ends_with('\'') ? "" : " ") + one;
  }
  std::optional<Tail> tail;
  const std::string_view next = clause.low(match->last + 1);
  if (negated && from.preposition == "de" && to.preposition.empty() && (next == "un" || next == "une") &&
      clause.low(match->last) == "de" && clause.has(match->last + 2)) {
    // "ne dispose pas d'un compte": the object of a negation has 'de' alone.
    tail = Tail{text + ' ' + before("de", clause.surface(match->last + 2)), clause.word(match->last + 2).begin};
  } else if (negated && from.preposition == "de" && to.preposition.empty() && clause.low(match->last) == "de" &&
             (clause.is(match->last + 1, Upos::noun) || clause.is(match->last + 1, Upos::adj))) {
    // "ne dispose pas de ressources": this 'de' is that of the negation.
    tail = Tail{text + ' ' + before("de", clause.surface(match->last + 1)), clause.word(match->last + 1).begin};
  } else if (!from.preposition.empty() || !to.preposition.empty() || match->last != verb || !to.words.empty()) {
    tail = write_tail(clause, text, to.preposition, from.preposition, match->last,
                      is_modal(to.verb) || to.verb == "pouvoir" || to.verb == "aller" || !to.preposition.empty());
  } else {
    tail = Tail{text, word.end};
  }
  if (!tail) return {};
  const auto left = fix_left(clause, match->first, tail->text, nullptr);
  if (!left) return {};
  for (const std::string& one : to.words) draft.names += one + ' ';
  if (left->begin != left->end) draft.edits.push_back(*left);
  draft.edits.push_back({clause.word(match->first).begin,
                         tail->end,
                         clause.capitalised(match->first) ? capitalise(tail->text) : tail->text,
                         {}});
  return draft;
}

}  // namespace parvis::detail
