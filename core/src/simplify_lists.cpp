#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "parvis/french_forms.h"
#include "parvis/simplify.h"
#include "parvis/text.h"
#include "simplify_data.h"

namespace parvis {
namespace detail {

std::string fold_token(std::string_view token) {
  std::string folded;
  const std::string lower = to_lower(token, "fr");
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (lower.compare(i, 3, "’") == 0) {
      folded += '\'';
      i += 2;
    } else {
      folded += lower[i];
    }
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kFull{{{"d'", "de"},
                                                                                {"qu'", "que"},
                                                                                {"n'", "ne"},
                                                                                {"jusqu'", "jusque"},
                                                                                {"lorsqu'", "lorsque"},
                                                                                {"puisqu'", "puisque"},
                                                                                {"c'", "ce"}}};
  for (const auto& [elided, full] : kFull) {
    if (folded == elided) return std::string(full);
  }
  return folded;
}

namespace {

/// Words of a phrase that has nothing but letters, spaces and elisions, as tokenize_french would cut it; nothing for
/// another phrase. A table has thousands, and sentence rules and locks are of no use here.
std::optional<std::vector<std::string>> simple_tokens(std::string_view phrase) {
  constexpr std::array<std::string_view, 13> kElided{"l", "d", "j",  "m",     "t",      "s",     "n",
                                                     "c", "ç", "qu", "jusqu", "lorsqu", "puisqu"};
  std::vector<std::string> tokens;
  std::string token;
  const auto flush = [&] {
    if (!token.empty()) tokens.push_back(std::move(token));
    token.clear();
  };
  for (const char c : phrase) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<std::uint8_t>(c) >= 0xC3;
    if (letter || (static_cast<std::uint8_t>(c) & 0xC0) == 0x80) {
      token += c;
    } else if (c == ' ') {
      flush();
    } else if (c == '\'') {
      const std::string low = to_lower(token, "fr");
      const bool elided = std::find(kElided.begin(), kElided.end(), low) != kElided.end();
      token += c;
      if (elided) flush();
    } else {
      return {};
    }
  }
  flush();
  // "l'on" is one word, and typographic characters need a closer look.
  if (phrase.find("l'on") != std::string_view::npos || phrase.find("\xE2\x80") != std::string_view::npos) return {};
  return tokens;
}

}  // namespace

std::vector<std::string> exact_tokens(std::string_view phrase) {
  if (auto simple = simple_tokens(phrase)) return *std::move(simple);
  std::vector<std::string> tokens;
  for (const FrenchSentence& sentence : tokenize_french(phrase).sentences) {
    for (const FrenchWord& word : sentence.words) tokens.emplace_back(word.of(phrase));
  }
  return tokens;
}

std::vector<std::string> phrase_tokens(std::string_view phrase) {
  std::vector<std::string> tokens = exact_tokens(phrase);
  for (std::string& token : tokens) token = fold_token(token);
  return tokens;
}

}  // namespace detail

namespace {

using detail::Phrase;
using detail::PhraseKind;
using detail::Term;
using detail::TermForm;
using detail::VerbPhrase;
using Json = nlohmann::json;

Error invalid(std::string detail) {
  return {ErrorCode::lists_invalid, "The lists are not of the documented form", std::move(detail)};
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Reads a list of words; a single string is a list of one. Anything else is refused.
bool read_words(const Json& object, const char* key, std::vector<std::string>& words) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return true;
  if (found->is_string()) {
    words.push_back(detail::fold_token(found->get<std::string>()));
    return true;
  }
  if (!found->is_array()) return false;
  for (const Json& one : *found) {
    if (!one.is_string()) return false;
    words.push_back(detail::fold_token(one.get<std::string>()));
  }
  return true;
}

bool read_condition(const Json& entry, detail::PhraseCondition& when) {
  const auto found = entry.find("when");
  if (found == entry.end() || found->is_null()) return true;
  if (!found->is_object()) return false;
  for (const auto& [key, value] : found->items()) {
    if (key == "first") {
      if (!value.is_boolean()) return false;
      when.first = value.get<bool>();
    } else if (key == "number") {
      if (value != "s" && value != "p") return false;
      when.number = value == "s" ? Number::singular : Number::plural;
    } else if (key != "next" && key != "not_next" && key != "object" && key != "not_object" && key != "subject" &&
               key != "not_subject" && key != "prev" && key != "not_prev") {
      return false;
    }
  }
  return read_words(*found, "next", when.next) && read_words(*found, "not_next", when.not_next) &&
         read_words(*found, "object", when.object) && read_words(*found, "not_object", when.not_object) &&
         read_words(*found, "subject", when.subject) && read_words(*found, "not_subject", when.not_subject) &&
         read_words(*found, "prev", when.previous) && read_words(*found, "not_prev", when.not_previous);
}

/// Takes 'de' or 'à' from the end of a phrase of more than one token.
std::string take_preposition(std::vector<std::string>& tokens) {
  if (tokens.size() < 2 || (tokens.back() != "de" && tokens.back() != "à")) return {};
  std::string preposition = std::move(tokens.back());
  tokens.pop_back();
  return preposition;
}

bool is_infinitive(std::string_view word) {
  return word.size() > 3 && (word.ends_with("er") || word.ends_with("ir") || word.ends_with("re"));
}

/// Reads "s'acquitter de". The words after the verb stay as written but for their letter case.
std::optional<VerbPhrase> read_verb(std::string_view phrase) {
  std::vector<std::string> tokens = detail::phrase_tokens(phrase);
  VerbPhrase verb;
  if (tokens.size() > 2 && tokens[0] == "ne" && tokens[1] == "pas") {
    verb.negative = true;
    tokens.erase(tokens.begin(), tokens.begin() + 2);
  }
  if (!tokens.empty() && (tokens.front() == "se" || tokens.front() == "s'")) {
    verb.reflexive = true;
    tokens.erase(tokens.begin());
  }
  if (tokens.empty() || !is_infinitive(tokens.front())) return {};
  verb.preposition = take_preposition(tokens);
  verb.verb = tokens.front();
  verb.words.assign(tokens.begin() + 1, tokens.end());
  return verb;
}

std::string without_preposition(std::string_view phrase, std::string& preposition) {
  if (phrase == "de" || phrase == "à") {
    preposition = phrase;
    return {};
  }
  for (const std::string_view end : {" de", " d'", " d’"}) {
    if (phrase.ends_with(end)) {
      preposition = "de";
      return std::string(phrase.substr(0, phrase.size() - end.size()));
    }
  }
  if (phrase.ends_with(" à")) {
    preposition = "à";
    return std::string(phrase.substr(0, phrase.size() - std::string_view(" à").size()));
  }
  return std::string(phrase);
}

std::optional<SimplifyLevel> read_level(const Json& entry) {
  const std::string level = text_of(entry, "level");
  if (level.empty() || level == "light") return SimplifyLevel::light;
  if (level == "standard") return SimplifyLevel::standard;
  if (level == "strong") return SimplifyLevel::strong;
  return {};
}

Result<Phrase> read_phrase(const Json& entry) {
  if (!entry.is_object()) return invalid("replacements");
  Phrase phrase;
  phrase.id = text_of(entry, "id");
  phrase.rule = text_of(entry, "rule");
  const std::string kind = text_of(entry, "kind");
  const std::string from = normalise(text_of(entry, "from"));
  const std::string to = normalise(text_of(entry, "to"));
  if (phrase.id.empty() || from.empty() || to.empty()) return invalid(phrase.id);
  const auto level = read_level(entry);
  if (!level || !read_condition(entry, phrase.when)) return invalid(phrase.id);
  phrase.level = *level;
  phrase.from = detail::phrase_tokens(from);
  if (kind == "verb" || kind == "nominal") {
    phrase.kind = kind == "verb" ? PhraseKind::verb : PhraseKind::nominal;
    auto from_verb = read_verb(from);
    auto to_verb = read_verb(to);
    if (!from_verb || !to_verb || from_verb->negative) return invalid(phrase.id);
    phrase.from_verb = *std::move(from_verb);
    phrase.to_verb = *std::move(to_verb);
    return phrase;
  }
  if (kind == "noun") {
    phrase.kind = PhraseKind::noun;
    const std::string gender = text_of(entry, "gender");
    if (gender != "m" && gender != "f") return invalid(phrase.id);
    phrase.gender = gender == "m" ? Gender::masculine : Gender::feminine;
    phrase.to = to;
    return phrase;
  }
  if (kind == "adj") {
    phrase.kind = PhraseKind::adj;
    phrase.from_preposition = take_preposition(phrase.from);
    phrase.to = without_preposition(to, phrase.to_preposition);
    return phrase;
  }
  if (kind != "fixed") return invalid(phrase.id);
  phrase.from_preposition = take_preposition(phrase.from);
  phrase.to = without_preposition(to, phrase.to_preposition);
  return phrase;
}

/// Words that end the part of a term that takes plurals and feminines.
bool is_link(std::string_view token) {
  constexpr std::array<std::string_view, 17> kLinks{"de",  "du",   "des", "à",    "au",    "aux", "en", "pour",  "par",
                                                    "sur", "sans", "l'",  "dans", "entre", "et",  "ou", "contre"};
  return std::find(kLinks.begin(), kLinks.end(), token) != kLinks.end();
}

bool is_acronym(std::string_view text) {
  return text.size() > 1 && text.find(' ') == std::string_view::npos && to_upper(text, "fr") == text;
}

void add_form(std::vector<TermForm>& forms, std::vector<std::string> tokens, std::uint32_t term, bool exact) {
  if (tokens.empty()) return;
  TermForm form{std::move(tokens), term, exact};
  const bool known = std::any_of(forms.begin(), forms.end(),
                                 [&](const TermForm& one) { return one.tokens == form.tokens && one.exact == exact; });
  if (!known) forms.push_back(std::move(form));
}

/// The forms of one term: as written, and its plural by the regular rules.
void add_forms(const Json& entry, std::uint32_t index, Term& term, std::vector<TermForm>& all) {
  std::vector<TermForm> forms;
  term.acronym = text_of(entry, "kind") == "acronym" || is_acronym(term.text);
  add_form(forms, term.acronym ? detail::exact_tokens(term.text) : detail::phrase_tokens(term.text), index,
           term.acronym);
  if (!term.acronym && text_of(entry, "kind") != "institution") {
    std::vector<std::string> tokens = detail::phrase_tokens(term.text);
    for (std::string& token : tokens) {
      if (is_link(token)) break;
      token = plural(token);
    }
    add_form(forms, std::move(tokens), index, false);
  }
  std::vector<std::string> spelled;
  const auto found = entry.find("forms");
  if (found != entry.end() && found->is_array()) {
    for (const Json& one : *found) {
      if (one.is_string()) spelled.push_back(one.get<std::string>());
    }
  }
  if (term.acronym && !term.expand.empty()) spelled.push_back(term.expand);
  for (const std::string& one : spelled) {
    const bool exact = is_acronym(one);
    add_form(forms, exact ? detail::exact_tokens(one) : detail::phrase_tokens(one), index, exact);
  }
  all.insert(all.end(), std::make_move_iterator(forms.begin()), std::make_move_iterator(forms.end()));
}

Result<Term> read_term(const Json& entry) {
  if (!entry.is_object()) return invalid("terms");
  Term term;
  term.id = text_of(entry, "id");
  term.text = normalise(text_of(entry, "fr"));
  term.expand = text_of(entry, "expand");
  term.explain = text_of(entry, "explain");
  if (term.id.empty() || term.text.empty() || (term.explain.empty() && term.expand.empty())) return invalid(term.id);
  const auto confusable = entry.find("confusable");
  term.confusable = confusable != entry.end() && confusable->is_boolean() && confusable->get<bool>();
  if (!read_words(entry, "when", term.when)) return invalid(term.id);
  return term;
}

/// Longest first, so that the first one that fits is the best.
template <typename Size>
void sort_index(std::unordered_map<std::string, std::vector<std::uint32_t>>& index, Size size) {
  for (auto& [word, list] : index) {
    std::stable_sort(list.begin(), list.end(), [&](std::uint32_t a, std::uint32_t b) { return size(a) > size(b); });
  }
}

void index_phrases(SimplifyLists::Data& data) {
  for (std::uint32_t i = 0; i < data.phrases.size(); ++i) {
    const Phrase& phrase = data.phrases[i];
    switch (phrase.kind) {
      case PhraseKind::verb:
      case PhraseKind::nominal:
        data.by_lemma[phrase.from_verb.verb].push_back(i);
        if (!phrase.from_verb.reflexive && phrase.from_verb.words.empty() && phrase.from_verb.preposition.empty()) {
          // Taggers take many participles for adjectives.
          for (const Gender g : {Gender::masculine, Gender::feminine}) {
            for (const Number n : {Number::singular, Number::plural}) {
              const auto form = past_participle(phrase.from_verb.verb, g, n);
              if (!form) continue;
              std::vector<std::uint32_t>& list = data.by_word[*form];
              if (list.empty() || list.back() != i) list.push_back(i);
            }
          }
        }
        break;
      case PhraseKind::noun:
      case PhraseKind::adj: {
        // By form: taggers know rare adjectives as participles of verbs that do not exist.
        std::vector<std::string> forms{phrase.from.front(), plural(phrase.from.front())};
        if (phrase.kind == PhraseKind::adj) {
          forms.push_back(feminine(phrase.from.front()));
          forms.push_back(plural(forms.back()));
        }
        std::sort(forms.begin(), forms.end());
        forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
        for (const std::string& form : forms) data.by_word[form].push_back(i);
        break;
      }
      case PhraseKind::fixed:
        data.by_word[phrase.from.front()].push_back(i);
        break;
    }
  }
  const auto size = [&](std::uint32_t i) {
    const Phrase& phrase = data.phrases[i];
    const bool verb = phrase.kind == PhraseKind::verb || phrase.kind == PhraseKind::nominal;
    // A condition makes an entry more special than its twin without one.
    const bool special = !phrase.when.next.empty() || !phrase.when.object.empty() || !phrase.when.subject.empty();
    return 2 * (verb ? phrase.from_verb.words.size() + (phrase.from_verb.preposition.empty() ? 0 : 1)
                     : phrase.from.size() + (phrase.from_preposition.empty() ? 0 : 1)) +
           (special ? 1 : 0);
  };
  sort_index(data.by_word, size);
  sort_index(data.by_lemma, size);
}

/// Numbers of an array, all within bounds; nothing for anything else.
std::optional<std::vector<int>> read_numbers(const Json& object, const char* key, int least, int most) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return {};
  std::vector<int> numbers;
  numbers.reserve(found->size());
  for (const Json& one : *found) {
    if (!one.is_number_integer() || one.get<std::int64_t>() < least || one.get<std::int64_t>() > most) return {};
    numbers.push_back(one.get<int>());
  }
  return numbers;
}

/// Reads `{"slots": 262144, "threshold": 51, "gaps": [3, 40, ...], "weights": [-12, 7, ...]}`: the slots that have a
/// weight, each by its distance from the one before.
bool read_hard_terms(const Json& root, detail::HardTermModel& model) {
  const auto found = root.find("hard_terms");
  if (found == root.end()) return true;
  constexpr int kMostSlots = 1 << 20;
  constexpr int kHighest = 100000;
  const auto number = [&](const char* key, int least, int most) -> std::optional<int> {
    const auto value = found->find(key);
    if (value == found->end() || !value->is_number_integer()) return {};
    const std::int64_t wide = value->get<std::int64_t>();
    return wide < least || wide > most ? std::nullopt : std::optional(static_cast<int>(wide));
  };
  if (!found->is_object()) return false;
  const auto slots = number("slots", 1, kMostSlots);
  const auto threshold = number("threshold", -kHighest, kHighest);
  const auto gaps = read_numbers(*found, "gaps", 0, kMostSlots);
  const auto weights = read_numbers(*found, "weights", -128, 127);
  if (!slots || !threshold || !gaps || !weights || gaps->size() != weights->size()) return false;
  model.threshold = *threshold;
  model.weights.assign(static_cast<std::size_t>(*slots), 0);
  std::size_t at = 0;
  for (std::size_t i = 0; i < gaps->size(); ++i) {
    at += static_cast<std::size_t>((*gaps)[i]);
    if (at >= model.weights.size()) return false;
    model.weights[at] = static_cast<std::int8_t>((*weights)[i]);
  }
  return true;
}

/// What the detection of hard terms knows of the termbase.
void index_terms(SimplifyLists::Data& data) {
  for (const TermForm& form : data.forms) {
    std::string key;
    for (const std::string& token : form.tokens) {
      if (!key.empty()) key += ' ';
      key += detail::fold_token(token);
    }
    data.term_keys.insert(std::move(key));
  }
  for (const Term& term : data.terms) {
    std::vector<std::string> tokens = detail::phrase_tokens(term.text);
    if (tokens.empty()) continue;
    ++data.term_heads[tokens.front()];
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    for (std::string& token : tokens) ++data.term_words[std::move(token)];
  }
}

}  // namespace

std::string_view to_string(EditKind kind) {
  constexpr std::array<std::string_view, 7> kNames{"replace", "split",       "list",  "active",
                                                   "tense",   "affirmative", "format"};
  return kNames[static_cast<std::size_t>(kind)];
}

SimplifyLists::SimplifyLists() : data_(std::make_shared<const Data>()) {}

std::size_t SimplifyLists::replacements() const { return data_->phrases.size(); }

std::size_t SimplifyLists::terms() const { return data_->terms.size(); }

Result<SimplifyLists> SimplifyLists::parse(std::string_view json) {
  const Json root = Json::parse(json, nullptr, false);
  if (!root.is_object()) return invalid("root");
  auto data = std::make_shared<Data>();
  const auto list = [&](const char* key) -> const Json* {
    const auto found = root.find(key);
    return found != root.end() && found->is_array() ? &*found : nullptr;
  };
  for (const char* key : {"replacements", "terms", "frequent"}) {
    if (root.contains(key) && !root[key].is_array()) return invalid(key);
  }
  if (const Json* entries = list("replacements")) {
    for (const Json& entry : *entries) {
      auto phrase = read_phrase(entry);
      if (!phrase) return phrase.error();
      data->phrases.push_back(*std::move(phrase));
    }
  }
  if (const Json* entries = list("terms")) {
    for (const Json& entry : *entries) {
      auto term = read_term(entry);
      if (!term) return term.error();
      add_forms(entry, static_cast<std::uint32_t>(data->terms.size()), *term, data->forms);
      data->terms.push_back(*std::move(term));
    }
  }
  if (const Json* words = list("frequent")) {
    for (const Json& word : *words) {
      if (!word.is_string()) return invalid("frequent");
      data->frequent.insert(word.get<std::string>());
    }
  }
  if (!read_hard_terms(root, data->hard_terms)) return invalid("hard_terms");
  index_phrases(*data);
  index_terms(*data);
  for (std::uint32_t i = 0; i < data->forms.size(); ++i) {
    data->by_term[detail::fold_token(data->forms[i].tokens.front())].push_back(i);
  }
  sort_index(data->by_term, [&](std::uint32_t i) { return data->forms[i].tokens.size(); });
  SimplifyLists lists;
  lists.data_ = std::move(data);
  return lists;
}

}  // namespace parvis
