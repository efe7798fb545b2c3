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
constexpr std::array<std::string_view, 12> kStates{"être",     "avoir",  "demeurer",   "rester",
                                                   "pouvoir",  "devoir", "courir",     "prendre",
                                                   "emporter", "valoir", "intervenir", "entraîner"};
constexpr std::array<std::string_view, 14> kDeictic{"chacun", "chacune",  "ce",       "cet",     "cette",
                                                    "ces",    "celui-ci", "celle-ci", "ceux-ci", "celles-ci",
                                                    "tout",   "toute",    "l'un",     "celui"};
constexpr std::array<std::string_view, 13> kArticles{"le",  "la",   "l'", "les", "votre", "vos",   "notre",
                                                     "nos", "leur", "un", "une", "aucun", "aucune"};

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
  if (!deictic && !contains(kArticles, clause.low(first))) return {};
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

/// Whether what follows a participle, up to the word before `first`, has no clause of its own beside it.
bool is_one_clause(const Clause& clause, int participle, int first) {
  for (int i = participle + 1; i < first; ++i) {
    if (clause.surface(i) == ";" || clause.surface(i) == ":") return false;
    // A second participle with its subject may follow.
    if (clause.surface(i) == "," && clause.low(i + 1) == "et") return false;
    if (is_subordinator(clause, i)) return true;
    if (clause.is_finite(i)) return false;
  }
  return true;
}

/// "pouvant" and "devant" are counted only as finite verbs.
void allow_modal(const Clause& clause, const Absolute& absolute, Cut& cut) {
  const std::string& lemma = clause.word(absolute.participle).lemma;
  if (lemma == "pouvoir") cut.draft.gain.permission = 1;
  if (lemma == "devoir") cut.draft.gain.obligation = 1;
}

/// Whether the comma closes words put between a verb or conjunction and what it needs: "indiquer, avant le 4 mai, ...".
bool closes_interposition(const Clause& clause, int comma) {
  int open = comma - 1;
  while (open > 0 && clause.surface(open) != ",") --open;
  if (open == 0) return false;
  return clause.is_verb(open - 1) || clause.is(open - 1, Upos::cconj) || clause.is(open - 1, Upos::sconj) ||
         clause.is(open - 1, Upos::adp) || clause.low(open - 1) == "que";
}

/// "A, la différence demeurant à votre charge."
void cut_trailing(const Clause& clause, int comma, std::vector<Cut>& cuts) {
  const int end = last_word(clause);
  const auto absolute = read_absolute(clause, comma + 1, end);
  if (!absolute || !(is_main_clause(clause, 0, comma - 1) || (opens_scope(clause, 0) && has_finite(clause, 0, comma))))
    return;
  auto verb = finite_edit(clause, *absolute);
  if (!verb || closes_interposition(clause, comma)) return;
  if (!is_one_clause(clause, absolute->participle, end + 1)) return;
  // What holds for the first part holds for the second as well: it must say so itself.
  if (opens_scope(clause, 0) && !contains(kDeictic, clause.low(comma + 1)) &&
      !has_word(clause, absolute->participle, end, {"alors"}))
    return;
  Cut cut = make_cut({full_stop(clause, comma - 1, comma + 1), *std::move(verb)}, "participle", 58, comma + 1, end);
  allow_modal(clause, *absolute, cut);
  cuts.push_back(std::move(cut));
}

/// "Ce retard ayant été constaté, l'aide est réduite."
void cut_leading(const Clause& clause, std::vector<Cut>& cuts) {
  const auto absolute = read_absolute(clause, 0, clause.size() - 1);
  if (!absolute) return;
  const int first = main_after(clause, absolute->participle + 1);
  if (first < 0 || !is_one_clause(clause, absolute->participle, first)) return;
  auto verb = finite_edit(clause, *absolute);
  if (!verb) return;
  Cut cut = make_cut({*std::move(verb), full_stop(clause, first - 2, first)}, "participle", 58, 0, first - 1);
  allow_modal(clause, *absolute, cut);
  cuts.push_back(std::move(cut));
}

/// "Ayant signé le contrat, vous devez payer": the subject of the main clause is that of the participle.
void cut_same_subject(const Clause& clause, std::vector<Cut>& cuts) {
  constexpr std::array<std::string_view, 9> kPrepositions{
      "suivant", "concernant", "durant", "pendant", "moyennant", "nonobstant", "devant", "maintenant", "touchant"};
  const int at = clause.low(0) == "ne" ? 1 : 0;
  if (!is_present_participle(clause, at) || contains(kPrepositions, clause.low(at)) ||
      has_word(clause, at + 1, at + 1, {"donné", "précisé", "entendu", "rappelé", "que"}))
    return;
  const auto infinitive = infinitive_of(clause, at);
  const int first = main_after(clause, at + 2);
  if (!infinitive || first < 0 || !is_one_clause(clause, at, first)) return;
  // "Résidant en France et titulaire d'une carte": the second part would have no verb.
  for (int i = at + 1; i < first; ++i) {
    const bool noun = clause.is(i + 1, Upos::det) || clause.is(i + 1, Upos::adp) || clause.is(i + 1, Upos::propn);
    if (clause.low(i) == "et" && !noun) return;
  }
  const std::string_view subject = clause.low(first) == "j'" ? "je" : clause.low(first);
  const bool reader = subject == "vous";
  if (!reader && subject != "nous" && subject != "je") return;
  const auto form = conjugate(*infinitive, Mood::indicative, Tense::present, reader ? Person::second : Person::first,
                              subject == "je" ? Number::singular : Number::plural);
  if (!form) return;
  std::string words = at == 1 ? before("ne", *form) : std::string();
  words += *form;
  words.insert(0, capitalise(before(subject, words)));
  Cut cut =
      make_cut({{clause.word(0).begin, clause.word(at).end, std::move(words), {}}, full_stop(clause, first - 2, first)},
               "participle", 58, 0, first - 1);
  cut.draft.subject = true;
  allow_modal(clause, {0, 0, at}, cut);
  cuts.push_back(std::move(cut));
}

// What is done on a day; "prévu le" and "fixé au" may be to come.
constexpr std::array<std::string_view, 21> kDone{
    "enregistrer", "déposer",    "recevoir", "signer",    "notifier",  "établir",   "rendre",
    "délivrer",    "introduire", "formuler", "présenter", "effectuer", "adresser",  "transmettre",
    "signifier",   "réunir",     "opérer",   "émettre",   "conclure",  "prononcer", "publier"};

/// "Votre demande, déposée le 3 mai 2026, est complète": the day gets a sentence of its own.
void cut_interposed(const Clause& clause, std::vector<Cut>& cuts) {
  int comma = 1;
  while (comma < 12 && comma + 4 < clause.size() && clause.surface(comma) != ",") ++comma;
  const int participle = comma + 1;
  if (clause.surface(comma) != "," || !clause.is(participle, Upos::verb) ||
      !contains(kDone, clause.word(participle).lemma) || has_finite(clause, 0, comma))
    return;
  int close = participle + 1;
  bool day = false;
  while (close + 2 < clause.size() && clause.surface(close) != ",") {
    if (clause.is_finite(close)) return;
    day = day || clause.word(close).lock == LockKind::date;
    ++close;
  }
  if (!day || clause.surface(close) != ",") return;
  int finite = close + 1;
  while (clause.low(finite) == "ne" || (clause.is(finite, Upos::pron) && !clause.is_finite(finite))) ++finite;
  const int root = root_of(clause);
  const int subject = clause.child(root, {Deprel::nsubj, Deprel::nsubj_pass});
  if (!clause.is_finite(finite) || subject < 0 || subject > comma || !clause.is(subject, Upos::noun)) return;
  const Morphology& m = clause.word(subject).morphology;
  if (past_participle(clause.word(participle).lemma, m.gender, m.number) != clause.low(participle)) return;
  const std::string pronoun = repeated_subject(clause, subject, clause.word(finite).morphology, comma);
  if (pronoun.empty()) return;
  const bool plural = m.number == Number::plural;
  Cut cut = make_cut({{clause.word(comma - 1).end, clause.word(participle).begin, plural ? " ont été " : " a été ", {}},
                      full_stop(clause, close - 1, close + 1, pronoun)},
                     "interposed", 57, 0, close);
  cut.draft.subject = true;
  cuts.push_back(std::move(cut));
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
    // After "sous réserve que A" it would go on with the condition.
    if (clause.low(i - 1) != "et" || has_word(clause, first, i - 1, {"que"}) || !is_main_clause(clause, i + 1, end))
      break;
    edits.push_back(full_stop(clause, before_comma(clause, i - 1), i + 1));
  }
  cuts.push_back(make_cut(std::move(edits), "reminder", 59, first, end));
}

}  // namespace

void cut_participle(const Clause& clause, std::vector<Cut>& cuts) {
  cut_leading(clause, cuts);
  cut_same_subject(clause, cuts);
  cut_interposed(clause, cuts);
  for (int i = 3; i + 4 < clause.size(); ++i) {
    if (clause.surface(i) != ",") continue;
    cut_reminder(clause, i, cuts);
    cut_trailing(clause, i, cuts);
  }
}

}  // namespace parvis::detail
