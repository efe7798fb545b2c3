#include "parvis/segment.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "codepoints.h"
#include "parvis/script.h"
#include "parvis/text.h"
#include "segment_abbreviations.h"

namespace parvis {
namespace {

using detail::CodePoints;

/// Closes a UText at the end of its scope.
struct UTextCloser {
  void operator()(UText* text) const { utext_close(text); }
};

bool is_line_end(char32_t c) { return c == U'\n' || c == U'\r' || c == 0x85 || c == 0x2028 || c == 0x2029; }

/// Closes a quotation or bracket. The straight quote is left out: nothing tells whether it opens or closes.
bool is_closer(char32_t c) {
  return c == U'»' || c == U'\u201D' || c == U'\u203A' || c == U')' || c == U']' || c == U'」' || c == U'』' ||
         c == U'）';
}

bool is_han_or_arabic(char32_t c) {
  const Script script = script_of(c);
  return script == Script::han || script == Script::arabic;
}

bool contains_token(std::string_view list, std::string_view token) {
  if (token.empty()) return false;
  for (std::size_t at = list.find(token); at != std::string_view::npos; at = list.find(token, at + 1)) {
    if (at > 0 && list[at - 1] == ' ' && at + token.size() < list.size() && list[at + token.size()] == ' ') return true;
  }
  return false;
}

/// Decides which of ICU's sentence boundaries stand. Positions are character indices.
class BoundaryFilter {
 public:
  BoundaryFilter(const CodePoints& text, std::string_view language) : text_(text), language_(language) {
    for (const auto& entry : detail::kAbbreviations) {
      if (entry.language == language.substr(0, 2)) abbreviations_ = entry.tokens;
    }
  }

  /// Whether a sentence that began at `start` really ends before `boundary`.
  [[nodiscard]] bool stands(std::size_t start, std::size_t boundary) const {
    std::size_t end = boundary;
    bool line_end = false;
    while (end > start && detail::is_space(text_.before(end))) line_end = is_line_end(text_.before(--end)) || line_end;
    if (line_end) return true;
    const bool spaced = end < boundary;
    while (end > start && is_closer(text_.before(end))) --end;
    while (end > start && detail::is_space(text_.before(end))) --end;
    const char32_t mark = text_.before(end);
    if (!spaced && mark == U'.') return script_of(text_.at(boundary)) == Script::han;
    if (!spaced && (mark == U'!' || mark == U'?')) return is_han_or_arabic(text_.at(boundary));
    if (mark != U'.') return true;
    if (text_.before(end - 1) == U'.') return true;  // an ellipsis, not an abbreviation
    return !is_list_number(start, end) && !is_abbreviation(start, end - 1);
  }

 private:
  /// "1.", "2.1.", "(a)", "IV.": the whole sentence so far is a mark that a list item opens with.
  [[nodiscard]] bool is_list_number(std::size_t start, std::size_t end) const {
    std::size_t letters = 0, digits = 0;
    bool roman = true;
    for (std::size_t i = start; i < end; ++i) {
      const char32_t c = text_.chars[i];
      if (detail::is_letter(c)) {
        ++letters;
        roman = roman && std::u32string_view(U"IVXivx").find(c) != std::u32string_view::npos;
      } else if (detail::is_digit(c)) {
        ++digits;
      } else if (c != U'.' && c != U'(' && c != U')' && c != U'[' && c != U']' && c != U'-' && !detail::is_space(c)) {
        return false;
      }
    }
    return digits <= 6 && (letters <= 1 || (roman && letters <= 5));
  }

  /// `stop` is the index of the full stop. Reads the word before it.
  [[nodiscard]] bool is_abbreviation(std::size_t start, std::size_t stop) const {
    std::size_t begin = stop;
    const auto in_token = [&](char32_t c) {
      return detail::is_word(c) || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK || c == U'.' ||
             c == U'-' || c == U'°' || c == U'*' || c == U'\u0640';
    };
    while (begin > start && in_token(text_.before(begin))) --begin;
    if (begin == stop) return false;
    const std::u32string_view token = std::u32string_view(text_.chars).substr(begin, stop - begin);
    if (is_ordinal(token)) return true;
    if (is_initials(token)) return !names_a_letter(start, begin, token);
    const std::string word = to_lower(detail::encode(token), language_);
    if (!contains_token(abbreviations_, word)) return false;
    std::size_t next = stop + 1;
    while (detail::is_space(text_.at(next))) ++next;
    return detail::is_digit(text_.at(next)) || !contains_token(detail::kOnlyBeforeNumber, word);
  }

  /// "1. Januar", "2. sınıf": German and Turkish write ordinals with a full stop.
  [[nodiscard]] bool is_ordinal(std::u32string_view token) const {
    return (language_ == "de" || language_ == "tr") && token.size() <= 2 &&
           std::ranges::all_of(token, detail::is_digit);
  }

  /// "J", "J.-P", "z. B", "R": single letters, each with its full stop.
  [[nodiscard]] static bool is_initials(std::u32string_view token) {
    bool letter_due = true;
    for (const char32_t c : token) {
      if (c == U'.' || c == U'-' || c == U'*') {
        letter_due = true;
      } else if (!letter_due || !detail::is_letter(c) || script_of(c) == Script::han) {
        return false;
      } else {
        letter_due = false;
      }
    }
    return true;
  }

  /// "permis B.", "20 h.": the letter is a name or a unit, and the full stop ends the sentence.
  [[nodiscard]] bool names_a_letter(std::size_t start, std::size_t begin, std::u32string_view token) const {
    if (token.size() != 1) return false;
    std::size_t end = begin;
    while (end > start && detail::is_space(text_.before(end))) --end;
    std::size_t word = end;
    while (word > start && detail::is_word(text_.before(word))) --word;
    const std::u32string_view previous = std::u32string_view(text_.chars).substr(word, end - word);
    if (previous.empty()) return false;
    if (u_isupper(static_cast<UChar32>(token.front())) == 0) return std::ranges::all_of(previous, detail::is_digit);
    return contains_token(detail::kLetteredThings, to_lower(detail::encode(previous), language_));
  }

  const CodePoints& text_;
  std::string language_;
  std::string_view abbreviations_;
};

/// Sentence boundaries by ICU as byte offsets, the end of the text among them, the start not.
std::vector<std::size_t> icu_boundaries(std::string_view text, std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string code(language.substr(0, 2));
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createSentenceInstance(icu::Locale(code.c_str()), status));
  if (U_FAILURE(status)) return {text.size()};
  const std::unique_ptr<UText, UTextCloser> source(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  iterator->setText(source.get(), status);
  if (U_FAILURE(status)) return {text.size()};
  std::vector<std::size_t> boundaries;
  for (std::int32_t at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next()) {
    boundaries.push_back(static_cast<std::size_t>(at));
  }
  return boundaries;
}

/// Moves a boundary past closing marks that stand after it ("... fin. » Il"), with the spaces before and after them.
std::size_t past_closers(const CodePoints& text, std::size_t boundary) {
  while (is_closer(text.at(boundary))) {
    ++boundary;
    while (detail::is_space(text.at(boundary))) ++boundary;
  }
  return boundary;
}

}  // namespace

std::vector<Segment> segment(std::string_view text, std::string_view language) {
  const CodePoints points = detail::decode(text);
  const BoundaryFilter filter(points, language);
  std::vector<Segment> segments;
  std::size_t start = 0;
  while (start < points.size() && detail::is_space(points.chars[start])) ++start;
  for (const std::size_t offset : icu_boundaries(text, language)) {
    const auto found = std::ranges::lower_bound(points.offsets, static_cast<std::uint32_t>(offset));
    const std::size_t boundary = past_closers(points, static_cast<std::size_t>(found - points.offsets.begin()));
    if (boundary <= start || (boundary < points.size() && !filter.stands(start, boundary))) continue;
    std::size_t end = boundary;
    while (end > start && detail::is_space(points.before(end))) --end;
    std::size_t next = boundary;
    while (next < points.size() && detail::is_space(points.chars[next])) ++next;
    if (end > start) segments.push_back({points.offsets[start], points.offsets[end], points.offsets[next]});
    start = next;
  }
  return segments;
}

std::string join_segments(std::string_view text, std::span<const Segment> segments,
                          std::span<const std::string> replacements, std::string_view target_language) {
  const auto target = find_language(target_language);
  const bool spaces = !target || target->has_spaces;
  std::string result(text.substr(0, segments.empty() ? text.size() : segments.front().begin));
  for (std::size_t i = 0; i < segments.size() && i < replacements.size(); ++i) {
    result += replacements[i];
    const std::string_view separator = segments[i].separator_of(text);
    const bool last = i + 1 == segments.size();
    if (!last && spaces && separator.empty()) {
      result += ' ';
    } else if (last || spaces || separator != " ") {
      result += separator;
    }
  }
  return result;
}

}  // namespace parvis
