#include "parvis/markup.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "parvis/text.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

std::vector<std::string> tags_of(const parvis::MarkedText& marked) {
  std::vector<std::string> tags;
  for (const parvis::MarkupSpan& span : marked.spans) tags.push_back(span.open + span.close);
  std::ranges::sort(tags);
  return tags;
}

}  // namespace

// Input: a source, a line end, a target, a line end, and links of four bytes each. Whatever they are, the output is
// markup again, with the text of the target and each tag of the source once.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t first = std::min(bytes.find('\n'), size);
  const std::size_t second = std::min(bytes.find('\n', std::min(first + 1, size)), size);
  const std::string source = parvis::repair_utf8(bytes.substr(0, first));
  const auto marked = parvis::parse_markup(source);
  if (!marked) return 0;
  const auto again = parvis::parse_markup(parvis::write_markup(*marked));
  require(again && *again == *marked);

  const parvis::MarkedText normal = parvis::normalise_marked(*marked);
  require(normal.text == parvis::normalise(marked->text));
  const std::string target = first < size ? parvis::normalise(bytes.substr(first + 1, second - first - 1)) : "";
  std::vector<parvis::AlignmentLink> links;
  for (std::size_t at = second + 1; at + 4 <= size; at += 4)
    links.push_back({data[at], data[at + 1], data[at + 2], data[at + 3]});
  const parvis::MarkedText projected = parvis::project_markup(normal, target, links);
  const parvis::MarkedText framed = parvis::restore_borders(projected, *marked);
  const auto output = parvis::parse_markup(parvis::write_markup(framed));
  require(output && output->text == framed.text && tags_of(*output) == tags_of(*marked));
  require(parvis::normalise(framed.text) == target);
  return 0;
}
