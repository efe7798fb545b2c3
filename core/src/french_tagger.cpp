#include <unicode/uchar.h>

#include <algorithm>

#include "codepoints.h"
#include "french_model.h"

namespace parvis::detail {
namespace {

constexpr std::size_t kAttributes = 8;
constexpr std::size_t kWindow = 2;
constexpr std::size_t kTagSlot = (2 * kWindow + 1) * kAttributes;
constexpr std::size_t kMorphologySlot = kTagSlot + 2 * kWindow + 1;
static_assert(kMorphologySlot + 2 == kFrenchTaggerSlots);

char32_t fold(char32_t c) {
  switch (c) {
    case U'’':
    case U'ʼ':
      return U'\'';
    case U'‐':
    case U'‑':
      return U'-';
    default:
      return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  }
}

/// Letter case, digits and place of a word as a small number.
std::uint32_t shape(const std::u32string& form, bool first, bool locked) {
  std::size_t upper = 0;
  std::size_t letters = 0;
  bool digit = false;
  bool hyphen = false;
  for (const char32_t c : form) {
    if (u_isUUppercase(static_cast<UChar32>(c))) ++upper;
    if (is_letter(c)) ++letters;
    digit = digit || is_ascii_digit(c);
    hyphen = hyphen || c == U'-';
  }
  std::uint32_t letter_case = 2;
  if (upper == 0) {
    letter_case = 0;
  } else if (upper == letters && letters > 1) {
    letter_case = 3;
  } else if (upper == 1 && u_isUUppercase(static_cast<UChar32>(form.front()))) {
    letter_case = 1;
  }
  return 1 + letter_case + (digit ? 4 : 0) + (hyphen ? 8 : 0) + (first ? 16 : 0) + (letters == 0 ? 32 : 0) +
         (locked ? 64 : 0);
}

FrenchToken make_token(const FrenchLexicon& lexicon, std::string_view text, const FrenchWord& word, bool first) {
  FrenchToken token;
  const std::u32string chars = decode(word.of(text)).chars;
  std::u32string lowered = chars;
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), fold);
  token.form = encode(lowered);
  const std::uint32_t word_shape = shape(chars, first, word.lock.has_value());
  if (word.lock) {
    const std::uint32_t kind = french_hash(to_string(*word.lock), "<");
    token.attributes = {kind, kind, kind, kind, kind, word_shape, 0, 0};
    return token;
  }
  token.set = lexicon.find(token.form);
  const auto ending = [&](std::size_t n) {
    return french_hash(encode(lowered.substr(lowered.size() - std::min(n, lowered.size()))), "-");
  };
  token.attributes = {french_hash(token.form),
                      ending(2),
                      ending(3),
                      ending(4),
                      french_hash(encode(lowered.substr(0, 3)), {}, "-"),
                      word_shape,
                      token.set ? *token.set + 1U : 0U,
                      token.set ? lexicon.classes(*token.set) + 1U : 0U};
  return token;
}

std::uint8_t best_of(std::span<const std::int16_t> scores) {
  return static_cast<std::uint8_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

using Slots = std::array<std::uint32_t, kFrenchTaggerSlots + 1>;

void fill_window(std::span<const FrenchToken> tokens, std::size_t i, Slots& slots) {
  auto slot = slots.begin();
  for (std::size_t place = i; place <= i + 2 * kWindow; ++place) {
    if (place < kWindow || place - kWindow >= tokens.size()) {
      slot = std::fill_n(slot, kAttributes, 0);
    } else {
      const auto& attributes = tokens[place - kWindow].attributes;
      slot = std::copy(attributes.begin(), attributes.end(), slot);
    }
  }
}

}  // namespace

std::vector<FrenchToken> tag_french(const FrenchModel& model, std::string_view text, FrenchSentence& sentence) {
  std::vector<FrenchToken> tokens;
  tokens.reserve(sentence.words.size());
  for (const FrenchWord& word : sentence.words) {
    tokens.push_back(make_token(model.lexicon, text, word, tokens.empty()));
  }
  Slots slots{};
  std::vector<std::int16_t> scores(model.tagger.classes());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    fill_window(tokens, i, slots);
    slots[kTagSlot] = i > 1 ? tokens[i - 2].tag + 1U : 0U;
    slots[kTagSlot + 1] = i > 0 ? tokens[i - 1].tag + 1U : 0U;
    model.tagger.score(slots, scores);
    tokens[i].tag = best_of(scores);
  }
  scores.assign(model.inflection.classes(), 0);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    fill_window(tokens, i, slots);
    for (std::size_t place = i; place <= i + 2 * kWindow; ++place) {
      const bool outside = place < kWindow || place - kWindow >= tokens.size();
      slots[kTagSlot + place - i] = outside ? 0U : tokens[place - kWindow].tag + 1U;
    }
    slots[kMorphologySlot] = i > 0 ? tokens[i - 1].morphology + 1U : 0U;
    slots[kMorphologySlot + 1] = i > 1 ? tokens[i - 2].morphology + 1U : 0U;
    model.inflection.score(slots, scores);
    tokens[i].morphology = best_of(scores);
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    FrenchWord& word = sentence.words[i];
    const FrenchLexicon::Tag tag = model.lexicon.tags()[tokens[i].tag];
    word.upos = tag.upos;
    word.contraction = tag.contraction;
    word.morphology = model.lexicon.morphologies()[tokens[i].morphology];
    const bool itself = word.lock || tag.upos == Upos::propn || tag.upos == Upos::punct || tag.upos == Upos::sym ||
                        tag.upos == Upos::x || tag.upos == Upos::num;
    word.lemma = itself ? std::string(word.of(text))
                        : model.lexicon.lemma(tokens[i].form, tokens[i].set, tag.upos, word.morphology);
  }
  return tokens;
}

}  // namespace parvis::detail
