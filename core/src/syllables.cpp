#include "parvis/syllables.h"

#include <algorithm>
#include <array>
#include <string>

#include "codepoints.h"
#include "parvis/text.h"

namespace parvis {
namespace {

using detail::CodePoints;

bool contains(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool is_vowel(char32_t c) { return contains(U"aeiouyàâäéèêëîïôöùûüÿœæ", c); }

/// Lower case letter by letter, so that places stay; French has no letter whose lower case is longer.
std::u32string lower(std::u32string_view letters) {
  std::u32string result;
  result.reserve(letters.size());
  for (const char32_t c : letters) {
    const std::u32string one = detail::decode(to_lower(detail::encode({&c, 1}), "fr")).chars;
    result.push_back(one.size() == 1 ? one.front() : c);
  }
  return result;
}

/// 'u' of "qu" and of "gue", "gui": part of the consonant.
bool is_mute_u(std::u32string_view word, std::size_t i) {
  if (i == 0 || i + 1 >= word.size() || word[i] != U'u') return false;
  return word[i - 1] == U'q' || (word[i - 1] == U'g' && contains(U"eéèêiîy", word[i + 1]));
}

/// Which letters are vowels here: not the 'u' of "qu", not a 'y' between vowels, not a final 'e' or 'es' after a
/// consonant.
std::vector<bool> vowels_of(std::u32string_view word) {
  std::vector<bool> vowels(word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool glide =
        word[i] == U'y' && i > 0 && i + 1 < word.size() && is_vowel(word[i - 1]) && is_vowel(word[i + 1]);
    vowels[i] = is_vowel(word[i]) && !glide && !is_mute_u(word, i);
  }
  std::size_t ending = word.size();
  if (word.ends_with(U'e')) ending -= 1;
  if (word.ends_with(U"es")) ending -= 2;
  const bool after_consonant = ending > 0 && ending < word.size() && !vowels[ending - 1];
  if (after_consonant && std::count(vowels.begin(), vowels.end(), true) > 1) vowels[ending] = false;
  return vowels;
}

/// Whether two vowels side by side are of two syllables: "ré-union", "na-ïf", "a-érien", not "année".
bool is_hiatus(std::u32string_view word, std::size_t i) {
  const char32_t before = word[i - 1];
  const char32_t now = word[i];
  if (contains(U"ïëü", now)) return true;
  if (before == U'é') {
    const std::u32string_view rest = word.substr(i);
    return rest != U"e" && rest != U"es" && rest != U"ent";
  }
  return contains(U"éè", now) && contains(U"aoé", before);
}

/// How many of the consonants before a vowel begin its syllable.
std::size_t onset(std::u32string_view consonants) {
  constexpr std::array<std::u32string_view, 19> kTogether{U"bl", U"br", U"ch", U"cl", U"cr", U"dr", U"fl",
                                                          U"fr", U"gl", U"gn", U"gr", U"gu", U"ph", U"pl",
                                                          U"pr", U"qu", U"th", U"tr", U"vr"};
  const std::size_t size = consonants.size();
  if (size < 2) return size;
  const std::u32string_view pair = consonants.substr(size - 2);
  // "chr", "phl", "thr".
  if (size > 2 && pair.front() == U'h' && contains(U"lr", pair.back())) return 3;
  return std::find(kTogether.begin(), kTogether.end(), pair) != kTogether.end() ? 2 : 1;
}

/// Adds the breaks of one word; `first` is its place among the characters of the text.
void add_breaks(const CodePoints& text, std::size_t first, std::size_t last, std::vector<std::size_t>& breaks) {
  const std::u32string word = lower(std::u32string_view(text.chars).substr(first, last - first));
  const std::vector<bool> vowels = vowels_of(word);
  std::size_t after = word.size();  // one past the vowel before, once there is one
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!vowels[i]) continue;
    if (after < i) {
      breaks.push_back(text.offsets[first + i - onset(std::u32string_view(word).substr(after, i - after))]);
    } else if (after == i && is_hiatus(word, i)) {
      breaks.push_back(text.offsets[first + i]);
    }
    after = i + 1;
  }
}

}  // namespace

std::size_t count_syllables(std::string_view word) {
  const std::u32string chars = detail::decode(to_lower(word, "fr")).chars;
  std::size_t count = 0;
  bool vowel = false;
  for (const char32_t c : chars) {
    const bool now = is_vowel(c);
    if (now && !vowel) ++count;
    vowel = now;
  }
  if (count > 1) {
    for (const std::u32string_view silent : {U"ent", U"es", U"e"}) {
      if (!chars.ends_with(silent) || chars.size() <= silent.size()) continue;
      // "-ment" is spoken, and so is the vowel of "-ées".
      const bool spoken = (silent == U"ent" && (chars.ends_with(U"ment") || chars.ends_with(U"ient"))) ||
                          is_vowel(chars[chars.size() - silent.size() - 1]);
      if (!spoken) --count;
      break;
    }
  }
  return std::max<std::size_t>(count, 1);
}

std::vector<std::size_t> syllable_breaks(std::string_view text) {
  const CodePoints decoded = detail::decode(text);
  std::vector<std::size_t> breaks;
  for (std::size_t i = 0; i < decoded.size();) {
    std::size_t end = i;
    while (end < decoded.size() && detail::is_letter(decoded.chars[end])) ++end;
    if (end > i) add_breaks(decoded, i, end, breaks);
    i = std::max(end, i + 1);
  }
  return breaks;
}

}  // namespace parvis
