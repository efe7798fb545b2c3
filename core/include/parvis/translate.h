#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/confidence.h"
#include "parvis/guards.h"
#include "parvis/pack.h"
#include "parvis/phrasebook.h"
#include "parvis/pieces.h"
#include "parvis/result.h"
#include "parvis/termbase.h"

/// @file
/// Translation without inference: texts become batches of pieces, tensors become texts.
///
/// The job plans, the caller runs the network, the job finishes:
///
///     auto job = TranslationJob::create(body, language, "ar", inputs);
///     while (auto batch = job->next()) {
///       // run the graph on batch->source ...
///       job->accept(batch->id, {target, alignment, score, steps, batch->rows});
///     }
///     for (const TranslationResult& result : job->results()) ...

namespace parvis {

/// One text to translate: a label, an option, a paragraph.
struct TranslationInput {
  std::string text;     ///< UTF-8; repaired where it is ill-formed
  bool markup = false;  ///< `text` holds inline tags and character references (markup.h); a line end is then a space,
                        ///< `<br>` ends a line
};

struct TranslationOptions {
  bool isolate = false;         ///< isolate left-to-right runs of a right-to-left plain text (bidi.h); not in markup
  bool localise_dates = false;  ///< dates with a month name in the words of the target language (locks.h)
  bool guard = true;            ///< check finished sentences against their source (guards.h)
  std::shared_ptr<const GuardLists> source_lists{};  ///< words of the source language for the guards; may be null
  std::shared_ptr<const GuardLists> target_lists{};  ///< words of the target language
  std::shared_ptr<const Phrasebook> phrasebook =
      nullptr;  ///< asked before the network, for French into its language; may be null
  std::shared_ptr<const Termbase> termbase = nullptr;  ///< terms of French for its language; may be null
  bool guide_terms = true;  ///< see to it that terms have their equivalents; else they are only found and reported
};

/// What one run of the network needs.
struct Batch {
  int id = 0;
  std::vector<LocalId> source;  ///< rows x length: language tag, pieces, end, then padding
  std::size_t rows = 0;
  std::size_t length = 0;
  std::int64_t max_length = 0;     ///< steps allowed: pieces of a sentence, its end included
  std::vector<LocalId> shortlist;  ///< pieces that may come out, ascending, the end first
};

/// What a run gives back: three tensors of steps x width, step by step.
struct BatchOutput {
  std::span<const std::int32_t> target;     ///< local pieces; 0 after the end
  std::span<const std::int32_t> alignment;  ///< source cell that each piece looked at most
  std::span<const float> score;             ///< log-probability (nats) of each piece
  std::size_t steps = 0;
  std::size_t width = 0;  ///< the batch's rows
};

/// What there is to say about a result.
enum class Flag {
  nothing_to_translate,  ///< no words: the text stands as it is
  text_repaired,         ///< the input was no well-formed UTF-8
  markup_invalid,        ///< refused: the input's tags do not nest
  lock_lost,             ///< refused: a number, date, address or code went missing
  lock_added,            ///< refused: one came out that was not in the source
  value_added,           ///< a one-digit number came out where the source may have had a word
  unfinished,            ///< refused: the sentence never ended
  repetition,            ///< refused: the model went in circles
  copied,                ///< refused: the source came back
  wrong_script,          ///< refused: not in the target language's script
  leftover_placeholder,  ///< refused: a piece of the machinery was left in the text
  too_short,             ///< far shorter than the source explains
  too_long,              ///< far longer
  negation,              ///< refused: one side negates, the other does not
  obligation,            ///< "must" on one side, "may" on the other
  condition,             ///< an "if" or "except" on one side only
  deadline,              ///< refused: "before" on one side, "after" on the other
  empty,                 ///< refused: nothing came out
  split,                 ///< translated in parts, since the whole went wrong
  low_confidence,        ///< refused: the model was too unsure
  term_missing,          ///< a term has not the equivalent that the termbase gives it
};

/// Stable string of a flag: lower case, hyphens ("lock-lost").
[[nodiscard]] std::string_view to_string(Flag flag);

enum class TranslationStatus {
  translated,
  kept,    ///< the source text stands in place of a translation; the flags say why
  phrase,  ///< words of the phrasebook, written by people; confidence is 1
};

/// "translated", "kept" or "phrase".
[[nodiscard]] std::string_view to_string(TranslationStatus status);

/// A term of an input.
struct TermNote {
  std::string id;          ///< of its entry in the termbase
  std::string french;      ///< as the input writes it
  std::string equivalent;  ///< in the dictionary form, with its gloss if it has one
  bool respected = false;  ///< the equivalent stands in the translation itself, inflected or not

  friend bool operator==(const TermNote&, const TermNote&) = default;
};

/// What became of one input.
struct TranslationResult {
  std::string text;
  TranslationStatus status = TranslationStatus::kept;
  double confidence = 0;  ///< of its least certain sentence
  Level level = Level::kept;
  std::vector<Flag> flags;      ///< each at most once
  std::vector<TermNote> terms;  ///< terms of the input, in order, each entry once; empty without a termbase
};

/// What people wrote for French texts, which is in the phrasebook and the termbase of the options: a result for each
/// input that is there, nothing for the others. Needs no pack.
[[nodiscard]] std::vector<std::optional<TranslationResult>> find_phrases(std::vector<TranslationInput> inputs,
                                                                         const TranslationOptions& options);

/// One translation task. Movable; independent of any other job.
///
/// Texts are cut into sentences; what must survive becomes placeholders; text in capitals is read in lower case.
/// A segment that is a term and nothing else is answered from the termbase. Where a sentence came out without the
/// equivalent of a term in it, it is translated again with the term as a placeholder, and the equivalent put in its
/// place; if that goes wrong the first version stands, with a flag and the equivalent in brackets behind it. Names
/// (acronyms and institutions that keep their French name) are placeholders from the start.
///
/// Sentences are sorted by length and batched. What comes out is verified: a sentence that lost a lock, ran in circles
/// or never ended is tried again with every digit locked, then in smaller parts, and refused at last; an input with a
/// refused sentence is kept as a whole.
class TranslationJob {
 public:
  /// Plans a job.
  ///
  /// Refused: languages that the pack does not join, or a direction whose status is off (pack_direction_missing); a
  /// body that is not the one needed (pack_body_missing); pieces that do not fit its tokenizer (pack_pieces_invalid).
  /// Bad inputs do not fail a job: see the flags.
  ///
  /// @param body      the pack with the tokenizer
  /// @param language  the pack of the pair
  /// @param to        target language; the pack's other language is the source
  static Result<TranslationJob> create(std::shared_ptr<const Pack> body, std::shared_ptr<const Pack> language,
                                       std::string_view to, std::vector<TranslationInput> inputs,
                                       const TranslationOptions& options = {});

  TranslationJob(TranslationJob&&) noexcept;
  TranslationJob& operator=(TranslationJob&&) noexcept;
  ~TranslationJob();

  /// The next batch: at most 16 sentences and about 400 source cells. Nothing when no sentence waits; while batches are
  /// out, accept may make new ones.
  [[nodiscard]] std::optional<Batch> next();

  /// Takes the tensors of a batch. Refused, without effect: a batch that is not out (job_batch_unknown), tensors of
  /// other sizes (job_shape_invalid).
  Result<void> accept(int batch, const BatchOutput& output);

  /// One result for each input, in order. An input that still has sentences to come is `kept` and flagged `unfinished`.
  [[nodiscard]] std::vector<TranslationResult> results() const;

 private:
  class State;
  explicit TranslationJob(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace parvis
