#include "item.h"

#include <algorithm>

#include "dress.h"
#include "entities.h"
#include "normal_offset.h"
#include "parvis/text.h"

namespace parvis::detail {
namespace {

bool is_line_end(char c) { return c == '\n' || c == '\r' || c == '\t'; }

/// Where each replacement lies in a joined text: what lies between them is white space, with which none begins.
std::vector<std::size_t> places_of(std::string_view joined, std::span<const std::string> replacements) {
  std::vector<std::size_t> places;
  std::size_t at = 0;
  for (const std::string& replacement : replacements) {
    at = std::min(joined.find(replacement, at), joined.size());
    places.push_back(at);
    at = std::min(at + replacement.size(), joined.size());
  }
  return places;
}

/// A translated text before its tags are put in.
struct Joined {
  std::string text;
  std::vector<AlignmentLink> links;
  std::vector<std::size_t> line_begins;
};

Joined join_lines(const Item& item, const std::vector<Finished>& finished, std::string_view language) {
  std::vector<std::string> sentences;
  sentences.reserve(finished.size());
  for (const Finished& sentence : finished) sentences.push_back(sentence.text);
  Joined joined;
  std::size_t first = 0;
  for (const Line& line : item.lines) {
    joined.line_begins.push_back(joined.text.size());
    const auto own = std::span(sentences).subspan(first, line.segments.size());
    const std::string text = join_segments(std::string_view(item.text).substr(line.begin, line.end - line.begin),
                                           line.segments, own, language);
    const std::vector<std::size_t> places = places_of(text, own);
    for (std::size_t i = 0; i < places.size(); ++i) {
      append_links(joined.links, finished[first + i].links, joined.text.size() + places[i]);
    }
    joined.text += text;
    first += line.segments.size();
  }
  return joined;
}

/// What is said for the words of a whole input, with its tags behind them.
template <typename Find>
std::optional<std::string> find_words(const TranslationInput& input, const Find& find) {
  if (!input.markup) return find(input.text);
  const std::string_view markup = input.text;
  const std::string_view words = markup.substr(0, markup.find('<'));
  const std::string_view marks = markup.substr(words.size());
  const auto text = parse_markup(words);
  const auto marked = parse_markup(marks);
  if (!text || !marked || normalise(marked->text).find_first_not_of(" *:") != std::string::npos) return std::nullopt;
  const std::optional<std::string> found = find(text->text);
  if (!found) return std::nullopt;
  std::string phrase;
  append_escaped(phrase, *found);
  if (!marks.empty()) phrase.append(" ").append(marks);
  return phrase;
}

std::optional<std::string> find_phrase(const TranslationInput& input, const Phrasebook& phrasebook) {
  return find_words(input, [&](std::string_view words) {
    auto match = phrasebook.find(words);
    return match ? std::optional(std::move(match->text)) : std::nullopt;
  });
}

std::optional<std::string> find_term(const TranslationInput& input, const Termbase& termbase) {
  return find_words(input, [&](std::string_view words) -> std::optional<std::string> {
    const TermEntry* entry = termbase.find_whole(words);
    if (entry == nullptr) return std::nullopt;
    const std::string normal = normalise(words);
    const auto [core, tail] = trim(normal);
    std::string text =
        starts_with_capital(core) ? capitalised(entry->equivalent, termbase.language()) : entry->equivalent;
    if (is_all_caps(core)) text = restore_all_caps(text, termbase.language());
    return dress(std::move(text), tail, termbase.language());
  });
}

}  // namespace

std::optional<std::string> find_written(const TranslationInput& input, const TranslationOptions& options) {
  std::optional<std::string> found = options.phrasebook ? find_phrase(input, *options.phrasebook) : std::nullopt;
  if (!found && options.termbase && options.guide_terms) found = find_term(input, *options.termbase);
  return found;
}

Item read_item(TranslationInput input, std::string_view language) {
  Item item;
  item.input = std::move(input);
  item.text = repair_utf8(item.input.text);
  if (item.text != item.input.text) add_flag(item.flags, Flag::text_repaired);
  std::vector<std::size_t> breaks;
  if (item.input.markup) {
    auto marked = parse_markup(item.text);
    if (!marked) {
      add_flag(item.flags, Flag::markup_invalid);
      item.refused = true;
      return item;
    }
    for (const MarkupSpan& span : marked->spans) {
      if (is_line_break(span)) breaks.push_back(span.begin);
    }
    item.text = marked->text;
    // A line end in markup is a space like any other.
    std::ranges::replace_if(item.text, is_line_end, ' ');
    item.normal = normalise_marked(*marked);
    item.original = *std::move(marked);
  }
  breaks.push_back(item.text.size());
  std::size_t begin = 0;
  for (const std::size_t end : breaks) {
    item.lines.push_back({begin, end, segment(std::string_view(item.text).substr(begin, end - begin), language)});
    begin = end;
  }
  return item;
}

std::vector<ItemSegment> segments_of(const Item& item) {
  std::vector<ItemSegment> result;
  const NormalisedText normal = item.original ? normalise_with_origin(item.text) : NormalisedText{};
  for (const Line& line : item.lines) {
    for (const Segment& segment : line.segments) {
      const std::size_t begin = line.begin + segment.begin;
      const std::size_t base = item.original ? normalised_offset(normal, begin) : 0;
      result.push_back({item.text.substr(begin, segment.end - segment.begin), static_cast<std::uint32_t>(base)});
    }
  }
  return result;
}

std::string write_item(const Item& item, const std::vector<Finished>& finished, std::string_view language) {
  const Joined joined = join_lines(item, finished, language);
  if (!item.original) return joined.text;

  // White space at either end is the source's, and comes back with restore_borders.
  const NormalisedText normal = normalise_with_origin(joined.text);
  const std::size_t begin = normal.text.empty() ? 0 : normal.origin.front();
  const std::size_t end = normal.origin.back();
  std::vector<AlignmentLink> links;
  for (AlignmentLink link : joined.links) {
    link.target_begin -= std::min(link.target_begin, static_cast<std::uint32_t>(begin));
    link.target_end -= std::min(link.target_end, static_cast<std::uint32_t>(begin));
    links.push_back(link);
  }
  MarkedText inner =
      project_markup(*item.normal, std::string_view(joined.text).substr(begin, std::max(end, begin) - begin), links);
  // Line breaks need no alignment: each stands between two lines.
  std::size_t line = 0;
  for (MarkupSpan& span : inner.spans) {
    if (!is_line_break(span)) continue;
    const std::size_t place = joined.line_begins[++line];
    span.begin = span.end = std::min(std::max(place, begin) - begin, inner.text.size());
  }
  return write_markup(restore_borders(inner, *item.original));
}

}  // namespace parvis::detail
