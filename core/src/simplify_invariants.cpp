#include "simplify_invariants.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "codepoints.h"
#include "parvis/french_forms.h"
#include "parvis/locks.h"
#include "parvis/text.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

constexpr std::array<std::array<std::string_view, 8>, 4> kPersons{{
    {"je", "j'", "me", "m'", "moi", "mon", "ma", "mes"},
    {"nous", "notre", "nos", "nôtre", "nôtres"},
    {"tu", "te", "t'", "toi", "ton", "ta", "tes"},
    {"vous", "votre", "vos", "vôtre", "vôtres"},
}};
constexpr std::array<char32_t, 6> kMarks{U'(', U')', U'«', U'»', U'[', U']'};

bool has_upper_start(std::string_view word) {
  const CodePoints points = decode(word);
  return !points.chars.empty() && u_isUUppercase(static_cast<UChar32>(points.chars.front()));
}

/// A verb of the second person plural stands for its pronoun.
bool is_second_plural(std::string_view low) {
  return (low.size() > 3 && low.ends_with("ez") && low != "chez" && low != "assez") || low == "êtes" ||
         low == "dites" || low == "faites";
}

bool is_fault(std::string_view low, std::string_view surface, std::string_view next, bool glued) {
  const bool elided = surface.ends_with('\'') || surface.ends_with("’");
  if (elided) return glued && !begins_with_vowel_sound(next) && is_letter(decode(next).at(0));
  if (glued) return false;
  for (const std::string_view word : {"de", "que", "ne", "se", "me", "te", "je", "jusque", "lorsque", "puisque"}) {
    if (low == word) return begins_with_vowel_sound(next);
  }
  return (low == "le" || low == "la") && begins_with_vowel_sound(next) && !has_upper_start(next);
}

/// A text whose whole hours have no minutes: "14 h 00" and "14 h" are one value.
std::string without_minutes(std::string_view text) {
  std::string result;
  std::size_t at = 0;
  for (std::size_t zeros = text.find("00"); zeros != std::string_view::npos; zeros = text.find("00", zeros + 1)) {
    const bool ends = zeros + 2 >= text.size() || text[zeros + 2] < '0' || text[zeros + 2] > '9';
    const std::size_t start = text.find_last_not_of("0123456789hH \u00A0\u202F", zeros);
    const std::size_t from = start == std::string_view::npos ? 0 : start + 1;
    if (!ends || zeros < at || from < at) continue;
    const std::size_t length = whole_hour(text.substr(from, zeros + 2 - from));
    const std::string_view before = text.substr(from, length == 0 ? 0 : length - 1);
    if (before.find_first_of("0123456789") == std::string_view::npos) continue;
    result += text.substr(at, from + length - at);
    at = zeros + 2;
  }
  result += text.substr(at);
  return result;
}

}  // namespace

Profile profile_of(std::string_view text, const GuardLists& guards) {
  Profile profile;
  profile.polarity = guards.count(text);
  const CodePoints points = decode(without_minutes(text));
  bool first = true;
  std::string previous;
  std::string previous_surface;
  bool glued = false;  // nothing stands between the previous word and this one
  for (std::size_t i = 0; i < points.size();) {
    const char32_t c = points.chars[i];
    if (is_ascii_digit(c)) profile.digits += static_cast<char>(c);
    for (std::size_t k = 0; k < kMarks.size(); ++k) {
      if (c == kMarks[k]) ++profile.marks[k];
    }
    if (!is_letter(c)) {
      // A new sentence, item or quotation begins with a capital of its own.
      if (c == U'.' || c == U'!' || c == U'?' || c == U':' || c == U'\n' || c == U'«' || c == U'"') first = true;
      if (!is_space(c)) previous.clear();
      glued = false;
      ++i;
      continue;
    }
    std::size_t end = i;
    while (is_letter(points.at(end)) || is_ascii_digit(points.at(end))) ++end;
    const bool apostrophe = points.at(end) == U'\'' || points.at(end) == U'’';
    if (apostrophe) ++end;
    const std::string surface(text.substr(points.offsets[i], points.offsets[end] - points.offsets[i]));
    for (std::size_t k = i; k < end; ++k) {
      if (is_ascii_digit(points.chars[k])) profile.digits += static_cast<char>(points.chars[k]);
    }
    const std::string low = fold_token(surface);
    for (std::size_t k = 0; k < kPersons.size(); ++k) {
      if (std::find(kPersons[k].begin(), kPersons[k].end(), low) != kPersons[k].end()) ++profile.persons[k];
    }
    if (is_second_plural(low)) ++profile.persons[3];
    if (has_upper_start(surface)) {
      ++profile.capital[surface];
      // An acronym is a name wherever it stands.
      const bool acronym = end - i > (apostrophe ? 2U : 1U) && to_upper(surface, "fr") == surface;
      if (!first || acronym) ++profile.names[surface];
    }
    if (!previous.empty() && is_fault(previous, previous_surface, surface, glued)) ++profile.faults;
    first = false;
    previous = low;
    previous_surface = surface;
    glued = apostrophe;
    i = end;
  }
  return profile;
}

bool invariants_hold(const Profile& before, std::string_view edited, const Draft& draft, const GuardLists& guards) {
  const Profile after = profile_of(edited, guards);
  // At least what there was, less what the rule accounts for; at most that and what its words add.
  const auto within = [](std::size_t was, std::size_t is, std::size_t gain, std::size_t loss) {
    return is + loss >= was && is <= was + gain;
  };
  const PolarityCounts& a = before.polarity;
  const PolarityCounts& b = after.polarity;
  if (!within(a.negation, b.negation, draft.gain.negation, draft.loss.negation) ||
      !within(a.obligation, b.obligation, draft.gain.obligation, draft.loss.obligation) ||
      !within(a.permission, b.permission, draft.gain.permission, draft.loss.permission) ||
      !within(a.condition, b.condition, draft.gain.condition, draft.loss.condition) ||
      !within(a.before, b.before, draft.gain.before, draft.loss.before) ||
      !within(a.after, b.after, draft.gain.after, draft.loss.after))
    return false;
  for (std::size_t k = 0; k < before.persons.size(); ++k) {
    // A phrase such as "il vous appartient de" may change who is named; else who is addressed stays addressed.
    const int changed = draft.persons[k];
    if (changed == 0 && (before.persons[k] > 0) != (after.persons[k] > 0)) return false;
    if (after.persons[k] > before.persons[k] + changed && !draft.subject) return false;
  }
  if ((before.marks != after.marks && !draft.brackets) || after.faults > before.faults) return false;
  const auto count = [](const auto& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
  };
  for (const auto& [name, times] : before.names) {
    if (draft.dropped.find(name) == std::string::npos && count(after.capital, name) < times) return false;
  }
  for (const auto& [name, times] : after.names) {
    const int was = count(before.capital, name);
    if (draft.names.find(name) != std::string::npos) continue;
    if (was == 0 || (was < times && !draft.subject)) return false;
  }
  // The order of the digits may change with the order of the words.
  return std::is_permutation(before.digits.begin(), before.digits.end(), after.digits.begin(), after.digits.end());
}

bool values_hold(std::string_view original, std::string_view edited) {
  return verify_values(without_minutes(original), "fr", without_minutes(edited), "fr").empty();
}

PolarityCounts polarity_gain(std::string_view from, std::string_view to, const GuardLists& guards) {
  const PolarityCounts a = guards.count(from);
  const PolarityCounts b = guards.count(to);
  const auto more = [](std::size_t was, std::size_t is) { return is > was ? is - was : std::size_t{0}; };
  PolarityCounts gain;
  // "impossible" and "ne peut pas" are the same negation; else none comes in.
  if (a.negation_weak > 0) gain.negation = more(a.negation, b.negation);
  gain.obligation = more(a.obligation, b.obligation);
  gain.permission = more(a.permission, b.permission);
  gain.condition = more(a.condition, b.condition);
  gain.before = more(a.before, b.before);
  gain.after = more(a.after, b.after);
  return gain;
}

std::array<int, 4> persons_changed(std::string_view from, std::string_view to, const GuardLists& guards) {
  const Profile a = profile_of(from, guards);
  const Profile b = profile_of(to, guards);
  std::array<int, 4> changed{};
  for (std::size_t k = 0; k < changed.size(); ++k) changed[k] = std::abs(b.persons[k] - a.persons[k]);
  return changed;
}

}  // namespace parvis::detail
