// What train_hard_terms.py learns from: `term_candidates MODEL LISTS` prints one JSON line for each line of standard
// input, a list of sentences {"words": [[begin, end, lemma, class]...], "known": [[first, last]...], "candidates":
// [[first, last, key, in the termbase, [hash...]]...]}; places are bytes, and indices of words.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "simplify_hard_terms.h"

namespace {

using Json = nlohmann::json;

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Json describe(const parvis::detail::Clause& clause, const parvis::FrenchAnalysis& analysis,
              const parvis::SimplifyLists::Data& lists) {
  Json words = Json::array();
  for (const parvis::FrenchWord& word : clause.words)
    words.push_back({word.begin, word.end, word.lemma, to_string(word.upos)});
  Json known = Json::array();
  const auto matches = find_terms(clause, analysis, lists);
  for (const parvis::detail::TermMatch& match : matches) known.push_back({match.first, match.last});
  Json candidates = Json::array();
  for (const parvis::detail::TermCandidate& one : term_candidates(clause, lists)) {
    const bool listed = std::any_of(matches.begin(), matches.end(), [&](const parvis::detail::TermMatch& match) {
      return match.first == one.first && match.last == one.last;
    });
    candidates.push_back({one.first, one.last, one.key, listed, term_features(clause, one, lists, listed)});
  }
  return {{"words", words}, {"known", known}, {"candidates", candidates}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: term_candidates MODEL LISTS\n";
    return 2;
  }
  const std::string model = read_file(argv[1]);
  const auto analyser = parvis::FrenchAnalyser::load(std::as_bytes(std::span(model)));
  const auto lists = parvis::SimplifyLists::parse(read_file(argv[2]));
  if (!analyser || !lists) {
    std::cerr << "cannot read " << (!analyser ? argv[1] : argv[2]) << '\n';
    return 1;
  }
  for (std::string line; std::getline(std::cin, line);) {
    const parvis::FrenchAnalysis analysis = analyser->analyse(line);
    Json sentences = Json::array();
    for (const parvis::FrenchSentence& sentence : analysis.sentences)
      sentences.push_back(describe({line, sentence}, analysis, lists->data()));
    std::cout << sentences.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
  return 0;
}
