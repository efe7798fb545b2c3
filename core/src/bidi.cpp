#include "parvis/bidi.h"

#include <unicode/uchar.h>

#include "codepoints.h"

namespace parvis {
namespace {

using detail::CodePoints;

constexpr char32_t kFirstIsolate = 0x2066;  // LRI, RLI, FSI
constexpr char32_t kFirstStrongIsolate = 0x2068;
constexpr char32_t kPopIsolate = 0x2069;

bool opens_isolate(char32_t c) { return c >= kFirstIsolate && c <= kFirstStrongIsolate; }

bool is_rtl(char32_t c) {
  const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool is_ltr(char32_t c) { return u_charDirection(static_cast<UChar32>(c)) == U_LEFT_TO_RIGHT; }

/// A sign that belongs to the number or word before or after it, even with a no-break space between them.
bool is_attached_sign(char32_t c) {
  return c == U'%' || c == U'°' || c == U'+' || c == U'#' || u_charType(static_cast<UChar32>(c)) == U_CURRENCY_SYMBOL;
}

bool is_core(char32_t c) { return is_ltr(c) || detail::is_digit(c); }

/// May stand between two words of a run, but not at its edge. Arabic punctuation belongs to the text around.
bool is_joiner(char32_t c) {
  const bool arabic_mark = c == U'\u060C' || c == U'\u061B' || c == U'\u061F' || c == U'\u06D4';
  return !is_rtl(c) && !arabic_mark && !opens_isolate(c) && c != kPopIsolate && c != U'\n' && c != U'\r';
}

/// End of the left-to-right run that starts at `begin`: past its last core character, and the sign attached to that.
std::size_t run_end(const CodePoints& text, std::size_t begin) {
  std::size_t end = begin + 1;
  for (std::size_t i = end; i < text.size() && is_joiner(text.chars[i]); ++i) {
    if (is_core(text.chars[i]) || is_attached_sign(text.chars[i])) end = i + 1;
  }
  // A bracket that the run opened is closed inside it.
  std::size_t open = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (text.chars[i] == U'(') ++open;
    if (text.chars[i] == U')' && open > 0) --open;
  }
  while (open > 0 && text.at(end) == U')') {
    ++end;
    --open;
  }
  return end;
}

}  // namespace

std::string strip_isolates(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char32_t c : detail::decode(text).chars) {
    if (c < kFirstIsolate || c > kPopIsolate) detail::append(result, c);
  }
  return result;
}

std::string isolate_ltr_runs(std::string_view text) {
  const CodePoints points = detail::decode(text);
  bool any_rtl = false;
  for (const char32_t c : points.chars) any_rtl = any_rtl || is_rtl(c);
  if (!any_rtl) return std::string(text);

  std::string result;
  result.reserve(text.size() + 16);
  std::size_t depth = 0;
  for (std::size_t i = 0; i < points.size();) {
    const char32_t c = points.chars[i];
    if (opens_isolate(c)) ++depth;
    if (c == kPopIsolate && depth > 0) --depth;
    const bool starts = is_core(c) || (is_attached_sign(c) && is_core(points.at(i + 1)));
    if (depth > 0 || !starts) {
      detail::append(result, c);
      ++i;
      continue;
    }
    const std::size_t end = run_end(points, i);
    bool digits_only = true;
    for (std::size_t k = i; k < end; ++k) digits_only = digits_only && detail::is_digit(points.chars[k]);
    if (!digits_only) detail::append(result, kFirstStrongIsolate);
    for (; i < end; ++i) detail::append(result, points.chars[i]);
    if (!digits_only) detail::append(result, kPopIsolate);
  }
  return result;
}

}  // namespace parvis
