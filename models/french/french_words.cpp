// Words of French sentences, one JSON line for each line of standard input. Without a model file: byte offsets and
// locks, for training. With one: the whole analysis, for evaluation; `--time` reads all of the input first and prints
// the words analysed in a second of processor time.
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "parvis/french.h"

namespace {

using Json = nlohmann::json;

Json sentence_json(const parvis::FrenchSentence& sentence) {
  Json words = Json::array();
  for (const parvis::FrenchWord& word : sentence.words) {
    const parvis::Morphology& m = word.morphology;
    words.push_back({{"begin", word.begin},
                     {"end", word.end},
                     {"lock", word.lock ? std::string(to_string(*word.lock)) : ""},
                     {"upos", to_string(word.upos)},
                     {"contraction", static_cast<int>(word.contraction)},
                     {"morphology",
                      {static_cast<int>(m.gender), static_cast<int>(m.number), static_cast<int>(m.person),
                       static_cast<int>(m.tense), static_cast<int>(m.mood), static_cast<int>(m.verb_form)}},
                     {"lemma", word.lemma},
                     {"head", word.head},
                     {"deprel", to_string(word.deprel)},
                     {"margin", word.margin}});
  }
  return words;
}

void print(const parvis::FrenchAnalysis& analysis) {
  Json sentences = Json::array();
  for (const parvis::FrenchSentence& sentence : analysis.sentences) sentences.push_back(sentence_json(sentence));
  std::cout << sentences.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void time(const parvis::FrenchAnalyser& analyser) {
  const std::string text((std::istreambuf_iterator<char>(std::cin)), {});
  const std::clock_t start = std::clock();
  std::size_t words = 0;
  for (const parvis::FrenchSentence& sentence : analyser.analyse(text).sentences) words += sentence.words.size();
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::cout << words << " words, " << static_cast<long>(static_cast<double>(words) / seconds) << " words/s\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    for (std::string line; std::getline(std::cin, line);) print(parvis::tokenize_french(line));
    return 0;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const auto analyser = parvis::FrenchAnalyser::load(std::as_bytes(std::span(bytes)));
  if (!analyser) {
    std::cerr << argv[1] << ": " << analyser.error().message << '\n';
    return 1;
  }
  if (argc > 2 && std::string_view(argv[2]) == "--time") {
    time(*analyser);
    return 0;
  }
  for (std::string line; std::getline(std::cin, line);) print(analyser->analyse(line));
  return 0;
}
