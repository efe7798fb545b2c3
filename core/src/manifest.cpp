#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "parvis/pack.h"
#include "parvis/script.h"

namespace parvis {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_manifest_bytes = 1 << 20;
constexpr std::size_t most_files = 64;
constexpr std::uint64_t most_file_bytes = std::uint64_t{1} << 30;
constexpr std::uint64_t most_kept_bytes = 8 << 20;  // of a file that is held in memory
constexpr int format = 1;

Error invalid(std::string detail) {
  return {ErrorCode::pack_json_invalid, "The pack's description is damaged", std::move(detail)};
}

template <typename Enum>
std::optional<Enum> by_name(const std::string& name, std::initializer_list<Enum> all) {
  for (const Enum value : all) {
    if (to_string(value) == name) return value;
  }
  return std::nullopt;
}

const Json* member(const Json& object, const char* name) {
  const auto at = object.find(name);
  return at == object.end() ? nullptr : &*at;
}

std::optional<std::string> string_member(const Json& object, const char* name) {
  const Json* value = member(object, name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return value->get<std::string>();
}

std::optional<std::uint64_t> count_member(const Json& object, const char* name, std::uint64_t most) {
  const Json* value = member(object, name);
  if (value == nullptr || !value->is_number_unsigned()) return std::nullopt;
  const auto count = value->get<std::uint64_t>();
  return count <= most ? std::optional(count) : std::nullopt;
}

std::optional<std::vector<std::string>> strings_member(const Json& object, const char* name) {
  const Json* value = member(object, name);
  if (value == nullptr || !value->is_array()) return std::nullopt;
  std::vector<std::string> strings;
  for (const Json& item : *value) {
    if (!item.is_string()) return std::nullopt;
    strings.push_back(item.get<std::string>());
  }
  return strings;
}

bool is_safe_path(const std::string& path) {
  const auto safe = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-' || c == '/';
  };
  return !path.empty() && path.size() <= 200 && path.front() != '/' && path.find("..") == std::string::npos &&
         std::ranges::all_of(path, safe);
}

bool is_hash(const std::string& text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<PackFile> read_file_entry(const Json& entry) {
  if (!entry.is_object()) return invalid("files");
  const auto path = string_member(entry, "path");
  if (!path || !is_safe_path(*path)) return invalid("files.path");
  const auto role_name = string_member(entry, "role");
  const auto role = role_name ? by_name(*role_name, {FileRole::graph, FileRole::weights, FileRole::embeddings,
                                                     FileRole::pieces, FileRole::tokenizer})
                              : std::nullopt;
  if (!role) return invalid("files.role " + *path);
  const bool kept = *role == FileRole::pieces || *role == FileRole::tokenizer;
  const auto bytes = count_member(entry, "bytes", kept ? most_kept_bytes : most_file_bytes);
  if (!bytes || *bytes == 0) return invalid("files.bytes " + *path);
  const auto sha256 = string_member(entry, "sha256");
  if (!sha256 || !is_hash(*sha256)) return invalid("files.sha256 " + *path);
  return PackFile{*path, *bytes, *sha256, *role};
}

/// Each kind of pack has its own set of files.
Result<void> check_roles(const Manifest& manifest) {
  const auto count = [&](FileRole role) { return std::ranges::count(manifest.files, role, &PackFile::role); };
  const bool body = manifest.kind == PackKind::body;
  for (const FileRole role : {FileRole::graph, FileRole::embeddings, FileRole::pieces}) {
    if (count(role) != (body ? 0 : 1)) return invalid("files.role " + std::string(to_string(role)));
  }
  if (count(FileRole::tokenizer) != (body ? 1 : 0)) return invalid("files.role tokenizer");
  if (body == (count(FileRole::weights) == 0)) return invalid("files.role weights");
  return {};
}

Result<Architecture> read_architecture(const Json& root) {
  const Json* object = member(root, "architecture");
  if (object == nullptr || !object->is_object()) return invalid("architecture");
  Architecture result;
  result.type = string_member(*object, "type").value_or("");
  if (result.type != "transformer-ssru") {
    return Error{ErrorCode::pack_architecture_unknown, "The pack's network is of another type", result.type};
  }
  const std::initializer_list<std::pair<const char*, int*>> fields{{"encoder_layers", &result.encoder_layers},
                                                                   {"decoder_layers", &result.decoder_layers},
                                                                   {"d", &result.d},
                                                                   {"ffn", &result.ffn},
                                                                   {"heads", &result.heads},
                                                                   {"vocabulary", &result.vocabulary}};
  for (const auto& [name, field] : fields) {
    const auto value = count_member(*object, name, 65536);
    if (!value || *value == 0) return invalid("architecture." + std::string(name));
    *field = static_cast<int>(*value);
  }
  if (result.d % result.heads != 0) return invalid("architecture.heads");
  return result;
}

Result<ConfidenceModel> read_confidence(const Json& object) {
  ConfidenceModel model;
  if (!object.is_object()) return invalid("confidence");
  const std::initializer_list<std::pair<const char*, double*>> fields{
      {"a", &model.a}, {"b", &model.b}, {"check", &model.check}, {"keep", &model.keep}};
  for (const auto& [name, field] : fields) {
    const Json* value = member(object, name);
    if (value == nullptr) continue;
    if (!value->is_number() || !std::isfinite(value->get<double>())) return invalid("confidence." + std::string(name));
    *field = value->get<double>();
  }
  return model;
}

Result<void> read_languages(const Json& root, Manifest& manifest) {
  if (manifest.kind == PackKind::body) return {};
  auto languages = strings_member(root, "languages");
  if (!languages || languages->size() != 2 || (*languages)[0] != "fr" || (*languages)[1] == "fr")
    return invalid("languages");
  for (const std::string& code : *languages) {
    const auto language = find_language(code);
    if (!language || language->code != code) return invalid("languages " + code);
  }
  manifest.languages = std::move(*languages);
  return {};
}

Result<void> read_directions(const Json& root, Manifest& manifest) {
  if (const Json* status = member(root, "status")) {
    if (!status->is_object()) return invalid("status");
    for (const auto& [direction, value] : status->items()) {
      const auto known = value.is_string()
                             ? by_name(value.get<std::string>(),
                                       {DirectionStatus::released, DirectionStatus::beta, DirectionStatus::off})
                             : std::nullopt;
      if (!known) return invalid("status." + direction);
      manifest.status[direction] = *known;
    }
  }
  if (const Json* models = member(root, "confidence")) {
    if (!models->is_object()) return invalid("confidence");
    for (const auto& [direction, value] : models->items()) {
      const auto model = read_confidence(value);
      if (!model) return model.error();
      manifest.confidence[direction] = *model;
    }
  }
  return {};
}

}  // namespace

std::string_view to_string(FileRole role) {
  switch (role) {
    case FileRole::graph:
      return "graph";
    case FileRole::weights:
      return "weights";
    case FileRole::embeddings:
      return "embeddings";
    case FileRole::pieces:
      return "pieces";
    case FileRole::tokenizer:
      return "tokenizer";
  }
  return {};
}

std::string_view to_string(DirectionStatus status) {
  switch (status) {
    case DirectionStatus::released:
      return "released";
    case DirectionStatus::beta:
      return "beta";
    case DirectionStatus::off:
      return "off";
  }
  return {};
}

const PackFile* Manifest::find(FileRole role) const {
  const auto at = std::ranges::find(files, role, &PackFile::role);
  return at == files.end() ? nullptr : &*at;
}

Result<Manifest> parse_manifest(std::string_view json) {
  if (json.size() > most_manifest_bytes) return invalid("size");
  const Json root = Json::parse(json, nullptr, false);
  if (!root.is_object()) return invalid("no JSON object");
  const Json* version = member(root, "format");
  if (version == nullptr || !version->is_number_integer()) return invalid("format");
  if (*version != format)
    return Error{ErrorCode::pack_format_unknown, "The pack is of another format", version->dump()};

  Manifest manifest;
  const auto id = string_member(root, "id");
  if (!id || id->empty() || !is_safe_path(*id)) return invalid("id");
  manifest.id = *id;
  const auto text = string_member(root, "version");
  if (!text) return invalid("version");
  manifest.version = *text;
  const auto kind = string_member(root, "kind");
  if (kind != "body" && kind != "language") return invalid("kind");
  manifest.kind = kind == "body" ? PackKind::body : PackKind::language;
  if (const auto done = read_languages(root, manifest); !done) return done.error();
  auto needs = member(root, "needs") == nullptr ? std::vector<std::string>() : strings_member(root, "needs");
  if (!needs || needs->size() > most_files) return invalid("needs");
  if (manifest.kind == PackKind::language && needs->empty()) return invalid("needs");
  manifest.needs = std::move(*needs);
  auto architecture = read_architecture(root);
  if (!architecture) return architecture.error();
  manifest.architecture = std::move(*architecture);

  const Json* files = member(root, "files");
  if (files == nullptr || !files->is_array() || files->size() > most_files) return invalid("files");
  std::set<std::string> paths;
  for (const Json& entry : *files) {
    auto file = read_file_entry(entry);
    if (!file) return file.error();
    if (!paths.insert(file->path).second) return invalid("files.path " + file->path);
    manifest.files.push_back(std::move(*file));
  }
  if (const auto done = check_roles(manifest); !done) return done.error();

  const auto licence = string_member(root, "licence");
  if (!licence) return invalid("licence");
  manifest.licence = *licence;
  if (const Json* scores = member(root, "scores")) {
    if (!scores->is_object()) return invalid("scores");
    manifest.scores = scores->dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  if (const auto done = read_directions(root, manifest); !done) return done.error();
  return manifest;
}

}  // namespace parvis
