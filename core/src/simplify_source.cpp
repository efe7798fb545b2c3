#include "simplify_source.h"

#include <algorithm>
#include <array>
#include <utility>

#include "entities.h"

namespace parvis::detail {
namespace {

// Elements that stand inside a sentence; any other one ends it.
constexpr std::array<std::string_view, 25> kInline{
    "a",     "abbr", "acronym", "b", "bdi",   "bdo",  "cite",   "del", "dfn", "em",   "font", "i",  "ins",
    "label", "mark", "q",       "s", "small", "span", "strong", "sub", "sup", "time", "u",    "wbr"};
constexpr std::array<std::string_view, 12> kOpaque{"script", "style", "code", "pre",    "textarea", "svg",
                                                   "math",   "kbd",   "samp", "select", "noscript", "template"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Bytes of the tag at the front; 0 where it does not end.
std::size_t tag_length(std::string_view text) {
  char quote = 0;
  char before = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && before == '=') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
    if (!is_blank(c)) before = c;
  }
  return 0;
}

std::string name_of(std::string_view tag) {
  std::size_t from = tag.starts_with("</") ? 2 : 1;
  std::string name;
  while (from < tag.size() && !is_blank(tag[from]) && tag[from] != '>' && tag[from] != '/') {
    const char c = tag[from++];
    name.push_back(is_letter(c) ? static_cast<char>(c | 0x20) : c);
  }
  return name;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Result<std::vector<SourceBlock>> run() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("<!") || rest.starts_with("<?")) {
        const bool comment = rest.starts_with("<!--");
        const std::size_t close = comment ? rest.find("-->", 4) : rest.find('>');
        if (close == std::string_view::npos) return broken();
        at_ += close + (comment ? 3 : 1);
      } else if (rest.starts_with('<') && rest.size() > 1 &&
                 (is_letter(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_letter(rest[2])))) {
        const std::size_t length = tag_length(rest);
        if (length == 0) return broken();
        tag(rest.substr(0, length));
      } else {
        character(rest);
      }
    }
    end_block({});
    return std::move(blocks_);
  }

 private:
  [[nodiscard]] Error broken() const {
    return {ErrorCode::markup_invalid, "A tag or comment does not end", std::to_string(at_)};
  }

  void tag(std::string_view tag) {
    const std::string name = name_of(tag);
    if (contains(kOpaque, name) && !tag.starts_with("</") && !tag.ends_with("/>")) {
      end_block({});
      // Up to its closing tag, whatever stands inside.
      at_ += tag.size();
      while (at_ < text_.size()) {
        const std::size_t close = text_.find("</", at_);
        if (close == std::string_view::npos) {
          at_ = text_.size();
          return;
        }
        at_ = close;
        const std::size_t length = tag_length(text_.substr(at_));
        if (length == 0) {
          at_ = text_.size();
          return;
        }
        const bool same = name_of(text_.substr(at_, length)) == name;
        at_ += length;
        if (same) return;
      }
      return;
    }
    at_ += tag.size();
    if (contains(kInline, name)) {
      if (tag.starts_with("</")) {
        if (depth_ > 0) --depth_;
      } else if (name != "wbr" && !tag.ends_with("/>") && depth_ < 255) {
        ++depth_;
      }
      return;
    }
    const bool closing = tag.starts_with("</");
    if (closing) {
      block_.close_begin = at_ - tag.size();
      block_.close_end = at_;
    }
    end_block(closing ? name : std::string());
    opened_ = closing || tag.ends_with("/>") ? std::string() : name;
  }

  void character(std::string_view rest) {
    std::size_t length = 1;
    std::string plain(1, rest.front());
    if (rest.front() == '&') {
      EntityMatch entity = match_entity(rest);
      if (entity.length > 0) {
        length = entity.length;
        plain = std::move(entity.text);
      }
    } else if (is_blank(rest.front())) {
      plain = " ";
    } else {
      while (length < rest.size() && (static_cast<std::uint8_t>(rest[length]) & 0xC0) == 0x80) plain += rest[length++];
    }
    for (std::size_t i = 0; i < plain.size(); ++i) {
      block_.begin.push_back(static_cast<std::uint32_t>(at_));
      block_.end.push_back(static_cast<std::uint32_t>(at_ + length));
      block_.depth.push_back(depth_);
    }
    block_.text += plain;
    at_ += length;
  }

  void end_block(const std::string& closed) {
    if (block_.text.find_first_not_of(' ') != std::string::npos) {
      if (!closed.empty() && closed == opened_) block_.element = closed;
      blocks_.push_back(std::move(block_));
    }
    block_ = {};
    depth_ = 0;
    opened_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  SourceBlock block_;
  std::uint8_t depth_ = 0;
  std::string opened_;
  std::vector<SourceBlock> blocks_;
};

}  // namespace

bool SourceBlock::has_tag_in(std::size_t from, std::size_t to) const {
  for (std::size_t i = from + 1; i < to && i < begin.size(); ++i) {
    if (begin[i] != end[i - 1] && begin[i] != begin[i - 1]) return true;
  }
  return false;
}

std::size_t SourceBlock::origin_begin(std::size_t from, std::size_t to) const {
  if (begin.empty()) return 0;
  if (from == to) return from == 0 ? begin.front() : end[from - 1];
  return begin[from];
}

std::size_t SourceBlock::origin_end(std::size_t from, std::size_t to) const {
  if (begin.empty()) return 0;
  if (from == to) return from == 0 ? begin.front() : end[from - 1];
  return end[to - 1];
}

Result<std::vector<SourceBlock>> read_source(std::string_view text, bool markup) {
  if (markup) return Scanner(text).run();
  SourceBlock block;
  block.text = text;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    block.begin.push_back(i);
    block.end.push_back(i + 1);
    block.depth.push_back(0);
  }
  std::vector<SourceBlock> blocks;
  if (!text.empty()) blocks.push_back(std::move(block));
  return blocks;
}

}  // namespace parvis::detail
