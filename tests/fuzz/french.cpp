#include "parvis/french.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "french_model.h"
#include "parvis/french_forms.h"
#include "parvis/sha256.h"

namespace {

using namespace parvis;

/// The real model file.
const std::string& model_file() {
  static const std::string bytes = [] {
    std::ifstream file(PARVIS_TEST_DATA "/../../models/french/french.bin", std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(file)), {});
  }();
  return bytes;
}

Result<FrenchAnalyser> load(const std::string& bytes) { return FrenchAnalyser::load(std::as_bytes(std::span(bytes))); }

/// A tree over words that stand in order.
void check(std::string_view text, const FrenchAnalysis& analysis) {
  std::size_t at = 0;
  for (const FrenchSentence& sentence : analysis.sentences) {
    int roots = 0;
    for (const FrenchWord& word : sentence.words) {
      if (word.begin < at || word.end <= word.begin || word.end > text.size()) std::abort();
      at = word.end;
      roots += word.head < 0 ? 1 : 0;
      if (word.head >= static_cast<int>(sentence.words.size())) std::abort();
    }
    if (roots != 1) std::abort();
  }
}

/// The real file with a few bytes changed and its hash made right again: what fails is the layout, or nothing.
void load_changed(std::string_view changes, std::string_view text) {
  std::string bytes = model_file();
  for (std::size_t i = 0; i + 3 < changes.size() && bytes.size() > 40; i += 4) {
    const auto at = detail::french_hash(changes.substr(i, 3)) % (bytes.size() - 40);
    bytes[40 + at] = changes[i + 3];
  }
  Sha256 hash;
  hash.update(std::string_view(bytes).substr(40));
  const auto digest = hash.digest();
  std::copy(digest.begin(), digest.end(), bytes.begin() + 8);
  if (const auto analyser = load(bytes)) check(text, analyser->analyse(text));
}

}  // namespace

// Any bytes as a model body, as changes to the real one, as a text to analyse and as words to inflect: no crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const auto analyser = load(model_file());
  if (!analyser) std::abort();
  (void)detail::FrenchModel::read(bytes);
  check(bytes, analyser->analyse(bytes));
  if (size > 0 && size <= 16 && data[0] % 16 == 0)
    load_changed(bytes, "Vous devez signer la demande avant le 12 mars.");
  (void)conjugate(bytes, Mood::subjunctive, Tense::imperfect, Person::third, Number::singular);
  (void)past_participle(bytes, Gender::feminine, Number::plural);
  (void)inflect_adjective(bytes, Gender::feminine, Number::plural);
  (void)before("le", bytes, true);
  (void)before(bytes, "avis", true);
  return 0;
}
