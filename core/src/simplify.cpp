#include "parvis/simplify.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include "entities.h"
#include "parvis/text.h"
#include "simplify_hard_terms.h"
#include "simplify_invariants.h"
#include "simplify_readability.h"
#include "simplify_rules.h"
#include "simplify_source.h"
#include "simplify_terms.h"

namespace parvis {

struct Simplifier::State {
  FrenchAnalyser analyser;
  SimplifyLists lists;
  GuardLists guards;
};

namespace {

using detail::Clause;
using detail::Draft;
using detail::DraftEdit;
using detail::ReadingCounts;
using detail::SourceBlock;
using detail::TermMatch;

constexpr std::size_t kLongestText = std::size_t{1} << 24;

/// An edit that was taken.
struct Accepted {
  DraftEdit edit;
  const Draft* draft = nullptr;
  std::size_t group = 0;
};

std::string apply_edits(std::string_view text, std::size_t base, const std::vector<Accepted>& edits) {
  std::string result;
  std::size_t at = 0;
  for (const auto& [edit, draft, group] : edits) {
    result += text.substr(at, edit.begin - base - at);
    result += edit.text;
    at = edit.end - base;
  }
  result += text.substr(at);
  return result;
}

bool overlap(const DraftEdit& a, const DraftEdit& b) {
  if (a.begin == a.end && b.begin == b.end) return a.begin == b.begin;
  return a.begin < b.end && b.begin < a.end;
}

/// Drops from an edit what it leaves as it is: white space at its end, words at its beginning.
void trim(std::string_view text, DraftEdit& edit) {
  while (edit.end > edit.begin && !edit.text.empty() && text[edit.end - 1] == ' ' && edit.text.back() == ' ') {
    --edit.end;
    edit.text.pop_back();
  }
}

/// Whether an edit puts in or takes out more than words. Where none does, the values are those of the original.
bool touches_value(const Draft& draft, std::string_view text) {
  const auto is_value = [](std::string_view part) {
    return part.find_first_of("0123456789@/%") != std::string_view::npos;
  };
  return draft.kind != EditKind::replace ||
         std::any_of(draft.edits.begin(), draft.edits.end(), [&](const DraftEdit& edit) {
           return is_value(edit.text) || is_value(text.substr(edit.begin, edit.end - edit.begin));
         });
}

/// Takes out the drafts of phrases that a stronger draft makes needless.
void drop_superseded(std::vector<Draft>& drafts) {
  std::vector<DraftEdit> strong;
  for (const Draft& draft : drafts) {
    if (draft.supersedes) strong.insert(strong.end(), draft.edits.begin(), draft.edits.end());
  }
  std::erase_if(drafts, [&](const Draft& draft) {
    return draft.kind == EditKind::replace &&
           std::any_of(draft.edits.begin(), draft.edits.end(), [&](const DraftEdit& edit) {
             return std::any_of(strong.begin(), strong.end(),
                                [&](const DraftEdit& other) { return overlap(edit, other); });
           });
  });
}

void relabel(std::vector<Accepted>& accepted, std::size_t from, std::size_t to) {
  for (Accepted& one : accepted) {
    if (one.group == from) one.group = to;
  }
}

/// Gives the edit taken last the letter after it: that of the edit right after it, which then belongs to the same
/// group, or the one that stands there.
bool take_letter(std::string_view text, std::vector<Accepted>& accepted) {
  DraftEdit& edit = accepted.back().edit;
  const auto changed = [&](std::string_view words) {
    return edit.next == detail::NextLetter::capital ? detail::capitalise(words) : detail::decapitalise(words);
  };
  const auto next = std::find_if(accepted.begin(), accepted.end() - 1,
                                 [&](const Accepted& one) { return one.edit.begin == edit.end; });
  if (next != accepted.end() - 1) {
    if (next->edit.text.empty() || !next->edit.markup.empty()) return false;
    next->edit.text = changed(next->edit.text);
    relabel(accepted, next->group, accepted.back().group);
    return true;
  }
  std::size_t end = edit.end + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  const std::string letter = changed(text.substr(edit.end, end - edit.end));
  edit.text += letter;
  if (!edit.markup.empty()) edit.markup += letter;
  edit.end = end;
  return true;
}

/// Takes the text that a draft moves to where it goes. What was changed in it goes along: the edits stay, as parts of
/// what is taken out.
bool take_moved(std::string_view text, const Draft& draft, std::size_t group, std::vector<Accepted>& accepted) {
  const DraftEdit& out = draft.edits.back();
  std::vector<Accepted> inner;
  for (const Accepted& one : accepted) {
    if (one.edit.end <= out.begin || one.edit.begin >= out.end) continue;
    if (one.edit.begin < draft.moved || one.edit.end > out.end || !one.edit.markup.empty()) return false;
    inner.push_back(one);
  }
  std::erase_if(accepted, [&](const Accepted& one) { return one.edit.begin >= out.begin && one.edit.end <= out.end; });
  DraftEdit front = draft.edits.front();
  std::string words = apply_edits(text.substr(draft.moved, out.end - draft.moved), draft.moved, inner);
  if (front.next == detail::NextLetter::small) words = detail::capitalise(words);
  std::string markup;
  append_escaped(markup, words);
  front.text.insert(0, words);
  front.markup.insert(0, markup);
  std::size_t at = out.begin;
  for (Accepted& one : inner) {
    if (one.edit.begin > at) accepted.push_back({{at, one.edit.begin, {}, {}}, &draft, group});
    at = one.edit.end;
    one.edit.text.clear();
    accepted.push_back(one);
    relabel(accepted, one.group, group);
  }
  if (at < out.end) accepted.push_back({{at, out.end, {}, {}}, &draft, group});
  accepted.push_back({std::move(front), &draft, group});
  return accepted.back().edit.next == detail::NextLetter::as_is || take_letter(text, accepted);
}

/// Adds a draft's edits to those taken, in order.
///
/// @return false where the edits do not go together
bool join(std::string_view text, const Draft& draft, std::size_t group, std::vector<Accepted>& accepted) {
  if (draft.moved > 0) {
    if (!take_moved(text, draft, group, accepted)) return false;
  } else {
    const std::size_t before = accepted.size();
    // A sentence does not end inside an item of a list.
    const auto list = std::find_if(accepted.begin(), accepted.end(),
                                   [](const Accepted& one) { return one.draft->kind == EditKind::list; });
    if (draft.kind == EditKind::split && list != accepted.end() && draft.edits.back().end > list->edit.begin)
      return false;
    for (const DraftEdit& edit : draft.edits) {
      for (std::size_t k = 0; k < before; ++k) {
        if (overlap(edit, accepted[k].edit)) return false;
      }
      accepted.push_back({edit, &draft, group});
      if (edit.next != detail::NextLetter::as_is && !take_letter(text, accepted)) return false;
    }
  }
  std::sort(accepted.begin(), accepted.end(), [](const Accepted& a, const Accepted& b) {
    return a.edit.begin != b.edit.begin ? a.edit.begin < b.edit.begin : a.edit.end < b.edit.end;
  });
  return true;
}

class Run {
 public:
  Run(const FrenchAnalyser& analyser, const SimplifyLists::Data& lists, const GuardLists& guards,
      const SimplifyOptions& options)
      : analyser_(analyser), lists_(lists), guards_(guards), options_(options) {}

  SimplifyResult run(std::string_view text, const std::vector<SourceBlock>& blocks) {
    for (const SourceBlock& block : blocks) simplify_block(block);
    write(text);
    result_.before = readability_of(before_);
    result_.after = readability_of(after_);
    return std::move(result_);
  }

 private:
  void simplify_block(const SourceBlock& block) {
    const FrenchAnalysis analysis = analyser_.analyse(block.text);
    std::vector<Clause> clauses;
    clauses.reserve(analysis.sentences.size());
    for (const FrenchSentence& sentence : analysis.sentences) clauses.emplace_back(block.text, sentence);
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      simplify_sentence(block, analysis, clauses[i], i + 1 < clauses.size() ? &clauses[i + 1] : nullptr);
    }
  }

  std::vector<Draft> proposals(const SourceBlock& block, const Clause& clause, const Clause* next) const {
    std::vector<Draft> drafts;
    const std::string_view sentence = clause.sentence_text();
    // Capitals hide names and accents.
    if (is_all_caps(sentence)) return drafts;
    propose_phrases(clause, lists_, options_.level, drafts);
    if (options_.level >= SimplifyLevel::standard) {
      propose_format(clause, drafts);
      propose_quantities(clause, drafts);
      propose_wording(clause, drafts);
      propose_active(clause, next, drafts);
      propose_splits(clause, options_.level, drafts);
    }
    if (options_.level == SimplifyLevel::strong)
      propose_lists(clause, options_.markup, block.element, next == nullptr, drafts);
    drop_superseded(drafts);
    for (Draft& draft : drafts) {
      for (DraftEdit& edit : draft.edits) {
        if (edit.next == detail::NextLetter::as_is) trim(block.text, edit);
      }
    }
    std::erase_if(drafts, [&](const Draft& draft) {
      return std::any_of(draft.edits.begin(), draft.edits.end(), [&](const DraftEdit& edit) {
        if (edit.begin < clause.sentence.begin || edit.end > clause.sentence.end ||
            block.has_tag_in(edit.begin, edit.end + (edit.next == detail::NextLetter::as_is ? 0 : 1)))
          return true;
        // A list cannot begin or end inside an inline element.
        const std::size_t byte = std::min(edit.begin, block.depth.size() - 1);
        return !edit.markup.empty() && edit.markup != "<br>" && options_.markup &&
               (block.depth[byte] > 0 || (edit.end > 0 && block.depth[edit.end - 1] > 0));
      });
    });
    std::stable_sort(drafts.begin(), drafts.end(),
                     [](const Draft& a, const Draft& b) { return a.priority > b.priority; });
    return drafts;
  }

  void simplify_sentence(const SourceBlock& block, const FrenchAnalysis& analysis, Clause& clause, const Clause* next) {
    const std::vector<TermMatch> terms = find_terms(clause, analysis, lists_);
    std::vector<bool> jargon(clause.words.size(), false);
    for (const TermMatch& match : terms) {
      for (int i = match.first; i <= match.last; ++i) {
        jargon[static_cast<std::size_t>(i)] = true;
        clause.kept[static_cast<std::size_t>(i)] = match.last > match.first;
      }
    }
    const ReadingCounts before = count_reading(clause, jargon, lists_);
    before_.add(before);
    const std::string_view original = clause.sentence_text();
    const std::size_t base = clause.sentence.begin;
    std::vector<Accepted> accepted;
    std::string edited(original);
    Draft allowed;
    std::optional<detail::Profile> profile;
    std::size_t undone = 0;
    const std::vector<Draft> drafts = proposals(block, clause, next);
    for (const Draft& draft : drafts) {
      std::vector<Accepted> together = accepted;
      if (!join(block.text, draft, groups_, together)) continue;
      if (!profile) profile = detail::profile_of(original, guards_);
      Draft bounds = allowed;
      widen(bounds, draft, block.text);
      std::string attempt = apply_edits(original, base, together);
      if (!invariants_hold(*profile, attempt, bounds, guards_) ||
          (touches_value(draft, block.text) && !detail::values_hold(original, attempt))) {
        ++undone;
        continue;
      }
      allowed = std::move(bounds);
      accepted = std::move(together);
      edited = std::move(attempt);
      ++groups_;
    }
    for (const Accepted& one : accepted) result_.edits.push_back(as_result(block, one));
    result_.undone += undone;
    explain(block, clause, terms, accepted);
    point_out(block, clause, terms, accepted);
    finish_sentence(block, clause, before, accepted.empty() ? std::string() : edited, undone > 0);
  }

  /// An accepted edit in terms of the source.
  SimplifyEdit as_result(const SourceBlock& block, const Accepted& accepted) const {
    const DraftEdit& edit = accepted.edit;
    const bool closing = options_.markup && edit.closing;
    const std::size_t begin = closing ? block.close_begin : block.origin_begin(edit.begin, edit.end);
    const std::size_t end = closing ? block.close_end : block.origin_end(edit.begin, edit.end);
    std::string replacement;
    if (!options_.markup) {
      replacement = edit.text;
    } else if (!edit.markup.empty()) {
      replacement = edit.markup;
    } else {
      append_escaped(replacement, edit.text);
    }
    const Draft& draft = *accepted.draft;
    return {begin, end, std::move(replacement), 0, 0, draft.kind, draft.rule, draft.entry, accepted.group};
  }

  /// Adds what a draft may gain or lose to what the ones before it may.
  void widen(Draft& bounds, const Draft& draft, std::string_view text) const {
    const auto add = [](PolarityCounts& sum, const PolarityCounts& more) {
      sum.negation += more.negation;
      sum.obligation += more.obligation;
      sum.permission += more.permission;
      sum.condition += more.condition;
      sum.before += more.before;
      sum.after += more.after;
    };
    add(bounds.gain, draft.gain);
    add(bounds.loss, draft.loss);
    if (draft.kind == EditKind::replace) {
      for (const DraftEdit& edit : draft.edits) {
        const std::string_view old = text.substr(edit.begin, edit.end - edit.begin);
        add(bounds.gain, detail::polarity_gain(old, edit.text, guards_));
        // 'before' and 'after' are also words of figurative phrases: "à compter de", "dès lors".
        const PolarityCounts lost = detail::polarity_gain(edit.text, old, guards_);
        bounds.loss.before += lost.before;
        bounds.loss.after += lost.after;
        // "à défaut" and "sinon" are the same exception, counted in different lists.
        const PolarityCounts weak = guards_.count(edit.text);
        if (weak.condition_weak > 0) bounds.loss.condition += lost.condition;
        if (draft.formula) {
          add(bounds.loss, lost);
          const PolarityCounts now = guards_.count(edit.text);
          const PolarityCounts was = guards_.count(old);
          if (now.negation > was.negation) bounds.gain.negation += now.negation - was.negation;
          bounds.dropped += std::string(old) + ' ';
        }
        if (draft.fixed) {
          const auto changed = detail::persons_changed(old, edit.text, guards_);
          for (std::size_t k = 0; k < changed.size(); ++k) bounds.persons[k] += changed[k];
        }
      }
      bounds.names += draft.names;
    }
    bounds.subject = bounds.subject || draft.subject;
    bounds.brackets = bounds.brackets || draft.brackets;
  }

  void explain(const SourceBlock& block, const Clause& clause, const std::vector<TermMatch>& terms,
               const std::vector<Accepted>& accepted) {
    for (const TermMatch& match : terms) {
      const std::size_t begin = clause.word(match.first).begin;
      const std::size_t end = clause.word(match.last).end;
      if (replaced(accepted, begin, end) || !explained_.insert(match.term).second) continue;
      const detail::Term& term = lists_.terms[match.term];
      result_.explanations.push_back({block.origin_begin(begin, end), block.origin_end(begin, end), 0, 0, term.id,
                                      term.text, term.expand, term.explain});
    }
  }

  /// Adds the terms that have no explanation.
  void point_out(const SourceBlock& block, const Clause& clause, const std::vector<TermMatch>& terms,
                 const std::vector<Accepted>& accepted) {
    for (const detail::TermCandidate& one : find_hard_terms(clause, terms, lists_)) {
      const std::size_t begin = clause.word(one.first).begin;
      const std::size_t end = clause.word(one.last).end;
      if (replaced(accepted, begin, end) || !pointed_out_.insert(one.key).second) continue;
      result_.hard_terms.push_back({block.origin_begin(begin, end), block.origin_end(begin, end), 0, 0});
    }
  }

  static bool replaced(const std::vector<Accepted>& accepted, std::size_t begin, std::size_t end) {
    return std::any_of(accepted.begin(), accepted.end(), [&](const Accepted& one) {
      const bool moved = one.draft->moved > 0 && one.edit.text.empty();
      return !moved && one.edit.begin < end && begin < one.edit.end;
    });
  }

  /// Counts what became of a sentence; `edited` is empty where nothing changed.
  void finish_sentence(const SourceBlock& block, const Clause& clause, const ReadingCounts& before,
                       const std::string& edited, bool undone) {
    ReadingCounts after;
    if (edited.empty()) {
      after = before;
    } else {
      const FrenchAnalysis analysis = analyser_.analyse(edited);
      for (const FrenchSentence& sentence : analysis.sentences) {
        const Clause one(edited, sentence);
        std::vector<bool> jargon(one.words.size(), false);
        for (const TermMatch& match : find_terms(one, analysis, lists_)) {
          for (int i = match.first; i <= match.last; ++i) jargon[static_cast<std::size_t>(i)] = true;
        }
        after.add(count_reading(one, jargon, lists_));
      }
    }
    after_.add(after);
    if (after.longest <= detail::kLongSentence && !undone) return;
    const std::size_t begin = clause.sentence.begin;
    const std::size_t end = clause.sentence.end;
    result_.hard.push_back({block.origin_begin(begin, end), block.origin_end(begin, end), 0, 0, after.longest, undone});
  }

  /// Where a term stands that an edit took to another place.
  template <typename Place>
  void find_moved(std::string_view term, Place& one) const {
    for (const SimplifyEdit& out : result_.edits) {
      if (!out.replacement.empty() || one.begin < out.begin || one.end > out.end) continue;
      for (const SimplifyEdit& in : result_.edits) {
        const std::size_t at = in.group == out.group ? in.replacement.find(term) : std::string::npos;
        if (at == std::string::npos) continue;
        one.plain_begin = in.plain_begin + at;
        one.plain_end = one.plain_begin + term.size();
        return;
      }
    }
  }

  /// Writes the result and where everything stands in it.
  void write(std::string_view text) {
    std::stable_sort(result_.edits.begin(), result_.edits.end(), [](const SimplifyEdit& a, const SimplifyEdit& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::string& out = result_.text;
    std::size_t at = 0;
    for (SimplifyEdit& edit : result_.edits) {
      out += text.substr(at, edit.begin - at);
      edit.plain_begin = out.size();
      out += edit.replacement;
      edit.plain_end = out.size();
      at = edit.end;
    }
    out += text.substr(at);
    // A place inside an edit answers for its nearer border.
    const auto place = [&](std::size_t offset, bool end) {
      std::size_t shift_from = 0;
      std::size_t shift_to = 0;
      for (const SimplifyEdit& edit : result_.edits) {
        if (edit.begin >= offset && !(end && edit.begin == offset && edit.end == offset)) break;
        if (edit.end > offset) return end ? edit.plain_end : edit.plain_begin;
        if (edit.begin == edit.end && edit.end == offset && end) break;
        shift_from = edit.end;
        shift_to = edit.plain_end;
      }
      return offset - shift_from + shift_to;
    };
    for (SimplifyExplanation& one : result_.explanations) {
      one.plain_begin = place(one.begin, false);
      one.plain_end = place(one.end, true);
      find_moved(text.substr(one.begin, one.end - one.begin), one);
    }
    for (HardTerm& one : result_.hard_terms) {
      one.plain_begin = place(one.begin, false);
      one.plain_end = place(one.end, true);
      find_moved(text.substr(one.begin, one.end - one.begin), one);
    }
    for (HardSentence& one : result_.hard) {
      one.plain_begin = place(one.begin, false);
      one.plain_end = place(one.end, true);
    }
  }

  const FrenchAnalyser& analyser_;
  const SimplifyLists::Data& lists_;
  const GuardLists& guards_;
  const SimplifyOptions& options_;
  SimplifyResult result_;
  ReadingCounts before_;
  ReadingCounts after_;
  std::set<std::uint32_t> explained_;
  std::set<std::string> pointed_out_;
  std::size_t groups_ = 0;
};

}  // namespace

Simplifier::Simplifier(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<Simplifier> Simplifier::create(FrenchAnalyser analyser, SimplifyLists lists, GuardLists guards) {
  if (guards.language() != "fr")
    return Error{ErrorCode::lists_invalid, "The guard lists are not those of French", guards.language()};
  return Simplifier(std::make_shared<const State>(State{std::move(analyser), std::move(lists), std::move(guards)}));
}

Result<SimplifyResult> Simplifier::simplify(std::string_view text, const SimplifyOptions& options) const {
  if (text.size() >= kLongestText)
    return Error{ErrorCode::text_too_long, "The text is longer than one call takes", std::to_string(text.size())};
  if (const auto valid = validate_utf8(text); !valid) return valid.error();
  const auto blocks = detail::read_source(text, options.markup);
  if (!blocks) return blocks.error();
  return Run(state_->analyser, state_->lists.data(), state_->guards, options).run(text, *blocks);
}

}  // namespace parvis
