#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// @file
/// Internal: the check digits that account and company numbers carry. All arguments are ASCII.

namespace parvis::detail {

/// Luhn's check (ISO/IEC 7812-1, annex B), as SIREN and SIRET carry it.
[[nodiscard]] bool luhn(std::u32string_view digits);

/// Remainder by 97 of a decimal number of any length.
[[nodiscard]] unsigned mod97(std::u32string_view digits);

/// ISO 13616: the first four characters to the end, letters as 10..35, remainder 1. Without spaces.
[[nodiscard]] bool iban_checks(std::u32string_view iban);

/// Characters of an IBAN of this country (two capitals); 0 where it is not known here.
[[nodiscard]] std::size_t iban_length(std::u32string_view country);

}  // namespace parvis::detail
