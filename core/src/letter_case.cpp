#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "codepoints.h"
#include "parvis/script.h"
#include "parvis/text.h"

namespace parvis {
namespace {

using detail::append;
using detail::CodePoints;
using detail::decode;
using detail::encode;

// Acronyms that forms print among capitals; in lower case the model would not know them again.
constexpr std::array<std::u32string_view, 61> kAcronyms{
    U"AAH",   U"ADIL", U"AEEH", U"AESH",   U"AGEFIPH", U"ALF",   U"ALS",   U"AME",   U"ANEF", U"ANTS",  U"APA",
    U"APL",   U"ASE",  U"ASPA", U"ASS",    U"BAFA",    U"BIC",   U"CADA",  U"CAF",   U"CCAS", U"CDD",   U"CDI",
    U"CERFA", U"CESU", U"CMU",  U"CNI",    U"CNIL",    U"CPAM",  U"CPF",   U"CROUS", U"CSS",  U"DALO",  U"EHPAD",
    U"FSL",   U"GIR",  U"HLM",  U"IBAN",   U"INSEE",   U"MDPH",  U"MSA",   U"NIR",   U"OFII", U"OFPRA", U"PACS",
    U"PAJE",  U"PMI",  U"PUMA", U"RIB",    U"RQTH",    U"RSA",   U"SIREN", U"SIRET", U"SMIC", U"SMS",   U"TVA",
    U"UE",    U"ULIS", U"URL",  U"URSSAF", U"VAE",     U"VLS-TS"};

/// End of a tag or placeholder that opens at `i`, or `i`.
std::size_t skip_tag(const CodePoints& text, std::size_t i) {
  if (text.at(i) != U'<') return i;
  const char32_t first = text.at(i + 1);
  if (!detail::is_ascii_letter(first) && !detail::is_ascii_digit(first) && first != U'/') return i;
  for (std::size_t end = i + 1; end < text.size() && end < i + 200; ++end) {
    if (text.chars[end] == U'<') return i;
    if (text.chars[end] == U'>') return end + 1;
  }
  return i;
}

std::string map_case(std::string_view text, std::string_view language, bool upper) {
  const std::string repaired = repair_utf8(text);
  const std::string locale(language);
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(repaired.data(), static_cast<std::int32_t>(repaired.size()));
  if (upper) {
    icu::CaseMap::utf8ToUpper(locale.c_str(), 0, piece, sink, nullptr, status);
  } else {
    icu::CaseMap::utf8ToLower(locale.c_str(), 0, piece, sink, nullptr, status);
  }
  return U_SUCCESS(status) ? result : repaired;
}

/// Applies `change` to everything between tags and placeholders.
template <typename Change>
std::string outside_tags(std::string_view text, Change change) {
  const CodePoints points = decode(text);
  std::string result;
  std::size_t start = 0;
  const auto flush = [&](std::size_t end) {
    if (end > start) result += change(encode(std::u32string_view(points.chars).substr(start, end - start)));
  };
  for (std::size_t i = 0; i < points.size();) {
    const std::size_t end = skip_tag(points, i);
    if (end == i) {
      ++i;
      continue;
    }
    flush(i);
    result += encode(std::u32string_view(points.chars).substr(i, end - i));
    start = i = end;
  }
  flush(points.size());
  return result;
}

/// Lower case of a run of capitals, word by word, acronyms kept; the first word opens with a capital where
/// `sentence_start` is set.
std::string lower_words(std::string_view text, std::string_view language, bool& sentence_start) {
  const CodePoints points = decode(text);
  std::string result;
  for (std::size_t i = 0; i < points.size();) {
    if (!detail::is_letter(points.chars[i])) {
      append(result, points.chars[i++]);
      continue;
    }
    std::size_t end = i;
    while (detail::is_letter(points.at(end)) ||
           (u_charType(static_cast<UChar32>(points.at(end))) == U_NON_SPACING_MARK))
      ++end;
    const std::u32string_view word = std::u32string_view(points.chars).substr(i, end - i);
    if (std::ranges::find(kAcronyms, word) != kAcronyms.end()) {
      result += encode(word);
    } else if (sentence_start) {
      append(result, word.front());
      result += map_case(encode(word.substr(1)), language, false);
    } else {
      result += map_case(encode(word), language, false);
    }
    sentence_start = false;
    i = end;
  }
  return result;
}

}  // namespace

std::string to_lower(std::string_view text, std::string_view language) { return map_case(text, language, false); }

std::string to_upper(std::string_view text, std::string_view language) { return map_case(text, language, true); }

bool is_all_caps(std::string_view text) {
  const CodePoints points = decode(text);
  std::size_t letters = 0, words = 0, in_word = 0, longest = 0;
  for (std::size_t i = 0; i < points.size();) {
    const std::size_t tag_end = skip_tag(points, i);
    if (tag_end != i) {
      i = tag_end;
      in_word = 0;
      continue;
    }
    const auto c = static_cast<UChar32>(points.chars[i++]);
    if (u_islower(c)) return false;
    if (!u_isupper(c)) {
      if (u_isalpha(c)) return false;  // a letter without case: another script, or an ordinal sign
      in_word = 0;
      continue;
    }
    if (in_word++ == 0) ++words;
    ++letters;
    longest = std::max(longest, in_word);
  }
  return longest >= 6 || (words >= 2 && letters >= 8);
}

std::string lower_all_caps(std::string_view text, std::string_view language) {
  bool sentence_start = true;
  return outside_tags(text, [&](const std::string& part) { return lower_words(part, language, sentence_start); });
}

std::string restore_all_caps(std::string_view text, std::string_view language) {
  const auto known = find_language(language);
  if (known && !known->has_case) return repair_utf8(text);
  return outside_tags(text, [&](const std::string& part) { return to_upper(part, language); });
}

}  // namespace parvis
