#include "parvis/search_words.h"

#include <gtest/gtest.h>

#include <string>

#include "codepoints.h"

namespace parvis {
namespace {

/// The words in search form, with a bar between them.
std::string words(std::string_view text) {
  std::string joined;
  for (const SearchWord& word : search_words(text)) joined += (joined.empty() ? "" : "|") + detail::encode(word.form);
  return joined;
}

TEST(SearchWords, ForgetsCaseAndAccents) {
  EXPECT_EQ(words("J'ai PERDU ma carte d’identité"), "j|ai|perdu|ma|carte|d|identite");
  EXPECT_EQ(words("Où est l'état-civil ?"), words("ou est l etat civil"));
  EXPECT_EQ(words("Łódź, Đặng, œuvre, Größe"), "lodz|dang|oeuvre|grosse");
  EXPECT_EQ(words("KİMLİK kartı"), "kimlik|karti");
}

TEST(SearchWords, ReadsArabicLettersThatKeyboardsWriteDifferently) {
  EXPECT_EQ(words("أُريدُ بطاقةَ الهويّة"), words("اريد بطاقه الهويه"));
  EXPECT_EQ(words("می‌خواهم"), words("ميخواهم"));
  EXPECT_EQ(words("کارت"), words("كارت"));
}

TEST(SearchWords, SetsHanCharactersAndScriptsApart) {
  EXPECT_EQ(words("我要办 RSA"), "我|要|办|rsa");
  EXPECT_EQ(words("моя CAF2024"), "моя|caf2024");
  EXPECT_EQ(words("cafпомощь"), "caf|помощь");
  EXPECT_EQ(words("٢٠٢٤"), "2024");
}

TEST(SearchWords, TellsWhereAWordStands) {
  const std::string text = "  L’été à 2 km";
  for (const SearchWord& word : search_words(text)) {
    EXPECT_EQ(words(text.substr(word.begin, word.end - word.begin)), detail::encode(word.form));
  }
}

TEST(SearchWords, GivesNothingForTextWithoutWords) {
  EXPECT_EQ(words(""), "");
  EXPECT_EQ(words(" ?! … "), "");
  EXPECT_EQ(words("caf\xFFrsa"), "caf|rsa");
}

}  // namespace
}  // namespace parvis
