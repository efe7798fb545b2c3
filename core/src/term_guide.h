#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/translate.h"
#include "sentence.h"

/// @file
/// Internal: what the termbase asks of a sentence.

namespace parvis::detail {

/// The termbase of a job, and which names were explained already.
class TermGuide {
 public:
  /// @param termbase  null: no sentence has terms
  /// @param guides    whether equivalents are put; else terms are found and noted alone
  TermGuide(const Termbase* termbase, bool guides) : termbase_(termbase), guides_(guides) {}

  /// Terms of a sentence in its normal form.
  [[nodiscard]] std::vector<FoundTerm> find(std::string_view normal) const;

  /// Names among them, which stay as they are: acronyms, and institutions that keep their French name.
  [[nodiscard]] std::vector<FoundTerm> names(std::span<const FoundTerm> terms) const;

  /// Terms whose equivalents have to stand in the translation.
  [[nodiscard]] std::vector<FoundTerm> guiding(std::span<const FoundTerm> terms) const;

  /// Those of them whose equivalents do not.
  [[nodiscard]] std::vector<FoundTerm> missing(std::span<const FoundTerm> terms, std::string_view target) const;

  /// What is put in place of terms, chosen among those of a sentence. A name has its gloss behind it in the first input
  /// that it stands in, unless the sentence has brackets there.
  /// @param input  number of the input that the sentence is a part of; asked in any order
  [[nodiscard]] std::vector<TermLock> locks(std::span<const FoundTerm> chosen, std::string_view normal,
                                            std::size_t input);

  /// A remark for the reader, to stand behind a sentence without the equivalents of these terms: the French of each and
  /// its equivalent, in brackets. Empty for none.
  [[nodiscard]] std::string remark(std::span<const FoundTerm> missing, std::string_view normal) const;

  /// Adds what there is to say about the terms of a finished sentence.
  void note(std::vector<TermNote>& notes, std::span<const FoundTerm> terms, std::string_view normal,
            std::string_view target) const;

 private:
  [[nodiscard]] bool is_name(const FoundTerm& term) const;
  [[nodiscard]] std::string put_for(const FoundTerm& term, std::string_view normal, std::size_t input);

  const Termbase* termbase_;
  bool guides_;
  std::map<std::size_t, std::size_t> explained_;  // entry -> input with its gloss
};

/// Adds terms; one that is there stays respected only where it is so everywhere.
void add_terms(std::vector<TermNote>& terms, const std::vector<TermNote>& more);

}  // namespace parvis::detail
