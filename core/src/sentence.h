#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parvis/locks.h"
#include "parvis/markup.h"
#include "parvis/pieces.h"
#include "parvis/tokenizer.h"
#include "parvis/translate.h"

/// @file
/// Internal: one sentence on its way into the model and out of it.

namespace parvis::detail {

/// What a direction of translation needs again and again.
struct Route {
  const Tokenizer& tokenizer;
  const PieceTable& table;
  std::string from;
  std::string to;
  TranslationOptions options;
};

/// A sentence as the model reads it.
struct Reading {
  std::string normal;            ///< normal form of the sentence
  LockedText locked;             ///< its locks taken out
  std::vector<std::string> put;  ///< what is written for each of them; empty: what was taken out
  bool capitals = false;         ///< read in lower case, to be written in capitals
  std::vector<LocalId> pieces;   ///< without tag and end
  /// pieces.size() + 1 offsets in `normal`: piece i stands for [origin[i], origin[i + 1]). Empty where that is not
  /// known.
  std::vector<std::uint32_t> origin;
};

/// A term to be taken out of a sentence, in bytes of its normal form, and what is put in its place.
struct TermLock {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string put;
};

/// @param terms  in order, without overlap
[[nodiscard]] Reading read_sentence(std::string_view sentence, LockPlan plan, const Route& route,
                                    std::span<const TermLock> terms = {});

/// Whether something is put in place of a term or behind an acronym.
[[nodiscard]] bool has_other_words(const Reading& reading);

/// Whether a locked text has words; placeholders are none.
[[nodiscard]] bool has_words(std::string_view locked);

/// Offsets where a sentence may be cut in two, [end of the first part, begin of the second): beside the strongest inner
/// punctuation near its middle, else at a space (between characters in Chinese); never inside a lock. Nothing where
/// both parts would not have words.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> find_cut(std::string_view sentence,
                                                                          std::string_view language);

/// One column of a run's tensors, up to the end piece.
struct Column {
  std::vector<LocalId> pieces;  ///< without the end
  std::vector<std::int32_t> cells;
  std::vector<float> scores;  ///< the end's included
  bool ended = false;
};

/// A sentence as it came out.
struct Writing {
  std::string text;
  std::vector<AlignmentLink> links;  ///< source offsets are those of Reading::normal
  std::optional<Flag> fault;         ///< why it must not be shown
  std::vector<Flag> remarks;         ///< what else is to be said
};

/// Turns pieces into text: placeholders filled in, capitals and the spaces around locks as in the source, everything
/// verified.
[[nodiscard]] Writing write_sentence(const Column& column, const Reading& reading, const Route& route);

}  // namespace parvis::detail
