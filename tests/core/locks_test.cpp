#include "parvis/locks.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "parvis/script.h"
#include "parvis/text.h"

namespace parvis {
namespace {

constexpr LockOptions kSafe{LockPlan::safe, false};

struct Expected {
  std::string kind;
  std::string text;

  friend bool operator==(const Expected&, const Expected&) = default;
  friend void PrintTo(const Expected& one, std::ostream* out) { *out << one.kind << " '" << one.text << "'"; }
};

std::vector<Expected> found(std::string_view text, std::string_view language = "fr", const LockOptions& options = {}) {
  std::vector<Expected> result;
  for (const LockSpan& span : find_locks(text, language, options)) {
    result.push_back({std::string(to_string(span.kind)), std::string(text.substr(span.begin, span.end - span.begin))});
  }
  return result;
}

using List = std::vector<Expected>;

TEST(FindLocks, Kinds) {
  EXPECT_EQ(found("Envoyez 25 pages avant le 12/05/2024."), (List{{"number", "25"}, {"date", "12/05/2024"}}));
  EXPECT_EQ(found("le 12 mai 2024 et le 1er janvier"), (List{{"date", "12 mai 2024"}, {"date", "1er janvier"}}));
  EXPECT_EQ(found("DU 3 AOÛT 2024 AU 4 AOUT 2025"), (List{{"date", "3 AOÛT 2024"}, {"date", "4 AOUT 2025"}}));
  EXPECT_EQ(found("de 10 h 30 à 17h45, ou à 9:05"), (List{{"time", "10 h 30"}, {"time", "17h45"}, {"time", "9:05"}}));
  EXPECT_EQ(
      found("1 250,50 € ou 300 EUR, 12€50, $40, 5 €"),
      (List{
          {"amount", "1 250,50 €"}, {"amount", "300 EUR"}, {"amount", "12€50"}, {"amount", "$40"}, {"amount", "5 €"}}));
  EXPECT_EQ(found("un taux de 5,5 % ou 10%"), (List{{"percentage", "5,5 %"}, {"percentage", "10%"}}));
  EXPECT_EQ(found("IBAN : FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP"),
            (List{{"iban", "FR76 3000 6000 0112 3456 7890 189"}}));
  EXPECT_EQ(found("SIRET 732 829 320 00074, SIREN 732829320"),
            (List{{"siret", "732 829 320 00074"}, {"siren", "732829320"}}));
  EXPECT_EQ(found("n° 2 55 08 14 168 025 38 ou 1 85 05 2A 006 084"),
            (List{{"social-security", "2 55 08 14 168 025 38"}, {"social-security", "1 85 05 2A 006 084"}}));
  EXPECT_EQ(found("au 01 23 45 67 89, 06.12.34.56.78 ou +33 (0)1 23 45 67 89"),
            (List{{"phone", "01 23 45 67 89"}, {"phone", "06.12.34.56.78"}, {"phone", "+33 (0)1 23 45 67 89"}}));
  EXPECT_EQ(found("+380 44 123 45 67, 0033123456789, +49 30 1234-567"),
            (List{{"phone", "+380 44 123 45 67"}, {"phone", "0033123456789"}, {"phone", "+49 30 1234-567"}}));
  EXPECT_EQ(
      found("aide@mairie.exemple.fr, https://exemple.fr/a?b=1. ou exemple.fr/aide"),
      (List{{"email", "aide@mairie.exemple.fr"}, {"url", "https://exemple.fr/a?b=1"}, {"url", "exemple.fr/aide"}}));
  EXPECT_EQ(found("75011 Paris, code postal : 13001"), (List{{"postal-code", "75011"}, {"postal-code", "13001"}}));
  EXPECT_EQ(found("cerfa n° 12345*06, Cerfa 11423"), (List{{"cerfa", "12345*06"}, {"cerfa", "11423"}}));
  EXPECT_EQ(found("art. R. 311-2, article L. 123-4-5, R*423-1, article L 5"), (List{{"legal-reference", "R. 311-2"},
                                                                                    {"legal-reference", "L. 123-4-5"},
                                                                                    {"legal-reference", "R*423-1"},
                                                                                    {"legal-reference", "L 5"}}));
  EXPECT_EQ(found("dossier AB-2024/17, a1b2c3d4, ref_2024_x"),
            (List{{"file-reference", "AB-2024/17"}, {"file-reference", "a1b2c3d4"}, {"file-reference", "ref_2024_x"}}));
  EXPECT_EQ(found("Bonjour {nom}, {{ x }} %s %1$s $1"), (List{{"template-variable", "{nom}"},
                                                              {"template-variable", "{{ x }}"},
                                                              {"template-variable", "%s"},
                                                              {"template-variable", "%1$s"},
                                                              {"template-variable", "$1"}}));
  EXPECT_EQ(found("<b>gras</b> <ph1> <2fr>"),
            (List{{"tag", "<b>"}, {"tag", "</b>"}, {"tag", "<ph1>"}, {"tag", "<2fr>"}}));
}

TEST(FindLocks, LeavesWordsAlone) {
  for (const char* text : {"Nom de famille", "1er enfant", "2e étage", "le mois de mai", "CAF et RSA",
                           "vous avez 3 enfants", "10h par jour", "fin.De plus", "ligne A 5"}) {
    EXPECT_EQ(found(text), List{}) << text;
  }
  EXPECT_EQ(found("These 12 may apply", "en"), (List{{"number", "12"}}));
}

TEST(FindLocks, QuotedOnRequestOnly) {
  const char* text = "Vous avez écrit « J'ai 2 enfants » hier";
  EXPECT_EQ(found(text), List{});
  EXPECT_EQ(found(text, "fr", {LockPlan::standard, true}), (List{{"quoted", "« J'ai 2 enfants »"}}));
}

TEST(FindLocks, SafePlanLeavesNoDigitPlain) {
  EXPECT_EQ(found("vous avez 3 enfants, au 2e étage, 20m2", "fr", kSafe),
            (List{{"number", "3"}, {"number", "2e"}, {"file-reference", "20m2"}}));
  EXPECT_EQ(found("您有3个孩子", "zh", kSafe), (List{{"number", "3"}}));
}

TEST(FindLocks, CheckDigits) {
  const auto checked = [](std::string_view text) { return find_locks(text, "fr").at(0).checked; };
  EXPECT_TRUE(checked("FR76 3000 6000 0112 3456 7890 189"));
  EXPECT_FALSE(checked("FR76 3000 6000 0112 3456 7890 188"));
  EXPECT_TRUE(checked("DE89370400440532013000"));
  EXPECT_TRUE(checked("2 55 08 14 168 025 38"));
  EXPECT_FALSE(checked("2 55 08 14 168 025 39"));
  EXPECT_EQ(found("732 829 320 00075").at(0).kind, "number");  // wrong Luhn digit: no SIRET
}

TEST(FindLocks, MonthNamesOfOtherLanguages) {
  const std::vector<std::pair<const char*, const char*>> dates{
      {"en", "May 12, 2024"},      {"en", "12th May 2024"}, {"es", "12 de mayo de 2024"}, {"pt", "12 de maio de 2024"},
      {"it", "12 maggio 2024"},    {"de", "12. Mai 2024"},  {"tr", "12 Mayıs 2024"},      {"ru", "12 мая 2024 г."},
      {"uk", "12 травня 2024 р."}, {"ro", "12 mai 2024"},   {"pl", "12 maja 2024 r."},    {"zh", "2024年5月12日"},
      {"ar", "12 مايو 2024"},      {"ar", "12 ماي 2024"},   {"ar", "12 أيار 2024"},       {"fa", "12 می 2024"},
      {"vi", "12 tháng 5, 2024"},  {"sq", "12 maj 2024"},   {"de", "3. Januar"},          {"vi", "12 tháng 5 năm 2024"},
  };
  for (const auto& [language, date] : dates) {
    const std::string text = std::string("(") + date + ")";
    EXPECT_EQ(found(text, language), (List{{"date", date}})) << language;
  }
}

TEST(FindLocks, ReadsRawText) {
  EXPECT_EQ(found("prix : 1\u202F250,50\u00A0€\u200F."), (List{{"amount", "1\u202F250,50\u00A0€"}}));
  EXPECT_EQ(found("التاريخ ١٢/٠٥/٢٠٢٤ هنا", "ar"), (List{{"date", "١٢/٠٥/٢٠٢٤"}}));
  EXPECT_EQ(found("\u206706\u2069 12 \u206834\u2069"), (List{{"number", "06\u2069 12 \u206834"}}));
  EXPECT_EQ(found("\xFF 25 \xC3"), (List{{"number", "25"}}));
}

/// Every span of models/parvis_models/text.py lies inside one of ours, in either plan.
TEST(FindLocks, CoverTheTrainingConventions) {
  std::ifstream file(PARVIS_TEST_DATA "/text/conventions.jsonl");
  std::size_t compared = 0;
  for (std::string line; std::getline(file, line);) {
    const auto row = nlohmann::json::parse(line);
    const auto normal = row["normal"].get<std::string>();
    const std::u16string utf16 = to_utf16(normal);
    const OffsetMap map(normal);
    for (const auto plan : {LockPlan::standard, LockPlan::safe}) {
      const auto ours = find_locks(normal, "fr", {plan, false});
      for (const auto& span : row["spans"]) {
        if (span[2].get<bool>() && plan == LockPlan::standard) continue;
        // The fixture counts characters; step over surrogate pairs.
        std::size_t units[2] = {0, 0};
        for (int side = 0; side < 2; ++side) {
          for (std::size_t n = span[static_cast<std::size_t>(side)]; n > 0; --n) {
            units[side] += (utf16[units[side]] & 0xFC00) == 0xD800 ? 2 : 1;
          }
        }
        const std::size_t begin = map.to_utf8(units[0]), end = map.to_utf8(units[1]);
        EXPECT_TRUE(
            std::ranges::any_of(ours, [&](const LockSpan& one) { return one.begin <= begin && end <= one.end; }))
            << normal << " [" << begin << ", " << end << ")";
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 500U);
}

TEST(Lock, NumbersByFirstAppearance) {
  const LockedText locked = lock_text("Entre 18 et 25 ans (18 inclus), payez 1\u00A0250 € le 12 mai 2024.", "fr");
  EXPECT_EQ(locked.text, "Entre <ph1> et <ph2> ans (<ph1> inclus), payez <ph3> le <ph4>.");
  ASSERT_EQ(locked.kept.size(), 4U);
  EXPECT_EQ(locked.kept[0], (KeptLock{"18", LockKind::number, 2}));
  EXPECT_EQ(locked.kept[2], (KeptLock{"1\u00A0250 €", LockKind::amount, 1}));
  EXPECT_EQ(*unlock_text("Between <ph1> and <ph2> (from <ph1>), pay <ph3> on <ph4>.", locked, "en"),
            "Between 18 and 25 (from 18), pay 1\u00A0250 € on 12 mai 2024.");
}

TEST(Lock, KeepsNineAndCountsTheRest) {
  const LockedText locked = lock_text("11 12 a 13 b 14 c 15 d 16 e 17 f 18 g 19 h 20 i 21", "fr");
  EXPECT_EQ(locked.kept.size(), 9U);
  EXPECT_GT(locked.plain, 0U);
  EXPECT_EQ(normalise(*unlock_text(locked.text, locked, "fr")), "11 12 a 13 b 14 c 15 d 16 e 17 f 18 g 19 h 20 i 21");
}

TEST(Lock, UserTextCannotForgePlaceholders) {
  const std::string hostile = "<ph1> 25 <ph2> <2en> 30";
  const LockedText locked = lock_text(hostile, "fr");
  EXPECT_EQ(locked.text, "<ph1> <ph2> <ph3> <ph4> <ph5>");
  EXPECT_EQ(*unlock_text(locked.text, locked, "en"), hostile);
  const std::string crowded = "11 a 12 b 13 c 14 d 15 e 16 f 17 g 18 h 19 i <ph1> <2fr>";
  const LockedText whole = lock_text(crowded, "fr");
  EXPECT_EQ(whole.text, "<ph1>");
  EXPECT_EQ(*unlock_text(whole.text, whole, "en"), crowded);
}

TEST(Unlock, RefusesLostAndAddedLocks) {
  const LockedText locked = lock_text("De 18 à 25 ans", "fr");
  const auto lost = unlock_text("From <ph1> years", locked, "en");
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::lock_lost);
  EXPECT_EQ(lost.error().detail, "<ph2>");
  const auto twice = unlock_text("From <ph1> to <ph2>, <ph2>", locked, "en");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, ErrorCode::lock_added);
  const auto foreign = unlock_text("From <ph1> to <ph2> <ph7>", locked, "en");
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().detail, "<ph7>");
}

TEST(Unlock, LocalisesDatesAndTimes) {
  const LockedText locked = lock_text("Le 12 mai 2024 à 10 h 30, pas le 13/05/2024", "fr");
  UnlockOptions options;
  options.localise_dates = true;
  EXPECT_EQ(*unlock_text("On <ph1> at <ph2>, not on <ph3>", locked, "en", options),
            "On 12 May 2024 at 10:30, not on 13/05/2024");
  EXPECT_EQ(*unlock_text("Am <ph1> um <ph2>, nicht am <ph3>", locked, "de", options),
            "Am 12. Mai 2024 um 10:30, nicht am 13/05/2024");
}

TEST(LocaliseDate, EveryLanguageReadsItBack) {
  for (const Language& language : languages()) {
    if (language.code == "fr") continue;
    for (const char* french : {"12 mai 2024", "1er janvier 2025", "31 décembre 1999", "8 août", "15 févr. 2023"}) {
      const std::string there = localise_date(french, "fr", language.code);
      // Romanian shares month names with French.
      EXPECT_TRUE(there != french || language.code == "ro") << language.code;
      EXPECT_TRUE(verify_values(french, "fr", there, language.code).empty())
          << language.code << ": " << french << " -> " << there;
      const std::string back = localise_date(there, language.code, "fr");
      EXPECT_TRUE(verify_values(french, "fr", back, "fr").empty()) << language.code << ": " << there << " -> " << back;
    }
  }
  EXPECT_EQ(localise_date("1 January 2025", "en", "fr"), "1er janvier 2025");
  EXPECT_EQ(localise_date("12/05/2024", "fr", "ar"), "12/05/2024");
  EXPECT_EQ(localise_date("bonjour", "fr", "ar"), "bonjour");
}

TEST(VerifyValues, AcceptsTrueTranslations) {
  const auto clean = [](const char* source, const char* target, const char* language) {
    return verify_values(source, "fr", target, language).empty();
  };
  EXPECT_TRUE(clean("Payez 1 250,50 € avant le 12 mai 2024.", "Pay €1,250.50 by 12 May 2024.", "en"));
  EXPECT_TRUE(clean("Payez 1 250,50 € avant le 12 mai 2024.", "ادفع 1250.50 يورو قبل ١٢ مايو ٢٠٢٤.", "ar"));
  EXPECT_TRUE(clean("le 12/05/2024 à 10 h 30", "2024年5月12日10:30", "zh"));
  EXPECT_TRUE(clean("au 01 23 45 67 89", "по телефону 01.23.45.67.89", "ru"));
  EXPECT_TRUE(clean("au 2e étage", "on the 2nd floor", "en"));
  EXPECT_TRUE(clean("Nom de famille", "Nachname", "de"));
}

TEST(VerifyValues, ReportsWhatChanged) {
  const auto problems =
      verify_values("Vous avez 3 enfants et 1 250 €.", "fr", "You have three children and 1 520 €.", "en");
  const std::vector<ValueProblem> expected{
      {ValueProblem::What::missing, "1250"}, {ValueProblem::What::missing, "3"}, {ValueProblem::What::added, "1520"}};
  EXPECT_EQ(problems, expected);
  EXPECT_FALSE(verify_values("le 12 mai 2024", "fr", "12 June 2024", "en").empty());
  EXPECT_FALSE(verify_values("12,50 €", "fr", "1250 €", "en").empty());
  EXPECT_FALSE(verify_values("aide@exemple.fr", "fr", "aide@example.fr", "en").empty());
  EXPECT_FALSE(verify_values("article R. 311-2", "fr", "article R. 312-1", "en").empty());
}

TEST(Lock, UnlockingGivesTheTextBack) {
  std::ifstream file(PARVIS_TEST_DATA "/text/conventions.jsonl");
  for (std::string line; std::getline(file, line);) {
    const auto text = nlohmann::json::parse(line)["text"].get<std::string>();
    for (const char* language : {"fr", "ar", "zh"}) {
      for (const auto plan : {LockPlan::standard, LockPlan::safe}) {
        const LockedText locked = lock_text(text, language, {plan, true});
        const auto back = unlock_text(locked.text, locked, language);
        ASSERT_TRUE(back) << text;
        EXPECT_EQ(normalise(*back), normalise(text));
      }
    }
  }
}

TEST(Lock, SurvivesAnyBytes) {
  std::mt19937 chance(3);
  for (int round = 0; round < 1500; ++round) {
    std::string bytes(chance() % 60, '\0');
    for (char& byte : bytes)
      byte = static_cast<char>(chance() % 3 == 0 ? chance() : "0123456789<>ph1{}€%.,/-h FR"[chance() % 28]);
    const LockedText locked = lock_text(bytes, "fr", kSafe);
    EXPECT_EQ(normalise(*unlock_text(locked.text, locked, "en")), normalise(bytes));
    EXPECT_TRUE(verify_values(bytes, "fr", bytes, "fr").empty());
    std::size_t last = 0;
    for (const LockSpan& span : find_locks(bytes, "fr", kSafe)) {
      EXPECT_LE(last, span.begin);
      EXPECT_LT(span.begin, span.end);
      EXPECT_LE(span.end, bytes.size());
      last = span.end;
    }
  }
}

TEST(LocksAcronyms, StayWhatTheyAreWhereAsked) {
  const auto acronyms = [](std::string_view text) {
    std::vector<std::string> found;
    for (const LockSpan& span : find_locks(text, "fr", {LockPlan::standard, false, true})) {
      if (span.kind == LockKind::acronym) found.emplace_back(text.substr(span.begin, span.end - span.begin));
    }
    return found;
  };
  using Words = std::vector<std::string>;
  EXPECT_EQ(acronyms("Joignez un RIB à votre nom."), Words{"RIB"});
  EXPECT_EQ(acronyms("Votre CAF ou l'URSSAF (MSA)"), (Words{"CAF", "URSSAF", "MSA"}));
  EXPECT_EQ(acronyms("NE RIEN ÉCRIRE ici"), Words{}) << "capitals in a row are emphasis";
  EXPECT_EQ(acronyms("nom ET prénom, A ou B"), Words{});
  EXPECT_EQ(acronyms("FR76 3000 6000 0112 3456 7890 189"), Words{}) << "part of another lock";
  EXPECT_EQ(lock_text("un RIB, deux RIB", "fr", {LockPlan::standard, false, true}).text, "un <ph1>, deux <ph1>");
  EXPECT_EQ(lock_text("un RIB", "fr").text, "un RIB");
}

}  // namespace
}  // namespace parvis
