#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "codepoints.h"
#include "parvis/markup.h"

namespace parvis {
namespace {

constexpr double word_weight = 1;
constexpr double punctuation_weight = 0.25;
// A word that points elsewhere counts less than one that points here, so that two votes with a stranger between them
// stay together.
constexpr double cost_of_stranger = 0.7;
constexpr double cost_of_sibling = 1.5;

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] std::size_t size() const { return end - begin; }
};

double overlap(Range a, Range b) {
  const std::size_t begin = std::max(a.begin, b.begin);
  const std::size_t end = std::min(a.end, b.end);
  return end > begin ? static_cast<double>(end - begin) : 0;
}

// ---- words of the target ---------------------------------------------------------------------------------------

enum class CharacterKind { space, letter, ideograph, apostrophe, joiner, punctuation };

CharacterKind kind_of(char32_t character) {
  const auto c = static_cast<UChar32>(character);
  if (u_isUWhiteSpace(c)) return CharacterKind::space;
  if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) return CharacterKind::ideograph;
  if (u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) return CharacterKind::letter;
  switch (c) {
    case '\'':
      return CharacterKind::apostrophe;
    case '-':
    case '_':
    case '@':
    case '.':
    case ',':
    case '/':
    case ':':
    case 0x200c:
      return CharacterKind::joiner;
    default:
      return CharacterKind::punctuation;
  }
}

/// A word, an ideograph or a punctuation mark of the target.
struct Unit {
  Range bytes;
  double weight = word_weight;
  std::vector<std::size_t> links;
};

/// Whether an apostrophe ends a word (l'aide, dell'anno) rather than being part of one (don't, обов'язково).
bool is_elision(const detail::CodePoints& text, std::size_t apostrophe) {
  constexpr std::size_t longest_article = 6;  // lorsqu'
  const auto is_latin = [&](std::size_t i) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(text.at(i)), &status) == USCRIPT_LATIN;
  };
  std::size_t before = 0;
  while (before < apostrophe && is_latin(apostrophe - before - 1)) ++before;
  return before > 0 && before <= longest_article && is_latin(apostrophe + 1) && is_latin(apostrophe + 2) &&
         is_latin(apostrophe + 3);
}

/// Cuts a text into units, at spaces, around punctuation, after an apostrophe (l'aide), and at `cuts` as well.
std::vector<Unit> cut_units(std::string_view text, const std::vector<std::size_t>& cuts) {
  const detail::CodePoints characters = detail::decode(text);
  const auto is_letter = [&](std::size_t i) { return kind_of(characters.at(i)) == CharacterKind::letter; };

  std::vector<Unit> units;
  bool open = false;  // whether the last unit is a word that may go on
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const Range bytes{characters.offsets[i], characters.offsets[i + 1]};
    const CharacterKind kind = kind_of(characters.chars[i]);
    if (kind == CharacterKind::space) {
      open = false;
      continue;
    }
    const bool inner = kind == CharacterKind::joiner && i > 0 && is_letter(i - 1) && is_letter(i + 1);
    const bool apostrophe = kind == CharacterKind::apostrophe && i > 0 && is_letter(i - 1) && is_letter(i + 1);
    const bool elision = apostrophe && is_elision(characters, i);
    const bool of_word = kind == CharacterKind::letter || inner || apostrophe;
    if (open && of_word && !std::ranges::binary_search(cuts, bytes.begin)) {
      units.back().bytes.end = bytes.end;
    } else {
      units.push_back({bytes, of_word || kind == CharacterKind::ideograph ? word_weight : punctuation_weight, {}});
    }
    open = of_word && !elision;
  }
  return units;
}

bool is_of_word(char32_t c) {
  const CharacterKind kind = kind_of(c);
  return kind == CharacterKind::letter || kind == CharacterKind::ideograph;
}

/// Whether the character at a byte offset belongs to a word, and so does the one before it.
bool cuts_word(const detail::CodePoints& text, std::size_t offset) {
  const auto at = static_cast<std::size_t>(std::ranges::lower_bound(text.offsets, offset) - text.offsets.begin());
  return kind_of(text.before(at)) == CharacterKind::letter && kind_of(text.at(at)) == CharacterKind::letter;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(' ') == std::string_view::npos; }

// ---- projection ------------------------------------------------------------------------------------------------

class Projection {
 public:
  Projection(const MarkedText& source, std::string_view target, std::span<const AlignmentLink> links)
      : source_(source),
        target_(target),
        children_(source.spans.size() + 1),
        result_{std::string(target), source.spans} {
    for (const AlignmentLink& link : links) {
      const Range from{std::min<std::size_t>(link.source_begin, source.text.size()),
                       std::min<std::size_t>(link.source_end, source.text.size())};
      const Range to{std::min<std::size_t>(link.target_begin, target.size()),
                     std::min<std::size_t>(link.target_end, target.size())};
      if (from.begin < from.end && to.begin < to.end) links_.push_back({from, to});
    }
    for (std::size_t i = 0; i < source.spans.size(); ++i) {
      const auto& parent = source.spans[i].parent;
      children_[parent ? *parent + 1 : 0].push_back(i);
    }
    units_ = cut_units(target, cuts_inside_words());
    attach_links();
  }

  MarkedText run() && {
    // Parents come before their children, so that each range is settled when its children are placed.
    place_children(0, {0, source_.text.size()}, {0, target_.size()});
    for (std::size_t i = 0; i < source_.spans.size(); ++i) {
      place_children(i + 1, range_of(source_.spans[i]), range_of(result_.spans[i]));
    }
    return std::move(result_);
  }

 private:
  struct Link {
    Range source;
    Range target;
  };

  static Range range_of(const MarkupSpan& span) { return {span.begin, std::max(span.begin, span.end)}; }

  /// Where the source marks part of a word (1<sup>er</sup>), the target's words may be cut where links begin.
  [[nodiscard]] std::vector<std::size_t> cuts_inside_words() const {
    const detail::CodePoints text = detail::decode(source_.text);
    const bool any = std::ranges::any_of(source_.spans, [&](const MarkupSpan& span) {
      return span.begin < span.end && (cuts_word(text, span.begin) || cuts_word(text, span.end));
    });
    std::vector<std::size_t> cuts;
    if (!any) return cuts;
    for (const Link& link : links_) cuts.push_back(link.target.begin);
    std::ranges::sort(cuts);
    return cuts;
  }

  void attach_links() {
    std::ranges::sort(links_, {}, [](const Link& link) { return link.target.begin; });
    std::size_t longest = 0;
    for (const Link& link : links_) longest = std::max(longest, link.target.size());
    for (Unit& unit : units_) {
      const std::size_t earliest = unit.bytes.begin > longest ? unit.bytes.begin - longest : 0;
      const auto first =
          std::ranges::lower_bound(links_, earliest, {}, [](const Link& link) { return link.target.begin; });
      for (auto link = first; link != links_.end() && link->target.begin < unit.bytes.end; ++link) {
        if (overlap(link->target, unit.bytes) > 0)
          unit.links.push_back(static_cast<std::size_t>(link - links_.begin()));
      }
    }
  }

  /// Share of a unit's links that point into a stretch of the source; nothing is known of a unit without links.
  [[nodiscard]] std::optional<double> vote(const Unit& unit, Range stretch) const {
    double inside = 0;
    double all = 0;
    for (const std::size_t i : unit.links) {
      const double weight = overlap(links_[i].target, unit.bytes);
      all += weight;
      inside += weight * overlap(links_[i].source, stretch) / static_cast<double>(links_[i].source.size());
    }
    return all > 0 ? std::optional(inside / all) : std::nullopt;
  }

  void place_children(std::size_t slot, Range source, Range target) {
    const auto& children = children_[slot];
    if (children.empty()) return;
    const auto first =
        std::ranges::lower_bound(units_, target.begin, {}, [](const Unit& unit) { return unit.bytes.begin; });
    const auto last = std::ranges::upper_bound(units_, target.end, {}, [](const Unit& unit) { return unit.bytes.end; });
    std::vector<const Unit*> units;
    for (auto unit = first; unit < last; ++unit) units.push_back(&*unit);

    std::vector<std::size_t> elements;
    std::vector<std::size_t> points;
    for (const std::size_t child : children) {
      (is_blank(text_of(range_of(source_.spans[child]))) ? points : elements).push_back(child);
    }
    place_elements(elements, units, source, target);
    for (const std::size_t point : points) place_point(point, elements, units, source, target);
  }

  [[nodiscard]] std::string_view text_of(Range range) const {
    return std::string_view(source_.text).substr(range.begin, range.size());
  }

  // -- elements with content --

  void place_elements(const std::vector<std::size_t>& elements, const std::vector<const Unit*>& units, Range source,
                      Range target) {
    std::vector<bool> taken(units.size(), false);
    std::vector<std::vector<std::optional<double>>> votes;
    std::vector<double> strongest(units.size(), 0);
    std::vector<double> total(elements.size(), 0);
    for (std::size_t e = 0; e < elements.size(); ++e) {
      auto& row = votes.emplace_back();
      for (std::size_t u = 0; u < units.size(); ++u) {
        row.push_back(vote(*units[u], range_of(source_.spans[elements[e]])));
        strongest[u] = std::max(strongest[u], row[u].value_or(0));
        total[e] += units[u]->weight * row[u].value_or(0);
      }
    }
    // What came through unchanged is found at once; then those with most votes choose first.
    std::vector<std::size_t> order;
    for (std::size_t e = 0; e < elements.size(); ++e) {
      const Range chosen = verbatim_stretch(range_of(source_.spans[elements[e]]), units, target);
      if (chosen.size() == 0 || std::any_of(taken.begin() + static_cast<std::ptrdiff_t>(chosen.begin),
                                            taken.begin() + static_cast<std::ptrdiff_t>(chosen.end), std::identity())) {
        order.push_back(e);
        continue;
      }
      for (std::size_t u = chosen.begin; u < chosen.end; ++u) taken[u] = true;
      settle(elements[e], chosen, units, source, target);
    }
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t e) { return total[e]; });
    for (const std::size_t e : order) {
      const Range own = range_of(source_.spans[elements[e]]);
      std::vector<double> scores(units.size(), 0);
      for (std::size_t u = 0; u < units.size(); ++u) {
        const auto in_favour = votes[e][u];
        if (!in_favour) continue;
        const double against = strongest[u] > *in_favour ? cost_of_sibling : cost_of_stranger;
        scores[u] = units[u]->weight * (*in_favour - against * (1 - *in_favour));
      }
      const bool whole = covers_all(own, source) && elements.size() == 1;
      Range chosen = whole ? Range{0, units.size()} : without_punctuation(best_stretch(scores, taken), own, units);
      if (chosen.size() == 0) chosen = nearest_word(own, source, target, units, taken);
      for (std::size_t u = chosen.begin; u < chosen.end; ++u) taken[u] = true;
      settle(elements[e], chosen, units, source, target);
    }
  }

  /// Whether nothing but spaces lies between a stretch and the borders around it.
  [[nodiscard]] bool covers_all(Range own, Range around) const {
    return is_blank(text_of({around.begin, own.begin})) && is_blank(text_of({own.end, around.end}));
  }

  /// Units that are the source's own symbols, digits or capitals ("*", "CAF"), where they stand in the target exactly
  /// once.
  [[nodiscard]] Range verbatim_stretch(Range own, const std::vector<const Unit*>& units, Range target) const {
    std::string_view text = text_of(own);
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    const detail::CodePoints characters = detail::decode(text);
    const auto is_plain_word = [](char32_t c) {
      return u_isalpha(static_cast<UChar32>(c)) && !u_isupper(static_cast<UChar32>(c));
    };
    if (text.empty() || std::ranges::any_of(characters.chars, is_plain_word)) return {};
    const std::string_view within = target_.substr(0, target.end);
    const std::size_t at = within.find(text, target.begin);
    if (at == std::string_view::npos || within.find(text, at + 1) != std::string_view::npos) return {};
    const auto first = std::ranges::find(units, at, [](const Unit* unit) { return unit->bytes.begin; });
    const auto last = std::ranges::find(units, at + text.size(), [](const Unit* unit) { return unit->bytes.end; });
    if (first == units.end() || last == units.end() || last < first) return {};
    return {static_cast<std::size_t>(first - units.begin()), static_cast<std::size_t>(last - units.begin()) + 1};
  }

  /// Units of the maximum subarray of scores among those not taken; empty where no score is above zero.
  static Range best_stretch(const std::vector<double>& scores, const std::vector<bool>& taken) {
    Range best;
    double best_sum = 0;
    double sum = 0;
    std::size_t begin = 0;
    for (std::size_t u = 0; u < scores.size(); ++u) {
      sum = taken[u] ? 0 : sum + scores[u];
      if (sum <= 0) {
        sum = 0;
        begin = u + 1;
      } else if (sum > best_sum) {
        best_sum = sum;
        best = {begin, u + 1};
      }
    }
    return best;
  }

  /// A stretch without the punctuation at those of its borders where the source has a word.
  [[nodiscard]] Range without_punctuation(Range chosen, Range own, const std::vector<const Unit*>& units) const {
    const detail::CodePoints text = detail::decode(text_of(own));
    const auto is_punctuation = [&](std::size_t u) { return units[u]->weight < word_weight; };
    if (is_of_word(text.at(0))) {
      while (chosen.size() > 0 && is_punctuation(chosen.begin)) ++chosen.begin;
    }
    if (is_of_word(text.before(text.size()))) {
      while (chosen.size() > 0 && is_punctuation(chosen.end - 1)) --chosen.end;
    }
    return chosen;
  }

  /// The free word at the relative place of a source stretch; empty where no word is free.
  [[nodiscard]] Range nearest_word(Range own, Range source, Range target, const std::vector<const Unit*>& units,
                                   const std::vector<bool>& taken) const {
    const double middle = relative_place(static_cast<double>(own.begin + own.end) / 2, source, target);
    Range best;
    double distance = 0;
    for (std::size_t u = 0; u < units.size(); ++u) {
      if (taken[u] || units[u]->weight < word_weight) continue;
      const double away = std::abs(static_cast<double>(units[u]->bytes.begin + units[u]->bytes.end) / 2 - middle);
      if (best.size() == 0 || away < distance) {
        best = {u, u + 1};
        distance = away;
      }
    }
    if (best.size() > 0) return best;
    std::size_t gap = 0;
    while (gap < units.size() && static_cast<double>(units[gap]->bytes.end) <= middle) ++gap;
    while (gap > 0 && gap < units.size() && taken[gap - 1] && taken[gap]) ++gap;
    return {gap, gap};
  }

  static double relative_place(double at, Range source, Range target) {
    if (source.size() == 0) return static_cast<double>(target.begin);
    const double share = (at - static_cast<double>(source.begin)) / static_cast<double>(source.size());
    return static_cast<double>(target.begin) + share * static_cast<double>(target.size());
  }

  /// Gives an element the bytes of its units, and the spaces beside them where the source has spaces inside the
  /// borders.
  void settle(std::size_t element, Range chosen, const std::vector<const Unit*>& units, Range source, Range target) {
    MarkupSpan& span = result_.spans[element];
    const Range own = range_of(source_.spans[element]);
    if (chosen.size() == 0) {
      span.begin = span.end = gap_place(chosen.begin, units, target);
      return;
    }
    const std::size_t before = chosen.begin == 0 ? target.begin : units[chosen.begin - 1]->bytes.end;
    const std::size_t after = chosen.end == units.size() ? target.end : units[chosen.end]->bytes.begin;
    const std::string_view text = text_of(own);
    // A border shared with the surrounding element stays shared.
    const bool opens = chosen.begin == 0 && own.begin == source.begin;
    const bool closes = chosen.end == units.size() && own.end == source.end;
    span.begin = opens || text.starts_with(' ') ? before : units[chosen.begin]->bytes.begin;
    span.end = closes || text.ends_with(' ') ? after : units[chosen.end - 1]->bytes.end;
  }

  // -- single tags and empty elements --

  void place_point(std::size_t point, const std::vector<std::size_t>& elements, const std::vector<const Unit*>& units,
                   Range source, Range target) {
    MarkupSpan& span = result_.spans[point];
    const Range own = range_of(source_.spans[point]);
    if (is_blank(text_of({source.begin, own.begin}))) {
      span.begin = span.end = target.begin;
    } else if (is_blank(text_of({own.end, source.end}))) {
      span.begin = span.end = target.end;
    } else {
      const std::size_t gap = best_gap(own, elements, units, source, target);
      const bool space_before = text_of({source.begin, own.begin}).ends_with(' ');
      span.begin = span.end =
          space_before && gap < units.size() ? units[gap]->bytes.begin : gap_place(gap, units, target);
    }
  }

  static std::size_t gap_place(std::size_t gap, const std::vector<const Unit*>& units, Range target) {
    if (units.empty() || gap == 0) return target.begin;
    return gap >= units.size() ? target.end : units[gap - 1]->bytes.end;
  }

  /// The gap between units that fewest links cross; among equals the one nearest to the relative place. Never inside
  /// another element.
  [[nodiscard]] std::size_t best_gap(Range own, const std::vector<std::size_t>& elements,
                                     const std::vector<const Unit*>& units, Range source, Range target) const {
    const double middle = relative_place(static_cast<double>(own.begin), source, target);
    double crossing = 0;
    for (const Unit* unit : units) crossing += unit->weight * vote(*unit, {0, own.begin}).value_or(0);
    std::size_t best = 0;
    double best_cost = 0;
    bool found = false;
    for (std::size_t gap = 0; gap <= units.size(); ++gap) {
      if (gap > 0) {
        const double before = vote(*units[gap - 1], {0, own.begin}).value_or(0.5);
        const bool known = !units[gap - 1]->links.empty();
        if (known) crossing += units[gap - 1]->weight * ((1 - before) - before);
      }
      const std::size_t place = gap_place(gap, units, target);
      const bool inside = std::ranges::any_of(
          elements, [&](std::size_t e) { return result_.spans[e].begin < place && place < result_.spans[e].end; });
      if (inside) continue;
      const double away = std::abs(static_cast<double>(place) - middle) / static_cast<double>(target.size() + 1);
      const double cost = crossing + away * punctuation_weight / 2;
      if (!found || cost < best_cost) {
        found = true;
        best = gap;
        best_cost = cost;
      }
    }
    return best;
  }

  const MarkedText& source_;
  std::string_view target_;
  std::vector<std::vector<std::size_t>> children_;  // of the root first, then of each span
  std::vector<Link> links_;
  std::vector<Unit> units_;
  MarkedText result_;
};

}  // namespace

MarkedText project_markup(const MarkedText& source, std::string_view target, std::span<const AlignmentLink> links) {
  return Projection(source, target, links).run();
}

}  // namespace parvis
