#include "parvis/locks.h"

#include <algorithm>
#include <array>

#include "locks_internal.h"
#include "parvis/text.h"

namespace parvis {
namespace detail {
namespace {

/// Which kind names a lock that several readers found together: the surer one.
int rank(const CharSpan& span, bool rich) {
  switch (span.kind) {
    case LockKind::quoted:
      return 4;
    case LockKind::tag:
    case LockKind::template_variable:
    case LockKind::url:
    case LockKind::email:
      return 3;
    case LockKind::number:
      return 0;
    default:
      return rich ? 2 : 1;
  }
}

struct Ranked {
  CharSpan span;
  int rank;
};

/// Overlapping spans become one that covers them all.
std::vector<CharSpan> merge(const std::vector<CharSpan>& convention, const std::vector<CharSpan>& rich) {
  std::vector<Ranked> all;
  all.reserve(convention.size() + rich.size());
  for (const CharSpan& span : rich) all.push_back({span, rank(span, true)});
  for (const CharSpan& span : convention) all.push_back({span, rank(span, false)});
  std::ranges::stable_sort(all, [](const Ranked& a, const Ranked& b) { return a.span.begin < b.span.begin; });
  std::vector<Ranked> merged;
  for (const Ranked& one : all) {
    if (merged.empty() || one.span.begin >= merged.back().span.end) {
      merged.push_back(one);
      continue;
    }
    Ranked& into = merged.back();
    const std::size_t end = std::max(into.span.end, one.span.end);
    const bool covers = one.span.begin == into.span.begin && one.span.end == into.span.end;
    if (one.rank > into.rank) {
      const std::size_t begin = into.span.begin;
      into = one;
      into.span.begin = begin;
    }
    into.span.end = end;
    into.span.single_digit = covers && into.span.single_digit && one.span.single_digit;
  }
  std::vector<CharSpan> spans;
  spans.reserve(merged.size());
  for (const Ranked& one : merged) spans.push_back(one.span);
  return spans;
}

bool belongs_to_digit_word(char32_t c) {
  return is_ascii_letter(c) || is_digit(c) || c == U'_' || (c >= 0xC0 && c < 0x250);
}

/// Covers every digit that no span covers yet, with the letters written to it ("2e", "m2").
std::vector<CharSpan> cover_all_digits(const CodePoints& text, const std::vector<CharSpan>& spans) {
  std::vector<CharSpan> all;
  std::size_t from = 0;
  const auto cover_gap = [&](std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (!is_digit(text.chars[i])) continue;
      std::size_t begin = i, end = i + 1;
      while (begin > from && belongs_to_digit_word(text.before(begin))) --begin;
      while (end < to && belongs_to_digit_word(text.at(end))) ++end;
      all.push_back({begin, end, LockKind::number});
      i = end - 1;
    }
  };
  for (const CharSpan& span : spans) {
    cover_gap(span.begin);
    all.push_back(span);
    from = span.end;
  }
  cover_gap(text.size());
  return all;
}

bool is_capital(char32_t c) { return is_ascii_upper(c) || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }

/// Capitals for emphasis, not for an institution.
bool is_emphasis(std::u32string_view word) {
  constexpr std::array<std::u32string_view, 16> words = {U"DE", U"DES", U"DU", U"EN",  U"ET",  U"LA", U"LE", U"LES",
                                                         U"NE", U"NON", U"OU", U"OUI", U"PAS", U"SI", U"UN", U"UNE"};
  return std::ranges::find(words, word) != words.end();
}

/// Words of two to six capitals outside of the spans given. Capitals in a row are emphasis ("NE RIEN ÉCRIRE ICI").
std::vector<CharSpan> acronym_spans(const CodePoints& text, const std::vector<CharSpan>& spans) {
  std::vector<CharSpan> found;
  auto taken = spans.begin();
  bool after_capitals = false;
  for (std::size_t i = 0; i < text.size();) {
    while (taken != spans.end() && taken->end <= i) ++taken;
    if (taken != spans.end() && taken->begin <= i) {
      i = taken->end;
      after_capitals = false;
      continue;
    }
    if (!is_letter(text.chars[i]) && !is_digit(text.chars[i])) {
      if (text.chars[i] != U' ') after_capitals = false;
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && (is_letter(text.chars[end]) || is_digit(text.chars[end]))) ++end;
    const auto word = std::u32string_view(text.chars).substr(i, end - i);
    const bool capitals = word.size() > 1 && std::ranges::all_of(word, is_capital);
    const bool acronym = word.size() >= 2 && word.size() <= 6 && std::ranges::all_of(word, is_ascii_upper);
    if (capitals && after_capitals && !found.empty() && found.back().end + 1 == i) found.pop_back();
    if (acronym && !after_capitals && !is_emphasis(word)) found.push_back({i, end, LockKind::acronym});
    after_capitals = capitals;
    i = end;
  }
  return found;
}

std::vector<CharSpan> with_acronyms(const CodePoints& text, std::vector<CharSpan> spans) {
  const std::vector<CharSpan> acronyms = acronym_spans(text, spans);
  spans.insert(spans.end(), acronyms.begin(), acronyms.end());
  std::ranges::sort(spans, {}, &CharSpan::begin);
  return spans;
}

}  // namespace

std::vector<CharSpan> spans_of(const CodePoints& text, const MonthNames& months, const LockOptions& options) {
  const std::vector<CharSpan> convention = convention_spans(text);
  std::vector<CharSpan> spans = merge(convention, rich_spans(text, convention, months, options));
  if (options.plan == LockPlan::safe)
    spans = cover_all_digits(text, spans);
  else
    std::erase_if(spans, [](const CharSpan& span) { return span.kind == LockKind::number && span.single_digit; });
  return options.acronyms ? with_acronyms(text, std::move(spans)) : spans;
}

}  // namespace detail

namespace {

using detail::CharSpan;
using detail::CodePoints;
using detail::MonthNames;

constexpr std::size_t kMostPlaceholders = 9;

std::string placeholder(std::size_t index) { return "<ph" + std::to_string(index + 1) + ">"; }

/// A placeholder in a text: its number and where it ends; index npos where there is none.
struct Found {
  std::size_t begin = std::string_view::npos;
  std::size_t index = 0;
};

constexpr std::size_t kPlaceholderSize = 5;  // <ph1>

Found next_placeholder(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find("<ph", from); at != std::string_view::npos; at = text.find("<ph", at + 1)) {
    if (at + kPlaceholderSize > text.size()) break;
    const char digit = text[at + 3];
    if (digit >= '1' && digit <= '9' && text[at + 4] == '>') return {at, static_cast<std::size_t>(digit - '1')};
  }
  return {};
}

/// Whether a stretch of plain text would be read as one of the model's symbols: <ph1>, <2fr>.
bool holds_symbol(std::string_view text) {
  if (next_placeholder(text, 0).begin != std::string_view::npos) return true;
  for (std::size_t at = text.find("<2"); at != std::string_view::npos; at = text.find("<2", at + 1)) {
    if (at + 4 < text.size() && text[at + 4] == '>') return true;
  }
  return false;
}

/// A stretch of normal text as it is put back: with the no-break spaces of the original.
std::string with_original_spaces(std::string_view original, const NormalisedText& normal, std::size_t begin,
                                 std::size_t end) {
  constexpr std::string_view kNoBreakSpaces[] = {"\u00A0", "\u202F", "\u2009"};
  std::string result;
  for (std::size_t i = begin; i < end; ++i) {
    std::string_view put = std::string_view(normal.text).substr(i, 1);
    if (normal.text[i] == ' ') {
      for (const std::string_view space : kNoBreakSpaces) {
        if (original.substr(normal.origin[i]).starts_with(space)) put = space;
      }
    }
    result += put;
  }
  return result;
}

std::size_t count_different(const std::vector<CharSpan>& spans, const CodePoints& points) {
  std::vector<std::u32string_view> texts;
  texts.reserve(spans.size());
  for (const CharSpan& span : spans) texts.push_back(std::u32string_view(points.chars).substr(span.begin, span.size()));
  std::ranges::sort(texts);
  return static_cast<std::size_t>(std::unique(texts.begin(), texts.end()) - texts.begin());
}

/// Adds terms to the locks of a text, as far as there is room beside and between them.
void add_terms(std::vector<CharSpan>& spans, const CodePoints& points, std::span<const LockSpan> terms) {
  const auto place = [&](std::size_t offset) {
    return static_cast<std::size_t>(std::ranges::lower_bound(points.offsets, static_cast<std::uint32_t>(offset)) -
                                    points.offsets.begin());
  };
  for (const LockSpan& term : terms) {
    const CharSpan span{place(term.begin), place(term.end), LockKind::term};
    const bool taken = std::ranges::any_of(
        spans, [&](const CharSpan& other) { return span.begin < other.end && other.begin < span.end; });
    if (taken) continue;
    spans.push_back(span);
    if (count_different(spans, points) > kMostPlaceholders) spans.pop_back();
  }
  std::ranges::sort(spans, {}, &CharSpan::begin);
}

/// Whether a character is dropped or a space in the normal form: such may stand between the end of a lock and the next
/// character.
bool is_droppable(char32_t c) { return normalise(detail::encode(std::u32string_view(&c, 1))).empty(); }

}  // namespace

std::string_view to_string(LockKind kind) {
  switch (kind) {
    case LockKind::number:
      return "number";
    case LockKind::date:
      return "date";
    case LockKind::time:
      return "time";
    case LockKind::amount:
      return "amount";
    case LockKind::percentage:
      return "percentage";
    case LockKind::iban:
      return "iban";
    case LockKind::siret:
      return "siret";
    case LockKind::siren:
      return "siren";
    case LockKind::social_security:
      return "social-security";
    case LockKind::phone:
      return "phone";
    case LockKind::email:
      return "email";
    case LockKind::url:
      return "url";
    case LockKind::postal_code:
      return "postal-code";
    case LockKind::cerfa:
      return "cerfa";
    case LockKind::legal_reference:
      return "legal-reference";
    case LockKind::file_reference:
      return "file-reference";
    case LockKind::template_variable:
      return "template-variable";
    case LockKind::tag:
      return "tag";
    case LockKind::quoted:
      return "quoted";
    case LockKind::acronym:
      return "acronym";
    case LockKind::term:
      return "term";
  }
  return "number";
}

std::vector<LockSpan> find_locks(std::string_view text, std::string_view language, const LockOptions& options) {
  const NormalisedText normal = normalise_with_origin(text);
  const CodePoints points = detail::decode(normal.text);
  const CodePoints original = detail::decode(text);
  std::vector<LockSpan> locks;
  for (const CharSpan& span : detail::spans_of(points, MonthNames(language), options)) {
    const std::size_t begin = normal.origin[points.offsets[span.begin]];
    // The next character's origin lies past marks that the normal form drops: walk back over them.
    const std::size_t limit = normal.origin[points.offsets[span.end]];
    auto next = static_cast<std::size_t>(std::ranges::lower_bound(original.offsets, static_cast<std::uint32_t>(limit)) -
                                         original.offsets.begin());
    while (next > 0 && original.offsets[next - 1] > begin && is_droppable(original.chars[next - 1])) --next;
    locks.push_back({begin, original.offsets[next], span.kind, span.checked});
  }
  return locks;
}

LockedText lock_text(std::string_view text, std::string_view language, const LockOptions& options,
                     std::span<const LockSpan> terms) {
  const NormalisedText normal = normalise_with_origin(text);
  const CodePoints points = detail::decode(normal.text);
  LockedText locked;
  locked.source_language = std::string(language);
  std::vector<std::string> keys;  // normal forms of what is kept
  std::size_t from = 0;
  bool symbol_left = false;
  std::vector<CharSpan> spans = detail::spans_of(points, MonthNames(language), options);
  if (!terms.empty()) add_terms(spans, points, terms);
  for (const CharSpan& span : spans) {
    const std::size_t begin = points.offsets[span.begin], end = points.offsets[span.end];
    const std::string key = normal.text.substr(begin, end - begin);
    const auto known = static_cast<std::size_t>(std::ranges::find(keys, key) - keys.begin());
    if (known == kMostPlaceholders) {
      ++locked.plain;
      continue;
    }
    if (known == keys.size()) {
      keys.push_back(key);
      locked.kept.push_back({with_original_spaces(text, normal, begin, end), span.kind, 0});
    }
    symbol_left = symbol_left || holds_symbol(std::string_view(normal.text).substr(from, begin - from));
    locked.text += normal.text.substr(from, begin - from) + placeholder(known);
    ++locked.kept[known].count;
    from = end;
  }
  symbol_left = symbol_left || holds_symbol(std::string_view(normal.text).substr(from));
  locked.text += normal.text.substr(from);
  if (symbol_left) {
    // More than nine locks, and a plain one would be taken for a placeholder: no language, so nothing in it is
    // translated.
    return {placeholder(0),
            {{with_original_spaces(text, normal, 0, normal.text.size()), LockKind::tag, 1}},
            0,
            locked.source_language};
  }
  return locked;
}

Result<void> verify_placeholders(const LockedText& locked, std::string_view target) {
  std::size_t counts[kMostPlaceholders] = {};
  for (Found found = next_placeholder(target, 0); found.begin != std::string_view::npos;
       found = next_placeholder(target, found.begin + kPlaceholderSize)) {
    ++counts[found.index];
  }
  for (std::size_t i = 0; i < kMostPlaceholders; ++i) {
    const std::size_t due = i < locked.kept.size() ? locked.kept[i].count : 0;
    if (counts[i] < due)
      return Error{ErrorCode::lock_lost, "The target lacks a placeholder of the source.", placeholder(i)};
    if (counts[i] > due)
      return Error{ErrorCode::lock_added, "The target holds a placeholder more often than the source.", placeholder(i)};
  }
  return {};
}

Result<std::string> unlock_text(std::string_view target, const LockedText& locked, std::string_view target_language,
                                const UnlockOptions& options) {
  if (auto verified = verify_placeholders(locked, target); !verified) return verified.error();
  std::vector<std::string> words;
  for (const KeptLock& kept : locked.kept) {
    const bool localise = options.localise_dates && (kept.kind == LockKind::date || kept.kind == LockKind::time);
    words.push_back(localise ? localise_date(kept.text, locked.source_language, target_language) : kept.text);
  }
  std::string result;
  std::size_t from = 0;
  for (Found found = next_placeholder(target, 0); found.begin != std::string_view::npos;
       found = next_placeholder(target, from)) {
    result += target.substr(from, found.begin - from);
    result += words[found.index];
    from = found.begin + kPlaceholderSize;
  }
  result += target.substr(from);
  return result;
}

}  // namespace parvis
