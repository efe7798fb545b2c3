#include "parvis/procedures.h"

#include <gtest/gtest.h>

#include <string>

namespace parvis {
namespace {

std::string refusal(const std::string& json) {
  ProcedureCatalogue catalogue;
  const auto added = catalogue.add(json);
  EXPECT_TRUE(catalogue.procedures().empty());
  return added ? "(accepted)" : std::string(to_string(added.error().code)) + " " + added.error().detail;
}

TEST(Procedures, ReadsATownsOwnFile) {
  ProcedureCatalogue catalogue;
  ASSERT_TRUE(catalogue.add(R"({"format": 1, "procedures": [{"id": "ville.velo", "title": {"fr": "Louer un vélo"},
    "keywords": ["vélo", "location"], "url": "https://ville.example/velo", "examples": {"fr": ["je veux un vélo"]}}]})"));
  ASSERT_EQ(catalogue.procedures().size(), 1U);
  const Procedure& bike = catalogue.procedures().front();
  EXPECT_EQ(bike.id, "ville.velo");
  EXPECT_EQ(bike.title.at("fr").front(), "Louer un vélo");
  EXPECT_EQ(bike.keywords.at("fr").size(), 2U);
  EXPECT_FALSE(bike.safety);
}

TEST(Procedures, ALaterFileAddsLanguagesAndReplacesFields) {
  ProcedureCatalogue catalogue;
  ASSERT_TRUE(catalogue.add(
      R"({"format": 1, "procedures": [{"id": "a", "title": {"fr": "Un"}, "url": "x"}, {"id": "b", "title": {"fr": "Deux"}}]})"));
  ASSERT_TRUE(catalogue.add(
      R"({"format": 1, "procedures": [{"id": "b", "title": {"ar": "اثنان"}}, {"id": "a", "title": {"fr": "Un !"}}]})"));
  ASSERT_EQ(catalogue.procedures().size(), 2U);
  EXPECT_EQ(catalogue.procedures()[0].title.at("fr").front(), "Un !");
  EXPECT_EQ(catalogue.procedures()[0].url, "x");
  EXPECT_EQ(catalogue.procedures()[1].title.at("ar").front(), "اثنان");
}

TEST(Procedures, RefusesWhatIsNoCatalogueAndSaysWhere) {
  EXPECT_EQ(refusal(""), "catalogue-invalid root");
  EXPECT_EQ(refusal("{}"), "catalogue-invalid format");
  EXPECT_EQ(refusal(R"({"format": 2, "procedures": []})"), "catalogue-invalid format");
  EXPECT_EQ(refusal(R"({"format": 1})"), "catalogue-invalid procedures");
  EXPECT_EQ(refusal(R"({"format": 1, "procedures": [{"title": {"fr": "x"}}]})"), "catalogue-invalid procedures[0].id");
  EXPECT_EQ(refusal(R"({"format": 1, "procedures": [{"id": "a"}]})"), "catalogue-invalid procedures[0].title (a)");
  EXPECT_EQ(
      refusal(R"({"format": 1, "procedures": [{"id": "a", "title": {"fr": "x"}}, {"id": "b", "title": {"fr": 3}}]})"),
      "catalogue-invalid procedures[1] (b)");
}

}  // namespace
}  // namespace parvis
