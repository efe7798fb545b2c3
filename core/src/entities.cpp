#include "entities.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "codepoints.h"

namespace parvis {
namespace {

// U+00A0 to U+00FF in order.
constexpr std::array<std::string_view, 96> latin1{
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

constexpr std::array<std::pair<std::string_view, char16_t>, 35> others{
    {{"amp", u'&'},      {"lt", u'<'},       {"gt", u'>'},      {"quot", u'"'},    {"apos", u'\''},
     {"OElig", 0x152},   {"oelig", 0x153},   {"Yuml", 0x178},   {"euro", 0x20ac},  {"hellip", 0x2026},
     {"ndash", 0x2013},  {"mdash", 0x2014},  {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"sbquo", 0x201a},
     {"ldquo", 0x201c},  {"rdquo", 0x201d},  {"bdquo", 0x201e}, {"bull", 0x2022},  {"permil", 0x2030},
     {"lsaquo", 0x2039}, {"rsaquo", 0x203a}, {"trade", 0x2122}, {"ensp", 0x2002},  {"emsp", 0x2003},
     {"thinsp", 0x2009}, {"zwnj", 0x200c},   {"zwj", 0x200d},   {"lrm", 0x200e},   {"rlm", 0x200f},
     {"larr", 0x2190},   {"rarr", 0x2192},   {"minus", 0x2212}, {"le", 0x2264},    {"ge", 0x2265}}};

// Windows-1252 for 128 to 159; 0 where it has no character.
constexpr std::array<char16_t, 32> windows1252{0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                               0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                               0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                               0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

constexpr std::size_t longest_reference = 32;

char32_t character_of(std::uint32_t number) {
  if (number >= 128 && number < 160 && windows1252[number - 128] != 0) return windows1252[number - 128];
  const bool scalar = number != 0 && number < 0x110000 && (number < 0xd800 || number > 0xdfff);
  return scalar ? number : 0xfffd;
}

EntityMatch match_number(std::string_view digits, std::size_t length) {
  const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
  if (hexadecimal) digits.remove_prefix(1);
  if (digits.empty()) return {};
  std::uint32_t number = 0;
  for (const char c : digits) {
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if (hexadecimal && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
      digit = static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
    } else {
      return {};
    }
    number = std::min<std::uint32_t>(number * (hexadecimal ? 16 : 10) + digit, 0x110000);
  }
  return {length, detail::encode(std::u32string(1, character_of(number)))};
}

}  // namespace

EntityMatch match_entity(std::string_view text) {
  if (!text.starts_with('&')) return {};
  const std::size_t end = text.substr(0, longest_reference).find(';');
  if (end == std::string_view::npos) return {};
  const std::string_view name = text.substr(1, end - 1);
  if (name.starts_with('#')) return match_number(name.substr(1), end + 1);
  if (const auto at = std::ranges::find(latin1, name); at != latin1.end()) {
    return {end + 1, detail::encode(std::u32string(1, static_cast<char32_t>(0xa0 + (at - latin1.begin()))))};
  }
  const auto at = std::ranges::find(others, name, [](const auto& entry) { return entry.first; });
  if (at == others.end()) return {};
  return {end + 1, detail::encode(std::u32string(1, at->second))};
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out.push_back(c);
    }
  }
}

}  // namespace parvis
