#pragma once

#include <string>
#include <string_view>

/// @file
/// Left-to-right runs inside right-to-left plain text (Unicode Standard Annex 9, isolates).

namespace parvis {

/// Sets each run of Latin text, and each number with inner or outer punctuation ("12-05-2024", "+33 1 23 45 67 89", "10
/// 000 €"), apart with U+2068 FIRST STRONG ISOLATE ... U+2069 POP DIRECTIONAL ISOLATE, so that its parts are not
/// reordered by the text around it.
///
/// Plain digits need no help and stay bare. Runs that are isolated already stay as they are. For output in a
/// right-to-left language only: text without right-to-left letters comes back unchanged. Apart from the marks nothing
/// changes: strip_isolates gives the input back.
[[nodiscard]] std::string isolate_ltr_runs(std::string_view text);

/// Drops every U+2066..U+2069.
[[nodiscard]] std::string strip_isolates(std::string_view text);

}  // namespace parvis
