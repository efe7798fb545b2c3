#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/result.h"
#include "parvis/tokenizer.h"

/// @file
/// The pieces of one language pack: a cut of the joint model, numbered anew.

namespace parvis {

/// Number of a piece inside a pack: its position in `pieces.bin`.
using LocalId = std::int32_t;

/// Which of the joint model's pieces a pack has, and which of them may come out in either direction.
///
/// Layout of `pieces.bin`: the bytes `P V P 1`, the count n (u32), n joint piece numbers (u16, ascending), n flag bytes
/// (bit 0: may come out in French, bit 1: may come out in the other language); little-endian throughout.
class PieceTable {
 public:
  /// Which side of the pack a sentence is in.
  enum class Side : std::uint8_t { french = 1, other = 2 };

  /// Reads `pieces.bin`. Refused with pack_pieces_invalid: another magic, a wrong size, numbers out of order, unknown
  /// flags, or a table without the end and padding pieces in front.
  static Result<PieceTable> parse(std::string_view bytes);

  [[nodiscard]] std::size_t size() const { return global_.size(); }

  /// Joint number of a piece. Precondition: 0 <= id < size().
  [[nodiscard]] PieceId global(LocalId id) const { return global_[static_cast<std::size_t>(id)]; }

  /// Number in the pack of a joint piece, or nothing where the pack lacks it.
  [[nodiscard]] std::optional<LocalId> local(PieceId id) const;

  /// Whether a piece may come out on one side. Precondition: 0 <= id < size().
  [[nodiscard]] bool allowed(LocalId id, Side side) const {
    return (flags_[static_cast<std::size_t>(id)] & static_cast<std::uint8_t>(side)) != 0;
  }

  /// Success where the table fits a tokenizer: no number beyond its size, every byte piece and each of `symbols`
  /// present. Otherwise pack_pieces_invalid with the missing piece as detail.
  [[nodiscard]] Result<void> fits(const Tokenizer& tokenizer, std::span<const std::string> symbols) const;

 private:
  std::vector<std::uint16_t> global_;
  std::vector<std::uint8_t> flags_;
};

/// Pieces with the bytes of the text that each covers.
struct EncodedText {
  std::vector<LocalId> ids;
  /// ids.size() + 1 byte offsets, never decreasing: piece i covers [offsets[i], offsets[i + 1]).
  std::vector<std::uint32_t> offsets;
};

/// Pieces of a normalised text in the numbers of a pack; what the pack lacks is spelled in byte pieces. The end mark is
/// not added.
///
/// The table must fit the tokenizer (PieceTable::fits). U+2581, which the model reserves for the space, is read as '_'.
[[nodiscard]] EncodedText encode(const Tokenizer& tokenizer, const PieceTable& table, std::string_view text);

/// A text with the bytes that come from each piece.
struct DecodedText {
  std::string text;
  /// One more than there are pieces: piece i gave [offsets[i], offsets[i + 1]).
  std::vector<std::uint32_t> offsets;
};

/// Text of a pack's pieces; symbols (`<ph1>`) stand as they are. Numbers outside of the table give no text.
///
/// The text is that of Tokenizer::decode for the same pieces. A character spelled in several byte pieces belongs to the
/// last of them.
[[nodiscard]] DecodedText decode(const Tokenizer& tokenizer, const PieceTable& table, std::span<const LocalId> ids);

}  // namespace parvis
