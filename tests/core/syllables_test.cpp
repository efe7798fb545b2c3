#include "parvis/syllables.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace parvis {
namespace {

/// The text with a hyphen at each break.
std::string divided(std::string_view text) {
  std::string result;
  std::size_t from = 0;
  for (const std::size_t at : syllable_breaks(text)) {
    result.append(text.substr(from, at - from)).push_back('-');
    from = at;
  }
  return result.append(text.substr(from));
}

TEST(Syllables, ConsonantsGoWithTheVowelAfterThem) {
  EXPECT_EQ(divided("administratif"), "ad-mi-nis-tra-tif");
  EXPECT_EQ(divided("prestations"), "pres-ta-tions");
  EXPECT_EQ(divided("transport"), "trans-port");
  EXPECT_EQ(divided("instruction"), "ins-truc-tion");
  EXPECT_EQ(divided("examen"), "e-xa-men");
}

TEST(Syllables, LettersThatMakeOneSoundStayTogether) {
  EXPECT_EQ(divided("acheter"), "a-che-ter");
  EXPECT_EQ(divided("signature"), "si-gna-ture");
  EXPECT_EQ(divided("orthographe"), "or-tho-graphe");
  EXPECT_EQ(divided("synchroniser"), "syn-chro-ni-ser");
  EXPECT_EQ(divided("question"), "ques-tion");
  EXPECT_EQ(divided("délégué"), "dé-lé-gué");
  EXPECT_EQ(divided("quotité"), "quo-ti-té");
}

TEST(Syllables, VowelsSideBySide) {
  EXPECT_EQ(divided("réunion"), "ré-u-nion");
  EXPECT_EQ(divided("réexamen"), "ré-e-xa-men");
  EXPECT_EQ(divided("créance"), "cré-ance");
  EXPECT_EQ(divided("naïf"), "na-ïf");
  EXPECT_EQ(divided("aérien"), "a-é-rien");
  EXPECT_EQ(divided("payer"), "pa-yer");
  EXPECT_EQ(divided("années"), "an-nées");
  EXPECT_EQ(divided("monnaie"), "mon-naie");
}

TEST(Syllables, NoPartIsMute) {
  EXPECT_EQ(divided("somme"), "somme");
  EXPECT_EQ(divided("personnes"), "per-sonnes");
  EXPECT_EQ(divided("le"), "le");
  EXPECT_EQ(divided("des"), "des");
  EXPECT_EQ(divided("souvent"), "sou-vent");
}

TEST(Syllables, WordsAmongOtherThings) {
  EXPECT_EQ(divided("L’Été 2026 : 1 284,36 €, peut-être !"), "L’É-té 2026 : 1 284,36 €, peut-être !");
  EXPECT_EQ(divided("ÉLÉMENTAIRE"), "É-LÉ-MEN-TAIRE");
  EXPECT_EQ(divided("العربية 北京"), "العربية 北京");
  EXPECT_EQ(divided(""), "");
  EXPECT_EQ(divided("pa\xFFyer"), "pa\xFFyer");
}

TEST(Syllables, CountIsThatOfSpeech) {
  EXPECT_EQ(count_syllables("table"), 1U);
  EXPECT_EQ(count_syllables("document"), 3U);
  EXPECT_EQ(count_syllables("années"), 2U);
  EXPECT_EQ(count_syllables("peuvent"), 1U);
  EXPECT_EQ(count_syllables("n"), 1U);
}

}  // namespace
}  // namespace parvis
