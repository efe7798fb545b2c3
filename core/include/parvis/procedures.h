#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/result.h"

/// @file
/// The catalogue of procedures (démarches) that a resident may need.

namespace parvis {

/// Texts by language (ISO 639-1).
using Localised = std::map<std::string, std::vector<std::string>, std::less<>>;

/// A procedure. Only the id and a title in one language are required.
struct Procedure {
  std::string id;  ///< stable name, "theme.short_name"
  std::string theme;
  std::string url;      ///< official address
  std::string checked;  ///< day of the last check, ISO 8601
  bool safety = false;  ///< the person who asks may be in danger
  std::vector<std::string> audience;
  std::vector<std::string> related;  ///< ids
  Localised title;                   ///< one text a language
  Localised description;             ///< one sentence a language
  Localised keywords;
  Localised examples;  ///< what residents say who need it
};

/// Procedures in the order in which they were added.
class ProcedureCatalogue {
 public:
  /// Adds the procedures of a catalogue file, or more texts for those that are there: a field that a later file gives
  /// replaces the earlier one, a language at a time.
  ///
  /// The file is JSON by i18n/demarches/schema.json: `{"format": 1, "procedures": [{"id", "title": {"fr": "..."},
  /// "description": {...}, "keywords": ["..."] or {"fr": ["..."]}, "examples": {"fr": ["..."]}, "url", "theme",
  /// "audience", "related", "checked", "safety"}]}`; a list of keywords is French.
  /// @return catalogue_invalid, with the place as detail, where it is not; nothing has been added then
  Result<void> add(std::string_view text);

  [[nodiscard]] std::span<const Procedure> procedures() const { return procedures_; }

 private:
  std::vector<Procedure> procedures_;
};

}  // namespace parvis
