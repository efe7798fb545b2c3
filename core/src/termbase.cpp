#include "parvis/termbase.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "dress.h"
#include "parvis/script.h"
#include "parvis/search_words.h"
#include "parvis/text.h"

namespace parvis {
namespace {

using Json = nlohmann::json;

Error invalid(std::string detail) {
  return {ErrorCode::lists_invalid, "The term list is not of the documented form.", std::move(detail)};
}

constexpr std::array<std::string_view, 5> kEndings{"", "s", "x", "e", "es"};

/// Words after which a word is a verb.
constexpr std::array<std::string_view, 16> kPronouns{"je",  "j",     "tu", "il", "elle", "on", "nous", "vous",
                                                     "ils", "elles", "se", "s",  "me",   "te", "ne",   "n"};

/// Words before a noun.
constexpr std::array<std::string_view, 38> kDeterminers{
    "le",   "la",    "les",    "l",    "un",    "une",  "de",   "du",   "des", "d",     "au",  "aux",   "ce",
    "cet",  "cette", "ces",    "mon",  "ma",    "mes",  "son",  "sa",   "ses", "notre", "nos", "votre", "vos",
    "leur", "leurs", "chaque", "tout", "toute", "tous", "sans", "pour", "par", "en",    "sur", "sous"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool has_capital(std::string_view text) { return to_lower(text, "fr") != text; }

/// "CAF (…)" is "CAF".
std::string without_brackets(std::string_view text) {
  std::string result;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const std::size_t size = rest.starts_with("（") || rest.starts_with("）") ? 3 : 1;
    const bool opens = rest.front() == '(' || rest.starts_with("（");
    const bool closes = rest.front() == ')' || rest.starts_with("）");
    if (opens) ++depth;
    if (depth == 0) result += rest.substr(0, size);
    if (closes && depth > 0) --depth;
    at += size;
  }
  return normalise(result);
}

/// What may stand between two words of a term.
bool joins_words(std::string_view between) {
  return between == " " || between == "'" || between == "\u2019" || between == "-";
}

std::optional<TermKind> kind_of(std::string_view name) {
  for (const TermKind kind : {TermKind::term, TermKind::acronym, TermKind::institution}) {
    if (to_string(kind) == name) return kind;
  }
  return std::nullopt;
}

std::vector<std::string> texts_of(const Json& list) {
  std::vector<std::string> texts;
  for (const Json& one : list) {
    if (one.is_string()) texts.push_back(one.get<std::string>());
  }
  return texts;
}

}  // namespace

/// A text and its words, side by side.
struct Termbase::Texts {
  explicit Texts(std::string_view given) : text(given), found(search_words(given)) {
    for (const SearchWord& word : found)
      lower.push_back(to_lower(text.substr(word.begin, word.end - word.begin), "fr"));
  }

  [[nodiscard]] std::string_view written(std::size_t i) const {
    return text.substr(found[i].begin, found[i].end - found[i].begin);
  }
  [[nodiscard]] std::string_view between(std::size_t i) const {
    return text.substr(found[i].end, found[i + 1].begin - found[i].end);
  }

  std::string_view text;
  std::vector<SearchWord> found;
  std::vector<std::string> lower;
};

std::string_view to_string(TermKind kind) {
  switch (kind) {
    case TermKind::term:
      return "term";
    case TermKind::acronym:
      return "acronym";
    case TermKind::institution:
      return "institution";
  }
  return {};
}

void Termbase::add_form(std::string_view written, std::size_t entry) {
  Form form;
  form.written = normalise(written);
  form.entry = entry;
  const Texts text(form.written);
  form.words.reserve(text.found.size());
  for (std::size_t i = 0; i < text.found.size(); ++i) form.words.push_back({text.found[i].form, text.lower[i]});
  if (form.words.empty()) return;
  if (to_lower(form.written, "fr") == to_lower(entries_[entry].head, "fr")) spellings_[entry].push_back(form.written);
  form.exact = entries_[entry].kind == TermKind::acronym || (form.words.size() == 1 && has_capital(form.written));
  by_first_.emplace(form.words.front().folded, forms_.size());
  forms_.push_back(std::move(form));
}

Result<Termbase> Termbase::parse(std::string_view json) {
  const Json root = Json::parse(json, nullptr, false);
  if (!root.is_object()) return invalid("root");
  Termbase base;
  base.language_ = root.value("language", Json()).is_string() ? root["language"].get<std::string>() : "";
  const auto language = find_language(base.language_);
  if (!language || language->code != base.language_ || base.language_ == "fr") return invalid("language");
  const auto terms = root.find("terms");
  if (terms == root.end() || !terms->is_array()) return invalid("terms");
  for (const Json& row : *terms) {
    const std::string where = "entry " + std::to_string(base.entries_.size());
    if (!row.is_object()) return invalid(where);
    const auto text = [&](const char* key) {
      const auto at = row.find(key);
      return at != row.end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    const auto kind = kind_of(row.contains("kind") ? text("kind") : "term");
    TermEntry entry{text("id"), kind.value_or(TermKind::term), text("fr"), text("to"), "", true};
    entry.head = without_brackets(entry.equivalent);
    if (!kind || entry.id.empty() || entry.french.empty() || entry.head.empty()) return invalid(where);
    for (const char* key : {"forms", "when"}) {
      if (row.contains(key) && !row[key].is_array()) return invalid(where + ": " + key);
    }
    entry.guides = row.value("guides", Json(true)) != Json(false);
    base.entries_.push_back(std::move(entry));
    std::vector<std::u32string> neighbours;
    for (const std::string& word : texts_of(row.value("when", Json::array()))) {
      for (SearchWord& one : search_words(word)) neighbours.push_back(std::move(one.form));
    }
    base.neighbours_.push_back(std::move(neighbours));
    base.spellings_.push_back({base.entries_.back().head});
    base.add_form(base.entries_.back().french, base.entries_.size() - 1);
    for (const std::string& form : texts_of(row.value("forms", Json::array())))
      base.add_form(form, base.entries_.size() - 1);
  }
  return base;
}

/// @return how many words the form takes at a word, 0 where it does not stand there
std::size_t Termbase::length_at(const Texts& text, std::size_t at, const Form& form) const {
  const std::size_t count = form.words.size();
  if (at + count > text.found.size()) return 0;
  const std::size_t begin = text.found[at].begin, end = text.found[at + count - 1].end;
  if (begin > 0 && text.text[begin - 1] == '-') return 0;
  if (end < text.text.size() && text.text[end] == '-') return 0;
  if (form.exact) return text.text.substr(begin, end - begin) == form.written ? count : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view written = text.written(at + i);
    const bool capitals = written.size() > 1 && to_upper(written, "fr") == written;
    const std::string& lower = text.lower[at + i];
    const Word& wanted = form.words[i];
    const bool inflects = count == 1 && entries_[form.entry].kind == TermKind::term;
    const bool same = std::ranges::any_of(kEndings, [&](std::string_view ending) {
      if (!inflects && !ending.empty()) return false;
      if (lower.size() == wanted.lower.size() + ending.size() && lower.starts_with(wanted.lower) &&
          lower.ends_with(ending))
        return true;
      return capitals && text.found[at + i].form == wanted.folded + std::u32string(ending.begin(), ending.end());
    });
    if (!same) return 0;
    if (i + 1 < count && !joins_words(text.between(at + i))) return 0;
  }
  return count;
}

bool Termbase::has_neighbour(const Texts& text, const FoundTerm& found) const {
  constexpr std::size_t kInflected = 6;  // letters from which a word may have lost its last two
  constexpr std::size_t kTail = 4;
  for (const SearchWord& word : text.found) {
    if (word.begin >= found.begin && word.end <= found.end) continue;
    for (const std::u32string& wanted : neighbours_[found.entry]) {
      const std::size_t stem = wanted.size() >= kInflected ? wanted.size() - 2 : wanted.size();
      const std::size_t tail = wanted.size() >= kInflected ? kTail : 1;
      if (word.form.size() <= stem + tail && word.form.starts_with(wanted.substr(0, stem))) return true;
    }
  }
  return false;
}

/// "demandeur d'emploi", "appel de fonds": a noun without a determiner behind "de".
bool Termbase::opens_longer_term(const Texts& text, std::size_t at) {
  if (at + 2 >= text.found.size() || !joins_words(text.between(at)) || !joins_words(text.between(at + 1))) return false;
  return (text.lower[at + 1] == "de" || text.lower[at + 1] == "d") && !is_one_of(text.lower[at + 2], kDeterminers);
}

std::vector<FoundTerm> Termbase::find(std::string_view french) const {
  std::vector<FoundTerm> found;
  const Texts text(french);
  for (std::size_t i = 0; i < text.found.size();) {
    std::size_t longest = 0;
    FoundTerm best;
    for (const std::string_view ending : kEndings) {
      std::u32string_view key = text.found[i].form;
      if (key.size() <= ending.size() || !std::ranges::equal(key.substr(key.size() - ending.size()), ending)) continue;
      key.remove_suffix(ending.size());
      const auto [first, last] = by_first_.equal_range(std::u32string(key));
      for (auto at = first; at != last; ++at) {
        const Form& form = forms_[at->second];
        const std::size_t count = length_at(text, i, form);
        if (count <= longest) continue;
        const FoundTerm one{text.found[i].begin, text.found[i + count - 1].end, form.entry};
        const bool confusable = !neighbours_[form.entry].empty();
        if (count == 1 && !form.exact && i > 0) {
          if (is_one_of(text.lower[i - 1], kPronouns)) continue;
          if (confusable && !is_one_of(text.lower[i - 1], kDeterminers)) continue;
        }
        if (count == 1 && confusable && opens_longer_term(text, i)) continue;
        if (confusable && !has_neighbour(text, one)) continue;
        longest = count;
        best = one;
      }
    }
    if (longest > 0) found.push_back(best);
    i += std::max<std::size_t>(longest, 1);
  }
  return found;
}

const TermEntry* Termbase::find_whole(std::string_view french) const {
  const std::string whole_text = normalise(french);
  const std::string_view normal = detail::trim(whole_text).core;
  const Texts text(normal);
  std::size_t first = 0;
  if (text.found.size() > 1 &&
      (text.lower[0] == "l" || text.lower[0] == "le" || text.lower[0] == "la" || text.lower[0] == "les"))
    first = 1;
  if (text.found.empty() || text.found[first].begin > (first == 0 ? 0 : text.found[0].end + 1)) return nullptr;
  const auto [begin, end] = by_first_.equal_range(text.found[first].form);
  for (auto at = begin; at != end; ++at) {
    const Form& form = forms_[at->second];
    const TermEntry& entry = entries_[form.entry];
    const bool whole = first + form.words.size() == text.found.size() && text.found.back().end == normal.size();
    if (!whole || form.written != normalise(entry.french) || !neighbours_[form.entry].empty()) continue;
    // Not the plural of the dictionary form: its equivalent is no plural.
    if (length_at(text, first, form) > 0 && text.found.back().form == form.words.back().folded) return &entry;
  }
  return nullptr;
}

bool Termbase::is_respected(std::size_t index, std::string_view target) const {
  const TermEntry& entry = entries_[index];
  // A name that stays French has to stay as it is.
  const std::string normal = normalise(target);
  if (entry.kind == TermKind::acronym)
    return std::ranges::any_of(spellings_[index],
                               [&](const std::string& name) { return normal.find(name) != std::string::npos; });
  if (entry.head == entry.french) return to_lower(normal, "fr").find(to_lower(entry.head, "fr")) != std::string::npos;
  return stands_in(entry.head, target, language_);
}

}  // namespace parvis
