#include "parvis/transliterate.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace parvis {
namespace {

std::string latin(std::string_view name, std::string_view language) {
  const auto result = transliterate_name(name, language);
  return result ? *result : "(" + std::string(to_string(result.error().code)) + " " + result.error().detail + ")";
}

TEST(Transliterate, ArabicAsInTheExampleOfTheStandard) {
  EXPECT_EQ(latin("ابو بكر محمد بن زكريا الرازي", "ar"), "ABW BKR MXHMD BN ZKRYA ALRAZY");
}

TEST(Transliterate, TehMarbutaDependsOnItsPlace) {
  EXPECT_EQ(latin("فاطمة الزهراء", "ar"), "FAXTTMXAH ALZHRAXE");
  EXPECT_EQ(latin("فاطمةَ", "ar"), "FAXTTMXAH");
  EXPECT_EQ(latin("حمزةبن", "ar"), "XHMZXTABN");
}

TEST(Transliterate, VowelMarksAreNotWrittenAndTheShaddaDoubles) {
  EXPECT_EQ(latin("مُحَمَّد", "ar"), "MXHMMD");
  EXPECT_EQ(latin("رشّاد", "ar"), "RXSHXSHAD");
  EXPECT_EQ(latin("رحمٰن", "ar"), "RXHMN");
}

TEST(Transliterate, LettersWithHamza) {
  EXPECT_EQ(latin("أحمد آدم إبراهيم رؤوف عائشة", "ar"), "XAEXHMD XAADM IBRAHYM RUWF EAXIXSHXAH");
}

TEST(Transliterate, PersianAndPashtoLetters) {
  EXPECT_EQ(latin("پرویز گلچین", "fa"), "PRWXYAZ XGGLXCXYAN");
  EXPECT_EQ(latin("ژاله کریمی", "fa"), "XJALH XKKRXYAMXYA");
  EXPECT_EQ(latin("ښاغلی ځلاند", "ps"), "XXSAGLXYA XKELAND");
  EXPECT_EQ(latin("زړور ټپی", "ps"), "ZXRRWR XRTPXYA");
  EXPECT_EQ(latin("ۓ", "ur"), "XBE");
}

TEST(Transliterate, UkrainianHasFirstLettersOfItsOwn) {
  EXPECT_EQ(latin("Шевченко Олена Григорівна", "uk"), "Shevchenko Olena Hryhorivna");
  EXPECT_EQ(latin("Євгенія Їжакевич", "uk"), "Yevheniia Yizhakevych");
  EXPECT_EQ(latin("Юлія Яценко-Якименко", "uk"), "Yuliia Yatsenko-Yakymenko");
  EXPECT_EQ(latin("Йосип Соловйов", "uk"), "Yosyp Soloviov");
  EXPECT_EQ(latin("Ґалаґан Кость", "uk"), "Galagan Kost");
}

TEST(Transliterate, ApostrophesGoFromCyrillicAndStayInLatin) {
  EXPECT_EQ(latin("Мар’яна Лук'яненко", "uk"), "Mariana Lukianenko");
  EXPECT_EQ(latin("Вʼячеслав", "uk"), "Viacheslav");
  EXPECT_EQ(latin("O’Brien Мар'яна", "uk"), "O'Brien Mariana");
}

TEST(Transliterate, RussianAsInPassports) {
  EXPECT_EQ(latin("Щербакова Юлия Алексеевна", "ru"), "Shcherbakova Iuliia Alekseevna");
  EXPECT_EQ(latin("Подъячев Пётр Игоревич", "ru"), "Podieiachev Petr Igorevich");
  EXPECT_EQ(latin("ЦОЙ ЭДУАРД", "ru"), "TSOI EDUARD");
  EXPECT_EQ(latin("Выхухоль", "ru"), "Vykhukhol");
}

TEST(Transliterate, OtherCyrillicLanguagesByTheirExceptions) {
  EXPECT_EQ(latin("Щерев", "bg"), "Shterev");
  EXPECT_EQ(latin("Гёза", "be"), "Hioza");
  EXPECT_EQ(latin("Жучић Хаџи", "sr"), "Zucic Hadzi");
  EXPECT_EQ(latin("Ѓорѓи Ќосев Џамбаски", "mk"), "Gjorgji Kjosev Djambaski");
}

TEST(Transliterate, CapitalsFollowTheWord) {
  EXPECT_EQ(latin("ЩЕРБАК ЖАННА", "uk"), "SHCHERBAK ZHANNA");
  EXPECT_EQ(latin("Ж", "ru"), "Zh");
  EXPECT_EQ(latin("КЛИЩ", "ru"), "KLISHCH");
}

TEST(Transliterate, KeepsLatinDigitsHyphensAndLines) {
  EXPECT_EQ(latin("Petit-Durand 2", "uk"), "Petit-Durand 2");
  EXPECT_EQ(latin("Олена\nІван", "uk"), "Olena\nIvan");
  EXPECT_EQ(latin("", "ar"), "");
  EXPECT_EQ(latin("Ёлкин", "ru"), "Elkin");
}

TEST(Transliterate, RefusesWhatTheStandardDoesNotHave) {
  EXPECT_EQ(latin("李明", "uk"), "(argument-invalid 李)");
  EXPECT_EQ(latin("ڨاسم", "ar"), "(argument-invalid ڨ)");
  EXPECT_EQ(latin("Ελένη", "ru"), "(argument-invalid Ε)");
  EXPECT_EQ(latin("李明", "zh"), "(language-unknown zh)");
  EXPECT_EQ(latin("Nguyễn", "vi"), "(language-unknown vi)");
}

TEST(Transliterate, EveryLanguageOfTheListIsTaken) {
  for (const std::string_view language : transliterated_languages()) EXPECT_EQ(latin("A", language), "A") << language;
}

}  // namespace
}  // namespace parvis
