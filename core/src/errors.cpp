#include "parvis/errors.h"

namespace parvis {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::text_invalid_utf8:
      return "text-invalid-utf8";
    case ErrorCode::text_too_long:
      return "text-too-long";
    case ErrorCode::language_unknown:
      return "language-unknown";
    case ErrorCode::lock_lost:
      return "lock-lost";
    case ErrorCode::lock_added:
      return "lock-added";
    case ErrorCode::markup_invalid:
      return "markup-invalid";
    case ErrorCode::lists_invalid:
      return "lists-invalid";
    case ErrorCode::phrasebook_invalid:
      return "phrasebook-invalid";
    case ErrorCode::catalogue_invalid:
      return "catalogue-invalid";
    case ErrorCode::encoder_invalid:
      return "encoder-invalid";
    case ErrorCode::profile_invalid:
      return "profile-invalid";
    case ErrorCode::analyser_invalid:
      return "analyser-invalid";
    case ErrorCode::pack_json_invalid:
      return "pack-json-invalid";
    case ErrorCode::pack_format_unknown:
      return "pack-format-unknown";
    case ErrorCode::pack_architecture_unknown:
      return "pack-architecture-unknown";
    case ErrorCode::pack_file_missing:
      return "pack-file-missing";
    case ErrorCode::pack_file_truncated:
      return "pack-file-truncated";
    case ErrorCode::pack_file_oversized:
      return "pack-file-oversized";
    case ErrorCode::pack_hash_mismatch:
      return "pack-hash-mismatch";
    case ErrorCode::pack_pieces_invalid:
      return "pack-pieces-invalid";
    case ErrorCode::pack_tokenizer_invalid:
      return "pack-tokenizer-invalid";
    case ErrorCode::pack_direction_missing:
      return "pack-direction-missing";
    case ErrorCode::pack_body_missing:
      return "pack-body-missing";
    case ErrorCode::pack_unknown:
      return "pack-unknown";
    case ErrorCode::job_unknown:
      return "job-unknown";
    case ErrorCode::job_batch_unknown:
      return "job-batch-unknown";
    case ErrorCode::job_shape_invalid:
      return "job-shape-invalid";
    case ErrorCode::icu_data_invalid:
      return "icu-data-invalid";
    case ErrorCode::simd_missing:
      return "simd-missing";
    case ErrorCode::argument_invalid:
      return "argument-invalid";
    case ErrorCode::out_of_memory:
      return "out-of-memory";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

}  // namespace parvis
