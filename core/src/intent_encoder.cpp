#include "intent_encoder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "little_endian.h"

namespace parvis {
namespace {

constexpr std::string_view kMagic = "PVI1";
constexpr std::size_t kMostDimensions = 1024;

Error invalid(std::string detail) {
  return {ErrorCode::encoder_invalid, "The intent encoder breaks its documented layout.", std::move(detail)};
}

/// Reads a file from its start to its end.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  /// The next `size` bytes; nothing where there are fewer.
  std::optional<std::string_view> take(std::size_t size) {
    if (rest_.size() < size) return std::nullopt;
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
};

float read_float(std::string_view bytes) { return std::bit_cast<float>(little_endian(bytes)); }

void normalise_length(std::span<float> vector, float length) {
  float square = 0;
  for (const float value : vector) square += value * value;
  if (square <= 0) return;
  const float factor = length / std::sqrt(square);
  for (float& value : vector) value *= factor;
}

struct Header {
  std::string version;
  std::size_t dimensions = 0, features = 0;
  std::vector<std::string> classes;
  float scale = 0, custom_scale = 0, custom_bias = 0;
};

std::optional<Header> read_header(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("custom") || !json["custom"].is_object()) return std::nullopt;
  const auto number = [](const nlohmann::json& object, const char* key, float& value) {
    if (!object.contains(key) || !object[key].is_number()) return false;
    value = object[key].get<float>();
    return std::isfinite(value);
  };
  const auto count = [&](const char* key, std::size_t& value) {
    if (!json.contains(key) || !json[key].is_number_unsigned()) return false;
    value = json[key].get<std::size_t>();
    return true;
  };
  Header header;
  const bool numbers = count("dimensions", header.dimensions) && count("features", header.features) &&
                       number(json, "scale", header.scale) && number(json["custom"], "scale", header.custom_scale) &&
                       number(json["custom"], "bias", header.custom_bias);
  if (!numbers || !json.contains("version") || !json["version"].is_string()) return std::nullopt;
  header.version = json["version"].get<std::string>();
  if (!json.contains("classes") || !json["classes"].is_array()) return std::nullopt;
  for (const auto& id : json["classes"]) {
    if (!id.is_string()) return std::nullopt;
    header.classes.push_back(id.get<std::string>());
  }
  const bool sound = header.dimensions > 0 && header.dimensions <= kMostDimensions && header.dimensions % 2 == 0;
  return sound ? std::optional(std::move(header)) : std::nullopt;
}

}  // namespace

Result<IntentEncoder> IntentEncoder::parse(std::string_view bytes) {
  Reader reader(bytes);
  if (reader.take(4) != kMagic) return invalid("magic");
  const auto size = reader.take(4);
  const auto text = size ? reader.take(little_endian(*size)) : std::nullopt;
  const auto header = text ? read_header(*text) : std::nullopt;
  if (!header) return invalid("header");
  IntentEncoder encoder;
  encoder.version_ = header->version;
  encoder.dimensions_ = header->dimensions;
  encoder.scale_ = header->scale;
  encoder.custom_scale_ = header->custom_scale;
  encoder.custom_bias_ = header->custom_bias;
  const std::size_t row = header->dimensions / 2, class_size = 4 * (header->dimensions + 1);
  // Checked against what is there before anything is multiplied or reserved.
  if (header->features > reader.left() / (5 + row)) return invalid("features");
  const auto keys = reader.take(4 * header->features), steps = reader.take(header->features),
             values = reader.take(row * header->features);
  if (!keys || !steps || !values || reader.left() != header->classes.size() * class_size) return invalid("size");
  for (std::size_t i = 0; i < header->features; ++i) {
    const Row one{little_endian(keys->substr(4 * i, 4)), static_cast<std::uint8_t>((*steps)[i])};
    if (i > 0 && one.key <= encoder.rows_.back().key) return invalid("keys");
    encoder.rows_.push_back(one);
  }
  encoder.values_.assign(values->begin(), values->end());
  for (const std::string& id : header->classes) {
    const std::string_view cells = *reader.take(class_size);
    Class one{id, {}, read_float(cells.substr(0, 4))};
    for (std::size_t i = 1; i <= header->dimensions; ++i) one.vector.push_back(read_float(cells.substr(4 * i, 4)));
    const auto finite = [](float value) { return std::isfinite(value); };
    if (!finite(one.bias) || !std::ranges::all_of(one.vector, finite)) return invalid("class " + id);
    encoder.classes_.push_back(std::move(one));
  }
  return encoder;
}

bool IntentEncoder::add(std::uint64_t key, std::span<float> sum) const {
  const auto top = static_cast<std::uint32_t>(key >> 32U);
  const auto found = std::ranges::lower_bound(rows_, top, {}, &Row::key);
  if (found == rows_.end() || found->key != top) return false;
  const float step = std::exp2((static_cast<float>(found->step) - 200.0F) / 16.0F);
  const std::uint8_t* cells = values_.data() + static_cast<std::size_t>(found - rows_.begin()) * dimensions_ / 2;
  for (std::size_t i = 0; i < dimensions_; i += 2) {
    const std::uint8_t cell = cells[i / 2];
    sum[i] += step * static_cast<float>(static_cast<int>(cell & 0xFU) - 8);
    sum[i + 1] += step * static_cast<float>(static_cast<int>(cell >> 4U) - 8);
  }
  return true;
}

IntentEncoder::Class IntentEncoder::class_of(const Procedure& procedure) const {
  Class mean{procedure.id, std::vector<float>(dimensions_), custom_bias_};
  std::vector<float> one(dimensions_);
  for (const std::string_view text : detail::texts_of(procedure)) {
    std::ranges::fill(one, 0.0F);
    for (const auto& feature : detail::intent_features(search_words(text))) add(feature.key, one);
    normalise_length(one, 1);
    for (std::size_t i = 0; i < dimensions_; ++i) mean.vector[i] += one[i];
  }
  normalise_length(mean.vector, custom_scale_);
  return mean;
}

detail::IntentEvidence IntentEncoder::weigh(std::span<const detail::IntentFeature> features, std::size_t word_count,
                                            std::span<const Class* const> classes) const {
  std::vector<std::vector<float>> words(word_count, std::vector<float>(dimensions_));
  for (const auto& feature : features) add(feature.key, words[feature.word]);
  std::vector<float> sum(dimensions_);
  for (const auto& word : words) {
    for (std::size_t i = 0; i < dimensions_; ++i) sum[i] += word[i];
  }
  float square = 0;
  for (const float value : sum) square += value * value;
  const double factor = square > 0 ? scale_ / std::sqrt(static_cast<double>(square)) : 0;
  detail::IntentEvidence evidence{classes.size(), {}, std::vector(word_count, std::vector<double>(classes.size()))};
  for (std::size_t c = 0; c < classes.size(); ++c) {
    double total = classes[c]->bias;
    for (std::size_t w = 0; w < word_count; ++w) {
      double product = 0;
      for (std::size_t i = 0; i < dimensions_; ++i) {
        product += static_cast<double>(words[w][i]) * static_cast<double>(classes[c]->vector[i]);
      }
      total += evidence.words[w][c] = factor * product;
    }
    evidence.total.push_back(total);
  }
  return evidence;
}

}  // namespace parvis
