#include <array>
#include <string_view>
#include <utility>

#include "simplify_cuts.h"

/// Clauses that a connector after a comma ties to the whole of what comes before: the connector becomes one that can
/// begin a sentence.
namespace parvis::detail {
namespace {

struct Connector {
  std::array<std::string_view, 4> words;  ///< after the comma, in folded form
  std::string_view opening;               ///< of the new sentence
  bool subject = true;                    ///< the clause after it has a subject of its own
};

constexpr std::array<Connector, 8> kConnectors{{
    {{"faute", "de", "quoi", ""}, "Sinon,", true},
    {{"à", "défaut", "de", "quoi"}, "À défaut,", true},
    {{"sans", "quoi", "", ""}, "Sinon,", true},
    {{"auquel", "cas", "", ""}, "Dans ce cas,", true},
    {{"de", "sorte", "que", ""}, "Ainsi,", true},
    {{"si", "bien", "que", ""}, "Ainsi,", true},
    {{"ce", "qui", "", ""}, "Cela", false},
    {{"à", "défaut", ",", ""}, "À défaut,", true},
}};

int length_of(const Connector& connector) {
  int length = 0;
  for (const std::string_view word : connector.words) {
    if (!word.empty()) ++length;
  }
  return length;
}

bool stands_at(const Clause& clause, const Connector& connector, int i) {
  for (const std::string_view word : connector.words) {
    if (!word.empty() && clause.low(i++) != word) return false;
  }
  return true;
}

/// Whether a third person singular in the indicative or conditional stands at `first`, with its pronouns.
bool begins_with_verb(const Clause& clause, int first) {
  while (clause.low(first) == "ne" || (clause.is(first, Upos::pron) && !clause.is_finite(first))) ++first;
  if (!clause.is_finite(first)) return false;
  const Morphology& m = clause.word(first).morphology;
  return m.person == Person::third && m.number == Number::singular &&
         (m.mood == Mood::indicative || m.mood == Mood::conditional);
}

}  // namespace

void cut_connector(const Clause& clause, std::vector<Cut>& cuts) {
  const int end = last_word(clause);
  for (int i = 3; i + 3 < clause.size(); ++i) {
    if (clause.surface(i - 1) != ",") continue;
    for (const Connector& connector : kConnectors) {
      if (!stands_at(clause, connector, i)) continue;
      int first = i + length_of(connector);
      if (clause.surface(first) == ",") ++first;
      // The first part must be whole, and not itself a condition.
      const bool whole = !opens_scope(clause, 0) && is_main_clause(clause, 0, i - 2);
      const bool part = connector.subject ? is_main_clause(clause, first, end) : begins_with_verb(clause, first);
      if (!whole || !part) break;
      Cut cut = make_cut({full_stop(clause, i - 2, first, connector.opening)}, "connector", 116, i, end);
      cut.draft.supersedes = true;
      cuts.push_back(std::move(cut));
      break;
    }
  }
}

}  // namespace parvis::detail
