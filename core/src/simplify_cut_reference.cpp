#include <array>
#include <optional>
#include <string>
#include <utility>

#include "parvis/french_forms.h"
#include "simplify_cuts.h"

/// References to the law that interrupt a sentence: "en application de l'article 5 du code, A" becomes "A. La règle est
/// l'article 5 du code."
namespace parvis::detail {
namespace {

constexpr std::array<std::string_view, 8> kSources{"article", "articles", "loi",  "décret",
                                                   "décrets", "arrêté",   "code", "règlement"};

struct Reference {
  int first = 0;  ///< 'en', 'conformément'
  int noun = 0;   ///< 'article'
  int last = 0;   ///< before the comma or the full stop
  std::string article;
};

/// The definite article that a preposition at `i` contains, or that stands after it, written before the noun.
std::optional<std::string> read_article(const Clause& clause, int i, int noun) {
  const std::string_view low = clause.low(i);
  if (low == "du" || low == "au") return noun == i + 1 ? std::optional<std::string>("le ") : std::nullopt;
  if (low == "des" || low == "aux") return noun == i + 1 ? std::optional<std::string>("les ") : std::nullopt;
  if ((low != "de" && low != "à") || noun != i + 2) return {};
  const std::string_view article = clause.low(i + 1);
  if (article == "l'") return "l'";
  if (article == "la") return "la ";
  return {};
}

std::optional<Reference> read_reference(const Clause& clause, int first) {
  int i = first;
  if (reads(clause, i, {"en", "application"}) || reads(clause, i, {"en", "vertu"})) {
    i += 2;
  } else if (clause.low(i) == "conformément") {
    i += 1;
  } else {
    return {};
  }
  if (reads(clause, i, {"des", "dispositions"}) || reads(clause, i, {"aux", "dispositions"})) i += 2;
  Reference reference;
  reference.first = first;
  reference.noun = contains(kSources, clause.low(i + 1)) ? i + 1 : i + 2;
  if (!contains(kSources, clause.low(reference.noun))) return {};
  const auto article = read_article(clause, i, reference.noun);
  if (!article) return {};
  reference.article = *article;
  const int end = last_word(clause);
  int last = reference.noun;
  while (last < end && clause.surface(last + 1) != ",") ++last;
  // "et du décret" would be a second source, but for the names of codes; what has a verb is more than a reference.
  bool code = false;
  for (int k = reference.noun; k <= last; ++k) {
    const std::string_view low = clause.low(k);
    if (clause.is_finite(k) || is_subordinator(clause, k) || low == "ou" || clause.surface(k) == ":" ||
        clause.surface(k) == ";" || clause.surface(k) == "(")
      return {};
    code = code || low == "code";
    if (low == "et" && !code && !clause.word(k + 1).lock && !clause.is(k + 1, Upos::propn) &&
        !clause.is(k + 1, Upos::num) && clause.low(k + 1) != "suivants" && reference.article != "les ")
      return {};
  }
  reference.last = last;
  return reference;
}

}  // namespace

void cut_reference(const Clause& clause, std::vector<Cut>& cuts) {
  const int end = last_word(clause);
  if (end == clause.size() - 1) return;
  for (int i = 0; i + 4 < clause.size(); ++i) {
    // "et conformément à" belongs to a pair of phrases.
    if (i > 0 && clause.surface(i - 1) != ",") continue;
    const auto reference = read_reference(clause, i);
    if (!reference) continue;
    const bool final = reference->last == end;
    const bool leading = i == 0;
    if (leading && final) return;
    std::vector<DraftEdit> edits;
    if (leading) {
      DraftEdit edit{clause.word(0).begin, clause.word(reference->last + 2).begin, {}, {}};
      edit.next = NextLetter::capital;
      edits.push_back(std::move(edit));
    } else if (final) {
      edits.push_back({clause.word(i - 2).end, clause.word(end).end, {}, {}});
    } else if (root_of(clause) < i) {
      edits.push_back({clause.word(i - 2).end, clause.word(reference->last + 1).end, {}, {}});
    } else {
      edits.push_back({clause.word(i - 2).end, clause.word(reference->last).end, {}, {}});
    }
    const bool plural = reference->article == "les ";
    std::string sentence = plural ? " Les règles sont " : " La règle est ";
    sentence += reference->article;
    sentence += clause.stretch(reference->noun, reference->last);
    sentence += '.';
    const std::size_t after = clause.word(clause.size() - 1).end;
    edits.push_back({after, after, std::move(sentence), {}});
    Cut cut = make_cut(std::move(edits), "reference", 50, i, reference->last);
    // "tenu, en application de R, de" was not yet counted as an obligation.
    if (!leading && !final && clause.low(i - 2).starts_with("tenu")) cut.draft.gain.obligation = 1;
    cut.trails = true;
    cut.draft.supersedes = true;
    cuts.push_back(std::move(cut));
    return;
  }
}

}  // namespace parvis::detail
