#include <utility>

#include "item.h"
#include "parvis/bidi.h"
#include "parvis/script.h"
#include "parvis/translate.h"

namespace parvis {

std::vector<std::optional<TranslationResult>> find_phrases(std::vector<TranslationInput> inputs,
                                                           const TranslationOptions& options) {
  const std::string_view language = options.phrasebook ? std::string_view(options.phrasebook->language())
                                    : options.termbase ? std::string_view(options.termbase->language())
                                                       : "";
  const auto target = find_language(language);
  const bool isolate = options.isolate && target && target->direction == Direction::rtl;
  std::vector<std::optional<TranslationResult>> results;
  for (TranslationInput& input : inputs) {
    std::optional<std::string> phrase = detail::find_written(input, options);
    const detail::Item item = detail::read_item(std::move(input), "fr");
    if (!phrase || item.refused) {
      results.emplace_back(std::nullopt);
      continue;
    }
    std::string text = isolate && !item.original ? isolate_ltr_runs(*phrase) : *std::move(phrase);
    results.emplace_back(
        TranslationResult{std::move(text), TranslationStatus::phrase, 1, Level::phrase, item.flags, {}});
  }
  return results;
}

}  // namespace parvis
