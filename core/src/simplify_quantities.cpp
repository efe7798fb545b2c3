#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "parvis/locks.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

constexpr std::array<std::string_view, 17> kUnits{"",      "un",     "deux",     "trois",  "quatre", "cinq",
                                                  "six",   "sept",   "huit",     "neuf",   "dix",    "onze",
                                                  "douze", "treize", "quatorze", "quinze", "seize"};
constexpr std::array<std::string_view, 7> kTens{"", "", "vingt", "trente", "quarante", "cinquante", "soixante"};

/// A number from 2 to 99 in one word; empty for the others and for those with 'et'.
std::string in_letters(int number) {
  if (number < 2 || number > 99) return {};
  if (number <= 16) return std::string(kUnits[static_cast<std::size_t>(number)]);
  if (number < 20) return "dix-" + in_letters(number - 10);
  if (number == 80) return "quatre-vingts";
  const bool by_twenties = number >= 70;
  const int base = number >= 80 ? 80 : by_twenties ? 60 : number / 10 * 10;
  const int rest = number - base;
  std::string tens = base == 80 ? "quatre-vingt" : std::string(kTens[static_cast<std::size_t>(base / 10)]);
  if (rest == 0) return tens;
  if (base == 80 && rest == 1) return tens + "-un";
  const std::string units = in_letters(rest);
  return units.empty() || (base < 80 && rest == 11) ? std::string() : tens + '-' + units;
}

std::optional<int> read_number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return {};
  return value;
}

/// "vingt-quatre (24)" as "24".
void written_twice(const Clause& clause, std::vector<Draft>& drafts) {
  for (int i = 0; i + 3 < clause.size(); ++i) {
    if (clause.surface(i + 1) != "(" || clause.surface(i + 3) != ")") continue;
    const auto number = read_number(clause.surface(i + 2));
    if (!number || in_letters(*number) != clause.low(i)) continue;
    Draft draft;
    draft.edits.push_back({clause.word(i).begin, clause.word(i + 2).begin, {}, {}});
    draft.edits.push_back({clause.word(i + 3).begin, clause.word(i + 3).end, {}, {}});
    draft.kind = EditKind::format;
    draft.rule = "6.4";
    draft.entry = "written-twice";
    draft.priority = 60;
    draft.brackets = true;
    drafts.push_back(std::move(draft));
  }
}

/// "14 h 00" as "14 h".
void whole_hours(const Clause& clause, std::vector<Draft>& drafts) {
  for (int i = 0; i < clause.size(); ++i) {
    const std::size_t length = whole_hour(clause.surface(i));
    if (clause.word(i).lock != LockKind::time || length == 0) continue;
    Draft draft;
    draft.edits.push_back({clause.word(i).begin + length, clause.word(i).end, {}, {}});
    draft.kind = EditKind::format;
    draft.rule = "6.4";
    draft.entry = "whole-hour";
    draft.priority = 40;
    drafts.push_back(std::move(draft));
  }
}

/// The form of 'tout' before a noun; empty where gender or number is not known.
std::string_view all_of(const Morphology& noun) {
  if (noun.gender == Gender::none || noun.number == Number::none) return {};
  const bool feminine = noun.gender == Gender::feminine;
  if (noun.number == Number::plural) return feminine ? "toutes" : "tous";
  return feminine ? "toute" : "tout";
}

/// Whether a word has a child that would have to agree anew, or would be left without its preposition.
bool is_extended(const Clause& clause, int of, bool noun) {
  for (int i = 0; i < clause.size(); ++i) {
    if (clause.word(i).head != of) continue;
    const Deprel relation = clause.word(i).deprel;
    if (relation == Deprel::conj || relation == Deprel::appos) return true;
    if (noun) continue;
    if (relation == Deprel::amod || relation == Deprel::acl || relation == Deprel::acl_relcl) return true;
  }
  return false;
}

/// "l'ensemble des pièces", "la totalité de la somme" as "toutes les pièces", "toute la somme". Not as a subject, with
/// which the verb agrees.
void whole_of(const Clause& clause, std::vector<Draft>& drafts) {
  for (int i = 1; i + 2 < clause.size(); ++i) {
    const bool ensemble = clause.low(i) == "ensemble" && clause.low(i - 1) == "l'";
    const bool total = (clause.low(i) == "totalité" && clause.low(i - 1) == "la") ||
                       (clause.low(i) == "intégralité" && clause.low(i - 1) == "l'");
    if (!ensemble && !total) continue;
    const Deprel relation = clause.word(i).deprel;
    if (relation == Deprel::nsubj || relation == Deprel::nsubj_pass || relation == Deprel::root) continue;
    const std::string_view link = clause.low(i + 1);
    const bool contracted = link == "du" || link == "des";
    if (!contracted && (link != "de" || !clause.is(i + 2, Upos::det))) continue;
    const int noun = clause.child(i, {Deprel::nmod});
    const int first = contracted ? i + 2 : i + 3;
    if (noun < first || noun > first + 1 || !clause.is(noun, Upos::noun) || clause.word(noun).lock) continue;
    if (noun > first && !clause.is(first, Upos::adj)) continue;
    if (is_extended(clause, i, false) || is_extended(clause, noun, true)) continue;
    const Morphology& form = clause.word(noun).morphology;
    if (contracted && (form.number == Number::plural) != (link == "des")) continue;
    std::string text(all_of(form));
    if (text.empty()) continue;
    if (clause.capitalised(i - 1)) text = capitalise(text);
    text += contracted ? link == "du" ? " le" : " les" : " ";
    Draft draft;
    const std::size_t end = contracted ? clause.word(i + 1).end : clause.word(i + 2).begin;
    // With the noun in it, so that no other noun of another gender takes its place.
    text += clause.text.substr(end, clause.word(noun).end - end);
    draft.edits.push_back({clause.word(i - 1).begin, clause.word(noun).end, std::move(text), {}});
    draft.rule = "6.4";
    draft.entry = "all-of";
    draft.priority = 30;
    drafts.push_back(std::move(draft));
  }
}

/// "il n'est pas impossible que" as "il est possible que".
void not_impossible(const Clause& clause, std::vector<Draft>& drafts) {
  for (int i = 1; i + 4 < clause.size(); ++i) {
    if (clause.low(i - 1) != "il" || clause.low(i) != "ne" || clause.low(i + 1) != "est" ||
        clause.low(i + 2) != "pas" || clause.low(i + 3) != "impossible")
      continue;
    if (clause.low(i + 4) != "que" && clause.low(i + 4) != "de") continue;
    Draft draft;
    draft.edits.push_back({clause.word(i).begin, clause.word(i + 1).begin, {}, {}});
    draft.edits.push_back({clause.word(i + 2).begin, clause.word(i + 3).end, "possible", {}});
    draft.kind = EditKind::affirmative;
    draft.rule = "7.2";
    draft.entry = "not-impossible";
    draft.priority = 60;
    draft.loss.negation = 2;
    draft.gain.permission = 1;
    drafts.push_back(std::move(draft));
  }
}

}  // namespace

std::size_t whole_hour(std::string_view time) {
  if (time.size() < 4 || !time.ends_with("00")) return 0;
  const std::size_t hour = time.find_last_of("hH");
  if (hour == std::string_view::npos || hour == 0) return 0;
  const std::string_view between = time.substr(hour + 1, time.size() - hour - 3);
  const bool blank = between.empty() || between == " " || between == "\u00A0" || between == "\u202F";
  return blank ? hour + 1 : 0;
}

void propose_quantities(const Clause& clause, std::vector<Draft>& drafts) {
  written_twice(clause, drafts);
  whole_hours(clause, drafts);
  whole_of(clause, drafts);
  not_impossible(clause, drafts);
}

}  // namespace parvis::detail
