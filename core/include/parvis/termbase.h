#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/result.h"

/// @file
/// The termbase in translation: administrative French terms and the one equivalent each has in a language.

namespace parvis {

enum class TermKind : std::uint8_t {
  term,         ///< "quotient familial"; letter case does not count
  acronym,      ///< "CAF", "Pacs"; matched with its capitals
  institution,  ///< "tribunal judiciaire", "FranceConnect"
};

/// "term", "acronym" or "institution".
[[nodiscard]] std::string_view to_string(TermKind kind);

/// A term and what it is in the termbase's language.
struct TermEntry {
  std::string id;
  TermKind kind = TermKind::term;
  std::string french;      ///< dictionary form
  std::string equivalent;  ///< dictionary form, with a gloss in brackets where one is needed: "CAF (…)"
  std::string head;        ///< the equivalent without what stands in brackets
  /// Whether the equivalent may be put where the term stands: a noun with one sense. Others are found and shown, never
  /// put.
  bool guides = true;
};

/// A term in a text.
struct FoundTerm {
  std::size_t begin = 0;  ///< bytes in the text
  std::size_t end = 0;
  std::size_t entry = 0;  ///< index of its entry

  friend bool operator==(const FoundTerm&, const FoundTerm&) = default;
};

/// The terms of one language pair.
class Termbase {
 public:
  /// Reads a term list (built from i18n/terms, format in its README.md).
  /// @return lists_invalid where it is no JSON or not of the format
  [[nodiscard]] static Result<Termbase> parse(std::string_view json);

  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// Precondition: index < size().
  [[nodiscard]] const TermEntry& entry(std::size_t index) const { return entries_[index]; }

  /// The terms of a French text, in order, without overlap, the longest at each word.
  ///
  /// Accents count, except in a word all in capitals; a plural -s or -x and a feminine -e or -es are added to terms of
  /// one word. A word right after a personal pronoun is a verb, and a word that a hyphen joins to another is a part of
  /// it: neither is a term. A confusable term counts with a neighbour from its list and, where it is one word, behind a
  /// determiner or preposition or at the start, and not with
  /// "de" and a bare noun behind it, with which it is a longer term.
  [[nodiscard]] std::vector<FoundTerm> find(std::string_view french) const;

  /// The entry whose dictionary form is the whole text, without regard to letter case, to an article in front or to a
  /// final colon, asterisk or full stop; null where there is none, and for confusable terms.
  [[nodiscard]] const TermEntry* find_whole(std::string_view french) const;

  /// Whether an equivalent stands in a translation, inflected or not: see stands_in. A name has to stand there in one
  /// of its spellings ("Pacs", "PACS").
  [[nodiscard]] bool is_respected(std::size_t index, std::string_view target) const;

 private:
  struct Word {
    std::u32string folded;  // search form
    std::string lower;      // with its accents
  };
  struct Form {
    std::vector<Word> words;
    std::string written;
    std::size_t entry = 0;
    bool exact = false;  // letter case counts
  };
  struct Texts;

  void add_form(std::string_view written, std::size_t entry);
  [[nodiscard]] std::size_t length_at(const Texts& text, std::size_t at, const Form& form) const;
  [[nodiscard]] static bool opens_longer_term(const Texts& text, std::size_t at);
  [[nodiscard]] bool has_neighbour(const Texts& text, const FoundTerm& found) const;

  std::string language_;
  std::vector<TermEntry> entries_;
  std::vector<std::vector<std::u32string>> neighbours_;  // of each entry, folded; empty: not confusable
  std::vector<std::vector<std::string>> spellings_;      // of each name, the head first
  std::vector<Form> forms_;
  std::multimap<std::u32string, std::size_t> by_first_;  // first folded word -> form
};

/// Whether a term stands in a text of its language, in any inflection.
///
/// Chinese and Vietnamese do not inflect: the term stands there as it is. Elsewhere each content word of the term must
/// have a word of the text with the same beginning, all of them within the number of the term's words plus two, in any
/// order. How many letters at the end of a word may change, and how many may follow, is a rule of each language;
/// diacritics that inflection changes do not count (German umlauts, Polish ó), nor do Ukrainian і and о that alternate;
/// Arabic words are compared without their prefixes (و ف ب ل ك ال). Stems that change inside (broken plurals, fleeting
/// vowels) are not found; a longer word of the same family may be.
///
/// @param language  ISO 639-1 code of both texts
[[nodiscard]] bool stands_in(std::string_view term, std::string_view text, std::string_view language);

}  // namespace parvis
