#include <algorithm>
#include <utility>

#include "simplify_readability.h"
#include "simplify_rules.h"

namespace parvis::detail {
namespace {

/// One item of an enumeration: its first and last word, and where the words before it (", ", "; ", " et ") begin.
struct Item {
  int first = 0;
  int last = 0;
};

bool opens_noun_phrase(const Clause& clause, int i) {
  return (clause.is(i, Upos::det) && clause.word(i).contraction == Contraction::none) || clause.is(i, Upos::num);
}

/// Whether words [first, last] are a noun phrase: no finite verb but in a relative clause of its own.
bool is_noun_phrase(const Clause& clause, const Item& item) {
  if (!opens_noun_phrase(clause, item.first)) return false;
  bool relative = false;
  bool noun = false;
  for (int i = item.first; i <= item.last; ++i) {
    const std::string_view low = clause.low(i);
    relative = relative || low == "qui" || low == "que" || low == "dont" || low == "où" || low == "si";
    noun = noun || clause.is(i, Upos::noun) || clause.is(i, Upos::propn);
    if (clause.is_finite(i) && !relative) return false;
  }
  return noun;
}

/// Items between semicolons.
std::vector<Item> items_by_semicolon(const Clause& clause, int first, int last) {
  std::vector<Item> items;
  int from = first;
  for (int i = first; i <= last + 1; ++i) {
    if (i <= last && clause.surface(i) != ";") continue;
    if (i - 1 < from) return {};
    items.push_back({from, i - 1});
    from = i + 1;
  }
  return items.size() < 2 ? std::vector<Item>() : items;
}

/// Three or more noun phrases, "a, b et c": all begin alike, and there is but one way to cut them.
std::vector<Item> items_by_comma(const Clause& clause, int first, int last, bool& alternative) {
  std::vector<Item> items;
  int from = first;
  int depth = 0;
  for (int i = first; i <= last; ++i) {
    if (clause.surface(i) == "(") ++depth;
    if (clause.surface(i) == ")") --depth;
    if (depth > 0 || clause.surface(i) != ",") continue;
    if (!opens_noun_phrase(clause, i + 1)) return {};
    items.push_back({from, i - 1});
    from = i + 1;
  }
  if (items.empty() || depth != 0) return {};
  int link = -1;
  for (int i = from; i <= last; ++i) {
    const std::string_view low = clause.low(i);
    if ((low != "et" && low != "ou") || !opens_noun_phrase(clause, i + 1)) continue;
    if (link >= 0) return {};
    link = i;
    alternative = low == "ou";
  }
  if (link <= from) return {};
  items.push_back({from, link - 1});
  items.push_back({link + 1, last});
  // "a, b et c" inside an item would be a list in a list.
  for (const Item& item : items) {
    if (!is_noun_phrase(clause, item)) return {};
    for (int i = item.first; i <= item.last; ++i) {
      if ((clause.low(i) == "et" || clause.low(i) == "ou") && opens_noun_phrase(clause, i + 1)) return {};
    }
  }
  return items.size() < 3 ? std::vector<Item>() : items;
}

/// Whether it is beyond doubt that the items hang on the verb: all are indefinite, and the first one holds no other
/// noun phrase of that kind, on which the rest could hang as well.
bool are_parallel(const Clause& clause, const std::vector<Item>& items) {
  const auto indefinite = [&](int i) {
    const std::string_view low = clause.low(i);
    return low == "un" || low == "une" || low == "des" || low == "votre" || low == "vos" || clause.is(i, Upos::num);
  };
  for (const Item& item : items) {
    if (!indefinite(item.first)) return false;
  }
  for (int i = items.front().first + 1; i <= items.front().last; ++i) {
    if (indefinite(i)) return false;
  }
  return true;
}

class ListWriter {
 public:
  ListWriter(const Clause& clause, bool markup, std::string_view element)
      : clause_(clause), markup_(markup), paragraph_(element == "p") {}

  /// The draft of a list after word `intro`, which ends in a colon or gets one.
  [[nodiscard]] Draft write(int intro, const std::vector<Item>& items, bool alternative) const {
    Draft draft;
    draft.kind = EditKind::list;
    draft.rule = "4.1";
    draft.entry = "list";
    draft.priority = 70;
    const bool colon = clause_.surface(intro) == ":";
    std::string open = colon ? "" : "\u00A0:";
    if (markup_ && paragraph_) open += "</p>";
    open += "<ul><li>";
    draft.edits.push_back({clause_.word(intro).end, clause_.word(items.front().first).begin,
                           std::string(colon ? "" : "\u00A0:") + "\n- ", open});
    for (std::size_t k = 1; k < items.size(); ++k) {
      const std::string link = alternative && k + 1 == items.size() ? "ou " : "";
      // A semicolon stays where it was.
      const int before = items[k].first - 1;
      const bool semicolon = clause_.surface(before) == ";";
      const std::size_t from = semicolon ? clause_.word(before).end : clause_.word(items[k - 1].last).end;
      const std::string mark = semicolon ? "" : ",";
      std::string line = mark, item = mark;
      line.append("\n- ").append(link);
      item.append("</li><li>").append(link);
      draft.edits.push_back({from, clause_.word(items[k].first).begin, std::move(line), std::move(item)});
    }
    if (markup_) {
      const std::size_t end = clause_.sentence.end;
      DraftEdit close{end, end, {}, "</li></ul>", paragraph_};
      draft.edits.push_back(std::move(close));
    }
    return draft;
  }

 private:
  const Clause& clause_;
  bool markup_;
  bool paragraph_;
};

}  // namespace

void propose_lists(const Clause& clause, bool markup, std::string_view element, bool last, std::vector<Draft>& drafts) {
  // In markup a list must have a place of its own.
  if (markup && !(last && (element == "p" || element == "li" || element == "td" || element == "div"))) return;
  if (!last && !markup) {
    const std::string_view after = clause.text.substr(clause.sentence.end);
    const std::size_t next = after.find_first_not_of(" \u00A0");
    if (next != std::string_view::npos && after[next] != '\n') return;
  }
  int end = clause.size() - 1;
  while (end > 0 && clause.is(end, Upos::punct) && clause.surface(end) != ")") --end;
  const ListWriter writer(clause, markup, element);
  for (int i = 1; i + 1 < end; ++i) {
    if (clause.surface(i) != ":") continue;
    std::vector<Item> items = items_by_semicolon(clause, i + 1, end);
    bool alternative = false;
    if (items.empty() && clause.word_count() > kLongSentence) items = items_by_comma(clause, i + 1, end, alternative);
    if (!items.empty()) drafts.push_back(writer.write(i, items, alternative));
    return;
  }
  if (clause.word_count() <= kLongSentence) return;
  // Without a colon: objects right after their verb, up to the end of the sentence.
  for (int i = 1; i + 4 < end; ++i) {
    if (!clause.is_verb(i - 1) || !opens_noun_phrase(clause, i)) continue;
    bool alternative = false;
    const std::vector<Item> items = items_by_comma(clause, i, end, alternative);
    if (items.empty()) continue;
    if (clause.negated(i - 1) || !are_parallel(clause, items)) return;
    drafts.push_back(writer.write(i - 1, items, alternative));
    return;
  }
}

}  // namespace parvis::detail
