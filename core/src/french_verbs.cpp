#include <algorithm>
#include <array>
#include <vector>

#include "french_verb_models.h"
#include "parvis/french_forms.h"

namespace parvis {
namespace {

using detail::VerbModel;
using Six = std::array<std::string, 6>;  // je, tu, il, nous, vous, ils; empty: not used
using Endings = std::array<std::string_view, 6>;

constexpr Endings kPresentEr{"e", "es", "e", "ons", "ez", "ent"};
constexpr Endings kImperfect{"ais", "ais", "ait", "ions", "iez", "aient"};
constexpr Endings kFuture{"ai", "as", "a", "ons", "ez", "ont"};
constexpr Endings kSubjunctive{"e", "es", "e", "ions", "iez", "ent"};

// These end like an irregular verb and go like "finir".
constexpr auto kRegularIr = std::to_array<std::string_view>(
    {"répartir", "impartir", "asservir", "réasservir", "assortir", "rassortir", "réassortir", "désassortir"});
// Models that stand for themselves alone.
constexpr auto kExact = std::to_array<std::string_view>({"aller", "avoir", "être", "vêtir"});
// -eler and -eter with è where the others double the consonant.
constexpr auto kGrave = std::to_array<std::string_view>(
    {"acheter", "racheter", "geler",     "congeler",   "dégeler",   "décongeler", "surgeler", "regeler",
     "peler",   "modeler",  "remodeler", "démanteler", "harceler",  "marteler",   "ciseler",  "celer",
     "déceler", "receler",  "haleter",   "fureter",    "écarteler", "corseter",   "crocheter"});
constexpr auto kWithEtre =
    std::to_array<std::string_view>({"aller",  "arriver",   "décéder", "descendre", "devenir",  "entrer",  "intervenir",
                                     "monter", "mourir",    "naître",  "partir",    "parvenir", "rentrer", "repartir",
                                     "rester", "retourner", "revenir", "sortir",    "survenir", "tomber",  "venir"});

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    parts.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return parts;
}

std::string without(std::string_view word, std::string_view ending) {
  return std::string(word.substr(0, word.size() - ending.size()));
}

Six add(std::string_view stem, const Endings& endings) {
  Six forms;
  for (std::size_t i = 0; i < 6; ++i) forms[i] = std::string(stem) + std::string(endings[i]);
  return forms;
}

/// What all forms of a verb are made from.
struct Verb {
  Six present;
  std::string imperfect;   // stem
  std::string future;      // stem
  std::string past;        // stem of the passé simple with its vowel
  std::string participle;  // past
  std::string gerund;
  Six subjunctive;
  std::array<std::string, 3> imperative;
};

/// Whether the letters are consonants that can begin a syllable of French: "br", "gn", "gu".
bool is_onset(std::string_view letters) {
  constexpr std::string_view consonants = "bcdfghjklmnpqrstvz";
  if (letters.size() == 1) return consonants.find(letters[0]) != std::string_view::npos;
  if (letters.size() == 2 && (letters[1] == 'r' || letters[1] == 'l')) {
    return std::string_view("bcdfgptv").find(letters[0]) != std::string_view::npos;
  }
  return letters == "gn" || letters == "ch" || letters == "gu" || letters == "qu" || letters == "ç";
}

/// The stem of an -er verb before a mute e: "lèv", "appell", "emploi", "préfèr". `future` keeps é.
std::string strong_stem(std::string_view infinitive, bool future) {
  std::string stem = without(infinitive, "er");
  if (stem.ends_with("oy") || stem.ends_with("uy") || stem.ends_with("ay")) return without(stem, "y") + "i";
  const std::size_t accented = stem.rfind("é");
  if (accented != std::string::npos && is_onset(std::string_view(stem).substr(accented + 2))) {
    return future ? stem : stem.substr(0, accented) + "è" + stem.substr(accented + 2);
  }
  const std::size_t mute = stem.rfind('e');
  if (mute == std::string::npos || mute == 0 || stem[mute - 1] == 'i' ||
      !is_onset(std::string_view(stem).substr(mute + 1))) {
    return stem;
  }
  const bool doubled = (stem.ends_with("el") || stem.ends_with("et")) && !contains(kGrave, infinitive);
  return doubled ? stem + stem.back() : stem.substr(0, mute) + "è" + stem.substr(mute + 1);
}

/// The stem of an -er verb before a or o: "commenç", "mange".
std::string soft_stem(std::string_view infinitive) {
  std::string stem = without(infinitive, "er");
  if (stem.ends_with('g')) return stem + "e";
  if (stem.ends_with('c')) return without(stem, "c") + "ç";
  return stem;
}

/// "mange" and "commenç" again before i and e.
std::string hard_stem(std::string stem) {
  if (stem.ends_with("ge")) stem.pop_back();
  if (stem.ends_with("ç")) stem = without(stem, "ç") + "c";
  return stem;
}

void derive_subjunctive(Verb& verb) {
  const std::string stem = without(verb.present[5], "ent");
  verb.subjunctive = add(stem, kSubjunctive);
  verb.subjunctive[3] = hard_stem(verb.imperfect) + "ions";
  verb.subjunctive[4] = hard_stem(verb.imperfect) + "iez";
}

void derive_imperative(Verb& verb) {
  std::string tu = verb.present[1];
  if (tu.ends_with("es")) tu.pop_back();
  verb.imperative = {tu, verb.present[3], verb.present[4]};
}

Verb regular_er(std::string_view infinitive) {
  Verb verb;
  const std::string strong = strong_stem(infinitive, false);
  verb.present = add(strong, kPresentEr);
  verb.imperfect = soft_stem(infinitive);
  verb.present[3] = verb.imperfect + "ons";
  verb.present[4] = without(infinitive, "er") + "ez";
  verb.future = strong_stem(infinitive, true) + "er";
  verb.past = verb.imperfect + "a";
  verb.participle = without(infinitive, "er") + "é";
  verb.gerund = verb.imperfect + "ant";
  derive_subjunctive(verb);
  derive_imperative(verb);
  return verb;
}

Verb regular_ir(std::string_view infinitive) {
  const std::string stem = without(infinitive, "r");
  Verb verb;
  verb.present = {stem + "s", stem + "s", stem + "t", stem + "ssons", stem + "ssez", stem + "ssent"};
  verb.imperfect = stem + "ss";
  verb.future = infinitive;
  verb.past = stem;
  verb.participle = stem;
  verb.gerund = stem + "ssant";
  derive_subjunctive(verb);
  derive_imperative(verb);
  return verb;
}

Verb regular_re(std::string_view infinitive) {
  const std::string stem = without(infinitive, "re");
  Verb verb;
  verb.present = {stem + "s",   stem + "s",  stem.ends_with('d') ? stem : stem + "t",
                  stem + "ons", stem + "ez", stem + "ent"};
  verb.imperfect = stem;
  verb.future = stem + "r";
  verb.past = stem + "i";
  verb.participle = stem + "u";
  verb.gerund = stem + "ant";
  derive_subjunctive(verb);
  derive_imperative(verb);
  return verb;
}

Verb irregular(const VerbModel& model, std::string_view prefix) {
  const auto whole = [prefix](std::string_view form) {
    return form.empty() || form == "-" ? std::string() : std::string(prefix) + std::string(form);
  };
  const auto all = [&whole](std::string_view forms, auto& target) {
    const auto parts = split(forms);
    for (std::size_t i = 0; i < target.size() && i < parts.size(); ++i) target[i] = whole(parts[i]);
  };
  Verb verb;
  all(model.present, verb.present);
  verb.imperfect = whole(model.present_stem);
  if (model.present_stem.empty() && !verb.present[3].empty()) verb.imperfect = without(verb.present[3], "ons");
  verb.future = whole(model.future);
  verb.past = whole(model.simple_past);
  verb.participle = whole(model.participle);
  verb.gerund = model.gerund.empty() ? verb.imperfect + "ant" : whole(model.gerund);
  if (model.subjunctive.empty()) {
    derive_subjunctive(verb);
  } else {
    all(model.subjunctive, verb.subjunctive);
  }
  if (model.imperative.empty()) {
    derive_imperative(verb);
  } else {
    all(model.imperative, verb.imperative);
  }
  return verb;
}

/// The model with the longest ending in common with the verb.
const VerbModel* model_of(std::string_view infinitive) {
  if (contains(kRegularIr, infinitive)) return nullptr;
  const VerbModel* best = nullptr;
  for (const VerbModel& model : detail::kVerbModels) {
    const bool exact =
        contains(kExact, model.infinitive) && !(model.infinitive == "vêtir" && infinitive.ends_with("vêtir"));
    if (exact ? infinitive != model.infinitive : !infinitive.ends_with(model.infinitive)) continue;
    if (best == nullptr || model.infinitive.size() > best->infinitive.size()) best = &model;
  }
  return best;
}

std::optional<Verb> verb_of(std::string_view infinitive) {
  if (infinitive.size() < 4 || infinitive.find_first_of(" '-\n") != std::string_view::npos) return {};
  if (const VerbModel* model = model_of(infinitive)) {
    return irregular(*model, infinitive.substr(0, infinitive.size() - model->infinitive.size()));
  }
  if (infinitive.ends_with("er")) return regular_er(infinitive);
  if (infinitive.ends_with("ir") && !infinitive.ends_with("oir")) return regular_ir(infinitive);
  if (infinitive.ends_with("re")) return regular_re(infinitive);
  return {};
}

/// Passé simple and imperfect subjunctive, by the vowel that the stem ends with.
struct PastEndings {
  std::string_view vowel;
  Endings simple;
  Endings subjunctive;
};

constexpr std::array<PastEndings, 6> kPast{{
    {"in",
     {"ins", "ins", "int", "înmes", "întes", "inrent"},
     {"insse", "insses", "înt", "inssions", "inssiez", "inssent"}},
    {"a", {"ai", "as", "a", "âmes", "âtes", "èrent"}, {"asse", "asses", "ât", "assions", "assiez", "assent"}},
    {"i", {"is", "is", "it", "îmes", "îtes", "irent"}, {"isse", "isses", "ît", "issions", "issiez", "issent"}},
    {"ï", {"ïs", "ïs", "ït", "ïmes", "ïtes", "ïrent"}, {"ïsse", "ïsses", "ït", "ïssions", "ïssiez", "ïssent"}},
    {"u", {"us", "us", "ut", "ûmes", "ûtes", "urent"}, {"usse", "usses", "ût", "ussions", "ussiez", "ussent"}},
    {"û", {"ûs", "ûs", "ût", "ûmes", "ûtes", "ûrent"}, {"ûsse", "ûsses", "ût", "ûssions", "ûssiez", "ûssent"}},
}};

std::string past_form(const std::string& stem, std::size_t index, bool subjunctive) {
  for (const PastEndings& past : kPast) {
    if (!stem.ends_with(past.vowel)) continue;
    std::string base = without(stem, past.vowel);
    const std::string_view ending = (subjunctive ? past.subjunctive : past.simple)[index];
    if (past.vowel == "a" && ending == "èrent") base = hard_stem(base);
    return base + std::string(ending);
  }
  return {};
}

std::string finite(const Verb& verb, Mood mood, Tense tense, std::size_t index) {
  const bool used = !verb.present[index].empty() || (verb.present[2].empty() && verb.present[0].empty());
  if (!used && mood != Mood::imperative) return {};
  switch (mood) {
    case Mood::indicative:
      if (tense == Tense::present) return verb.present[index];
      if (tense == Tense::imperfect && !verb.imperfect.empty()) {
        const std::string_view ending = kImperfect[index];
        return (ending.front() == 'i' ? hard_stem(verb.imperfect) : verb.imperfect) + std::string(ending);
      }
      if (tense == Tense::future && !verb.future.empty()) return verb.future + std::string(kFuture[index]);
      if (tense == Tense::past && !verb.past.empty()) return past_form(verb.past, index, false);
      return {};
    case Mood::subjunctive:
      if (tense == Tense::present) return verb.subjunctive[index];
      return tense == Tense::imperfect && !verb.past.empty() ? past_form(verb.past, index, true) : std::string();
    case Mood::conditional:
      return tense == Tense::present && !verb.future.empty() ? verb.future + std::string(kImperfect[index])
                                                             : std::string();
    case Mood::imperative:
      if (tense != Tense::present) return {};
      return index == 1   ? verb.imperative[0]
             : index == 3 ? verb.imperative[1]
             : index == 4 ? verb.imperative[2]
                          : std::string();
    case Mood::none:
      return {};
  }
  return {};
}

}  // namespace

std::optional<std::string> conjugate(std::string_view infinitive, Mood mood, Tense tense, Person person,
                                     Number number) {
  if (person == Person::none || number == Number::none) return {};
  const auto verb = verb_of(infinitive);
  if (!verb) return {};
  const std::size_t index = static_cast<std::size_t>(person) - 1 + (number == Number::plural ? 3 : 0);
  std::string form = finite(*verb, mood, tense, index);
  if (form.empty()) return {};
  return form;
}

std::optional<std::string> past_participle(std::string_view infinitive, Gender gender, Number number) {
  const auto verb = verb_of(infinitive);
  if (!verb || verb->participle.empty()) return {};
  std::string form = verb->participle;
  const bool inflected = gender == Gender::feminine || number == Number::plural;
  // The circumflex of "dû" tells it from "du"; nothing else could be mixed up.
  if (inflected && form.ends_with("û")) form = without(form, "û") + "u";
  if (gender == Gender::feminine) form = form.ends_with("sous") ? without(form, "s") + "te" : form + "e";
  if (number == Number::plural && !form.ends_with('s')) form += 's';
  return form;
}

std::optional<std::string> present_participle(std::string_view infinitive) {
  const auto verb = verb_of(infinitive);
  if (!verb || verb->gerund.empty() || verb->gerund == "ant") return {};
  return verb->gerund;
}

std::optional<std::string> conjugate(std::string_view infinitive, const Morphology& form) {
  switch (form.verb_form) {
    case VerbForm::infinitive:
      if (!verb_of(infinitive)) return {};
      return std::string(infinitive);
    case VerbForm::participle:
      if (form.tense == Tense::past) return past_participle(infinitive, form.gender, form.number);
      if (form.tense == Tense::present) return present_participle(infinitive);
      return {};
    case VerbForm::finite:
    case VerbForm::none:
      return conjugate(infinitive, form.mood, form.tense, form.person, form.number);
  }
  return {};
}

bool takes_etre(std::string_view infinitive) { return contains(kWithEtre, infinitive); }

}  // namespace parvis
