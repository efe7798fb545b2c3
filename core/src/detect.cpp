#include "parvis/detect.h"

#include <algorithm>
#include <cmath>

#include "codepoints.h"
#include "locks_internal.h"
#include "parvis/text.h"

namespace parvis {
namespace {

constexpr double kStep = 0.1;    // one unit of a weight
constexpr char kZero = 80;       // the character that stands for a weight of 0
constexpr double kUnsure = 0.4;  // a guess with less than this probability is none
constexpr std::size_t kLongest = 4;
constexpr std::size_t kEnoughForFloor = 16;  // three-letter sequences from which on their known share tells something

Error invalid(std::string detail) {
  return {ErrorCode::profile_invalid, "The detection profiles are not of the documented form.", std::move(detail)};
}

/// Up to four letters of the Basic Multilingual Plane, left-aligned; 0 for anything else.
std::uint64_t key_of(std::u32string_view letters) {
  if (letters.empty() || letters.size() > kLongest) return 0;
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < kLongest; ++i) {
    const char32_t letter = i < letters.size() ? letters[i] : U'\0';
    if (letter > 0xFFFF) return 0;
    key = key << 16 | letter;
  }
  return key;
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

const std::int8_t* DetectProfiles::Group::find(std::uint64_t key) const {
  const auto found = std::ranges::lower_bound(keys, key);
  if (found == keys.end() || *found != key) return nullptr;
  return weights.data() + static_cast<std::size_t>(found - keys.begin()) * languages.size();
}

Result<DetectProfiles> DetectProfiles::parse(std::string_view text) {
  DetectProfiles profiles;
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    const auto refuse = [&] { return invalid("line " + std::to_string(number)); };
    if (++number == 1) {
      if (line != "parvis-detect 1") return refuse();
      continue;
    }
    if (line.empty()) continue;
    if (line.starts_with("script ")) {
      const auto fields = split(line, ' ');
      if (fields.size() < 5 || fields.size() % 2 == 0) return refuse();
      Group group;
      for (const Script script : {Script::latin, Script::arabic, Script::cyrillic}) {
        if (fields[1] == to_string(script)) group.script = script;
      }
      group.temperature = to_number(fields[2]);
      if (group.script == Script::none || group.temperature <= 0) return refuse();
      for (std::size_t i = 3; i + 1 < fields.size(); i += 2) {
        group.languages.emplace_back(fields[i]);
        group.floors.push_back(to_number(fields[i + 1]));
        if (fields[i].empty() || group.floors.back() < 0) return refuse();
      }
      profiles.groups_.push_back(std::move(group));
      continue;
    }
    const auto fields = split(line, '\t');
    if (profiles.groups_.empty() || fields.size() != 2) return refuse();
    Group& group = profiles.groups_.back();
    const std::uint64_t key = key_of(detail::decode(fields[0]).chars);
    if (key == 0 || fields[1].size() != group.languages.size()) return refuse();
    if (!group.keys.empty() && key <= group.keys.back()) return refuse();
    group.keys.push_back(key);
    for (const char unit : fields[1]) group.weights.push_back(static_cast<std::int8_t>(unit - kZero));
  }
  if (profiles.groups_.empty()) return invalid("no script");
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
  std::size_t triples = 0, known = 0, weighed = 0;
  for (const std::u32string& word : padded_words(plain, guess.script)) {
    for (std::size_t size = 1; size <= kLongest; ++size) {
      for (std::size_t i = 0; i + size <= word.size(); ++i) {
        const std::int8_t* weights = group->find(key_of(std::u32string_view(word).substr(i, size)));
        if (size == 3) ++triples;
        if (weights == nullptr) continue;
        if (size == 3) ++known;
        ++weighed;
        for (std::size_t k = 0; k < scores.size(); ++k) scores[k] += kStep * weights[k];
      }
    }
  }
  if (weighed == 0) return guess;
  const auto best = std::ranges::max_element(scores);
  const auto index = static_cast<std::size_t>(best - scores.begin());
  const double share = triples > 0 ? static_cast<double>(known) / static_cast<double>(triples) : 0;
  if (triples >= kEnoughForFloor && share < group->floors[index]) return guess;
  double sum = 0;
  for (const double score : scores) sum += std::exp(group->temperature * (score - *best));
  const double probability = 1 / sum;
  if (probability < kUnsure) return guess;
  guess.language = group->languages[index];
  guess.confidence = probability;
  return guess;
}

}  // namespace parvis
