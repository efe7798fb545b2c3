// Simplifies each line of standard input: `simplify_lines MODEL LISTS GUARDS [LEVEL] [--markup]` prints one JSON line
// for each, with the result, the edits and what is hard.
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "parvis/simplify.h"

namespace {

using Json = nlohmann::json;

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Json describe(const parvis::SimplifyResult& result) {
  Json edits = Json::array();
  Json explanations = Json::array();
  Json hard = Json::array();
  for (const parvis::SimplifyEdit& edit : result.edits) {
    edits.push_back({{"begin", edit.begin},
                     {"end", edit.end},
                     {"replacement", edit.replacement},
                     {"kind", to_string(edit.kind)},
                     {"rule", edit.rule},
                     {"entry", edit.entry},
                     {"group", edit.group}});
  }
  for (const parvis::SimplifyExplanation& one : result.explanations)
    explanations.push_back({{"id", one.id}, {"begin", one.begin}, {"end", one.end}});
  Json hard_terms = Json::array();
  for (const parvis::HardTerm& one : result.hard_terms) hard_terms.push_back({{"begin", one.begin}, {"end", one.end}});
  for (const parvis::HardSentence& one : result.hard)
    hard.push_back({{"begin", one.begin}, {"end", one.end}, {"words", one.words}, {"undone", one.undone}});
  const auto reading = [](const parvis::Readability& r) {
    return Json{{"sentences", r.sentences},
                {"words", r.words},
                {"words_per_sentence", r.words_per_sentence},
                {"long_sentences", r.long_sentences},
                {"kandel_moles", r.kandel_moles},
                {"frequent", r.frequent},
                {"jargon", r.jargon},
                {"passive", r.passive},
                {"nested", r.nested}};
  };
  return {{"text", result.text},
          {"edits", edits},
          {"explanations", explanations},
          {"hard_terms", hard_terms},
          {"hard", hard},
          {"undone", result.undone},
          {"before", reading(result.before)},
          {"after", reading(result.after)}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: simplify_lines MODEL LISTS GUARDS [light|standard|strong] [--markup]\n";
    return 2;
  }
  const std::string model = read_file(argv[1]);
  auto analyser = parvis::FrenchAnalyser::load(std::as_bytes(std::span(model)));
  auto lists = parvis::SimplifyLists::parse(read_file(argv[2]));
  auto guards = parvis::GuardLists::parse(read_file(argv[3]));
  if (!analyser || !lists || !guards) {
    std::cerr << "cannot read "
              << (!analyser ? argv[1]
                  : !lists  ? argv[2]
                            : argv[3])
              << (!lists ? ": " + lists.error().detail : std::string()) << '\n';
    return 1;
  }
  const auto simplifier = parvis::Simplifier::create(*std::move(analyser), *std::move(lists), *std::move(guards));
  if (!simplifier) return 1;
  parvis::SimplifyOptions options;
  for (int i = 4; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "light") options.level = parvis::SimplifyLevel::light;
    if (argument == "strong") options.level = parvis::SimplifyLevel::strong;
    if (argument == "--markup") options.markup = true;
  }
  for (std::string line; std::getline(std::cin, line);) {
    const auto result = simplifier->simplify(line, options);
    std::cout << (result ? describe(*result) : Json{{"error", result.error().message}})
                     .dump(-1, ' ', false, Json::error_handler_t::replace)
              << '\n';
  }
  return 0;
}
