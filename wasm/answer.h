#pragma once

#include <string>
#include <string_view>

#include "parvis/errors.h"

namespace parvis::wasm {

/// What a call gives back, as JSON.
struct Answer {
  std::string json;
  bool failed = false;

  static Answer error(const Error& error);
  static Answer value(std::string_view text);
  /// Nothing to tell.
  static Answer none() { return {}; }
};

}  // namespace parvis::wasm
