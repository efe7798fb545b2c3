#include "parvis/safety.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <utility>

#include "parvis/search_words.h"

namespace parvis {
namespace {

constexpr std::size_t kLongestGap = 4;
constexpr std::string_view kHarmless = "harmless";
constexpr std::string_view kLanguage = "language";

Error invalid(std::string detail) {
  return {ErrorCode::lists_invalid, "The safety lists are not of the documented form.", std::move(detail)};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

/// One text against the patterns.
struct SafetySearch {
  /// First and last word of a match.
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  using Row = SafetyLists::Row;
  using Pattern = SafetyLists::Pattern;

  const std::vector<SearchWord>& words;

  [[nodiscard]] bool row_at(const Row& row, std::size_t at) const {
    if (at + row.words.size() > words.size()) return false;
    for (std::size_t i = 0; i < row.words.size(); ++i) {
      const bool open = row.open_end && i + 1 == row.words.size();
      const std::u32string& word = words[at + i].form;
      if (open ? !word.starts_with(row.words[i]) : word != row.words[i]) return false;
    }
    return true;
  }

  /// End of the match of the parts from `part` on that starts no later than `latest`.
  [[nodiscard]] std::optional<Range> parts_from(const Pattern& pattern, std::size_t part, std::size_t at,
                                                std::size_t latest) const {
    for (std::size_t start = at; start <= latest && start < words.size(); ++start) {
      for (const Row& row : pattern.parts[part]) {
        if (!row_at(row, start)) continue;
        const std::size_t end = start + row.words.size();
        if (part + 1 == pattern.parts.size()) return Range{start, end};
        if (const auto rest = parts_from(pattern, part + 1, end, end + kLongestGap)) return Range{start, rest->end};
      }
    }
    return std::nullopt;
  }

  /// Numbers of the patterns that can begin with a word, each once, in ascending order.
  [[nodiscard]] static std::vector<std::size_t> candidates(const SafetyLists::Table& table,
                                                           const std::u32string& word) {
    std::vector<std::size_t> found;
    const auto take = [&](const auto& index, const std::u32string& key) {
      if (const auto entry = index.find(key); entry != index.end()) {
        found.insert(found.end(), entry->second.begin(), entry->second.end());
      }
    };
    take(table.by_word, word);
    for (std::size_t length = 1; length <= word.size(); ++length) take(table.by_beginning, word.substr(0, length));
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  /// Calls `take` with every match of every pattern, from each first word the one with the nearest end.
  template <typename Take>
  void for_each_match(const SafetyLists::Table& table, Take take) const {
    for (std::size_t start = 0; start < words.size(); ++start) {
      for (const std::size_t number : candidates(table, words[start].form)) {
        const Pattern& pattern = table.patterns[number];
        const auto match = parts_from(pattern, 0, start, start);
        if (match && (!pattern.whole || (match->begin == 0 && match->end == words.size()))) take(pattern, *match);
      }
    }
  }
};

void SafetyLists::Table::add(Pattern pattern) {
  for (const Row& row : pattern.parts.front()) {
    const bool open = row.open_end && row.words.size() == 1;
    (open ? by_beginning : by_word)[row.words.front()].push_back(patterns.size());
  }
  patterns.push_back(std::move(pattern));
}

Result<SafetyLists::Pattern> SafetyLists::read_pattern(std::string_view category, std::string_view text) {
  Pattern pattern{std::string(category), {}, false};
  std::string_view body = text;
  if (body.size() > 2 && body.front() == '"' && body.back() == '"') {
    pattern.whole = true;
    body = body.substr(1, body.size() - 2);
  }
  for (const std::string_view part : split(body, ' ')) {
    auto& alternatives = pattern.parts.emplace_back();
    for (std::string_view alternative : split(part, '|')) {
      Row row;
      row.open_end = alternative.ends_with('*');
      if (row.open_end) alternative.remove_suffix(1);
      for (SearchWord& word : search_words(alternative)) row.words.push_back(std::move(word.form));
      if (row.words.empty()) return invalid(std::string(text));
      alternatives.push_back(std::move(row));
    }
    if (alternatives.empty()) return invalid(std::string(text));
  }
  if (pattern.parts.empty()) return invalid(std::string(category));
  return pattern;
}

Result<void> SafetyLists::add(std::string_view text) {
  const auto root = nlohmann::json::parse(text, nullptr, false);
  if (!root.is_object() || !root.contains(kLanguage)) return invalid("language");
  std::vector<Pattern> patterns, harmless;
  for (const auto& [category, list] : root.items()) {
    if (category == kLanguage) continue;
    if (!list.is_array()) return invalid(category);
    for (const auto& item : list) {
      if (!item.is_string()) return invalid(category);
      auto pattern = read_pattern(category, item.get_ref<const std::string&>());
      if (!pattern) return pattern.error();
      (category == kHarmless ? harmless : patterns).push_back(std::move(*pattern));
    }
  }
  for (Pattern& pattern : patterns) patterns_.add(std::move(pattern));
  for (Pattern& pattern : harmless) harmless_.add(std::move(pattern));
  return {};
}

std::vector<SafetyMatch> SafetyLists::find(std::string_view text) const {
  const std::vector<SearchWord> words = search_words(text);
  const SafetySearch search{words};
  std::vector<bool> calm(words.size(), false);
  search.for_each_match(harmless_, [&](const Pattern&, const SafetySearch::Range& range) {
    std::fill(calm.begin() + static_cast<std::ptrdiff_t>(range.begin),
              calm.begin() + static_cast<std::ptrdiff_t>(range.end), true);
  });
  std::vector<SafetyMatch> found;
  search.for_each_match(patterns_, [&](const Pattern& pattern, const SafetySearch::Range& range) {
    const bool harmless = std::any_of(calm.begin() + static_cast<std::ptrdiff_t>(range.begin),
                                      calm.begin() + static_cast<std::ptrdiff_t>(range.end), std::identity());
    const bool known = std::ranges::find(found, pattern.category, &SafetyMatch::category) != found.end();
    if (harmless || known) return;
    found.push_back({pattern.category, words[range.begin].begin, words[range.end - 1].end});
  });
  return found;
}

}  // namespace parvis
