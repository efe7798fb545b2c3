#include "french_model.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "little_endian.h"

namespace parvis::detail {

std::string_view ByteReader::take(std::size_t size) {
  if (size > rest_.size()) {
    good_ = false;
    rest_ = {};
    return {};
  }
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::uint32_t ByteReader::number(std::size_t size) { return little_endian(take(size)); }

float ByteReader::real() { return std::bit_cast<float>(number(4)); }

std::optional<FrenchLinearModel> FrenchLinearModel::read(ByteReader& reader, std::size_t slots) {
  FrenchLinearModel model;
  const std::uint32_t bits = reader.number(1);
  model.classes_ = reader.number(1);
  const std::size_t templates = reader.number(1);
  model.scale_ = reader.real();
  const std::size_t weights = reader.number(4);
  if (!reader.good() || bits < 3 || bits > 22 || model.classes_ == 0 || !(model.scale_ > 0) ||
      !std::isfinite(model.scale_))
    return {};
  model.mask_ = (std::uint32_t{1} << bits) - 1;
  for (std::size_t i = 0; i < templates; ++i) {
    auto& one = model.templates_.emplace_back();
    for (std::uint8_t& slot : one) {
      const std::uint32_t value = reader.number(1);
      // 255 is 'nothing', which the last slot holds.
      slot = static_cast<std::uint8_t>(value == 255 ? slots : value);
      if (slot > slots) return {};
    }
  }
  if (!model.read_weights(reader, std::size_t{1} << bits, weights)) return {};
  return model;
}

bool FrenchLinearModel::read_weights(ByteReader& reader, std::size_t rows, std::size_t weights) {
  const std::string_view used = reader.take(rows / 8);
  std::size_t used_rows = 0;
  for (const char eight : used) used_rows += static_cast<std::size_t>(std::popcount(static_cast<std::uint8_t>(eight)));
  const std::string_view counts = reader.take(used_rows);
  const std::string_view labels = reader.take(weights);
  const std::string_view values = reader.take(weights);
  if (!reader.good()) return false;
  blocks_.assign((rows + 63) / 64, {});
  for (std::size_t row = 0; row < rows; ++row) {
    if ((static_cast<std::uint8_t>(used[row / 8]) >> row % 8 & 1) != 0) {
      blocks_[row / 64].used |= std::uint64_t{1} << row % 64;
    }
  }
  std::uint32_t before = 0;
  for (Block& block : blocks_) {
    block.before = before;
    before += static_cast<std::uint32_t>(std::popcount(block.used));
  }
  rows_.reserve(used_rows);
  weights_.reserve(4 * weights);
  std::size_t start = 0;
  for (const char one : counts) {
    const std::size_t count = static_cast<std::uint8_t>(one);
    if (start + count > weights || !add_row(labels.substr(start, count), values.substr(start, count))) return false;
    start += count;
  }
  return start == weights;
}

bool FrenchLinearModel::add_row(std::string_view labels, std::string_view values) {
  const bool fits =
      std::all_of(labels.begin(), labels.end(), [this](char c) { return static_cast<std::uint8_t>(c) < classes_; });
  constexpr std::size_t kTooMany = std::size_t{1} << 24;
  if (!fits || labels.empty() || weights_.size() >= kTooMany) return false;
  const auto start = static_cast<std::uint32_t>(weights_.size());
  if (labels.size() * 6 < classes_) {
    rows_.push_back({start, static_cast<std::uint32_t>(labels.size())});
    for (std::size_t i = 0; i < labels.size(); ++i) {
      weights_.push_back(static_cast<std::int8_t>(labels[i]));
      weights_.push_back(static_cast<std::int8_t>(values[i]));
    }
    return true;
  }
  rows_.push_back({start, kDense});
  weights_.resize(weights_.size() + padded(classes_), 0);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    weights_[start + static_cast<std::uint8_t>(labels[i])] = static_cast<std::int8_t>(values[i]);
  }
  return true;
}

void FrenchLinearModel::score(std::span<const std::uint32_t> slots, std::span<std::int16_t> scores) const {
  // Look-ups come first and without branches: the processor then waits for many rows at a time, not for one by one.
  std::array<std::uint32_t, kMostTemplates> ranks;
  std::size_t count = 0;
  std::uint32_t seed = 0;
  for (const auto& [a, b, c] : templates_) {
    seed += 0x9E3779B1U;
    std::uint32_t hash = (seed ^ slots[a]) * 0x85EBCA6BU;
    hash ^= hash >> 15;
    hash = (hash ^ slots[b]) * 0xC2B2AE35U;
    hash ^= hash >> 13;
    hash = (hash ^ slots[c]) * 0x27D4EB2FU;
    hash ^= hash >> 16;
    const std::uint32_t row = hash & mask_;
    const Block& block = blocks_[row / 64];
    const std::uint64_t lower = block.used & ((std::uint64_t{1} << row % 64) - 1);
    ranks[count] = block.before + static_cast<std::uint32_t>(std::popcount(lower));
    count += block.used >> row % 64 & 1;
  }
  std::array<Row, kMostTemplates> found;
  std::array<std::int8_t, kMostTemplates> first;
  for (std::size_t i = 0; i < count; ++i) found[i] = rows_[ranks[i]];
  for (std::size_t i = 0; i < count; ++i) first[i] = weights_[found[i].start];
  std::array<std::int16_t, kMostClasses> sums{};
  const auto add = [&sums](std::int8_t label, std::int8_t value) {
    std::int16_t& sum = sums[static_cast<std::uint8_t>(label)];
    sum = static_cast<std::int16_t>(sum + value);
  };
  const std::size_t width = padded(classes_);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int8_t* const values = weights_.data() + found[i].start;
    if (found[i].count == kDense) {
      for (std::size_t k = 0; k < width; ++k) sums[k] = static_cast<std::int16_t>(sums[k] + values[k]);
    } else {
      add(first[i], values[1]);
      for (std::size_t k = 1; k < found[i].count; ++k) add(values[2 * k], values[2 * k + 1]);
    }
  }
  std::copy_n(sums.begin(), scores.size(), scores.begin());
}

std::optional<FrenchModel> FrenchModel::read(std::string_view body) {
  ByteReader reader(body);
  auto lexicon = FrenchLexicon::read(reader);
  if (!lexicon) return {};
  auto tagger = FrenchLinearModel::read(reader, kFrenchTaggerSlots);
  if (!tagger || tagger->classes() != lexicon->tags().size()) return {};
  auto inflection = FrenchLinearModel::read(reader, kFrenchTaggerSlots);
  if (!inflection || inflection->classes() != lexicon->morphologies().size()) return {};
  auto parser = FrenchLinearModel::read(reader, kFrenchParserSlots);
  if (!parser) return {};
  std::vector<FrenchAction> actions;
  for (std::size_t i = 0; i < parser->classes(); ++i) {
    const std::uint32_t kind = reader.number(1);
    const std::uint32_t deprel = reader.number(1);
    if (kind > 2 || deprel > static_cast<std::uint32_t>(Deprel::xcomp)) return {};
    actions.push_back({static_cast<FrenchAction::Kind>(kind), static_cast<Deprel>(deprel)});
  }
  // Whatever the state, one of shift and the two arcs can be done.
  for (const auto kind : {FrenchAction::Kind::shift, FrenchAction::Kind::left, FrenchAction::Kind::right}) {
    const auto usable = [&](const FrenchAction& a) {
      return a.kind == kind && (kind == FrenchAction::Kind::shift || a.deprel != Deprel::root);
    };
    if (std::none_of(actions.begin(), actions.end(), usable)) return {};
  }
  if (!reader.good() || !reader.at_end()) return {};
  return FrenchModel{std::move(*lexicon), std::move(*tagger), std::move(*inflection), std::move(*parser),
                     std::move(actions)};
}

std::uint32_t french_hash(std::string_view text, std::string_view prefix, std::string_view suffix) {
  std::uint32_t value = 0x811C9DC5U;
  for (const std::string_view part : {prefix, text, suffix}) {
    for (const char c : part) value = (value ^ static_cast<std::uint8_t>(c)) * 0x01000193U;
  }
  return value != 0 ? value : 1;
}

}  // namespace parvis::detail
