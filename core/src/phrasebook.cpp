#include "parvis/phrasebook.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <span>
#include <utility>

#include "dress.h"
#include "little_endian.h"
#include "parvis/locks.h"
#include "parvis/script.h"
#include "parvis/text.h"

namespace parvis {
namespace {

using detail::dress;
using detail::trim;

constexpr std::string_view magic = "PVB1";
constexpr std::size_t header_size = 10;
constexpr std::size_t entry_size = 5;
constexpr LockOptions every_lock{LockPlan::safe, false};
constexpr char hole = '\x1f';
constexpr std::string_view word_ends = " '-,;:.!?()/";

Error invalid(std::string detail) {
  return {ErrorCode::phrasebook_invalid, "The phrasebook is damaged", std::move(detail)};
}

// What two French texts share when they are the same phrase.
std::string key_of(std::string_view core) {
  std::string key;
  for (const char c : to_lower(core, "fr")) {
    if (std::string_view(":;?!").find(c) != std::string_view::npos && key.ends_with(' ')) key.pop_back();
    key += c;
  }
  return key;
}

std::string key_with_holes(std::string_view core, const std::vector<LockSpan>& locks) {
  std::string text;
  std::size_t at = 0;
  for (const LockSpan& lock : locks) {
    text.append(core.substr(at, lock.begin - at)).push_back(hole);
    at = lock.end;
  }
  return key_of(text.append(core.substr(at)));
}

// The words of a key as hashes: enough to tell them apart.
std::vector<std::size_t> words_of(std::string_view key) {
  std::vector<std::size_t> words;
  std::size_t at = 0;
  while ((at = key.find_first_not_of(word_ends, at)) != std::string_view::npos) {
    const std::size_t end = std::min(key.find_first_of(word_ends, at), key.size());
    words.push_back(std::hash<std::string_view>{}(key.substr(at, end - at)));
    at = end;
  }
  return words;
}

// Levenshtein distance in words; two rows of the table at a time.
std::size_t distance(std::span<const std::size_t> a, std::span<const std::size_t> b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({substituted, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
}

bool has_variable(std::string_view core, const std::vector<LockSpan>& locks) {
  return std::ranges::any_of(
      locks, [&](const LockSpan& lock) { return lock.kind == LockKind::template_variable && core[lock.begin] == '{'; });
}

// Whether a value of the text may stand for a variable; a variable whose name says nothing takes any value.
bool fits(std::string_view variable, LockKind kind) {
  if (variable.starts_with("{date")) return kind == LockKind::date;
  if (variable.starts_with("{time")) return kind == LockKind::time;
  if (variable.starts_with("{amount")) return kind == LockKind::amount || kind == LockKind::number;
  if (variable.starts_with("{count")) return kind == LockKind::number;
  return kind != LockKind::tag;
}

std::vector<std::string> variables(std::string_view text) {
  std::vector<std::string> found;
  for (const LockSpan& lock : find_locks(text, "fr", every_lock)) {
    const std::string_view word = text.substr(lock.begin, lock.end - lock.begin);
    if (lock.kind == LockKind::template_variable) found.emplace_back(word);
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

std::string_view to_string(PhraseStatus status) {
  switch (status) {
    case PhraseStatus::drafted:
      return "drafted";
    case PhraseStatus::cross_checked:
      return "cross-checked";
    case PhraseStatus::reviewed:
      return "reviewed";
  }
  return "drafted";
}

Result<Phrasebook> Phrasebook::parse(std::string_view bytes) {
  if (bytes.size() < header_size || bytes.substr(0, magic.size()) != magic) return invalid("magic");
  Phrasebook book;
  book.language_ = bytes.substr(magic.size(), 2);
  const auto language = find_language(book.language_);
  if (!language || language->code != book.language_ || book.language_ == "fr") return invalid("language");
  const std::size_t count = little_endian(bytes.substr(6, 4));
  if (count > bytes.size() / entry_size) return invalid("count");
  std::size_t at = header_size;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string where = "entry " + std::to_string(i);
    if (bytes.size() - at < entry_size) return invalid(where);
    const auto status = static_cast<std::uint8_t>(bytes[at]);
    const std::size_t french = little_endian(bytes.substr(at + 1, 2));
    const std::size_t other = little_endian(bytes.substr(at + 3, 2));
    at += entry_size;
    if (status > 2 || french == 0 || other == 0 || bytes.size() - at < french + other) return invalid(where);
    const Result<void> added =
        book.add(bytes.substr(at, french), bytes.substr(at + french, other), static_cast<PhraseStatus>(status));
    if (!added) return invalid(where + added.error().detail);
    at += french + other;
  }
  if (at != bytes.size()) return invalid("bytes after the last entry");
  return book;
}

Result<void> Phrasebook::add(std::string_view french, std::string_view translation, PhraseStatus status) {
  if (first_invalid_utf8(french) || first_invalid_utf8(translation)) return invalid("");
  const std::optional<PhraseMessage> source = PhraseMessage::parse(french);
  std::optional<PhraseMessage> target = PhraseMessage::parse(translation);
  if (!source || !target) return invalid(": plural");
  const std::vector<std::string> wanted = variables(source->forms().back().text);
  if (variables(target->forms().back().text) != wanted) return invalid(": variables");
  for (const PhraseMessage::Form& form : source->forms()) {
    if (variables(form.text) != wanted) return invalid(": variables");
    const std::string normal = normalise(form.text);
    const std::string_view core = trim(normal).core;
    const std::vector<LockSpan> locks = find_locks(core, "fr", every_lock);
    std::string key = key_with_holes(core, locks);
    std::vector<std::size_t> words = words_of(key);
    exact_.try_emplace(key_of(core), sources_.size());
    if (has_variable(core, locks)) templates_.try_emplace(std::move(key), sources_.size());
    sources_.push_back({form.text, entries_.size(), std::move(words)});
  }
  entries_.push_back({*std::move(target), status});
  return {};
}

std::optional<PhraseMatch> Phrasebook::fill(const Source& source, std::string_view core) const {
  const Entry& entry = entries_[source.entry];
  const std::string normal = normalise(source.french);
  const std::string_view pattern = trim(normal).core;
  const std::vector<LockSpan> holes = find_locks(pattern, "fr", every_lock);
  const std::vector<LockSpan> values = find_locks(core, "fr", every_lock);
  if (holes.size() != values.size()) return std::nullopt;
  std::map<std::string, std::string, std::less<>> bound;
  for (std::size_t i = 0; i < holes.size(); ++i) {
    const std::string_view variable = pattern.substr(holes[i].begin, holes[i].end - holes[i].begin);
    const std::string value(core.substr(values[i].begin, values[i].end - values[i].begin));
    if (holes[i].kind != LockKind::template_variable) {
      if (variable != value) return std::nullopt;
      continue;
    }
    if (!fits(variable, values[i].kind)) return std::nullopt;
    const std::string local = values[i].kind == LockKind::date ? localise_date(value, "fr", language_) : value;
    const auto [known, added] = bound.try_emplace(std::string(variable), local);
    if (!added && known->second != local) return std::nullopt;
  }
  const auto number = bound.find(entry.translation.variable());
  const std::string& form = entry.translation.select(number == bound.end() ? "" : number->second, language_);
  std::string text;
  std::size_t at = 0;
  for (const LockSpan& lock : find_locks(form, language_, every_lock)) {
    const auto value = bound.find(std::string_view(form).substr(lock.begin, lock.end - lock.begin));
    if (value == bound.end()) continue;
    text.append(form, at, lock.begin - at).append(value->second);
    at = lock.end;
  }
  return PhraseMatch{text.append(form, at), entry.status, true};
}

std::optional<PhraseMatch> Phrasebook::find_core(std::string_view core) const {
  if (const auto same = exact_.find(key_of(core)); same != exact_.end()) {
    const Entry& entry = entries_[sources_[same->second].entry];
    return PhraseMatch{entry.translation.forms().back().text, entry.status, false};
  }
  const std::vector<LockSpan> locks = find_locks(core, "fr", every_lock);
  if (locks.empty()) return std::nullopt;
  const auto same = templates_.find(key_with_holes(core, locks));
  return same == templates_.end() ? std::nullopt : fill(sources_[same->second], core);
}

std::optional<PhraseMatch> Phrasebook::find(std::string_view french) const {
  const std::string normal = normalise(french);
  const auto [core, tail] = trim(normal);
  if (core.empty()) return std::nullopt;
  std::optional<PhraseMatch> match = find_core(core);
  if (!match && core.ends_with(')')) {
    const std::size_t open = core.rfind(" (");
    if (open == std::string_view::npos || open == 0) return std::nullopt;
    const std::optional<PhraseMatch> head = find_core(trim(core.substr(0, open)).core);
    const std::optional<PhraseMatch> remark = find_core(core.substr(open + 2, core.size() - open - 3));
    if (!head || !remark) return std::nullopt;
    match = PhraseMatch{
        dress(head->text, "", language_) + " (" + to_lower(dress(remark->text, "", language_), language_) + ")",
        std::min(head->status, remark->status), head->templated || remark->templated};
  }
  if (!match) return std::nullopt;
  match->text = dress(std::move(match->text), tail, language_);
  if (is_all_caps(core)) match->text = restore_all_caps(match->text, language_);
  return match;
}

std::vector<PhraseSuggestion> Phrasebook::similar(std::string_view french, std::size_t limit, double least) const {
  if (limit == 0) return {};
  const std::string normal = normalise(french);
  const std::string_view core = trim(normal).core;
  const std::vector<std::size_t> words = words_of(key_with_holes(core, find_locks(core, "fr", every_lock)));
  std::map<std::size_t, std::pair<double, std::size_t>> best;  // entry -> similarity, source
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const Source& source = sources_[i];
    const auto longest = static_cast<double>(std::max(words.size(), source.words.size()));
    const auto shortest = static_cast<double>(std::min(words.size(), source.words.size()));
    if (longest == 0 || shortest / longest < least) continue;
    const double similarity = 1 - static_cast<double>(distance(words, source.words)) / longest;
    if (similarity < least || key_of(trim(normalise(source.french)).core) == key_of(core)) continue;
    auto& known = best[source.entry];
    if (similarity > known.first) known = {similarity, i};
  }
  std::vector<PhraseSuggestion> found;
  for (const auto& [entry, match] : best) {
    const auto& [similarity, source] = match;
    const Entry& one = entries_[entry];
    found.push_back({sources_[source].french, one.translation.forms().back().text, one.status, similarity});
  }
  std::ranges::stable_sort(found, std::greater<>{}, &PhraseSuggestion::similarity);
  if (found.size() > limit) found.resize(limit);
  return found;
}

}  // namespace parvis
