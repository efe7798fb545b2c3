#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parvis/french_grammar.h"

/// @file
/// Inflected forms of French: conjugation, plurals and feminines, elision, contraction. Rules and lists alone, no
/// model. Words are UTF-8 in lower case unless a function says otherwise; apostrophes written are ASCII.
///
/// Spelling is the traditional one ("connaître", "il cédera" as "cédera").

namespace parvis {

// ---- verbs -----------------------------------------------------------------------------------------------------

/// One form of a verb.
///
/// Finite forms need mood, tense, person and number: indicative present, imperfect, past (passé simple), future;
/// subjunctive present, imperfect; conditional present; imperative present (second person, first plural). The
/// infinitive comes back as it is. A participle needs its tense; a past participle takes gender and number, masculine
/// singular where they are `none`; a present one is invariable. A morphology of FrenchWord can be passed as it is.
///
/// @param infinitive  one word, in lower case: "obtenir"; a verb that is in no list goes by the regular rule of its
///                    ending
/// @return nothing for what is no infinitive, for a form that does not exist ("falloir" in the first person, an
///         imperative in the third), or for a morphology that names no form
[[nodiscard]] std::optional<std::string> conjugate(std::string_view infinitive, const Morphology& form);

/// As above, for a finite form.
[[nodiscard]] std::optional<std::string> conjugate(std::string_view infinitive, Mood mood, Tense tense, Person person,
                                                   Number number);

/// Past participle: "obtenue".
[[nodiscard]] std::optional<std::string> past_participle(std::string_view infinitive, Gender gender, Number number);

/// Present participle: "obtenant".
[[nodiscard]] std::optional<std::string> present_participle(std::string_view infinitive);

/// Whether the compound tenses take 'être' ("venir", "partir"); reflexive verbs always do and are not asked here.
[[nodiscard]] bool takes_etre(std::string_view infinitive);

// ---- nouns and adjectives ----------------------------------------------------------------------------------------

/// Plural of a noun or of an adjective's masculine or feminine: "journaux", "avis", "travaux".
[[nodiscard]] std::string plural(std::string_view singular);

/// Feminine singular of an adjective, or of a noun that follows the same rules: "active", "ancienne", "demandeuse".
[[nodiscard]] std::string feminine(std::string_view masculine);

/// An adjective in a gender and number; `none` counts as masculine, singular.
[[nodiscard]] std::string inflect_adjective(std::string_view masculine, Gender gender, Number number);

// ---- words in a row -----------------------------------------------------------------------------------------------

/// Whether a word makes the one before it elide: it begins with a vowel or a mute h. False for an aspirated h ("hors",
/// "handicapé"), for "onze", "oui" and the like, for figures, acronyms spelled with a consonant ("RSA") and for text
/// that is no word. Any letter case.
[[nodiscard]] bool begins_with_vowel_sound(std::string_view word);

/// A word as it stands before the next one, with the space after it unless it is elided: "le" before "avis" gives "l'",
/// before "dossier" "le ".
///
/// Elides le, la, je, me, te, se, ne, ce, de, que, jusque, lorsque, puisque, quoique, and si before il, ils; turns ma,
/// ta, sa before a vowel into mon, ton, son, and ce, beau, nouveau, vieux, fou, mou into cet, bel, nouvel, vieil, fol,
/// mol where the next word is a noun or adjective, which the caller says.
///
/// @param word       any letter case; an initial capital is kept
/// @param next       the word that follows, as it is written
/// @param nominal    `next` is a noun or an adjective: the euphonic forms are wanted, and 'ce' is the determiner
[[nodiscard]] std::string before(std::string_view word, std::string_view next, bool nominal = false);

/// A preposition and a definite article before a noun phrase, with the space that follows: ("de", masculine, singular,
/// "dossier") gives "du ", ("à", feminine, singular, "aide") "à l'", ("de", feminine, plural, "aides") "des ".
/// Prepositions other than 'de' and 'à' stay: "pour le ".
///
/// @param preposition  empty for the article alone
/// @param next         the first word of the noun phrase, as it is written
[[nodiscard]] std::string with_article(std::string_view preposition, Gender gender, Number number,
                                       std::string_view next);

}  // namespace parvis
