#include "parvis/pieces.h"

#include <algorithm>

#include "little_endian.h"
#include "parvis/text.h"

namespace parvis {
namespace {

constexpr std::string_view magic = "PVP1";
constexpr std::size_t header_size = 8;
constexpr std::size_t most_pieces = 65536;

Error invalid(std::string detail) {
  return {ErrorCode::pack_pieces_invalid, "The list of pieces is damaged", std::move(detail)};
}

}  // namespace

Result<PieceTable> PieceTable::parse(std::string_view bytes) {
  if (bytes.size() < header_size || bytes.substr(0, magic.size()) != magic) return invalid("magic");
  const std::size_t count = little_endian(bytes.substr(magic.size(), 4));
  if (count < 2 || count > most_pieces || bytes.size() != header_size + count * 3) return invalid("size");
  PieceTable table;
  table.global_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto id = static_cast<std::uint16_t>(little_endian(bytes.substr(header_size + i * 2, 2)));
    if (i > 0 && id <= table.global_.back()) return invalid("order, piece " + std::to_string(i));
    table.global_.push_back(id);
  }
  if (table.global_[0] != end_piece || table.global_[1] != padding_piece) return invalid("no end or padding piece");
  for (const char flag : bytes.substr(header_size + count * 2)) {
    if (static_cast<std::uint8_t>(flag) > 3) return invalid("flags");
    table.flags_.push_back(static_cast<std::uint8_t>(flag));
  }
  return table;
}

std::optional<LocalId> PieceTable::local(PieceId id) const {
  const auto at = std::lower_bound(global_.begin(), global_.end(), id);
  if (at == global_.end() || *at != id) return std::nullopt;
  return static_cast<LocalId>(at - global_.begin());
}

Result<void> PieceTable::fits(const Tokenizer& tokenizer, std::span<const std::string> symbols) const {
  if (global_.back() >= tokenizer.size()) return invalid("piece beyond the tokenizer");
  for (int byte = 0; byte < 256; ++byte) {
    const PieceId id = tokenizer.byte_piece(static_cast<std::uint8_t>(byte));
    if (!local(id)) return invalid(std::string(tokenizer.piece(id)));
  }
  for (const std::string& symbol : symbols) {
    const std::optional<PieceId> id = tokenizer.find(symbol);
    if (!id || !local(*id)) return invalid(symbol);
  }
  return {};
}

EncodedText encode(const Tokenizer& tokenizer, const PieceTable& table, std::string_view text) {
  std::string plain(text);
  std::vector<std::size_t> shrunk;  // ends, in `plain`, of characters that became shorter
  for (std::size_t at = plain.find(space_mark); at != std::string::npos; at = plain.find(space_mark, at)) {
    plain.replace(at, space_mark.size(), "_");
    shrunk.push_back(++at);
  }
  const auto original = [&](std::size_t offset) {
    const auto before = std::upper_bound(shrunk.begin(), shrunk.end(), offset) - shrunk.begin();
    return static_cast<std::uint32_t>(
        std::min(offset + static_cast<std::size_t>(before) * (space_mark.size() - 1), text.size()));
  };

  EncodedText result;
  result.offsets.push_back(0);
  std::size_t at = 0;
  bool first = true;
  const auto append = [&](LocalId id, std::size_t covered) {
    at += covered;
    result.ids.push_back(id);
    result.offsets.push_back(original(at));
  };
  for (const PieceId id : tokenizer.encode(plain)) {
    const std::string piece = tokenizer.text_of(id);
    // The tokenizer opens every text with a space of its own.
    const std::size_t invented = first && piece.starts_with(' ') && !plain.starts_with(' ') ? 1 : 0;
    first = false;
    if (const std::optional<LocalId> own = table.local(id)) {
      append(*own, piece.size() - invented);
      continue;
    }
    const std::string_view spelling =
        tokenizer.kind(id) == PieceKind::text ? tokenizer.piece(id) : std::string_view(piece);
    // A missing piece that opens a word is spelled as the space piece, where there is one, and the bytes of the rest.
    std::string_view rest = spelling;
    while (!rest.empty()) {
      if (rest.starts_with(space_mark)) {
        const std::size_t width = rest.data() == spelling.data() && invented != 0 ? 0 : 1;
        const std::optional<PieceId> space = tokenizer.find(space_mark);
        const std::optional<LocalId> own = space ? table.local(*space) : std::nullopt;
        append(own ? *own : *table.local(tokenizer.byte_piece(' ')), width);
        rest.remove_prefix(space_mark.size());
      } else {
        append(*table.local(tokenizer.byte_piece(static_cast<std::uint8_t>(rest.front()))), 1);
        rest.remove_prefix(1);
      }
    }
  }
  result.offsets.back() = static_cast<std::uint32_t>(text.size());
  return result;
}

DecodedText decode(const Tokenizer& tokenizer, const PieceTable& table, std::span<const LocalId> ids) {
  DecodedText result;
  result.offsets.push_back(0);
  std::string bytes;  // of the byte pieces in a row
  const auto flush = [&] {
    result.text += repair_utf8(bytes);
    bytes.clear();
  };
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool known = ids[i] >= 0 && static_cast<std::size_t>(ids[i]) < table.size();
    const PieceId id = known ? table.global(ids[i]) : end_piece;
    if (tokenizer.kind(id) == PieceKind::byte) {
      bytes.push_back(static_cast<char>(tokenizer.byte_of(id)));
      if (!first_invalid_utf8(bytes)) flush();
    } else {
      flush();
      result.text += tokenizer.text_of(id);
    }
    if (i + 1 == ids.size()) flush();
    result.offsets.push_back(static_cast<std::uint32_t>(result.text.size()));
  }
  if (result.text.starts_with(' ')) {
    result.text.erase(0, 1);
    for (std::uint32_t& offset : result.offsets) offset -= offset > 0 ? 1 : 0;
  }
  return result;
}

}  // namespace parvis
