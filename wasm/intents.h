#pragma once

#include <optional>
#include <string_view>

#include "answer.h"
#include "parvis/intent.h"
#include "parvis/procedures.h"
#include "parvis/safety.h"

namespace parvis::wasm {

/// The catalogue, the classifier and the safety lists of one module instance. Methods answer as `bindings.cpp`
/// describes.
class Intents {
 public:
  Answer set(std::string_view settings);
  Answer add_catalogue(std::string_view json);
  /// Makes the classifier of what has been added so far; an encoder stays.
  Answer start();
  Answer load_encoder(std::string_view bytes);
  Answer add_safety(std::string_view json);

  [[nodiscard]] Answer classify(std::string_view text) const;
  [[nodiscard]] Answer procedures(std::string_view language) const;

 private:
  IntentSettings settings_;
  ProcedureCatalogue catalogue_;
  std::optional<IntentClassifier> classifier_;
  SafetyLists safety_;
};

}  // namespace parvis::wasm
