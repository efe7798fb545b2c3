#include "parvis/text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "parvis/errors.h"

namespace parvis {
namespace {

using namespace std::string_literals;

TEST(Utf8, FindsTheFirstIllFormedByte) {
  EXPECT_EQ(first_invalid_utf8("Préfecture, محافظة, 省"), std::nullopt);
  EXPECT_EQ(first_invalid_utf8(""), std::nullopt);
  EXPECT_EQ(first_invalid_utf8("ab\xC3"), 2U);
  EXPECT_EQ(first_invalid_utf8("a\x80z"), 1U);
  EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0U);          // overlong
  EXPECT_EQ(first_invalid_utf8("é\xED\xA0\x80"), 2U);     // surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // beyond U+10FFFF
}

TEST(Utf8, ValidationSaysWhere) {
  EXPECT_TRUE(validate_utf8("ça"));
  const auto refused = validate_utf8("ab\xFFz");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::text_invalid_utf8);
  EXPECT_EQ(refused.error().detail, "2");
}

TEST(Utf8, RepairsByMaximalSubparts) {
  EXPECT_EQ(repair_utf8("ça \0 va"s), "ça \0 va"s);
  EXPECT_EQ(repair_utf8("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(repair_utf8("a\xE2\x82z"), "a\uFFFDz");              // one truncated character, one mark
  EXPECT_EQ(repair_utf8("\xC0\xAF"), "\uFFFD\uFFFD");            // no valid start: each byte
  EXPECT_EQ(repair_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate is no character
  EXPECT_EQ(repair_utf8("\xF1\x80\x80\xE1\x80\xC2\x62"),
            "\uFFFD\uFFFD\uFFFDb");  // example of the Unicode Standard, table 3-11
}

TEST(Utf16, RoundTrip) {
  const std::string text = "Né à Đà Nẵng 😀 العربية 中文";
  EXPECT_EQ(to_utf8(to_utf16(text)), text);
  EXPECT_EQ(to_utf16("😀"), u"😀");
  EXPECT_EQ(to_utf8(std::u16string(1, char16_t{0xD83D}) + u"x"), "\uFFFDx");
}

TEST(Utf16, OffsetsMapBothWays) {
  const std::string text = "aé😀中b";  // 1 + 2 + 4 + 3 + 1 bytes, 1 + 1 + 2 + 1 + 1 code units
  const OffsetMap map(text);
  const std::vector<std::pair<std::size_t, std::size_t>> starts{{0, 0}, {1, 1}, {3, 2}, {7, 4}, {10, 5}, {11, 6}};
  for (const auto& [utf8, utf16] : starts) {
    EXPECT_EQ(map.to_utf16(utf8), utf16);
    EXPECT_EQ(map.to_utf8(utf16), utf8);
  }
  EXPECT_EQ(map.to_utf16(5), 2U);  // inside the emoji
  EXPECT_EQ(map.to_utf8(3), 3U);   // its second half
  EXPECT_EQ(map.to_utf16(99), 6U);
  EXPECT_EQ(map.to_utf8(99), 11U);
  EXPECT_EQ(OffsetMap("").to_utf16(0), 0U);
}

/// Rows written by models/parvis_models/text.py, the definition of the normal form.
std::vector<nlohmann::json> convention_rows() {
  std::ifstream file(PARVIS_TEST_DATA "/text/conventions.jsonl");
  std::vector<nlohmann::json> rows;
  for (std::string line; std::getline(file, line);) rows.push_back(nlohmann::json::parse(line));
  return rows;
}

TEST(Normalise, AgreesWithTheTrainingConventions) {
  const auto rows = convention_rows();
  ASSERT_GT(rows.size(), 600U);
  for (const auto& row : rows) {
    EXPECT_EQ(normalise(row["text"].get<std::string>()), row["normal"].get<std::string>()) << row["text"];
  }
}

TEST(Normalise, IsIdempotent) {
  for (const auto& row : convention_rows()) {
    const std::string once = normalise(row["text"].get<std::string>());
    EXPECT_EQ(normalise(once), once);
  }
}

TEST(Normalise, OriginsNeverDecreaseAndStayInside) {
  for (const auto& row : convention_rows()) {
    const auto text = row["text"].get<std::string>();
    const NormalisedText normal = normalise_with_origin(text);
    ASSERT_EQ(normal.origin.size(), normal.text.size() + 1);
    EXPECT_TRUE(std::is_sorted(normal.origin.begin(), normal.origin.end()));
    EXPECT_LE(normal.origin.back(), text.size());
  }
}

TEST(Normalise, OriginsPointAtTheSource) {
  const std::string text = "\u00A0 l\u2019e\u0301te\u0301\u2026 \u0661\u0662  fin ";
  const NormalisedText normal = normalise_with_origin(text);
  ASSERT_EQ(normal.text, "l'été... 12 fin");
  const auto origin = [&](std::string_view part) { return normal.origin[normal.text.find(part)]; };
  EXPECT_EQ(origin("l"), text.find("l"));
  EXPECT_EQ(origin("'"), text.find("\u2019"));
  EXPECT_EQ(origin("..."), text.find("\u2026"));
  EXPECT_EQ(origin("12"), text.find("\u0661"));
  EXPECT_EQ(origin("fin"), text.find("fin"));
  EXPECT_EQ(normal.origin.back(), text.find("fin") + 3);
}

TEST(Normalise, SurvivesAnyBytes) {
  std::mt19937 chance(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(chance() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(chance());
    const NormalisedText normal = normalise_with_origin(bytes);
    EXPECT_FALSE(first_invalid_utf8(normal.text));
    EXPECT_EQ(normal.origin.size(), normal.text.size() + 1);
  }
}

TEST(Digits, BecomeAscii) {
  EXPECT_EQ(ascii_digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ０１２ १२ abc"), "0123456789 0123456789 012 12 abc");
}

TEST(LetterCase, FollowsTheLanguage) {
  EXPECT_EQ(to_lower("ISPARTA İZMİR", "tr"), "ısparta izmir");
  EXPECT_EQ(to_upper("izin ısı", "tr"), "İZİN ISI");
  EXPECT_EQ(to_upper("straße", "de"), "STRASSE");
  EXPECT_EQ(to_lower("ДАТА НАРОДЖЕННЯ Ї", "uk"), "дата народження ї");
}

TEST(LetterCase, TellsCapitalsFromAcronyms) {
  for (const char* text :
       {"NOM DE FAMILLE", "PRÉNOM", "DATE DE NAISSANCE <ph1>", "ДАТА НАРОДЖЕННЯ", "À REMPLIR EN 2024 !"}) {
    EXPECT_TRUE(is_all_caps(text)) << text;
  }
  for (const char* text : {"CAF", "RSA", "IBAN", "n° CAF", "Nom de famille", "", "12 345", "الاسم", "姓名", "A B"}) {
    EXPECT_FALSE(is_all_caps(text)) << text;
  }
}

TEST(LetterCase, LowersAndRestoresCapitals) {
  EXPECT_EQ(lower_all_caps("NUMÉRO CAF OU MSA DU DEMANDEUR", "fr"), "Numéro CAF ou MSA du demandeur");
  EXPECT_EQ(lower_all_caps("DATE : <ph1> À <b>PARIS</b>", "fr"), "Date : <ph1> à <b>paris</b>");
  EXPECT_EQ(restore_all_caps("Doğum tarihi: <ph1>", "tr"), "DOĞUM TARİHİ: <ph1>");
  EXPECT_EQ(restore_all_caps("تاريخ الميلاد <ph1>", "ar"), "تاريخ الميلاد <ph1>");
  EXPECT_EQ(restore_all_caps("a < b and c > d", "en"), "A < B AND C > D");
}

TEST(Errors, HaveStableStrings) {
  EXPECT_EQ(to_string(ErrorCode::text_invalid_utf8), "text-invalid-utf8");
  EXPECT_EQ(to_string(ErrorCode::pack_hash_mismatch), "pack-hash-mismatch");
  EXPECT_EQ(to_string(ErrorCode::simd_missing), "simd-missing");
}

TEST(Results, HoldOneSide) {
  const Result<std::string> good("ça");
  ASSERT_TRUE(good);
  EXPECT_EQ(*good, "ça");
  EXPECT_EQ(good->size(), 3U);
  const Result<std::string> bad(Error{ErrorCode::internal, "m", "d"});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().detail, "d");
  EXPECT_EQ(bad.value_or("autre"), "autre");
}

}  // namespace
}  // namespace parvis
