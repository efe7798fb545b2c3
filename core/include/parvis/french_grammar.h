#pragma once

#include <cstdint>
#include <string_view>

/// @file
/// The grammatical categories of French words, as the analyser (french.h) reports them and the generator of inflected
/// forms (french_forms.h) takes them. The categories are those of Universal Dependencies
/// (https://universaldependencies.org/fr/).

namespace parvis {

/// Part of speech: the 17 universal tags.
enum class Upos : std::uint8_t {
  adj,
  adp,
  adv,
  aux,
  cconj,
  det,
  intj,
  noun,
  num,
  part,
  pron,
  propn,
  punct,
  sconj,
  sym,
  verb,
  x,
};

enum class Gender : std::uint8_t { none, masculine, feminine };

enum class Number : std::uint8_t { none, singular, plural };

enum class Person : std::uint8_t { none, first, second, third };

/// `past` is the passé simple of a finite verb, and the past participle of a participle.
enum class Tense : std::uint8_t { none, present, imperfect, past, future };

enum class Mood : std::uint8_t { none, indicative, subjunctive, conditional, imperative };

/// The gérondif is `participle` in the present, with 'en' as its `mark` or `case`.
enum class VerbForm : std::uint8_t { none, finite, infinitive, participle };

/// The inflection of one word; what does not apply, or cannot be told, is `none`.
struct Morphology {
  Gender gender = Gender::none;
  Number number = Number::none;
  Person person = Person::none;
  Tense tense = Tense::none;
  Mood mood = Mood::none;
  VerbForm verb_form = VerbForm::none;

  friend bool operator==(const Morphology&, const Morphology&) = default;
};

/// Relation of a word to its head. Names are those of UD French, ':' read as '_'.
enum class Deprel : std::uint8_t {
  root,
  acl,         ///< clause or participle that modifies a noun: "un document signé"
  acl_relcl,   ///< relative clause: "le document que vous avez signé"
  advcl,       ///< adverbial clause: "si vous déménagez, ..."
  advmod,      ///< adverb, and 'ne', 'pas'
  amod,        ///< adjective of a noun
  appos,       ///< apposition
  aux_caus,    ///< causative 'faire': "faire remplir"
  aux_pass,    ///< 'être' of the passive
  aux_tense,   ///< 'avoir', 'être' of the compound tenses
  case_,       ///< preposition
  cc,          ///< coordinating conjunction
  ccomp,       ///< clause as object: "il dit que ..."
  conj,        ///< conjunct: head is the first one
  cop,         ///< 'être' before an attribute
  csubj,       ///< clause as subject
  dep,         ///< none of the others
  det,         ///< determiner
  discourse,   ///< interjection, discourse particle
  dislocated,  ///< word taken up again by a pronoun
  expl_comp,   ///< clitic without a role: "y", "en"
  expl_pass,   ///< 'se' of a passive: "la demande se fait"
  expl_pv,     ///< 'se' that belongs to the verb: "s'adresser"
  expl_subj,   ///< impersonal 'il'; inverted subject clitic after a noun
  fixed,       ///< later word of a fixed expression: "afin de", "en cas de"
  flat,        ///< later word of a name
  iobj,        ///< indirect object clitic
  mark,        ///< word that introduces a clause: "si", "que", "pour" + infinitive
  nmod,        ///< complement of a noun
  nsubj,       ///< subject
  nsubj_caus,  ///< subject of a causative
  nsubj_pass,  ///< subject of a passive
  nummod,      ///< number of a noun
  obj,         ///< direct object
  obj_agent,   ///< object that acts in a causative
  obj_lvc,     ///< noun of a support verb: "prendre connaissance"
  obl_agent,   ///< agent of a passive: "par le maire"
  obl_arg,     ///< prepositional complement that the verb asks for
  obl_mod,     ///< free complement: time, place, manner
  orphan,      ///< word whose head is left out
  parataxis,   ///< clause put beside another
  punct,       ///< punctuation
  vocative,    ///< person spoken to: "Madame, ..."
  xcomp,       ///< infinitive or attribute whose subject is that of the head
};

/// "ADJ", "ADP", ...
[[nodiscard]] std::string_view to_string(Upos upos);

/// "acl", "acl:relcl", "aux:pass", ... as UD writes it.
[[nodiscard]] std::string_view to_string(Deprel deprel);

}  // namespace parvis
