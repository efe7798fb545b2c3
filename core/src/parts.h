#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parvis/confidence.h"
#include "sentence.h"
#include "term_guide.h"

/// @file
/// Internal: the sentences of a job, on their way through as many attempts as they need.

namespace parvis::detail {

/// A sentence in the target language, put together from its parts.
struct Finished {
  std::string text;
  std::vector<AlignmentLink> links;  ///< source offsets in the normal form of the whole input
  double confidence = 1;
  bool done = true;
  std::vector<Flag> remarks;
  std::vector<TermNote> terms;
};

/// Adds links whose target lies further on.
void append_links(std::vector<AlignmentLink>& links, const std::vector<AlignmentLink>& more, std::size_t target_offset);

/// Adds a flag unless it is there.
void add_flag(std::vector<Flag>& flags, Flag flag);

/// Sentences, and parts of those that were too long or went wrong. A part is known by its number.
class Parts {
 public:
  /// What followed from an answer of the model.
  enum class Outcome {
    done,     ///< fit to be shown
    again,    ///< waits again, with every digit locked or with its terms as placeholders
    cut,      ///< its two halves wait in its stead
    refused,  ///< nothing is left to try
  };

  explicit Parts(const Route& route) : route_(route), guide_(route.options.termbase.get(), route.options.guide_terms) {}

  /// Reads a sentence and lets it wait, in halves where it is too long for the model; one without words does not wait.
  /// @param base  offset of its normal form in that of the whole input
  std::size_t add(std::size_t input, std::string text, std::uint32_t base);

  /// Parts that wait for the model, to be taken away by the caller.
  [[nodiscard]] std::vector<std::size_t>& waiting() { return waiting_; }

  [[nodiscard]] std::size_t input_of(std::size_t part) const { return parts_[part].input; }
  [[nodiscard]] const Reading& reading_of(std::size_t part) const { return parts_[part].reading; }
  /// Whether there was nothing to translate.
  [[nodiscard]] bool is_copied(std::size_t part) const { return parts_[part].copied; }
  /// Source cells of a part: language tag, pieces, end.
  [[nodiscard]] std::size_t cells_of(std::size_t part) const { return parts_[part].reading.pieces.size() + 2; }
  /// What first went wrong with a part, or with what it is a part of.
  [[nodiscard]] std::optional<Flag> fault_of(std::size_t part) const { return parts_[part].fault; }

  /// Takes the model's answer to a part.
  Outcome finish(std::size_t number, const Column& column);

  /// The text of a sentence, as far as it has come.
  [[nodiscard]] Finished gather(std::size_t number, const ConfidenceModel& model) const;

 private:
  /// A version that is fit to be shown.
  struct Attempt {
    Writing writing;
    Evidence evidence;
    std::size_t missing = 0;  ///< terms without their equivalents
  };

  struct Part {
    std::size_t input = 0;
    std::string text;  // as it stands in the input
    std::uint32_t base = 0;
    LockPlan plan = LockPlan::standard;
    int cuts = 0;  // how often what it is part of was halved after going wrong
    Reading reading;
    std::optional<std::pair<std::size_t, std::size_t>> halves;  // other parts, in its stead
    bool copied = false;
    bool done = false;
    std::optional<Flag> fault;
    Writing writing;
    Evidence evidence;
    std::vector<FoundTerm> terms;    // in the normal form
    std::size_t term_tries = 0;      // ways to make terms placeholders that were gone through
    std::vector<std::string> tried;  // texts that the model read then
    std::optional<Attempt> free;     // what the model said by itself, where an equivalent was missing
    std::optional<Attempt> best;     // the version with the fewest missing
  };

  [[nodiscard]] bool read_again(Part& part, std::span<const FoundTerm> terms);
  Outcome wait_again(std::size_t number);
  Outcome finish_terms(std::size_t number);
  Outcome try_terms(std::size_t number);
  std::size_t plan(Part part);
  bool halve(std::size_t index, LockPlan locks, int cuts);
  [[nodiscard]] Finished join(Finished left, const Finished& right) const;

  const Route& route_;
  TermGuide guide_;
  std::vector<Part> parts_;
  std::vector<std::size_t> waiting_;
};

}  // namespace parvis::detail
