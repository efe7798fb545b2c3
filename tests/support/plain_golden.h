#pragma once

#include <map>
#include <string>

#include "parvis/simplify.h"

/// @file
/// What plain French makes of the corpus (i18n/plain/corpus), as text to review: tests/data/plain/README.md.

namespace parvis {

/// The snapshots by name of file ("light-standard.txt"), each letter under its own heading.
///
/// @param root  the repository, with a slash at its end
std::map<std::string, std::map<std::string, std::string>> plain_golden(const std::string& root);

/// The text of one snapshot: its letters in order.
std::string golden_text(const std::map<std::string, std::string>& letters);

/// The letters of a snapshot by their id; the inverse of `golden_text`.
std::map<std::string, std::string> golden_letters(const std::string& text);

}  // namespace parvis
