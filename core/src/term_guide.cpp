#include "term_guide.h"

#include <algorithm>

#include "parvis/text.h"

namespace parvis::detail {

std::vector<FoundTerm> TermGuide::find(std::string_view normal) const {
  return termbase_ == nullptr ? std::vector<FoundTerm>() : termbase_->find(normal);
}

bool TermGuide::is_name(const FoundTerm& term) const {
  const TermEntry& entry = termbase_->entry(term.entry);
  return entry.kind == TermKind::acronym || entry.head == entry.french;
}

std::vector<FoundTerm> TermGuide::names(std::span<const FoundTerm> terms) const {
  std::vector<FoundTerm> names;
  if (!guides_) return names;
  std::ranges::copy_if(terms, std::back_inserter(names), [&](const FoundTerm& term) { return is_name(term); });
  return names;
}

std::vector<FoundTerm> TermGuide::guiding(std::span<const FoundTerm> terms) const {
  std::vector<FoundTerm> chosen;
  if (!guides_) return chosen;
  std::ranges::copy_if(terms, std::back_inserter(chosen),
                       [&](const FoundTerm& term) { return is_name(term) || termbase_->entry(term.entry).guides; });
  return chosen;
}

std::vector<FoundTerm> TermGuide::missing(std::span<const FoundTerm> terms, std::string_view target) const {
  std::vector<FoundTerm> chosen = guiding(terms);
  std::erase_if(chosen, [&](const FoundTerm& term) { return termbase_->is_respected(term.entry, target); });
  return chosen;
}

std::string TermGuide::put_for(const FoundTerm& term, std::string_view normal, std::size_t input) {
  const TermEntry& entry = termbase_->entry(term.entry);
  if (!is_name(term)) return entry.head;
  std::string written(normal.substr(term.begin, term.end - term.begin));
  // The name written out: it would not be understood as it is.
  if (to_lower(written, "fr") != to_lower(entry.head, "fr")) return entry.equivalent;
  const bool brackets = normal.substr(term.end).starts_with(" (") || normal.substr(0, term.begin).ends_with('(');
  if (brackets || !entry.equivalent.starts_with(entry.head)) return written;
  const std::size_t first = explained_.try_emplace(term.entry, input).first->second;
  return first == input ? written + entry.equivalent.substr(entry.head.size()) : written;
}

std::vector<TermLock> TermGuide::locks(std::span<const FoundTerm> chosen, std::string_view normal, std::size_t input) {
  std::vector<TermLock> locks;
  locks.reserve(chosen.size());
  for (const FoundTerm& term : chosen) locks.push_back({term.begin, term.end, put_for(term, normal, input)});
  return locks;
}

std::string TermGuide::remark(std::span<const FoundTerm> missing, std::string_view normal) const {
  if (missing.empty()) return {};
  const bool wide = termbase_->language() == "zh";
  std::string text = wide ? "（" : " (";
  std::vector<std::size_t> said;
  for (const FoundTerm& term : missing) {
    if (std::ranges::find(said, term.entry) != said.end()) continue;
    if (!said.empty()) text += wide ? "；" : "; ";
    said.push_back(term.entry);
    text += normal.substr(term.begin, term.end - term.begin);
    text += wide ? "：" : ": ";
    text += termbase_->entry(term.entry).head;
  }
  return text += wide ? "）" : ")";
}

void TermGuide::note(std::vector<TermNote>& notes, std::span<const FoundTerm> terms, std::string_view normal,
                     std::string_view target) const {
  for (const FoundTerm& term : terms) {
    const TermEntry& entry = termbase_->entry(term.entry);
    add_terms(notes, {{entry.id, std::string(normal.substr(term.begin, term.end - term.begin)), entry.equivalent,
                       termbase_->is_respected(term.entry, target)}});
  }
}

void add_terms(std::vector<TermNote>& terms, const std::vector<TermNote>& more) {
  for (const TermNote& note : more) {
    const auto known = std::ranges::find(terms, note.id, &TermNote::id);
    if (known == terms.end()) {
      terms.push_back(note);
    } else {
      known->respected = known->respected && note.respected;
    }
  }
}

}  // namespace parvis::detail
