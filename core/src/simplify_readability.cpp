#include "simplify_readability.h"

#include <algorithm>

#include "parvis/syllables.h"

namespace parvis::detail {
namespace {

bool is_content(Upos upos) {
  return upos == Upos::noun || upos == Upos::verb || upos == Upos::adj || upos == Upos::adv;
}

bool opens_clause(Deprel relation) {
  return relation == Deprel::acl_relcl || relation == Deprel::advcl || relation == Deprel::ccomp ||
         relation == Deprel::csubj;
}

}  // namespace

void ReadingCounts::add(const ReadingCounts& other) {
  sentences += other.sentences;
  words += other.words;
  long_sentences += other.long_sentences;
  syllables += other.syllables;
  content += other.content;
  frequent += other.frequent;
  jargon += other.jargon;
  passive += other.passive;
  nested += other.nested;
  longest = std::max(longest, other.longest);
}

ReadingCounts count_reading(const Clause& clause, const std::vector<bool>& jargon, const SimplifyLists::Data& lists) {
  ReadingCounts counts;
  bool passive = false;
  bool nested = false;
  for (int i = 0; i < clause.size(); ++i) {
    const FrenchWord& word = clause.word(i);
    if (!counts_as_word(word, clause.text)) continue;
    // An elided word and the one after it are two words.
    ++counts.words;
    counts.syllables += word.lock ? 1 : count_syllables(clause.surface(i));
    if (jargon[static_cast<std::size_t>(i)]) ++counts.jargon;
    if (is_content(word.upos) && !word.lock) {
      ++counts.content;
      if (lists.frequent.contains(word.lemma)) ++counts.frequent;
    }
    passive = passive || word.deprel == Deprel::aux_pass;
    if (opens_clause(word.deprel)) {
      for (int above = word.head; above >= 0; above = clause.word(above).head) {
        nested = nested || opens_clause(clause.word(above).deprel);
      }
    }
  }
  if (counts.words == 0) return counts;
  counts.sentences = 1;
  counts.longest = counts.words;
  counts.long_sentences = counts.words > kLongSentence ? 1 : 0;
  counts.passive = passive ? 1 : 0;
  counts.nested = nested ? 1 : 0;
  return counts;
}

Readability readability_of(const ReadingCounts& counts) {
  Readability result;
  result.sentences = counts.sentences;
  result.words = counts.words;
  result.long_sentences = counts.long_sentences;
  if (counts.words == 0) return result;
  const auto share = [](std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
  };
  result.words_per_sentence = share(counts.words, counts.sentences);
  result.kandel_moles = 207 - 1.015 * result.words_per_sentence - 0.736 * 100 * share(counts.syllables, counts.words);
  result.frequent = share(counts.frequent, counts.content);
  result.jargon = share(counts.jargon, counts.words);
  result.passive = share(counts.passive, counts.sentences);
  result.nested = share(counts.nested, counts.sentences);
  return result;
}

}  // namespace parvis::detail
