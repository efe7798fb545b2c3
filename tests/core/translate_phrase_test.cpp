#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "parvis/translate.h"
#include "support/fake_model.h"
#include "support/phrases.h"

namespace parvis {
namespace {

TranslationOptions with(const std::string& language, tiny::Phrases phrases) {
  TranslationOptions options;
  options.phrasebook = std::make_shared<Phrasebook>(*Phrasebook::parse(tiny::phrasebook_file(language, phrases)));
  return options;
}

TranslationJob job_for(std::string_view to, std::vector<TranslationInput> inputs, const TranslationOptions& options,
                       const std::string& pack = "") {
  auto job = TranslationJob::create(tiny::open(tiny::raw_body()),
                                    tiny::open(tiny::raw_language(pack.empty() ? std::string(to) : pack)), to,
                                    std::move(inputs), options);
  EXPECT_TRUE(job);
  return *std::move(job);
}

TEST(TranslatePhrase, AsksThePhrasebookBeforeTheNetwork) {
  TranslationJob job = job_for("ar", {{"Nom de naissance :"}}, with("ar", {{"Nom de naissance", "اللقب عند الولادة"}}));
  EXPECT_FALSE(job.next()) << "nothing is left for the network";
  const TranslationResult result = job.results().front();
  EXPECT_EQ(result.text, "اللقب عند الولادة:");
  EXPECT_EQ(result.status, TranslationStatus::phrase);
  EXPECT_EQ(to_string(result.level), "phrase");
}

TEST(TranslatePhrase, LeavesTheRestToTheNetwork) {
  TranslationJob job = job_for("uk", {{"Nom"}, {"Autre chose"}}, with("uk", {{"Nom", "Прізвище"}}));
  const auto batch = job.next();
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->rows, 1U);
  EXPECT_EQ(job.results()[0].text, "Прізвище");
  EXPECT_EQ(job.results()[1].status, TranslationStatus::kept);
}

TEST(TranslatePhrase, KeepsTheMarksAfterTheWords) {
  const auto text = [](const std::string& markup) {
    TranslationJob job = job_for("tr", {{markup, true}}, with("tr", {{"Nom & prénom", "Ad & soyadı"}}));
    return job.next() ? std::string("(network)") : job.results().front().text;
  };
  EXPECT_EQ(text("Nom &amp; prénom"), "Ad &amp; soyadı");
  EXPECT_EQ(text("Nom &amp; prénom <abbr title=\"obligatoire\">*</abbr>"),
            "Ad &amp; soyadı <abbr title=\"obligatoire\">*</abbr>");
  EXPECT_EQ(text("<b>Nom</b> &amp; prénom"), "(network)") << "nothing says where the tag belongs";
}

TEST(TranslatePhrase, IsForFrenchIntoItsLanguageOnly) {
  EXPECT_TRUE(job_for("fr", {{"Nom"}}, with("ar", {{"Nom", "اللقب"}}), "ar").next());
  EXPECT_TRUE(job_for("es", {{"Nom"}}, with("ar", {{"Nom", "اللقب"}})).next());
}

}  // namespace
}  // namespace parvis
