#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// @file
/// Writing systems: which language uses which, and which one a text is written in.

namespace parvis {

/// The writing systems of our languages. `other` is any further one; `none` means that there is no letter at all.
enum class Script { none, latin, arabic, cyrillic, han, other };

enum class Direction { ltr, rtl };

/// ISO 15924 code ("Latn", "Arab", "Cyrl", "Hani"); "Zyyy" for none, "Zzzz" for other.
[[nodiscard]] std::string_view to_string(Script script);

/// "ltr" or "rtl", as the `dir` attribute wants it.
[[nodiscard]] std::string_view to_string(Direction direction);

/// What the core knows of a language by itself.
struct Language {
  std::string_view code;  ///< ISO 639-1
  Script script;
  Direction direction;
  bool has_case;    ///< whether its script knows capital letters
  bool has_spaces;  ///< whether words, and sentences, are set apart by spaces
};

/// French first, then the sixteen others, in the order of models/parvis_models/text.py.
[[nodiscard]] std::span<const Language> languages();

/// A language by its code; a region or script after '-' or '_' is ignored ("pt-PT"), and so is letter case. Nothing if
/// it is none of ours.
[[nodiscard]] std::optional<Language> find_language(std::string_view code);

/// Script of one character; `none` for what is no letter (digits, punctuation, marks).
[[nodiscard]] Script script_of(char32_t character);

/// Letters of a text by script.
struct ScriptCounts {
  std::array<std::size_t, 6> letters{};  ///< indexed by Script

  [[nodiscard]] std::size_t operator[](Script script) const { return letters[static_cast<std::size_t>(script)]; }
  [[nodiscard]] std::size_t total() const;
};

[[nodiscard]] ScriptCounts count_scripts(std::string_view text);

/// The script with most letters; a Han character weighs as three letters, as it stands for about half a word. `none`
/// without letters.
[[nodiscard]] Script main_script(std::string_view text);

/// Direction in which a text is to be laid out: that of its main script, not of its first letter (a sentence in Arabic
/// that opens with a Latin acronym is still right to left). Left to right where nothing tells.
[[nodiscard]] Direction text_direction(std::string_view text);

}  // namespace parvis
