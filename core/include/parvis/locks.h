#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/result.h"

/// @file
/// Locks: what must come out of a translation as it went in.
///
/// A number, a date, an e-mail address or a reference is found (find_locks), replaced by a placeholder piece `<ph1>`
/// ... `<ph9>` that the model carries over (lock_text), put back afterwards (unlock_text) and compared by a reader that
/// knows nothing of the placeholders (verify_values). Everything that models/parvis_models/text.py locks is locked here
/// too; a longer lock (a whole date, an amount with its currency) may stand where that file has several short ones.

namespace parvis {

/// What a lock holds. The string of a kind (to_string) is stable: "social-security" etc.
enum class LockKind {
  number,
  date,
  time,
  amount,
  percentage,
  iban,
  siret,            ///< 14 digits, Luhn-checked
  siren,            ///< 9 digits, Luhn-checked
  social_security,  ///< French NIR: 13 digits (2A, 2B for Corsica) and mostly a key of two
  phone,
  email,
  url,
  postal_code,
  cerfa,            ///< number of a French form: 12345*06
  legal_reference,  ///< article number of a French code: R. 311-2
  file_reference,   ///< any other code of letters and digits
  template_variable,
  tag,      ///< markup, or text that looks like one of the model's own symbols
  quoted,   ///< «...», on request
  acronym,  ///< CAF, RIB, on request: the names of French institutions and papers stay as they are
  term,     ///< a term of the termbase, on request: another text is put back in its place
};

[[nodiscard]] std::string_view to_string(LockKind kind);

/// How much is locked.
enum class LockPlan {
  standard,  ///< one-digit numbers stay plain: they carry the agreement of the plural
  safe,      ///< no digit stays plain
};

struct LockOptions {
  LockPlan plan = LockPlan::standard;
  bool quoted = false;    ///< lock «...» as well (a person's own words)
  bool acronyms = false;  ///< lock words of two to six capitals that stand alone; for text that is not all in capitals
};

/// A stretch of text that must survive.
struct LockSpan {
  std::size_t begin = 0;  ///< byte offset in the text given
  std::size_t end = 0;
  LockKind kind = LockKind::number;
  bool checked = false;  ///< a check digit or key exists for this kind, and it is right

  friend bool operator==(const LockSpan&, const LockSpan&) = default;
};

/// All locks of a text, in order, without overlap. Any UTF-8 is accepted, raw or normalised; ill-formed bytes are never
/// part of a lock.
///
/// @param language  ISO 639-1 code of the text: chooses the month names (beside the French ones) of dates
[[nodiscard]] std::vector<LockSpan> find_locks(std::string_view text, std::string_view language,
                                               const LockOptions& options = {});

/// One string that was taken out.
struct KeptLock {
  std::string text;  ///< as it is put back: ASCII digits, no invisible marks; no-break spaces as in the source
  LockKind kind = LockKind::number;
  std::size_t count = 0;  ///< how often its placeholder stands in the locked text

  friend bool operator==(const KeptLock&, const KeptLock&) = default;
};

/// A text whose locks are placeholders.
struct LockedText {
  std::string text;            ///< normalised (text.h), `<phN>` for each lock
  std::vector<KeptLock> kept;  ///< kept[0] is `<ph1>`; at most nine
  std::size_t plain =
      0;  ///< locks found beyond the nine different ones that fit: left as plain text, for verify_values to watch
  std::string source_language;

  friend bool operator==(const LockedText&, const LockedText&) = default;
};

/// Normalises a text and takes its locks out. Placeholders are numbered by first appearance; equal strings share one.
///
/// @param terms  stretches of the *normal form* to take out as well, in order and without overlap; one that overlaps
/// with
///               another lock or finds no placeholder left stays text
///
/// Text that itself contains the model's symbols ("<ph1>", "<2fr>") is safe: they are locked like any tag.
/// Unlocking the locked text unchanged gives normalise(text), but for no-break spaces inside locks, which stay as they
/// were.
[[nodiscard]] LockedText lock_text(std::string_view text, std::string_view language, const LockOptions& options = {},
                                   std::span<const LockSpan> terms = {});

struct UnlockOptions {
  bool localise_dates =
      false;  ///< write dates with a month name in the target language, and French times ("10 h 30") with a colon
};

/// How often each placeholder of `locked` stands in `target` against how often it should.
///
/// @return success, or lock_lost / lock_added with the placeholder's string as detail
[[nodiscard]] Result<void> verify_placeholders(const LockedText& locked, std::string_view target);

/// Puts the kept strings back into a translation. Verified: see verify_placeholders for the errors.
///
/// @param target           translation of locked.text, placeholders included
/// @param locked           what lock_text returned for the source
/// @param target_language  ISO 639-1 code; used where dates are localised
[[nodiscard]] Result<std::string> unlock_text(std::string_view target, const LockedText& locked,
                                              std::string_view target_language, const UnlockOptions& options = {});

/// A date with a month name, or a French time, in the words of another language; anything that is not one, unchanged.
///
/// The month name comes from ICU's date format of that language (Gregorian calendar, ASCII digits). The result is
/// parsed back: if it does not give the same day the input is returned.
[[nodiscard]] std::string localise_date(std::string_view date, std::string_view source_language,
                                        std::string_view target_language);

/// What verify_values found wrong.
struct ValueProblem {
  enum class What {
    missing,  ///< stands in the source, not in the target
    added,    ///< stands in the target, not in the source
  };
  What what = What::missing;
  std::string
      value;  ///< canonical form: digits of a number, ISO form of a date, the string itself for addresses and codes

  friend bool operator==(const ValueProblem&, const ValueProblem&) = default;
};

/// Compares source and final target without knowledge of placeholders: every number, date, amount, address and code
/// must stand on both sides equally often (dates by the day they name, so that a localised one is equal), and so must
/// every digit.
///
/// One-digit numbers count as well: a translation that writes "two" for "2" is reported, so that the caller can decode
/// again with the safe plan.
/// @return nothing wrong: empty
[[nodiscard]] std::vector<ValueProblem> verify_values(std::string_view source, std::string_view source_language,
                                                      std::string_view target, std::string_view target_language);

}  // namespace parvis
