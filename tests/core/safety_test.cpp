#include "parvis/safety.h"

#include <gtest/gtest.h>

#include <string>

namespace parvis {
namespace {

SafetyLists lists() {
  SafetyLists lists;
  EXPECT_TRUE(lists.add(R"({"language": "fr",
    "violence": ["mari|conjoint|copain me frapp*|bat|tape*"],
    "danger": ["\"au secours\"", "il|elle|on respire plus"],
    "homeless": ["dors|dort|dormir dehors|rue"],
    "harmless": ["cours d'eau"]})"));
  EXPECT_TRUE(lists.add(R"({"language": "zh", "violence": ["丈夫|老公 打我"]})"));
  EXPECT_TRUE(lists.add(R"({"language": "ar", "suicide": ["أريد|بدي أموت|الموت"]})"));
  return lists;
}

/// Categories that were found, with the words.
std::string found(std::string_view text) {
  std::string told;
  for (const SafetyMatch& match : lists().find(text)) {
    told += match.category + "(" + std::string(text.substr(match.begin, match.end - match.begin)) + ")";
  }
  return told;
}

TEST(Safety, HearsWhateverTheSpelling) {
  EXPECT_EQ(found("Bonjour, mon MARI me frappait souvent"), "violence(MARI me frappait)");
  EXPECT_EQ(found("mon copain il me tape"), "violence(copain il me tape)");
  EXPECT_EQ(found("au secours!!"), "danger(au secours)");
  EXPECT_EQ(found("ce soir on dort encore dans la rue"), "homeless(dort encore dans la rue)");
  EXPECT_EQ(found("我的老公昨天打我了"), "violence(老公昨天打我)");
  EXPECT_EQ(found("اريد الموت"), "suicide(اريد الموت)");
}

TEST(Safety, FindsEachCategoryOnceInTheOrderOfTheText) {
  EXPECT_EQ(found("je dors dehors parce que mon mari me bat, je dors dehors"),
            "homeless(dors dehors)violence(mari me bat)");
}

TEST(Safety, IsSilentWhereNothingIsSaid) {
  EXPECT_EQ(found("mon mari travaille et il frappe à la porte tous les soirs pour entrer, il me"), "");
  EXPECT_EQ(found("où trouver au secours populaire de l'aide"), "");
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found("il respire bien"), "");
}

TEST(Safety, RefusesListsOfAnotherForm) {
  SafetyLists lists;
  for (const char* json : {"", "[]", "{}", R"({"language": "fr", "danger": "x"})",
                           R"({"language": "fr", "danger": [3]})", R"({"language": "fr", "danger": [" "]})",
                           R"({"language": "fr", "danger": ["a |"]})", R"({"language": "fr", "danger": ["? !"]})"}) {
    const auto added = lists.add(json);
    ASSERT_FALSE(added) << json;
    EXPECT_EQ(added.error().code, ErrorCode::lists_invalid);
  }
}

}  // namespace
}  // namespace parvis
