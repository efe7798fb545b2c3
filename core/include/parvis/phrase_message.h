#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// Texts of the phrasebook that change with a number: ICU messages with one plural argument.

namespace parvis {

/// A text of the phrasebook, spelled out for each case of its plural.
///
/// "{count, plural, one {# jour} other {# jours}} de retard" has the forms "{count} jour de retard" (one) and "{count}
/// jours de retard" (other). A text without a plural has one form, itself.
class PhraseMessage {
 public:
  /// One case of the plural.
  struct Form {
    std::string selector;  ///< a category of CLDR ("one", "few", "other") or an exact number ("=0")
    std::string text;      ///< the whole text, its variables in braces
  };

  /// Reads the syntax of ICU MessageFormat (https://unicode-org.github.io/icu/userguide/format_parse/messages/), of
  /// which a text may use plain arguments and one plural without offset. Nothing for any other text with ", plural,".
  static std::optional<PhraseMessage> parse(std::string_view text);

  /// The variable that the plural depends on, in braces; empty without a plural.
  [[nodiscard]] const std::string& variable() const { return variable_; }

  [[nodiscard]] const std::vector<Form>& forms() const { return forms_; }

  /// The form for a number as it is written ("21", "1 000", "2,5"), by the plural rules of CLDR for a language; the
  /// last form ("other") for what is no number.
  [[nodiscard]] const std::string& select(std::string_view number, const std::string& language) const;

 private:
  std::string variable_;
  std::vector<Form> forms_;  // the last one is "other"
};

}  // namespace parvis
