// Every entry of the phrase table does in its examples what the table says, alone and at its own level, and leaves its
// counter-examples as they are.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "parvis/simplify.h"

namespace parvis {
namespace {

using Json = nlohmann::json;

const std::string kRoot = std::string(PARVIS_TEST_DATA) + "/../../";

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Json> entries(const std::string& file) {
  std::vector<Json> all;
  std::ifstream lines(kRoot + "i18n/plain/replacements/" + file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) all.push_back(Json::parse(line));
  }
  return all;
}

SimplifyLevel level_of(const Json& entry) {
  const std::string level = entry.value("level", "light");
  if (level == "strong") return SimplifyLevel::strong;
  return level == "standard" ? SimplifyLevel::standard : SimplifyLevel::light;
}

class PhraseTable : public testing::TestWithParam<std::string> {};

TEST_P(PhraseTable, EntriesDoWhatTheirExamplesSay) {
  const std::string model = read_file(kRoot + "models/french/french.bin");
  const auto analyser = FrenchAnalyser::load(std::as_bytes(std::span(model)));
  const auto guards = GuardLists::parse(read_file(kRoot + "i18n/guards/fr.json"));
  ASSERT_TRUE(analyser && guards);
  const std::vector<Json> all = entries(GetParam());
  ASSERT_FALSE(all.empty());
  for (const Json& entry : all) {
    SCOPED_TRACE(entry["id"].get<std::string>());
    const auto lists = SimplifyLists::parse(Json{{"replacements", {entry}}}.dump());
    ASSERT_TRUE(lists) << lists.error().detail;
    const auto simplifier = Simplifier::create(*analyser, *lists, *guards);
    ASSERT_TRUE(simplifier);
    const auto rewrite = [&](const std::string& text) {
      return simplifier->simplify(text, {level_of(entry), false})->text;
    };
    for (const Json& example : entry["examples"]) EXPECT_EQ(rewrite(example[0]), example[1].get<std::string>());
    for (const Json& same : entry.value("not", Json::array())) EXPECT_EQ(rewrite(same), same.get<std::string>());
  }
}

INSTANTIATE_TEST_SUITE_P(Topics, PhraseTable,
                         testing::Values("adjectives.jsonl", "connectors.jsonl", "nominal.jsonl", "nouns.jsonl",
                                         "phrases.jsonl", "verbs.jsonl"),
                         [](const auto& topic) { return std::filesystem::path(topic.param).stem().string(); });

}  // namespace
}  // namespace parvis
