#include <algorithm>

#include "locks_internal.h"
#include "parvis/text.h"

// The lock expression of models/parvis_models/text.py by hand: ICU's regular expressions are left out of the
// WebAssembly build, and std::regex knows neither Unicode nor look-behind. Each matcher returns the end of its match,
// or its start where there is none; what a backtracking engine would find by giving characters back is found here by
// walking back from the longest run.

namespace parvis::detail {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool is_upper_or_digit(char32_t c) { return is_ascii_upper(c) || is_ascii_digit(c); }

bool is_code_char(char32_t c) { return is_upper_or_digit(c) || c == U'*' || c == U'/' || c == U'.' || c == U'-'; }

bool is_number_char(char32_t c) {
  return is_digit(c) || c == U'.' || c == U',' || c == U':' || c == U'/' || c == U'\u066B' || c == U'\u066C' ||
         c == U'-';
}

bool is_email_char(char32_t c) { return is_word(c) || c == U'.' || c == U'+' || c == U'-'; }

class Reader {
 public:
  explicit Reader(const CodePoints& text) : text_(text) {}

  /// The match at `i`, if there is one.
  std::optional<CharSpan> at(std::size_t i) {
    std::size_t end = kNone;
    if ((end = tag(i)) != kNone) return CharSpan{i, end, LockKind::tag};
    if ((end = variable(i)) != kNone) return CharSpan{i, end, LockKind::template_variable};
    if ((end = url(i)) != kNone) return CharSpan{i, end, LockKind::url};
    if ((end = email(i)) != kNone) return CharSpan{i, end, LockKind::email};
    if (!is_word(text_.before(i)) && text_.before(i) != U'.') {
      if ((end = legal(i)) != kNone) return CharSpan{i, end, LockKind::legal_reference};
      if ((end = code(i)) != kNone) return CharSpan{i, end, LockKind::file_reference};
      if ((end = starred(i)) != kNone) return CharSpan{i, end, LockKind::cerfa};
    }
    if (!is_word(text_.before(i)) && (end = number(i)) != kNone) {
      const auto digits = std::count_if(text_.chars.begin() + static_cast<std::ptrdiff_t>(i),
                                        text_.chars.begin() + static_cast<std::ptrdiff_t>(end), is_digit);
      return CharSpan{i, end, LockKind::number, false, digits == 1};
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool looking_at(std::size_t i, std::u32string_view what) const {
    return std::u32string_view(text_.chars).substr(std::min(i, text_.size())).starts_with(what);
  }

  template <typename Class>
  [[nodiscard]] std::size_t run(std::size_t i, Class in) const {
    while (i < text_.size() && in(text_.chars[i])) ++i;
    return i;
  }

  // </?[A-Za-z][^<>]{0,200}>
  [[nodiscard]] std::size_t tag(std::size_t i) const {
    if (text_.at(i) != U'<') return kNone;
    std::size_t name = text_.at(i + 1) == U'/' ? i + 2 : i + 1;
    if (!is_ascii_letter(text_.at(name))) return kNone;
    for (std::size_t end = name + 1; end < text_.size() && end <= name + 201; ++end) {
      if (text_.chars[end] == U'>') return end + 1;
      if (text_.chars[end] == U'<') return kNone;
    }
    return kNone;
  }

  // between 1 and 60 characters other than braces, then `close`
  [[nodiscard]] std::size_t braced(std::size_t i, std::u32string_view close) const {
    std::size_t end = i;
    while (end < text_.size() && end - i < 61 && text_.chars[end] != U'{' && text_.chars[end] != U'}') ++end;
    if (end == i || end - i > 60 || !looking_at(end, close)) return kNone;
    return end + close.size();
  }

  // {{x}} | {x} | ${x} | %{x} | %(x)s | %s | %1$s | $1
  [[nodiscard]] std::size_t variable(std::size_t i) const {
    const char32_t c = text_.at(i);
    std::size_t end = kNone;
    if (c == U'{') {
      if (text_.at(i + 1) == U'{' && (end = braced(i + 2, U"}}")) != kNone) return end;
      return braced(i + 1, U"}");
    }
    if (c == U'$') {
      if (text_.at(i + 1) == U'{' && (end = braced(i + 2, U"}")) != kNone) return end;
      if (is_digit(text_.at(i + 1)) && !is_word(text_.at(i + 2))) return i + 2;
      return kNone;
    }
    if (c != U'%') return kNone;
    const auto is_conversion = [](char32_t x) { return x == U's' || x == U'd' || x == U'i' || x == U'f'; };
    if (text_.at(i + 1) == U'{' || text_.at(i + 1) == U'(') {
      const bool brace = text_.at(i + 1) == U'{';
      end = run(i + 2, is_word);
      if (end == i + 2 || text_.at(end) != (brace ? U'}' : U')')) return kNone;
      if (brace) return end + 1;
      return is_conversion(text_.at(end + 1)) ? end + 2 : kNone;
    }
    end = run(i + 1, is_digit);
    end = end > i + 1 && text_.at(end) == U'$' ? end + 1 : i + 1;
    if (!is_conversion(text_.at(end)) && text_.at(end) != U'@') return kNone;
    return is_ascii_letter(text_.at(end + 1)) ? kNone : end + 1;
  }

  // https?://[^\s<>"]+[\w/] | \bwww\.[^\s<>"]+[\w/]
  [[nodiscard]] std::size_t url(std::size_t i) const {
    std::size_t from = kNone;
    if (looking_at(i, U"http://")) from = i + 7;
    if (looking_at(i, U"https://")) from = i + 8;
    if (looking_at(i, U"www.") && !is_word(text_.before(i))) from = i + 4;
    if (from == kNone) return kNone;
    std::size_t end = run(from, [](char32_t c) { return !is_space(c) && c != U'<' && c != U'>' && c != U'"'; });
    while (end > from + 1 && !is_word(text_.chars[end - 1]) && text_.chars[end - 1] != U'/') --end;
    return end > from + 1 ? end : kNone;
  }

  // [\w.+-]+@[\w-]+(?:\.[\w-]+)+
  [[nodiscard]] std::size_t email(std::size_t i) {
    if (i >= local_end_) local_end_ = run(i, is_email_char);  // the same for every start inside one run
    if (local_end_ == i || text_.at(local_end_) != U'@') return kNone;
    const auto is_label_char = [](char32_t c) { return is_word(c) || c == U'-'; };
    std::size_t end = run(local_end_ + 1, is_label_char);
    if (end == local_end_ + 1) return kNone;
    bool dotted = false;
    while (text_.at(end) == U'.' && is_label_char(text_.at(end + 1))) {
      end = run(end + 1, is_label_char);
      dotted = true;
    }
    return dotted ? end : kNone;
  }

  /// Longest end of [begin, run_end) that follows an accepted character and is not followed by a word character.
  template <typename Class>
  [[nodiscard]] std::size_t back_to(std::size_t begin, std::size_t run_end, std::size_t shortest, Class last) const {
    for (std::size_t end = run_end; end >= begin + shortest; --end) {
      if (last(text_.chars[end - 1]) && !is_word(text_.at(end))) return end;
    }
    return kNone;
  }

  // [LRD]\.?[ ]?\d[\d.-]*\d(?![\w])
  [[nodiscard]] std::size_t legal(std::size_t i) const {
    if (text_.at(i) != U'L' && text_.at(i) != U'R' && text_.at(i) != U'D') return kNone;
    std::size_t from = i + 1;
    if (text_.at(from) == U'.') ++from;
    if (text_.at(from) == U' ') ++from;
    if (!is_digit(text_.at(from))) return kNone;
    return back_to(from, run(from, [](char32_t c) { return is_digit(c) || c == U'.' || c == U'-'; }), 2, is_digit);
  }

  // (?=[A-Z0-9*/.-]*\d)(?=[A-Z0-9*/.-]*[A-Z])[A-Z0-9](?:[A-Z0-9*/.-]*[A-Z0-9])(?![\w])
  [[nodiscard]] std::size_t code(std::size_t i) const {
    if (!is_upper_or_digit(text_.at(i))) return kNone;
    const std::size_t end = run(i, is_code_char);
    const std::u32string_view chars = std::u32string_view(text_.chars).substr(i, end - i);
    const bool digit = std::ranges::any_of(chars, is_ascii_digit) || is_digit(text_.at(end));
    if (!digit || std::ranges::none_of(chars, is_ascii_upper)) return kNone;
    return back_to(i, end, 2, is_upper_or_digit);
  }

  // \d+\*\d+
  [[nodiscard]] std::size_t starred(std::size_t i) const {
    const std::size_t star = run(i, is_digit);
    if (star == i || text_.at(star) != U'*') return kNone;
    const std::size_t end = run(star + 1, is_digit);
    return end > star + 1 ? end : kNone;
  }

  // \d\d(?:[ .]\d\d){2,}
  [[nodiscard]] std::size_t pairs(std::size_t i) const {
    const auto pair = [&](std::size_t k) { return is_digit(text_.at(k)) && is_digit(text_.at(k + 1)); };
    if (!pair(i)) return kNone;
    std::size_t end = i + 2;
    while ((text_.at(end) == U' ' || text_.at(end) == U'.') && pair(end + 1)) end += 3;
    for (; end >= i + 8; end -= 3) {
      if (!is_word(text_.at(end))) return end;
    }
    return kNone;
  }

  // \d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?
  [[nodiscard]] std::size_t grouped(std::size_t i) const {
    const std::size_t first = run(i, is_digit);
    if (first == i || first > i + 3) return kNone;
    std::size_t end = first;
    while ((text_.at(end) == U' ' || text_.at(end) == U'\'') && is_digit(text_.at(end + 1)) &&
           is_digit(text_.at(end + 2)) && is_digit(text_.at(end + 3))) {
      end += 4;
    }
    for (; end > first; end -= 4) {
      if (text_.at(end) == U'.' || text_.at(end) == U',') {
        const std::size_t fraction = run(end + 1, is_digit);
        if (fraction > end + 1 && !is_word(text_.at(fraction))) return fraction;
      }
      if (!is_word(text_.at(end))) return end;
    }
    return kNone;
  }

  // \d(?:[\d.,:/\u066b\u066c-]*\d)?
  [[nodiscard]] std::size_t number(std::size_t i) const {
    if (!is_digit(text_.at(i))) return kNone;
    if (const std::size_t end = pairs(i); end != kNone) return end;
    if (const std::size_t end = grouped(i); end != kNone) return end;
    return back_to(i, run(i, is_number_char), 1, is_digit);
  }

  const CodePoints& text_;
  std::size_t local_end_ = 0;
};

}  // namespace

std::vector<CharSpan> convention_spans(const CodePoints& text) {
  std::vector<CharSpan> spans;
  Reader reader(text);
  for (std::size_t i = 0; i < text.size();) {
    if (const auto span = reader.at(i)) {
      spans.push_back(*span);
      i = span->end;
    } else {
      ++i;
    }
  }
  return spans;
}

std::string without_locks(std::string_view text) {
  CodePoints points = decode(normalise(text));
  for (const CharSpan& span : convention_spans(points)) {
    for (std::size_t i = span.begin; i < span.end; ++i) points.chars[i] = U' ';
  }
  return encode(points.chars);
}

}  // namespace parvis::detail
