#include <algorithm>

#include "french_model.h"
#include "parvis/text.h"

namespace parvis::detail {
namespace {

constexpr std::uint8_t kSetMark = 1;
constexpr std::size_t kLongestSuffix = 6;

template <typename Enum>
bool read_enum(ByteReader& reader, Enum last, Enum& value) {
  const std::uint32_t number = reader.number(1);
  value = static_cast<Enum>(number);
  return number <= static_cast<std::uint32_t>(last);
}

bool read_morphology(ByteReader& reader, Morphology& m) {
  return read_enum(reader, Gender::feminine, m.gender) && read_enum(reader, Number::plural, m.number) &&
         read_enum(reader, Person::third, m.person) && read_enum(reader, Tense::future, m.tense) &&
         read_enum(reader, Mood::imperative, m.mood) && read_enum(reader, VerbForm::participle, m.verb_form);
}

/// 1 for a category that is the same or that the lexicon leaves open, else 0.
template <typename Category>
int fits(Category word, Category lexicon) {
  return word == lexicon || lexicon == Category::none ? 1 : 0;
}

/// How well an analysis of the lexicon fits a tagged word; negative: not at all.
int agreement(Upos upos, const Morphology& morphology, Upos other, const Morphology& theirs) {
  const bool verbs = (upos == Upos::aux && other == Upos::verb) || (upos == Upos::verb && other == Upos::aux);
  if (upos != other && !verbs) return -1;
  return (upos == other ? 20 : 10) + fits(morphology.gender, theirs.gender) + fits(morphology.number, theirs.number) +
         fits(morphology.person, theirs.person) + fits(morphology.tense, theirs.tense) +
         fits(morphology.mood, theirs.mood) + fits(morphology.verb_form, theirs.verb_form);
}

/// Where the last `characters` of a text begin.
std::size_t suffix_begin(std::string_view text, std::size_t characters) {
  std::size_t at = text.size();
  while (characters > 0 && at > 0) {
    --at;
    if ((static_cast<std::uint8_t>(text[at]) & 0xC0) != 0x80) --characters;
  }
  return at;
}

}  // namespace

std::optional<FrenchLexicon> FrenchLexicon::read(ByteReader& reader) {
  FrenchLexicon lexicon;
  if (!lexicon.read_tables(reader) || !lexicon.read_automaton(reader)) return {};
  return lexicon;
}

bool FrenchLexicon::read_tables(ByteReader& reader) {
  tags_.resize(reader.number(1));
  for (Tag& tag : tags_) {
    if (!read_enum(reader, Upos::x, tag.upos) || !read_enum(reader, Contraction::pronoun, tag.contraction))
      return false;
  }
  morphologies_.resize(reader.number(1));
  for (Morphology& morphology : morphologies_) {
    if (!read_morphology(reader, morphology)) return false;
  }
  scripts_.resize(reader.number(2));
  for (Script& script : scripts_) {
    script.strip = static_cast<std::uint8_t>(reader.number(1));
    script.append = reader.take(reader.number(1));
    if (first_invalid_utf8(script.append)) return false;
  }
  sets_.resize(reader.number(2));
  for (Set& set : sets_) {
    set = {static_cast<std::uint32_t>(analyses_.size()), reader.number(1), 0};
    for (std::uint32_t i = 0; i < set.count; ++i) {
      Analysis analysis{};
      if (!read_enum(reader, Upos::x, analysis.upos)) return false;
      analysis.morphology = static_cast<std::uint8_t>(reader.number(1));
      analysis.script = static_cast<std::uint16_t>(reader.number(2));
      if (analysis.morphology >= morphologies_.size() || analysis.script >= scripts_.size()) return false;
      set.classes |= std::uint32_t{1} << static_cast<std::uint32_t>(analysis.upos);
      analyses_.push_back(analysis);
    }
  }
  suffixes_.resize(reader.number(2));
  for (Suffix& suffix : suffixes_) {
    suffix.hash = reader.number(4);
    suffix.script = static_cast<std::uint16_t>(reader.number(2));
    if (suffix.script >= scripts_.size()) return false;
  }
  const auto by_hash = [](const Suffix& a, const Suffix& b) { return a.hash < b.hash; };
  return reader.good() && !tags_.empty() && !morphologies_.empty() &&
         std::is_sorted(suffixes_.begin(), suffixes_.end(), by_hash);
}

bool FrenchLexicon::read_automaton(ByteReader& reader) {
  const std::size_t arcs = reader.number(4);
  labels_ = reader.take(arcs);
  const std::string_view low = reader.take(arcs);
  const std::string_view middle = reader.take(arcs);
  const std::string_view high = reader.take(arcs);
  if (!reader.good() || arcs == 0) return false;
  targets_.reserve(arcs);
  for (std::size_t i = 0; i < arcs; ++i) {
    const auto byte = [i](std::string_view plane) { return std::uint32_t{static_cast<std::uint8_t>(plane[i])}; };
    targets_.push_back(byte(low) | byte(middle) << 8 | byte(high) << 16);
    if (targets_.back() >> 1 >= arcs) return false;
  }
  return (targets_.back() & 1) != 0;
}

std::optional<std::uint32_t> FrenchLexicon::step(std::uint32_t node, std::uint8_t byte) const {
  for (std::uint32_t arc = node;; ++arc) {
    if (static_cast<std::uint8_t>(labels_[arc]) == byte) return targets_[arc] >> 1;
    if ((targets_[arc] & 1) != 0) return {};
  }
}

std::optional<std::uint16_t> FrenchLexicon::find(std::string_view form) const {
  std::uint32_t node = 0;
  for (const char c : form) {
    const auto next = step(node, static_cast<std::uint8_t>(c));
    // 0 is an end, and the root, to which no arc leads back.
    if (!next || *next == 0) return {};
    node = *next;
  }
  const auto low = step(node, kSetMark);
  if (!low || *low == 0) return {};
  // The set's number is two more bytes: one node of one arc for each.
  const std::uint32_t high = targets_[*low] >> 1;
  if (high == 0) return {};
  const std::uint32_t set =
      static_cast<std::uint8_t>(labels_[*low]) | std::uint32_t{static_cast<std::uint8_t>(labels_[high])} << 8;
  if (set >= sets_.size()) return {};
  return static_cast<std::uint16_t>(set);
}

std::string FrenchLexicon::lemma(std::string_view form, std::optional<std::uint16_t> set, Upos upos,
                                 const Morphology& morphology) const {
  if (set) {
    int best = -1;
    std::uint16_t script = 0;
    const Set& found = sets_[*set];
    for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
      const Analysis& one = analyses_[i];
      const int score = agreement(upos, morphology, one.upos, morphologies_[one.morphology]);
      if (score > best) {
        best = score;
        script = one.script;
      }
    }
    if (best >= 0) return apply(form, script);
  }
  std::string prefix(to_string(upos));
  prefix += ' ';
  for (std::size_t n = kLongestSuffix + 1; n-- > 0;) {
    const std::size_t begin = suffix_begin(form, n);
    if (n > 0 && begin == 0) continue;
    const std::uint32_t hash = french_hash(form.substr(begin), prefix);
    const auto rule = std::lower_bound(suffixes_.begin(), suffixes_.end(), hash,
                                       [](const Suffix& s, std::uint32_t h) { return s.hash < h; });
    if (rule != suffixes_.end() && rule->hash == hash) return apply(form, rule->script);
  }
  return std::string(form);
}

std::string FrenchLexicon::apply(std::string_view form, std::uint16_t script) const {
  const Script& edit = scripts_[script];
  std::string result(form.substr(0, suffix_begin(form, edit.strip)));
  result += edit.append;
  return result;
}

}  // namespace parvis::detail
