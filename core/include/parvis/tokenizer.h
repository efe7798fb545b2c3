#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/result.h"

/// @file
/// Subword pieces: the joint SentencePiece model of all languages.

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace parvis {

/// Number of a piece in the joint model.
using PieceId = std::int32_t;

/// End of a sentence, in the joint model and in every pack.
inline constexpr PieceId end_piece = 0;
/// Unknown piece; byte fallback keeps it out of sentences, so that it serves as padding.
inline constexpr PieceId padding_piece = 1;

/// U+2581, which stands for a space inside pieces.
inline constexpr std::string_view space_mark = "\xe2\x96\x81";

/// How the text of a piece is to be read.
enum class PieceKind {
  text,     ///< characters; U+2581 stands for a space
  byte,     ///< one byte of UTF-8, written `<0xNN>`
  symbol,   ///< `<2xx>`, `<phN>`: matched as a whole, never cut
  control,  ///< end, unknown: stands for no text
};

/// The joint tokenizer. Cheap to copy: copies share the loaded model, which never changes.
///
/// Texts are expected in normal form (text.h); the model does not normalise them.
class Tokenizer {
 public:
  /// Loads a model from the bytes of a SentencePiece file.
  ///
  /// Refused with pack_tokenizer_invalid: bytes that are no model, or a model that breaks our conventions (end 0,
  /// unknown 1, all 256 byte pieces, no more than 65,536 pieces).
  static Result<Tokenizer> load(std::string_view model);

  /// Number of pieces.
  [[nodiscard]] std::size_t size() const;

  /// Pieces of a text; a character that no piece covers is spelled in bytes. The end mark is not added.
  [[nodiscard]] std::vector<PieceId> encode(std::string_view text) const;

  /// Text of pieces, without the space that opens the first one. Bytes that do not form UTF-8 become U+FFFD.
  [[nodiscard]] std::string decode(std::span<const PieceId> ids) const;

  /// Text of a piece as the model writes it (`▁aide`, `<0x0A>`, `<ph1>`). Precondition: 0 <= id < size().
  [[nodiscard]] std::string_view piece(PieceId id) const;

  /// What a piece adds to a text: spaces for U+2581, the byte of a byte piece, nothing for a control piece.
  /// Precondition: 0 <= id < size().
  [[nodiscard]] std::string text_of(PieceId id) const;

  /// Precondition: 0 <= id < size().
  [[nodiscard]] PieceKind kind(PieceId id) const;

  /// Number of a piece, or nothing where the model has none of that text.
  [[nodiscard]] std::optional<PieceId> find(std::string_view piece) const;

  /// The piece `<0xNN>` of a byte.
  [[nodiscard]] PieceId byte_piece(std::uint8_t byte) const { return bytes_[byte]; }

  /// The byte that a piece of kind `byte` stands for.
  [[nodiscard]] std::uint8_t byte_of(PieceId id) const;

 private:
  Tokenizer(std::shared_ptr<const sentencepiece::SentencePieceProcessor> model, std::array<PieceId, 256> bytes)
      : model_(std::move(model)), bytes_(bytes) {}

  std::shared_ptr<const sentencepiece::SentencePieceProcessor> model_;
  std::array<PieceId, 256> bytes_;
};

}  // namespace parvis
