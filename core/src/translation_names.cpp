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
      return to_string(GuardFlag::repetition);
    case Flag::copied:
      return to_string(GuardFlag::copied);
    case Flag::wrong_script:
      return to_string(GuardFlag::wrong_script);
    case Flag::leftover_placeholder:
      return to_string(GuardFlag::leftover_placeholder);
    case Flag::too_short:
      return to_string(GuardFlag::too_short);
    case Flag::too_long:
      return to_string(GuardFlag::too_long);
    case Flag::negation:
      return to_string(GuardFlag::negation);
    case Flag::obligation:
      return to_string(GuardFlag::obligation);
    case Flag::condition:
      return to_string(GuardFlag::condition);
    case Flag::deadline:
      return to_string(GuardFlag::deadline);
    case Flag::empty:
      return "empty";
    case Flag::split:
      return "split";
    case Flag::low_confidence:
      return "low-confidence";
    case Flag::term_missing:
      return "term-missing";
  }
  return {};
}

std::string_view to_string(TranslationStatus status) {
  switch (status) {
    case TranslationStatus::translated:
      return "translated";
    case TranslationStatus::kept:
      return "kept";
    case TranslationStatus::phrase:
      return "phrase";
  }
  return {};
}

}  // namespace parvis
