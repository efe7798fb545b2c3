#include <unicode/uchar.h>

#include <algorithm>

#include "check_digits.h"
#include "locks_internal.h"
#include "parvis/script.h"

namespace parvis::detail {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool is_gap(char32_t c) { return c == U' ' || c == U'.' || c == U'-'; }

bool is_currency_sign(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_CURRENCY_SYMBOL; }

/// Characters of a group pattern ("3 3 3 5"), one optional gap between groups; empty where the text does not fit.
struct Groups {
  std::u32string digits;
  std::size_t end = kNone;
};

/// Reads `sizes` groups of digits; between two groups the same gap (or none) everywhere.
template <std::size_t N>
Groups digit_groups(const CodePoints& text, std::size_t begin, const std::array<std::size_t, N>& sizes) {
  Groups groups;
  std::size_t i = begin;
  char32_t gap = 0;
  for (std::size_t g = 0; g < N; ++g) {
    if (g == 1 && is_gap(text.at(i))) gap = text.at(i);
    if (g > 0 && gap != 0) {
      if (text.at(i) != gap) return {};
      ++i;
    }
    for (std::size_t k = 0; k < sizes[g]; ++k, ++i) {
      if (!is_ascii_digit(text.at(i))) return {};
      groups.digits += text.at(i);
    }
  }
  groups.end = i;
  return groups;
}

bool is_iban_char(char32_t c) { return is_ascii_digit(c) || is_ascii_upper(c); }

/// Words that name a currency where they follow a number. Words that inflect ("euros") are left to the model.
constexpr std::array<std::u32string_view, 24> kCurrencies{
    U"EUR", U"USD", U"GBP", U"CHF", U"CAD", U"DZD", U"MAD", U"TND", U"TRY", U"RUB", U"UAH", U"PLN",
    U"RON", U"CNY", U"VND", U"ALL", U"AFN", U"IRR", U"XOF", U"XAF", U"zł",  U"k€",  U"M€",  U"Md€"};

/// Reads one text, position by position.
class Reader {
 public:
  Reader(const CodePoints& text, const std::vector<CharSpan>& taken, const MonthNames& months,
         const LockOptions& options)
      : text_(text),
        months_(months),
        options_(options),
        number_end_(text.size() + 1, 0),
        has_digits_(std::ranges::any_of(text.chars, is_ascii_digit)) {
    for (const CharSpan& span : taken) {
      if (span.kind == LockKind::number) number_end_[span.begin] = span.end;
    }
  }

  std::optional<CharSpan> at(std::size_t i) const {
    using Matcher = std::optional<CharSpan> (Reader::*)(std::size_t) const;
    // The first that matches wins: the longest and the surest forms stand before those whose digits they contain.
    constexpr std::array<Matcher, 14> kMatchers{
        &Reader::quoted, &Reader::symbol, &Reader::domain, &Reader::iban,       &Reader::social_security,
        &Reader::phone,  &Reader::date,   &Reader::time,   &Reader::siret,      &Reader::amount,
        &Reader::siren,  &Reader::cerfa,  &Reader::legal,  &Reader::postal_code};
    for (const Matcher matcher : kMatchers) {
      if (auto span = (this->*matcher)(i)) return span;
    }
    if (auto span = mixed_code(i)) return span;
    return plain_number(i);
  }

 private:
  [[nodiscard]] bool looking_at(std::size_t i, std::u32string_view what) const {
    return std::u32string_view(text_.chars).substr(std::min(i, text_.size())).starts_with(what);
  }

  [[nodiscard]] bool starts_token(std::size_t i) const { return number_edge(text_.before(i)); }
  [[nodiscard]] bool ends_token(std::size_t i) const { return number_edge(text_.at(i)); }

  /// «...», where it was asked for.
  [[nodiscard]] std::optional<CharSpan> quoted(std::size_t i) const {
    if (!options_.quoted || text_.at(i) != U'«') return std::nullopt;
    for (std::size_t end = i + 1; end < text_.size() && end < i + 500; ++end) {
      if (text_.chars[end] == U'«') return std::nullopt;
      if (text_.chars[end] == U'»') return CharSpan{i, end + 1, LockKind::quoted};
    }
    return std::nullopt;
  }

  /// "<2fr>": one of the model's own symbols that is no tag by its form.
  [[nodiscard]] std::optional<CharSpan> symbol(std::size_t i) const {
    const auto is_lower = [](char32_t c) { return c >= U'a' && c <= U'z'; };
    if (!looking_at(i, U"<2") || !is_lower(text_.at(i + 2)) || !is_lower(text_.at(i + 3)) || text_.at(i + 4) != U'>')
      return std::nullopt;
    return CharSpan{i, i + 5, LockKind::tag};
  }

  /// "service-public.fr/aide": an address without its scheme.
  [[nodiscard]] std::optional<CharSpan> domain(std::size_t i) const {
    const auto is_label = [](char32_t c) { return (c >= U'a' && c <= U'z') || is_ascii_digit(c) || c == U'-'; };
    if (!is_label(text_.at(i)) || is_word(text_.before(i)) || text_.before(i) == U'.' || text_.before(i) == U'@' ||
        text_.before(i) == U'-') {
      return std::nullopt;
    }
    std::size_t end = i, label = i;
    bool dotted = false;
    while (is_label(text_.at(end)) || (text_.at(end) == U'.' && is_label(text_.at(end + 1)))) {
      if (text_.at(end) == U'.') {
        label = end + 1;
        dotted = true;
      }
      ++end;
    }
    constexpr std::array<std::u32string_view, 7> kTopLevels{U"fr", U"com", U"org", U"net", U"eu", U"info", U"gouv"};
    const std::u32string_view top = std::u32string_view(text_.chars).substr(label, end - label);
    if (!dotted || label < i + 3 || is_word(text_.at(end)) || text_.at(end) == U'@') return std::nullopt;
    if (std::ranges::find(kTopLevels, top) == kTopLevels.end()) return std::nullopt;
    if (text_.at(end) == U'/') {
      while (end < text_.size() && text_.chars[end] > U' ' && text_.chars[end] < 0x7F && text_.chars[end] != U'<' &&
             text_.chars[end] != U'"')
        ++end;
      while (!is_word(text_.before(end)) && text_.before(end) != U'/') --end;
    }
    return CharSpan{i, end, LockKind::url};
  }

  [[nodiscard]] std::optional<CharSpan> iban(std::size_t i) const {
    if (!is_ascii_upper(text_.at(i)) || !is_ascii_upper(text_.at(i + 1)) || !is_ascii_digit(text_.at(i + 2)) ||
        !is_ascii_digit(text_.at(i + 3)) || !starts_token(i)) {
      return std::nullopt;
    }
    const std::size_t length = iban_length(std::u32string_view(text_.chars).substr(i, 2));
    std::u32string iban;
    std::size_t end = i;
    for (std::size_t k = i; iban.size() < 34; ++k) {
      if (text_.at(k) == U' ' && is_iban_char(text_.at(k + 1))) continue;
      if (!is_iban_char(text_.at(k))) break;
      iban += text_.at(k);
      const bool complete = length != 0 ? iban.size() == length : iban.size() >= 15;
      if (complete && ends_token(k + 1)) end = k + 1;
      if (complete && length != 0) break;
    }
    if (end == i) return std::nullopt;
    const bool checked = iban_checks(iban);
    // Without a known length capitals that follow could belong to it: only a right checksum makes it one.
    if (length == 0 && !checked) return std::nullopt;
    return CharSpan{i, end, LockKind::iban, checked};
  }

  /// French social-security number (NIR): sex, year, month, department, commune, order, and mostly the key 97 - n
  /// mod 97.
  [[nodiscard]] std::optional<CharSpan> social_security(std::size_t i) const {
    const char32_t sex = text_.at(i);
    if (!is_ascii_digit(sex) || sex == U'0' || sex == U'5' || sex == U'6' || sex == U'9' || !starts_token(i))
      return std::nullopt;
    constexpr std::array<std::size_t, 6> kParts{1, 2, 2, 2, 3, 3};
    std::u32string digits;
    bool spaced = false;
    bool corsica = false;
    int corsica_correction = 0;
    std::size_t at = i;
    for (std::size_t part = 0; part < kParts.size(); ++part) {
      if (part > 0 && is_gap(text_.at(at))) {
        spaced = true;
        ++at;
      }
      for (std::size_t k = 0; k < kParts[part]; ++k, ++at) {
        char32_t c = text_.at(at);
        if (part == 3 && k == 1 && digits.back() == U'2' && (c == U'A' || c == U'B')) {
          // INSEE: 2A counts as 19, 2B as 18
          corsica = true;
          corsica_correction = c == U'A' ? 9 : 8;
          digits.back() = U'1';
          c = static_cast<char32_t>(U'0' + corsica_correction);
        }
        if (!is_ascii_digit(c)) return std::nullopt;
        digits += c;
      }
    }
    const int month = static_cast<int>(digits[3] - U'0') * 10 + static_cast<int>(digits[4] - U'0');
    if (month == 0 || (month > 12 && month < 20) || (month > 42 && month < 50)) return std::nullopt;
    std::size_t key = is_gap(text_.at(at)) ? at + 1 : at;
    if (is_ascii_digit(text_.at(key)) && is_ascii_digit(text_.at(key + 1)) && ends_token(key + 2)) {
      const bool checked = static_cast<unsigned>(to_int(text_, key, key + 2)) == 97 - mod97(digits);
      if (checked || spaced || corsica) return CharSpan{i, key + 2, LockKind::social_security, checked};
      return std::nullopt;
    }
    if (!ends_token(at) || (!spaced && !corsica)) return std::nullopt;
    return CharSpan{i, at, LockKind::social_security};
  }

  [[nodiscard]] std::optional<CharSpan> phone(std::size_t i) const {
    const char32_t c = text_.at(i);
    if ((c != U'0' && c != U'+') || !starts_token(i) || text_.before(i) == U'+' || text_.before(i) == U',' ||
        text_.before(i) == U'.') {
      return std::nullopt;
    }
    if (c == U'0' && text_.at(i + 1) != U'0') {  // 01 23 45 67 89
      constexpr std::array<std::size_t, 5> kPairs{2, 2, 2, 2, 2};
      const Groups groups = digit_groups(text_, i, kPairs);
      if (groups.end != kNone && groups.digits[1] != U'0' && ends_token(groups.end))
        return CharSpan{i, groups.end, LockKind::phone};
      return std::nullopt;
    }
    if (c == U'0' && !looking_at(i, U"00")) return std::nullopt;
    // +33 (0)1 23 45 67 89, 0033..., +49 30 1234-567: country code, then groups; seven to fifteen digits in all (ITU-T
    // E.164)
    std::size_t at = c == U'+' ? i + 1 : i + 2;
    std::size_t digits = 0, end = kNone;
    bool gap = true;
    for (; at < text_.size() && digits <= 15; ++at) {
      const char32_t x = text_.chars[at];
      if (is_ascii_digit(x)) {
        ++digits;
        gap = false;
        if (digits >= 7 && ends_token(at + 1)) end = at + 1;
      } else if ((is_gap(x) || x == U'/') && !gap && (is_ascii_digit(text_.at(at + 1)) || text_.at(at + 1) == U'(')) {
        gap = true;
      } else if (!(x == U'(' && is_ascii_digit(text_.at(at + 1))) && !(x == U')' && !gap)) {
        break;
      }
    }
    if (end == kNone || digits > 15) return std::nullopt;
    return CharSpan{i, end, LockKind::phone};
  }

  [[nodiscard]] std::optional<CharSpan> date(std::size_t i) const {
    if (!has_digits_) return std::nullopt;
    const auto match = match_date(text_, i, months_);
    if (!match) return std::nullopt;
    return CharSpan{i, match->end, LockKind::date};
  }

  [[nodiscard]] std::optional<CharSpan> time(std::size_t i) const {
    const auto match = match_time(text_, i);
    if (!match) return std::nullopt;
    return CharSpan{i, match->end, LockKind::time};
  }

  [[nodiscard]] std::optional<CharSpan> siret(std::size_t i) const {
    if (!starts_token(i)) return std::nullopt;
    constexpr std::array<std::size_t, 4> kParts{3, 3, 3, 5};
    const Groups groups = digit_groups(text_, i, kParts);
    if (groups.end == kNone || !ends_token(groups.end) || !luhn(groups.digits)) return std::nullopt;
    return CharSpan{i, groups.end, LockKind::siret, true};
  }

  [[nodiscard]] std::optional<CharSpan> siren(std::size_t i) const {
    if (!starts_token(i)) return std::nullopt;
    constexpr std::array<std::size_t, 3> kParts{3, 3, 3};
    const Groups groups = digit_groups(text_, i, kParts);
    if (groups.end == kNone || !ends_token(groups.end) || !luhn(groups.digits)) return std::nullopt;
    // A following group would make it part of a longer number.
    if (is_gap(text_.at(groups.end)) && is_ascii_digit(text_.at(groups.end + 1))) return std::nullopt;
    return CharSpan{i, groups.end, LockKind::siren, true};
  }

  /// End of the number at `i`: the one text.py's conventions see, or plain digits next to a Han or Arabic letter.
  [[nodiscard]] std::size_t number_end(std::size_t i) const {
    if (number_end_[i] != 0) return number_end_[i];
    if (!is_digit(text_.at(i)) || !starts_token(i)) return kNone;
    std::size_t end = i, last = kNone;
    while (is_digit(text_.at(end)) || ((text_.at(end) == U'.' || text_.at(end) == U',') && is_digit(text_.at(end + 1))))
      last = ++end;
    return ends_token(last) ? last : kNone;
  }

  [[nodiscard]] std::size_t currency_end(std::size_t i) const {
    if (is_currency_sign(text_.at(i))) return i + 1;
    for (const std::u32string_view word : kCurrencies) {
      if (looking_at(i, word) && ends_token(i + word.size())) return i + word.size();
    }
    return kNone;
  }

  /// A number with its currency or its per cent sign, on either side.
  [[nodiscard]] std::optional<CharSpan> amount(std::size_t i) const {
    std::size_t from = i;
    const bool minus = (text_.at(i) == U'-' || text_.at(i) == U'\u2212') && !is_word(text_.before(i));
    if (minus) ++from;
    if (const std::size_t sign = currency_end(from); sign != kNone && starts_token(i)) {
      const std::size_t digits = text_.at(sign) == U' ' ? sign + 1 : sign;
      const std::size_t end = number_end(digits);
      if (end == kNone || currency_end(end) != kNone) return std::nullopt;
      return CharSpan{i, end, LockKind::amount};
    }
    const std::size_t end = number_end(from);
    if (end == kNone) return std::nullopt;
    const std::size_t unit = text_.at(end) == U' ' ? end + 1 : end;
    if (text_.at(unit) == U'%' || text_.at(unit) == U'‰' || text_.at(unit) == U'٪')
      return CharSpan{i, unit + 1, LockKind::percentage};
    std::size_t stop = currency_end(unit);
    if (stop == kNone) return std::nullopt;
    if (count_digits(text_, stop, 3) == 2 && ends_token(stop + 2)) stop += 2;  // 12€50
    return CharSpan{i, stop, LockKind::amount};
  }

  /// Whether one of `words` ends just before `i`, but for spaces and the usual marks ("code postal : ").
  template <std::size_t N>
  [[nodiscard]] bool follows(std::size_t i, const std::array<std::u32string_view, N>& words) const {
    std::size_t end = i;
    while (end > 0 && (text_.before(end) == U' ' || text_.before(end) == U':')) --end;
    return std::ranges::any_of(words, [&](std::u32string_view word) {
      return end >= word.size() &&
             std::ranges::equal(
                 std::u32string_view(text_.chars).substr(end - word.size(), word.size()), word,
                 [](char32_t a, char32_t b) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(a))) == b; });
    });
  }

  [[nodiscard]] std::optional<CharSpan> cerfa(std::size_t i) const {
    if (count_digits(text_, i, 6) != 5 || !starts_token(i)) return std::nullopt;
    if (text_.at(i + 5) == U'*') {
      const std::size_t version = count_digits(text_, i + 6, 3);
      if (version >= 1 && version <= 2 && ends_token(i + 6 + version))
        return CharSpan{i, i + 6 + version, LockKind::cerfa};
    }
    constexpr std::array<std::u32string_view, 4> kNames{U"cerfa", U"cerfa n°", U"cerfa no", U"cerfa numéro"};
    if (ends_token(i + 5) && follows(i, kNames)) return CharSpan{i, i + 5, LockKind::cerfa};
    return std::nullopt;
  }

  [[nodiscard]] std::optional<CharSpan> postal_code(std::size_t i) const {
    if (count_digits(text_, i, 6) != 5 || !starts_token(i) || !ends_token(i + 5) || looking_at(i, U"00") ||
        looking_at(i, U"99")) {
      return std::nullopt;
    }
    constexpr std::array<std::u32string_view, 1> kNames{U"code postal"};
    const bool town = text_.at(i + 5) == U' ' && u_isupper(static_cast<UChar32>(text_.at(i + 6))) != 0;
    if (!town && !follows(i, kNames)) return std::nullopt;
    return CharSpan{i, i + 5, LockKind::postal_code};
  }

  /// Article of a French code: letters L, R, D, A or LO, a star at most, numbers joined by hyphens.
  [[nodiscard]] std::optional<CharSpan> legal(std::size_t i) const {
    if (is_word(text_.before(i)) || text_.before(i) == U'.') return std::nullopt;
    std::size_t at = i;
    if (looking_at(i, U"LO")) {
      at = i + 2;
    } else if (std::u32string_view(U"LRDA").find(text_.at(i)) != std::u32string_view::npos && i < text_.size()) {
      at = i + 1;
    } else {
      return std::nullopt;
    }
    bool sure = false;
    if (text_.at(at) == U'.') {
      sure = true;
      ++at;
    }
    if (text_.at(at) == U'*') ++at;
    if (text_.at(at) == U' ') ++at;
    std::size_t digits = count_digits(text_, at, 5);
    if (digits == 0 || digits > 4) return std::nullopt;
    at += digits;
    while (text_.at(at) == U'-' && (digits = count_digits(text_, at + 1, 4)) > 0 && digits <= 3) {
      at += digits + 1;
      sure = true;
    }
    constexpr std::array<std::u32string_view, 3> kNames{U"article", U"articles", U"art."};
    if (!ends_token(at) || (!sure && !follows(i, kNames))) return std::nullopt;
    return CharSpan{i, at, LockKind::legal_reference};
  }

  /// A code with small letters ("a1b2c3d4", "dossier_2024_17"), which the conventions of text.py do not see. Quantities
  /// ("500kg", "10h") and ordinals ("25ème") are none.
  [[nodiscard]] std::optional<CharSpan> mixed_code(std::size_t i) const {
    const auto is_inner = [](char32_t c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == U'_'; };
    if (!is_inner(text_.at(i)) || !starts_token(i)) return std::nullopt;
    std::size_t end = i, digits = 0, changes = 0, underscores = 0;
    for (; is_inner(text_.at(end)); ++end) {
      const bool digit = is_ascii_digit(text_.at(end));
      digits += digit ? 1 : 0;
      underscores += text_.at(end) == U'_' ? 1 : 0;
      if (end > i && digit != is_ascii_digit(text_.at(end - 1))) ++changes;
    }
    if (!ends_token(end)) return std::nullopt;
    const bool code = (digits >= 3 && changes >= 2) || (digits >= 1 && underscores >= 1 && end > i + 3) ||
                      (digits >= 3 && changes == 1 && !is_ascii_digit(text_.at(i)));
    if (!code) return std::nullopt;
    return CharSpan{i, end, LockKind::file_reference};
  }

  /// A number that stands next to a Han or Arabic letter, where text.py sees none.
  [[nodiscard]] std::optional<CharSpan> plain_number(std::size_t i) const {
    if (number_end_[i] != 0) return std::nullopt;  // already a lock by itself
    const std::size_t end = number_end(i);
    if (end == kNone) return std::nullopt;
    return CharSpan{i, end, LockKind::number, false, end == i + 1};
  }

  const CodePoints& text_;
  const MonthNames& months_;
  const LockOptions& options_;
  std::vector<std::size_t> number_end_;  // by start; 0 where no number of the conventions starts
  bool has_digits_;
};

}  // namespace

bool number_edge(char32_t neighbour) {
  if (!is_word(neighbour)) return true;
  const Script script = script_of(neighbour);
  return script == Script::han || script == Script::arabic;
}

std::size_t count_digits(const CodePoints& text, std::size_t begin, std::size_t most) {
  std::size_t count = 0;
  while (count < most && is_ascii_digit(text.at(begin + count))) ++count;
  return count;
}

int to_int(const CodePoints& text, std::size_t begin, std::size_t end) {
  int value = 0;
  for (std::size_t i = begin; i < end && i < begin + 9; ++i) value = value * 10 + static_cast<int>(text.at(i) - U'0');
  return value;
}

std::vector<CharSpan> rich_spans(const CodePoints& text, const std::vector<CharSpan>& taken, const MonthNames& months,
                                 const LockOptions& options) {
  std::vector<CharSpan> spans;
  const Reader reader(text, taken, months, options);
  auto opaque = taken.begin();  // inside an address, a tag or a variable nothing else is looked for
  for (std::size_t i = 0; i < text.size();) {
    while (opaque != taken.end() && opaque->end <= i) ++opaque;
    const bool inside =
        opaque != taken.end() && opaque->begin <= i &&
        (opaque->kind == LockKind::url || opaque->kind == LockKind::email || opaque->kind == LockKind::tag ||
         (opaque->kind == LockKind::template_variable && text.at(opaque->begin) != U'$'));
    const auto span = inside && !(options.quoted && text.chars[i] == U'«') ? std::nullopt : reader.at(i);
    if (span) {
      spans.push_back(*span);
      i = span->end;
    } else {
      ++i;
    }
  }
  return spans;
}

}  // namespace parvis::detail
