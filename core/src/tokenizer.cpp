#include "parvis/tokenizer.h"

#include <sentencepiece_processor.h>

#include "parvis/text.h"

namespace parvis {
namespace {

constexpr int most_pieces = 65536;

Error invalid(std::string detail) {
  return {ErrorCode::pack_tokenizer_invalid, "The tokenizer cannot be used", std::move(detail)};
}

std::string byte_name(int byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {'<', '0', 'x', digits[static_cast<std::size_t>(byte) / 16], digits[static_cast<std::size_t>(byte) % 16], '>'};
}

}  // namespace

Result<Tokenizer> Tokenizer::load(std::string_view model) {
  // SentencePiece takes an empty model for one without pieces and then answers every call with an error.
  if (model.empty()) return invalid("no bytes");
  auto processor = std::make_shared<sentencepiece::SentencePieceProcessor>();
  const auto status = processor->LoadFromSerializedProto({model.data(), model.size()});
  if (!status.ok()) return invalid(status.ToString());
  if (processor->GetPieceSize() > most_pieces) return invalid("too many pieces");
  if (processor->eos_id() != end_piece) return invalid("the end piece is not 0");
  if (processor->unk_id() != padding_piece) return invalid("the unknown piece is not 1");
  std::array<PieceId, 256> bytes{};
  for (int byte = 0; byte < 256; ++byte) {
    const PieceId id = processor->PieceToId(byte_name(byte));
    if (!processor->IsByte(id)) return invalid("no piece " + byte_name(byte));
    bytes[static_cast<std::size_t>(byte)] = id;
  }
  return Tokenizer(std::move(processor), bytes);
}

std::size_t Tokenizer::size() const { return static_cast<std::size_t>(model_->GetPieceSize()); }

std::vector<PieceId> Tokenizer::encode(std::string_view text) const {
  std::vector<int> ids;
  if (!model_->Encode({text.data(), text.size()}, &ids).ok()) ids.clear();
  return {ids.begin(), ids.end()};
}

std::string Tokenizer::decode(std::span<const PieceId> ids) const {
  std::string bytes;
  for (const PieceId id : ids) {
    if (id < 0 || static_cast<std::size_t>(id) >= size()) continue;
    bytes += text_of(id);
  }
  if (bytes.starts_with(' ')) bytes.erase(0, 1);
  return repair_utf8(bytes);
}

std::string Tokenizer::text_of(PieceId id) const {
  switch (kind(id)) {
    case PieceKind::control:
      return {};
    case PieceKind::byte:
      return {static_cast<char>(byte_of(id))};
    case PieceKind::symbol:
      return std::string(piece(id));
    case PieceKind::text:
      break;
  }
  std::string text(piece(id));
  for (std::size_t at = text.find(space_mark); at != std::string::npos; at = text.find(space_mark, at + 1)) {
    text.replace(at, space_mark.size(), " ");
  }
  return text;
}

std::string_view Tokenizer::piece(PieceId id) const { return model_->IdToPiece(id); }

PieceKind Tokenizer::kind(PieceId id) const {
  if (model_->IsByte(id)) return PieceKind::byte;
  if (id == end_piece || id == padding_piece || model_->IsControl(id) || model_->IsUnknown(id))
    return PieceKind::control;
  const std::string_view text = piece(id);
  return text.size() > 2 && text.front() == '<' && text.back() == '>' ? PieceKind::symbol : PieceKind::text;
}

std::optional<PieceId> Tokenizer::find(std::string_view piece) const {
  const PieceId id = model_->PieceToId({piece.data(), piece.size()});
  if (this->piece(id) != piece) return std::nullopt;
  return id;
}

std::uint8_t Tokenizer::byte_of(PieceId id) const {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
  const std::string_view name = piece(id);
  return static_cast<std::uint8_t>(digit(name[3]) * 16 + digit(name[4]));
}

}  // namespace parvis
