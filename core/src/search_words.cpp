#include "parvis/search_words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <utility>

#include "codepoints.h"

namespace parvis {
namespace {

/// Letters without a decomposition that people type in a plainer form.
constexpr std::array<std::pair<char32_t, std::u32string_view>, 19> kPlain{{
    {U'ı', U"i"},           {U'ł', U"l"},           {U'đ', U"d"},           {U'ø', U"o"},
    {U'ð', U"d"},           {U'œ', U"oe"},          {U'æ', U"ae"},          {U'þ', U"th"},
    {U'\u0649', U"\u064A"}, {U'\u06CC', U"\u064A"}, {U'\u0629', U"\u0647"}, {U'\u06A9', U"\u0643"},
    {U'\u06C1', U"\u0647"}, {U'\u06BE', U"\u0647"}, {U'\u06CD', U"\u064A"}, {U'\u06D0', U"\u064A"},
    {U'ґ', U"г"},           {U'\u0671', U"\u0627"}, {U'\u06AA', U"\u0643"},
}};

bool is_mark(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_MC_MASK)) != 0;
}

/// What may stand inside a word without being part of it: marks, joiners, the soft hyphen and the tatweel.
bool is_ignored(char32_t c) {
  return is_mark(c) || c == U'\u200C' || c == U'\u200D' || c == U'\u00AD' || c == U'\u0640';
}

void append_plain(std::u32string& form, char32_t c) {
  for (const auto& [letter, plain] : kPlain) {
    if (c == letter) {
      form += plain;
      return;
    }
  }
  form += c;
}

/// One character in search form, appended.
void append_folded(std::u32string& form, char32_t c, const icu::Normalizer2& nfd) {
  if (c >= U'a' && c <= U'z') {
    form += c;
    return;
  }
  if (const auto digit = u_charDigitValue(static_cast<UChar32>(c)); digit >= 0) {
    form += U'0' + static_cast<char32_t>(digit);
    return;
  }
  const icu::UnicodeString folded = icu::UnicodeString(static_cast<UChar32>(c)).foldCase();
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString plain = nfd.normalize(folded, status);
  const icu::UnicodeString& letters = U_SUCCESS(status) ? plain : folded;
  for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const auto letter = static_cast<char32_t>(letters.char32At(i));
    if (!is_ignored(letter)) append_plain(form, letter);
  }
}

}  // namespace

std::vector<SearchWord> search_words(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  std::vector<SearchWord> words;
  if (U_FAILURE(status)) return words;
  const detail::CodePoints source = detail::decode(text);
  SearchWord word;
  const auto flush = [&] {
    if (!word.form.empty()) words.push_back(std::move(word));
    word = {};
  };
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char32_t c = source.chars[i];
    if (is_ignored(c)) continue;
    if (!detail::is_letter(c) && !detail::is_digit(c)) {
      flush();
      continue;
    }
    const Script script = script_of(c);
    const bool joins = script == word.script || script == Script::none || word.script == Script::none;
    if (!joins || script == Script::han) flush();
    if (word.form.empty()) word.begin = source.offsets[i];
    append_folded(word.form, c, *nfd);
    word.end = source.offsets[i + 1];
    if (word.script == Script::none) word.script = script;
    if (script == Script::han) flush();
  }
  flush();
  return words;
}

}  // namespace parvis
