#include "parts.h"

#include <algorithm>

#include "normal_offset.h"
#include "parvis/script.h"
#include "parvis/text.h"

namespace parvis::detail {
namespace {

constexpr std::size_t most_pieces = 120;  // of one sentence; longer ones are cut
constexpr int most_cuts = 2;              // how often a sentence that went wrong is halved

}  // namespace

void add_flag(std::vector<Flag>& flags, Flag flag) {
  if (std::ranges::find(flags, flag) == flags.end()) flags.push_back(flag);
}

void add_terms(std::vector<TermNote>& terms, const std::vector<TermNote>& more) {
  for (const TermNote& note : more) {
    const auto known = std::ranges::find(terms, note.id, &TermNote::id);
    if (known == terms.end()) {
      terms.push_back(note);
    } else {
      known->respected = known->respected && note.respected;
    }
  }
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

/// A name that stays as it is.
bool Parts::is_name(const FoundTerm& term) const {
  const TermEntry& entry = route_.options.termbase->entry(term.entry);
  return entry.kind == TermKind::acronym || entry.head == entry.french;
}

std::vector<FoundTerm> Parts::names_of(const Part& part) const {
  std::vector<FoundTerm> names;
  if (!route_.options.guide_terms) return names;
  std::ranges::copy_if(part.terms, std::back_inserter(names), [&](const FoundTerm& term) { return is_name(term); });
  return names;
}

/// Terms whose equivalents have to stand in the translation.
std::vector<FoundTerm> Parts::guiding_terms_of(const Part& part) const {
  std::vector<FoundTerm> terms;
  if (!route_.options.guide_terms) return terms;
  std::ranges::copy_if(part.terms, std::back_inserter(terms), [&](const FoundTerm& term) {
    return is_name(term) || route_.options.termbase->entry(term.entry).guides;
  });
  return terms;
}

std::vector<FoundTerm> Parts::missing_terms_of(const Part& part, std::string_view target) const {
  std::vector<FoundTerm> terms = guiding_terms_of(part);
  std::erase_if(terms,
                [&](const FoundTerm& term) { return route_.options.termbase->is_respected(term.entry, target); });
  return terms;
}

std::size_t Parts::plan(Part part) {
  if (route_.options.termbase) part.terms = route_.options.termbase->find(normalise(part.text));
  part.reading = read_sentence(part.text, part.plan, route_, names_of(part));
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

/// Reads a part with other terms as placeholders. -> whether that gives the model another text with words in it
bool Parts::read_again(Part& part, std::span<const FoundTerm> terms) const {
  Reading reading = read_sentence(part.text, part.plan, route_, terms);
  if (reading.locked.text == part.reading.locked.text || !has_words(reading.locked.text)) return false;
  part.reading = std::move(reading);
  return true;
}

/// Looks for the equivalents in what is otherwise fit to be shown.
Parts::Outcome Parts::finish_terms(std::size_t number) {
  Part& part = parts_[number];
  const std::vector<FoundTerm> missing = missing_terms_of(part, part.writing.text);
  if (missing.empty()) return Outcome::done;
  const Attempt attempt{part.writing, part.evidence, missing.size()};
  if (!part.free) part.free = attempt;
  if (!part.best || attempt.missing < part.best->missing) part.best = attempt;
  // First what is missing alone, so that the rest may stay inflected; then whatever guides.
  while (part.term_tries < 2) {
    std::vector<FoundTerm> locked = guiding_terms_of(part);
    if (part.term_tries++ == 0) {
      std::erase_if(locked, [&](const FoundTerm& term) {
        return !is_name(term) && std::ranges::find(missing, term) == missing.end();
      });
    }
    if (!read_again(part, locked)) continue;
    part.done = false;
    waiting_.push_back(number);
    return Outcome::again;
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
  if (part.best) {
    part.writing = part.best->writing;
    part.evidence = part.best->evidence;
    return Outcome::done;
  }
  if (!part.fault) part.fault = part.writing.fault;
  if (part.plan == LockPlan::standard) {
    part.plan = LockPlan::safe;
    if (read_again(part, guiding_terms_of(part))) {
      part.done = false;
      waiting_.push_back(number);
      return Outcome::again;
    }
  }
  const int cuts = part.cuts + 1;
  return cuts <= most_cuts && halve(number, LockPlan::safe, cuts) ? Outcome::cut : Outcome::refused;
}

/// What there is to say about the terms of a finished part.
void Parts::note_terms(Finished& finished, const Part& part) const {
  for (const FoundTerm& term : part.terms) {
    const TermEntry& entry = route_.options.termbase->entry(term.entry);
    if (std::ranges::find(finished.terms, entry.id, &TermNote::id) != finished.terms.end()) continue;
    finished.terms.push_back({entry.id, part.reading.normal.substr(term.begin, term.end - term.begin), entry.equivalent,
                              route_.options.termbase->is_respected(term.entry, finished.text)});
  }
  if (!missing_terms_of(part, finished.text).empty()) add_flag(finished.remarks, Flag::term_missing);
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
  if (part.done && route_.options.termbase) note_terms(finished, part);
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
