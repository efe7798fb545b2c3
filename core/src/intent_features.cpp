#include "intent_features.h"

#include <cstddef>
#include <string>

namespace parvis::detail {
namespace {

constexpr std::size_t kShortest = 3;
constexpr std::size_t kLongest = 5;

/// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/), over the code points.
class Hash {
 public:
  explicit Hash(char32_t kind) { add(kind); }

  void add(char32_t c) {
    for (int shift = 0; shift < 24; shift += 8) {
      value_ = (value_ ^ ((c >> shift) & 0xFFU)) * 0x100000001B3U;
    }
  }
  void add(std::u32string_view letters) {
    for (const char32_t c : letters) add(c);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325U;
};

std::uint64_t key(char32_t kind, std::u32string_view letters) {
  Hash hash(kind);
  hash.add(letters);
  return hash.value();
}

std::uint64_t pair_key(std::u32string_view first, std::u32string_view second) {
  Hash hash(U'p');
  hash.add(first);
  hash.add(U' ');
  hash.add(second);
  return hash.value();
}

bool is_number(std::u32string_view form) { return form.front() >= U'0' && form.front() <= U'9'; }

}  // namespace

std::vector<IntentFeature> intent_features(std::span<const SearchWord> words) {
  std::vector<IntentFeature> features;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const std::u32string& form = words[i].form;
    features.push_back({key(U'w', form), i});
    if (i + 1 < words.size()) features.push_back({pair_key(form, words[i + 1].form), i});
    if (words[i].script == Script::han || is_number(form)) continue;
    const std::u32string marked = U'_' + form + U'_';
    for (std::size_t length = kShortest; length <= kLongest; ++length) {
      for (std::size_t at = 0; at + length <= marked.size(); ++at) {
        features.push_back({key(U's', std::u32string_view(marked).substr(at, length)), i});
      }
    }
  }
  return features;
}

}  // namespace parvis::detail
