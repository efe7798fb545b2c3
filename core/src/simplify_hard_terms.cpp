#include "simplify_hard_terms.h"

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <utility>

#include "codepoints.h"
#include "french_model.h"
#include "parvis/text.h"

namespace parvis::detail {
namespace {

constexpr int kLongest = 7;
constexpr int kMostLinks = 2;
constexpr std::size_t kShortest = 3;

bool is_acronym(const Clause& clause, int i) {
  const std::string_view word = clause.surface(i);
  return word.size() > 1 && !clause.word(i).lock && is_all_caps(word) && word != to_lower(word, "fr");
}

bool is_modifier(const Clause& clause, int i) {
  return clause.is(i, Upos::adj) ||
         (clause.is(i, Upos::verb) && clause.word(i).morphology.verb_form == VerbForm::participle);
}

/// Whether 'de', 'à' or 'en' stands at `i`, contracted or not.
bool is_link(const Clause& clause, int i) {
  if (!clause.is(i, Upos::adp)) return false;
  const std::string& lemma = clause.word(i).lemma;
  return lemma == "de" || lemma == "à" || lemma == "en";
}

bool is_content(const Clause& clause, int i) {
  return !clause.is(i, Upos::adp) && !clause.is(i, Upos::det) && !clause.is(i, Upos::punct);
}

TermCandidate candidate_at(const Clause& clause, int first, int last) {
  TermCandidate candidate{first, last, {}, 0};
  for (int i = first; i <= last; ++i) {
    if (clause.is(i, Upos::det) || clause.is(i, Upos::punct)) continue;
    if (!candidate.key.empty()) candidate.key += ' ';
    candidate.key += to_lower(clause.word(i).lemma, "fr");
  }
  return candidate;
}

/// The last `count` characters of a word.
std::string ending(std::string_view word, std::size_t count) {
  const std::u32string chars = decode(word).chars;
  return encode(std::u32string_view(chars).substr(chars.size() - std::min(count, chars.size())));
}

/// Numbers that grow with the logarithm of `count`.
std::size_t size_class(std::size_t count) { return static_cast<std::size_t>(std::bit_width(count)); }

/// How many terms there are in a count, but for the candidate itself.
std::size_t others(const std::unordered_map<std::string, std::uint32_t>& counts, const std::string& word, bool listed) {
  const auto found = counts.find(word);
  if (found == counts.end()) return 0;
  return found->second - (listed && found->second > 0 ? 1 : 0);
}

/// Puts the name and the values of a feature together.
std::uint32_t feature(std::string_view name, std::initializer_list<std::string_view> values) {
  std::string text(name);
  for (const std::string_view value : values) {
    text += '|';
    text += value;
  }
  return french_hash(text);
}

bool overlap(const TermCandidate& a, int first, int last) { return a.first <= last && first <= a.last; }

}  // namespace

std::vector<TermCandidate> term_candidates(const Clause& clause, const SimplifyLists::Data& lists) {
  std::vector<TermCandidate> candidates;
  for (int i = 0; i < clause.size(); ++i) {
    const bool noun = clause.is(i, Upos::noun) && !clause.word(i).lock && clause.surface(i).size() >= kShortest;
    if (!noun && !is_acronym(clause, i)) continue;
    TermCandidate alone = candidate_at(clause, i, i);
    if (!lists.frequent.contains(alone.key)) candidates.push_back(std::move(alone));
    int links = 0;
    int last = i;
    while (last + 1 - i < kLongest && clause.has(last + 1) && !clause.word(last + 1).lock) {
      if (is_modifier(clause, last + 1)) {
        ++last;
      } else if (links < kMostLinks && is_link(clause, last + 1)) {
        int noun_at = last + 2;
        if (clause.is(noun_at, Upos::det) && clause.word(noun_at).lemma == "le") ++noun_at;
        const bool named = clause.is(noun_at, Upos::noun) || clause.is(noun_at, Upos::propn);
        if (!named || clause.word(noun_at).lock || clause.surface(noun_at).size() < kShortest) break;
        ++links;
        last = noun_at;
      } else {
        break;
      }
      candidates.push_back(candidate_at(clause, i, last));
    }
  }
  return candidates;
}

std::vector<std::uint32_t> term_features(const Clause& clause, const TermCandidate& candidate,
                                         const SimplifyLists::Data& lists, bool listed) {
  std::vector<std::string> words;
  std::string pattern;
  for (int i = candidate.first; i <= candidate.last; ++i) {
    pattern += clause.is(i, Upos::adp) ? clause.word(i).lemma : std::string(to_string(clause.upos(i)));
    pattern += ' ';
    if (is_content(clause, i)) words.push_back(to_lower(clause.word(i).lemma, "fr"));
  }
  if (words.empty()) words.emplace_back();
  const std::string count = std::to_string(std::min<std::size_t>(words.size(), 3));
  const auto band = [&](const std::string& word) -> std::string_view {
    return lists.frequent.contains(word) ? "frequent" : "rare";
  };
  const std::string& head = words.front();
  const std::string_view head_band = band(head);
  const bool any_rare = std::any_of(words.begin(), words.end(), [&](const auto& word) { return band(word) == "rare"; });
  const std::string_view worst = any_rare ? "rare" : "frequent";
  const std::string heads =
      std::to_string(std::min<std::size_t>(size_class(others(lists.term_heads, head, listed)), 4));
  std::size_t shared = 0;
  for (const std::string& word : words) shared += others(lists.term_words, word, listed) > 0 ? 1 : 0;
  const std::string single = words.size() == 1 ? "1" : "2";

  std::vector<std::uint32_t> features{
      feature("pattern", {pattern}),
      feature("count", {count}),
      feature("head band", {head_band}),
      feature("head band", {head_band, count}),
      feature("bands", {head_band, worst, count}),
      feature("head", {head, single}),
      feature("head length", {std::to_string(std::min<std::size_t>(head.size() / 2, 8))}),
      feature("heads", {heads}),
      feature("heads", {heads, count}),
      feature("shared", {std::to_string(shared), count})};
  for (const std::string& word : words) features.push_back(feature("word", {word}));
  for (const std::size_t size : {3, 4, 5}) features.push_back(feature("head end", {ending(head, size), single}));
  if (words.size() > 1) {
    features.push_back(feature("last", {words.back()}));
    for (const std::size_t size : {3, 4}) features.push_back(feature("last end", {ending(words.back(), size)}));
  }
  if (is_acronym(clause, candidate.first)) features.push_back(feature("acronym", {}));
  if (candidate.first > 0 && clause.capitalised(candidate.first)) features.push_back(feature("capital", {}));
  const int before = candidate.first - 1;
  const int after = candidate.last + 1;
  features.push_back(feature("before", {clause.has(before) ? std::string_view(clause.word(before).lemma) : "^"}));
  if (clause.has(before)) features.push_back(feature("class before", {to_string(clause.upos(before))}));
  if (clause.is(before, Upos::det) && clause.has(before - 1))
    features.push_back(feature("before that", {clause.word(before - 1).lemma}));
  features.push_back(feature("class after", {clause.has(after) ? to_string(clause.upos(after)) : "$"}));
  if (clause.has(after)) features.push_back(feature("after", {clause.word(after).lemma}));
  return features;
}

std::vector<TermCandidate> find_hard_terms(const Clause& clause, const std::vector<TermMatch>& known,
                                           const SimplifyLists::Data& lists) {
  std::vector<TermCandidate> found;
  const std::vector<std::int8_t>& weights = lists.hard_terms.weights;
  if (weights.empty() || is_all_caps(clause.sentence_text())) return found;
  std::vector<TermCandidate> candidates = term_candidates(clause, lists);
  // What is in the termbase is explained, or left alone because the context shows its everyday sense.
  std::erase_if(candidates, [&](const TermCandidate& one) {
    return lists.term_keys.contains(one.key) || std::any_of(known.begin(), known.end(), [&](const TermMatch& match) {
             return overlap(one, match.first, match.last);
           });
  });
  for (TermCandidate& one : candidates) {
    for (const std::uint32_t hash : term_features(clause, one, lists, false))
      one.score += weights[hash % weights.size()];
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  for (TermCandidate& one : candidates) {
    if (one.score < lists.hard_terms.threshold) break;
    const bool free = std::none_of(found.begin(), found.end(),
                                   [&](const TermCandidate& other) { return overlap(one, other.first, other.last); });
    if (free) found.push_back(std::move(one));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return found;
}

}  // namespace parvis::detail
