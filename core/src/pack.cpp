#include "parvis/pack.h"

#include <algorithm>

namespace parvis {
namespace {

Error refusal(ErrorCode code, std::string message, std::string_view path) {
  return {code, std::move(message), std::string(path)};
}

}  // namespace

Result<PackReader> PackReader::start(std::string_view manifest) {
  auto parsed = parse_manifest(manifest);
  if (!parsed) return parsed.error();
  return PackReader(std::move(*parsed));
}

Result<void> PackReader::begin_file(std::string_view path, std::uint64_t bytes) {
  if (open_) return refusal(ErrorCode::argument_invalid, "The file before was not ended", path);
  const auto at = std::ranges::find(manifest_.files, path, &PackFile::path);
  if (at == manifest_.files.end()) return refusal(ErrorCode::argument_invalid, "The pack lists no such file", path);
  const auto index = static_cast<std::size_t>(at - manifest_.files.begin());
  if (done_[index]) return refusal(ErrorCode::argument_invalid, "The file was given twice", path);
  if (bytes < at->bytes) return refusal(ErrorCode::pack_file_truncated, "The file is shorter than listed", path);
  if (bytes > at->bytes) return refusal(ErrorCode::pack_file_oversized, "The file is longer than listed", path);
  open_ = index;
  received_ = 0;
  hash_ = Sha256();
  return {};
}

Result<void> PackReader::append(std::string_view bytes) {
  if (!open_) return refusal(ErrorCode::argument_invalid, "No file was announced", "");
  const PackFile& file = manifest_.files[*open_];
  if (bytes.size() > file.bytes - received_) {
    return refusal(ErrorCode::pack_file_oversized, "The file is longer than listed", file.path);
  }
  received_ += bytes.size();
  hash_.update(bytes);
  if (file.role == FileRole::pieces) pieces_ += bytes;
  if (file.role == FileRole::tokenizer) tokenizer_ += bytes;
  return {};
}

Result<void> PackReader::end_file() {
  if (!open_) return refusal(ErrorCode::argument_invalid, "No file was announced", "");
  const PackFile& file = manifest_.files[*open_];
  if (received_ < file.bytes)
    return refusal(ErrorCode::pack_file_truncated, "The file is shorter than listed", file.path);
  if (hash_.hex() != file.sha256)
    return refusal(ErrorCode::pack_hash_mismatch, "The file is not the one listed", file.path);
  done_[*open_] = true;
  open_.reset();
  return {};
}

Result<Pack> PackReader::finish() && {
  for (std::size_t i = 0; i < done_.size(); ++i) {
    if (!done_[i]) return refusal(ErrorCode::pack_file_missing, "A listed file was not given", manifest_.files[i].path);
  }
  Pack pack;
  if (manifest_.kind == PackKind::body) {
    auto tokenizer = Tokenizer::load(tokenizer_);
    if (!tokenizer) return tokenizer.error();
    if (tokenizer->size() != static_cast<std::size_t>(manifest_.architecture.vocabulary)) {
      return refusal(ErrorCode::pack_tokenizer_invalid, "The tokenizer is of another size",
                     std::to_string(tokenizer->size()));
    }
    pack.tokenizer = std::move(*tokenizer);
  } else {
    auto pieces = PieceTable::parse(pieces_);
    if (!pieces) return pieces.error();
    pack.pieces = std::move(*pieces);
  }
  pack.manifest = std::move(manifest_);
  return pack;
}

}  // namespace parvis
