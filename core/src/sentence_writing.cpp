#include <algorithm>
#include <array>

#include "codepoints.h"
#include "dress.h"
#include "parts.h"
#include "parvis/script.h"
#include "parvis/text.h"
#include "sentence.h"

namespace parvis::detail {
namespace {

constexpr std::size_t longest_period = 12;  // pieces

/// What one target piece, or several bytes of one character, gave.
struct Fragment {
  std::string text;
  std::uint32_t source_begin = 0;
  std::uint32_t source_end = 0;
  std::optional<std::size_t> lock;  ///< number of the placeholder that it is
};

/// Whether the same pieces come three times in a row (a single one four times) at the end or anywhere inside.
bool goes_in_circles(const std::vector<LocalId>& pieces) {
  for (std::size_t period = 1; period <= longest_period; ++period) {
    const std::size_t needed = period * (period == 1 ? 3 : 2);
    std::size_t same = 0;
    for (std::size_t i = period; i < pieces.size(); ++i) {
      same = pieces[i] == pieces[i - period] ? same + 1 : 0;
      if (same >= needed) return true;
    }
  }
  return false;
}

std::vector<Fragment> cut_fragments(const Column& column, const Reading& reading, const Route& route) {
  const DecodedText decoded = decode(route.tokenizer, route.table, column.pieces);
  std::vector<Fragment> fragments;
  for (std::size_t i = 0; i < column.pieces.size(); ++i) {
    Fragment fragment;
    fragment.text = decoded.text.substr(decoded.offsets[i], decoded.offsets[i + 1] - decoded.offsets[i]);
    if (fragment.text.size() == 5 && fragment.text.starts_with("<ph")) {
      fragment.lock = static_cast<std::size_t>(fragment.text[3] - '1');
    }
    // Cell 0 is the language tag, the cell after the last piece the end.
    const auto cell = static_cast<std::size_t>(std::max(column.cells[i], 0));
    if (cell > 0 && cell < reading.origin.size()) {
      fragment.source_begin = reading.origin[cell - 1];
      fragment.source_end = reading.origin[cell];
    }
    fragments.push_back(std::move(fragment));
  }
  return fragments;
}

/// Every placeholder as often as in the source, and no other.
std::optional<Flag> compare_placeholders(const std::vector<Fragment>& fragments, const LockedText& locked) {
  std::array<std::size_t, 9> count{};
  for (const Fragment& fragment : fragments) {
    if (!fragment.lock) continue;
    if (*fragment.lock >= locked.kept.size()) return Flag::lock_added;
    ++count[*fragment.lock];
  }
  for (std::size_t i = 0; i < locked.kept.size(); ++i) {
    if (count[i] < locked.kept[i].count) return Flag::lock_lost;
    if (count[i] > locked.kept[i].count) return Flag::lock_added;
  }
  return std::nullopt;
}

// ---- spaces around locks ---------------------------------------------------------------------------------------

bool joins_what_follows(char32_t c) {
  return std::u32string_view(U"([{\u00ab\"'/-+#$\u20ac\u00a3<=").find(c) != std::u32string_view::npos;
}
bool joins_what_precedes(char32_t c) {
  return std::u32string_view(U")]}\u00bb\"'/-.,;:!?%>").find(c) != std::u32string_view::npos;
}

/// Characters beside the first appearance of a placeholder in the source; U+0000 at the ends.
struct Neighbours {
  char32_t before = 0;
  char32_t after = 0;
};

Neighbours neighbours_of(std::size_t lock, std::string_view locked) {
  const std::string name = {'<', 'p', 'h', static_cast<char>('1' + lock), '>'};
  const std::size_t at = locked.find(name);
  if (at == std::string_view::npos) return {};
  const CodePoints before = decode(locked.substr(0, at));
  return {before.before(before.size()), decode(locked.substr(at + name.size())).at(0)};
}

bool is_term(const Reading& reading, std::size_t lock) { return reading.locked.kept[lock].kind == LockKind::term; }

char32_t last_character(const Fragment& fragment) {
  const CodePoints text = decode(fragment.text);
  return text.before(text.size());
}

/// Makes the spaces around placeholders those of the source, where the same characters stand beside them or words would
/// run together.
class Spacing {
 public:
  Spacing(std::vector<Fragment>& fragments, const Reading& reading, bool words_need_space)
      : fragments_(fragments), reading_(reading), words_need_space_(words_need_space) {}

  void run() {
    for (std::size_t i = 0; i < fragments_.size(); ++i) {
      if (!fragments_[i].lock) continue;
      Neighbours source = neighbours_of(*fragments_[i].lock, reading_.locked.text);
      // The elided article of a term is a word of its own elsewhere.
      if (source.before == U'\'' && is_term(reading_, *fragments_[i].lock)) source.before = U' ';
      left_of(i, source.before);
      right_of(i, source.after);
    }
  }

 private:
  static bool runs_together(const Fragment& fragment, char32_t c) {
    return fragment.lock || is_letter(c) || is_digit(c);
  }

  void left_of(std::size_t i, char32_t source) {
    const auto before = nearest(i, -1);
    if (!before) return;
    Fragment& neighbour = fragments_[*before];
    if (neighbour.text.ends_with(' ')) {
      Fragment trimmed = neighbour;
      trimmed.text.pop_back();
      const auto further = trimmed.text.empty() ? nearest(*before, -1) : std::nullopt;
      const char32_t c = further ? last_character(fragments_[*further]) : last_character(trimmed);
      if (c == source && joins_what_follows(c)) neighbour.text.pop_back();
    } else if (source == U' ' && words_need_space_ && runs_together(neighbour, last_character(neighbour))) {
      neighbour.text.push_back(' ');
    }
  }

  void right_of(std::size_t i, char32_t source) {
    const auto after = nearest(i, 1);
    if (!after) return;
    Fragment& neighbour = fragments_[*after];
    if (neighbour.text.starts_with(' ')) {
      const auto further = neighbour.text.size() == 1 ? nearest(*after, 1) : std::nullopt;
      const char32_t c = further ? decode(fragments_[*further].text).at(0) : decode(neighbour.text).at(1);
      if (c == source && joins_what_precedes(c)) neighbour.text.erase(0, 1);
    } else if (source == U' ' && words_need_space_ && runs_together(neighbour, decode(neighbour.text).at(0))) {
      neighbour.text.insert(0, 1, ' ');
    }
  }

  /// The nearest fragment with text on one side.
  [[nodiscard]] std::optional<std::size_t> nearest(std::size_t i, int step) const {
    for (auto at = static_cast<std::ptrdiff_t>(i) + step; at >= 0 && at < std::ssize(fragments_); at += step) {
      if (!fragments_[static_cast<std::size_t>(at)].text.empty()) return static_cast<std::size_t>(at);
    }
    return std::nullopt;
  }

  std::vector<Fragment>& fragments_;
  const Reading& reading_;
  bool words_need_space_;
};

// ---- text and links --------------------------------------------------------------------------------------------

/// Links of a lock that came through unchanged: each character to itself, so that markup inside it stays exact.
void link_characters(std::string_view source, std::uint32_t source_begin, std::string_view target,
                     std::uint32_t target_begin, std::vector<AlignmentLink>& links) {
  const CodePoints from = decode(source);
  const CodePoints to = decode(target);
  for (std::size_t i = 0; i < from.size(); ++i) {
    links.push_back({source_begin + from.offsets[i], source_begin + from.offsets[i + 1], target_begin + to.offsets[i],
                     target_begin + to.offsets[i + 1]});
  }
}

void trim(Writing& writing) {
  const std::size_t lead = std::min(writing.text.find_first_not_of(' '), writing.text.size());
  writing.text.erase(0, lead);
  while (writing.text.ends_with(' ')) writing.text.pop_back();
  const auto shift = static_cast<std::uint32_t>(lead);
  for (AlignmentLink& link : writing.links) {
    link.target_begin -= std::min(link.target_begin, shift);
    link.target_end -= std::min(link.target_end, shift);
  }
}

Writing join_fragments(const std::vector<Fragment>& fragments, const Reading& reading, const Route& route) {
  Writing writing;
  bool after_date = false;
  const bool capital = starts_with_capital(reading.normal);
  for (const Fragment& fragment : fragments) {
    const auto begin = static_cast<std::uint32_t>(writing.text.size());
    if (!fragment.lock) {
      // A localised date may end in a full stop of its own ("15 березня 2026 р.").
      const bool twice = after_date && writing.text.ends_with('.') && fragment.text.starts_with('.');
      writing.text += fragment.text.substr(twice ? 1 : 0);
      after_date = false;
      const auto end = static_cast<std::uint32_t>(writing.text.size());
      if (end > begin && fragment.source_end > fragment.source_begin) {
        writing.links.push_back({fragment.source_begin, fragment.source_end, begin, end});
      }
      continue;
    }
    const std::string& kept = reading.locked.kept[*fragment.lock].text;
    const std::string& other = reading.put[*fragment.lock];
    const bool term = is_term(reading, *fragment.lock);
    std::string put = other.empty() ? kept : other;
    if (term && capital && writing.text.find_first_not_of(' ') == std::string::npos) put = capitalised(put, route.to);
    after_date = !other.empty() && reading.locked.kept[*fragment.lock].kind == LockKind::date;
    const std::size_t lead = fragment.text.find('<');  // a space that was put in front
    writing.text += fragment.text.substr(0, lead) + put + fragment.text.substr(lead + 5);
    const std::string_view source =
        std::string_view(reading.normal).substr(fragment.source_begin, fragment.source_end - fragment.source_begin);
    const auto put_begin = begin + static_cast<std::uint32_t>(lead);
    if (normalise(put) == source && decode(put).size() == decode(source).size()) {
      link_characters(source, fragment.source_begin, put, put_begin, writing.links);
    } else if (!source.empty()) {
      writing.links.push_back(
          {fragment.source_begin, fragment.source_end, put_begin, put_begin + static_cast<std::uint32_t>(put.size())});
    }
  }
  trim(writing);
  return writing;
}

/// A locked text with nothing where its placeholders stand.
std::string without_placeholders(std::string_view locked) {
  std::string text(locked);
  for (std::size_t at = text.find("<ph"); at != std::string::npos; at = text.find("<ph", at + 1)) {
    if (at + 5 <= text.size() && text[at + 4] == '>') text.replace(at, 5, "  ");
  }
  return text;
}

/// Whether a text has anything of which numbers, addresses and codes are made.
bool may_hold_values(std::string_view text) {
  const CodePoints points = decode(text);
  return std::ranges::any_of(points.chars,
                             [](char32_t c) { return is_digit(c) || c == U'@' || c == U'/' || c == U'{'; });
}

/// Verifies what is written: each kept string stands in it as it is, and the other values are those of the source. What
/// is missing, or added with more than one digit, is a fault; one digit may stand for a word of the source ("un mois").
void verify(Writing& writing, const std::vector<Fragment>& fragments, const Reading& reading, const Route& route) {
  for (std::size_t i = 0; i < reading.locked.kept.size(); ++i) {
    if (reading.put[i].empty() && writing.text.find(reading.locked.kept[i].text) == std::string::npos)
      writing.fault = Flag::lock_lost;
  }
  std::string rest;
  for (const Fragment& fragment : fragments) rest += fragment.lock ? "  " : fragment.text;
  const std::string source = without_placeholders(reading.locked.text);
  if (!may_hold_values(source) && !may_hold_values(rest)) return;
  bool added = false;
  for (const ValueProblem& problem : verify_values(source, route.from, rest, route.to)) {
    if (problem.what == ValueProblem::What::missing) {
      writing.fault = Flag::lock_lost;
    } else if (problem.value.size() > 1) {
      added = true;
    } else {
      add_flag(writing.remarks, Flag::value_added);
    }
  }
  if (added && !writing.fault) writing.fault = Flag::lock_added;
}

/// What a guard's flag means here, and whether the text must not be shown then.
struct Meaning {
  Flag flag;
  bool fault;
};

Meaning meaning_of(GuardFlag flag) {
  switch (flag) {
    case GuardFlag::repetition:
      return {Flag::repetition, true};
    case GuardFlag::copied:
      return {Flag::copied, true};
    case GuardFlag::wrong_script:
      return {Flag::wrong_script, true};
    case GuardFlag::leftover_placeholder:
      return {Flag::leftover_placeholder, true};
    case GuardFlag::too_short:
      return {Flag::too_short, false};
    case GuardFlag::too_long:
      return {Flag::too_long, false};
    case GuardFlag::negation:
      return {Flag::negation, true};
    case GuardFlag::obligation:
      return {Flag::obligation, false};
    case GuardFlag::condition:
      return {Flag::condition, false};
    case GuardFlag::deadline:
      break;
  }
  return {Flag::deadline, true};
}

/// A finished sentence and its source without the terms in both, which are no work of the model.
std::pair<std::string, std::string> without_terms(const std::vector<Fragment>& fragments, const Reading& reading) {
  std::string source = reading.locked.text;
  for (std::size_t lock = 0; lock < reading.locked.kept.size(); ++lock) {
    const std::string name = {'<', 'p', 'h', static_cast<char>('1' + lock), '>'};
    const std::string put = is_term(reading, lock) ? std::string() : reading.locked.kept[lock].text;
    for (std::size_t at = source.find(name); at != std::string::npos; at = source.find(name, at + put.size()))
      source.replace(at, name.size(), put);
  }
  std::string target;
  for (const Fragment& fragment : fragments) {
    if (!fragment.lock) {
      target += fragment.text;
    } else if (!is_term(reading, *fragment.lock)) {
      const KeptLock& kept = reading.locked.kept[*fragment.lock];
      const std::string& other = reading.put[*fragment.lock];
      const bool itself = other.empty() || kept.kind == LockKind::acronym;
      target.append(" ").append(itself ? kept.text : other).append(" ");
    }
  }
  return {normalise(source), normalise(target)};
}

void guard(Writing& writing, const std::vector<Fragment>& fragments, const Reading& reading, const Route& route) {
  std::pair<std::string, std::string> texts{reading.normal, writing.text};
  if (has_other_words(reading)) texts = without_terms(fragments, reading);
  for (const GuardFlag found : check_guards(texts.first, route.from, texts.second, route.to,
                                            route.options.source_lists.get(), route.options.target_lists.get())) {
    const auto [flag, fault] = meaning_of(found);
    if (!fault) {
      add_flag(writing.remarks, flag);
    } else if (!writing.fault) {
      writing.fault = flag;
    }
  }
}

}  // namespace

Writing write_sentence(const Column& column, const Reading& reading, const Route& route) {
  Writing writing;
  if (goes_in_circles(column.pieces) && !goes_in_circles(reading.pieces)) {
    writing.fault = Flag::repetition;
    return writing;
  }
  if (!column.ended) {
    writing.fault = Flag::unfinished;
    return writing;
  }
  std::vector<Fragment> fragments = cut_fragments(column, reading, route);
  writing.fault = compare_placeholders(fragments, reading.locked);
  if (writing.fault) return writing;
  if (reading.capitals) {
    for (Fragment& fragment : fragments) {
      if (!fragment.lock) fragment.text = restore_all_caps(fragment.text, route.to);
    }
  }
  const auto target = find_language(route.to);
  const bool words_need_space = target && target->has_spaces && target->script != Script::arabic;
  Spacing(fragments, reading, words_need_space).run();
  writing = join_fragments(fragments, reading, route);
  if (writing.text.empty()) {
    writing.fault = Flag::empty;
    return writing;
  }
  verify(writing, fragments, reading, route);
  if (route.options.guard) guard(writing, fragments, reading, route);
  return writing;
}

}  // namespace parvis::detail
