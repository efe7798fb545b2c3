// Encoders, catalogues, safety lists and texts of any bytes: refused or read, never a crash.

#include "parvis/intent.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "parvis/safety.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  parvis::ProcedureCatalogue catalogue;
  if (!catalogue.add(input)) {
    (void)catalogue.add(
        R"({"format": 1, "procedures": [{"id": "a", "title": {"fr": "carte d'identité"}}, {"id": "b", "title": {"fr": "HLM"}}]})");
  }
  const parvis::IntentClassifier plain(parvis::IntentSettings{}, catalogue);
  const auto finder = plain.with_encoder(input);
  const auto answer = (finder ? *finder : plain).classify(input);
  for (const auto& choice : answer.choices) {
    for (const auto& reason : choice.reasons) {
      if (reason.begin >= reason.end || reason.end > size) __builtin_trap();
    }
  }
  parvis::SafetyLists lists;
  (void)lists.add(R"({"language": "fr", "danger": ["a|b* c", "\"d\""], "harmless": ["a b"]})");
  (void)lists.add(input);
  for (const auto& match : lists.find(input)) {
    if (match.begin >= match.end || match.end > size) __builtin_trap();
  }
  return 0;
}
