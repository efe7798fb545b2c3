#include "parvis/detect.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace parvis {
namespace {

DetectProfiles load() {
  std::ifstream file(PARVIS_TEST_DATA "/../../i18n/detect/profiles.txt");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  auto profiles = DetectProfiles::parse(text);
  EXPECT_TRUE(profiles) << (profiles ? "" : profiles.error().detail);
  return *profiles;
}

TEST(Detect, SentencesOfEveryLanguage) {
  const DetectProfiles profiles = load();
  const std::pair<const char*, const char*> sentences[] = {
      {"fr", "Vous devez joindre une copie de votre pièce d'identité."},
      {"en", "You have to attach a copy of your identity card."},
      {"ar", "يجب عليك إرفاق نسخة من بطاقة هويتك."},
      {"es", "Debe adjuntar una copia de su documento de identidad."},
      {"pt", "Deve anexar uma cópia do seu documento de identificação."},
      {"it", "Deve allegare una copia del suo documento di identità."},
      {"de", "Sie müssen eine Kopie Ihres Ausweises beilegen."},
      {"tr", "Kimlik belgenizin bir kopyasını eklemeniz gerekiyor."},
      {"ru", "Вам нужно приложить копию удостоверения личности."},
      {"uk", "Вам потрібно додати копію посвідчення особи."},
      {"ro", "Trebuie să atașați o copie a actului dumneavoastră de identitate."},
      {"pl", "Należy dołączyć kopię dokumentu tożsamości."},
      {"zh", "您必须附上身份证件的复印件。"},
      {"fa", "شما باید یک کپی از کارت شناسایی خود را پیوست کنید."},
      {"ps", "تاسې باید د خپل پېژندپاڼې یوه کاپي ضمیمه کړئ."},
      {"vi", "Bạn phải đính kèm bản sao giấy tờ tùy thân của mình."},
      {"sq", "Ju duhet të bashkëngjitni një kopje të dokumentit tuaj të identitetit."},
  };
  for (const auto& [language, text] : sentences) {
    const Detection guess = profiles.detect(text);
    EXPECT_EQ(guess.language, language) << text;
    EXPECT_GT(guess.confidence, 0.8) << text;
    EXPECT_LE(guess.confidence, 1.0) << text;
    const auto known = find_language(language);
    EXPECT_EQ(guess.script, known->script);
    EXPECT_EQ(guess.direction, known->direction);
  }
}

TEST(Detect, TellsNeighboursByTheirLetters) {
  const DetectProfiles profiles = load();
  EXPECT_EQ(profiles.detect("Дата народження, місце проживання").language, "uk");
  EXPECT_EQ(profiles.detect("Дата рождения, место жительства").language, "ru");
  EXPECT_EQ(profiles.detect("د زېږېدو نېټه او ځای").language, "ps");
  EXPECT_EQ(profiles.detect("تاریخ تولد و محل سکونت").language, "fa");
  EXPECT_EQ(profiles.detect("تاريخ الميلاد ومكان الإقامة").language, "ar");
}

TEST(Detect, SaysWhenItDoesNotKnow) {
  const DetectProfiles profiles = load();
  for (const char* text : {"", "   ", "12 345,67 €", "asdkjh qwpoeiru zxcmnb vbnqwx", "ταυτότητα",
                           "https://exemple.fr/a", "\xFF\xFE", "こんにちは世界です"}) {
    const Detection guess = profiles.detect(text);
    EXPECT_EQ(guess.language, "und") << text;
    EXPECT_EQ(guess.confidence, 0) << text;
  }
}

TEST(Detect, LooksPastTagsAndCodes) {
  const Detection guess = load().detect("<strong>%{app_name}</strong>: 您必须附上身份证件 {service_provider}");
  EXPECT_EQ(guess.language, "zh");
}

TEST(Detect, IsLessSureOfLess) {
  const DetectProfiles profiles = load();
  EXPECT_LT(profiles.detect("adresse").confidence, profiles.detect("Quelle est votre adresse actuelle ?").confidence);
}

TEST(Detect, TakesOtherLanguagesForNoneOfOurs) {
  const DetectProfiles profiles = load();
  const std::pair<const char*, const char*> sentences[] = {
      {"Dutch", "Waar kan ik een nieuwe verblijfsvergunning aanvragen?"},
      {"Swedish", "Jag vill veta hur man ansöker om bostadsbidrag."},
      {"Czech", "Kde mohu požádat o nový občanský průkaz?"},
      {"Hungarian", "Hol tudok új személyi igazolványt kérni?"},
      {"Catalan", "On puc demanar una nova targeta de residència?"},
      {"Urdu", "مجھے اپنے بچے کے لیے نیا پاسپورٹ چاہیے"},
      {"Sorani", "من دەمەوێت پاسپۆرتێکی نوێ وەربگرم"},
      {"Bulgarian", "Къде мога да подам молба за нова лична карта?"},
      {"Serbian", "Где могу да поднесем захтев за нову личну карту?"},
  };
  for (const auto& [language, text] : sentences) EXPECT_EQ(profiles.detect(text).language, "und") << language;
}

TEST(Detect, ReadsWhatPeopleType) {
  const DetectProfiles profiles = load();
  EXPECT_EQ(profiles.detect("je veu un rdv a la prefecture").language, "fr");
  EXPECT_EQ(profiles.detect("necesito pedir cita en la CAF para mi hijo").language, "es");
  EXPECT_EQ(profiles.detect("cum pot sa fac cerere de ajutor").language, "ro");
  EXPECT_EQ(profiles.detect("oturma izni icin randevu almak istiyorum").language, "tr");
}

TEST(Detect, OtherLanguagesAreOneAnswer) {
  const auto profiles =
      DetectProfiles::parse("parvis-detect 2\nscript Latn 1 fr und und\na\tPZP\nb\tZQP\nc\tZ[[\nd\tZ[P\n");
  ASSERT_TRUE(profiles) << profiles.error().detail;
  EXPECT_EQ(profiles->detect("a").language, "und");
  EXPECT_EQ(profiles->detect("b").language, "fr");
  EXPECT_EQ(profiles->detect("c").language, "und");  // the two together, where neither would do alone
  EXPECT_EQ(profiles->detect("d").language, "fr");
}

TEST(Detect, RefusesWhatIsNoProfile) {
  for (const char* text :
       {"", "other 1\n", "parvis-detect 1\nscript Latn 1 fr\n", "parvis-detect 2\n", "parvis-detect 2\nscript Latn 1\n",
        "parvis-detect 2\nscript Latn x fr\n", "parvis-detect 2\nscript Hans 1 zh\n",
        "parvis-detect 2\nscript Latn 1 fr  en\n", "parvis-detect 2\nscript Latn 1 fr\nabc\n",
        "parvis-detect 2\nscript Latn 1 fr\nabc\tPP\n", "parvis-detect 2\nscript Latn 1 fr\nabc\t\x01\n",
        "parvis-detect 2\nscript Latn 1 fr\n\tP\n", "parvis-detect 2\nscript Latn 1 fr\nabc\tP\nabc\tP\n",
        "parvis-detect 2\nabc\tP\n", "parvis-detect 2\nscript Latn 1 fr\nabc\tP\nabc\tP\nscript Cyrl 1 ru\n"}) {
    const auto refused = DetectProfiles::parse(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().code, ErrorCode::profile_invalid);
  }
}

}  // namespace
}  // namespace parvis
