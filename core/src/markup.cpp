#include "parvis/markup.h"

#include <algorithm>
#include <array>

#include "entities.h"
#include "normal_offset.h"
#include "parvis/text.h"

namespace parvis {
namespace {

constexpr std::size_t most_tags = 500;
constexpr std::size_t most_levels = 100;
constexpr std::array<std::string_view, 13> void_elements{"area",  "base", "br",   "col",    "embed", "hr", "img",
                                                         "input", "link", "meta", "source", "track", "wbr"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string name_of(std::string_view tag) {
  const std::size_t from = tag.starts_with("</") ? 2 : 1;
  std::size_t to = from;
  while (to < tag.size() && !is_space(tag[to]) && tag[to] != '>' && tag[to] != '/') ++to;
  std::string name(tag.substr(from, to - from));
  for (char& c : name) c = is_letter(c) ? static_cast<char>(c | 0x20) : c;
  return name;
}

/// Bytes of the tag at the front of `text`, quoted attribute values respected; 0 where it does not end.
std::size_t tag_length(std::string_view text) {
  char quote = 0;
  char before = 0;  // last character that was no space
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && before == '=') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
    if (!is_space(c)) before = c;
  }
  return 0;
}

class Parser {
 public:
  explicit Parser(std::string_view markup) : rest_(markup), size_(markup.size()) {}

  Result<MarkedText> run() {
    while (!rest_.empty()) {
      bool fine = true;
      if (rest_.starts_with("<!") || rest_.starts_with("<?")) {
        fine = comment();
      } else if (rest_.starts_with("</") && rest_.size() > 2 && is_letter(rest_[2])) {
        fine = closing_tag();
      } else if (rest_.starts_with('<') && rest_.size() > 1 && is_letter(rest_[1])) {
        fine = opening_tag();
      } else {
        characters();
      }
      if (!fine) return invalid();
    }
    if (!open_.empty()) return invalid();
    return std::move(result_);
  }

 private:
  [[nodiscard]] Error invalid() const {
    return {ErrorCode::markup_invalid, "The markup is not well nested", std::to_string(size_ - rest_.size())};
  }

  /// Adds a span that starts here; false where there are too many.
  bool add(std::string_view tag) {
    if (result_.spans.size() == most_tags || open_.size() == most_levels) return false;
    const std::size_t here = result_.text.size();
    result_.spans.push_back(
        {here, here, std::string(tag), {}, open_.empty() ? std::nullopt : std::optional(open_.back())});
    return true;
  }

  bool comment() {
    if (!rest_.starts_with("<!--")) return false;
    const std::size_t end = rest_.find("-->", 4);
    if (end == std::string_view::npos || !add(rest_.substr(0, end + 3))) return false;
    rest_.remove_prefix(end + 3);
    return true;
  }

  bool opening_tag() {
    const std::size_t length = tag_length(rest_);
    if (length == 0) return false;
    const std::string_view tag = rest_.substr(0, length);
    if (!add(tag)) return false;
    const bool single = tag.ends_with("/>") || std::ranges::find(void_elements, name_of(tag)) != void_elements.end();
    if (!single) open_.push_back(result_.spans.size() - 1);
    rest_.remove_prefix(length);
    return true;
  }

  bool closing_tag() {
    const std::size_t length = tag_length(rest_);
    if (length == 0 || open_.empty()) return false;
    const std::string_view tag = rest_.substr(0, length);
    MarkupSpan& span = result_.spans[open_.back()];
    if (name_of(tag) != name_of(span.open)) return false;
    span.end = result_.text.size();
    span.close = tag;
    open_.pop_back();
    rest_.remove_prefix(length);
    return true;
  }

  void characters() {
    if (const EntityMatch entity = match_entity(rest_); entity.length > 0) {
      result_.text += entity.text;
      rest_.remove_prefix(entity.length);
      return;
    }
    const std::size_t length = std::min(rest_.find_first_of("<&", 1), rest_.size());
    result_.text += rest_.substr(0, length);
    rest_.remove_prefix(length);
  }

  std::string_view rest_;
  std::size_t size_;
  MarkedText result_;
  std::vector<std::size_t> open_;  // spans that wait for their closing tag
};

class Writer {
 public:
  explicit Writer(const MarkedText& marked) : marked_(marked), children_(marked.spans.size() + 1) {
    for (std::size_t i = 0; i < marked.spans.size(); ++i) {
      const auto& parent = marked.spans[i].parent;
      children_[parent && *parent < i ? *parent + 1 : 0].push_back(i);
    }
    for (auto& children : children_) {
      std::ranges::stable_sort(children, {}, [&](std::size_t i) { return marked.spans[i].begin; });
    }
  }

  std::string run() && {
    inside(0, marked_.text.size());
    return std::move(out_);
  }

 private:
  /// Text and children up to `end`; depth is bounded by the parser.
  void inside(std::size_t slot, std::size_t end) {
    for (const std::size_t child : children_[slot]) {
      const MarkupSpan& span = marked_.spans[child];
      text_up_to(std::min(span.begin, end));
      out_ += span.open;
      if (!span.close.empty()) {
        inside(child + 1, std::min(span.end, end));
        out_ += span.close;
      }
    }
    text_up_to(end);
  }

  void text_up_to(std::size_t to) {
    if (to <= at_) return;
    append_escaped(out_, std::string_view(marked_.text).substr(at_, to - at_));
    at_ = to;
  }

  const MarkedText& marked_;
  std::vector<std::vector<std::size_t>> children_;  // of the root first, then of each span
  std::string out_;
  std::size_t at_ = 0;
};

std::size_t leading_space(std::string_view text) {
  const NormalisedText normal = normalise_with_origin(text);
  return normal.text.empty() ? text.size() : normal.origin.front();
}

std::size_t trailing_space(std::string_view text) { return text.size() - normalise_with_origin(text).origin.back(); }

}  // namespace

bool is_line_break(const MarkupSpan& span) { return name_of(span.open) == "br"; }

Result<MarkedText> parse_markup(std::string_view markup) { return Parser(markup).run(); }

std::string write_markup(const MarkedText& marked) { return Writer(marked).run(); }

MarkedText normalise_marked(const MarkedText& marked) {
  NormalisedText normal = normalise_with_origin(marked.text);
  MarkedText result{{}, marked.spans};
  for (MarkupSpan& span : result.spans) {
    span.begin = detail::normalised_offset(normal, span.begin);
    span.end = detail::normalised_offset(normal, span.end);
  }
  result.text = std::move(normal.text);
  return result;
}

MarkedText restore_borders(const MarkedText& inner, const MarkedText& original) {
  const std::string_view text = original.text;
  const std::size_t lead = leading_space(text);
  const std::size_t trail = lead == text.size() ? 0 : trailing_space(text);
  MarkedText result = inner;
  result.text = std::string(text.substr(0, lead)) + inner.text + std::string(text.substr(text.size() - trail));
  const auto moved = [&](std::size_t offset, std::size_t before) {
    if (before < lead && offset == 0) return before;
    if (before > text.size() - trail && offset == inner.text.size()) return result.text.size() - (text.size() - before);
    return offset + lead;
  };
  for (std::size_t i = 0; i < result.spans.size() && i < original.spans.size(); ++i) {
    result.spans[i].begin = moved(result.spans[i].begin, original.spans[i].begin);
    result.spans[i].end = moved(result.spans[i].end, original.spans[i].end);
  }
  return result;
}

}  // namespace parvis
