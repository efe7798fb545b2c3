// Prints the evidence that the classifier finds for each line of standard input, before any weight is put on it, for
// the calibration: one JSON object {"ids": [...]}, then for each line float64 numbers, first the lexical shares of all
// procedures, then the encoder's nats for them, then its nats for its special classes.
//
// usage: intent_evidence ENCODER CATALOGUE...

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "intent_encoder.h"
#include "intent_features.h"
#include "intent_index.h"
#include "parvis/search_words.h"

namespace {

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool write(const std::vector<double>& numbers) {
  return std::fwrite(numbers.data(), sizeof(double), numbers.size(), stdout) == numbers.size();
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const auto encoder = parvis::IntentEncoder::parse(read(arguments[1]));
  parvis::ProcedureCatalogue catalogue;
  for (int i = 2; i < count; ++i) {
    if (!catalogue.add(read(arguments[i]))) return 2;
  }
  if (!encoder) return 2;
  const auto procedures = catalogue.procedures();
  const parvis::detail::IntentIndex index(procedures);
  std::vector<const parvis::IntentEncoder::Class*> learned, special;
  nlohmann::json ids = nlohmann::json::array();
  for (const auto& procedure : procedures) {
    for (const auto& one : encoder->classes()) {
      if (one.id == procedure.id) learned.push_back(&one);
    }
    ids.push_back(procedure.id);
  }
  for (const auto& one : encoder->classes()) {
    if (one.id.starts_with('~')) {
      special.push_back(&one);
      ids.push_back(one.id);
    }
  }
  if (learned.size() != procedures.size()) return 3;  // the encoder has not learned this catalogue
  std::puts(nlohmann::json{{"ids", ids}}.dump().c_str());
  for (std::string line; std::getline(std::cin, line);) {
    const auto words = parvis::search_words(line);
    const auto features = parvis::detail::intent_features(words);
    const auto lexical = index.search(features, words.size());
    const bool written = write(lexical.total) && write(encoder->weigh(features, words.size(), learned).total) &&
                         write(encoder->weigh(features, words.size(), special).total);
    if (!written) return 1;
  }
}
