#pragma once

#include <string>
#include <string_view>

namespace parvis {

/// Every way in which the core can refuse. One list for all modules.
///
/// A code is part of the interface: its string (see to_string) never changes and keys the wording in i18n/ui
/// ("error.<code>").
enum class ErrorCode {
  // text
  text_invalid_utf8,  ///< bytes that are not well-formed UTF-8
  text_too_long,      ///< more text than one call accepts
  language_unknown,   ///< a language code that is none of ours
  // locks
  lock_lost,   ///< a placeholder of the source is missing in the target, or there too seldom
  lock_added,  ///< the target holds a placeholder that the source has not, or has less often
  // markup
  markup_invalid,  ///< inline tags that do not nest, or text that is no markup
  // guard and detection data
  lists_invalid,    ///< guard lists that are not of the documented form
  profile_invalid,  ///< detection data that is not of the documented form
  // phrasebook
  phrasebook_invalid,  ///< a phrasebook file that breaks its own layout
  // procedures and intents
  catalogue_invalid,  ///< procedures or settings of the classifier that are not of the documented form
  encoder_invalid,    ///< an intent encoder that breaks its own layout
  // analysis of French
  analyser_invalid,  ///< a model file that is damaged, cut short or of another version
  // packs
  pack_json_invalid,          ///< a manifest that is no JSON, or lacks a field
  pack_format_unknown,        ///< a format version that this core does not know
  pack_architecture_unknown,  ///< a network that this core cannot drive
  pack_file_missing,          ///< a file named in the manifest was not given
  pack_file_truncated,        ///< a file shorter than the manifest says
  pack_file_oversized,        ///< a file longer than the manifest says
  pack_hash_mismatch,         ///< right length, wrong SHA-256
  pack_pieces_invalid,        ///< pieces.bin that breaks its own layout
  pack_tokenizer_invalid,     ///< a tokenizer model that cannot be loaded
  pack_direction_missing,     ///< the pack does not translate between these languages
  pack_body_missing,          ///< a language pack without the body that it needs
  pack_unknown,               ///< no open pack has this id
  // jobs
  job_unknown,        ///< no open job has this id
  job_batch_unknown,  ///< a result for a batch that was never handed out, or twice
  job_shape_invalid,  ///< tensors whose sizes do not fit the batch
  // host
  icu_data_invalid,  ///< the ICU data file is damaged or of another version
  simd_missing,      ///< the machine lacks WebAssembly SIMD
  argument_invalid,  ///< a call that breaks its documented precondition
  out_of_memory,     ///< the heap cannot grow any further
  internal,          ///< a defect in the core itself
};

/// The stable string of a code: lower case, hyphens ("pack-hash-mismatch").
[[nodiscard]] std::string_view to_string(ErrorCode code);

/// Why a call refused. Values only: nothing points into the input.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;  ///< one English sentence for developers; readers get the wording of i18n/ui
  std::string detail;   ///< what it is about: a file name, a byte offset, a language code; may be empty

  friend bool operator==(const Error&, const Error&) = default;
};

}  // namespace parvis
