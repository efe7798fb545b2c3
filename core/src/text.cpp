#include "parvis/text.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "codepoints.h"

namespace parvis {

using detail::append;
using detail::decode;

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    const std::int64_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) return static_cast<std::size_t>(start);
  }
  return std::nullopt;
}

Result<void> validate_utf8(std::string_view text) {
  if (const auto offset = first_invalid_utf8(text)) {
    return Error{ErrorCode::text_invalid_utf8, "The text is not well-formed UTF-8.", std::to_string(*offset)};
  }
  return {};
}

std::string repair_utf8(std::string_view text) {
  if (!first_invalid_utf8(text)) return std::string(text);
  return detail::encode(decode(text).chars);
}

std::u16string to_utf16(std::string_view text) {
  std::u16string result;
  result.reserve(text.size());
  for (const char32_t c : decode(text).chars) {
    if (c > 0xFFFF) {
      result.push_back(static_cast<char16_t>(U16_LEAD(c)));
      result.push_back(static_cast<char16_t>(U16_TRAIL(c)));
    } else {
      result.push_back(static_cast<char16_t>(c));
    }
  }
  return result;
}

std::string to_utf8(std::u16string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char16_t unit = text[i];
    if (U16_IS_LEAD(unit) && i + 1 < text.size() && U16_IS_TRAIL(text[i + 1])) {
      append(result, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(unit, text[i + 1])));
      ++i;
    } else {
      append(result, U16_IS_SURROGATE(unit) ? U'\uFFFD' : static_cast<char32_t>(unit));
    }
  }
  return result;
}

// ---- OffsetMap ---------------------------------------------------------------------------------------------------

OffsetMap::OffsetMap(std::string_view text) {
  const auto points = decode(text);
  std::uint32_t utf16 = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::uint32_t width8 = points.offsets[i + 1] - points.offsets[i];
    const std::uint32_t width16 = points.chars[i] > 0xFFFF ? 2 : 1;
    if (steps_.empty() || steps_.back().width8 != width8 || steps_.back().width16 != width16) {
      steps_.push_back({points.offsets[i], utf16, width8, width16});
    }
    utf16 += width16;
  }
  steps_.push_back({points.offsets.back(), utf16, 0, 0});
}

std::size_t OffsetMap::to_utf16(std::size_t utf8_offset) const {
  if (utf8_offset >= steps_.back().utf8) return steps_.back().utf16;
  const auto after = std::upper_bound(steps_.begin(), steps_.end(), utf8_offset,
                                      [](std::size_t offset, const Step& step) { return offset < step.utf8; });
  const Step& step = *std::prev(after);
  return step.utf16 + (utf8_offset - step.utf8) / step.width8 * step.width16;
}

std::size_t OffsetMap::to_utf8(std::size_t utf16_offset) const {
  if (utf16_offset >= steps_.back().utf16) return steps_.back().utf8;
  const auto after = std::upper_bound(steps_.begin(), steps_.end(), utf16_offset,
                                      [](std::size_t offset, const Step& step) { return offset < step.utf16; });
  const Step& step = *std::prev(after);
  return step.utf8 + (utf16_offset - step.utf16) / step.width16 * step.width8;
}

// ---- normal form -------------------------------------------------------------------------------------------------

namespace {

/// ASCII digit for a digit of the systems that the model does not read; 0 for anything else.
char32_t ascii_digit_of(char32_t c) {
  for (const char32_t zero : {U'\u0660', U'\u06F0', U'\uFF10'}) {
    if (c >= zero && c <= zero + 9) return U'0' + (c - zero);
  }
  return 0;
}

/// What one character becomes before NFC.
std::string_view replacement(char32_t c, bool& replaced) {
  replaced = true;
  switch (c) {
    case 0x00A0:
    case 0x202F:
    case 0x2009:
      return " ";
    case 0x2019:
    case 0x2018:
    case 0x02BC:
      return "'";
    case 0x201C:
    case 0x201D:
      return "\"";
    case 0x2026:
      return "...";
    case 0x200B:
    case 0xFEFF:
    case 0x00AD:
    case 0x0640:
    case 0x200E:
    case 0x200F:
    case 0x2066:
    case 0x2067:
    case 0x2068:
    case 0x2069:
    case 0x202A:
    case 0x202B:
    case 0x202C:
      return "";
    default:
      replaced = false;
      return "";
  }
}

NormalisedText replace_characters(std::string_view text) {
  NormalisedText result;
  result.text.reserve(text.size());
  result.origin.reserve(text.size() + 1);
  const auto points = decode(text);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t c = points.chars[i];
    bool replaced = false;
    const std::string_view with = replacement(c, replaced);
    if (replaced) {
      result.text += with;
    } else {
      const char32_t digit = ascii_digit_of(c);
      append(result.text, digit != 0 ? digit : c);
    }
    result.origin.resize(result.text.size(), points.offsets[i]);
  }
  result.origin.push_back(static_cast<std::uint32_t>(text.size()));
  return result;
}

NormalisedText compose(NormalisedText in) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return in;  // without its data ICU cannot compose; the text is left as it is
  const icu::StringPiece piece(in.text.data(), static_cast<std::int32_t>(in.text.size()));
  if (nfc->isNormalizedUTF8(piece, status) && U_SUCCESS(status)) return in;
  NormalisedText out;
  icu::Edits edits;
  icu::StringByteSink<std::string> sink(&out.text);
  nfc->normalizeUTF8(0, piece, sink, &edits, status);
  if (U_FAILURE(status)) return in;
  out.origin.reserve(out.text.size() + 1);
  for (auto change = edits.getCoarseIterator(); change.next(status);) {
    const auto source = static_cast<std::size_t>(change.sourceIndex());
    const auto length = static_cast<std::size_t>(change.newLength());
    for (std::size_t i = 0; i < length; ++i) out.origin.push_back(in.origin[change.hasChange() ? source : source + i]);
  }
  out.origin.push_back(in.origin.back());
  return out;
}

NormalisedText collapse_spaces(const NormalisedText& in) {
  NormalisedText out;
  out.text.reserve(in.text.size());
  out.origin.reserve(in.origin.size());
  const auto points = decode(in.text);
  bool space_due = false;
  std::uint32_t space_origin = 0;
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::size_t byte = points.offsets[i];
    if (detail::is_space(points.chars[i])) {
      if (!space_due) space_origin = in.origin[byte];
      space_due = true;
      continue;
    }
    if (space_due && !out.text.empty()) {
      out.text += ' ';
      out.origin.push_back(space_origin);
    }
    space_due = false;
    for (std::size_t b = byte; b < points.offsets[i + 1]; ++b) {
      out.text += in.text[b];
      out.origin.push_back(in.origin[b]);
    }
    end = in.origin[points.offsets[i + 1]];
  }
  out.origin.push_back(end);
  return out;
}

}  // namespace

NormalisedText normalise_with_origin(std::string_view text) {
  return collapse_spaces(compose(replace_characters(text)));
}

std::string normalise(std::string_view text) { return normalise_with_origin(text).text; }

std::string ascii_digits(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char32_t c : decode(text).chars) {
    append(result, detail::is_digit(c) ? U'0' + static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(c))) : c);
  }
  return result;
}

}  // namespace parvis
