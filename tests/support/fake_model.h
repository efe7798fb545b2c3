#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/translate.h"
#include "support/tiny.h"

/// @file
/// Stand-ins for the network: they answer a batch as ONNX Runtime would.

namespace parvis::tiny {

inline std::shared_ptr<const Pack> open(const RawPack& raw) {
  PackReader reader = PackReader::start(raw.manifest.dump()).value();
  for (const auto& [path, bytes] : raw.files) {
    EXPECT_TRUE(reader.begin_file(path, bytes.size()));
    EXPECT_TRUE(reader.append(bytes));
    EXPECT_TRUE(reader.end_file());
  }
  return std::make_shared<const Pack>(std::move(reader).finish().value());
}

/// What a stand-in says to one sentence.
struct Answer {
  std::vector<LocalId> pieces;  ///< the end included, if it is to end
  std::vector<std::int32_t> cells;
  float score = -0.05F;
};

/// Source pieces between tag and end.
using Model = std::function<Answer(const std::vector<LocalId>&)>;

/// Repeats the source.
inline Answer echo(const std::vector<LocalId>& source) {
  Answer answer;
  for (std::size_t i = 0; i < source.size(); ++i) {
    answer.pieces.push_back(source[i]);
    answer.cells.push_back(static_cast<std::int32_t>(i) + 1);
  }
  answer.pieces.push_back(end_piece);
  answer.cells.push_back(static_cast<std::int32_t>(source.size()) + 1);
  return answer;
}

/// Text of pieces in the tiny tokenizer, whose packs hold all of it.
inline std::string text_of(const std::vector<LocalId>& pieces) {
  static const PieceTable table = PieceTable::parse(full_pieces_file()).value();
  return decode(tokenizer(), table, pieces).text;
}

inline std::vector<LocalId> pieces_of(std::string_view text) {
  static const PieceTable table = PieceTable::parse(full_pieces_file()).value();
  return encode(tokenizer(), table, text).ids;
}

/// Index of the word, set apart by spaces, that each piece of a text belongs to.
inline std::vector<int> words_of(std::string_view text) {
  static const PieceTable table = PieceTable::parse(full_pieces_file()).value();
  const EncodedText encoded = encode(tokenizer(), table, text);
  std::vector<int> words;
  for (std::size_t i = 0; i < encoded.ids.size(); ++i) {
    const std::size_t end = encoded.offsets[i + 1];
    words.push_back(static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), ' ')));
  }
  return words;
}

/// A translation and, for each of its words, the number of the source word it comes from.
struct Known {
  std::string target;
  std::vector<int> from;
};

/// Knows translations by the source text, placeholders and all; repeats what it does not know.
inline Model phrases(std::map<std::string, Known> known) {
  return [known = std::move(known)](const std::vector<LocalId>& source) {
    const std::string text = text_of(source);
    const auto at = known.find(text);
    if (at == known.end()) return echo(source);
    Answer answer;
    answer.pieces = pieces_of(at->second.target);
    const std::vector<int> source_words = words_of(text);
    for (const int word : words_of(at->second.target)) {
      const int from = at->second.from.at(static_cast<std::size_t>(word));
      const auto cell = std::find(source_words.begin(), source_words.end(), from);
      // The last piece of the source word: the first may be the space before it.
      std::ptrdiff_t place = cell - source_words.begin();
      while (place + 1 < std::ssize(source_words) && source_words[static_cast<std::size_t>(place) + 1] == from) ++place;
      answer.cells.push_back(static_cast<std::int32_t>(place) + 1);
    }
    answer.pieces.push_back(end_piece);
    answer.cells.push_back(static_cast<std::int32_t>(source.size()) + 1);
    return answer;
  };
}

/// Tensors of one run.
struct Tensors {
  std::vector<std::int32_t> target;
  std::vector<std::int32_t> alignment;
  std::vector<float> score;
  std::size_t steps = 0;
  std::size_t width = 0;

  [[nodiscard]] BatchOutput view() const { return {target, alignment, score, steps, width}; }
};

inline Tensors run(const Batch& batch, const Model& model) {
  std::vector<Answer> answers;
  std::size_t steps = 0;
  for (std::size_t row = 0; row < batch.rows; ++row) {
    const auto begin = batch.source.begin() + static_cast<std::ptrdiff_t>(row * batch.length);
    const auto end = std::find(begin, begin + static_cast<std::ptrdiff_t>(batch.length), end_piece);
    Answer answer = model({begin + 1, end});
    const std::size_t most = std::min(answer.pieces.size(), static_cast<std::size_t>(batch.max_length));
    answer.pieces.resize(most);
    answer.cells.resize(most);
    steps = std::max(steps, most);
    answers.push_back(std::move(answer));
  }
  Tensors tensors{{}, {}, {}, steps, batch.rows};
  for (std::size_t step = 0; step < steps; ++step) {
    for (const Answer& answer : answers) {
      const bool on = step < answer.pieces.size();
      tensors.target.push_back(on ? answer.pieces[step] : end_piece);
      tensors.alignment.push_back(on ? answer.cells[step] : 0);
      tensors.score.push_back(on ? answer.score : 0);
    }
  }
  return tensors;
}

/// Runs a job to its end. -> number of batches
inline int run_all(TranslationJob& job, const Model& model) {
  int batches = 0;
  while (const auto batch = job.next()) {
    EXPECT_TRUE(job.accept(batch->id, run(*batch, model).view()));
    ++batches;
  }
  return batches;
}

}  // namespace parvis::tiny
