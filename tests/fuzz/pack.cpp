#include "parvis/pack.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Any bytes as a manifest, as a list of pieces and as a whole pack whose files are cut from the same bytes: no crash,
// and nothing opens that does not agree with its manifest.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto table = parvis::PieceTable::parse(bytes)) {
    for (parvis::LocalId id = 0; static_cast<std::size_t>(id) < table->size(); ++id) {
      if (table->local(table->global(id)) != id) std::abort();
    }
  }
  const auto split = bytes.find('\n');
  auto reader = parvis::PackReader::start(bytes.substr(0, split));
  if (!reader) return 0;
  std::string_view rest = split == std::string_view::npos ? std::string_view() : bytes.substr(split + 1);
  for (const parvis::PackFile& file : std::vector(reader->manifest().files)) {
    const std::string_view content = rest.substr(0, file.bytes);
    rest.remove_prefix(content.size());
    if (!reader->begin_file(file.path, content.size())) return 0;
    if (!reader->append(content) || !reader->end_file()) return 0;
  }
  const auto pack = std::move(*reader).finish();
  if (pack && pack->pieces.has_value() != (pack->manifest.kind == parvis::PackKind::language)) std::abort();
  return 0;
}
