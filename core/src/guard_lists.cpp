#include <unicode/uchar.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "codepoints.h"
#include "parvis/guards.h"
#include "parvis/text.h"

namespace parvis {
namespace {

enum Category : std::size_t {
  kIgnore,
  kNegation,
  kNegationWeak,
  kObligation,
  kPermission,
  kCondition,
  kConditionWeak,
  kBefore,
  kAfter,
  kCategories,
};

constexpr std::array<std::string_view, kCategories> kKeys{"ignore",         "negation",   "negation_weak",
                                                          "obligation",     "permission", "condition",
                                                          "condition_weak", "before",     "after"};

/// Categories that compete for a token; the same word may be an exception and a weak negation at once.
constexpr std::array<std::array<std::size_t, 2>, 4> kGroups{
    {{kNegation, kNegationWeak}, {kObligation, kPermission}, {kCondition, kConditionWeak}, {kBefore, kAfter}}};

constexpr std::size_t kLongestGap = 5;

/// One letter for those that Arabic and Persian keyboards write differently; nothing for marks that may be left out.
char32_t fold(char32_t c) {
  if (c == U'\u200C' || c == U'\u200D' || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) return 0;
  if (c == U'\u064A' || c == U'\u0649') return U'\u06CC';
  if (c == U'\u0643') return U'\u06A9';
  return c;
}

std::u32string fold(std::u32string_view word) {
  std::u32string folded;
  for (const char32_t c : word) {
    if (const char32_t one = fold(c); one != 0) folded += one;
  }
  return folded;
}

bool fits(std::u32string_view token, std::u32string_view pattern) {
  constexpr std::size_t kShortestStem = 2;
  const bool open_start = pattern.starts_with(U'*'), open_end = pattern.ends_with(U'*');
  if (open_start) pattern.remove_prefix(1);
  if (open_end && !pattern.empty()) pattern.remove_suffix(1);
  if (open_start && open_end) return token.find(pattern, kShortestStem) != std::u32string_view::npos;
  if (open_start) return token.size() >= pattern.size() + kShortestStem && token.ends_with(pattern);
  if (open_end) return token.starts_with(pattern);
  return token == pattern;
}

Error invalid(std::string detail) {
  return {ErrorCode::lists_invalid, "The guard lists are not of the documented form.", std::move(detail)};
}

std::vector<std::u32string> split(std::u32string_view text, char32_t separator) {
  std::vector<std::u32string> parts(1);
  for (const char32_t c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

}  // namespace

Result<GuardLists> GuardLists::parse(std::string_view json) {
  const auto root = nlohmann::json::parse(json, nullptr, false);
  if (!root.is_object()) return invalid("root");
  const auto language = root.find("language");
  if (language == root.end() || !language->is_string()) return invalid("language");
  GuardLists lists;
  lists.language_ = language->get<std::string>();
  const auto flag = [&](const char* key) {
    return root.contains(key) && root[key].is_boolean() && root[key].get<bool>();
  };
  lists.characters_ = flag("characters");
  lists.elision_ = flag("elision");
  for (std::size_t category = 0; category < kCategories; ++category) {
    const std::string key(kKeys[category]);
    const auto list = root.find(key);
    if (list == root.end() || !list->is_array()) return invalid(key);
    for (const auto& entry : *list) {
      if (!entry.is_string()) return invalid(key);
      Pattern pattern;
      pattern.category = category;
      for (const std::u32string& token :
           split(detail::decode(normalise(entry.get_ref<const std::string&>())).chars, U' ')) {
        // The ellipsis that marks a gap is three full stops in the normal form.
        std::vector<std::u32string> alternatives;
        if (token != U"...") {
          for (const std::u32string& one : split(fold(token), U'|')) alternatives.push_back(one);
        }
        if (token.empty() || std::ranges::any_of(alternatives, [](const std::u32string& one) { return one.empty(); }))
          return invalid(key);
        pattern.tokens.push_back(std::move(alternatives));
      }
      if (pattern.tokens.front().empty() || pattern.tokens.back().empty()) return invalid(key);
      if (pattern.tokens.size() > 1) {
        const bool gapped = std::ranges::any_of(pattern.tokens, [](const auto& token) { return token.empty(); });
        pattern.shape = gapped ? Shape::gapped : Shape::phrase;
      }
      const auto index = static_cast<std::uint32_t>(lists.patterns_.size());
      for (const std::u32string& one : pattern.tokens.front()) {
        std::vector<std::uint32_t>& same = lists.by_first_[one.front() == U'*' ? U'\0' : one.front()];
        if (same.empty() || same.back() != index) same.push_back(index);
      }
      lists.patterns_.push_back(std::move(pattern));
    }
  }
  return lists;
}

std::vector<std::u32string> GuardLists::tokens_of(std::string_view text) const {
  std::vector<std::u32string> tokens;
  std::u32string token;
  const auto flush = [&] {
    if (!token.empty()) tokens.push_back(std::move(token));
    token.clear();
  };
  const detail::CodePoints points = detail::decode(to_lower(normalise(text), language_));
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t c = points.chars[i];
    const bool apostrophe = c == U'\'' && !token.empty() && detail::is_letter(points.at(i + 1));
    if (detail::is_word(c) || fold(c) == 0 || apostrophe) {
      if (const char32_t one = fold(c); one != 0) token += one;
      if (characters_ || (apostrophe && elision_)) flush();
    } else {
      flush();
      if (c == U'?' || c == U'؟' || c == U'？') tokens.emplace_back(U"?");
    }
  }
  flush();
  return tokens;
}

/// @return one past the last token matched, 0 where the pattern does not match at `begin`; `matched` lists the tokens
/// it takes
std::size_t GuardLists::match(const Pattern& pattern, const std::vector<std::u32string>& tokens, std::size_t begin,
                              const std::vector<bool>& used, std::vector<std::size_t>& matched) const {
  matched.clear();
  std::size_t at = begin, gap = 0;
  for (const auto& alternatives : pattern.tokens) {
    if (alternatives.empty()) {
      gap = kLongestGap;
      continue;
    }
    const auto takes = [&](std::size_t i) {
      return !used[i] &&
             std::ranges::any_of(alternatives, [&](const std::u32string& one) { return fits(tokens[i], one); });
    };
    std::size_t found = at;
    while (found < tokens.size() && found <= at + gap && !takes(found)) ++found;
    if (found >= tokens.size() || found > at + gap) return 0;
    matched.push_back(found);
    at = found + 1;
    gap = 0;
  }
  return at;
}

/// Patterns whose first token may be this one, in the order of the lists.
std::vector<std::uint32_t> GuardLists::candidates(const std::u32string& token) const {
  std::vector<std::uint32_t> found;
  for (const char32_t first : {token.front(), U'\0'}) {
    const auto list = by_first_.find(first);
    if (list == by_first_.end()) continue;
    for (const std::uint32_t index : list->second) {
      if (std::ranges::any_of(patterns_[index].tokens.front(),
                              [&](const std::u32string& one) { return fits(token, one); }))
        found.push_back(index);
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

PolarityCounts GuardLists::count(std::string_view text) const {
  const std::vector<std::u32string> tokens = tokens_of(text);
  std::array<std::size_t, kCategories> counts{};

  std::vector<std::vector<std::uint32_t>> possible;
  possible.reserve(tokens.size());
  for (const std::u32string& token : tokens) possible.push_back(candidates(token));

  // Phrases before words; among phrases with a gap the one that ends first ("ne … que" or "ne … pas").
  const auto take = [&](Shape shape, std::size_t first, std::size_t second, std::vector<bool>& used) {
    std::vector<std::size_t> matched, best_matched;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Pattern* best = nullptr;
      std::size_t best_end = 0;
      for (const std::uint32_t index : possible[i]) {
        const Pattern& pattern = patterns_[index];
        if ((pattern.category != first && pattern.category != second) || pattern.shape != shape) continue;
        const std::size_t end = match(pattern, tokens, i, used, matched);
        if (end == 0 || matched.front() != i) continue;
        const bool better = best == nullptr || (shape == Shape::gapped ? end < best_end : end > best_end);
        if (!better) continue;
        best = &pattern;
        best_end = end;
        best_matched = matched;
      }
      if (best == nullptr) continue;
      ++counts[best->category];
      for (const std::size_t token : best_matched) used[token] = true;
    }
  };

  std::vector<bool> ignored(tokens.size(), false);
  for (const Shape shape : {Shape::gapped, Shape::phrase, Shape::word}) take(shape, kIgnore, kIgnore, ignored);
  for (const auto& group : kGroups) {
    std::vector<bool> used = ignored;
    for (const Shape shape : {Shape::phrase, Shape::gapped, Shape::word}) take(shape, group[0], group[1], used);
  }
  return {counts[kNegation],  counts[kNegationWeak],  counts[kObligation], counts[kPermission],
          counts[kCondition], counts[kConditionWeak], counts[kBefore],     counts[kAfter]};
}

std::vector<GuardFlag> polarity_mismatch(std::string_view source, const GuardLists& source_lists,
                                         std::string_view target, const GuardLists& target_lists) {
  const PolarityCounts one = source_lists.count(source), other = target_lists.count(target);
  std::vector<GuardFlag> flags;
  // A weak word excuses only where the other side has not as many of them: "sans" and "without" are a pair by
  // themselves.
  const auto loses_negation = [](const PolarityCounts& from, const PolarityCounts& to) {
    return from.negation > 0 && to.negation == 0 && to.negation_weak <= from.negation_weak;
  };
  // One of several negations: told by counting only where the words of the source are counted best, in French.
  const bool drops_one = source_lists.language() == "fr" && one.negation >= 2 && other.negation > 0 &&
                         other.negation < one.negation && other.negation_weak <= one.negation_weak;
  if (loses_negation(one, other) || loses_negation(other, one) || drops_one) flags.push_back(GuardFlag::negation);
  // Only a swap counts: many languages say "must" by an imperative or a tense.
  const auto turns_to_permission = [](const PolarityCounts& from, const PolarityCounts& to) {
    return from.obligation > 0 && to.obligation == 0 && to.permission > from.permission;
  };
  if (turns_to_permission(one, other) || turns_to_permission(other, one)) flags.push_back(GuardFlag::obligation);
  const auto loses_condition = [](const PolarityCounts& from, const PolarityCounts& to) {
    return from.condition > 0 && to.condition == 0 && to.condition_weak <= from.condition_weak;
  };
  if (loses_condition(one, other) || loses_condition(other, one)) flags.push_back(GuardFlag::condition);
  const auto turns_around = [](const PolarityCounts& from, const PolarityCounts& to) {
    return from.before > 0 && to.before == 0 && to.after > from.after;
  };
  if (turns_around(one, other) || turns_around(other, one)) flags.push_back(GuardFlag::deadline);
  return flags;
}

}  // namespace parvis
