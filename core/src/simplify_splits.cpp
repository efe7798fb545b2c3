#include <algorithm>
#include <utility>

#include "simplify_cuts.h"
#include "simplify_readability.h"

namespace parvis::detail {
namespace {

/// A sentence of fewer words says too little to stand alone.
constexpr std::size_t kShortest = 3;

/// Takes the cuts that shorten a stretch that is too long, the surest first.
void choose(const Clause& clause, SimplifyLevel level, std::vector<Cut>& cuts, std::vector<Draft>& drafts) {
  std::stable_sort(cuts.begin(), cuts.end(),
                   [](const Cut& a, const Cut& b) { return a.draft.priority > b.draft.priority; });
  const std::size_t margin = level == SimplifyLevel::strong ? kLongSentence - 5 : kLongSentence;
  // For each word the number of the sentence in which it will stand.
  std::vector<int> piece(clause.words.size(), 0);
  int pieces = 1;
  for (Cut& cut : cuts) {
    if (cut.moves && pieces > 1) continue;
    const int from = piece[static_cast<std::size_t>(cut.first)];
    if (cut.trails && piece.back() != from) continue;
    std::size_t whole = 0;
    std::size_t part = 0;
    for (int i = 0; i < clause.size(); ++i) {
      if (piece[static_cast<std::size_t>(i)] != from || !counts_as_word(clause.word(i), clause.text)) continue;
      ++whole;
      if (i >= cut.first && i <= cut.last) ++part;
    }
    if (whole <= (cut.moves ? kLongSentence : margin) || part < kShortest || whole - part < kShortest) continue;
    for (int i = cut.first; i <= cut.last; ++i) {
      if (piece[static_cast<std::size_t>(i)] == from) piece[static_cast<std::size_t>(i)] = pieces;
    }
    ++pieces;
    drafts.push_back(std::move(cut.draft));
    if (cut.moves) return;
  }
}

}  // namespace

void cut_semicolons(const Clause& clause, std::vector<Cut>& cuts) {
  std::vector<int> marks;
  for (int i = 0; i < clause.size(); ++i) {
    if (clause.surface(i) == ":") return;
    if (clause.surface(i) == ";") marks.push_back(i);
  }
  if (marks.empty() || opens_scope(clause, 0)) return;
  int from = 0;
  std::vector<Cut> found;
  for (std::size_t k = 0; k <= marks.size(); ++k) {
    const int to = k < marks.size() ? marks[k] - 1 : clause.size() - 1;
    int start = from;
    if (k > 0 && (clause.low(start) == "et" || clause.low(start) == "puis")) ++start;
    if (to < start || !is_main_clause(clause, start, to)) return;
    if (k > 0) {
      if (clause.low(start) == "ou") return;
      found.push_back(
          make_cut({full_stop(clause, marks[k - 1] - 1, start)}, "semicolon", 60, start, clause.size() - 1));
    }
    from = to + 2;
  }
  cuts.insert(cuts.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
}

void cut_parenthesis(const Clause& clause, std::vector<Cut>& cuts) {
  const int close = last_word(clause);
  if (close == clause.size() - 1 || clause.surface(close) != ")") return;
  int open = close - 1;
  while (open > 0 && clause.surface(open) != "(" && clause.surface(open) != ")") --open;
  if (open < 3 || clause.surface(open) != "(" || close - open < 6) return;
  // A full stop after "..." would be one too many.
  if (clause.surface(close - 1).ends_with('.') || clause.surface(close - 1).ends_with("…")) return;
  // "(par exemple un garage)" would leave a sentence without a verb; "(exemple : un garage)" reads as a note.
  const bool example = clause.low(open + 1) == "exemple";
  if (!is_main_clause(clause, 0, open - 1)) return;
  if (!(example && !has_finite(clause, open + 1, close - 1)) && !is_main_clause(clause, open + 1, close - 1)) return;
  std::vector<DraftEdit> edits{full_stop(clause, open - 1, open + 1)};
  edits.push_back({clause.word(close).begin, clause.word(close).end, {}, {}});
  Cut cut = make_cut(std::move(edits), "parenthesis", 53, open + 1, close);
  cut.draft.brackets = true;
  cuts.push_back(std::move(cut));
}

void propose_splits(const Clause& clause, SimplifyLevel level, std::vector<Draft>& drafts) {
  const std::size_t words = clause.word_count();
  if (words <= (level == SimplifyLevel::strong ? kLongSentence - 5 : kLongSentence)) return;
  // What does not end like a sentence is an item of a list or a title; a question is asked as a whole.
  const std::string_view last = clause.surface(clause.size() - 1);
  if (last != "." && last != "!") return;
  std::vector<Cut> cuts;
  cut_semicolons(clause, cuts);
  cut_connector(clause, cuts);
  cut_participle(clause, cuts);
  cut_reference(clause, cuts);
  cut_relative(clause, cuts);
  cut_coordination(clause, cuts);
  cut_infinitives(clause, cuts);
  cut_parenthesis(clause, cuts);
  cut_deadline(clause, cuts);
  if (level == SimplifyLevel::strong && words > kLongSentence) {
    cut_lead_in(clause, cuts);
    cut_tail(clause, cuts);
  }
  choose(clause, level, cuts, drafts);
}

}  // namespace parvis::detail
