// Rules of quantities, and the terms that have no explanation.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/simplify.h"

namespace parvis {
namespace {

using Json = nlohmann::json;

std::string read_file(const std::string& path) {
  std::ifstream file(std::string(PARVIS_TEST_DATA) + "/../../" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Simplifier make_simplifier(const Json& lists) {
  const std::string model = read_file("models/french/french.bin");
  return Simplifier::create(FrenchAnalyser::load(std::as_bytes(std::span(model))).value(),
                            SimplifyLists::parse(lists.dump()).value(),
                            GuardLists::parse(read_file("i18n/guards/fr.json")).value())
      .value();
}

std::string plain(std::string_view text) {
  static const Simplifier simplifier = make_simplifier(Json::object());
  return simplifier.simplify(text, {SimplifyLevel::standard, false}).value().text;
}

TEST(SimplifyQuantities, NumbersAreWrittenOnce) {
  EXPECT_EQ(plain("Vous avez vingt-quatre (24) heures."), "Vous avez 24 heures.");
  EXPECT_EQ(plain("Le délai est de soixante-quinze (75) jours."), "Le délai est de 75 jours.");
  EXPECT_EQ(plain("Le délai est de quatre-vingt-dix (90) jours."), "Le délai est de 90 jours.");
  for (const std::string_view same : {"Vous avez vingt-quatre (42) heures.", "Le groupe (24) est complet."})
    EXPECT_EQ(plain(same), same);
}

TEST(SimplifyQuantities, WholeHoursHaveNoMinutes) {
  EXPECT_EQ(plain("Le bureau ouvre à 14 h 00."), "Le bureau ouvre à 14 h.");
  EXPECT_EQ(plain("Le bureau ouvre à 8h00 le lundi."), "Le bureau ouvre à 8h le lundi.");
  for (const std::string_view same : {"Le bureau ouvre à 14 h 30.", "Le prix est de 14,00 euros.", "Le code est 1400."})
    EXPECT_EQ(plain(same), same);
}

TEST(SimplifyQuantities, TheWholeOfIsAll) {
  EXPECT_EQ(plain("Envoyez l'ensemble des pièces demandées."), "Envoyez toutes les pièces demandées.");
  EXPECT_EQ(plain("Vous versez la totalité de la somme due."), "Vous versez toute la somme due.");
  EXPECT_EQ(plain("Nous avons reçu l'intégralité du dossier."), "Nous avons reçu tout le dossier.");
  EXPECT_EQ(plain("Vous déclarez l'ensemble de vos revenus."), "Vous déclarez tous vos revenus.");
  for (const std::string_view same :
       {"L'ensemble des pièces est transmis au juge.", "Envoyez l'ensemble des pièces et des photos.",
        "Vous habitez un ensemble de logements.", "Dans l'ensemble, votre dossier est complet."})
    EXPECT_EQ(plain(same), same);
}

TEST(SimplifyQuantities, AllAgreesWithTheNounThatStands) {
  const Json noun{{"id", "piece"},    {"kind", "noun"}, {"from", "pièce"},
                  {"to", "document"}, {"gender", "m"},  {"rule", "6.4"}};
  const Simplifier simplifier = make_simplifier({{"replacements", {noun}}});
  const auto result =
      simplifier.simplify("Envoyez l'ensemble des pièces manquantes.", {SimplifyLevel::standard, false});
  EXPECT_EQ(result->text, "Envoyez l'ensemble des documents manquants.");
}

TEST(SimplifyQuantities, NotImpossibleIsPossible) {
  EXPECT_EQ(plain("Il n'est pas impossible que le délai change."), "Il est possible que le délai change.");
  for (const std::string_view same : {"Il n'est pas possible de payer.", "Ce n'est pas impossible."})
    EXPECT_EQ(plain(same), same);
}

std::vector<std::string> hard_terms(const Simplifier& simplifier, const std::string& text) {
  std::vector<std::string> found;
  const SimplifyResult result = simplifier.simplify(text).value();
  for (const HardTerm& one : result.hard_terms) found.push_back(text.substr(one.begin, one.end - one.begin));
  return found;
}

TEST(HardTerms, TermsWithoutExplanationArePointedOutOnce) {
  const Json model = Json::parse(read_file("i18n/plain/hard_terms.json"));
  const Simplifier simplifier = make_simplifier({{"frequent", {"mairie", "aide"}}, {"hard_terms", model}});
  const std::string text = "Le juge délivre une commission rogatoire. La commission rogatoire est exécutée.";
  EXPECT_EQ(hard_terms(simplifier, text), std::vector<std::string>{"commission rogatoire"});
  EXPECT_TRUE(hard_terms(simplifier, "Vous pouvez demander une aide à la mairie.").empty());
}

TEST(HardTerms, ExplainedTermsAreNotAmongThem) {
  const Json model = Json::parse(read_file("i18n/plain/hard_terms.json"));
  const Json term{{"id", "commission-rogatoire"}, {"kind", "term"}, {"fr", "commission rogatoire"}, {"explain", "x"}};
  const Simplifier simplifier = make_simplifier({{"terms", {term}}, {"hard_terms", model}});
  EXPECT_TRUE(hard_terms(simplifier, "Le juge délivre une commission rogatoire.").empty());
}

TEST(HardTerms, WithoutAModelThereAreNone) {
  EXPECT_TRUE(hard_terms(make_simplifier(Json::object()), "Le juge délivre une commission rogatoire.").empty());
}

TEST(HardTerms, AModelThatBreaksItsFormIsRefused) {
  const Json good{{"slots", 8}, {"threshold", 1}, {"gaps", {1, 2}}, {"weights", {5, -3}}};
  EXPECT_TRUE(SimplifyLists::parse(Json{{"hard_terms", good}}.dump()));
  for (const Json& change : {Json{{"slots", 3}}, Json{{"weights", {5}}}, Json{{"weights", {5, 300}}},
                             Json{{"threshold", nullptr}}, Json{{"gaps", {1, -2}}}}) {
    Json bad = good;
    bad.update(change);
    const auto lists = SimplifyLists::parse(Json{{"hard_terms", bad}}.dump());
    ASSERT_FALSE(lists) << change;
    EXPECT_EQ(lists.error().detail, "hard_terms");
  }
}

}  // namespace
}  // namespace parvis
