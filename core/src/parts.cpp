#include "parts.h"

#include <algorithm>

#include "normal_offset.h"
#include "parvis/script.h"
#include "parvis/text.h"

namespace parvis::detail {
namespace {

constexpr std::size_t most_pieces = 120;  // of one sentence; longer ones are cut
constexpr int most_cuts = 2;              // how often a sentence that went wrong is halved
constexpr std::size_t most_term_tries = 4;

}  // namespace

void add_flag(std::vector<Flag>& flags, Flag flag) {
  if (std::ranges::find(flags, flag) == flags.end()) flags.push_back(flag);
}

void append_links(std::vector<AlignmentLink>& links, const std::vector<AlignmentLink>& more,
                  std::size_t target_offset) {
  const auto offset = static_cast<std::uint32_t>(target_offset);
  for (const AlignmentLink& link : more) {
    links.push_back({link.source_begin, link.source_end, link.target_begin + offset, link.target_end + offset});
  }
}

std::size_t Parts::add(std::size_t input, std::string text, std::uint32_t base) {
  Part part;
  part.input = input;
  part.text = std::move(text);
  part.base = base;
  return plan(std::move(part));
}

std::size_t Parts::plan(Part part) {
  const std::string normal = normalise(part.text);
  part.terms = guide_.find(normal);
  part.reading =
      read_sentence(part.text, part.plan, route_, guide_.locks(guide_.names(part.terms), normal, part.input));
  part.copied = part.done = !has_words(part.reading.locked.text);
  const bool copied = part.copied;
  const bool too_long = part.reading.pieces.size() > most_pieces;
  const LockPlan locks = part.plan;
  const int cuts = part.cuts;
  const std::size_t index = parts_.size();
  parts_.push_back(std::move(part));
  if (copied) return index;
  if (!too_long || !halve(index, locks, cuts)) waiting_.push_back(index);
  return index;
}

bool Parts::halve(std::size_t index, LockPlan locks, int cuts) {
  const std::string text = parts_[index].text;
  const auto cut = find_cut(text, route_.from);
  if (!cut) return false;
  Part left;
  left.input = parts_[index].input;
  left.base = parts_[index].base;
  left.plan = locks;
  left.cuts = cuts;
  left.fault = parts_[index].fault;
  Part right = left;
  left.text = text.substr(0, cut->first);
  right.text = text.substr(cut->second);
  right.base += static_cast<std::uint32_t>(normalised_offset(normalise_with_origin(text), cut->second));
  const std::size_t first = plan(std::move(left));
  const std::size_t second = plan(std::move(right));
  parts_[index].halves = {first, second};
  return true;
}

/// Reads a part with other terms as placeholders. -> whether that gives the model a text that it has not seen yet
bool Parts::read_again(Part& part, std::span<const FoundTerm> terms) {
  const std::vector<TermLock> locks = guide_.locks(terms, part.reading.normal, part.input);
  Reading reading = read_sentence(part.text, part.plan, route_, locks);
  if (part.tried.empty()) part.tried.push_back(part.reading.locked.text);
  const bool known = std::ranges::find(part.tried, reading.locked.text) != part.tried.end();
  if (known || !has_words(reading.locked.text)) return false;
  part.tried.push_back(reading.locked.text);
  part.reading = std::move(reading);
  return true;
}

Parts::Outcome Parts::wait_again(std::size_t number) {
  parts_[number].done = false;
  waiting_.push_back(number);
  return Outcome::again;
}

/// Looks for the equivalents in what is otherwise fit to be shown.
Parts::Outcome Parts::finish_terms(std::size_t number) {
  Part& part = parts_[number];
  const std::size_t missing = guide_.missing(part.terms, part.writing.text).size();
  if (missing == 0) return Outcome::done;
  const Attempt attempt{part.writing, part.evidence, missing};
  if (!part.free) part.free = attempt;
  if (!part.best || attempt.missing < part.best->missing) part.best = attempt;
  return try_terms(number);
}

/// Has a sentence translated with its terms as placeholders: those that are missing in the best version so far, so that
/// the others may stay inflected; then all; then each of the missing by itself.
Parts::Outcome Parts::try_terms(std::size_t number) {
  Part& part = parts_[number];
  const std::vector<FoundTerm> missing = guide_.missing(part.terms, part.best->writing.text);
  while (part.term_tries < std::min(2 + missing.size(), most_term_tries)) {
    const std::size_t way = part.term_tries++;
    std::vector<FoundTerm> chosen = way == 1 ? guide_.guiding(part.terms) : guide_.names(part.terms);
    if (way == 0) chosen.insert(chosen.end(), missing.begin(), missing.end());
    if (way > 1) chosen.push_back(missing[way - 2]);
    std::ranges::sort(chosen, {}, &FoundTerm::begin);
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    if (read_again(part, chosen)) return wait_again(number);
  }
  part.writing = part.best->writing;
  part.evidence = part.best->evidence;
  return Outcome::done;
}

Parts::Outcome Parts::finish(std::size_t number, const Column& column) {
  Part& part = parts_[number];
  part.writing = write_sentence(column, part.reading, route_);
  part.evidence = gather_evidence(column.scores);
  part.done = true;
  if (!part.writing.fault) return part.terms.empty() ? Outcome::done : finish_terms(number);
  if (part.best) return try_terms(number);
  if (!part.fault) part.fault = part.writing.fault;
  if (part.plan == LockPlan::standard) {
    part.plan = LockPlan::safe;
    if (read_again(part, guide_.guiding(part.terms))) return wait_again(number);
  }
  const int cuts = part.cuts + 1;
  return cuts <= most_cuts && halve(number, LockPlan::safe, cuts) ? Outcome::cut : Outcome::refused;
}

Finished Parts::gather(std::size_t number, const ConfidenceModel& model) const {
  const Part& part = parts_[number];
  if (part.halves) return join(gather(part.halves->first, model), gather(part.halves->second, model));
  Finished finished;
  finished.done = part.done;
  if (part.copied) {
    finished.text = part.text;
    const auto size = static_cast<std::uint32_t>(part.reading.normal.size());
    finished.links.push_back({part.base, part.base + size, 0, static_cast<std::uint32_t>(part.text.size())});
    return finished;
  }
  // A version with the terms in it that is too unsure to be shown gives way to one that is not.
  const bool free = part.free && level_of(confidence(part.evidence, model), model) == Level::kept &&
                    level_of(confidence(part.free->evidence, model), model) != Level::kept;
  const Writing& writing = free ? part.free->writing : part.writing;
  finished.text = writing.text;
  finished.remarks = writing.remarks;
  finished.confidence = confidence(free ? part.free->evidence : part.evidence, model);
  for (AlignmentLink link : writing.links) {
    link.source_begin += part.base;
    link.source_end += part.base;
    finished.links.push_back(link);
  }
  if (!part.done) return finished;
  guide_.note(finished.terms, part.terms, part.reading.normal, finished.text);
  const std::vector<FoundTerm> missing = guide_.missing(part.terms, finished.text);
  if (!missing.empty()) add_flag(finished.remarks, Flag::term_missing);
  finished.text += guide_.remark(missing, part.reading.normal);
  return finished;
}

Finished Parts::join(Finished left, const Finished& right) const {
  const auto target = find_language(route_.to);
  if (target && target->has_spaces) left.text.push_back(' ');
  append_links(left.links, right.links, left.text.size());
  left.text += right.text;
  left.confidence = std::min(left.confidence, right.confidence);
  left.done = left.done && right.done;
  for (const Flag flag : right.remarks) add_flag(left.remarks, flag);
  add_terms(left.terms, right.terms);
  return left;
}

}  // namespace parvis::detail
