#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <utility>

#include "codepoints.h"
#include "parvis/french_forms.h"
#include "parvis/text.h"

namespace parvis {
namespace {

// Beginnings of words with an aspirated h; a word counts if it begins so. "héros" is here, "héroïne" is not.
constexpr auto kAspirated = std::to_array<std::string_view>(
    {"hache",  "hachi",  "hachure", "haie",   "haillon", "hain",   "haï",     "hall",     "halogén",  "halte",
     "hamac",  "hameau", "hamster", "hanche", "hand",    "hangar", "hanter",  "happe",    "harangu",  "haras",
     "harcel", "harcèl", "hardi",   "harem",  "hareng",  "hargn",  "haricot", "harnais",  "harp",     "hasard",
     "hâte",   "hâti",   "hausse",  "haut",   "havre",   "hayon",  "heaume",  "hennir",   "hérisson", "hernie",
     "héron",  "héros",  "herse",   "hêtre",  "heurt",   "hibou",  "hideu",   "hiérarch", "hip-hop",  "hippie",
     "hisse",  "hobby",  "hochet",  "hockey", "hold-up", "hollan", "homard",  "hongr",    "honte",    "honteu",
     "hoquet", "hors",   "houle",   "housse", "hublot",  "huit"});
// Vowels that do not elide, and y before a vowel.
constexpr auto kHiatus =
    std::to_array<std::string_view>({"onze", "onzième", "oui", "ouistiti", "ouate", "yaourt", "yacht", "yoga", "yémen",
                                     "yougoslavie", "ululement", "uhlan", "huis"});
constexpr auto kElided = std::to_array<std::string_view>(
    {"le", "la", "je", "me", "te", "se", "ne", "de", "que", "jusque", "lorsque", "puisque"});
using Pair = std::pair<std::string_view, std::string_view>;
constexpr std::array kEuphonic = std::to_array<Pair>({
    {"ma", "mon"},
    {"ta", "ton"},
    {"sa", "son"},
    {"ce", "cet"},
    {"beau", "bel"},
    {"nouveau", "nouvel"},
    {"vieux", "vieil"},
    {"fou", "fol"},
    {"mou", "mol"},
});

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_vowel(char32_t c) { return std::u32string_view(U"aàâäæeéèêëiîïoôöœuùûü").find(c) != std::u32string_view::npos; }

/// The letters of the first word; nothing if it does not begin with one.
std::string_view first_word(std::string_view text, const detail::CodePoints& points) {
  std::size_t end = 0;
  while (end < points.size() && (detail::is_letter(points.chars[end]) || points.chars[end] == U'-')) ++end;
  return text.substr(0, points.offsets[end]);
}

std::string with_capital_of(std::string_view model, std::string form) {
  const detail::CodePoints first = detail::decode(model);
  if (first.chars.empty() || !u_isUUppercase(static_cast<UChar32>(first.chars[0]))) return form;
  detail::CodePoints points = detail::decode(form);
  points.chars[0] = static_cast<char32_t>(u_toupper(static_cast<UChar32>(points.chars[0])));
  return detail::encode(points.chars);
}

}  // namespace

bool begins_with_vowel_sound(std::string_view word) {
  const detail::CodePoints points = detail::decode(word);
  const std::string lower = to_lower(first_word(word, points), "fr");
  if (lower.empty()) return false;
  const char32_t first = static_cast<char32_t>(u_tolower(static_cast<UChar32>(points.chars[0])));
  if (contains(kHiatus, lower)) return false;
  if (is_vowel(first)) return true;
  if (first == U'y') {
    return points.size() == 1 || !is_vowel(static_cast<char32_t>(u_tolower(static_cast<UChar32>(points.chars[1]))));
  }
  const bool acronym = points.size() > 1 && u_isUUppercase(static_cast<UChar32>(points.chars[1]));
  if (first != U'h' || acronym) return false;
  return std::none_of(kAspirated.begin(), kAspirated.end(), [&](std::string_view h) { return lower.starts_with(h); });
}

std::string before(std::string_view word, std::string_view next, bool nominal) {
  const std::string lower = to_lower(word, "fr");
  std::string plain = std::string(word) + " ";
  if (lower == "si") {
    const std::string following = to_lower(first_word(next, detail::decode(next)), "fr");
    return following == "il" || following == "ils" ? with_capital_of(word, "s'") : plain;
  }
  if (!begins_with_vowel_sound(next)) return plain;
  if (nominal) {
    const auto found =
        std::find_if(kEuphonic.begin(), kEuphonic.end(), [&](const Pair& p) { return p.first == lower; });
    if (found != kEuphonic.end()) return with_capital_of(word, std::string(found->second)) + " ";
  }
  const bool elides = contains(kElided, lower) || lower == "quoique" || (lower == "ce" && !nominal);
  return elides ? std::string(word.substr(0, word.size() - 1)) + "'" : plain;
}

std::string with_article(std::string_view preposition, Gender gender, Number number, std::string_view next) {
  const std::string lower = to_lower(preposition, "fr");
  const std::string lead = preposition.empty() ? std::string() : std::string(preposition) + " ";
  const bool to = lower == "à";
  if (number == Number::plural) {
    if (lower == "de") return with_capital_of(preposition, "des ");
    return to ? with_capital_of(preposition, "aux ") : lead + "les ";
  }
  const std::string article = before(gender == Gender::feminine ? "la" : "le", next);
  if (article != "le ") return lead + article;
  if (lower == "de") return with_capital_of(preposition, "du ");
  return to ? with_capital_of(preposition, "au ") : lead + article;
}

}  // namespace parvis
