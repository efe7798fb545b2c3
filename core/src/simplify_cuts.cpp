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

}  // namespace

bool opens_scope(const Clause& clause, int first) {
  // A source, a link to what was said, or how something was said: what follows does not depend on it.
  constexpr std::array<std::array<std::string_view, 2>, 19> kFree{{{"en", "application"},
                                                                   {"en", "vertu"},
                                                                   {"en", "conséquence"},
                                                                   {"en", "effet"},
                                                                   {"en", "outre"},
                                                                   {"en", "revanche"},
                                                                   {"par", "ailleurs"},
                                                                   {"par", "conséquent"},
                                                                   {"par", "contre"},
                                                                   {"par", "suite"},
                                                                   {"par", "courrier"},
                                                                   {"par", "lettre"},
                                                                   {"par", "décision"},
                                                                   {"par", "arrêté"},
                                                                   {"par", "jugement"},
                                                                   {"à", "ce"},
                                                                   {"à", "cet"},
                                                                   {"comme", "suite"},
                                                                   {"au", "vu"}}};
  const bool free = std::any_of(kFree.begin(), kFree.end(), [&](const auto& words) {
    return clause.low(first) == words[0] && clause.low(first + 1) == words[1];
  });
  return !free && contains(kScopes, clause.low(first)) && !reads(clause, first, {"à", "la", "suite"});
}

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

bool is_name_like(const Clause& clause, int i) {
  return clause.is(i, Upos::propn) || clause.word(i).lock.has_value() || (clause.capitalised(i) && i > 0);
}

DraftEdit full_stop(const Clause& clause, int before, int after, std::string_view words) {
  std::string text = ". ";
  if (!words.empty()) {
    text += words;
    text += ' ';
    return {clause.word(before).end, clause.word(after).begin, std::move(text), {}};
  }
  DraftEdit edit{clause.word(before).end, clause.word(after).begin, std::move(text), {}};
  if (!is_name_like(clause, after)) edit.next = NextLetter::capital;
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

int main_start(const Clause& clause) {
  const int root = root_of(clause);
  const Morphology& m = clause.word(root).morphology;
  if (clause.is_finite(root) && m.mood == Mood::imperative) return root;
  const int subject = clause.child(root, {Deprel::nsubj, Deprel::nsubj_pass, Deprel::expl_subj});
  return subject < 0 || subject > root ? -1 : clause.span(subject).first;
}

bool begins_clause(const Clause& clause, int i, bool goes_on) {
  constexpr std::array<std::string_view, 11> kSubjects{"vous", "nous", "il", "elle", "ils", "elles",
                                                       "on",   "cela", "je", "ce",   "j'"};
  const auto verb_after = [&](int k) {
    while (clause.low(k) == "ne" || (clause.is(k, Upos::pron) && !clause.is_finite(k))) ++k;
    return clause.is_finite(k);
  };
  if (contains(kSubjects, clause.low(i)) && !clause.is(i, Upos::det)) return verb_after(i + 1);
  if (clause.low(i).ends_with("ez") && clause.is_verb(i) && clause.low(i - 1) == ",") return true;
  if (!clause.is(i, Upos::det) || clause.word(i).contraction != Contraction::none) return false;
  bool noun = false;
  for (int k = i + 1; clause.has(k) && k < i + 16; ++k) {
    if (is_subordinator(clause, k) || clause.is(k, Upos::punct)) return false;
    // "A, B et C font": the subject began earlier.
    if (goes_on && (clause.low(k) == "et" || clause.low(k) == "ou")) return false;
    if (noun && clause.is_finite(k)) return true;
    noun = noun || clause.is(k, Upos::noun) || clause.is(k, Upos::propn);
  }
  return false;
}

int main_after(const Clause& clause, int from) {
  const int tree = main_start(clause);
  int found = -1;
  int depth = 0;
  bool many = false;
  bool goes_on = false;
  for (int i = from; i + 3 < clause.size(); ++i) {
    if (clause.surface(i) == "(") ++depth;
    if (clause.surface(i) == ")") --depth;
    if (depth > 0 || clause.surface(i) != ",") continue;
    const bool clause_follows = begins_clause(clause, i + 1, goes_on);
    goes_on = goes_on || clause.is(i + 1, Upos::det);
    if (!clause_follows) continue;
    if (i + 1 == tree) return tree;
    many = many || found >= 0;
    if (found < 0) found = i + 1;
  }
  return many ? -1 : found;
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
