#include <algorithm>
#include <array>
#include <map>

#include "locks_internal.h"
#include "parvis/locks.h"
#include "parvis/text.h"

namespace parvis {
namespace {

using detail::CharSpan;
using detail::CodePoints;
using detail::MonthNames;

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

/// Value of a number as written in any of our languages: grouping dropped, a full stop before decimals.
///
/// The last '.' or ',' stands before decimals unless exactly three digits follow it and it may be a grouping mark
/// ("1.250", not "0,125").
std::string number_value(std::u32string_view number) {
  std::size_t decimal = number.size();
  for (std::size_t i = number.size(); i-- > 0;) {
    const char32_t c = number[i];
    const bool arabic_decimal = c == U'\u066B';
    if (c != U'.' && c != U',' && !arabic_decimal) {
      if (!detail::is_digit(c)) break;
      continue;
    }
    const std::size_t after = number.size() - i - 1;
    const bool again = number.substr(0, i).find(c) != std::u32string_view::npos;
    if (arabic_decimal || (!again && (after != 3 || number.substr(0, i) == U"0"))) decimal = i;
    break;
  }
  std::string value;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i == decimal) value += '.';
    if (detail::is_digit(number[i])) value += ascii_digits(detail::encode(number.substr(i, 1)));
  }
  return value;
}

std::string date_value(const detail::DateMatch& date) {
  return (date.year > 0 ? std::to_string(date.year) : "-") + "-" + two_digits(date.month) + "-" + two_digits(date.day);
}

/// What two languages must share to count as the same value.
std::string value_of(const CodePoints& text, const CharSpan& span, const MonthNames& months) {
  const std::u32string_view chars = std::u32string_view(text.chars).substr(span.begin, span.size());
  switch (span.kind) {
    case LockKind::date:
      if (const auto date = detail::match_date(text, span.begin, months); date && date->end == span.end)
        return date_value(*date);
      break;
    case LockKind::time:
      if (const auto time = detail::match_time(text, span.begin); time && time->end == span.end) {
        return std::to_string(time->hour) + ":" + two_digits(time->minute);
      }
      break;
    case LockKind::number:
    case LockKind::amount:
    case LockKind::percentage: {
      // Only the number itself: signs and currencies may move to its other side.
      const auto first = std::ranges::find_if(chars, detail::is_digit);
      auto last = chars.end();
      while (last != first && !detail::is_digit(*(last - 1))) --last;
      return number_value(std::u32string_view(first, last));
    }
    case LockKind::siret:
    case LockKind::siren:
    case LockKind::social_security:
    case LockKind::phone:
    case LockKind::iban: {
      std::u32string compact(chars);
      std::erase_if(compact, [](char32_t c) { return c == U' ' || c == U'.' || c == U'-'; });
      return detail::encode(compact);
    }
    default:
      break;
  }
  return detail::encode(chars);
}

struct Values {
  std::map<std::string, int> counts;  // of each value
  std::array<int, 10> digits{};       // of each digit, dates counted in their ISO form and times in theirs
};

void count_digits_of(std::u32string_view chars, std::array<int, 10>& digits) {
  for (const char c : ascii_digits(detail::encode(chars))) {
    if (c >= '0' && c <= '9') ++digits[static_cast<std::size_t>(c - '0')];
  }
}

Values read(std::string_view text, std::string_view language) {
  Values values;
  const CodePoints points = detail::decode(normalise(text));
  const MonthNames months(language);
  LockOptions options;
  options.plan = LockPlan::safe;
  std::size_t from = 0;
  const std::u32string_view chars = points.chars;
  for (const CharSpan& span : detail::spans_of(points, months, options)) {
    const std::string value = value_of(points, span, months);
    ++values.counts[value];
    count_digits_of(chars.substr(from, span.begin - from), values.digits);
    if (span.kind == LockKind::date || span.kind == LockKind::time) {
      count_digits_of(detail::decode(value).chars, values.digits);
    } else {
      count_digits_of(chars.substr(span.begin, span.size()), values.digits);
    }
    from = span.end;
  }
  count_digits_of(chars.substr(from), values.digits);
  return values;
}

}  // namespace

std::vector<ValueProblem> verify_values(std::string_view source, std::string_view source_language,
                                        std::string_view target, std::string_view target_language) {
  const Values before = read(source, source_language), after = read(target, target_language);
  std::vector<ValueProblem> problems;
  const auto compare = [&](const Values& one, const Values& other, ValueProblem::What what) {
    for (const auto& [value, count] : one.counts) {
      const auto there = other.counts.find(value);
      if (count > (there == other.counts.end() ? 0 : there->second)) problems.push_back({what, value});
    }
  };
  compare(before, after, ValueProblem::What::missing);
  compare(after, before, ValueProblem::What::added);
  if (!problems.empty()) return problems;
  // The second reading knows nothing of values: each digit must stand on both sides equally often.
  for (std::size_t digit = 0; digit < 10; ++digit) {
    const int surplus = after.digits[digit] - before.digits[digit];
    if (surplus == 0) continue;
    problems.push_back({surplus < 0 ? ValueProblem::What::missing : ValueProblem::What::added, std::to_string(digit)});
  }
  return problems;
}

}  // namespace parvis
