#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/procedures.h"
#include "parvis/result.h"

/// @file
/// From a sentence to the procedures that its writer may need, with the evidence, or to "I am not sure".
///
/// Two kinds of evidence are added. Lexical: the words, pairs of words and letter sequences that the text shares with
/// the texts of each procedure, weighed by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
/// 2009); it needs the catalogue alone. Semantic: a sum of learned vectors of the same features, brought to length one,
/// times a learned vector of each procedure (after Joulin et al., "Bag of Tricks for Efficient Text Classification",
/// 2016); it needs the encoder file. Both are sums over words, so what each word contributed is known exactly.

namespace parvis {

/// What one word of the text did for a choice.
struct IntentReason {
  std::uint32_t begin = 0;  ///< the word: bytes of the text
  std::uint32_t end = 0;
  double weight =
      0;  ///< nats by which it raised this choice above the mean of all procedures; negative if it spoke against
};

/// A procedure that may be meant.
struct IntentChoice {
  std::string id;
  double probability = 0;             ///< calibrated on the development set
  double lexical = 0;                 ///< nats above the mean of all procedures, from shared words
  double semantic = 0;                ///< the same from the encoder; 0 without it
  std::vector<IntentReason> reasons;  ///< words in the order of the text
};

enum class IntentOutcome : std::uint8_t {
  answer,   ///< the first choice is probable enough to be shown alone
  choices,  ///< one of the first few may be right: the reader chooses
  outside,  ///< no procedure of the catalogue fits, or there is no telling
};

/// "answer", "choices" or "outside".
[[nodiscard]] std::string_view to_string(IntentOutcome outcome);

/// An alarm that the encoder raised; the lists of safety.h raise theirs apart.
struct IntentAlarm {
  std::string category;
  double probability = 0;
};

struct IntentAnswer {
  IntentOutcome outcome = IntentOutcome::outside;
  std::vector<IntentChoice> choices;  ///< most probable first, three at most; also where the outcome is outside
  double outside = 1;                 ///< probability that none of the catalogue is meant
  std::vector<IntentAlarm> alarms;
  bool semantic = false;  ///< whether the encoder spoke
  std::string version;    ///< of the settings and, after a '+', of the encoder
};

/// How evidence becomes probability: models/intent/intent.json, written by its calibration.
struct IntentSettings {
  /// Weights for one state of the classifier.
  struct Scale {
    double lexical = 0;      ///< nats for a text that shares everything with a procedure
    double outside = 0;      ///< nats of the outcome that nothing fits, where the encoder does not say
    double temperature = 1;  ///< divides all
    double answer = 1;       ///< probability from which a choice stands alone
    double refuse = 1;       ///< probability of outside from which nothing is offered
    double doubt = 0;        ///< probability of the first choice below which nothing is offered
  };
  std::string version;
  Scale alone;       ///< before the encoder is there
  Scale together;    ///< with it
  double alarm = 1;  ///< probability from which the encoder raises an alarm

  /// @return catalogue_invalid where the text is not JSON of the documented form
  static Result<IntentSettings> parse(std::string_view text);
};

/// Learned vectors of features and procedures.
///
/// Layout, little-endian: `P V I 1`; u32 length of a JSON header {"version", "dimensions", "features", "classes":
/// [...], "scale", "custom": {"scale", "bias"}}; the header; then for each feature the top 32 bits of its key (u32,
/// ascending), its step size (u8 e: 2^((e - 200) / 16)), its vector (4 bits a value, value + 8, low half first); then
/// for each class a float32 bias and its vector (float32). A class is the id of a procedure, "~outside", or "~" and a
/// category of safety.h.
class IntentEncoder;

/// Finds procedures. Copies share the catalogue, index and encoder.
class IntentClassifier {
 public:
  IntentClassifier(IntentSettings settings, ProcedureCatalogue catalogue);

  [[nodiscard]] const ProcedureCatalogue& catalogue() const;

  /// The same classifier over another catalogue: one with more procedures or languages. The encoder stays; a procedure
  /// that it has not learned gets the mean vector of its texts.
  [[nodiscard]] IntentClassifier with_catalogue(ProcedureCatalogue catalogue) const;

  /// The same classifier with an encoder.
  /// @return encoder_invalid where the file breaks its layout
  [[nodiscard]] Result<IntentClassifier> with_encoder(std::string_view bytes) const;

  /// The procedures that a text may be about. A text without words is outside.
  [[nodiscard]] IntentAnswer classify(std::string_view text) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

}  // namespace parvis
