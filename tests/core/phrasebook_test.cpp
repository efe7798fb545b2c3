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

constexpr const char* days_left = "Il vous reste {count, plural, one {# jour} other {# jours}} pour répondre.";

TEST(Phrasebook, ChoosesTheFormThatTheNumberAsksFor) {
  const Phrasebook ar = book("ar", {{days_left,
                                     "{count, plural, zero {لم يبق لكم أي يوم} one {بقي لكم يوم واحد} two {بقي لكم "
                                     "يومان} few {بقيت لكم # أيام} many {بقي "
                                     "لكم # يومًا} other {بقي لكم # يوم}} للرد."}});
  EXPECT_EQ(found(ar, "Il vous reste 0 jour pour répondre."), "لم يبق لكم أي يوم للرد.");
  EXPECT_EQ(found(ar, "Il vous reste 1 jour pour répondre."), "بقي لكم يوم واحد للرد.");
  EXPECT_EQ(found(ar, "Il vous reste 2 jours pour répondre."), "بقي لكم يومان للرد.");
  EXPECT_EQ(found(ar, "Il vous reste 5 jours pour répondre."), "بقيت لكم 5 أيام للرد.");
  EXPECT_EQ(found(ar, "Il vous reste 15 jours pour répondre."), "بقي لكم 15 يومًا للرد.");
  EXPECT_EQ(found(ar, "Il vous reste 100 jours pour répondre."), "بقي لكم 100 يوم للرد.");

  const Phrasebook uk = book("uk", {{days_left,
                                     "У вас {count, plural, one {залишився # день} few {залишилося # дні} many "
                                     "{залишилося # днів} other {залишилося # дня}} "
                                     "на відповідь."}});
  EXPECT_EQ(found(uk, "Il vous reste 21 jours pour répondre."), "У вас залишився 21 день на відповідь.");
  EXPECT_EQ(found(uk, "Il vous reste 3 jours pour répondre."), "У вас залишилося 3 дні на відповідь.");
  EXPECT_EQ(found(uk, "Il vous reste 12 jours pour répondre."), "У вас залишилося 12 днів на відповідь.");
  EXPECT_EQ(found(uk, "Il vous reste 1 000 jours pour répondre."), "У вас залишилося 1 000 днів на відповідь.");
  EXPECT_EQ(found(uk, "Il vous reste 2,5 jours pour répondre."), "У вас залишилося 2,5 дня на відповідь.");
  EXPECT_EQ(found(uk, "Il vous reste peu de jours pour répondre."), "(none)");
}

TEST(Phrasebook, KnowsFractionsAndThePortugueseOfPortugal) {
  const Phrasebook ro =
      book("ro", {{days_left, "Mai aveți {count, plural, one {# zi} few {# zile} other {# de zile}}."}});
  EXPECT_EQ(found(ro, "Il vous reste 2,5 jours pour répondre."), "Mai aveți 2,5 zile.");
  EXPECT_EQ(found(ro, "Il vous reste 20 jours pour répondre."), "Mai aveți 20 de zile.");
  EXPECT_EQ(found(ro, "Il vous reste 119 jours pour répondre."), "Mai aveți 119 zile.");
  const Phrasebook pt = book("pt", {{days_left, "{count, plural, one {Resta # dia} other {Restam # dias}}."}});
  EXPECT_EQ(found(pt, "Il vous reste 0 jour pour répondre."), "Restam 0 dias.");
  EXPECT_EQ(found(pt, "Il vous reste 1 jour pour répondre."), "Resta 1 dia.");
}

TEST(Phrasebook, TakesAnExactNumberBeforeTheCategory) {
  const Phrasebook zh =
      book("zh", {{days_left, "{count, plural, =0 {您已没有时间答复} other {您还有 # 天时间答复}}。"}});
  EXPECT_EQ(found(zh, "Il vous reste 0 jour pour répondre."), "您已没有时间答复。");
  EXPECT_EQ(found(zh, "Il vous reste 8 jours pour répondre."), "您还有 8 天时间答复。");
}

TEST(Phrasebook, SuggestsWhatIsAlikeAndNeverTheTextItself) {
  const Phrasebook pl = book("pl", {{"Indiquez votre nom de naissance.", "Proszę podać nazwisko rodowe."},
                                    {"Indiquez votre nom.", "Proszę podać nazwisko."},
                                    {"Vous devez répondre avant le {date}.", "Należy odpowiedzieć przed {date}."},
                                    {"Oui", "Tak"}});
  const auto first = pl.similar("Indiquez votre nom de famille :", 3);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].french, "Indiquez votre nom de naissance.");
  EXPECT_EQ(first[0].translation, "Proszę podać nazwisko rodowe.");
  EXPECT_NEAR(first[0].similarity, 0.8, 1e-9);
  EXPECT_NEAR(first[1].similarity, 0.6, 1e-9);

  const auto dated = pl.similar("Vous pouvez répondre avant le 31/01/2027.", 3);
  ASSERT_EQ(dated.size(), 1U);
  EXPECT_EQ(dated[0].french, "Vous devez répondre avant le {date}.");
  EXPECT_NEAR(dated[0].similarity, 5.0 / 6, 1e-9);

  EXPECT_TRUE(pl.similar("indiquez votre nom", 3, 0.9).empty()) << "an exact match is no suggestion";
  EXPECT_TRUE(pl.similar("Tout autre chose", 3).empty());
  EXPECT_TRUE(pl.similar("", 3).empty());
  EXPECT_EQ(pl.similar("Indiquez votre prénom de naissance", 9, 0.3).size(), 2U);
  EXPECT_EQ(pl.similar("Indiquez votre prénom de naissance", 1, 0.3).size(), 1U);
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
