#include "check_digits.h"

#include <array>

#include "codepoints.h"

namespace parvis::detail {
namespace {

struct IbanLength {
  char32_t country[2];
  std::size_t length;
};
// ISO 13616 registry: the countries that our readers bank in.
constexpr std::array<IbanLength, 32> kIbanLengths{{
    {{U'F', U'R'}, 27}, {{U'D', U'E'}, 22}, {{U'E', U'S'}, 24}, {{U'I', U'T'}, 27}, {{U'P', U'T'}, 25},
    {{U'P', U'L'}, 28}, {{U'R', U'O'}, 24}, {{U'T', U'R'}, 26}, {{U'U', U'A'}, 29}, {{U'A', U'L'}, 28},
    {{U'B', U'E'}, 16}, {{U'L', U'U'}, 20}, {{U'C', U'H'}, 21}, {{U'G', U'B'}, 22}, {{U'N', U'L'}, 18},
    {{U'I', U'E'}, 22}, {{U'A', U'T'}, 20}, {{U'M', U'C'}, 27}, {{U'L', U'T'}, 20}, {{U'L', U'V'}, 21},
    {{U'E', U'E'}, 20}, {{U'B', U'G'}, 22}, {{U'H', U'U'}, 28}, {{U'C', U'Z'}, 24}, {{U'S', U'K'}, 24},
    {{U'G', U'R'}, 27}, {{U'M', U'D'}, 24}, {{U'X', U'K'}, 20}, {{U'T', U'N'}, 24}, {{U'M', U'T'}, 31},
    {{U'R', U'U'}, 33}, {{U'C', U'Y'}, 28},
}};

}  // namespace

bool luhn(std::u32string_view digits) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const bool twice = (digits.size() - i) % 2 == 0;
    const unsigned value = static_cast<unsigned>(digits[i] - U'0') * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

unsigned mod97(std::u32string_view digits) {
  unsigned remainder = 0;
  for (const char32_t digit : digits) remainder = (remainder * 10 + static_cast<unsigned>(digit - U'0')) % 97;
  return remainder;
}

bool iban_checks(std::u32string_view iban) {
  std::u32string digits;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char32_t c = iban[(i + 4) % iban.size()];
    if (is_ascii_upper(c)) {
      const auto value = static_cast<unsigned>(c - U'A' + 10);
      digits += static_cast<char32_t>(U'0' + value / 10);
      digits += static_cast<char32_t>(U'0' + value % 10);
    } else {
      digits += c;
    }
  }
  return mod97(digits) == 1;
}

std::size_t iban_length(std::u32string_view country) {
  for (const IbanLength& entry : kIbanLengths) {
    if (country.size() == 2 && entry.country[0] == country[0] && entry.country[1] == country[1]) return entry.length;
  }
  return 0;
}

}  // namespace parvis::detail
