#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "codepoints.h"
#include "parvis/french_forms.h"
#include "parvis/text.h"
#include "simplify_rules.h"

namespace parvis::detail {

Clause::Clause(std::string_view block, const FrenchSentence& one)
    : text(block), sentence(one), words(one.words), kept(one.words.size(), false) {
  folded_.reserve(words.size());
  for (const FrenchWord& word : words) folded_.push_back(fold_token(word.of(block)));
}

int Clause::child(int head, std::initializer_list<Deprel> relations) const {
  for (int i = 0; i < size(); ++i) {
    if (word(i).head == head && std::find(relations.begin(), relations.end(), word(i).deprel) != relations.end())
      return i;
  }
  return -1;
}

std::pair<int, int> Clause::span(int head) const {
  // Trees are projective: a word belongs to the subtree if climbing from it reaches the head.
  const auto below = [&](int i) {
    for (int steps = 0; i >= 0 && steps <= size(); ++steps) {
      if (i == head) return true;
      i = word(i).head;
    }
    return false;
  };
  int first = head;
  int last = head;
  while (first > 0 && below(first - 1)) --first;
  while (last + 1 < size() && below(last + 1)) ++last;
  return {first, last};
}

bool Clause::capitalised(int i) const {
  const CodePoints points = decode(surface(i));
  return !points.chars.empty() && u_isUUppercase(static_cast<UChar32>(points.chars.front()));
}

bool Clause::negated(int i) const {
  for (int k = i - 1; k >= 0 && k >= i - 4; --k) {
    if (low(k) == "ne") return true;
    if (!is(k, Upos::pron) && !is(k, Upos::aux) && !is(k, Upos::adv)) return false;
  }
  return false;
}

std::size_t Clause::word_count() const {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [&](const FrenchWord& one) { return counts_as_word(one, text); }));
}

bool counts_as_word(const FrenchWord& word, std::string_view text) {
  const CodePoints points = decode(word.of(text));
  return std::any_of(points.chars.begin(), points.chars.end(), [](char32_t c) { return is_word(c) && c != U'_'; });
}

std::string capitalise(std::string_view text) {
  CodePoints points = decode(text);
  if (points.chars.empty()) return {};
  const std::string first = to_upper(encode(points.chars.substr(0, 1)), "fr");
  return first + std::string(text.substr(points.offsets[1]));
}

std::string decapitalise(std::string_view text) {
  CodePoints points = decode(text);
  if (points.chars.empty()) return {};
  return to_lower(encode(points.chars.substr(0, 1)), "fr") + std::string(text.substr(points.offsets[1]));
}

namespace {

constexpr std::array<std::string_view, 13> kElidable{"de", "que", "ne",     "me",      "te",      "se",     "je",
                                                     "le", "la",  "jusque", "lorsque", "puisque", "quoique"};

// Words after which a noun needs no article, because they are one or because they take none.
constexpr std::array<std::string_view, 14> kBare{"sans", "comme", "en",       "plusieurs", "quelques", "des",  "les",
                                                 "deux", "d'",    "certains", "chaque",    "tout",     "sous", "vers"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool ends_elided(std::string_view word) { return word.ends_with('\'') || word.ends_with("’"); }

/// Puts a word before the next one, keeping the capital and what stood between them.
DraftEdit rewrite(const Clause& clause, int i, std::string_view form) {
  std::string text(form);
  if (clause.capitalised(i)) text = capitalise(text);
  return {clause.word(i).begin, clause.word(i + 1).begin, std::move(text), {}};
}

/// The definite article in full that "l'" stands for.
std::string_view article(const NominalForm& form) {
  if (form.number == Number::plural) return "les";
  return form.gender == Gender::feminine ? "la" : "le";
}

/// Determiners that change with gender or with the sound after them.
std::optional<std::string> determiner(std::string_view low, const NominalForm& form, std::string_view next) {
  const bool feminine = form.gender == Gender::feminine;
  const bool plural = form.number == Number::plural;
  struct Pair {
    std::string_view masculine;
    std::string_view feminine;
  };
  constexpr std::array<Pair, 8> kPairs{{{"un", "une"},
                                        {"aucun", "aucune"},
                                        {"quel", "quelle"},
                                        {"quels", "quelles"},
                                        {"certains", "certaines"},
                                        {"tout", "toute"},
                                        {"tous", "toutes"},
                                        {"nul", "nulle"}}};
  for (const Pair& pair : kPairs) {
    if (low == pair.masculine || low == pair.feminine)
      return std::string(feminine ? pair.feminine : pair.masculine) + " ";
  }
  if (plural) return {};
  if (low == "le" || low == "la" || low == "l'") return before(article(form), next);
  if (low == "ce" || low == "cet" || low == "cette") return before(feminine ? "cette" : "ce", next, true);
  for (const std::string_view one : {"m", "t", "s"}) {
    if (low.size() >= 2 && low.size() <= 3 && low.starts_with(one) && (low.substr(1) == "on" || low.substr(1) == "a"))
      return before(std::string(one) + (feminine ? "a" : "on"), next, true);
  }
  return {};
}

}  // namespace

std::optional<DraftEdit> fix_left(const Clause& clause, int first, std::string_view new_next,
                                  const NominalForm* nominal) {
  const DraftEdit nothing{};
  const int i = first - 1;
  if (i < 0) return nothing;
  const std::string_view low = clause.low(i);
  const bool elided = ends_elided(clause.surface(i));
  const bool vowel = begins_with_vowel_sound(new_next);
  if (clause.is(i, Upos::punct)) return nothing;
  if (clause.glued(i) && !elided) return std::nullopt;
  std::string form;
  const Contraction contraction = clause.word(i).contraction;
  if (nominal != nullptr && (contraction == Contraction::article || low == "du" || low == "au")) {
    if (nominal->number == Number::plural) return nothing;
    form = with_article(low == "au" ? "à" : "de", nominal->gender, Number::singular, new_next);
  } else if (nominal != nullptr && clause.is(i, Upos::det)) {
    const auto changed = determiner(low, *nominal, new_next);
    if (!changed) return nothing;
    form = *changed;
    const std::string_view previous = clause.low(i - 1);
    // "de l'avis" may become "du dossier", and "à l'aide" "au service".
    if ((form == "le " || form == "l'" || form == "la ") && (previous == "de" || previous == "à") && form == "le ") {
      std::string text = previous == "de" ? "du " : "au ";
      if (clause.capitalised(i - 1)) text = capitalise(text);
      return DraftEdit{clause.word(i - 1).begin, clause.word(first).begin, std::move(text), {}};
    }
  } else if (low == "l'" || low == "s'") {
    // Either 'le' or 'la', 'se' or 'si': right only as long as it stays elided.
    if (vowel) return nothing;
    if (nominal == nullptr) {
      if (low != "s'") return std::nullopt;
      form = "se ";
    } else {
      form = std::string(article(*nominal)) + " ";
    }
  } else if (low == "du" || low == "au") {
    if (vowel) return std::nullopt;
    return nothing;
  } else if (low == "m'" || low == "t'" || low == "j'") {
    if (vowel) return nothing;
    form = std::string(low.substr(0, 1)) + "e ";
  } else if (contains(kElidable, low)) {
    if (elided == vowel) return nothing;
    form = before(low, new_next);
  } else if (low == "ce" && clause.is(i, Upos::pron)) {
    if (elided == vowel) return nothing;
    return std::nullopt;
  } else {
    return nothing;
  }
  const std::string_view old =
      clause.text.substr(clause.word(i).begin, clause.word(first).begin - clause.word(i).begin);
  if (to_lower(old, "fr") == form) return nothing;
  return rewrite(clause, i, form);
}

std::optional<Tail> write_tail(const Clause& clause, std::string_view head, std::string_view to, std::string_view from,
                               int last, bool infinitive) {
  const int next = last + 1;
  const auto space_after = [&](int i) {
    return clause.has(i + 1) ? clause.text.substr(clause.word(i).end, clause.word(i + 1).begin - clause.word(i).end)
                             : std::string_view();
  };
  std::string text(head);
  // The new preposition may be all there is.
  const auto append = [&](std::string_view more) {
    if (!text.empty()) text += ' ';
    text += more;
  };
  const auto join = [&](int at) {
    // `text` ends in a word that may elide before word `at`.
    const std::size_t space = text.rfind(' ');
    const std::size_t cut = space == std::string::npos ? 0 : space + 1;
    const std::string word = text.substr(cut);
    if (contains(kElidable, word) || word == "si") {
      text.resize(cut);
      text += before(word, clause.surface(at));
    } else {
      text += ' ';
    }
    return Tail{text, clause.word(at).begin};
  };
  // A phrase at the end of its sentence, or before a punctuation mark.
  if (from.empty() && to.empty()) {
    const bool elided = ends_elided(clause.surface(last));
    if (!clause.has(next) || clause.is(next, Upos::punct) || (!elided && space_after(last).empty()))
      return Tail{text, clause.word(last).end};
    return join(next);
  }
  if (!clause.has(next)) return std::nullopt;
  if (from.empty()) {
    // A new preposition: it takes an article up.
    const std::string_view low = clause.low(next);
    if (clause.is(next, Upos::det) && (low == "le" || low == "les") && clause.has(next + 1)) {
      const Number number = low == "les" ? Number::plural : Number::singular;
      append(with_article(to, Gender::masculine, number, clause.surface(next + 1)));
      return Tail{text, clause.word(next + 1).begin};
    }
    // "de des" does not exist.
    if (to == "de" && clause.is(next, Upos::det) && low == "des") {
      if (!clause.has(next + 1)) return std::nullopt;
      append(before("de", clause.surface(next + 1)));
      return Tail{text, clause.word(next + 1).begin};
    }
    const auto is_infinitive = [&](int k) {
      return clause.is_verb(k) && clause.word(k).morphology.verb_form == VerbForm::infinitive;
    };
    const bool pronoun = clause.is(next, Upos::pron) && (is_infinitive(next + 1) || is_infinitive(next + 2));
    if (infinitive && (is_infinitive(next) || pronoun)) {
      append(to == "de" ? before("de", clause.surface(next)) : std::string(to) + ' ');
      return Tail{text, clause.word(next).begin};
    }
    const bool phrase = clause.is(next, Upos::det) || clause.is(next, Upos::propn) || clause.is(next, Upos::num) ||
                        clause.word(next).lock.has_value();
    if (!phrase || clause.word(next).contraction != Contraction::none) return std::nullopt;
    append(to == "de" ? before("de", clause.surface(next)) : std::string(to) + ' ');
    return Tail{text, clause.word(next).begin};
  }
  const std::string_view preposition = clause.low(last);
  if (preposition == "du" || preposition == "des" || preposition == "au" || preposition == "aux") {
    const bool plural = preposition == "des" || preposition == "aux";
    // The word after it does not elide: it did not with the article that is there.
    append(with_article(to, Gender::masculine, plural ? Number::plural : Number::singular, "dossier"));
    return Tail{text, clause.word(next).begin};
  }
  const std::string_view low = clause.low(next);
  if (clause.is(next, Upos::verb) || clause.is(next, Upos::aux)) {
    if (!infinitive || clause.word(next).morphology.verb_form != VerbForm::infinitive) return std::nullopt;
  }
  if (!to.empty()) {
    append(to == "de" ? before("de", clause.surface(next)) : std::string(to) + ' ');
    return Tail{text, clause.word(next).begin};
  }
  const std::string ending = text.substr(text.rfind(' ') + 1);
  const bool noun = clause.is(next, Upos::noun) || clause.is(next, Upos::adj);
  const bool name = clause.capitalised(next) || clause.word(next).lock.has_value();
  if (noun && !name && !contains(kBare, ending)) {
    // "bénéficier de réductions" has lost its article before 'de'.
    if (from != "de" || clause.word(next).morphology.number != Number::plural) return std::nullopt;
    append(clause.is(next, Upos::adj) ? before("de", clause.surface(next)) : std::string("des "));
    return Tail{text, clause.word(next).begin};
  }
  if (ending == "tout" && clause.is(next, Upos::det)) {
    if (low != "la") return low == "le" ? std::optional(join(next)) : std::nullopt;
    text += "e ";
    return Tail{text, clause.word(next).begin};
  }
  if (low == "ne" || (low == "ce" && !clause.is(next, Upos::det)) || low == "quoi" || clause.is(next, Upos::adv) ||
      clause.is(next, Upos::punct))
    return std::nullopt;
  return join(next);
}

}  // namespace parvis::detail
