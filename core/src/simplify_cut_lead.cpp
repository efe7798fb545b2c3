#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "simplify_cuts.h"

/// Conditions, times and purposes on a line of their own before the main clause: "Si A :" and below it "B." One that
/// stands at the end is moved to the front. Nothing is cut off from what it holds for.
namespace parvis::detail {
namespace {

struct Opener {
  std::array<std::string_view, 3> words;
  bool purpose = false;  ///< an infinitive follows
  bool tail = true;      ///< is also looked for at the end of a sentence
};

constexpr std::array<Opener, 54> kOpeners{{
    {{"si", "", ""}},
    {{"s'", "il", ""}},
    {{"s'", "ils", ""}},
    {{"lorsque", "", ""}},
    {{"quand", "", ""}},
    {{"dès", "que", ""}},
    {{"dès", "lors", "que"}},
    {{"tant", "que", ""}},
    {{"une", "fois", "que"}},
    {{"en", "cas", "de"}},
    {{"en", "cas", "du"}},
    {{"dans", "", ""}, false, false},
    {{"selon", "", ""}, false, false},
    {{"dès", "", ""}, false, false},
    {{"à", "partir", ""}, false, false},
    {{"à", "compter", ""}, false, false},
    {{"à", "l'", "occasion"}, false, false},
    {{"en", "matière", "de"}, false, false},
    {{"en", "dehors", "de"}, false, false},
    {{"en", "l'", "absence"}, false, false},
    {{"à", "défaut", "de"}, false, false},
    {{"à", "défaut", "du"}, false, false},
    {{"faute", "de", ""}, false, false},
    {{"lors", "de", ""}, false, false},
    {{"lors", "du", ""}, false, false},
    {{"lors", "des", ""}, false, false},
    {{"sauf", "si", ""}},
    {{"sauf", "en", "cas"}},
    {{"sauf", "", ""}, false, false},
    {{"à", "moins", "que"}},
    {{"à", "moins", "de"}},
    {{"à", "condition", "de"}},
    {{"à", "condition", "que"}},
    {{"sous", "réserve", "de"}},
    {{"sous", "réserve", "que"}},
    {{"sous", "réserve", "du"}},
    {{"sous", "réserve", "des"}},
    {{"après", "", ""}, false, false},
    {{"pendant", "", ""}, false, false},
    {{"à", "l'", "issue"}, false, false},
    {{"à", "l'", "expiration"}, false, false},
    {{"au", "terme", "de"}, false, false},
    {{"à", "la", "fin"}, false, false},
    {{"au", "cours", ""}, false, false},
    {{"avant", "", ""}, false, false},
    {{"pour", "", ""}, true},
    {{"pour", "un", ""}, false, false},
    {{"pour", "une", ""}, false, false},
    {{"pour", "les", ""}, false, false},
    {{"pour", "votre", ""}, false, false},
    {{"pour", "vos", ""}, false, false},
    {{"afin", "de", ""}, true},
    {{"en", "vue", "de"}, true},
    {{"afin", "que", ""}, false, false},
}};

/// The opener that stands at a word; null for none.
const Opener* opener_at(const Clause& clause, int i) {
  for (const Opener& opener : kOpeners) {
    int k = i;
    bool same = true;
    for (const std::string_view word : opener.words) same = same && (word.empty() || clause.low(k++) == word);
    if (!same) continue;
    if (opener.purpose) {
      while (clause.is(k, Upos::pron)) ++k;
      if (!clause.is_verb(k) || clause.word(k).morphology.verb_form != VerbForm::infinitive) continue;
    }
    return &opener;
  }
  return nullptr;
}

constexpr std::array<std::string_view, 10> kConnectors{"toutefois", "cependant", "néanmoins", "sinon", "ainsi",
                                                       "enfin",     "attention", "donc",      "en",    "par"};

/// The first word after "Toutefois," and the like; 0 where there is none.
int after_connector(const Clause& clause) {
  if (!contains(kConnectors, clause.low(0))) return 0;
  if (clause.surface(1) == ",") return 2;
  if (clause.surface(2) == "," &&
      (reads(clause, 0, {"en", "effet"}) || reads(clause, 0, {"en", "revanche"}) || reads(clause, 0, {"en", "outre"}) ||
       reads(clause, 0, {"par", "ailleurs"}) || reads(clause, 0, {"par", "contre"})))
    return 3;
  return 0;
}

bool is_long_enough(const Clause& clause, int from, int to) {
  constexpr std::size_t kShortestLead = 5;
  return words_in(clause, from, to) >= kShortestLead;
}

constexpr std::array<std::string_view, 24> kAnaphors{
    "il",   "elle", "ils",      "elles",    "lui",     "leur",      "leurs", "son",
    "sa",   "ses",  "celui-ci", "celle-ci", "ceux-ci", "celles-ci", "celui", "celle",
    "ceux", "cela", "y",        "en",       "dernier", "dernière",  "cette", "ce"};

/// Whether words [from, to] take something up from before them, that they would not have at the front.
bool refers_back(const Clause& clause, int from, int to) {
  for (int i = from; i <= to; ++i) {
    const std::string_view low = clause.low(i);
    const bool clitic = (low == "le" || low == "la" || low == "l'" || low == "les" || low == "se") &&
                        clause.is(i, Upos::pron) && low != "se";
    if (clitic) return true;
    if (!contains(kAnaphors, low)) continue;
    // "en cas de", "y compris"; "il faut" says nothing of what came before.
    if (low == "en" && !clause.is(i, Upos::pron) && !clause.is_verb(i + 1)) continue;
    if (low == "en" && clause.is_verb(i + 1) && clause.low(i + 1).ends_with("ant")) continue;
    if (low == "y" && clause.low(i + 1) == "compris") continue;
    if (low == "il" && clause.is(i, Deprel::expl_subj)) continue;
    return true;
  }
  return false;
}

constexpr std::array<std::string_view, 16> kAsking{
    "demander",  "vérifier",  "savoir", "indiquer", "préciser", "déterminer", "ignorer",  "examiner",
    "apprécier", "contrôler", "dire",   "regarder", "voir",     "évaluer",    "dépendre", "varier"};
// Before the opener these change or share what it means.
constexpr std::array<std::string_view, 24> kBefore{
    "même",       "comme", "que",     "et",    "ou",          "notamment", "uniquement", "seulement",
    "surtout",    "sauf",  "compris", "mais",  "seul",        "exemple",   "suffisant",  "assez",
    "suffisante", "trop",  "plus",    "moins", "particulier", "soit",      "ni",         "exclusivement"};

/// Whether a purpose after [first, last] is that of the whole clause, not of its last noun: the reader acts, something
/// is needed for it, or a time is given for it.
bool serves_purpose(const Clause& clause, int first, int finite, int last) {
  const bool needed = has_word(clause, first, last,
                               {"besoin", "obligation", "obligé", "obligée", "obligatoire", "obligatoires",
                                "nécessaire", "nécessaires", "exigé", "exigée", "exigés", "exigées", "indispensable"});
  if (needed) return true;
  // "vous avez demandé une aide pour payer": what was done is told in its order.
  if (clause.negated(finite) || clause.is(finite, Deprel::aux_tense)) return false;
  const std::string& lemma = clause.word(finite).lemma;
  const bool time = (lemma == "avoir" || lemma == "disposer") &&
                    has_word(clause, finite, last, {"jours", "mois", "an", "ans", "semaines", "heures", "délai"});
  return time || clause.low(first) == "vous" || clause.low(first) == "nous" || lemma == "falloir" ||
         clause.word(finite).morphology.mood == Mood::imperative;
}

/// Whether the tail may be moved away from before it: the main clause is plain and does not ask or compare.
bool is_plain_head(const Clause& clause, int first, int last, const Opener& opener) {
  const bool nominal = opener.words[0] == "en" || opener.words[0] == "sous" || opener.words[1] == "en";
  // Of "A mais B, sauf C" the exception is that of B.
  if (contains(kBefore, clause.low(last)) || has_subordinator(clause, first, last) ||
      has_word(clause, first, last, {"mais"}))
    return false;
  int finite = -1;
  for (int i = first; i <= last; ++i) {
    if (contains(kAsking, clause.word(i).lemma) && clause.is_verb(i)) return false;
    if (clause.surface(i) == ":" || clause.surface(i) == ";" || clause.surface(i) == "«") return false;
    if (!clause.is_finite(i)) continue;
    if (finite >= 0 && clause.word(i).head != finite && clause.word(finite).head != i) return false;
    if (finite < 0) finite = i;
  }
  if (finite < 0) return false;
  // "C'est le cas si" takes up the sentence before; of "A ou B si C" the condition may be that of B alone.
  if (clause.low(first) == "ce" && !clause.is(first, Upos::det)) return false;
  // The same of "A et B si C", where B comes last.
  if (!opener.purpose && has_word(clause, std::max(finite, last - 5), last, {"et"})) return false;
  if (!opener.purpose)
    return !has_word(clause, finite, last, {"ou"}) && (!nominal || !has_word(clause, finite, last, {"et"}));
  return serves_purpose(clause, first, finite, last);
}

/// Where the tail begins in [from, end]: the first opener after which the rest hangs together; -1 for none.
int tail_start(const Clause& clause, int from, int end) {
  for (int k = from + 4; k + 3 <= end; ++k) {
    const Opener* opener = opener_at(clause, k);
    if (opener == nullptr || !opener->tail) continue;
    const int before = before_comma(clause, k);
    if (!is_plain_head(clause, from, before, *opener) || !is_main_clause(clause, from, before)) return -1;
    if (!is_long_enough(clause, k, end) || refers_back(clause, k, end)) return -1;
    // A condition after the purpose is that of the whole.
    if (opener->purpose && has_word(clause, k, end, {"si", "lorsque", "quand", "sauf"})) return -1;
    bool plain = true;
    int depth = 0;
    for (int i = k; i <= end; ++i) {
      const std::string_view low = clause.low(i);
      plain = plain && clause.surface(i) != ":" && clause.surface(i) != ";" && low != "mais" && low != "car" &&
              clause.surface(i) != "«";
      if (clause.surface(i) == "(") ++depth;
      if (clause.surface(i) == ")") --depth;
      plain = plain && depth >= 0;
      // What comes after a comma may not belong to the condition; more nouns do.
      if (depth == 0 && clause.surface(i) == ",") {
        plain = plain && has_word(clause, i + 1, end, {"et", "ou"}) &&
                (clause.is(i + 1, Upos::det) || clause.is(i + 1, Upos::noun) || clause.is(i + 1, Upos::propn) ||
                 clause.is(i + 1, Upos::adj));
      }
    }
    return plain && depth == 0 ? k : -1;
  }
  return -1;
}

}  // namespace

void cut_lead_in(const Clause& clause, std::vector<Cut>& cuts) {
  const int from = after_connector(clause);
  // "Dans la plupart des cas" says how often, not when.
  if (opener_at(clause, from) == nullptr || reads(clause, from, {"dans", "la", "plupart"})) return;
  for (int i = 0; i < clause.size(); ++i) {
    if (clause.surface(i) == ":" || clause.surface(i) == ";") return;
  }
  const int first = main_after(clause, from + 2);
  if (first < from + 4 || clause.size() - first < 5 || !is_long_enough(clause, from, first - 2)) return;
  if (has_word(clause, 0, first - 1, {"«"})) return;
  cuts.push_back(make_cut({{clause.word(first - 2).end, clause.word(first).begin, "\u00A0:\n", "\u00A0:<br>"}},
                          "lead-in", 51, 0, first - 1));
}

void cut_tail(const Clause& clause, std::vector<Cut>& cuts) {
  const int from = after_connector(clause);
  const int end = last_word(clause);
  if (opens_scope(clause, from) || end == clause.size() - 1) return;
  const int k = tail_start(clause, from, end);
  if (k < 0 || (main_start(clause) != from && !begins_clause(clause, from, false))) return;
  // A pronoun would look for its noun in the condition.
  const Morphology& subject = clause.word(from).morphology;
  const bool pronoun = has_word(clause, from, from, {"il", "elle", "ils", "elles"});
  const bool impersonal =
      clause.is(from, Deprel::expl_subj) || has_word(clause, from + 1, from + 3, {"faut", "possible", "nécessaire"});
  for (int i = k; i <= end; ++i) {
    const Morphology& m = clause.word(i).morphology;
    if (pronoun && !impersonal && clause.is(i, Upos::noun) && m.number == subject.number && m.gender == subject.gender)
      return;
  }
  const int before = before_comma(clause, k);
  DraftEdit front{clause.word(from).begin, clause.word(from).begin, "\u00A0:\n", "\u00A0:<br>"};
  if (from == 0 && !is_name_like(clause, 0)) front.next = NextLetter::small;
  Cut cut = make_cut({std::move(front), {clause.word(before).end, clause.word(end).end, {}, {}}}, "condition-first", 30,
                     k, end);
  cut.draft.moved = clause.word(k).begin;
  cut.moves = true;
  cuts.push_back(std::move(cut));
}

}  // namespace parvis::detail
