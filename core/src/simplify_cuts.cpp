#include "simplify_cuts.h"

#include <utility>

#include "parvis/french_forms.h"

namespace parvis::detail {
namespace {

constexpr std::array<std::string_view, 33> kScopes{
    "si",      "s'",   "lorsque", "quand", "en",      "sauf", "sous", "dès",     "dans",  "pour",   "afin",
    "selon",   "tant", "après",   "avant", "pendant", "sans", "à",    "au",      "aux",   "faute",  "hormis",
    "excepté", "quel", "quelle",  "quels", "quelles", "lors", "par",  "puisque", "comme", "depuis", "jusque"};
constexpr std::array<std::string_view, 20> kSubordinators{
    "que",  "qui",    "dont",     "où",       "si",         "s'",     "lorsque", "quand", "puisque", "comme",
    "quoi", "lequel", "laquelle", "lesquels", "lesquelles", "auquel", "duquel",  "soit",  "sauf",    "quoique"};
constexpr std::array<std::string_view, 10> kDefinite{"le",    "la",  "l'",  "les", "votre",
                                                     "notre", "vos", "nos", "ce",  "cette"};

/// Gender of a noun; of one that the lexicon does not know, that of its determiner or participle.
Gender gender_of(const Clause& clause, int noun) {
  if (clause.word(noun).morphology.gender != Gender::none) return clause.word(noun).morphology.gender;
  for (int i = noun - 1; i >= 0 && i >= noun - 2; --i) {
    if (clause.is(i, Upos::det) && clause.word(i).head == noun) return clause.word(i).morphology.gender;
  }
  return Gender::none;
}

bool is_name_like(const Clause& clause, int i) {
  return clause.is(i, Upos::propn) || clause.word(i).lock.has_value() || (clause.capitalised(i) && i > 0);
}

}  // namespace

bool opens_scope(const Clause& clause, int first) { return contains(kScopes, clause.low(first)); }

bool is_subordinator(const Clause& clause, int i) {
  const std::string_view low = clause.low(i);
  if (low == "s'") return clause.low(i + 1) == "il" || clause.low(i + 1) == "ils";
  return contains(kSubordinators, low);
}

bool has_subordinator(const Clause& clause, int from, int to) {
  for (int i = from; i <= to; ++i) {
    if (is_subordinator(clause, i)) return true;
  }
  return false;
}

bool is_main_clause(const Clause& clause, int from, int to) {
  for (int i = from; i <= to; ++i) {
    if (is_subordinator(clause, i)) return false;
    if (!clause.is_finite(i)) continue;
    if (clause.word(i).morphology.mood == Mood::subjunctive) return false;
    if (clause.word(i).morphology.mood == Mood::imperative) return i == from || clause.is(i - 1, Upos::adv);
    for (int s = from; s < i; ++s) {
      const Deprel relation = clause.word(s).deprel;
      if (relation == Deprel::nsubj || relation == Deprel::nsubj_pass || relation == Deprel::expl_subj) return true;
    }
    return false;
  }
  return false;
}

bool has_finite(const Clause& clause, int from, int to) {
  for (int i = from; i <= to; ++i) {
    if (clause.is_finite(i)) return true;
  }
  return false;
}

bool has_word(const Clause& clause, int from, int to, std::initializer_list<std::string_view> forms) {
  for (int i = from; i <= to; ++i) {
    if (std::find(forms.begin(), forms.end(), clause.low(i)) != forms.end()) return true;
  }
  return false;
}

bool reads(const Clause& clause, int i, std::initializer_list<std::string_view> forms) {
  for (const std::string_view form : forms) {
    if (clause.low(i++) != form) return false;
  }
  return true;
}

int root_of(const Clause& clause) {
  int root = 0;
  while (root + 1 < clause.size() && clause.word(root).deprel != Deprel::root) ++root;
  return root;
}

int last_word(const Clause& clause) {
  int last = clause.size() - 1;
  while (last > 0 && (clause.surface(last) == "." || clause.surface(last) == "!" || clause.surface(last) == "?"))
    --last;
  return last;
}

std::size_t words_in(const Clause& clause, int from, int to) {
  std::size_t count = 0;
  for (int i = std::max(from, 0); i <= to && i < clause.size(); ++i) {
    if (counts_as_word(clause.word(i), clause.text)) ++count;
  }
  return count;
}

std::string inside(const Clause& clause, int i) {
  const bool name = clause.is(i, Upos::propn) || clause.word(i).lock.has_value();
  return name ? std::string(clause.surface(i)) : decapitalise(clause.surface(i));
}

DraftEdit full_stop(const Clause& clause, int before, int after, std::string_view words) {
  std::string text = ". ";
  if (!words.empty()) {
    text += words;
    text += ' ';
    return {clause.word(before).end, clause.word(after).begin, std::move(text), {}};
  }
  DraftEdit edit{clause.word(before).end, clause.word(after).begin, std::move(text), {}};
  edit.capital = !is_name_like(clause, after);
  return edit;
}

int before_comma(const Clause& clause, int i) { return clause.surface(i - 1) == "," ? i - 2 : i - 1; }

Cut make_cut(std::vector<DraftEdit> edits, std::string entry, int priority, int first, int last) {
  Cut cut;
  cut.draft.edits = std::move(edits);
  cut.draft.kind = EditKind::split;
  cut.draft.rule = "4.1";
  cut.draft.entry = std::move(entry);
  cut.draft.priority = priority;
  cut.first = first;
  cut.last = last;
  return cut;
}

std::string repeated_subject(const Clause& clause, int subject, const Morphology& verb, int until) {
  const std::string_view low = clause.low(subject);
  if (clause.is(subject, Upos::pron)) {
    for (const std::string_view one : {"vous", "nous", "il", "elle", "ils", "elles", "on"}) {
      if (low == one) return capitalise(low);
    }
    return {};
  }
  const auto [first, last] = clause.span(subject);
  if (!clause.is(subject, Upos::noun) && !clause.is(subject, Upos::propn)) return {};
  const Morphology& m = clause.word(subject).morphology;
  if (verb.number != m.number) return {};
  // "aucune demande" said twice is another statement; of two subjects the pronoun is not certain.
  if (!contains(kDefinite, clause.low(first)) && !clause.is(first, Upos::propn)) return {};
  bool short_phrase = last - first <= 4;
  for (int i = first; i <= last; ++i) {
    if (clause.word(i).deprel == Deprel::conj && clause.word(i).head == subject) return {};
    if (clause.is(i, Upos::cconj) || clause.is(i, Upos::punct) || clause.is_finite(i)) short_phrase = false;
  }
  // The pronoun, unless another noun could be meant.
  const Gender gender = gender_of(clause, subject);
  bool certain = gender != Gender::none && m.number != Number::none && !clause.is(subject, Upos::propn);
  for (int i = last + 1; i < until; ++i) {
    const Morphology& other = clause.word(i).morphology;
    if (clause.is(i, Upos::propn) || (clause.is(i, Upos::noun) && other.gender == gender && other.number == m.number))
      certain = false;
  }
  if (certain || !short_phrase) {
    if (gender == Gender::none || m.number == Number::none || clause.is(subject, Upos::propn)) return {};
    const bool feminine = gender == Gender::feminine;
    if (m.number == Number::plural) return feminine ? "Elles" : "Ils";
    return feminine ? "Elle" : "Il";
  }
  const std::string words(clause.stretch(first, last));
  return clause.is(first, Upos::propn) ? words : capitalise(words);
}

}  // namespace parvis::detail
