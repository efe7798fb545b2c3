#include <algorithm>
#include <utility>

#include "parvis/french_forms.h"
#include "parvis/text.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

bool listed(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool word_listed(const Clause& clause, const std::vector<std::string>& list, int i) {
  if (!clause.has(i)) return false;
  const std::string_view low = clause.low(i);
  if (listed(list, low) || listed(list, clause.word(i).lemma)) return true;
  // "du" also holds "de", "aux" holds "à".
  if (clause.word(i).contraction == Contraction::article) return listed(list, low.starts_with('a') ? "à" : "de");
  return false;
}

/// Whether a listed word is one of the two that follow, determiners, figures and a linking 'de' or 'à' not counted.
bool comes_next(const Clause& clause, const std::vector<std::string>& list, int last) {
  int seen = 0;
  for (int i = last + 1; clause.has(i) && seen < 2; ++i) {
    if (word_listed(clause, list, i)) return true;
    if (clause.is(i, Upos::punct)) return false;
    const std::string_view low = clause.low(i);
    const bool skipped = clause.is(i, Upos::det) || clause.is(i, Upos::num) || clause.word(i).lock || low == "de" ||
                         low == "du" || low == "des" || low == "à" || low == "au" || low == "aux";
    if (!skipped) ++seen;
  }
  return false;
}

/// Whether an infinitive starts at a word, over its pronouns and its negation: "la dater", "ne pas payer".
bool infinitive_at(const Clause& clause, int i) {
  for (int k = i; clause.has(k) && k < i + 4; ++k) {
    if (clause.word(k).morphology.verb_form == VerbForm::infinitive) return true;
    if (!clause.is(k, Upos::pron) && !clause.is(k, Upos::adv) && clause.low(k) != "la" && clause.low(k) != "les" &&
        clause.low(k) != "le" && clause.low(k) != "l'")
      return false;
  }
  return false;
}

/// Whether the preposition of a phrase comes a second time for what is coordinated: "il convient de A et de B". The
/// second one would be left without what governs it.
bool comes_again(const Clause& clause, std::string_view preposition, std::size_t end) {
  constexpr int kNear = 12;  // words; farther off "et de" goes with another noun
  int first = 0;
  while (clause.has(first) && clause.word(first).begin < end) ++first;
  const bool verbal = infinitive_at(clause, first);
  for (int i = first; clause.has(i + 1) && (verbal || i < first + kNear); ++i) {
    if (clause.is_finite(i)) return false;
    const std::string_view low = clause.low(i);
    if (low != "," && low != "et" && low != "ou" && low != "ni" && low != "puis" && low != "et/ou") continue;
    const std::string_view next = clause.low(i + 1);
    const bool same = preposition == "de" ? next == "de" || next == "d'" || next == "du" || next == "des"
                                          : next == "à" || next == "au" || next == "aux";
    if (same && infinitive_at(clause, i + 2) == verbal) return true;
  }
  return false;
}

/// Lemmas of a word and of what is coordinated with it.
bool noun_listed(const Clause& clause, const std::vector<std::string>& list, int noun) {
  return clause.has(noun) && (listed(list, clause.word(noun).lemma) || listed(list, clause.low(noun)));
}

/// The first noun after a phrase, over determiners, prepositions, adjectives and figures.
int noun_after(const Clause& clause, int last) {
  for (int i = last + 1; clause.has(i) && i <= last + 6; ++i) {
    if (clause.is(i, Upos::noun) || clause.is(i, Upos::propn)) return i;
    if (!clause.is(i, Upos::det) && !clause.is(i, Upos::adp) && !clause.is(i, Upos::adj) && !clause.is(i, Upos::num) &&
        !clause.is(i, Upos::adv) && !clause.is(i, Upos::pron))
      return -1;
  }
  return -1;
}

/// What is acted upon: the object; of a passive its subject; of a participle its noun.
int object_of(const Clause& clause, int verb, int last, bool reflexive_phrase) {
  if (!clause.has(verb)) return -1;
  if (clause.is(verb, Upos::adj) ||
      (clause.is(verb, Deprel::acl) && clause.word(verb).morphology.verb_form == VerbForm::participle &&
       clause.word(verb).morphology.tense == Tense::past)) {
    const int subject = clause.child(verb, {Deprel::nsubj, Deprel::nsubj_pass});
    return subject >= 0 ? subject : clause.word(verb).head;
  }
  if (clause.child(verb, {Deprel::aux_pass}) >= 0) {
    // "doit être envoyé": the subject hangs on the verb above.
    for (int at = verb, steps = 0; clause.has(at) && steps < 3; at = clause.word(at).head, ++steps) {
      const int subject = clause.child(at, {Deprel::nsubj_pass, Deprel::nsubj});
      if (subject >= 0) return clause.low(subject) == "qui" ? clause.word(at).head : subject;
      if (!clause.is(at, Deprel::xcomp) && !clause.is(at, Deprel::conj)) break;
    }
  }
  if (const int subject = clause.child(verb, {Deprel::nsubj_pass}); subject >= 0) return subject;
  if (reflexive_phrase) return noun_after(clause, last);
  if (const int reflexive = clause.child(verb, {Deprel::expl_pass}); reflexive >= 0) {
    if (const int subject = clause.child(verb, {Deprel::nsubj}); subject >= 0) return subject;
  }
  const int object = clause.child(verb, {Deprel::obj, Deprel::obj_lvc});
  if (object > last && clause.is(object, Upos::noun)) return object;
  return noun_after(clause, last);
}

/// The subject of a verb, of the verb above an infinitive or of the head of a coordination.
int subject_of(const Clause& clause, int verb) {
  for (int steps = 0; verb >= 0 && steps < 4; ++steps) {
    if (const int subject = clause.child(verb, {Deprel::nsubj, Deprel::nsubj_pass}); subject >= 0) return subject;
    if (clause.is(verb, Deprel::acl) || clause.is(verb, Deprel::acl_relcl)) return clause.word(verb).head;
    verb = clause.word(verb).head;
  }
  return -1;
}

/// "dans le cas où vous ne pourriez" becomes "si vous ne pouvez": puts the verb after 'si' in the indicative.
bool indicative_after(const Clause& clause, int last, Draft& draft) {
  bool found = false;
  for (int i = last + 1; i < clause.size(); ++i) {
    if (!clause.is_finite(i)) continue;
    const FrenchWord& word = clause.word(i);
    const Morphology& m = word.morphology;
    // By its form: taggers are unsure of moods.
    Person person = m.person;
    Number number = m.number;
    const auto in = [&](Mood mood) {
      for (const Person p : {Person::first, Person::second, Person::third}) {
        for (const Number n : {Number::singular, Number::plural}) {
          if (conjugate(word.lemma, mood, Tense::present, p, n) != clause.low(i)) continue;
          if (p != m.person || n != m.number) {
            if (m.person != Person::none && m.number != Number::none) continue;
            person = p;
            number = n;
          }
          return true;
        }
      }
      return false;
    };
    if (!in(Mood::conditional) && !(in(Mood::subjunctive) && !in(Mood::indicative))) {
      if (m.mood == Mood::conditional || m.mood == Mood::subjunctive) return in(Mood::indicative);
      if (!found) return true;
      continue;
    }
    // A second one may or may not depend on 'si'.
    if (found) return false;
    found = true;
    const auto form = conjugate(word.lemma, Mood::indicative, Tense::present, person, number);
    if (!form) return false;
    const auto left = fix_left(clause, i, *form, nullptr);
    if (!left || (left->begin != left->end && left->begin < draft.edits.back().end)) return false;
    if (left->begin != left->end) draft.edits.push_back(*left);
    draft.edits.push_back({word.begin, word.end, *form, {}});
  }
  return true;
}

}  // namespace

int governor(const Clause& clause, int first, int last) {
  for (int i = first; i <= last; ++i) {
    const int head = clause.word(i).head;
    if (head < first || head > last) return i;
  }
  return first;
}

int described_noun(const Clause& clause, int adjective) {
  for (int at = adjective, steps = 0; clause.has(at) && steps < 3; at = clause.word(at).head, ++steps) {
    const int subject = clause.child(at, {Deprel::nsubj, Deprel::nsubj_pass});
    if (subject >= 0) return clause.low(subject) == "qui" ? clause.word(at).head : subject;
    const int head = clause.word(at).head;
    if (clause.is(head, Upos::noun) || clause.is(head, Upos::propn)) return head;
  }
  return -1;
}

bool condition_holds(const Clause& clause, const Phrase& phrase, int first, int last) {
  const PhraseCondition& when = phrase.when;
  if (when.first && *when.first != (first == 0)) return false;
  if (!when.next.empty() && !comes_next(clause, when.next, last)) return false;
  if (!when.not_next.empty() && comes_next(clause, when.not_next, last)) return false;
  if (!when.previous.empty() && !word_listed(clause, when.previous, first - 1)) return false;
  if (!when.not_previous.empty() && word_listed(clause, when.not_previous, first - 1)) return false;
  if (when.number != Number::none) {
    const int noun =
        phrase.kind == PhraseKind::noun || phrase.kind == PhraseKind::adj ? first : noun_after(clause, last);
    if (!clause.has(noun) || clause.word(noun).morphology.number != when.number) return false;
  }
  if (!when.object.empty() || !when.not_object.empty()) {
    int object = -1;
    if (phrase.kind == PhraseKind::verb || phrase.kind == PhraseKind::nominal) {
      object = object_of(clause, governor(clause, first, last), last, phrase.from_verb.reflexive);
    } else if (phrase.kind == PhraseKind::adj) {
      object = described_noun(clause, governor(clause, first, last));
    } else {
      object = noun_after(clause, last);
    }
    if (!when.object.empty() && !noun_listed(clause, when.object, object)) return false;
    if (!when.not_object.empty() && noun_listed(clause, when.not_object, object)) return false;
  }
  if (!when.subject.empty() || !when.not_subject.empty()) {
    const int subject = phrase.kind == PhraseKind::adj ? described_noun(clause, governor(clause, first, last))
                                                       : subject_of(clause, governor(clause, first, last));
    if (!when.subject.empty() && !noun_listed(clause, when.subject, subject)) return false;
    if (!when.not_subject.empty() && noun_listed(clause, when.not_subject, subject)) return false;
  }
  return true;
}

std::optional<Draft> replace_fixed(const Clause& clause, const Phrase& phrase, int first) {
  const int count = static_cast<int>(phrase.from.size());
  for (int k = 0; k < count; ++k) {
    if (clause.low(first + k) != phrase.from[static_cast<std::size_t>(k)]) return {};
    if (clause.has(first + k) && clause.word(first + k).lock) return {};
  }
  int last = first + count - 1;
  if (!phrase.from_preposition.empty()) {
    ++last;
    const std::string_view low = clause.low(last);
    const bool fits = phrase.from_preposition == "de" ? low == "de" || low == "du" || low == "des"
                                                      : low == "à" || low == "au" || low == "aux";
    if (!fits) return {};
    // "jusqu'à" would have to become "jusqu'aux".
    if (phrase.to.ends_with("'à") && clause.word(last).contraction != Contraction::none) return {};
  }
  // Part of a hyphenated or otherwise longer word.
  if (first > 0 && clause.glued(first - 1) && clause.is(first, Upos::adv) && clause.upos(first - 1) == Upos::punct &&
      clause.low(first - 1) == "-")
    return {};
  if (!condition_holds(clause, phrase, first, last)) return {};
  const auto tail = write_tail(clause, phrase.to, phrase.to_preposition, phrase.from_preposition, last, true);
  if (!tail) return {};
  const auto left = fix_left(clause, first, phrase.to, nullptr);
  if (!left) return {};
  Draft draft;
  draft.names = phrase.to;
  draft.fixed = true;
  draft.formula = phrase.from.size() >= 3;
  if (left->begin != left->end) draft.edits.push_back(*left);
  // "Toutefois, vous" becomes "Mais vous".
  const bool joined = (phrase.to == "mais" || phrase.to == "et") && clause.low(last + 1) == ",";
  const std::string text = joined ? phrase.to : tail->text;
  draft.edits.push_back({clause.word(first).begin,
                         joined ? clause.word(last + 1).end : tail->end,
                         clause.capitalised(first) ? capitalise(text) : text,
                         {}});
  if ((phrase.to == "si" || phrase.to == "même si") && !indicative_after(clause, last, draft)) return {};
  return draft;
}

void propose_phrases(const Clause& clause, const SimplifyLists::Data& lists, SimplifyLevel level,
                     std::vector<Draft>& drafts) {
  const auto attempt = [&](const std::vector<std::uint32_t>& candidates, int i) {
    for (const std::uint32_t index : candidates) {
      const Phrase& phrase = lists.phrases[index];
      if (phrase.level > level) continue;
      std::optional<Draft> draft;
      switch (phrase.kind) {
        case PhraseKind::fixed:
          draft = replace_fixed(clause, phrase, i);
          break;
        case PhraseKind::verb:
        case PhraseKind::nominal:
          if (!clause.is_verb(i) && !clause.is(i, Upos::adj)) break;
          draft = replace_verb(clause, phrase, i);
          break;
        case PhraseKind::noun:
          draft = replace_noun(clause, phrase, i);
          break;
        case PhraseKind::adj:
          draft = replace_adjective(clause, phrase, i);
          break;
      }
      if (!draft) continue;
      const std::size_t begin = draft->edits.front().begin;
      const std::size_t end = draft->edits.back().end;
      // Inside a term of several words nothing is replaced: the term is explained.
      bool inside = false;
      for (int k = 0; k < clause.size(); ++k) {
        if (!clause.kept[static_cast<std::size_t>(k)]) continue;
        if (clause.word(k).begin < end && clause.word(k).end > clause.word(i).begin && clause.word(k).begin >= begin)
          inside = true;
      }
      if (inside) continue;
      const bool swapped = !phrase.from_preposition.empty() && phrase.from_preposition != phrase.to_preposition;
      if (swapped && comes_again(clause, phrase.from_preposition, end)) continue;
      draft->kind = EditKind::replace;
      draft->rule = phrase.rule;
      draft->entry = phrase.id;
      draft->priority = 100 + static_cast<int>(phrase.from.size());
      drafts.push_back(*std::move(draft));
      return;
    }
  };
  for (int i = 0; i < clause.size(); ++i) {
    if (clause.is(i, Upos::punct)) continue;
    const auto by_word = lists.by_word.find(std::string(clause.low(i)));
    if (by_word != lists.by_word.end()) attempt(by_word->second, i);
    if (clause.word(i).lock || !clause.is_verb(i)) continue;
    const auto by_lemma = lists.by_lemma.find(clause.word(i).lemma);
    if (by_lemma != lists.by_lemma.end()) attempt(by_lemma->second, i);
  }
}

}  // namespace parvis::detail
