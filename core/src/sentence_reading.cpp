#include <algorithm>
#include <array>

#include "codepoints.h"
#include "parvis/script.h"
#include "parvis/text.h"
#include "sentence.h"

namespace parvis::detail {
namespace {

/// Number of the placeholder at the front of a text, from 0; nothing where there is none.
std::optional<std::size_t> placeholder_at(std::string_view text) {
  if (text.size() < 5 || !text.starts_with("<ph") || text[4] != '>' || text[3] < '1' || text[3] > '9')
    return std::nullopt;
  return static_cast<std::size_t>(text[3] - '1');
}

/// For each byte of a locked text, and its end, the offset in the normal form that it stands for. Empty where the two
/// do not match.
std::vector<std::uint32_t> origin_of_locked(const LockedText& locked, std::string_view normal) {
  std::vector<std::uint32_t> origin;
  const std::string_view text = locked.text;
  std::size_t at = 0;
  while (origin.size() < text.size()) {
    const std::string_view rest = text.substr(origin.size());
    const auto number = placeholder_at(rest);
    if (number && *number < locked.kept.size()) {
      const std::string kept = normalise(locked.kept[*number].text);
      if (normal.substr(std::min(at, normal.size()), kept.size()) != kept) return {};
      origin.insert(origin.end(), 5, static_cast<std::uint32_t>(at));
      at += kept.size();
      continue;
    }
    if (at >= normal.size() || normal[at] != rest.front()) return {};
    origin.push_back(static_cast<std::uint32_t>(at++));
  }
  origin.push_back(static_cast<std::uint32_t>(at));
  if (at != normal.size()) return {};
  return origin;
}

/// How well a sentence is cut after a character; 0 not at all.
int strength_of(char32_t c) {
  switch (c) {
    case U';':
    case U':':
    case U'\u061b':
    case U'\uff1b':
    case U'\uff1a':
      return 3;
    case U',':
    case U'\u060c':
    case U'\uff0c':
    case U'\u3001':
    case U')':
    case U'\u2013':
    case U'\u2014':
      return 2;
    case U' ':
      return 1;
    default:
      return 0;
  }
}

/// What is written for a lock: the equivalent of a term, a date in other words, else nothing in particular.
std::string put_for(const KeptLock& kept, std::string_view normal, std::span<const TermLock> terms,
                    const Route& route) {
  if (kept.kind == LockKind::term || kept.kind == LockKind::acronym) {
    const std::string key = normalise(kept.text);
    const auto term = std::ranges::find_if(
        terms, [&](const TermLock& one) { return normal.substr(one.begin, one.end - one.begin) == key; });
    if (term == terms.end() || term->put == kept.text) return {};
    return is_all_caps(normal) ? restore_all_caps(term->put, route.to) : term->put;
  }
  if (!route.options.localise_dates) return {};
  std::string date = localise_date(kept.text, route.from, route.to);
  return date == kept.text ? std::string() : date;
}

}  // namespace

bool has_other_words(const Reading& reading) {
  for (std::size_t i = 0; i < reading.put.size(); ++i) {
    const LockKind kind = reading.locked.kept[i].kind;
    if (kind == LockKind::term || (kind == LockKind::acronym && !reading.put[i].empty())) return true;
  }
  return false;
}

bool has_words(std::string_view locked) {
  for (std::size_t at = 0; at < locked.size();) {
    if (placeholder_at(locked.substr(at))) {
      at += 5;
      continue;
    }
    const std::size_t next = std::min(locked.find('<', at + 1), locked.size());
    const CodePoints part = decode(locked.substr(at, next - at));
    if (std::ranges::any_of(part.chars, is_letter)) return true;
    at = next;
  }
  return false;
}

Reading read_sentence(std::string_view sentence, LockPlan plan, const Route& route, std::span<const TermLock> terms) {
  Reading reading;
  reading.normal = normalise(sentence);
  // The model knows few French acronyms and makes up what they might stand for: they stay what they are.
  const bool acronyms = route.from == "fr" && !is_all_caps(reading.normal);
  std::vector<LockSpan> spans;
  spans.reserve(terms.size());
  for (const TermLock& term : terms) spans.push_back({term.begin, term.end, LockKind::term});
  reading.locked = lock_text(sentence, route.from, {plan, false, acronyms}, spans);
  for (const KeptLock& kept : reading.locked.kept) reading.put.push_back(put_for(kept, reading.normal, terms, route));
  reading.capitals = is_all_caps(reading.locked.text);
  const std::string text = reading.capitals ? lower_all_caps(reading.locked.text, route.from) : reading.locked.text;
  EncodedText encoded = encode(route.tokenizer, route.table, text);
  reading.pieces = std::move(encoded.ids);
  const std::vector<std::uint32_t> origin = origin_of_locked(reading.locked, reading.normal);
  if (!origin.empty() && text.size() == reading.locked.text.size()) {
    for (const std::uint32_t offset : encoded.offsets) reading.origin.push_back(origin[offset]);
  }
  return reading;
}

std::optional<std::pair<std::size_t, std::size_t>> find_cut(std::string_view sentence, std::string_view language) {
  const std::vector<LockSpan> locks = find_locks(sentence, language, {LockPlan::safe, false});
  const auto known = find_language(language);
  const bool spaces = !known || known->has_spaces;
  const CodePoints text = decode(sentence);
  double best_value = 0;
  std::optional<std::pair<std::size_t, std::size_t>> best;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const std::size_t offset = text.offsets[i];
    const bool in_lock =
        std::ranges::any_of(locks, [&](const LockSpan& lock) { return lock.begin < offset && offset < lock.end; });
    if (in_lock) continue;
    int strength = strength_of(text.before(i));
    // A mark inside a word or a number ("10:30") is no boundary.
    if (strength > 1 && spaces && text.at(i) != U' ') strength = 0;
    if (strength == 0 && !spaces) strength = 1;
    if (strength == 0) continue;
    const double place = static_cast<double>(i) / static_cast<double>(text.size());
    const double value = strength * std::min(place, 1 - place);
    if (value <= best_value) continue;
    const std::string_view left = sentence.substr(0, offset);
    const std::string_view right = sentence.substr(offset);
    if (!has_words(left) || !has_words(right)) continue;
    best_value = value;
    best = {offset, offset};
  }
  if (!best) return best;
  while (best->first > 0 && sentence[best->first - 1] == ' ') --best->first;
  while (best->second < sentence.size() && sentence[best->second] == ' ') ++best->second;
  return best;
}

}  // namespace parvis::detail
