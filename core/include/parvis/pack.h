#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/confidence.h"
#include "parvis/pieces.h"
#include "parvis/result.h"
#include "parvis/sha256.h"
#include "parvis/tokenizer.h"

/// @file
/// Model packs: a manifest (`pack.json`) and the files that it lists, verified before anything in them is read.

namespace parvis {

/// What a file of a pack is for.
enum class FileRole { graph, weights, embeddings, pieces, tokenizer };

/// "graph", "weights", ...
[[nodiscard]] std::string_view to_string(FileRole role);

/// One file that a manifest lists.
struct PackFile {
  std::string path;  ///< relative to the manifest; letters, digits, '.', '_', '-' and '/' only, and no ".."
  std::uint64_t bytes = 0;
  std::string sha256;  ///< 64 lower-case hexadecimal digits
  FileRole role = FileRole::graph;

  friend bool operator==(const PackFile&, const PackFile&) = default;
};

/// How far a direction may be offered to readers.
enum class DirectionStatus { released, beta, off };

/// "released", "beta" or "off".
[[nodiscard]] std::string_view to_string(DirectionStatus status);

/// The network of a pack.
struct Architecture {
  std::string type;  ///< always "transformer-ssru"
  int encoder_layers = 0;
  int decoder_layers = 0;
  int d = 0;           ///< width
  int ffn = 0;         ///< inner width of the feed-forward layers
  int heads = 0;       ///< attention heads; divides d
  int vocabulary = 0;  ///< pieces of the joint model

  friend bool operator==(const Architecture&, const Architecture&) = default;
};

/// What a pack adds: the weights and tokenizer that all languages share, or one pair of languages.
enum class PackKind { body, language };

/// A manifest, read and checked.
struct Manifest {
  std::string id;
  std::string version;
  PackKind kind = PackKind::body;
  std::vector<std::string> languages;  ///< French and one other; none for a body
  std::vector<std::string> needs;      ///< identifiers of packs that must be open as well
  Architecture architecture;
  std::vector<PackFile> files;
  std::string licence;
  std::string scores = "{}";                          ///< JSON text, as the exporter wrote it
  std::map<std::string, DirectionStatus> status;      ///< by direction, such as "fr-ar"; a direction left out is "beta"
  std::map<std::string, ConfidenceModel> confidence;  ///< by direction

  /// The file of a role, or null.
  [[nodiscard]] const PackFile* find(FileRole role) const;
};

/// Reads `pack.json`.
///
/// Refused with pack_json_invalid (the field as detail), pack_format_unknown (the format) or pack_architecture_unknown.
/// Fields that are not known are passed over.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view json);

/// A verified pack. Graph and weights stay with the caller, who hands them to the inference engine.
struct Pack {
  Manifest manifest;
  std::optional<PieceTable> pieces;    ///< of a language pack
  std::optional<Tokenizer> tokenizer;  ///< of a body
};

/// Verifies the files of a pack, one after the other and each in parts of any size, so that large files never lie in
/// memory here.
///
///     auto reader = PackReader::start(manifest_bytes);
///     for each file: reader->begin_file(path, size), reader->append(part)..., reader->end_file()
///     Result<Pack> pack = std::move(*reader).finish();
///
/// Tokenizer and pieces are kept and parsed by finish, after every file was found right. After an error the reader is
/// of no further use.
class PackReader {
 public:
  /// Reads the manifest; errors are those of parse_manifest.
  static Result<PackReader> start(std::string_view manifest);

  [[nodiscard]] const Manifest& manifest() const { return manifest_; }

  /// Announces the next file and its size. Refused: a file that the manifest does not list, or that came already
  /// (argument_invalid), one that is too short (pack_file_truncated) or too long (pack_file_oversized). The path is the
  /// error's detail, here and below.
  Result<void> begin_file(std::string_view path, std::uint64_t bytes);

  /// The next bytes of the announced file. Refused: more bytes than announced (pack_file_oversized), no file announced
  /// (argument_invalid).
  Result<void> append(std::string_view bytes);

  /// Ends the announced file. Refused: fewer bytes than announced (pack_file_truncated), other bytes than listed
  /// (pack_hash_mismatch).
  Result<void> end_file();

  /// The pack. Refused: a file that never came (pack_file_missing), pack_tokenizer_invalid, pack_pieces_invalid.
  Result<Pack> finish() &&;

 private:
  explicit PackReader(Manifest manifest) : manifest_(std::move(manifest)), done_(manifest_.files.size(), false) {}

  Manifest manifest_;
  std::vector<bool> done_;
  std::optional<std::size_t> open_;  // file announced
  std::uint64_t received_ = 0;
  Sha256 hash_;
  std::string pieces_;
  std::string tokenizer_;
};

}  // namespace parvis
