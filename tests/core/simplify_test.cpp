#include "parvis/simplify.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

namespace parvis {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(std::string(PARVIS_TEST_DATA) + "/../../" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr std::string_view kLists = R"json({
  "replacements": [
    {"id": "solliciter", "kind": "verb", "from": "solliciter", "to": "demander", "rule": "6.4"},
    {"id": "etre-tenu-de", "kind": "verb", "from": "être tenu de", "to": "devoir", "rule": "6.4"},
    {"id": "s-acquitter-de", "kind": "verb", "from": "s'acquitter de", "to": "payer", "rule": "6.4"},
    {"id": "effectuer", "kind": "verb", "from": "effectuer", "to": "faire", "rule": "6.4"},
    {"id": "signature", "kind": "nominal", "from": "procéder à la signature de", "to": "signer", "rule": "6.4"},
    {"id": "issue", "kind": "fixed", "from": "à l'issue de", "to": "après", "rule": "6.4"},
    {"id": "courrier", "kind": "noun", "from": "courrier", "to": "lettre", "gender": "f", "rule": "6.4"},
    {"id": "missive", "kind": "noun", "from": "missive", "to": "lettre", "gender": "f", "rule": "6.4"}
  ],
  "terms": [
    {"id": "acte", "kind": "term", "fr": "acte", "explain": "Document officiel.", "gender": "m", "confusable": true,
     "when": ["naissance", "état"]},
    {"id": "quotient-familial", "kind": "term", "fr": "quotient familial", "forms": ["quotients familiaux"],
     "explain": "Nombre calculé à partir de vos revenus.", "gender": "m", "confusable": false},
    {"id": "apl", "kind": "acronym", "fr": "APL", "expand": "aide personnalisée au logement",
     "explain": "Aide pour payer le loyer.", "gender": "f", "confusable": false}
  ],
  "frequent": ["demander", "aide"]
})json";

const Simplifier& simplifier() {
  static const Simplifier made = [] {
    const std::string model = read_file("models/french/french.bin");
    return Simplifier::create(FrenchAnalyser::load(std::as_bytes(std::span(model))).value(),
                              SimplifyLists::parse(kLists).value(),
                              GuardLists::parse(read_file("i18n/guards/fr.json")).value())
        .value();
  }();
  return made;
}

SimplifyResult simplify(std::string_view text, SimplifyLevel level = SimplifyLevel::light, bool markup = false) {
  return simplifier().simplify(text, {level, markup}).value();
}

std::string plain(std::string_view text, SimplifyLevel level = SimplifyLevel::light) {
  return simplify(text, level).text;
}

TEST(Simplify, VerbsKeepTenseAndAgreement) {
  EXPECT_EQ(plain("Vous pouvez solliciter une aide."), "Vous pouvez demander une aide.");
  EXPECT_EQ(plain("L'aide sollicitée est refusée."), "L'aide demandée est refusée.");
  EXPECT_EQ(plain("Le locataire n'a pas effectué les travaux."), "Le locataire n'a pas fait les travaux.");
  EXPECT_EQ(plain("Il est obligé d'effectuer les travaux."), "Il est obligé de faire les travaux.");
}

TEST(Simplify, PhrasesLoseTheirPrepositionAndPronoun) {
  EXPECT_EQ(plain("Vous êtes tenu d'informer la caisse."), "Vous devez informer la caisse.");
  EXPECT_EQ(plain("Vous devez vous acquitter de la somme de 120 euros."), "Vous devez payer la somme de 120 euros.");
  EXPECT_EQ(plain("Acquittez-vous du loyer."), "Payez le loyer.");
  EXPECT_EQ(plain("Vous devez procéder à la signature du contrat."), "Vous devez signer le contrat.");
}

TEST(Simplify, NotObligedIsNotForbidden) {
  const std::string text = "Vous n'êtes pas tenu de déclarer cette somme.";
  EXPECT_EQ(plain(text), text);
}

TEST(Simplify, FixedPhrasesContract) {
  EXPECT_EQ(plain("À l'issue du délai, nous décidons."), "Après le délai, nous décidons.");
  EXPECT_EQ(plain("La carte est remise à l'issue d'un examen."), "La carte est remise après un examen.");
}

TEST(Simplify, NounsBringTheirGender) {
  EXPECT_EQ(plain("Nous avons reçu votre missive."), "Nous avons reçu votre lettre.");
  EXPECT_EQ(plain("Répondez au courrier recommandé."), "Répondez à la lettre recommandée.");
}

TEST(Simplify, EditsAreReversible) {
  const std::string text = "À l'issue du délai, vous êtes tenu de solliciter une aide.";
  const SimplifyResult result = simplify(text);
  ASSERT_FALSE(result.edits.empty());
  std::string back = result.text;
  for (auto edit = result.edits.rbegin(); edit != result.edits.rend(); ++edit) {
    EXPECT_EQ(result.text.substr(edit->plain_begin, edit->plain_end - edit->plain_begin), edit->replacement);
    back.replace(edit->plain_begin, edit->plain_end - edit->plain_begin,
                 text.substr(edit->begin, edit->end - edit->begin));
  }
  EXPECT_EQ(back, text);
}

TEST(Simplify, TagsStay) {
  const SimplifyResult result =
      simplify("<p class=\"a\">Vous devez <strong>solliciter</strong> l&#39;aide &amp; <a href=\"x\">signer</a>.</p>",
               SimplifyLevel::light, true);
  EXPECT_EQ(result.text,
            "<p class=\"a\">Vous devez <strong>demander</strong> l&#39;aide &amp; <a href=\"x\">signer</a>.</p>");
}

TEST(Simplify, AnEditThatWouldLoseATagIsNotMade) {
  const std::string text = "<p>Vous <em>êtes</em> <b>tenu de</b> signer.</p>";
  EXPECT_EQ(simplify(text, SimplifyLevel::light, true).text, text);
}

TEST(Simplify, TermsAreExplainedOnce) {
  const SimplifyResult result = simplify("Le quotient familial compte pour l'APL. Les quotients familiaux changent.");
  ASSERT_EQ(result.explanations.size(), 2U);
  EXPECT_EQ(result.explanations[0].id, "quotient-familial");
  EXPECT_EQ(result.explanations[1].expand, "aide personnalisée au logement");
}

TEST(Simplify, ConfusableTermsNeedTheirContext) {
  EXPECT_TRUE(simplify("Chaque acte compte.").explanations.empty());
  EXPECT_EQ(simplify("Donnez votre acte de naissance.").explanations.size(), 1U);
}

TEST(Simplify, SplitsAtSemicolonsBetweenClauses) {
  EXPECT_EQ(plain("Vous devez remplir le formulaire et le signer avant de nous le renvoyer par la poste ; vous joignez "
                  "ensuite une copie de votre pièce d'identité.",
                  SimplifyLevel::standard),
            "Vous devez remplir le formulaire et le signer avant de nous le renvoyer par la poste. Vous joignez "
            "ensuite une copie de votre pièce d'identité.");
}

TEST(Simplify, HardSentencesAreSaidToBeHard) {
  const SimplifyResult result = simplify(
      "Les personnes dont la résidence principale se situe dans une commune où le plafond a été relevé par un arrêté "
      "du "
      "préfet de région relèvent du barème majoré.");
  ASSERT_EQ(result.hard.size(), 1U);
  EXPECT_GT(result.hard[0].words, 20U);
}

TEST(Simplify, ReadabilityCounts) {
  const SimplifyResult result = simplify("Vous demandez une aide. Elle est refusée.");
  EXPECT_EQ(result.before.sentences, 2U);
  EXPECT_EQ(result.before.words, 7U);
  EXPECT_DOUBLE_EQ(result.before.words_per_sentence, 3.5);
  EXPECT_DOUBLE_EQ(result.before.passive, 0.5);
}

TEST(Simplify, RefusesWhatItCannotRead) {
  EXPECT_EQ(simplifier().simplify("\xFF").error().code, ErrorCode::text_invalid_utf8);
  EXPECT_EQ(simplifier().simplify("<p", {SimplifyLevel::light, true}).error().code, ErrorCode::markup_invalid);
  EXPECT_EQ(SimplifyLists::parse("[]").error().code, ErrorCode::lists_invalid);
  EXPECT_EQ(
      SimplifyLists::parse(R"({"replacements": [{"id": "a", "kind": "noun", "from": "b", "to": "c"}]})").error().detail,
      "a");
}

}  // namespace
}  // namespace parvis
