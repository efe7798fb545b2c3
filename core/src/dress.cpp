#include "dress.h"

#include "codepoints.h"
#include "parvis/text.h"

namespace parvis::detail {

Trimmed trim(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && std::string_view(" :*.").find(text[end - 1]) != std::string_view::npos) {
    // "etc." and "..." belong to the words
    if (text[end - 1] == '.' && (text.substr(0, end).ends_with("etc.") || text.substr(0, end).ends_with(".."))) break;
    --end;
  }
  return {text.substr(0, end), text.substr(end)};
}

std::string dress(std::string translation, std::string_view tail, std::string_view language) {
  const std::string_view stop = language == "zh" ? "。" : ".";
  const bool stopped = translation.ends_with(stop);
  const bool wants_stop = tail.find('.') != std::string_view::npos;
  if (stopped && !wants_stop) translation.resize(translation.size() - stop.size());
  if (!stopped && wants_stop) translation += stop;
  if (tail.find(':') != std::string_view::npos) translation += language == "zh" ? "：" : ":";
  if (tail.find('*') != std::string_view::npos) translation += " *";
  return translation;
}

std::string capitalised(std::string_view text, std::string_view language) {
  const CodePoints points = decode(text);
  if (points.size() == 0) return {};
  const std::size_t first = points.offsets[1];
  return to_upper(text.substr(0, first), language).append(text.substr(first));
}

bool starts_with_capital(std::string_view text) {
  const CodePoints points = decode(text);
  if (points.size() == 0) return false;
  const std::string_view first = text.substr(0, points.offsets[1]);
  return to_lower(first, "") != first;
}

}  // namespace parvis::detail
