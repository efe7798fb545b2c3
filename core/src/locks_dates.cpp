#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/smpdtfmt.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <memory>

#include "locks_internal.h"
#include "parvis/script.h"
#include "parvis/text.h"

namespace parvis {
namespace detail {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::u32string to_u32(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return decode(normalise(utf8)).chars;
}

char32_t fold(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }

/// Names that people write and CLDR's main locales do not hold: French without accents, Arabic of the Maghreb and of
/// the Levant, Dari.
struct ExtraNames {
  std::string_view language;
  std::array<std::u32string_view, 12> names;
};
constexpr std::array<ExtraNames, 6> kExtraNames{{
    {"fr",
     {U"janvier", U"fevrier", U"mars", U"avril", U"mai", U"juin", U"juillet", U"aout", U"septembre", U"octobre",
      U"novembre", U"decembre"}},
    {"ar",
     {U"جانفي", U"فيفري", U"مارس", U"أفريل", U"ماي", U"جوان", U"جويلية", U"أوت", U"سبتمبر", U"أكتوبر", U"نوفمبر",
      U"ديسمبر"}},
    {"ar",
     {U"كانون الثاني", U"شباط", U"آذار", U"نيسان", U"أيار", U"حزيران", U"تموز", U"آب", U"أيلول", U"تشرين الأول",
      U"تشرين الثاني", U"كانون الأول"}},
    {"ar",
     {U"يناير", U"فبراير", U"مارس", U"ابريل", U"ماي", U"يونيه", U"يوليوز", U"غشت", U"شتنبر", U"اكتوبر", U"نونبر",
      U"دجنبر"}},
    {"fa",
     {U"جنوری", U"فبروری", U"مارچ", U"اپریل", U"می", U"جون", U"جولای", U"اگست", U"سپتمبر", U"اکتوبر", U"نومبر",
      U"دسمبر"}},
    {"ps",
     {U"جنوري", U"فبروري", U"مارچ", U"اپریل", U"می", U"جون", U"جولای", U"اګست", U"سپتمبر", U"اکتوبر", U"نومبر",
      U"دسمبر"}},
}};

/// A character after which, or before which, a date may be written without a space.
bool date_edge(char32_t c) { return !is_word(c) || script_of(c) == Script::han; }

bool looking_at(const CodePoints& text, std::size_t i, std::u32string_view what) {
  return std::u32string_view(text.chars).substr(std::min(i, text.size())).starts_with(what);
}

/// Past the first of `choices` that stands at `i`; kNone if none does. List longer choices first.
template <std::size_t N>
std::size_t past_one_of(const CodePoints& text, std::size_t i, const std::array<std::u32string_view, N>& choices) {
  for (const std::u32string_view choice : choices) {
    if (looking_at(text, i, choice)) return i + choice.size();
  }
  return kNone;
}

struct Number {
  std::size_t end = kNone;
  int value = 0;
};

/// Between `least` and `most` ASCII digits that no further digit follows.
Number number_at(const CodePoints& text, std::size_t i, std::size_t least, std::size_t most) {
  const std::size_t digits = count_digits(text, i, most + 1);
  if (digits < least || digits > most) return {};
  return {i + digits, to_int(text, i, i + digits)};
}

bool is_day(int day) { return day >= 1 && day <= 31; }
bool is_month(int month) { return month >= 1 && month <= 12; }
bool is_year(int year) { return year >= 1000 && year <= 2999; }

/// Past the mark of an ordinal day: 1er, 1st, 1º, 1., 1-го.
std::size_t past_ordinal(const CodePoints& text, std::size_t i) {
  constexpr std::array<std::u32string_view, 11> kMarks{U"-го", U"-е", U"er", U"st", U"nd", U"rd",
                                                       U"th",  U"º",  U"°",  U"ª",  U"."};
  const std::size_t end = past_one_of(text, i, kMarks);
  return end == kNone ? i : end;
}

/// Past the words between day and month.
std::size_t past_day_separator(const CodePoints& text, std::size_t i) {
  constexpr std::array<std::u32string_view, 6> kSeparators{U" de ", U" of ", U" tháng ", U" د ", U" ", U"-"};
  return past_one_of(text, i, kSeparators);
}

/// The year after a month name or, in English, after the day; with the word for "year" that some languages put behind
/// it.
Number year_after(const CodePoints& text, std::size_t i) {
  constexpr std::array<std::u32string_view, 9> kSeparators{U" de ",  U" del ", U", ", U"، ", U". ",
                                                           U" năm ", U" د ",   U" ",  U"-"};
  constexpr std::array<std::u32string_view, 9> kSuffixes{U" года", U" году", U" року",  U" roku", U" г.",
                                                         U" р.",   U" r.",   U" году.", U" م"};
  const std::size_t start = past_one_of(text, i, kSeparators);
  if (start == kNone) return {};
  Number year = number_at(text, start, 4, 4);
  if (year.end == kNone || !is_year(year.value) || !date_edge(text.at(year.end))) return {};
  const std::size_t suffix = past_one_of(text, year.end, kSuffixes);
  if (suffix != kNone && (!is_word(text.at(suffix)) || text.before(suffix) == U'.')) year.end = suffix;
  return year;
}

std::optional<DateMatch> match_numeric(const CodePoints& text, std::size_t begin) {
  // 2024-05-12, 2024/5/12
  const Number year_first = number_at(text, begin, 4, 4);
  if (year_first.end != kNone && is_year(year_first.value)) {
    const char32_t separator = text.at(year_first.end);
    if (separator == U'-' || separator == U'/' || separator == U'.') {
      const Number month = number_at(text, year_first.end + 1, 1, 2);
      if (month.end != kNone && is_month(month.value) && text.at(month.end) == separator) {
        const Number day = number_at(text, month.end + 1, 1, 2);
        if (day.end != kNone && is_day(day.value))
          return DateMatch{day.end, day.value, month.value, year_first.value, false};
      }
    }
    if (separator == U'年') {
      const Number month = number_at(text, year_first.end + 1, 1, 2);
      if (month.end != kNone && is_month(month.value) && text.at(month.end) == U'月') {
        const Number day = number_at(text, month.end + 1, 1, 2);
        if (day.end != kNone && is_day(day.value) && (text.at(day.end) == U'日' || text.at(day.end) == U'号')) {
          return DateMatch{day.end + 1, day.value, month.value, year_first.value, true};
        }
      }
    }
    return std::nullopt;
  }
  const Number first = number_at(text, begin, 1, 2);
  if (first.end == kNone) return std::nullopt;
  if (text.at(first.end) == U'月' && is_month(first.value)) {  // 5月12日
    const Number day = number_at(text, first.end + 1, 1, 2);
    if (day.end == kNone || !is_day(day.value) || (text.at(day.end) != U'日' && text.at(day.end) != U'号'))
      return std::nullopt;
    return DateMatch{day.end + 1, day.value, first.value, 0, true};
  }
  // 12/05/2024, 12.05.24, 12 / 05 / 2024
  if (!is_day(first.value)) return std::nullopt;
  constexpr std::array<std::u32string_view, 4> kSeparators{U" / ", U"/", U".", U"-"};
  std::size_t i = past_one_of(text, first.end, kSeparators);
  if (i == kNone) return std::nullopt;
  const std::u32string_view separator = std::u32string_view(text.chars).substr(first.end, i - first.end);
  const Number month = number_at(text, i, 1, 2);
  if (month.end == kNone || !is_month(month.value) || !looking_at(text, month.end, separator)) return std::nullopt;
  i = month.end + separator.size();
  Number year = number_at(text, i, 4, 4);
  if (year.end == kNone) {
    year = number_at(text, i, 2, 2);
    year.value += year.value < 50 ? 2000 : 1900;
  }
  if (year.end == kNone || !is_year(year.value)) return std::nullopt;
  return DateMatch{year.end, first.value, month.value, year.value, false};
}

std::optional<DateMatch> match_day_month(const CodePoints& text, std::size_t begin, const MonthNames& months) {
  const Number day = number_at(text, begin, 1, 2);
  if (day.end == kNone || !is_day(day.value)) return std::nullopt;
  for (const std::size_t after : {past_ordinal(text, day.end), day.end}) {
    const std::size_t at = past_day_separator(text, after);
    if (at == kNone) continue;
    // Vietnamese: the word "tháng" is part of the name in ICU's list, so the name may start before the separator's end.
    for (const std::size_t name : {at, after + 1}) {
      const auto month = months.match(text, name);
      if (!month) continue;
      const Number year = year_after(text, month->end);
      if (year.end != kNone) return DateMatch{year.end, day.value, month->month, year.value, true};
      if (month->wide) return DateMatch{month->end, day.value, month->month, 0, true};
    }
  }
  return std::nullopt;
}

/// Month first: "May 12, 2024".
std::optional<DateMatch> match_month_day(const CodePoints& text, std::size_t begin, const MonthNames& months) {
  const auto month = months.match(text, begin);
  if (!month || text.at(month->end) != U' ') return std::nullopt;
  const Number day = number_at(text, month->end + 1, 1, 2);
  if (day.end == kNone || !is_day(day.value)) return std::nullopt;
  const std::size_t after = past_ordinal(text, day.end);
  const Number year = year_after(text, after);
  if (year.end == kNone) return std::nullopt;
  return DateMatch{year.end, day.value, month->month, year.value, true};
}

/// Year first, as in Pashto: "د 2024 د مې 12".
std::optional<DateMatch> match_year_month(const CodePoints& text, std::size_t begin, const MonthNames& months) {
  constexpr std::array<std::u32string_view, 4> kSeparators{U" د ", U", ", U"، ", U" "};
  const std::size_t start = looking_at(text, begin, U"د ") ? begin + 2 : begin;
  const Number year = number_at(text, start, 4, 4);
  if (year.end == kNone || !is_year(year.value)) return std::nullopt;
  const std::size_t at = past_one_of(text, year.end, kSeparators);
  if (at == kNone) return std::nullopt;
  const auto month = months.match(text, at);
  if (!month || text.at(month->end) != U' ') return std::nullopt;
  const Number day = number_at(text, month->end + 1, 1, 2);
  if (day.end == kNone || !is_day(day.value)) return std::nullopt;
  return DateMatch{day.end, day.value, month->month, year.value, true};
}

}  // namespace

// ---- month names -------------------------------------------------------------------------------------------------

void MonthNames::load() const {
  add_icu_names("fr");
  if (language_ != "fr") add_icu_names(language_);
  for (const ExtraNames& extra : kExtraNames) {
    if (extra.language != "fr" && extra.language != language_) continue;
    for (std::size_t month = 0; month < 12; ++month) {
      add(std::u32string(extra.names[month]), static_cast<int>(month) + 1, true);
    }
  }
  std::ranges::stable_sort(names_, [](const Name& a, const Name& b) { return a.name.size() > b.name.size(); });
}

void MonthNames::add(std::u32string name, int month, bool wide) const {
  std::ranges::transform(name, name.begin(), fold);
  if (name.size() >= 2) names_.push_back({std::move(name), month, wide});
}

void MonthNames::add_icu_names(std::string_view language) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale((std::string(language) + "@calendar=gregorian").c_str());
  const icu::DateFormatSymbols symbols(locale, status);
  if (U_FAILURE(status)) return;
  for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
    for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
      std::int32_t count = 0;
      const icu::UnicodeString* months = symbols.getMonths(count, context, width);
      for (std::int32_t month = 0; month < std::min(count, std::int32_t{12}); ++month) {
        std::u32string name = to_u32(months[month]);
        if (!name.empty() && name.back() == U'.') name.pop_back();
        // Numbers are read by match_numeric, and abbreviations of one or two letters are other words.
        if (name.empty() || is_digit(name.front()) || (width == icu::DateFormatSymbols::ABBREVIATED && name.size() < 3))
          continue;
        add(std::move(name), month + 1, width == icu::DateFormatSymbols::WIDE);
      }
    }
  }
}

std::optional<MonthNames::Match> MonthNames::match(const CodePoints& text, std::size_t begin) const {
  if (!is_letter(text.at(begin)) || is_word(text.before(begin))) return std::nullopt;
  if (names_.empty()) load();
  const bool capitals_only =
      language_ == "en" || language_ == "de";  // "may" is a verb, "May" a month; before a year all are
  const char32_t first = fold(text.at(begin));
  for (const Name& name : names_) {
    if (name.name.front() != first || begin + name.name.size() > text.size()) continue;
    bool same = true;
    for (std::size_t i = 1; same && i < name.name.size(); ++i) same = fold(text.chars[begin + i]) == name.name[i];
    if (!same) continue;
    std::size_t end = begin + name.name.size();
    if (is_word(text.at(end)) || u_charType(static_cast<UChar32>(text.at(end))) == U_NON_SPACING_MARK) continue;
    const bool small = capitals_only && u_islower(static_cast<UChar32>(text.chars[begin])) != 0;
    if (small && name.name.size() <= 5 && year_after(text, end).end == kNone) continue;
    if (!name.wide && text.at(end) == U'.') ++end;
    return Match{name.month, end, name.wide};
  }
  return std::nullopt;
}

// ---- dates and times ---------------------------------------------------------------------------------------------

std::optional<DateMatch> match_date(const CodePoints& text, std::size_t begin, const MonthNames& months) {
  const char32_t before = text.before(begin);
  if (is_ascii_digit(text.at(begin))) {
    if (!date_edge(before) && script_of(before) != Script::arabic) return std::nullopt;
    for (const auto& found :
         {match_numeric(text, begin), match_day_month(text, begin, months), match_year_month(text, begin, months)}) {
      if (found &&
          (date_edge(text.at(found->end)) || text.before(found->end) == U'日' || text.before(found->end) == U'号'))
        return found;
    }
    return std::nullopt;
  }
  if (is_word(before)) return std::nullopt;
  if (text.at(begin) == U'د') {
    if (const auto found = match_year_month(text, begin, months)) return found;
  }
  const auto found = match_month_day(text, begin, months);
  return found && date_edge(text.at(found->end)) ? found : std::nullopt;
}

std::optional<TimeMatch> match_time(const CodePoints& text, std::size_t begin) {
  if (!number_edge(text.before(begin)) || text.before(begin) == U':') return std::nullopt;
  const Number hour = number_at(text, begin, 1, 2);
  if (hour.end == kNone || hour.value > 24) return std::nullopt;
  constexpr std::array<std::u32string_view, 6> kMarks{U" h ", U"h ", U" h", U"h", U"H", U":"};
  const std::size_t at = past_one_of(text, hour.end, kMarks);
  if (at == kNone) return std::nullopt;
  const Number minute = number_at(text, at, 2, 2);
  if (minute.end == kNone || minute.value > 59 || !number_edge(text.at(minute.end)) || text.at(minute.end) == U':')
    return std::nullopt;
  return TimeMatch{minute.end, hour.value, minute.value, text.chars[hour.end] != U':'};
}

}  // namespace detail

// ---- in the words of another language ----------------------------------------------------------------------------

namespace {

using detail::CodePoints;
using detail::DateMatch;
using detail::MonthNames;

bool same_day(const DateMatch& a, const DateMatch& b) {
  return a.day == b.day && a.month == b.month && a.year == b.year;
}

/// Skeletons ask CLDR for the order and the small words that the language puts between the fields.
std::optional<std::string> format_day(const DateMatch& date, std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string code(language.substr(0, 2));
  const icu::Locale locale((code + "@calendar=gregorian;numbers=latn").c_str());
  std::unique_ptr<icu::DateFormat> format;
  // English as in Ireland and Great Britain (the data holds the American order alone); Pashto without a year day first,
  // so that it can be read back.
  if (code == "en" || (code == "ps" && date.year == 0)) {
    format = std::make_unique<icu::SimpleDateFormat>(icu::UnicodeString(date.year > 0 ? u"d MMMM y" : u"d MMMM"),
                                                     locale, status);
  } else {
    format.reset(icu::DateFormat::createInstanceForSkeleton(icu::UnicodeString(date.year > 0 ? u"yMMMMd" : u"MMMMd"),
                                                            locale, status));
  }
  std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(*icu::TimeZone::getGMT(), locale, status));
  if (U_FAILURE(status) || !format) return std::nullopt;
  format->setTimeZone(*icu::TimeZone::getGMT());
  calendar->clear();
  calendar->set(date.year > 0 ? date.year : 2000, date.month - 1, date.day, 12, 0);
  const UDate moment = calendar->getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  icu::UnicodeString formatted;
  format->format(moment, formatted);
  std::string result;
  formatted.toUTF8String(result);
  return normalise(result);
}

}  // namespace

std::string localise_date(std::string_view date, std::string_view source_language, std::string_view target_language) {
  std::string unchanged(date);
  const CodePoints text = detail::decode(normalise(date));
  if (const auto time = detail::match_time(text, 0); time && time->end == text.size()) {
    if (!time->french || target_language.substr(0, 2) == "fr") return unchanged;
    return std::to_string(time->hour) + (time->minute < 10 ? ":0" : ":") + std::to_string(time->minute);
  }
  const auto read = detail::match_date(text, 0, MonthNames(source_language));
  if (!read || read->end != text.size() || !read->named || target_language.substr(0, 2) == source_language.substr(0, 2))
    return unchanged;
  auto written = format_day(*read, target_language);
  if (!written) return unchanged;
  if (target_language.substr(0, 2) == "fr" && written->starts_with("1 ")) written->insert(1, "er");
  const CodePoints back = detail::decode(*written);
  const auto again = detail::match_date(back, 0, MonthNames(target_language));
  return again && again->end == back.size() && same_day(*read, *again) ? *written : unchanged;
}

}  // namespace parvis
