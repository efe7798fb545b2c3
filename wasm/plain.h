#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "answer.h"
#include "parvis/guards.h"
#include "parvis/simplify.h"

namespace parvis::wasm {

/// The analyser of French and the lists of plain French of one module instance. Methods answer as `bindings.cpp`
/// describes.
class Plain {
 public:
  Answer load_analyser(std::string_view bytes);
  Answer load_lists(std::string_view json);
  /// The guard words of French.
  Answer load_guards(std::string_view json);

  /// Request: {"text", "level", "markup"}.
  [[nodiscard]] Answer simplify(std::string_view request);

  /// Where syllables begin, in UTF-16 units of the text; needs nothing to be loaded.
  [[nodiscard]] static Answer syllables(std::string_view text);

 private:
  std::optional<FrenchAnalyser> analyser_;
  std::optional<GuardLists> guards_;
  SimplifyLists lists_;
  std::optional<Simplifier> simplifier_;  // made when first asked
};

}  // namespace parvis::wasm
