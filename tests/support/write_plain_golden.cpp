// Writes the snapshots of plain French anew: `write_plain_golden ROOT`, ROOT with a slash at its end.
#include <fstream>
#include <iostream>

#include "plain_golden.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_plain_golden ROOT\n";
    return 2;
  }
  const std::string root = argv[1];
  for (const auto& [name, letters] : parvis::plain_golden(root)) {
    std::ofstream(root + "tests/data/plain/" + name, std::ios::binary) << parvis::golden_text(letters);
  }
  return 0;
}
