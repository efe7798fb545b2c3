#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "parvis/translate.h"
#include "support/fake_model.h"
#include "support/phrases.h"
#include "support/terms.h"

namespace parvis {
namespace {

const char* const kTerms = R"json([
  {"id": "qf", "fr": "quotient familial", "to": "сімейний коефіцієнт"},
  {"id": "creance", "fr": "créance", "to": "боргова вимога"},
  {"id": "jour", "fr": "jour ouvrable", "to": "робочий день (з понеділка по суботу)"},
  {"id": "caf", "kind": "acronym", "fr": "CAF", "forms": ["caisse d'allocations"], "to": "CAF (сімейна каса)"},
  {"id": "pacs", "kind": "acronym", "fr": "Pacs", "to": "Pacs (партнерство)"},
  {"id": "exonere", "fr": "exonéré", "to": "звільнений", "guides": false}
])json";

TranslationOptions options(bool guide = true) {
  TranslationOptions options{.guard = false};
  options.termbase = std::make_shared<Termbase>(*Termbase::parse(tiny::term_list("uk", kTerms)));
  options.guide_terms = guide;
  return options;
}

TranslationJob job_for(std::vector<TranslationInput> inputs, const TranslationOptions& how = options()) {
  auto job =
      TranslationJob::create(tiny::open(tiny::raw_body()), tiny::open(tiny::raw_language("uk")), "uk", inputs, how);
  EXPECT_TRUE(job);
  return *std::move(job);
}

TranslationResult translated(TranslationInput input, std::map<std::string, tiny::Known> known,
                             const TranslationOptions& how = options()) {
  TranslationJob job = job_for({std::move(input)}, how);
  tiny::run_all(job, tiny::phrases(std::move(known)));
  return job.results().front();
}

bool has(const TranslationResult& result, Flag flag) {
  return std::ranges::find(result.flags, flag) != result.flags.end();
}

TEST(TranslateTerms, PutsTheEquivalentWhereItIsMissing) {
  const std::map<std::string, tiny::Known> model = {
      {"Votre quotient familial baisse", {"Ваша частка падає", {0, 1, 3}}},
      {"Votre <ph1> baisse", {"Ваш <ph1> падає", {0, 1, 2}}}};
  const auto result = translated({"Votre quotient familial baisse"}, model);
  EXPECT_EQ(result.text, "Ваш сімейний коефіцієнт падає");
  EXPECT_FALSE(has(result, Flag::term_missing));
  EXPECT_EQ(result.terms, (std::vector<TermNote>{{"qf", "quotient familial", "сімейний коефіцієнт", true}}));
  const auto marked = translated({"Votre <b>quotient familial</b> baisse", true}, model);
  EXPECT_EQ(marked.text, "Ваш <b>сімейний коефіцієнт</b> падає");
}

TEST(TranslateTerms, LeavesAnInflectedEquivalentAlone) {
  const auto result = translated({"selon le quotient familial"},
                                 {{"selon le quotient familial", {"за сімейним коефіцієнтом", {0, 2, 3}}}});
  EXPECT_EQ(result.text, "за сімейним коефіцієнтом");
  EXPECT_TRUE(result.terms.at(0).respected);
}

TEST(TranslateTerms, LocksOnlyWhatIsMissing) {
  const std::map<std::string, tiny::Known> model = {
      {"créance et quotient familial", {"вимоги і сімейного коефіцієнта", {0, 1, 2, 3}}},
      {"<ph1> et quotient familial", {"<ph1> і сімейного коефіцієнта", {0, 1, 2, 3}}}};
  EXPECT_EQ(translated({"créance et quotient familial"}, model).text, "боргова вимога і сімейного коефіцієнта");
}

TEST(TranslateTerms, LocksEveryTermWhereOneGetsLostByTheOther) {
  const std::map<std::string, tiny::Known> model = {
      {"créance et quotient familial", {"вимоги і сімейного коефіцієнта", {0, 1, 2, 3}}},
      {"<ph1> et quotient familial", {"<ph1> і частка", {0, 1, 2}}},
      {"<ph1> et <ph2>", {"<ph2> і <ph1>", {2, 1, 0}}}};
  EXPECT_EQ(translated({"créance et quotient familial"}, model).text, "сімейний коефіцієнт і боргова вимога");
}

TEST(TranslateTerms, KeepsTheFirstVersionWhereTheTermGoesWrong) {
  // The second version loses the placeholder.
  const auto result = translated({"Votre quotient familial baisse"},
                                 {{"Votre quotient familial baisse", {"Ваша частка падає", {0, 1, 3}}},
                                  {"Votre <ph1> baisse", {"Ваш падає", {0, 2}}}});
  EXPECT_EQ(result.text, "Ваша частка падає (quotient familial: сімейний коефіцієнт)");
  EXPECT_TRUE(has(result, Flag::term_missing));
  EXPECT_EQ(result.level, Level::check);
  EXPECT_FALSE(result.terms.at(0).respected);
}

TEST(TranslateTerms, OpensASentenceWithACapitalAndFollowsCapitals) {
  EXPECT_EQ(
      translated({"Créance échue"}, {{"Créance échue", {"Вимоги", {0}}}, {"<ph1> échue", {"<ph1> минула", {0, 1}}}})
          .text,
      "Боргова вимога минула");
  EXPECT_EQ(translated({"L'échéance : créance"}, {{"L'échéance : créance", {"Строк: вимоги", {0, 2}}},
                                                  {"L'échéance : <ph1>", {"Строк: <ph1>", {0, 2}}}})
                .text,
            "Строк: боргова вимога");
}

TEST(TranslateTerms, SetsAnElidedArticleApart) {
  const auto how = [] {
    TranslationOptions other{.guard = false};
    other.termbase = std::make_shared<Termbase>(
        *Termbase::parse(tiny::term_list("uk", R"([{"id": "a", "fr": "avis", "to": "рішення"}])")));
    return other;
  }();
  EXPECT_EQ(
      translated({"selon l'avis"}, {{"selon l'avis", {"за думкою", {0, 1}}}, {"selon l'<ph1>", {"за<ph1>", {0}}}}, how)
          .text,
      "за рішення");
}

TEST(TranslateTerms, LocksNamesFromTheStart) {
  const auto result = translated({"signer un Pacs"}, {{"signer un <ph1>", {"підписати <ph1>", {0, 2}}}});
  EXPECT_EQ(result.text, "підписати Pacs (партнерство)");
  EXPECT_EQ(result.terms, (std::vector<TermNote>{{"pacs", "Pacs", "Pacs (партнерство)", true}}));
}

TEST(TranslateTerms, ExplainsANameOnce) {
  TranslationJob job =
      job_for({{"Votre CAF"}, {"La CAF (caisse)"}, {"<b>Ma</b> CAF", true}, {"Ma caisse d'allocations"}});
  tiny::run_all(job, tiny::phrases({{"Votre <ph1>", {"Ваша <ph1>", {0, 1}}},
                                    {"La <ph1> (caisse)", {"<ph1> (каса)", {1, 2}}},
                                    {"Ma <ph1>", {"Моя <ph1>", {0, 1}}}}));
  const auto results = job.results();
  EXPECT_EQ(results[0].text, "Ваша CAF (сімейна каса)");
  EXPECT_EQ(results[1].text, "CAF (каса)");
  EXPECT_EQ(results[2].text, "<b>Моя</b> CAF");
  EXPECT_EQ(results[3].text, "Моя CAF (сімейна каса)") << "written out in French: always explained";
  EXPECT_TRUE(results[3].terms.at(0).respected);
}

TEST(TranslateTerms, LocksTermsOneByOneWhereTogetherTheyGoWrong) {
  const std::map<std::string, tiny::Known> model = {{"créance et quotient familial", {"вимоги і частка", {0, 1, 2}}},
                                                    {"<ph1> et <ph2>", {"<ph2> і частка", {2, 1, 0}}},
                                                    {"<ph1> et quotient familial", {"<ph1> і частка", {0, 1, 2}}}};
  const auto result = translated({"créance et quotient familial"}, model);
  EXPECT_EQ(result.text, "боргова вимога і частка (quotient familial: сімейний коефіцієнт)");
  EXPECT_TRUE(has(result, Flag::term_missing));
}

TEST(TranslateTerms, ReportsWithoutGuidingOnRequest) {
  const auto result =
      translated({"Votre quotient familial baisse"},
                 {{"Votre quotient familial baisse", {"Ваша частка падає", {0, 1, 3}}}}, options(false));
  EXPECT_EQ(result.text, "Ваша частка падає");
  EXPECT_FALSE(has(result, Flag::term_missing));
  EXPECT_FALSE(result.terms.at(0).respected);
  const auto other = translated({"être exonéré"}, {{"être exonéré", {"не платити", {0, 1}}}});
  EXPECT_EQ(other.text, "не платити") << "no noun: found, not put";
  EXPECT_EQ(other.terms.at(0).id, "exonere");
  EXPECT_FALSE(has(other, Flag::term_missing));
}

TEST(TranslateTerms, AnswersForALabelThatIsATerm) {
  TranslationJob job =
      job_for({{"Jour ouvrable : *"}, {"CAF"}, {"Quotient familial <abbr>*</abbr>", true}, {"JOUR OUVRABLE"}});
  EXPECT_FALSE(job.next()) << "nothing is left for the network";
  const auto results = job.results();
  EXPECT_EQ(results[0].text, "Робочий день (з понеділка по суботу): *");
  EXPECT_EQ(results[0].status, TranslationStatus::phrase);
  EXPECT_EQ(results[0].terms.size(), 1U);
  EXPECT_TRUE(results[0].terms.at(0).respected);
  EXPECT_EQ(results[1].text, "CAF (сімейна каса)");
  EXPECT_EQ(results[2].text, "Сімейний коефіцієнт <abbr>*</abbr>");
  EXPECT_EQ(results[3].text, "РОБОЧИЙ ДЕНЬ (З ПОНЕДІЛКА ПО СУБОТУ)");
}

TEST(TranslateTerms, GivesWayToThePhrasebook) {
  TranslationOptions how = options();
  how.phrasebook = std::make_shared<Phrasebook>(
      *Phrasebook::parse(tiny::phrasebook_file("uk", {{"Quotient familial", "Коефіцієнт сім'ї"}})));
  TranslationJob job = job_for({{"Quotient familial"}}, how);
  EXPECT_FALSE(job.next());
  EXPECT_EQ(job.results().front().text, "Коефіцієнт сім'ї");
  EXPECT_EQ(job.results().front().terms.size(), 1U);
}

TEST(TranslateTerms, TriesASentenceThatWentWrongWithItsTermsAsPlaceholders) {
  const auto result = translated({"Votre créance"}, {{"Votre créance", {"Ваша Ваша Ваша Ваша Ваша", {0, 0, 0, 0, 0}}},
                                                     {"Votre <ph1>", {"Ваша <ph1>", {0, 1}}}});
  EXPECT_EQ(result.text, "Ваша боргова вимога");
  EXPECT_EQ(result.status, TranslationStatus::translated);
}

TEST(TranslateTerms, NamesTheTermsOfWhatIsKept) {
  const auto result = translated({"<b>Votre créance", true}, {});
  EXPECT_EQ(result.status, TranslationStatus::kept);
  EXPECT_EQ(result.terms, (std::vector<TermNote>{{"creance", "créance", "боргова вимога", false}}));
}

}  // namespace
}  // namespace parvis
