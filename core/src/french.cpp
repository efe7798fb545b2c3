#include "parvis/french.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "french_model.h"
#include "little_endian.h"
#include "parvis/sha256.h"

namespace parvis {
namespace {

constexpr std::string_view kMagic = "PVFR";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHead = 4 + 4 + 32;
// The parser's time grows with the length of the text alone, but no French sentence is longer.
constexpr std::size_t kLongestSentence = 1000;

Error invalid(std::string message) { return {ErrorCode::analyser_invalid, std::move(message), ""}; }

/// Sentences of at most kLongestSentence words.
std::vector<FrenchSentence> cut_long(std::vector<FrenchSentence> sentences) {
  const auto too_long = [](const FrenchSentence& s) { return s.words.size() > kLongestSentence; };
  if (std::none_of(sentences.begin(), sentences.end(), too_long)) return sentences;
  std::vector<FrenchSentence> result;
  for (FrenchSentence& sentence : sentences) {
    const std::size_t parts = (sentence.words.size() + kLongestSentence - 1) / kLongestSentence;
    for (std::size_t i = 0; i < parts; ++i) {
      const auto first = sentence.words.begin() + static_cast<std::ptrdiff_t>(i * kLongestSentence);
      const auto rest = static_cast<std::size_t>(sentence.words.end() - first);
      const auto last = first + static_cast<std::ptrdiff_t>(std::min(kLongestSentence, rest));
      FrenchSentence part{
          i == 0 ? sentence.begin : first->begin, i + 1 == parts ? sentence.end : std::prev(last)->end, {}};
      part.words.assign(std::make_move_iterator(first), std::make_move_iterator(last));
      result.push_back(std::move(part));
    }
  }
  return result;
}

}  // namespace

struct FrenchAnalyser::Model : detail::FrenchModel {};

FrenchAnalyser::FrenchAnalyser(std::shared_ptr<const Model> model) : model_(std::move(model)) {}

Result<FrenchAnalyser> FrenchAnalyser::load(std::span<const std::byte> bytes) {
  const std::string_view file(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (file.size() < kHead || !file.starts_with(kMagic)) return invalid("no model file of the French analyser");
  if (detail::ByteReader(file.substr(4)).number(4) != kVersion) return invalid("model file of another version");
  const std::string_view body = file.substr(kHead);
  Sha256 hash;
  hash.update(body);
  const auto digest = hash.digest();
  const std::string_view stored = file.substr(8, 32);
  if (!std::equal(digest.begin(), digest.end(), stored.begin(),
                  [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); })) {
    return invalid("model file with the wrong SHA-256");
  }
  auto model = detail::FrenchModel::read(body);
  if (!model) return invalid("model file that breaks its layout");
  return FrenchAnalyser(std::make_shared<const Model>(Model{std::move(*model)}));
}

FrenchAnalysis FrenchAnalyser::analyse(std::string_view text) const {
  FrenchAnalysis analysis = tokenize_french(text);
  analysis.sentences = cut_long(std::move(analysis.sentences));
  for (FrenchSentence& sentence : analysis.sentences) {
    const std::vector<detail::FrenchToken> tokens = detail::tag_french(*model_, text, sentence);
    detail::parse_french(*model_, tokens, sentence);
  }
  return analysis;
}

}  // namespace parvis
