#include <algorithm>
#include <array>
#include <span>

#include "parvis/search_words.h"
#include "parvis/termbase.h"
#include "parvis/text.h"

/// Inflection of equivalents: stands_in.

namespace parvis {
namespace {

/// How the words of a language end. Lengths are in letters.
struct Inflection {
  std::string_view language;
  std::size_t short_drop;   ///< letters that a word of up to three may lose at its end
  std::size_t middle_drop;  ///< of four or five
  std::size_t long_drop;    ///< of six and more
  std::size_t tail;         ///< letters that may follow what is left
  std::string_view function_words;
};

constexpr std::array<Inflection, 14> kInflections{{
    {"en", 0, 1, 1, 3, "a an the of to for in on or and by your with from be"},
    {"es", 0, 1, 2, 3, "el la los las un una de del a al en y o por para su con"},
    {"pt", 0, 1, 2, 3, "o a os as um uma de do da dos das em no na e ou por para ao à"},
    {"it", 0, 1, 2, 3, "il lo la i gli le l un uno una di d del dello della dei delle a al alla in e o per da con"},
    {"de", 0, 1, 2, 4,
     "der die das den dem des ein eine einer eines einem einen und oder für von zu zur zum im in bei"},
    {"ro", 0, 1, 2, 5, "de a al ale cu la în pe și sau pentru un o"},
    {"pl", 0, 1, 3, 5, "i lub do na w we z ze dla o od po przez"},
    {"ru", 1, 1, 3, 5, "и или на в во с со о об для по за от до из при к"},
    {"uk", 1, 1, 3, 5, "і й та або на у в з із о про для по за від до при чи щодо"},
    {"tr", 0, 1, 2, 9, "ve veya için ile bir da de"},
    {"sq", 0, 1, 2, 5, "i e të së në për ose dhe me nga një që"},
    {"ar", 0, 1, 1, 3, "و أو في من على إلى عن"},
    {"fa", 0, 0, 1, 5, "و یا در از به برای با که را"},
    {"ps", 0, 1, 2, 5, "د او یا په ته له سره کې چې"},
}};

using Form = std::u32string;

std::vector<Form> forms_of(std::string_view text, std::string_view language) {
  std::vector<Form> forms;
  for (SearchWord& word : search_words(text)) {
    // Ukrainian і becomes о or е where the syllable opens: "рік", "року".
    if (language == "uk") std::ranges::replace(word.form, U'і', U'о');
    forms.push_back(std::move(word.form));
  }
  return forms;
}

/// An Arabic word, and what is left of it without conjunction, preposition and article.
std::vector<Form> without_prefixes(const Form& word) {
  constexpr std::size_t kShortestStem = 3;
  std::vector<Form> all{word};
  const auto cut = [&](std::u32string_view prefix) {
    const std::size_t known = all.size();
    for (std::size_t i = 0; i < known; ++i) {
      if (all[i].size() >= prefix.size() + kShortestStem && all[i].starts_with(prefix))
        all.push_back(all[i].substr(prefix.size()));
    }
  };
  for (const std::u32string_view prefix : {U"و", U"ف", U"ب", U"ك", U"لل", U"ل", U"ال"}) cut(prefix);
  return all;
}

bool same_stem(std::u32string_view wanted, std::u32string_view word, const Inflection& rule) {
  const std::size_t drop = wanted.size() <= 3   ? rule.short_drop
                           : wanted.size() <= 5 ? rule.middle_drop
                                                : rule.long_drop;
  const std::size_t shared = static_cast<std::size_t>(std::ranges::mismatch(wanted, word).in1 - wanted.begin());
  return shared > 0 && shared + drop >= wanted.size() && word.size() <= shared + rule.tail;
}

bool same_word(const Form& wanted, const Form& word, const Inflection& rule) {
  if (rule.language != "ar") return same_stem(wanted, word, rule);
  const std::vector<Form> stems = without_prefixes(wanted);
  return std::ranges::any_of(without_prefixes(word), [&](const Form& one) {
    return std::ranges::any_of(stems, [&](const Form& stem) { return same_stem(stem, one, rule); });
  });
}

/// Whether each wanted word has one of its own in a stretch of words.
bool all_in(const std::vector<Form>& wanted, std::span<const Form> words, const Inflection& rule) {
  std::vector<bool> used(words.size(), false);
  return std::ranges::all_of(wanted, [&](const Form& one) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (used[i] || !same_word(one, words[i], rule)) continue;
      used[i] = true;
      return true;
    }
    return false;
  });
}

std::string without_spaces(std::string_view text) {
  std::string result = to_lower(normalise(text), "");
  std::erase(result, ' ');
  return result;
}

/// The words of a text in lower case with one space around each.
std::string spaced_words(std::string_view text) {
  const std::string lower = to_lower(normalise(text), "vi");
  std::string result = " ";
  for (const SearchWord& word : search_words(lower))
    result.append(lower, word.begin, word.end - word.begin).push_back(' ');
  return result;
}

}  // namespace

bool stands_in(std::string_view term, std::string_view text, std::string_view language) {
  if (language == "zh") {
    const std::string wanted = without_spaces(term);
    return !wanted.empty() && without_spaces(text).find(wanted) != std::string::npos;
  }
  const auto rule = std::ranges::find(kInflections, language, &Inflection::language);
  if (rule == kInflections.end()) {
    const std::string wanted = spaced_words(term);
    return wanted.size() > 1 && spaced_words(text).find(wanted) != std::string::npos;
  }
  const std::vector<Form> all = forms_of(term, language);
  const std::vector<Form> functions = forms_of(rule->function_words, language);
  std::vector<Form> wanted;
  std::ranges::copy_if(all, std::back_inserter(wanted),
                       [&](const Form& word) { return std::ranges::find(functions, word) == functions.end(); });
  if (wanted.empty()) wanted = all;
  if (wanted.empty()) return false;
  const std::vector<Form> words = forms_of(text, language);
  const std::size_t window = std::min(all.size() + 2, words.size());
  for (std::size_t begin = 0; begin + window <= words.size(); ++begin) {
    if (all_in(wanted, std::span(words).subspan(begin, window), *rule)) return true;
  }
  return false;
}

}  // namespace parvis
