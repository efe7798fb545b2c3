#include <algorithm>
#include <array>
#include <utility>

#include "parvis/french_forms.h"

namespace parvis {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Plurals that no ending gives.
constexpr std::array kPlurals = std::to_array<Pair>({
    {"œil", "yeux"},
    {"ciel", "cieux"},
    {"monsieur", "messieurs"},
    {"madame", "mesdames"},
    {"mademoiselle", "mesdemoiselles"},
    {"ayant-droit", "ayants-droit"},
    {"procès-verbal", "procès-verbaux"},
    {"chef-lieu", "chefs-lieux"},
    {"grand-parent", "grands-parents"},
    {"grand-mère", "grands-mères"},
    {"grand-père", "grands-pères"},
    {"beau-parent", "beaux-parents"},
    {"beau-père", "beaux-pères"},
    {"belle-mère", "belles-mères"},
    {"petit-enfant", "petits-enfants"},
    {"bien-fondé", "bien-fondés"},
    {"chef-d'œuvre", "chefs-d'œuvre"},
    {"arc-en-ciel", "arcs-en-ciel"},
    {"porte-parole", "porte-parole"},
    {"laissez-passer", "laissez-passer"},
    {"hors-la-loi", "hors-la-loi"},
    {"compte-rendu", "comptes-rendus"},
    {"carte-lettre", "cartes-lettres"},
    {"main-d'œuvre", "mains-d'œuvre"},
    {"vice-président", "vice-présidents"},
    {"timbre-poste", "timbres-poste"},
    {"assurance-vie", "assurances-vie"},
    {"aide-mémoire", "aide-mémoire"},
    {"faire-part", "faire-part"},
});
constexpr auto kPluralAls = std::to_array<std::string_view>(
    {"prénatal", "postnatal", "néonatal", "périnatal", "aval", "bal", "carnaval", "festival", "récital", "régal",
     "chacal", "naval", "fatal", "natal", "banal", "bancal", "final"});
constexpr auto kPluralAux =
    std::to_array<std::string_view>({"travail", "bail", "corail", "émail", "soupirail", "vitrail", "vantail"});
constexpr auto kPluralEus = std::to_array<std::string_view>({"bleu", "pneu", "émeu", "landau", "sarrau"});
constexpr auto kPluralOux =
    std::to_array<std::string_view>({"bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou"});

// Feminines that no ending gives.
constexpr std::array kFeminines = std::to_array<Pair>({
    {"beau", "belle"},
    {"nouveau", "nouvelle"},
    {"vieux", "vieille"},
    {"fou", "folle"},
    {"mou", "molle"},
    {"blanc", "blanche"},
    {"franc", "franche"},
    {"sec", "sèche"},
    {"frais", "fraîche"},
    {"public", "publique"},
    {"grec", "grecque"},
    {"turc", "turque"},
    {"caduc", "caduque"},
    {"long", "longue"},
    {"favori", "favorite"},
    {"doux", "douce"},
    {"roux", "rousse"},
    {"faux", "fausse"},
    {"gros", "grosse"},
    {"gras", "grasse"},
    {"bas", "basse"},
    {"las", "lasse"},
    {"épais", "épaisse"},
    {"exprès", "expresse"},
    {"tiers", "tierce"},
    {"bénin", "bénigne"},
    {"malin", "maligne"},
    {"gentil", "gentille"},
    {"nul", "nulle"},
    {"sot", "sotte"},
    {"complet", "complète"},
    {"incomplet", "incomplète"},
    {"concret", "concrète"},
    {"discret", "discrète"},
    {"indiscret", "indiscrète"},
    {"inquiet", "inquiète"},
    {"secret", "secrète"},
    {"désuet", "désuète"},
    {"préfet", "préfète"},
    {"paysan", "paysanne"},
    {"aigu", "aiguë"},
    {"ambigu", "ambiguë"},
    {"contigu", "contiguë"},
    {"exigu", "exiguë"},
    {"dû", "due"},
    {"bref", "brève"},
    {"oblong", "oblongue"},
    {"bailleur", "bailleresse"},
    {"défendeur", "défenderesse"},
    {"maître", "maîtresse"},
    {"hôte", "hôtesse"},
    {"époux", "épouse"},
    {"mari", "femme"},
    {"homme", "femme"},
    {"père", "mère"},
    {"frère", "sœur"},
    {"fils", "fille"},
    {"monsieur", "madame"},
    {"grand-père", "grand-mère"},
    {"beau-père", "belle-mère"},
    {"gendre", "belle-fille"},
    {"roi", "reine"},
    {"compagnon", "compagne"},
    {"copain", "copine"},
    {"neveu", "nièce"},
    {"oncle", "tante"},
    {"absous", "absoute"},
    {"dissous", "dissoute"},
    {"avant-coureur", "avant-coureuse"},
});
// Adjectives and titles in -eur that add an e.
constexpr auto kEure = std::to_array<std::string_view>(
    {"majeur",    "mineur",     "antérieur", "postérieur", "supérieur", "inférieur", "extérieur",  "intérieur",
     "ultérieur", "meilleur",   "ingénieur", "professeur", "procureur", "assesseur", "successeur", "prédécesseur",
     "défenseur", "gouverneur", "auteur",    "coauteur",   "proviseur", "censeur"});
// Nouns in -teur that come from a verb in -ter.
constexpr auto kTeuse = std::to_array<std::string_view>({"porteur", "acheteur", "menteur", "visiteur", "emprunteur",
                                                         "prêteur", "transporteur", "rapporteur", "chanteur", "monteur",
                                                         "solliciteur", "toiletteur", "exploiteur", "cotiseur"});

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

template <std::size_t N>
std::string_view listed(const std::array<Pair, N>& list, std::string_view word) {
  const auto found = std::find_if(list.begin(), list.end(), [word](const Pair& pair) { return pair.first == word; });
  return found == list.end() ? std::string_view() : found->second;
}

/// The word with its last bytes replaced.
std::string replace_end(std::string_view word, std::size_t bytes, std::string_view ending) {
  return std::string(word.substr(0, word.size() - bytes)) + std::string(ending);
}

/// Replaces the first of the endings that fits.
template <std::size_t N>
std::optional<std::string> by_ending(std::string_view word, const std::array<Pair, N>& endings) {
  for (const auto& [from, to] : endings) {
    if (word.ends_with(from)) return replace_end(word, from.size(), to);
  }
  return {};
}

}  // namespace

std::string plural(std::string_view singular) {
  if (const std::string_view known = listed(kPlurals, singular); !known.empty()) return std::string(known);
  if (singular.empty() || singular.ends_with('s') || singular.ends_with('x') || singular.ends_with('z')) {
    return std::string(singular);
  }
  if (singular.ends_with("al") && !contains(kPluralAls, singular)) return replace_end(singular, 1, "ux");
  if (contains(kPluralAux, singular)) return replace_end(singular, 2, "ux");
  if ((singular.ends_with("au") || singular.ends_with("eu")) && !contains(kPluralEus, singular)) {
    return std::string(singular) + "x";
  }
  if (contains(kPluralOux, singular)) return std::string(singular) + "x";
  return std::string(singular) + "s";
}

std::string feminine(std::string_view masculine) {
  if (const std::string_view known = listed(kFeminines, masculine); !known.empty()) return std::string(known);
  if (masculine.ends_with('e')) return std::string(masculine);
  if (contains(kEure, masculine)) return std::string(masculine) + "e";
  if (contains(kTeuse, masculine)) return replace_end(masculine, 1, "se");
  constexpr std::array kEndings = std::to_array<Pair>({
      {"teur", "trice"},
      {"eur", "euse"},
      {"eux", "euse"},
      {"oux", "ouse"},
      {"er", "ère"},
      {"eau", "elle"},
      {"el", "elle"},
      {"eil", "eille"},
      {"en", "enne"},
      {"on", "onne"},
      {"et", "ette"},
      {"f", "ve"},
      {"c", "que"},
  });
  return by_ending(masculine, kEndings).value_or(std::string(masculine) + "e");
}

std::string inflect_adjective(std::string_view masculine, Gender gender, Number number) {
  const std::string singular = gender == Gender::feminine ? feminine(masculine) : std::string(masculine);
  return number == Number::plural ? plural(singular) : singular;
}

}  // namespace parvis
