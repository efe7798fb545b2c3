#include "parvis/translate.h"

namespace parvis {

std::string_view to_string(Flag flag) {
  switch (flag) {
    case Flag::nothing_to_translate:
      return "nothing-to-translate";
    case Flag::text_repaired:
      return "text-repaired";
    case Flag::markup_invalid:
      return "markup-invalid";
    case Flag::lock_lost:
      return "lock-lost";
    case Flag::lock_added:
      return "lock-added";
    case Flag::value_added:
      return "value-added";
    case Flag::unfinished:
      return "unfinished";
    case Flag::repetition:
      return "repetition";
    case Flag::empty:
      return "empty";
    case Flag::split:
      return "split";
    case Flag::low_confidence:
      return "low-confidence";
  }
  return {};
}

std::string_view to_string(TranslationStatus status) {
  return status == TranslationStatus::translated ? "translated" : "kept";
}

}  // namespace parvis
