#include <array>
#include <optional>
#include <string>
#include <utility>

#include "parvis/french_forms.h"
#include "simplify_cuts.h"

/// A participle with a subject of its own, "la différence demeurant à votre charge": said again with a finite verb.
namespace parvis::detail {
namespace {

// Verbs that a noun phrase before them has as its subject; others may as well describe it ("les pièces prouvant").
constexpr std::array<std::string_view, 9> kStates{"être",   "avoir",  "demeurer", "rester",  "pouvoir",
                                                  "devoir", "courir", "prendre",  "emporter"};
constexpr std::array<std::string_view, 12> kDeictic{"ce",      "cet",       "cette", "ces",   "celui-ci", "celle-ci",
                                                    "ceux-ci", "celles-ci", "tout",  "toute", "l'un",     "celui"};
constexpr std::array<std::string_view, 9> kDefinite{"le", "la", "l'", "les", "votre", "vos", "notre", "nos", "leur"};

bool is_present_participle(const Clause& clause, int i) {
  const Morphology& m = clause.word(i).morphology;
  return clause.is_verb(i) && m.verb_form == VerbForm::participle && m.tense == Tense::present &&
         clause.low(i).ends_with("ant");
}

/// The infinitive of which the word is the present participle.
std::optional<std::string> infinitive_of(const Clause& clause, int i) {
  const std::string& lemma = clause.word(i).lemma;
  if (present_participle(lemma) == clause.low(i)) return lemma;
  return {};
}

/// A noun phrase with a participle of which it is the subject.
struct Absolute {
  int first = 0;       ///< of the noun phrase
  int noun = 0;        ///< that the verb agrees with
  int participle = 0;  ///< with 'ne' and pronouns before it
};

/// Reads "les sommes n'étant pas versées" from `first` on; nothing after it is looked at.
std::optional<Absolute> read_absolute(const Clause& clause, int first, int end) {
  const bool pronoun = clause.is(first, Upos::pron);
  const bool deictic = contains(kDeictic, clause.low(first));
  if (!deictic && !contains(kDefinite, clause.low(first))) return {};
  if (!pronoun && !clause.is(first, Upos::det)) return {};
  int noun = pronoun ? first : -1;
  bool relative = false;
  for (int i = first + 1; i < end; ++i) {
    if (is_present_participle(clause, i)) {
      const std::string& lemma = clause.word(i).lemma;
      const std::string_view before = clause.low(i - 1);
      if (before == "en" || noun < 0) return {};
      if (!deictic && !contains(kStates, lemma)) return {};
      return Absolute{first, noun, i};
    }
    if (noun < 0 && clause.is(i, Upos::noun)) noun = i;
    const std::string_view low = clause.low(i);
    relative = relative || low == "qui" || low == "que" || low == "dont" || low == "lequel" || low == "laquelle";
    if ((clause.is_finite(i) && !relative) || clause.surface(i) == "," || clause.surface(i) == ":" ||
        clause.surface(i) == "(" || low == "et" || low == "ou" || low == "sans" || low == "pour")
      return {};
  }
  return {};
}

/// The finite verb in place of the participle.
std::optional<DraftEdit> finite_edit(const Clause& clause, const Absolute& absolute) {
  const auto infinitive = infinitive_of(clause, absolute.participle);
  // "n'allant" becomes "ne va": the word before it would change.
  if (!infinitive || *infinitive == "aller") return {};
  const FrenchWord& noun = clause.word(absolute.noun);
  Number number = noun.morphology.number;
  if (noun.upos == Upos::pron)
    number = clause.low(absolute.noun).ends_with("s-ci") || clause.low(absolute.noun) == "ceux-ci" ? Number::plural
                                                                                                   : Number::singular;
  if (number == Number::none) return {};
  const auto form = conjugate(*infinitive, Mood::indicative, Tense::present, Person::third, number);
  if (!form) return {};
  const FrenchWord& word = clause.word(absolute.participle);
  return DraftEdit{word.begin, word.end, *form, {}};
}

/// "A, la différence demeurant à votre charge."
void cut_trailing(const Clause& clause, int comma, std::vector<Cut>& cuts) {
  const int end = last_word(clause);
  const auto absolute = read_absolute(clause, comma + 1, end);
  if (!absolute || !is_main_clause(clause, 0, comma - 1)) return;
  auto verb = finite_edit(clause, *absolute);
  if (!verb) return;
  // An enumeration goes on with 'et'; a clause after the participle may have verbs, but no second subject.
  for (int i = absolute->participle + 1; i <= end; ++i) {
    if (clause.surface(i) == ";" || clause.surface(i) == ":") return;
    if (is_subordinator(clause, i)) break;
    if (clause.is_finite(i)) return;
  }
  cuts.push_back(
      make_cut({full_stop(clause, comma - 1, comma + 1), *std::move(verb)}, "participle", 58, comma + 1, end));
}

/// "Ce retard ayant été constaté, l'aide est réduite."
void cut_leading(const Clause& clause, std::vector<Cut>& cuts) {
  const int root = root_of(clause);
  const int subject = clause.child(root, {Deprel::nsubj, Deprel::nsubj_pass, Deprel::expl_subj});
  if (subject < 4 || subject > root) return;
  const int first = clause.span(subject).first;
  if (first < 5 || clause.surface(first - 1) != ",") return;
  const auto absolute = read_absolute(clause, 0, first - 2);
  if (!absolute || !is_main_clause(clause, first, clause.size() - 1)) return;
  for (int i = absolute->participle + 1; i < first; ++i) {
    if (clause.surface(i) == ";" || clause.surface(i) == ":") return;
    if (is_subordinator(clause, i)) break;
    if (clause.is_finite(i)) return;
  }
  auto verb = finite_edit(clause, *absolute);
  if (!verb) return;
  cuts.push_back(make_cut({*std::move(verb), full_stop(clause, first - 2, first)}, "participle", 58, 0, first - 1));
}

/// "A, étant précisé que B."
void cut_reminder(const Clause& clause, int comma, std::vector<Cut>& cuts) {
  constexpr std::array<std::string_view, 7> kSaid{"précisé", "rappelé", "entendu", "observé",
                                                  "noté",    "indiqué", "souligné"};
  if (clause.low(comma + 1) != "étant" || !contains(kSaid, clause.low(comma + 2)) || clause.low(comma + 3) != "que")
    return;
  const int first = comma + 4;
  if (!clause.has(first) || !is_main_clause(clause, 0, comma - 1)) return;
  const int end = last_word(clause);
  std::vector<DraftEdit> edits{full_stop(clause, comma - 1, first)};
  // "et que B" goes on with what is recalled.
  for (int i = first + 3; i + 3 < end; ++i) {
    if (clause.low(i) != "que" || (clause.low(i - 1) != "et" && clause.surface(i - 1) != ",")) continue;
    if (clause.low(i - 1) != "et" || !is_main_clause(clause, i + 1, end)) return;
    edits.push_back(full_stop(clause, before_comma(clause, i - 1), i + 1));
  }
  cuts.push_back(make_cut(std::move(edits), "reminder", 59, first, end));
}

}  // namespace

void cut_participle(const Clause& clause, std::vector<Cut>& cuts) {
  cut_leading(clause, cuts);
  for (int i = 3; i + 4 < clause.size(); ++i) {
    if (clause.surface(i) != ",") continue;
    cut_reminder(clause, i, cuts);
    if (!opens_scope(clause, 0)) cut_trailing(clause, i, cuts);
  }
}

}  // namespace parvis::detail
