#include <algorithm>
#include <array>
#include <utility>

#include "parvis/french_forms.h"
#include "simplify_readability.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Words with which a clause begins that holds for what follows it: after a cut only the first part would have it.
constexpr std::array<std::string_view, 33> kScopes{
    "si",      "s'",   "lorsque", "quand", "en",      "sauf", "sous", "dès",     "dans",  "pour",   "afin",
    "selon",   "tant", "après",   "avant", "pendant", "sans", "à",    "au",      "aux",   "faute",  "hormis",
    "excepté", "quel", "quelle",  "quels", "quelles", "lors", "par",  "puisque", "comme", "depuis", "jusque"};
// Words that make the next finite verb one of a subordinate clause.
constexpr std::array<std::string_view, 20> kSubordinators{
    "que",  "qui",    "dont",     "où",       "si",         "s'",     "lorsque", "quand", "puisque", "comme",
    "quoi", "lequel", "laquelle", "lesquels", "lesquelles", "auquel", "duquel",  "soit",  "sauf",    "quoique"};

bool is_subordinator(const Clause& clause, int i) {
  const std::string_view low = clause.low(i);
  if (low == "s'") return clause.low(i + 1) == "il" || clause.low(i + 1) == "ils";
  return contains(kSubordinators, low);
}

/// Whether words [from, to] are a clause of their own: a finite verb with its subject, or an imperative, before any
/// subordinate one.
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

bool is_name_like(const Clause& clause, int i) {
  return clause.is(i, Upos::propn) || clause.word(i).lock.has_value() || (clause.capitalised(i) && i > 0);
}

/// A full stop in place of everything between two words, a capital on the second one.
DraftEdit full_stop(const Clause& clause, int before, int after) {
  std::string text = ". " + capitalise(clause.surface(after));
  if (is_name_like(clause, after)) text = ". " + std::string(clause.surface(after));
  return {clause.word(before).end, clause.word(after).end, std::move(text), {}};
}

Draft split_draft(std::vector<DraftEdit> edits, std::string entry, int priority) {
  Draft draft;
  draft.edits = std::move(edits);
  draft.kind = EditKind::split;
  draft.rule = "4.1";
  draft.entry = std::move(entry);
  draft.priority = priority;
  return draft;
}

/// "A ; B" where both are whole clauses and nothing before A holds for B as well.
void split_semicolons(const Clause& clause, std::vector<Draft>& drafts) {
  std::vector<int> marks;
  for (int i = 0; i < clause.size(); ++i) {
    if (clause.surface(i) == ":") return;
    if (clause.surface(i) == ";") marks.push_back(i);
  }
  if (marks.empty() || contains(kScopes, clause.low(0))) return;
  std::vector<DraftEdit> edits;
  int from = 0;
  for (std::size_t k = 0; k <= marks.size(); ++k) {
    const int to = k < marks.size() ? marks[k] - 1 : clause.size() - 1;
    int start = from;
    if (k > 0 && (clause.low(start) == "et" || clause.low(start) == "puis")) ++start;
    if (to < start || !is_main_clause(clause, start, to)) return;
    if (k > 0) {
      if (clause.low(start) == "ou") return;
      edits.push_back(full_stop(clause, marks[k - 1] - 1, start));
    }
    from = to + 2;
  }
  drafts.push_back(split_draft(std::move(edits), "semicolon", 60));
}

/// "A, et B" where B has its own subject.
void split_coordination(const Clause& clause, std::vector<Draft>& drafts) {
  if (contains(kScopes, clause.low(0))) return;
  for (int i = 2; i + 2 < clause.size(); ++i) {
    const std::string_view low = clause.low(i);
    if (!clause.is(i, Upos::cconj) || (low != "et" && low != "mais")) continue;
    const int verb = clause.word(i).head;
    if (!clause.has(verb) || verb < i || clause.word(verb).deprel != Deprel::conj) continue;
    const int first = clause.word(verb).head;
    if (!clause.has(first) || clause.word(first).deprel != Deprel::root) continue;
    if (clause.word(verb).margin < 0.5F) continue;
    const int subject = clause.child(verb, {Deprel::nsubj, Deprel::nsubj_pass});
    if (subject < i || clause.span(subject).first != i + 1) continue;
    if (!is_main_clause(clause, 0, i - 1) || !is_main_clause(clause, i + 1, clause.size() - 1)) continue;
    // "A ou B et C" is not "A ou B. C".
    bool alternative = false;
    for (int k = 0; k < i; ++k)
      alternative = alternative ||
                    (clause.low(k) == "ou" && clause.has(clause.word(k).head) && clause.is_verb(clause.word(k).head));
    if (alternative) continue;
    if (clause.low(i + 1) == "ce" || clause.low(i + 1) == "cela" || clause.low(i + 1) == "ceci") continue;
    const bool comma = clause.surface(i - 1) == ",";
    const int before = comma ? i - 2 : i - 1;
    drafts.push_back(split_draft({full_stop(clause, before, low == "mais" ? i : i + 1)}, "coordination", 55));
    return;
  }
}

/// Words that say the subject again: a pronoun as it is, a short noun phrase whole.
std::string repeated_subject(const Clause& clause, int subject, const Morphology& verb) {
  const std::string_view low = clause.low(subject);
  const auto [first, last] = clause.span(subject);
  if (clause.is(subject, Upos::pron)) {
    for (const std::string_view one : {"vous", "nous", "il", "elle", "ils", "elles", "on"}) {
      if (low == one) return capitalise(low);
    }
    return {};
  }
  if (!clause.is(subject, Upos::noun) && !clause.is(subject, Upos::propn)) return {};
  if (last - first > 4 || verb.number != clause.word(subject).morphology.number) return {};
  for (int i = first; i <= last; ++i) {
    if (clause.is(i, Upos::cconj) || clause.is(i, Upos::punct) || clause.is_finite(i)) return {};
    // "aucune demande" said twice is another statement.
    if (i == first && !clause.is(i, Upos::det) && !clause.is(i, Upos::propn)) return {};
  }
  for (const std::string_view one :
       {"le", "la", "l'", "les", "votre", "vos", "notre", "nos", "ce", "cet", "cette", "ces"}) {
    if (clause.low(first) == one) return capitalise(clause.stretch(first, last));
  }
  return clause.is(first, Upos::propn) ? std::string(clause.stretch(first, last)) : std::string();
}

/// "S V et W": the second verb gets the subject of the first.
void split_shared_subject(const Clause& clause, std::vector<Draft>& drafts) {
  if (contains(kScopes, clause.low(0))) return;
  for (int i = 3; i + 3 < clause.size(); ++i) {
    if (!clause.is(i, Upos::cconj) || clause.low(i) != "et") continue;
    const int verb = clause.word(i).head;
    if (!clause.has(verb) || verb < i || clause.word(verb).deprel != Deprel::conj) continue;
    const int first = clause.word(verb).head;
    if (!clause.has(first) || clause.word(first).deprel != Deprel::root || !clause.is_finite(first)) continue;
    // The verb itself, at once after 'et'; what is left out must be the subject alone.
    if (!clause.is_finite(verb) || verb != i + 1 || clause.word(verb).margin < 0.5F) continue;
    const Morphology& a = clause.word(first).morphology;
    const Morphology& b = clause.word(verb).morphology;
    if (a.person != b.person || a.number != b.number || a.tense != b.tense || a.mood != Mood::indicative ||
        b.mood != Mood::indicative)
      continue;
    const int subject = clause.child(first, {Deprel::nsubj});
    if (subject < 0 || subject > first || !is_main_clause(clause, 0, i - 1)) continue;
    if (clause.negated(first)) continue;
    // "reprend et précise les conditions" shares its object; "de façon neutre et objective" has no verb.
    if (clause.child(first, {Deprel::obj, Deprel::obl_arg, Deprel::obl_mod, Deprel::xcomp}) < 0 || i <= first + 2 ||
        clause.is(i - 1, Upos::adj))
      continue;
    bool subordinate = false;
    for (int k = first; k < i; ++k) subordinate = subordinate || is_subordinator(clause, k);
    if (subordinate) continue;
    const std::string words = repeated_subject(clause, subject, b);
    if (words.empty()) continue;
    const int before = clause.surface(i - 1) == "," ? i - 2 : i - 1;
    Draft draft =
        split_draft({{clause.word(before).end, clause.word(verb).begin, ". " + words + ' ', {}}}, "shared-subject", 54);
    draft.subject = true;
    drafts.push_back(std::move(draft));
    return;
  }
}

bool is_subject_relative(std::string_view low) {
  return low == "qui" || low == "lequel" || low == "laquelle" || low == "lesquels" || low == "lesquelles";
}

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

/// "..., une commission, qui statue ..." up to the end of the sentence: "Cette commission statue ...".
void split_relative(const Clause& clause, std::vector<Draft>& drafts) {
  int end = clause.size() - 1;
  while (end > 0 && clause.is(end, Upos::punct)) --end;
  for (int i = 3; i + 4 < clause.size(); ++i) {
    const std::string_view pronoun = clause.low(i);
    if (!is_subject_relative(pronoun) || clause.surface(i - 1) != ",") continue;
    const int verb = clause.word(i).head;
    if (!clause.has(verb) || verb < i || clause.word(verb).deprel != Deprel::acl_relcl) continue;
    if (clause.span(verb).second < end) continue;
    int noun = clause.word(verb).head;
    // A noun right before the comma, or the only one that the pronoun can mean.
    if (!clause.is(noun, Upos::noun)) continue;
    const bool adjacent =
        noun == i - 2 && pronoun == "qui" && !clause.is(noun - 1, Upos::noun) && clause.is(noun - 1, Upos::det);
    if (!adjacent && !is_only_antecedent(clause, noun, i - 1, pronoun)) continue;
    const Morphology& m = clause.word(noun).morphology;
    if (m.gender == Gender::none || m.number == Number::none) continue;
    bool plain = true;
    for (int k = 0; k < i; ++k) {
      const std::string_view low = clause.low(k);
      if (clause.surface(k) == ":" || clause.surface(k) == "(" || low == "aucun" || low == "aucune" || low == "tout" ||
          low == "toute" || low == "chaque")
        plain = false;
    }
    for (int k = i + 1; k < end; ++k) {
      if (clause.surface(k) == ";" || clause.surface(k) == ":" || clause.surface(k) == "(") plain = false;
    }
    // The verb right after the pronoun, with its pronouns and its negation.
    int finite = i + 1;
    while (clause.has(finite) && !clause.is_finite(finite) &&
           (clause.low(finite) == "ne" || clause.is(finite, Upos::pron)))
      ++finite;
    if (!plain || !clause.is_finite(finite) || clause.word(finite).morphology.number != m.number ||
        clause.word(finite).morphology.person != Person::third)
      continue;
    const Mood mood = clause.word(finite).morphology.mood;
    if (mood != Mood::indicative && mood != Mood::conditional) continue;
    std::string words = m.number == Number::plural ? "Ces " : m.gender == Gender::feminine ? "Cette " : "Ce ";
    if (words == "Ce ") words = before("Ce", clause.surface(noun), true);
    words += decapitalise(clause.surface(noun));
    Draft draft = split_draft({{clause.word(i - 2).end, clause.word(i).end, ". " + words, {}}}, "relative", 56);
    draft.subject = true;
    drafts.push_back(std::move(draft));
    return;
  }
}

/// "... (par exemple ...)." and "... (vous recevrez ...)." at the end of the sentence.
void split_parenthesis(const Clause& clause, std::vector<Draft>& drafts) {
  int close = clause.size() - 1;
  while (close > 0 && clause.surface(close) == ".") --close;
  if (close == clause.size() - 1 || clause.surface(close) != ")") return;
  int open = close - 1;
  while (open > 0 && clause.surface(open) != "(" && clause.surface(open) != ")") --open;
  if (open < 3 || clause.surface(open) != "(" || close - open < 6) return;
  const bool example =
      (clause.low(open + 1) == "par" && clause.low(open + 2) == "exemple") || clause.low(open + 1) == "exemple";
  bool finite = false;
  for (int k = open + 1; k < close; ++k) finite = finite || clause.is_finite(k);
  if (!is_main_clause(clause, 0, open - 1)) return;
  if (!(example && !finite) && !is_main_clause(clause, open + 1, close - 1)) return;
  std::vector<DraftEdit> edits{full_stop(clause, open - 1, open + 1)};
  edits.push_back({clause.word(close).begin, clause.word(close).end, {}, {}});
  Draft draft = split_draft(std::move(edits), "parenthesis", 53);
  draft.brackets = true;
  drafts.push_back(std::move(draft));
}

/// A long condition or purpose before the main clause stands on a line of its own.
void lead_in(const Clause& clause, std::vector<Draft>& drafts) {
  constexpr std::array<std::string_view, 8> kOpeners{"si", "s'", "lorsque", "quand", "pour", "afin", "dès", "faute"};
  const bool in_case = clause.low(0) == "en" && (clause.low(1) == "cas" || clause.low(2) == "absence");
  const bool supposed = clause.low(0) == "dans" && (clause.low(2) == "cas" || clause.low(2) == "hypothèse");
  if (!contains(kOpeners, clause.low(0)) && !in_case && !supposed) return;
  for (int i = 0; i < clause.size(); ++i) {
    if (clause.surface(i) == ":" || clause.surface(i) == ";") return;
  }
  int root = 0;
  while (root < clause.size() && clause.word(root).deprel != Deprel::root) ++root;
  const int subject = clause.child(root, {Deprel::nsubj, Deprel::nsubj_pass, Deprel::expl_subj});
  if (subject < 0 || subject > root) return;
  const int first = clause.span(subject).first;
  if (first < 8 || clause.surface(first - 1) != "," || clause.size() - first < 6) return;
  if (!is_main_clause(clause, first, clause.size() - 1)) return;
  // Another condition between commas, or a list, is beyond this rule.
  for (int k = 0; k < first - 1; ++k) {
    if (clause.surface(k) == "(" || clause.surface(k) == "«") return;
  }
  Draft draft =
      split_draft({{clause.word(first - 2).end, clause.word(first).begin, "\u00A0:\n", "\u00A0:<br>"}}, "lead-in", 51);
  drafts.push_back(std::move(draft));
}

}  // namespace

void propose_splits(const Clause& clause, SimplifyLevel level, std::vector<Draft>& drafts) {
  const std::size_t words = clause.word_count();
  const std::size_t margin = level == SimplifyLevel::strong ? kLongSentence - 5 : kLongSentence;
  if (words <= margin) return;
  // What does not end like a sentence is an item of a list or a title.
  const std::string_view last = clause.surface(clause.size() - 1);
  if (last != "." && last != "!" && last != "?") return;
  split_semicolons(clause, drafts);
  split_coordination(clause, drafts);
  split_shared_subject(clause, drafts);
  split_relative(clause, drafts);
  split_parenthesis(clause, drafts);
  if (level == SimplifyLevel::strong && words > kLongSentence) lead_in(clause, drafts);
}

}  // namespace parvis::detail
