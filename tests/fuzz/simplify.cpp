// Lists and texts of any bytes: refused or read, never a crash; what is not edited stays, and edits can be undone.

#include "parvis/simplify.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(std::string(PARVIS_TEST_DATA) + "/../../" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr std::string_view kLists = R"json({"replacements": [
  {"id": "a", "kind": "verb", "from": "solliciter", "to": "demander"},
  {"id": "b", "kind": "verb", "from": "être tenu de", "to": "devoir"},
  {"id": "c", "kind": "fixed", "from": "à l'issue de", "to": "après"},
  {"id": "d", "kind": "noun", "from": "courrier", "to": "lettre", "gender": "f"},
  {"id": "e", "kind": "adj", "from": "afférent à", "to": "lié à"},
  {"id": "f", "kind": "nominal", "from": "procéder à la signature de", "to": "signer"}],
  "terms": [{"id": "t", "kind": "term", "fr": "quotient familial", "explain": "Nombre."}]})json";

const parvis::Simplifier& simplifier() {
  static const parvis::Simplifier made = [] {
    const std::string model = read_file("models/french/french.bin");
    return parvis::Simplifier::create(parvis::FrenchAnalyser::load(std::as_bytes(std::span(model))).value(),
                                      parvis::SimplifyLists::parse(kLists).value(),
                                      parvis::GuardLists::parse(read_file("i18n/guards/fr.json")).value())
        .value();
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  (void)parvis::SimplifyLists::parse(input);
  for (const bool markup : {false, true}) {
    const auto result = simplifier().simplify(input, {parvis::SimplifyLevel::strong, markup});
    if (!result) continue;
    std::string back;
    std::size_t at = 0;
    for (const parvis::SimplifyEdit& edit : result->edits) {
      if (edit.plain_begin < at || edit.end < edit.begin || edit.end > input.size()) std::abort();
      back += result->text.substr(at, edit.plain_begin - at);
      back += input.substr(edit.begin, edit.end - edit.begin);
      at = edit.plain_end;
    }
    back += result->text.substr(at);
    if (back != input) std::abort();
  }
  return 0;
}
