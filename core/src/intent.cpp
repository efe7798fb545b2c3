#include "parvis/intent.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "intent_encoder.h"
#include "intent_features.h"
#include "intent_index.h"
#include "parvis/search_words.h"

namespace parvis {
namespace {

constexpr std::size_t kMostChoices = 3;
constexpr std::string_view kOutside = "~outside";
constexpr char kSpecial = '~';

using Settings = IntentSettings;
using Encoder = IntentEncoder;

bool read_number(const nlohmann::json& object, const char* key, double& value) {
  if (!object.is_object() || !object.contains(key) || !object[key].is_number()) return false;
  value = object[key].get<double>();
  return std::isfinite(value);
}

bool read_scale(const nlohmann::json& root, const char* key, Settings::Scale& scale) {
  if (!root.contains(key)) return false;
  const auto& object = root[key];
  return read_number(object, "lexical", scale.lexical) && read_number(object, "outside", scale.outside) &&
         read_number(object, "temperature", scale.temperature) && read_number(object, "answer", scale.answer) &&
         read_number(object, "refuse", scale.refuse) && read_number(object, "doubt", scale.doubt) &&
         scale.temperature > 0;
}

double mean(std::span<const double> values) {
  return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Logits to probabilities.
void softmax(std::vector<double>& values) {
  const double largest = *std::ranges::max_element(values);
  double sum = 0;
  for (double& value : values) sum += value = std::exp(value - largest);
  for (double& value : values) value /= sum;
}

}  // namespace

struct IntentClassifier::State {
  Settings settings;
  std::shared_ptr<const ProcedureCatalogue> catalogue;
  std::shared_ptr<const detail::IntentIndex> index;
  std::shared_ptr<const Encoder> encoder;
  std::vector<Encoder::Class> unlearned;          // classes of procedures that the encoder does not know
  std::vector<const Encoder::Class*> procedures;  // for each procedure of the catalogue
  std::vector<const Encoder::Class*> special;     // outside and alarms

  /// Finds or makes the class of each procedure.
  void connect() {
    const auto known = catalogue->procedures();
    unlearned.clear();
    procedures.assign(known.size(), nullptr);
    special.clear();
    unlearned.reserve(known.size());  // its elements are pointed at
    for (std::size_t i = 0; i < known.size(); ++i) {
      const auto found = std::ranges::find(encoder->classes(), known[i].id, &Encoder::Class::id);
      if (found != encoder->classes().end()) {
        procedures[i] = &*found;
      } else {
        procedures[i] = &unlearned.emplace_back(encoder->class_of(known[i]));
      }
    }
    for (const auto& one : encoder->classes()) {
      if (one.id.starts_with(kSpecial)) special.push_back(&one);
    }
  }
};

std::string_view to_string(IntentOutcome outcome) {
  switch (outcome) {
    case IntentOutcome::answer:
      return "answer";
    case IntentOutcome::choices:
      return "choices";
    case IntentOutcome::outside:
      return "outside";
  }
  return "outside";
}

Result<IntentSettings> IntentSettings::parse(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  IntentSettings settings;
  const bool sound = json.is_object() && json.contains("version") && json["version"].is_string() &&
                     read_scale(json, "alone", settings.alone) && read_scale(json, "together", settings.together) &&
                     read_number(json, "alarm", settings.alarm);
  if (!sound) {
    return Error{ErrorCode::catalogue_invalid, "The settings of the intent classifier are not of the documented form.",
                 "settings"};
  }
  settings.version = json["version"].get<std::string>();
  return settings;
}

IntentClassifier::IntentClassifier(IntentSettings settings, ProcedureCatalogue catalogue) {
  State state;
  state.settings = std::move(settings);
  state.catalogue = std::make_shared<const ProcedureCatalogue>(std::move(catalogue));
  state.index = std::make_shared<const detail::IntentIndex>(state.catalogue->procedures());
  state_ = std::make_shared<const State>(std::move(state));
}

const ProcedureCatalogue& IntentClassifier::catalogue() const { return *state_->catalogue; }

IntentClassifier IntentClassifier::with_catalogue(ProcedureCatalogue catalogue) const {
  IntentClassifier copy(state_->settings, std::move(catalogue));
  if (state_->encoder == nullptr) return copy;
  auto state = std::make_shared<State>(*copy.state_);
  state->encoder = state_->encoder;
  state->connect();
  copy.state_ = std::move(state);
  return copy;
}

Result<IntentClassifier> IntentClassifier::with_encoder(std::string_view bytes) const {
  auto encoder = Encoder::parse(bytes);
  if (!encoder) return encoder.error();
  auto state = std::make_shared<State>(*state_);
  state->encoder = std::make_shared<const Encoder>(std::move(*encoder));
  state->connect();
  IntentClassifier copy = *this;
  copy.state_ = std::move(state);
  return copy;
}

IntentAnswer IntentClassifier::classify(std::string_view text) const {
  const State& state = *state_;
  const bool semantic = state.encoder != nullptr;
  IntentAnswer answer;
  answer.semantic = semantic;
  answer.version = state.settings.version + (semantic ? "+" + state.encoder->version() : "");
  const std::vector<SearchWord> words = search_words(text);
  const std::size_t procedures = state.catalogue->procedures().size();
  if (words.empty() || procedures == 0) return answer;
  const auto features = detail::intent_features(words);
  const Settings::Scale& scale = semantic ? state.settings.together : state.settings.alone;

  // Nats for every procedure, then for what is none.
  detail::IntentEvidence lexical = state.index->search(features, words.size());
  detail::IntentEvidence learned{procedures, std::vector<double>(procedures), {}};
  std::vector<double> logits(procedures);
  std::vector<std::string_view> others{kOutside};
  std::vector<double> other_logits{scale.outside};
  if (semantic) {
    learned = state.encoder->weigh(features, words.size(), state.procedures);
    const auto special = state.encoder->weigh(features, words.size(), state.special);
    for (std::size_t i = 0; i < state.special.size(); ++i) {
      const bool outside = state.special[i]->id == kOutside;
      if (outside) {
        other_logits.front() += special.total[i];
      } else {
        others.push_back(state.special[i]->id);
        other_logits.push_back(special.total[i]);
      }
    }
  }
  for (std::size_t i = 0; i < procedures; ++i) logits[i] = scale.lexical * lexical.total[i] + learned.total[i];
  std::vector<double> shares = logits;
  shares.insert(shares.end(), other_logits.begin(), other_logits.end());
  for (double& share : shares) share /= scale.temperature;
  softmax(shares);

  answer.outside = shares[procedures];
  for (std::size_t i = 1; i < others.size(); ++i) {
    const double probability = shares[procedures + i];
    if (probability >= state.settings.alarm) answer.alarms.push_back({std::string(others[i].substr(1)), probability});
  }
  std::vector<std::size_t> order(procedures);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t most = std::min(kMostChoices, procedures);
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(most),
                            [&](std::size_t a, std::size_t b) { return logits[a] > logits[b]; });
  for (std::size_t rank = 0; rank < most; ++rank) {
    const std::size_t i = order[rank];
    IntentChoice choice;
    choice.id = state.catalogue->procedures()[i].id;
    choice.probability = shares[i];
    choice.lexical = scale.lexical * (lexical.total[i] - mean(lexical.total)) / scale.temperature;
    choice.semantic = (learned.total[i] - mean(learned.total)) / scale.temperature;
    for (std::size_t w = 0; w < words.size(); ++w) {
      double weight = scale.lexical * (lexical.words[w][i] - mean(lexical.words[w]));
      if (semantic) weight += learned.words[w][i] - mean(learned.words[w]);
      choice.reasons.push_back({words[w].begin, words[w].end, weight / scale.temperature});
    }
    answer.choices.push_back(std::move(choice));
  }
  if (answer.outside >= scale.refuse || answer.choices.front().probability < scale.doubt) {
    answer.outcome = IntentOutcome::outside;
  } else if (answer.choices.front().probability >= scale.answer) {
    answer.outcome = IntentOutcome::answer;
  } else {
    answer.outcome = IntentOutcome::choices;
  }
  return answer;
}

}  // namespace parvis
