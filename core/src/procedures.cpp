#include "parvis/procedures.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace parvis {
namespace {

using nlohmann::json;

Error invalid(std::string detail) {
  return {ErrorCode::catalogue_invalid, "The catalogue of procedures is not of the documented form.",
          std::move(detail)};
}

std::optional<std::vector<std::string>> read_texts(const json& value) {
  if (value.is_string()) return std::vector{value.get<std::string>()};
  if (!value.is_array()) return std::nullopt;
  std::vector<std::string> texts;
  for (const json& text : value) {
    if (!text.is_string()) return std::nullopt;
    texts.push_back(text.get<std::string>());
  }
  return texts;
}

/// A text or list by language, or one for French alone; what is there already is replaced a language at a time.
bool read_localised(const json& object, const char* key, Localised& localised) {
  const auto found = object.find(key);
  if (found == object.end()) return true;
  if (!found->is_object()) {
    auto texts = read_texts(*found);
    if (!texts) return false;
    localised["fr"] = std::move(*texts);
    return true;
  }
  for (const auto& [language, value] : found->items()) {
    auto texts = read_texts(value);
    if (!texts) return false;
    localised[language] = std::move(*texts);
  }
  return true;
}

bool read_list(const json& object, const char* key, std::vector<std::string>& list) {
  const auto found = object.find(key);
  if (found == object.end()) return true;
  auto texts = read_texts(*found);
  if (!found->is_array() || !texts) return false;
  list = std::move(*texts);
  return true;
}

bool read_string(const json& object, const char* key, std::string& text) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return true;
  if (!found->is_string()) return false;
  text = found->get<std::string>();
  return true;
}

bool read_flag(const json& object, const char* key, bool& flag) {
  const auto found = object.find(key);
  if (found == object.end()) return true;
  if (!found->is_boolean()) return false;
  flag = found->get<bool>();
  return true;
}

bool has_text(const Localised& localised) {
  return std::ranges::any_of(localised, [](const auto& entry) {
    return std::ranges::any_of(entry.second, [](const std::string& text) { return !text.empty(); });
  });
}

}  // namespace

Result<void> ProcedureCatalogue::add(std::string_view text) {
  const json root = json::parse(text, nullptr, false);
  if (!root.is_object()) return invalid("root");
  if (const auto format = root.find("format"); format == root.end() || *format != 1) return invalid("format");
  const auto list = root.find("procedures");
  if (list == root.end() || !list->is_array()) return invalid("procedures");
  std::vector<Procedure> procedures = procedures_;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const json& object = (*list)[i];
    const std::string place = "procedures[" + std::to_string(i) + "]";
    std::string id;
    if (!object.is_object() || !read_string(object, "id", id) || id.empty()) return invalid(place + ".id");
    auto known = std::ranges::find(procedures, id, &Procedure::id);
    if (known == procedures.end()) {
      procedures.emplace_back().id = id;
      known = procedures.end() - 1;
    }
    Procedure& one = *known;
    const bool fields = read_string(object, "theme", one.theme) && read_string(object, "url", one.url) &&
                        read_string(object, "checked", one.checked) && read_flag(object, "safety", one.safety) &&
                        read_list(object, "audience", one.audience) && read_list(object, "related", one.related);
    const bool texts =
        read_localised(object, "title", one.title) && read_localised(object, "description", one.description) &&
        read_localised(object, "keywords", one.keywords) && read_localised(object, "examples", one.examples);
    const auto named = [&](std::string what) { return what.append(" (").append(id).append(")"); };
    if (!fields || !texts) return invalid(named(place));
    if (!has_text(one.title)) return invalid(named(place + ".title"));
  }
  procedures_ = std::move(procedures);
  return {};
}

}  // namespace parvis
