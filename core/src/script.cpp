#include "parvis/script.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <numeric>

#include "codepoints.h"

namespace parvis {
namespace {

constexpr std::array<Language, 17> kLanguages{{
    {"fr", Script::latin, Direction::ltr, true, true},
    {"en", Script::latin, Direction::ltr, true, true},
    {"ar", Script::arabic, Direction::rtl, false, true},
    {"es", Script::latin, Direction::ltr, true, true},
    {"pt", Script::latin, Direction::ltr, true, true},
    {"it", Script::latin, Direction::ltr, true, true},
    {"de", Script::latin, Direction::ltr, true, true},
    {"tr", Script::latin, Direction::ltr, true, true},
    {"ru", Script::cyrillic, Direction::ltr, true, true},
    {"uk", Script::cyrillic, Direction::ltr, true, true},
    {"ro", Script::latin, Direction::ltr, true, true},
    {"pl", Script::latin, Direction::ltr, true, true},
    {"zh", Script::han, Direction::ltr, false, false},
    {"fa", Script::arabic, Direction::rtl, false, true},
    {"ps", Script::arabic, Direction::rtl, false, true},
    {"vi", Script::latin, Direction::ltr, true, true},
    {"sq", Script::latin, Direction::ltr, true, true},
}};

}  // namespace

std::string_view to_string(Script script) {
  switch (script) {
    case Script::none:
      return "Zyyy";
    case Script::latin:
      return "Latn";
    case Script::arabic:
      return "Arab";
    case Script::cyrillic:
      return "Cyrl";
    case Script::han:
      return "Hani";
    case Script::other:
      return "Zzzz";
  }
  return "Zzzz";
}

std::string_view to_string(Direction direction) { return direction == Direction::rtl ? "rtl" : "ltr"; }

std::span<const Language> languages() { return kLanguages; }

std::optional<Language> find_language(std::string_view code) {
  const std::string_view base = code.substr(0, code.find_first_of("-_"));
  const auto same = [](char a, char b) { return (a | 0x20) == b; };
  const auto found = std::ranges::find_if(
      kLanguages, [&](const Language& language) { return std::ranges::equal(base, language.code, same); });
  if (found == kLanguages.end()) return std::nullopt;
  return *found;
}

Script script_of(char32_t character) {
  if (!detail::is_letter(character)) return Script::none;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(character), &status)) {
    case USCRIPT_LATIN:
      return Script::latin;
    case USCRIPT_ARABIC:
      return Script::arabic;
    case USCRIPT_CYRILLIC:
      return Script::cyrillic;
    case USCRIPT_HAN:
      return Script::han;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
      return Script::none;
    default:
      return Script::other;
  }
}

std::size_t ScriptCounts::total() const { return std::accumulate(letters.begin() + 1, letters.end(), std::size_t{0}); }

ScriptCounts count_scripts(std::string_view text) {
  ScriptCounts counts;
  for (const char32_t c : detail::decode(text).chars) ++counts.letters[static_cast<std::size_t>(script_of(c))];
  return counts;
}

Script main_script(std::string_view text) {
  auto letters = count_scripts(text).letters;
  letters[static_cast<std::size_t>(Script::none)] = 0;
  letters[static_cast<std::size_t>(Script::han)] *= 3;
  const auto most = std::ranges::max_element(letters);
  return *most == 0 ? Script::none : static_cast<Script>(most - letters.begin());
}

Direction text_direction(std::string_view text) {
  std::size_t rtl = 0, ltr = 0;
  for (const char32_t c : detail::decode(text).chars) {
    if (!detail::is_letter(c)) continue;
    const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
    ++(direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC ? rtl : ltr);
  }
  return rtl > ltr ? Direction::rtl : Direction::ltr;
}

}  // namespace parvis
