#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/french.h"

/// @file
/// Internal: the contents of the French analyser's model file. Written by models/parvis_models/french_file.py.

namespace parvis::detail {

/// Reads numbers and strings from the front of a byte string; once it has run short every result is 0 or empty.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::size_t size);
  std::uint32_t number(std::size_t size);
  float real();

  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

/// A linear model over hashed features: each template names up to three slots, the hash of their values is a row of
/// sparse 8-bit weights.
class FrenchLinearModel {
 public:
  static constexpr std::size_t kTemplateSlots = 3;

  /// @param slots  how many slots the caller fills
  static std::optional<FrenchLinearModel> read(ByteReader& reader, std::size_t slots);

  /// Adds up the weights of all features into `scores`, one for each class. No sum can overflow: at most 255 weights.
  void score(std::span<const std::uint32_t> slots, std::span<std::int16_t> scores) const;

  [[nodiscard]] std::size_t classes() const { return classes_; }
  [[nodiscard]] float scale() const { return scale_; }

 private:
  /// 64 rows: which of them have weights, and how many rows before them do.
  struct Block {
    std::uint64_t used = 0;
    std::uint32_t before = 0;
  };
  /// Where the weights of a row are: pairs of a label and a value, or for rows with many weights one value for each
  /// class, so that they can be added in vectors.
  struct Row {
    std::uint32_t start : 24;  ///< in `weights_`
    std::uint32_t count : 8;   ///< of pairs; kDense: one value for each class
  };
  static constexpr std::uint32_t kDense = 255;
  static constexpr std::size_t kMostTemplates = 255;  // one byte in the file
  static constexpr std::size_t kMostClasses = 256;

  /// Length of a row of one value for each class: whole vectors.
  static constexpr std::size_t padded(std::size_t classes) { return (classes + 15) / 16 * 16; }

  bool read_weights(ByteReader& reader, std::size_t rows, std::size_t weights);
  bool add_row(std::string_view labels, std::string_view values);

  std::uint32_t mask_ = 0;
  std::size_t classes_ = 0;
  float scale_ = 1;
  std::vector<std::array<std::uint8_t, kTemplateSlots>> templates_;
  std::vector<Block> blocks_;
  std::vector<Row> rows_;  // those with weights
  std::vector<std::int8_t> weights_;
};

/// Forms with their parts of speech, inflections and lemmas.
class FrenchLexicon {
 public:
  struct Analysis {
    Upos upos;
    std::uint8_t morphology;  ///< index in `morphologies`
    std::uint16_t script;
  };

  /// Tables, then the automaton.
  static std::optional<FrenchLexicon> read(ByteReader& reader);

  /// Id of the set of analyses of a form in lower case.
  [[nodiscard]] std::optional<std::uint16_t> find(std::string_view form) const;

  /// Parts of speech of a set, as bits.
  [[nodiscard]] std::uint32_t classes(std::uint16_t set) const { return sets_[set].classes; }

  /// Lemma of a form in lower case.
  [[nodiscard]] std::string lemma(std::string_view form, std::optional<std::uint16_t> set, Upos upos,
                                  const Morphology& morphology) const;

  struct Tag {
    Upos upos;
    Contraction contraction;
  };
  [[nodiscard]] const std::vector<Tag>& tags() const { return tags_; }
  [[nodiscard]] const std::vector<Morphology>& morphologies() const { return morphologies_; }

 private:
  struct Script {
    std::uint8_t strip;  // characters
    std::string append;
  };
  struct Set {
    std::uint32_t first;
    std::uint32_t count;
    std::uint32_t classes;
  };
  struct Suffix {
    std::uint32_t hash;
    std::uint16_t script;
  };

  bool read_tables(ByteReader& reader);
  bool read_automaton(ByteReader& reader);
  [[nodiscard]] std::optional<std::uint32_t> step(std::uint32_t node, std::uint8_t byte) const;
  [[nodiscard]] std::string apply(std::string_view form, std::uint16_t script) const;

  std::vector<Tag> tags_;
  std::vector<Morphology> morphologies_;
  std::vector<Script> scripts_;
  std::vector<Set> sets_;
  std::vector<Analysis> analyses_;
  std::vector<Suffix> suffixes_;
  std::string labels_;                  // of all arcs
  std::vector<std::uint32_t> targets_;  // first arc of the target, times two; the lowest bit marks a node's last arc
};

/// One action of the parser.
struct FrenchAction {
  enum class Kind : std::uint8_t { shift, left, right };
  Kind kind = Kind::shift;
  Deprel deprel = Deprel::root;
};

struct FrenchModel {
  FrenchLexicon lexicon;
  FrenchLinearModel tagger;
  FrenchLinearModel inflection;
  FrenchLinearModel parser;
  std::vector<FrenchAction> actions;  ///< one for each class of `parser`

  /// @return nothing if any part breaks its layout
  static std::optional<FrenchModel> read(std::string_view body);
};

/// FNV-1a of a byte string; never 0. Ill-formed input is fine.
[[nodiscard]] std::uint32_t french_hash(std::string_view text, std::string_view prefix = {},
                                        std::string_view suffix = {});

/// What tagging and parsing know of one word.
struct FrenchToken {
  std::string form;                           ///< lower case, straight apostrophe
  std::optional<std::uint16_t> set;           ///< in the lexicon
  std::array<std::uint32_t, 8> attributes{};  ///< see french_features.py
  std::uint8_t tag = 0;
  std::uint8_t morphology = 0;
};

/// Number of slots of the taggers and of the parser.
inline constexpr std::size_t kFrenchTaggerSlots = 47;
inline constexpr std::size_t kFrenchParserSlots = 83;

/// Fills part of speech, contraction, inflection and lemma of all words of a sentence.
std::vector<FrenchToken> tag_french(const FrenchModel& model, std::string_view text, FrenchSentence& sentence);

/// Fills head, relation and margin of all words of a tagged sentence.
void parse_french(const FrenchModel& model, std::span<const FrenchToken> tokens, FrenchSentence& sentence);

}  // namespace parvis::detail
