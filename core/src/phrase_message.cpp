#include "parvis/phrase_message.h"

#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "codepoints.h"

namespace parvis {
namespace {

using icu::MessagePattern;
using icu::UnicodeString;

std::string utf8(const UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// A number as French writes it: "1 000", "2,5".
std::optional<double> number_of(std::string_view written) {
  double value = 0;
  double unit = 1;  // of the last digit
  bool digits = false;
  bool fraction = false;
  for (const char32_t c : detail::decode(written).chars) {
    if (c >= U'0' && c <= U'9') {
      digits = true;
      if (fraction) unit /= 10;
      const auto digit = static_cast<double>(c - U'0');
      value = fraction ? value + digit * unit : value * 10 + digit;
    } else if (c == U',' && digits && !fraction) {
      fraction = true;
    } else if (u_isUWhiteSpace(static_cast<UChar32>(c)) == 0) {
      return std::nullopt;
    }
  }
  return digits ? std::optional(value) : std::nullopt;
}

// European Portuguese counts otherwise than CLDR's "pt", which is Brazil's.
icu::Locale plural_locale(const std::string& language) { return {language.c_str(), language == "pt" ? "PT" : nullptr}; }

// Where the plural argument of a message starts and ends, as indices of parts.
struct Plural {
  std::int32_t begin = 0;
  std::int32_t end = 0;
};

std::optional<Plural> only_plural(const MessagePattern& pattern) {
  std::optional<Plural> found;
  for (std::int32_t i = 0; i < pattern.countParts(); ++i) {
    const MessagePattern::Part& part = pattern.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_START || part.getArgType() == UMSGPAT_ARG_TYPE_NONE) continue;
    if (part.getArgType() != UMSGPAT_ARG_TYPE_PLURAL || found || pattern.getPluralOffset(i + 2) != 0)
      return std::nullopt;
    found = Plural{i, pattern.getLimitPartIndex(i)};
  }
  return found;
}

// The text of one case, with the variable where the message has "#".
std::string case_text(const MessagePattern& pattern, std::int32_t start, const std::string& variable) {
  const UnicodeString& source = pattern.getPatternString();
  const std::int32_t limit = pattern.getLimitPartIndex(start);
  std::string out;
  std::int32_t at = pattern.getPart(start).getLimit();
  for (std::int32_t i = start + 1; i <= limit; ++i) {
    const MessagePattern::Part& part = pattern.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_REPLACE_NUMBER && i != limit) continue;
    out += utf8(source.tempSubStringBetween(at, part.getIndex()));
    if (i != limit) out += variable;
    at = part.getLimit();
  }
  return out;
}

}  // namespace

std::optional<PhraseMessage> PhraseMessage::parse(std::string_view text) {
  PhraseMessage message;
  if (text.find(", plural,") == std::string_view::npos) {
    message.forms_.push_back({"other", std::string(text)});
    return message;
  }
  UErrorCode status = U_ZERO_ERROR;
  const UnicodeString source =
      UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  const MessagePattern pattern(source, nullptr, status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  const std::optional<Plural> plural = only_plural(pattern);
  if (!plural) return std::nullopt;
  message.variable_ = "{" + utf8(pattern.getSubstring(pattern.getPart(plural->begin + 1))) + "}";
  const std::string before = utf8(source.tempSubStringBetween(0, pattern.getPart(plural->begin).getIndex()));
  const std::string after = utf8(source.tempSubStringBetween(pattern.getPart(plural->end).getLimit()));
  for (std::int32_t i = plural->begin + 2; i < plural->end; ++i) {
    if (pattern.getPart(i).getType() != UMSGPAT_PART_TYPE_ARG_SELECTOR) continue;
    std::string selector = utf8(pattern.getSubstring(pattern.getPart(i)));
    while (pattern.getPart(i).getType() != UMSGPAT_PART_TYPE_MSG_START) ++i;
    std::string form = before;
    form.append(case_text(pattern, i, message.variable_)).append(after);
    message.forms_.push_back({std::move(selector), std::move(form)});
    i = pattern.getLimitPartIndex(i);
  }
  const auto other = std::ranges::find(message.forms_, "other", &Form::selector);
  std::rotate(other, other + 1, message.forms_.end());
  return message;
}

const std::string& PhraseMessage::select(std::string_view number, const std::string& language) const {
  const std::string& other = forms_.back().text;
  const std::optional<double> value = number_of(number);
  if (!value || forms_.size() == 1) return other;
  for (const Form& form : forms_) {
    if (form.selector.starts_with('=') && number_of(std::string_view(form.selector).substr(1)) == value)
      return form.text;
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(plural_locale(language), status));
  if (U_FAILURE(status) != 0) return other;
  const auto form = std::ranges::find(forms_, utf8(rules->select(*value)), &Form::selector);
  return form == forms_.end() ? other : form->text;
}

}  // namespace parvis
