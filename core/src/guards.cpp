#include "parvis/guards.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "codepoints.h"
#include "locks_internal.h"
#include "parvis/script.h"
#include "parvis/text.h"

namespace parvis {
namespace {

using detail::CodePoints;
using detail::decode;
using Words = std::vector<std::u32string>;

/// Words in lower case, without punctuation; each Han character by itself.
Words words_of(std::string_view text) {
  Words words;
  std::u32string word;
  const auto flush = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char32_t c : decode(to_lower(normalise(text), "")).chars) {
    if (script_of(c) == Script::han) {
      flush();
      words.push_back(std::u32string(1, c));
    } else if (detail::is_word(c) || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) {
      word += c;
    } else {
      flush();
    }
  }
  flush();
  return words;
}

/// How often the words at `begin` repeat without a break, in groups of `length`.
std::size_t repeats_at(const Words& words, std::size_t begin, std::size_t length) {
  std::size_t times = 1;
  for (std::size_t next = begin + length; next + length <= words.size(); next += length) {
    if (!std::equal(words.begin() + static_cast<std::ptrdiff_t>(begin),
                    words.begin() + static_cast<std::ptrdiff_t>(begin + length),
                    words.begin() + static_cast<std::ptrdiff_t>(next))) {
      break;
    }
    ++times;
  }
  return times;
}

/// The largest number of unbroken repetitions of a group of one to eight words.
std::size_t most_repeats(const Words& words) {
  std::size_t most = words.empty() ? 0 : 1;
  for (std::size_t length = 1; length <= 8; ++length) {
    for (std::size_t begin = 0; begin + length <= words.size(); ++begin)
      most = std::max(most, repeats_at(words, begin, length));
  }
  return most;
}

bool is_doubled(const Words& words) {
  return words.size() >= 2 && words.size() % 2 == 0 && repeats_at(words, 0, words.size() / 2) == 2;
}

bool has_small_letters(std::u32string_view word, std::size_t least) {
  return static_cast<std::size_t>(std::ranges::count_if(word, [](char32_t c) { return detail::is_letter(c); })) >=
         least;
}

/// Words that are written with small letters only: no names, no acronyms.
Words common_words(std::string_view text) {
  Words words;
  std::u32string word;
  bool small = true;
  const auto flush = [&] {
    if (small && has_small_letters(word, 1)) words.push_back(word);
    if (!small && !word.empty()) words.push_back({});  // breaks a stretch
    word.clear();
    small = true;
  };
  for (const char32_t c : decode(normalise(text)).chars) {
    if (detail::is_word(c)) {
      small = small && u_isupper(static_cast<UChar32>(c)) == 0 && !detail::is_digit(c);
      word += c;
    } else {
      flush();
    }
  }
  flush();
  return words;
}

std::size_t longest_common_stretch(const Words& a, const Words& b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  std::size_t longest = 0;
  for (const auto& word : a) {
    for (std::size_t j = b.size(); j > 0; --j) {
      row[j] = !word.empty() && word == b[j - 1] ? row[j - 1] + 1 : 0;
      longest = std::max(longest, row[j]);
    }
  }
  return longest;
}

struct LetterRatio {
  std::string_view language;
  double to_french;  // letters of a text over letters of its French translation; median of public translations
};
constexpr std::array<LetterRatio, 17> kLetterRatios{{{"fr", 1.0},
                                                     {"en", 0.86},
                                                     {"ar", 0.72},
                                                     {"es", 0.97},
                                                     {"pt", 0.93},
                                                     {"it", 0.98},
                                                     {"de", 1.0},
                                                     {"tr", 0.9},
                                                     {"ru", 0.95},
                                                     {"uk", 0.91},
                                                     {"ro", 0.95},
                                                     {"pl", 0.93},
                                                     {"zh", 0.29},
                                                     {"fa", 0.75},
                                                     {"ps", 0.75},
                                                     {"vi", 0.84},
                                                     {"sq", 0.93}}};

double letter_ratio(std::string_view language) {
  const auto found = std::ranges::find(kLetterRatios, language.substr(0, 2), &LetterRatio::language);
  return found == kLetterRatios.end() ? 1.0 : found->to_french;
}

bool holds_leftover(std::string_view text) {
  for (const std::string_view piece : {"<unk>", "<s>", "</s>", "<pad>", "\u2581", "\u2047", "\uFFFD"}) {
    if (text.find(piece) != std::string_view::npos) return true;
  }
  const CodePoints points = decode(text);
  for (std::size_t i = 0; i + 3 < points.size(); ++i) {
    if (points.chars[i] != U'<') continue;
    const std::string rest = detail::encode(std::u32string_view(points.chars).substr(i, 6));
    const std::string_view view = rest;
    if (view.starts_with("<ph") || view.starts_with("<0x")) return true;
    if (view.starts_with("<2") && view.size() >= 5 && view[4] == '>') return true;
  }
  return false;
}

bool wrong_script(std::string_view source, std::string_view target, std::string_view target_language) {
  const auto language = find_language(target_language);
  if (!language) return false;
  const ScriptCounts counts = count_scripts(target);
  const std::size_t all = counts.total(), right = counts[language->script] * (language->script == Script::han ? 3 : 1);
  if (all < 4 || right * 2 >= all) return false;
  // Names, addresses and codes may stand alone: what counts is whether there was a common word to translate.
  if (language->script != Script::latin && main_script(source) == Script::latin) {
    const Words words = common_words(source);
    const auto common = std::ranges::count_if(words, [](const std::u32string& word) { return word.size() >= 3; });
    return common >= 1 && (right == 0 ? all > 6 || common >= 2 : common >= 3);
  }
  return true;
}

}  // namespace

std::string_view to_string(GuardFlag flag) {
  switch (flag) {
    case GuardFlag::repetition:
      return "repetition";
    case GuardFlag::copied:
      return "copied";
    case GuardFlag::too_short:
      return "too-short";
    case GuardFlag::too_long:
      return "too-long";
    case GuardFlag::wrong_script:
      return "wrong-script";
    case GuardFlag::leftover_placeholder:
      return "leftover-placeholder";
    case GuardFlag::negation:
      return "negation";
    case GuardFlag::obligation:
      return "obligation";
    case GuardFlag::condition:
      return "condition";
    case GuardFlag::deadline:
      return "deadline";
  }
  return "negation";
}

bool runs_in_circles(std::string_view source, std::string_view target) {
  const Words before = words_of(source), after = words_of(target);
  if (is_doubled(after) && !is_doubled(before)) return true;
  return most_repeats(after) >= 3 && most_repeats(after) > most_repeats(before);
}

bool is_copied(std::string_view source, std::string_view target) {
  const Words before = words_of(source), after = words_of(target);
  const Words common = common_words(source);
  const auto telling =
      std::ranges::count_if(common, [](const std::u32string& word) { return has_small_letters(word, 4); });
  if (before == after && telling >= 2) return true;
  return longest_common_stretch(common, common_words(target)) >= 5;
}

double length_surprise(std::string_view source, std::string_view source_language, std::string_view target,
                       std::string_view target_language) {
  const auto source_letters = static_cast<double>(count_scripts(source).total());
  const auto target_letters = static_cast<double>(count_scripts(target).total());
  const double expected = source_letters * letter_ratio(target_language) / letter_ratio(source_language);
  // A few letters are added on both sides, so that a word or two do not count for much.
  constexpr double kCushion = 6;
  return (target_letters + kCushion) / (expected + kCushion);
}

std::vector<GuardFlag> check_guards(std::string_view source, std::string_view source_language, std::string_view target,
                                    std::string_view target_language, const GuardLists* source_lists,
                                    const GuardLists* target_lists) {
  std::vector<GuardFlag> flags;
  const std::string source_words = detail::without_locks(source), target_words = detail::without_locks(target);
  if (runs_in_circles(source, target)) flags.push_back(GuardFlag::repetition);
  if (source_language.substr(0, 2) != target_language.substr(0, 2) && is_copied(source_words, target_words)) {
    flags.push_back(GuardFlag::copied);
  }
  const double surprise = length_surprise(source_words, source_language, target_words, target_language);
  if (surprise < 0.4) flags.push_back(GuardFlag::too_short);
  if (surprise > 2.5) flags.push_back(GuardFlag::too_long);
  if (wrong_script(source_words, target_words, target_language)) flags.push_back(GuardFlag::wrong_script);
  if (holds_leftover(target) && !holds_leftover(source)) flags.push_back(GuardFlag::leftover_placeholder);
  if (source_lists != nullptr && target_lists != nullptr) {
    for (const GuardFlag flag : polarity_mismatch(source, *source_lists, target, *target_lists)) flags.push_back(flag);
  }
  return flags;
}

}  // namespace parvis
