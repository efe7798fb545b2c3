#include "parvis/intent.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "support/intent_file.h"

namespace parvis {
namespace {

constexpr std::string_view kSettings = R"({"version": "s", "alarm": 0.3,
  "alone": {"lexical": 16, "outside": 2, "temperature": 1, "answer": 0.6, "refuse": 0.5, "doubt": 0.05},
  "together": {"lexical": 4, "outside": 0, "temperature": 1, "answer": 0.6, "refuse": 0.5, "doubt": 0.05}})";

constexpr std::string_view kCatalogue = R"({"format": 1, "procedures": [
  {"id": "carte", "title": {"fr": "Refaire sa carte d'identité", "ar": "تجديد بطاقة الهوية"}, "keywords": ["CNI", "papiers"]},
  {"id": "logement", "title": {"fr": "Demander un logement social"}, "keywords": ["HLM"], "examples": {"fr": ["je cherche un HLM"]}},
  {"id": "permis", "title": {"fr": "Échanger un permis étranger"}, "keywords": ["conduire"]}]})";

ProcedureCatalogue catalogue(std::string_view json = kCatalogue) {
  ProcedureCatalogue procedures;
  EXPECT_TRUE(procedures.add(json));
  return procedures;
}

IntentClassifier classifier() { return {IntentSettings::parse(kSettings).value(), catalogue()}; }

/// Knows Turkish words for what the catalogue says in French.
std::string turkish() {
  return tiny::encoder_file({{"kimlik", 0}, {"konut", 1}, {"ehliyet", 2}, {"pizza", 3}, {"imdat", 3}},
                            {{"carte", 0}, {"logement", 1}, {"permis", 2}, {"~outside", 3}});
}

std::string first(const IntentAnswer& answer) { return answer.choices.empty() ? "(none)" : answer.choices.front().id; }

TEST(Intent, FindsAProcedureByItsWordsAlone) {
  const IntentClassifier finder = classifier();
  const IntentAnswer answer = finder.classify("je voudrai refaire ma carte identite");
  EXPECT_EQ(answer.outcome, IntentOutcome::answer);
  EXPECT_EQ(first(answer), "carte");
  EXPECT_FALSE(answer.semantic);
  EXPECT_EQ(answer.version, "s");
  EXPECT_EQ(first(finder.classify("HLM")), "logement");
  EXPECT_EQ(first(finder.classify("بطاقه الهويه")), "carte");
}

TEST(Intent, SaysThatNothingFits) {
  const IntentClassifier finder = classifier();
  for (const char* text : {"quel temps fait-il demain", "pizza", "", " ?!", "\xFF\xFE", "我爱你"}) {
    const IntentAnswer answer = finder.classify(text);
    EXPECT_EQ(answer.outcome, IntentOutcome::outside) << text;
    EXPECT_GT(answer.outside, 0.5) << text;
  }
}

TEST(Intent, TheEncoderKnowsWordsThatTheCatalogueDoesNotSay) {
  EXPECT_EQ(classifier().classify("ehliyet").outcome, IntentOutcome::outside);
  const auto finder = classifier().with_encoder(turkish());
  ASSERT_TRUE(finder) << finder.error().detail;
  const IntentAnswer answer = finder->classify("ehliyet");
  EXPECT_TRUE(answer.semantic);
  EXPECT_EQ(answer.version, "s+t");
  EXPECT_EQ(answer.outcome, IntentOutcome::answer);
  EXPECT_EQ(first(answer), "permis");
  EXPECT_EQ(finder->classify("pizza").outcome, IntentOutcome::outside);
  EXPECT_EQ(finder->classify("kimlik konut").outcome, IntentOutcome::choices);
}

TEST(Intent, ProbabilitiesSumToOneAtMostAndFallInOrder) {
  const auto finder = classifier().with_encoder(turkish());
  const IntentAnswer answer = finder->classify("kimlik konut ehliyet carte");
  ASSERT_EQ(answer.choices.size(), 3U);
  double sum = answer.outside;
  for (const IntentChoice& choice : answer.choices) sum += choice.probability;
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_TRUE(std::ranges::is_sorted(answer.choices, std::greater(), &IntentChoice::probability));
}

TEST(Intent, ReasonsAreTheWordsAndAddUp) {
  const auto finder = classifier().with_encoder(turkish());
  const std::string text = "merhaba, ehliyet: échanger permis";
  const IntentAnswer answer = finder->classify(text);
  ASSERT_EQ(first(answer), "permis");
  const IntentChoice& choice = answer.choices.front();
  ASSERT_EQ(choice.reasons.size(), 4U);
  double sum = 0;
  for (const IntentReason& reason : choice.reasons) sum += reason.weight;
  EXPECT_NEAR(sum, choice.lexical + choice.semantic, 1e-6);
  EXPECT_EQ(text.substr(choice.reasons[1].begin, choice.reasons[1].end - choice.reasons[1].begin), "ehliyet");
  EXPECT_GT(choice.reasons[1].weight, 1);
  EXPECT_NEAR(choice.reasons[0].weight, 0, 0.2);
}

TEST(Intent, TakesATownsProceduresWithoutTraining) {
  const auto finder = classifier().with_encoder(turkish());
  ProcedureCatalogue more = finder->catalogue();
  ASSERT_TRUE(
      more.add(R"({"format": 1, "procedures": [{"id": "ville.velo", "title": {"fr": "Louer un vélo de la ville"},
    "examples": {"fr": ["pizza"]}}]})"));
  const IntentClassifier wider = finder->with_catalogue(more);
  EXPECT_EQ(first(wider.classify("je veux louer un vélo")), "ville.velo");
  EXPECT_EQ(first(wider.classify("imdat")), "ville.velo");  // the direction of its example
  EXPECT_EQ(first(wider.classify("ehliyet")), "permis");
  EXPECT_NE(first(finder->classify("je veux louer un vélo")), "ville.velo");
}

TEST(Intent, RaisesAnAlarmOfTheEncoder) {
  const auto finder = classifier().with_encoder(tiny::encoder_file(
      {{"imdat", 3}, {"kimlik", 0}}, {{"carte", 0}, {"logement", 1}, {"permis", 2}, {"~danger", 3}, {"~outside", 3}}));
  ASSERT_TRUE(finder);
  const IntentAnswer answer = finder->classify("imdat");
  ASSERT_EQ(answer.alarms.size(), 1U);
  EXPECT_EQ(answer.alarms.front().category, "danger");
  EXPECT_TRUE(finder->classify("kimlik").alarms.empty());
}

TEST(Intent, RefusesADamagedEncoder) {
  const std::string file = turkish();
  for (std::size_t size = 0; size < file.size(); ++size) {
    const auto finder = classifier().with_encoder(file.substr(0, size));
    ASSERT_FALSE(finder) << size;
    EXPECT_EQ(finder.error().code, ErrorCode::encoder_invalid);
  }
  EXPECT_FALSE(classifier().with_encoder(file + "x"));
  std::string other = file;
  other[3] = '2';
  EXPECT_FALSE(classifier().with_encoder(other));
}

TEST(Intent, RefusesSettingsOfAnotherForm) {
  for (const char* json : {"", "{}", R"({"version": "s"})", R"({"version": 1, "alone": {}})"}) {
    const auto settings = IntentSettings::parse(json);
    ASSERT_FALSE(settings) << json;
    EXPECT_EQ(settings.error().code, ErrorCode::catalogue_invalid);
  }
}

}  // namespace
}  // namespace parvis
