#include "parvis/transliterate.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "codepoints.h"
#include "parvis/script.h"
#include "parvis/text.h"

namespace parvis {
namespace {

using detail::CodePoints;

constexpr std::array<std::string_view, 10> kLanguages{"ar", "be", "bg", "fa", "mk", "ps", "ru", "sr", "uk", "ur"};

constexpr char32_t kShadda = U'\u0651';
constexpr char32_t kTehMarbuta = U'\u0629';

struct Equivalent {
  char32_t letter;
  std::string_view latin;
};

/// What a language, or the first letter of a word in it, writes in another way than the table.
struct Exception {
  std::string_view language;
  char32_t letter;
  std::string_view latin;
  bool first_only = false;
};

// Section 6.B, lower case; by code point.
constexpr std::array<Equivalent, 50> kCyrillic{{
    {U'а', "a"},  {U'б', "b"},    {U'в', "v"},  {U'г', "g"},  {U'д', "d"},  {U'е', "e"},  {U'ж', "zh"}, {U'з', "z"},
    {U'и', "i"},  {U'й', "i"},    {U'к', "k"},  {U'л', "l"},  {U'м', "m"},  {U'н', "n"},  {U'о', "o"},  {U'п', "p"},
    {U'р', "r"},  {U'с', "s"},    {U'т', "t"},  {U'у', "u"},  {U'ф', "f"},  {U'х', "kh"}, {U'ц', "ts"}, {U'ч', "ch"},
    {U'ш', "sh"}, {U'щ', "shch"}, {U'ъ', "ie"}, {U'ы', "y"},  {U'ь', ""},   {U'э', "e"},  {U'ю', "iu"}, {U'я', "ia"},
    {U'ё', "e"},  {U'ђ', "d"},    {U'ѓ', "g"},  {U'є', "ie"}, {U'ѕ', "dz"}, {U'і', "i"},  {U'ї', "i"},  {U'ј', "j"},
    {U'љ', "lj"}, {U'њ', "nj"},   {U'ћ', "c"},  {U'ќ', "k"},  {U'ў', "u"},  {U'џ', "dz"}, {U'ѫ', "u"},  {U'ѵ', "y"},
    {U'ґ', "g"},  {U'һ', "c"},
}};

constexpr std::array<Exception, 21> kExceptions{{
    {"be", U'г', "h"},        {"be", U'ё', "io"},       {"bg", U'щ', "sht"},     {"mk", U'ѓ', "gj"},
    {"mk", U'ќ', "kj"},       {"mk", U'х', "h"},        {"mk", U'ц', "c"},       {"mk", U'џ', "dj"},
    {"sr", U'г', "h"},        {"sr", U'ж', "z"},        {"sr", U'х', "h"},       {"sr", U'ц', "c"},
    {"sr", U'ч', "c"},        {"sr", U'ш', "s"},        {"uk", U'г', "h"},       {"uk", U'и', "y"},
    {"uk", U'є', "ye", true}, {"uk", U'ї', "yi", true}, {"uk", U'й', "y", true}, {"uk", U'ю', "yu", true},
    {"uk", U'я', "ya", true},
}};

// Section 6.C, with the letters of Persian, Pashto and Urdu; teh marbuta inside a name. By code point.
constexpr std::array<Equivalent, 75> kArabic{{
    {U'\u0621', "XE"},  {U'\u0622', "XAA"}, {U'\u0623', "XAE"}, {U'\u0624', "U"},   {U'\u0625', "I"},
    {U'\u0626', "XI"},  {U'\u0627', "A"},   {U'\u0628', "B"},   {U'\u0629', "XTA"}, {U'\u062A', "T"},
    {U'\u062B', "XTH"}, {U'\u062C', "J"},   {U'\u062D', "XH"},  {U'\u062E', "XKH"}, {U'\u062F', "D"},
    {U'\u0630', "XDH"}, {U'\u0631', "R"},   {U'\u0632', "Z"},   {U'\u0633', "S"},   {U'\u0634', "XSH"},
    {U'\u0635', "XSS"}, {U'\u0636', "XDZ"}, {U'\u0637', "XTT"}, {U'\u0638', "XZZ"}, {U'\u0639', "E"},
    {U'\u063A', "G"},   {U'\u0640', ""},    {U'\u0641', "F"},   {U'\u0642', "Q"},   {U'\u0643', "K"},
    {U'\u0644', "L"},   {U'\u0645', "M"},   {U'\u0646', "N"},   {U'\u0647', "H"},   {U'\u0648', "W"},
    {U'\u0649', "XAY"}, {U'\u064A', "Y"},   {U'\u064B', ""},    {U'\u064C', ""},    {U'\u064D', ""},
    {U'\u064E', ""},    {U'\u064F', ""},    {U'\u0650', ""},    {U'\u0652', ""},    {U'\u0670', ""},
    {U'\u0671', "XXA"}, {U'\u0679', "XXT"}, {U'\u067C', "XRT"}, {U'\u067E', "P"},   {U'\u0681', "XKE"},
    {U'\u0685', "XXH"}, {U'\u0686', "XC"},  {U'\u0688', "XXD"}, {U'\u0689', "XDR"}, {U'\u0691', "XXR"},
    {U'\u0693', "XRR"}, {U'\u0696', "XRX"}, {U'\u0698', "XJ"},  {U'\u069A', "XXS"}, {U'\u06A9', "XKK"},
    {U'\u06AB', "XXK"}, {U'\u06AD', "XNG"}, {U'\u06AF', "XGG"}, {U'\u06BA', "XNN"}, {U'\u06BC', "XXN"},
    {U'\u06BE', "XDO"}, {U'\u06C0', "XYH"}, {U'\u06C1', "XXG"}, {U'\u06C2', "XGE"}, {U'\u06C3', "XTG"},
    {U'\u06CC', "XYA"}, {U'\u06CD', "XXY"}, {U'\u06D0', "Y"},   {U'\u06D2', "XYB"}, {U'\u06D3', "XBE"},
}};
constexpr std::string_view kTehMarbutaAtEnd = "XAH";

char32_t lower(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }
bool is_upper(char32_t c) { return u_isupper(static_cast<UChar32>(c)) != 0; }
bool is_mark(char32_t c) { return c >= U'\u064B' && c <= U'\u0652'; }
bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'\u02BC'; }
/// Part of a word: the next letter is not a first one.
bool joins(char32_t c) { return detail::is_letter(c) || is_mark(c) || is_apostrophe(c); }

template <std::size_t Size>
std::optional<std::string_view> find(const std::array<Equivalent, Size>& table, char32_t letter) {
  const auto* const found = std::ranges::find(table, letter, &Equivalent::letter);
  if (found == table.end()) return std::nullopt;
  return found->latin;
}

std::optional<std::string_view> cyrillic(char32_t letter, std::string_view language, bool first) {
  for (const Exception& exception : kExceptions) {
    if (exception.language == language && exception.letter == letter && (first || !exception.first_only))
      return exception.latin;
  }
  return find(kCyrillic, letter);
}

/// Capitals where the word is in capitals, a capital first letter where only that letter is one.
void append_cased(std::string& out, std::string_view latin, const CodePoints& name, std::size_t i) {
  const bool capital = is_upper(name.chars[i]);
  const bool all = capital && (is_upper(name.at(i + 1)) || (is_upper(name.before(i)) && !joins(name.at(i + 1))));
  for (std::size_t k = 0; k < latin.size(); ++k) {
    const bool raise = all || (capital && k == 0);
    out += raise ? static_cast<char>(latin[k] - 'a' + 'A') : latin[k];
  }
}

/// Whether nothing of the name component comes after character `i`.
bool ends_component(const CodePoints& name, std::size_t i) {
  std::size_t next = i + 1;
  while (next < name.size() && is_mark(name.chars[next])) ++next;
  return !joins(name.at(next));
}

std::optional<std::string_view> arabic(const CodePoints& name, std::size_t i) {
  const char32_t c = name.chars[i];
  if (c == kTehMarbuta && ends_component(name, i)) return kTehMarbutaAtEnd;
  return find(kArabic, c);
}

Result<std::string> transliterate_line(std::string_view line, std::string_view language) {
  const std::string normal = normalise(line);
  const CodePoints name = detail::decode(normal);
  std::string out;
  out.reserve(normal.size() * 2);
  std::string_view last;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char32_t c = name.chars[i];
    if (c == kShadda) {
      out += last;
      continue;
    }
    if (is_apostrophe(c) && !detail::is_ascii_letter(name.before(i))) continue;
    if (const auto latin = arabic(name, i)) {
      if (!latin->empty()) last = *latin;
      out += *latin;
      continue;
    }
    last = {};
    if (const auto latin = cyrillic(lower(c), language, !joins(name.before(i)))) {
      append_cased(out, *latin, name, i);
      continue;
    }
    if (detail::is_letter(c) && script_of(c) != Script::latin) {
      std::string letter;
      detail::append(letter, c);
      return Error{ErrorCode::argument_invalid, "The standard has no equivalent of a letter", std::move(letter)};
    }
    detail::append(out, c);
  }
  return out;
}

}  // namespace

std::span<const std::string_view> transliterated_languages() { return kLanguages; }

Result<std::string> transliterate_name(std::string_view name, std::string_view language) {
  if (std::ranges::find(kLanguages, language) == kLanguages.end())
    return Error{ErrorCode::language_unknown, "Names of this language are not transliterated", std::string(language)};
  std::string out;
  for (std::size_t start = 0; start <= name.size();) {
    const std::size_t end = std::min(name.find('\n', start), name.size());
    auto line = transliterate_line(name.substr(start, end - start), language);
    if (!line) return line.error();
    out += *line;
    if (end < name.size()) out += '\n';
    start = end + 1;
  }
  return out;
}

}  // namespace parvis
