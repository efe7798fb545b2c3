#include "parvis/script.h"

#include <gtest/gtest.h>

#include "parvis/bidi.h"

namespace parvis {
namespace {

TEST(Languages, AreSeventeenWithFrenchFirst) {
  ASSERT_EQ(languages().size(), 17U);
  EXPECT_EQ(languages().front().code, "fr");
  EXPECT_EQ(find_language("ps")->direction, Direction::rtl);
  EXPECT_EQ(find_language("pt-PT")->code, "pt");
  EXPECT_EQ(find_language("ZH_Hans")->script, Script::han);
  EXPECT_FALSE(find_language("xx"));
  EXPECT_FALSE(find_language(""));
  EXPECT_FALSE(find_language("fra"));
}

TEST(Scripts, OfTexts) {
  EXPECT_EQ(main_script("Pièce d'identité"), Script::latin);
  EXPECT_EQ(main_script("بطاقة الهوية CAF"), Script::arabic);
  EXPECT_EQ(main_script("Посвідчення особи (CAF)"), Script::cyrillic);
  EXPECT_EQ(main_script("CAF 编号"), Script::han);
  EXPECT_EQ(main_script("12 345 €"), Script::none);
  EXPECT_EQ(main_script("ταυτότητα"), Script::other);
  EXPECT_EQ(count_scripts("aбв中")[Script::cyrillic], 2U);
  EXPECT_EQ(count_scripts("aбв中").total(), 4U);
  EXPECT_EQ(to_string(Script::arabic), "Arab");
}

TEST(Scripts, GiveTheDirection) {
  EXPECT_EQ(text_direction("CAF: هذه رسالة من الصندوق"), Direction::rtl);
  EXPECT_EQ(text_direction("Le mot سلام est arabe"), Direction::ltr);
  EXPECT_EQ(text_direction("123"), Direction::ltr);
  EXPECT_EQ(to_string(Direction::rtl), "rtl");
}

TEST(Bidi, IsolatesRunsInsideRightToLeftText) {
  EXPECT_EQ(isolate_ltr_runs("اتصل بالرقم +33 1 23 45 67 89 اليوم"), "اتصل بالرقم \u2068+33 1 23 45 67 89\u2069 اليوم");
  EXPECT_EQ(isolate_ltr_runs("موقع service-public.fr، ثم"), "موقع \u2068service-public.fr\u2069، ثم");
  EXPECT_EQ(isolate_ltr_runs("المبلغ 1 250,50 €."), "المبلغ \u20681 250,50 €\u2069.");
  EXPECT_EQ(isolate_ltr_runs("صندوق (CAF) هنا"), "صندوق (\u2068CAF\u2069) هنا");
  EXPECT_EQ(isolate_ltr_runs("فرم Cerfa (12345*06) را"), "فرم \u2068Cerfa (12345*06)\u2069 را");
}

TEST(Bidi, LeavesTheRestAlone) {
  EXPECT_EQ(isolate_ltr_runs("لديك 15 يوما"), "لديك 15 يوما");
  EXPECT_EQ(isolate_ltr_runs("Numéro CAF 12-34"), "Numéro CAF 12-34");
  EXPECT_EQ(isolate_ltr_runs(""), "");
  const std::string once = isolate_ltr_runs("رقم IBAN: FR76 3000 6000");
  EXPECT_EQ(isolate_ltr_runs(once), once);
  EXPECT_EQ(strip_isolates(once), "رقم IBAN: FR76 3000 6000");
}

}  // namespace
}  // namespace parvis
