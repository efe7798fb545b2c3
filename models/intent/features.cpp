// Writes the features of each line of standard input as the classifier sees them: 64-bit little-endian numbers, first
// how many they are, then the key of each.

#include <cstdint>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "intent_features.h"
#include "parvis/search_words.h"

int main() {
  std::vector<std::uint64_t> numbers;
  for (std::string line; std::getline(std::cin, line);) {
    const auto features = parvis::detail::intent_features(parvis::search_words(line));
    numbers.assign(1, features.size());
    for (const auto& feature : features) numbers.push_back(feature.key);
    if (std::fwrite(numbers.data(), sizeof(std::uint64_t), numbers.size(), stdout) != numbers.size()) return 1;
  }
}
