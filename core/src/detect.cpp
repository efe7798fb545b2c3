#include "parvis/detect.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "codepoints.h"
#include "locks_internal.h"
#include "parvis/text.h"

namespace parvis {
namespace {

constexpr double kStep = 0.1;  // one unit of a weight
constexpr char kFirst = 33;    // the characters of weights: printable ASCII
constexpr char kLast = 126;
constexpr char kZero = 80;       // the one that stands for a weight of 0
constexpr double kUnsure = 0.3;  // a guess with less than this probability is none
// Nor is one that is less likely than this share of all other languages together: people mostly write in ours.
constexpr double kOtherShare = 0.5;
constexpr std::size_t kLongestSequence = 5;
constexpr std::size_t kLongestWord = 12;  // with the '_' before and after it
constexpr std::string_view kOther = "und";

Error invalid(std::string detail) {
  return {ErrorCode::profile_invalid, "The detection profiles are not of the documented form.", std::move(detail)};
}

/// FNV-1a over the code points (http://www.isthe.com/chongo/tech/comp/fnv/).
std::uint64_t hash_of(std::u32string_view letters) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char32_t letter : letters) hash = (hash ^ letter) * 0x100000001b3;
  return hash;
}

/// Words of letters in lower case, with '_' before and after each.
std::vector<std::u32string> padded_words(std::string_view text, Script script) {
  std::vector<std::u32string> words;
  std::u32string word;
  const auto flush = [&] {
    if (!word.empty()) words.push_back(U'_' + word + U'_');
    word.clear();
  };
  for (const char32_t c : detail::decode(to_lower(normalise(text), "")).chars) {
    const Script own = script_of(c);
    // A letter of another script ends the word and says nothing here.
    if (detail::is_letter(c) && (own == script || own == Script::none)) {
      word += c;
    } else {
      flush();
    }
  }
  flush();
  return words;
}

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t end = std::min(line.find(separator, start), line.size());
    parts.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

/// A number between 0 and 10 with decimals, as the profile file writes it; -1 for anything else.
double to_number(std::string_view text) {
  double value = 0, place = 1;
  bool fraction = false;
  for (const char c : text) {
    if (c == '.' && !fraction) {
      fraction = true;
    } else if (c >= '0' && c <= '9') {
      value = fraction ? value + (c - '0') * (place /= 10) : value * 10 + (c - '0');
    } else {
      return -1;
    }
  }
  return text.empty() || value > 10 ? -1 : value;
}

}  // namespace

const std::int8_t* DetectProfiles::Group::find(std::u32string_view letters) const {
  const std::uint64_t hash = hash_of(letters);
  const auto found = std::ranges::lower_bound(features, hash);
  if (found == features.end() || *found != hash) return nullptr;
  return weights.data() + static_cast<std::size_t>(found - features.begin()) * languages.size();
}

Result<DetectProfiles> DetectProfiles::parse(std::string_view text) {
  DetectProfiles profiles;
  std::vector<std::pair<std::uint64_t, std::string_view>> rows;  // of the last group: the feature and its weights
  // Puts the rows in order; false where a sequence stands twice.
  const auto close_group = [&] {
    std::ranges::sort(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0 && rows[i].first == rows[i - 1].first) return false;
      profiles.groups_.back().features.push_back(rows[i].first);
      for (const char unit : rows[i].second) {
        profiles.groups_.back().weights.push_back(static_cast<std::int8_t>(unit - kZero));
      }
    }
    rows.clear();
    return true;
  };
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    const auto refuse = [&] { return invalid("line " + std::to_string(number)); };
    if (++number == 1) {
      if (line != "parvis-detect 2") return refuse();
      continue;
    }
    if (line.empty()) continue;
    if (line.starts_with("script ")) {
      const auto fields = split(line, ' ');
      if (fields.size() < 4 || !close_group()) return refuse();
      Group group;
      for (const Script script : {Script::latin, Script::arabic, Script::cyrillic}) {
        if (fields[1] == to_string(script)) group.script = script;
      }
      group.temperature = to_number(fields[2]);
      if (group.script == Script::none || group.temperature <= 0) return refuse();
      for (const std::string_view language : std::span(fields).subspan(3)) {
        if (language.empty()) return refuse();
        group.languages.emplace_back(language);
      }
      profiles.groups_.push_back(std::move(group));
      continue;
    }
    const auto fields = split(line, '\t');
    if (profiles.groups_.empty() || fields.size() != 2) return refuse();
    const std::u32string letters = detail::decode(fields[0]).chars;
    if (letters.empty() || letters.size() > kLongestWord) return refuse();
    if (fields[1].size() != profiles.groups_.back().languages.size()) return refuse();
    if (std::ranges::any_of(fields[1], [](char unit) { return unit < kFirst || unit > kLast; })) return refuse();
    rows.emplace_back(hash_of(letters), fields[1]);
  }
  if (profiles.groups_.empty()) return invalid("no script");
  if (!close_group()) return invalid("a sequence twice");
  return profiles;
}

Detection DetectProfiles::detect(std::string_view text) const {
  const std::string plain = detail::without_locks(text);
  Detection guess;
  guess.language = "und";
  guess.script = main_script(plain);
  guess.direction = text_direction(plain);
  if (guess.script == Script::han) {
    // Kana and Hangul stand beside Han characters in other languages.
    const ScriptCounts counts = count_scripts(plain);
    if (counts[Script::other] * 5 < counts[Script::han]) {
      guess.language = "zh";
      guess.confidence = 0.98;
    }
    return guess;
  }
  const auto group = std::ranges::find(groups_, guess.script, &Group::script);
  if (group == groups_.end()) return guess;

  std::vector<double> scores(group->languages.size(), 0.0);
  std::size_t weighed = 0;
  const auto weigh = [&](std::u32string_view letters) {
    const std::int8_t* weights = group->find(letters);
    if (weights == nullptr) return;
    ++weighed;
    for (std::size_t k = 0; k < scores.size(); ++k) scores[k] += kStep * weights[k];
  };
  for (const std::u32string_view word : padded_words(plain, guess.script)) {
    for (std::size_t size = 1; size <= kLongestSequence; ++size) {
      for (std::size_t i = 0; i + size <= word.size(); ++i) weigh(word.substr(i, size));
    }
    if (word.size() > kLongestSequence && word.size() <= kLongestWord) weigh(word);
  }
  if (weighed == 0) return guess;
  const double highest = *std::ranges::max_element(scores);
  double sum = 0, other = 0, best = 0;
  std::size_t index = 0;
  for (std::size_t k = 0; k < scores.size(); ++k) {
    const double share = std::exp(group->temperature * (scores[k] - highest));
    sum += share;
    if (group->languages[k] == kOther) {
      other += share;
    } else if (share > best) {
      best = share;
      index = k;
    }
  }
  if (best <= kOtherShare * other || best < kUnsure * sum) return guess;
  guess.language = group->languages[index];
  guess.confidence = best / sum;
  return guess;
}

}  // namespace parvis
