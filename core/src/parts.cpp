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
  part.reading = read_sentence(part.text, part.plan, route_);
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

Parts::Outcome Parts::finish(std::size_t number, const Column& column) {
  Part& part = parts_[number];
  part.writing = write_sentence(column, part.reading, route_);
  part.evidence = gather_evidence(column.scores);
  part.done = true;
  if (!part.writing.fault) return Outcome::done;
  if (!part.fault) part.fault = part.writing.fault;
  if (part.plan == LockPlan::standard) {
    part.plan = LockPlan::safe;
    Reading reading = read_sentence(part.text, LockPlan::safe, route_);
    const bool other = reading.locked.text != part.reading.locked.text;
    part.reading = std::move(reading);
    if (other) {
      part.done = false;
      waiting_.push_back(number);
      return Outcome::again;
    }
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
  finished.text = part.writing.text;
  finished.remarks = part.writing.remarks;
  finished.confidence = confidence(part.evidence, model);
  for (AlignmentLink link : part.writing.links) {
    link.source_begin += part.base;
    link.source_end += part.base;
    finished.links.push_back(link);
  }
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
  return left;
}

}  // namespace parvis::detail
