#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "codepoints.h"
#include "parvis/french.h"
#include "parvis/segment.h"
#include "parvis/text.h"
#include "segment_abbreviations.h"

namespace parvis {
namespace {

using detail::CodePoints;

constexpr auto kElided = std::to_array<std::string_view>(
    {"l", "d", "j", "m", "t", "s", "n", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"});
constexpr auto kClitics =
    std::to_array<std::string_view>({"je",  "tu", "il", "elle", "on",   "nous", "vous", "ils",   "ce", "moi", "toi",
                                     "lui", "le", "la", "les",  "leur", "y",    "en",   "elles", "ci", "là",  "t"});
// Hyphenated words that end like a verb and its pronoun, or a noun and its 'là'.
constexpr auto kWhole = std::to_array<std::string_view>({"rendez-vous", "celui-ci", "celui-là", "celle-ci", "celle-là",
                                                         "ceux-ci", "ceux-là", "celles-ci", "celles-là", "ceci",
                                                         "au-delà", "delà", "jusque-là", "là", "voici", "garde-la"});

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'’' || c == U'ʼ'; }

bool is_hyphen(char32_t c) { return c == U'-' || c == U'‐' || c == U'‑'; }

bool is_word_char(char32_t c) {
  return detail::is_word(c) || (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_M_MASK) != 0;
}

/// Cuts one sentence: code points [begin, end), without the locks, which the caller cuts out.
class Cutter {
 public:
  Cutter(const CodePoints& text, std::vector<FrenchWord>& words) : text_(text), words_(words) {}

  /// Words of a stretch without a lock in it. `sentence_end` is where a full stop closes a sentence rather than an
  /// abbreviation.
  void cut(std::size_t begin, std::size_t end, std::size_t sentence_end) {
    end_ = end;
    sentence_end_ = sentence_end;
    std::size_t at = begin;
    while (at < end) {
      if (detail::is_space(text_.chars[at])) {
        ++at;
        continue;
      }
      const std::size_t next = is_word_char(text_.chars[at]) ? word_end(at) : mark_end(at);
      add(at, next, std::nullopt);
      at = next;
    }
  }

  void add(std::size_t begin, std::size_t end, std::optional<LockKind> lock) {
    FrenchWord word;
    word.begin = text_.offsets[begin];
    word.end = text_.offsets[end];
    word.lock = lock;
    words_.push_back(std::move(word));
  }

 private:
  [[nodiscard]] char32_t at(std::size_t i) const { return i < end_ ? text_.chars[i] : U'\0'; }

  [[nodiscard]] std::string lower(std::size_t begin, std::size_t end) const {
    std::string result;
    for (std::size_t i = begin; i < end; ++i) {
      const char32_t c = is_hyphen(text_.chars[i]) ? U'-' : text_.chars[i];
      detail::append(result, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    }
    return result;
  }

  /// End of a punctuation mark: one character, or a run of the same dots, dashes, exclamation or question marks. A
  /// hyphen with a clitic ("<ph1>-il") is a word.
  [[nodiscard]] std::size_t mark_end(std::size_t begin) const {
    const char32_t c = text_.chars[begin];
    if (is_hyphen(c) && is_clitic(begin)) return clitic_end(begin);
    std::size_t end = begin + 1;
    if (c == U'.' || c == U'-' || c == U'!' || c == U'?' || c == U'_') {
      while (at(end) == c) ++end;
    }
    return end;
  }

  /// End of the letters, digits and hyphens from `begin`.
  [[nodiscard]] std::size_t run_end(std::size_t begin) const {
    while (is_word_char(at(begin)) || (is_hyphen(at(begin)) && is_word_char(at(begin + 1)))) ++begin;
    return begin;
  }

  /// Whether a pronoun or particle, with its euphonic 't' if there is one, stands between the hyphen and the end of the
  /// word, or is followed by another one ("donnez-le-moi").
  [[nodiscard]] bool is_clitic(std::size_t hyphen) const {
    std::size_t end = hyphen + 1;
    while (is_word_char(at(end))) ++end;
    const std::string clitic = lower(hyphen + 1, end);
    if (!contains(kClitics, clitic)) return false;
    const bool goes_on = (is_hyphen(at(end)) || (clitic == "t" && is_apostrophe(at(end)))) && is_word_char(at(end + 1));
    if (goes_on) return is_hyphen(at(end)) ? is_clitic(end) : is_word_char(at(end + 1));
    return clitic != "t";
  }

  /// Where the clitic that begins at `hyphen` ends: "-t-il", "-le" of "-le-moi".
  [[nodiscard]] std::size_t clitic_end(std::size_t hyphen) const {
    std::size_t end = hyphen + 1;
    while (is_word_char(at(end))) ++end;
    if (lower(hyphen + 1, end) != "t") return end;
    if (is_apostrophe(at(end))) return end + 1;
    ++end;
    while (is_word_char(at(end))) ++end;
    return end;
  }

  [[nodiscard]] bool is_abbreviation(std::size_t begin, std::size_t dot) const {
    if (dot + 1 >= sentence_end_) return false;
    const std::string word = lower(begin, dot);
    if (word == "etc" || word.find('.') != std::string::npos) return true;
    if (dot - begin == 1 && u_isUUppercase(static_cast<UChar32>(text_.chars[begin]))) return true;
    return detail::kAbbreviations[0].tokens.find(" " + word + " ") != std::string_view::npos;
  }

  [[nodiscard]] std::size_t word_end(std::size_t begin) const {
    std::size_t i = begin;
    while (true) {
      while (is_word_char(at(i))) ++i;
      const char32_t c = at(i);
      const char32_t next = at(i + 1);
      if (is_apostrophe(c)) {
        if (contains(kElided, lower(begin, i)) && !is_fused(begin, i)) return i + 1;
        if (!is_word_char(next)) return i;
      } else if (is_hyphen(c)) {
        if (!is_word_char(next)) return i;
        if (is_clitic(i) && !contains(kWhole, lower(begin, run_end(i)))) return i;
      } else if (c == U'.') {
        if (is_word_char(next) && i - last_stop(begin, i) == 1 && detail::is_letter(text_.chars[i - 1])) {
          // U.S.A., c.-à-d.
        } else if (is_hyphen(next) && i - begin == 1 && is_word_char(at(i + 2))) {
          ++i;
        } else {
          return is_abbreviation(begin, i) ? i + 1 : i;
        }
      } else if (c == U'(') {
        std::size_t close = i + 1;
        while (close < i + 5 && detail::is_letter(at(close))) ++close;
        if (close == i + 1 || at(close) != U')') return i;
        i = close + 1;
        continue;
      } else if (c == U'°' || c == U'º') {
        return i + 1;
      } else if (!((c == U'/' || c == U'·' || c == U'•' || c == U'&' || c == U'@') && is_word_char(next))) {
        return i;
      }
      ++i;
    }
  }

  /// "l'on" and "c'est-à-dire" are one word, as in the treebanks.
  [[nodiscard]] bool is_fused(std::size_t begin, std::size_t apostrophe) const {
    const std::string elided = lower(begin, apostrophe);
    const std::string rest = lower(apostrophe + 1, run_end(apostrophe + 1));
    return (elided == "l" && rest == "on") || (elided == "c" && rest == "est-à-dire");
  }

  /// Where the last part of a word with full stops begins.
  [[nodiscard]] std::size_t last_stop(std::size_t begin, std::size_t i) const {
    while (i > begin && text_.chars[i - 1] != U'.') --i;
    return i;
  }

  const CodePoints& text_;
  std::vector<FrenchWord>& words_;
  std::size_t end_ = 0;
  std::size_t sentence_end_ = 0;
};

/// Index of the character that begins at or after a byte offset.
std::size_t char_at(const CodePoints& text, std::size_t offset) {
  return static_cast<std::size_t>(std::lower_bound(text.offsets.begin(), text.offsets.end(), offset) -
                                  text.offsets.begin());
}

}  // namespace

FrenchAnalysis tokenize_french(std::string_view text) {
  FrenchAnalysis analysis;
  const CodePoints points = detail::decode(text);
  const std::vector<LockSpan> locks = find_locks(text, "fr");
  auto lock = locks.begin();
  for (const Segment& segment : segment(text, "fr")) {
    FrenchSentence sentence{segment.begin, segment.end, {}};
    Cutter cutter(points, sentence.words);
    std::size_t at = char_at(points, segment.begin);
    const std::size_t end = char_at(points, segment.end);
    while (lock != locks.end() && lock->begin < segment.end) {
      const std::size_t lock_begin = std::max(char_at(points, lock->begin), at);
      std::size_t lock_end = std::min(char_at(points, lock->end), end);
      cutter.cut(at, lock_begin, end);
      // "1er", "2ème"
      if (lock->kind == LockKind::number) {
        while (lock_end < end && is_word_char(points.chars[lock_end])) ++lock_end;
      }
      if (lock_begin < lock_end) cutter.add(lock_begin, lock_end, lock->kind);
      at = std::max(at, lock_end);
      if (lock->end > segment.end) break;
      ++lock;
    }
    cutter.cut(at, end, end);
    if (!sentence.words.empty()) analysis.sentences.push_back(std::move(sentence));
  }
  return analysis;
}

}  // namespace parvis
