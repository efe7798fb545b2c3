#include "parvis/termbase.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

constexpr std::string_view kTerms = R"json({"language": "ar", "terms": [
  {"id": "a", "fr": "avis d'impôt", "to": "إشعار (ضريبة)"},
  {"id": "b", "kind": "acronym", "fr": "CAF", "to": "CAF"},
  {"id": "c", "fr": "appel", "when": ["juge"], "to": "استئناف"}]})json";

// Any bytes as a term list and as a text; terms found lie inside it, in order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const auto known = parvis::Termbase::parse(kTerms);
  if (!known) __builtin_trap();
  std::size_t end = 0;
  for (const parvis::FoundTerm& term : known->find(bytes)) {
    if (term.begin < end || term.end <= term.begin || term.end > size) __builtin_trap();
    end = term.end;
    (void)known->is_respected(term.entry, bytes);
  }
  (void)known->find_whole(bytes);
  if (const auto own = parvis::Termbase::parse(bytes)) (void)own->find(bytes);
  return 0;
}
