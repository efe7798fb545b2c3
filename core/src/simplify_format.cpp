#include <array>
#include <charconv>
#include <string>

#include "parvis/locks.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"janvier",   "février", "mars",     "avril",
                                                   "mai",       "juin",    "juillet",  "août",
                                                   "septembre", "octobre", "novembre", "décembre"};

Draft format_draft(const FrenchWord& word, std::string text, std::string entry) {
  Draft draft;
  draft.edits.push_back({word.begin, word.end, std::move(text), {}});
  draft.kind = EditKind::format;
  draft.rule = "6.4";
  draft.entry = std::move(entry);
  draft.priority = 40;
  return draft;
}

bool read_number(std::string_view digits, int& value) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size();
}

/// "01/03/2026" as "1er mars 2026".
std::string written_date(std::string_view date) {
  if (date.size() != 10 || (date[2] != '/' && date[2] != '.') || date[5] != date[2]) return {};
  int day = 0;
  int month = 0;
  int year = 0;
  if (!read_number(date.substr(0, 2), day) || !read_number(date.substr(3, 2), month) ||
      !read_number(date.substr(6), year) || day < 1 || day > 31 || month < 1 || month > 12)
    return {};
  return (day == 1 ? std::string("1er") : std::to_string(day)) + ' ' +
         std::string(kMonths[static_cast<std::size_t>(month - 1)]) + ' ' + std::string(date.substr(6));
}

/// "1500000" as "1 500 000", with no-break spaces.
std::string grouped(std::string_view digits) {
  if (digits.size() < 5 || digits.size() > 9 || digits.front() == '0') return {};
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] < '0' || digits[i] > '9') return {};
    if (i > 0 && (digits.size() - i) % 3 == 0) text += "\u00A0";
    text += digits[i];
  }
  return text;
}

/// "A et/ou B", where B ends the phrase.
void propose_and_or(const Clause& clause, std::vector<Draft>& drafts) {
  for (int i = 1; i + 1 < clause.size(); ++i) {
    if (clause.low(i) != "et/ou") continue;
    // One noun after it, with its determiner, and then a stop: no doubt what 'both' would be.
    int last = i + 1;
    if (clause.is(last, Upos::det)) ++last;
    if (!clause.is(last, Upos::noun)) continue;
    if (clause.has(last + 1) && clause.surface(last + 1) != "." && clause.surface(last + 1) != ",") continue;
    Draft draft = format_draft(clause.word(i), "ou", "and-or");
    draft.edits.push_back({clause.word(last).end, clause.word(last).end, ", ou les deux", {}});
    drafts.push_back(std::move(draft));
  }
}

}  // namespace

void propose_format(const Clause& clause, std::vector<Draft>& drafts) {
  for (int i = 0; i < clause.size(); ++i) {
    const FrenchWord& word = clause.word(i);
    if (word.lock == LockKind::date) {
      std::string text = written_date(clause.surface(i));
      if (!text.empty()) drafts.push_back(format_draft(word, std::move(text), "date"));
    } else if (word.lock == LockKind::number) {
      // A number that counts something, not one that names something.
      const std::string_view next = clause.low(i + 1);
      if (next != "euros" && next != "€" && next != "habitants" && next != "personnes") continue;
      std::string text = grouped(clause.surface(i));
      if (!text.empty()) drafts.push_back(format_draft(word, std::move(text), "number"));
    }
  }
  propose_and_or(clause, drafts);
}

}  // namespace parvis::detail
