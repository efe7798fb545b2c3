#include "parvis/phrasebook.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "support/phrases.h"

namespace parvis {
namespace {

using tiny::phrasebook_file;

Phrasebook book(const std::string& language, tiny::Phrases entries) {
  Result<Phrasebook> parsed = Phrasebook::parse(phrasebook_file(language, entries));
  EXPECT_TRUE(parsed) << parsed.error().detail;
  return std::move(parsed).value();
}

std::string found(const Phrasebook& phrases, const std::string& french) {
  const std::optional<PhraseMatch> match = phrases.find(french);
  return match ? match->text : "(none)";
}

TEST(Phrasebook, FindsALabelHoweverItIsDressed) {
  const Phrasebook uk = book("uk", {{"Nom de naissance", "Прізвище при народженні"}});
  EXPECT_EQ(found(uk, "Nom de naissance"), "Прізвище при народженні");
  EXPECT_EQ(found(uk, "nom de naissance :"), "Прізвище при народженні:");
  EXPECT_EQ(found(uk, " Nom  de naissance * "), "Прізвище при народженні *");
  EXPECT_EQ(found(uk, "NOM DE NAISSANCE"), "ПРІЗВИЩЕ ПРИ НАРОДЖЕННІ");
  EXPECT_EQ(found(uk, "Nom de naissances"), "(none)");
  EXPECT_EQ(found(uk, ""), "(none)");
  EXPECT_EQ(found(uk, " : *"), "(none)");
}

TEST(Phrasebook, KeepsTheFullStopOfTheFrench) {
  const Phrasebook zh = book("zh", {{"Indiquez votre adresse.", "请填写您的地址。"}});
  EXPECT_EQ(found(zh, "Indiquez votre adresse."), "请填写您的地址。");
  EXPECT_EQ(found(zh, "Indiquez votre adresse"), "请填写您的地址");
}

TEST(Phrasebook, ReadsTheSpacesOfFrenchPunctuationAsOne) {
  const Phrasebook ar = book("ar", {{"Avez-vous des enfants ?", "هل لديك أطفال؟"}});
  EXPECT_EQ(found(ar, "Avez-vous des enfants\u202f?"), "هل لديك أطفال؟");
  EXPECT_EQ(found(ar, "Avez-vous des enfants?"), "هل لديك أطفال؟");
}

TEST(Phrasebook, PutsTheRemarkInBracketsTogether) {
  const Phrasebook tr = book("tr", {{"Nom d'usage", "Kullanılan soyadı"}, {"facultatif", "isteğe bağlı"}});
  EXPECT_EQ(found(tr, "Nom d’usage (facultatif) :"), "Kullanılan soyadı (isteğe bağlı):");
  EXPECT_EQ(found(tr, "Nom d'usage (inconnu)"), "(none)");
}

TEST(Phrasebook, FillsVariablesWithTheValuesOfTheText) {
  const Phrasebook es = book("es", {{"Vous devez répondre avant le {date}.", "Debe responder antes del {date}."},
                                    {"Montant : {amount}", "Importe: {amount}"},
                                    {"Délai de 2 mois à partir du {date}", "Plazo de 2 meses a partir del {date}"}});
  EXPECT_EQ(found(es, "Vous devez répondre avant le 31/01/2027."), "Debe responder antes del 31/01/2027.");
  EXPECT_EQ(found(es, "Montant : 1 234,56 €"), "Importe: 1 234,56 €");
  EXPECT_EQ(found(es, "Délai de 2 mois à partir du 31/01/2027"), "Plazo de 2 meses a partir del 31/01/2027");
  EXPECT_EQ(found(es, "Délai de 3 mois à partir du 31/01/2027"), "(none)") << "a number of the entry is no variable";
  EXPECT_EQ(found(es, "Vous devez répondre avant le 12."), "(none)") << "a number is no date";
  EXPECT_TRUE(es.find("Montant : 1 234,56 €")->templated);
  EXPECT_FALSE(es.find("Montant : {amount}")->templated);
}

TEST(Phrasebook, NumbersOfAnEntryAreLiteral) {
  const Phrasebook ru = book("ru", {{"2 photos d'identité", "2 фотографии на документы"}});
  EXPECT_EQ(found(ru, "2 photos d'identité"), "2 фотографии на документы");
  EXPECT_EQ(found(ru, "5 photos d'identité"), "(none)") << "the plural would be wrong";
}

TEST(Phrasebook, SaysHowFarAnEntryWasChecked) {
  Result<Phrasebook> parsed = Phrasebook::parse(phrasebook_file("pl", {{"Oui", "Tak"}}, 1));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(to_string(parsed->find("oui")->status), "cross-checked");
}

TEST(Phrasebook, RefusesDamagedFiles) {
  const std::string good = phrasebook_file("pt", {{"Oui", "Sim"}, {"Non", "Não"}});
  ASSERT_TRUE(Phrasebook::parse(good));
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(Phrasebook::parse(good.substr(0, size))) << size << " bytes of " << good.size();
  EXPECT_FALSE(Phrasebook::parse(good + "x"));
  EXPECT_FALSE(Phrasebook::parse(phrasebook_file("xx", {{"Oui", "Sim"}})));
  EXPECT_FALSE(Phrasebook::parse(phrasebook_file("pt", {{"Oui", "\xff"}})));
  EXPECT_FALSE(Phrasebook::parse(phrasebook_file("pt", {{"Avant le {date}", "Antes"}}))) << "a variable is lost";
  EXPECT_FALSE(Phrasebook::parse(phrasebook_file("pt", {{"Oui", "Sim"}}, 9)));
  EXPECT_EQ(Phrasebook::parse("PVB1").error().code, ErrorCode::phrasebook_invalid);
}

}  // namespace
}  // namespace parvis
