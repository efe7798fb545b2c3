#include "simplify_terms.h"

#include <algorithm>

namespace parvis::detail {
namespace {

/// "d'" and "de", "l'" and "le" count as one, letter case only where the form asks for it.
bool token_fits(const Clause& clause, int i, const std::string& token, bool exact) {
  if (!clause.has(i)) return false;
  if (exact) return clause.surface(i) == token;
  return clause.low(i) == token;
}

bool has_context(const FrenchAnalysis& context, const Clause& clause, const Term& term, const TermMatch& match) {
  for (const FrenchSentence& sentence : context.sentences) {
    for (const FrenchWord& word : sentence.words) {
      const bool itself = &sentence == &clause.sentence && word.begin >= clause.word(match.first).begin &&
                          word.end <= clause.word(match.last).end;
      if (itself) continue;
      if (std::find(term.when.begin(), term.when.end(), word.lemma) != term.when.end() ||
          std::find(term.when.begin(), term.when.end(), fold_token(word.of(clause.text))) != term.when.end())
        return true;
    }
  }
  return false;
}

}  // namespace

std::vector<TermMatch> find_terms(const Clause& clause, const FrenchAnalysis& context,
                                  const SimplifyLists::Data& lists) {
  std::vector<TermMatch> matches;
  for (int i = 0; i < clause.size(); ++i) {
    const auto candidates = lists.by_term.find(std::string(clause.low(i)));
    if (candidates == lists.by_term.end()) continue;
    for (const std::uint32_t index : candidates->second) {
      const TermForm& form = lists.forms[index];
      const int count = static_cast<int>(form.tokens.size());
      bool fits = true;
      for (int k = 0; k < count && fits; ++k) {
        fits = token_fits(clause, i + k, form.tokens[static_cast<std::size_t>(k)], form.exact);
      }
      if (!fits) continue;
      const TermMatch match{i, i + count - 1, form.term};
      const Term& term = lists.terms[form.term];
      if (count == 1 && !form.exact) {
        // A verb or adverb that looks like the term, and a part of a longer word.
        const Upos upos = clause.upos(i);
        if (upos == Upos::verb || upos == Upos::aux || upos == Upos::adv || upos == Upos::adp || upos == Upos::pron ||
            upos == Upos::det)
          continue;
      }
      if (term.confusable && !has_context(context, clause, term, match)) continue;
      matches.push_back(match);
      i = match.last;
      break;
    }
  }
  return matches;
}

}  // namespace parvis::detail
