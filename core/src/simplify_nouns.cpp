#include <algorithm>
#include <array>
#include <utility>

#include "parvis/french_forms.h"
#include "parvis/text.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

constexpr std::array<std::string_view, 21> kLinks{"de",    "d'",    "du",   "des",    "à",     "au",   "en",
                                                  "pour",  "par",   "sans", "sur",    "avec",  "qui",  "dans",
                                                  "après", "avant", "chez", "contre", "entre", "vers", "depuis"};

bool is_link(std::string_view word) { return std::find(kLinks.begin(), kLinks.end(), word) != kLinks.end(); }

/// A noun phrase in the plural: its words up to the first preposition.
std::string plural_phrase(std::string_view phrase) {
  std::string result;
  bool rest = false;
  while (!phrase.empty()) {
    const std::size_t space = std::min(phrase.find(' '), phrase.size());
    const std::string_view word = phrase.substr(0, space);
    rest = rest || is_link(word) || word.starts_with("d'");
    if (!result.empty()) result += ' ';
    result += rest ? std::string(word) : plural(word);
    phrase.remove_prefix(std::min(space + 1, phrase.size()));
  }
  return result;
}

/// An adjective phrase in a gender and number: its first word, unless that is a preposition.
std::string inflect_phrase(std::string_view phrase, Gender gender, Number number) {
  if (phrase.empty()) return {};
  const std::size_t space = std::min(phrase.find(' '), phrase.size());
  const std::string_view first = phrase.substr(0, space);
  if (is_link(first) || first == "chaque" || first == "pas" || first == "deux" || first == "trois" || first == "une" ||
      first.starts_with("d'"))
    return std::string(phrase);
  // "très petit": the word after the adverb agrees.
  for (const std::string_view adverb : {"très", "plus", "peu", "bien", "mal", "non", "trop", "assez", "déjà"}) {
    if (first == adverb && space < phrase.size())
      return std::string(first) + ' ' + inflect_phrase(phrase.substr(space + 1), gender, number);
  }
  return inflect_adjective(first, gender, number) + std::string(phrase.substr(space));
}

/// Words that would have to change with the gender of their antecedent.
bool is_gendered_pronoun(std::string_view low) {
  constexpr std::array<std::string_view, 22> kPronouns{
      "il",     "elle",     "ils",      "elles",      "celui-ci", "celle-ci",  "ceux-ci",  "celles-ci",
      "lequel", "laquelle", "lesquels", "lesquelles", "duquel",   "auquel",    "auxquels", "auxquelles",
      "celui",  "celle",    "ceux",     "celles",     "desquels", "desquelles"};
  return std::find(kPronouns.begin(), kPronouns.end(), low) != kPronouns.end();
}

/// Adjectives and participles that agree with a noun, in their new gender; nothing where one cannot be told.
bool agree(const Clause& clause, int noun, int last, const NominalForm& form, std::vector<DraftEdit>& edits) {
  for (int i = 0; i < clause.size(); ++i) {
    const FrenchWord& word = clause.word(i);
    if (is_gendered_pronoun(clause.low(i)) && i > noun) return false;
    if (i >= noun && i <= last) continue;
    const bool modifier = word.head == noun && (word.deprel == Deprel::amod || word.deprel == Deprel::acl);
    if (word.head == noun &&
        (word.deprel == Deprel::acl_relcl || word.deprel == Deprel::conj || word.deprel == Deprel::appos))
      return false;
    if (!modifier) continue;
    if (i < noun) return false;
    std::optional<std::string> changed;
    if (word.upos == Upos::adj) {
      changed = inflect_adjective(word.lemma, form.gender, form.number);
    } else if (word.morphology.verb_form == VerbForm::participle) {
      if (word.morphology.tense != Tense::past) continue;
      changed = past_participle(word.lemma, form.gender, form.number);
    } else if (word.morphology.verb_form == VerbForm::infinitive) {
      continue;
    }
    if (!changed) return false;
    if (clause.low(i) != *changed) edits.push_back({word.begin, word.end, *changed, {}});
  }
  // A predicate agrees as well.
  const FrenchWord& word = clause.word(noun);
  if (word.deprel == Deprel::nsubj_pass) return false;
  if (word.deprel == Deprel::nsubj && clause.has(word.head)) {
    if (clause.is(word.head, Upos::adj)) return false;
    if (clause.word(word.head).morphology.verb_form == VerbForm::participle) return false;
    if (clause.child(word.head, {Deprel::xcomp, Deprel::conj}) >= 0) return false;
  }
  return word.deprel != Deprel::conj && clause.child(noun, {Deprel::cop}) < 0;
}

}  // namespace

std::optional<Draft> replace_noun(const Clause& clause, const Phrase& phrase, int noun) {
  if (!clause.is(noun, Upos::noun)) return {};
  const std::size_t count = phrase.from.size();
  Number number = clause.word(noun).morphology.number;
  const std::string many = plural(phrase.from.front());
  if (many != phrase.from.front()) {
    if (clause.low(noun) == many) {
      number = Number::plural;
    } else if (clause.low(noun) == phrase.from.front()) {
      number = Number::singular;
    } else {
      return {};
    }
  }
  if (number == Number::none) return {};
  for (std::size_t k = 1; k < count; ++k) {
    const int i = noun + static_cast<int>(k);
    const std::string_view low = clause.low(i);
    if (low != phrase.from[k] && low != plural(phrase.from[k])) return {};
  }
  const int last = noun + static_cast<int>(count) - 1;
  // Part of a name, or the bare noun of a fixed expression.
  if (clause.capitalised(noun) && noun > 0) return {};
  if (clause.glued(last) && clause.low(last + 1).starts_with('-')) return {};
  if (!condition_holds(clause, phrase, noun, last)) return {};
  std::string text = number == Number::plural ? plural_phrase(phrase.to) : phrase.to;
  const Gender old = clause.word(noun).morphology.gender;
  if (old == Gender::none) return {};
  const NominalForm form{phrase.gender, number};
  std::vector<DraftEdit> edits;
  if (old != phrase.gender && !agree(clause, noun, last, form, edits)) return {};
  if (old != phrase.gender && clause.is(noun - 1, Upos::adj)) return {};
  const auto left = fix_left(clause, noun, text, &form);
  if (!left) return {};
  if (clause.capitalised(noun)) text = capitalise(text);
  Draft draft;
  if (left->begin != left->end) edits.push_back(*left);
  edits.push_back({clause.word(noun).begin, clause.word(last).end, std::move(text), {}});
  std::sort(edits.begin(), edits.end(), [](const DraftEdit& a, const DraftEdit& b) { return a.begin < b.begin; });
  draft.edits = std::move(edits);
  return draft;
}

std::optional<Draft> replace_adjective(const Clause& clause, const Phrase& phrase, int adjective) {
  const FrenchWord& word = clause.word(adjective);
  const bool participle = word.morphology.verb_form == VerbForm::participle && word.morphology.tense != Tense::present;
  const int auxiliary = clause.child(adjective, {Deprel::aux_tense});
  const bool compound = auxiliary >= 0 && clause.word(auxiliary).lemma == "avoir";
  const bool predicate = word.upos == Upos::noun && clause.child(adjective, {Deprel::cop}) >= 0;
  if (word.upos != Upos::adj && !(participle && !compound) && !predicate && phrase.from.size() == 1) return {};
  // "le manuscrit" is a noun.
  if (clause.is(adjective - 1, Upos::det) && !(clause.has(word.head) && word.head > adjective)) return {};
  for (std::size_t k = 1; k < phrase.from.size(); ++k) {
    if (clause.low(adjective + static_cast<int>(k)) != phrase.from[k]) return {};
  }
  int last = adjective + static_cast<int>(phrase.from.size()) - 1;
  if (!phrase.from_preposition.empty()) {
    const std::string_view low = clause.low(++last);
    const bool fits = phrase.from_preposition == "de" ? low == "de" || low == "du" || low == "des"
                                                      : low == "à" || low == "au" || low == "aux";
    if (!fits) return {};
  }
  if (clause.glued(last) && clause.low(last + 1).starts_with('-')) return {};
  if (!condition_holds(clause, phrase, adjective, last)) return {};
  // The gender and number that the form shows, as far as it does.
  Gender gender = word.morphology.gender;
  Number number = word.morphology.number;
  std::vector<std::string> possible;
  std::optional<std::string> chosen;
  for (const Gender g : {Gender::masculine, Gender::feminine}) {
    for (const Number n : {Number::singular, Number::plural}) {
      if (!is_link(phrase.from.front()) && inflect_adjective(phrase.from.front(), g, n) != clause.low(adjective))
        continue;
      std::string form = inflect_phrase(phrase.to, g, n);
      if (g == gender && n == number) chosen = form;
      if (std::find(possible.begin(), possible.end(), form) == possible.end()) possible.push_back(std::move(form));
    }
  }
  if (possible.empty()) return {};
  if (possible.size() == 1) {
    chosen = possible.front();
  } else if (const int described = described_noun(clause, governor(clause, adjective, last)); clause.has(described)) {
    const Morphology& noun = clause.word(described).morphology;
    if (noun.gender != Gender::none) gender = noun.gender;
    if (noun.number != Number::none) number = noun.number;
    const std::string form = inflect_phrase(phrase.to, gender, number);
    if (std::find(possible.begin(), possible.end(), form) == possible.end()) return {};
    chosen = form;
  }
  if (!chosen) return {};
  // Several words, or a participle, cannot stand before their noun.
  const bool before_noun = clause.has(word.head) && word.head > last && word.deprel == Deprel::amod;
  if (before_noun && chosen->find(' ') != std::string::npos) return {};
  const auto left = fix_left(clause, adjective, *chosen, nullptr);
  if (!left) return {};
  Tail tail{*chosen, clause.word(last).end};
  if (!phrase.from_preposition.empty() || !phrase.to_preposition.empty()) {
    const auto written = write_tail(clause, *chosen, phrase.to_preposition, phrase.from_preposition, last, true);
    if (!written) return {};
    tail = *written;
  }
  if (clause.capitalised(adjective)) tail.text = capitalise(tail.text);
  Draft draft;
  if (left->begin != left->end) draft.edits.push_back(*left);
  draft.edits.push_back({word.begin, tail.end, std::move(tail.text), {}});
  return draft;
}

}  // namespace parvis::detail
