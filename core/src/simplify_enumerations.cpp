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
    // ", et" before the last one.
    if ((clause.low(i + 1) == "et" || clause.low(i + 1) == "ou") && opens_noun_phrase(clause, i + 2)) continue;
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
  items.push_back({from, clause.surface(link - 1) == "," ? link - 2 : link - 1});
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

bool is_definite(const Clause& clause, int i) {
  const std::string_view low = clause.low(i);
  return low == "le" || low == "la" || low == "l'" || low == "les";
}

/// Whether it is beyond doubt that definite items hang on the verb: inside the first one every noun phrase has a
/// preposition, which the other items would have to repeat.
bool are_parallel_definite(const Clause& clause, const std::vector<Item>& items) {
  for (const Item& item : items) {
    if (!is_definite(clause, item.first)) return false;
  }
  for (int i = items.front().first + 1; i <= items.front().last; ++i) {
    if (clause.is(i, Upos::det) && !clause.is(i - 1, Upos::adp)) return false;
  }
  return true;
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
  bool complement = false;
  for (int i = items.front().first + 1; i <= items.front().last; ++i) {
    if (indefinite(i)) return false;
    complement = complement || clause.low(i) == "de" || clause.low(i) == "du";
  }
  // "un danger de chute, des travaux": 'des' may as well be that of a complement.
  for (const Item& item : items) {
    if (complement && clause.low(item.first) == "des") return false;
  }
  return true;
}

/// "soit A, soit B" up to the end of the sentence; `intro` becomes the word before.
std::vector<Item> items_by_either(const Clause& clause, int end, int& intro) {
  std::vector<Item> items;
  for (int i = 2; i <= end; ++i) {
    // The verb: "qu'un avocat soit désigné".
    if (clause.low(i) != "soit" || clause.low(i - 1) == "que") continue;
    if (clause.is_verb(i) && clause.word(i).morphology.mood == Mood::subjunctive && !clause.is_verb(i - 1) &&
        clause.surface(i - 1) != ",")
      return {};
    // "soit 14 jours" says the same again.
    if (clause.word(i + 1).lock || clause.is(i + 1, Upos::num)) return {};
    const int before = clause.surface(i - 1) == "," ? i - 2 : i - 1;
    if (items.empty()) {
      intro = before;
    } else {
      items.back().last = before;
    }
    items.push_back({i, end});
  }
  if (items.size() < 2) return {};
  for (const Item& item : items) {
    if (item.last - item.first < 2) return {};
  }
  // What comes after a comma may belong to them all.
  for (int i = items.back().first; i <= end; ++i) {
    if (clause.surface(i) == "," || clause.surface(i) == ":") return {};
  }
  bool verb = false;
  for (int i = 0; i <= intro; ++i) verb = verb || clause.is_finite(i);
  return verb && !clause.is(intro, Upos::adp) ? items : std::vector<Item>();
}

/// Infinitives in a row, all with the same preposition or all without: "d'assurer A, de mettre B et de rendre C".
std::vector<Item> items_by_infinitive(const Clause& clause, int end, int& intro, bool& alternative) {
  const auto infinitive_at = [&](int i) {
    const bool of = clause.low(i) == "de";
    if (of) ++i;
    while (clause.is(i, Upos::pron)) ++i;
    const bool is = clause.is_verb(i) && clause.word(i).morphology.verb_form == VerbForm::infinitive;
    return is ? (of ? 2 : 1) : 0;
  };
  std::vector<int> links;
  for (int i = 3; i + 2 < end; ++i) {
    const bool comma = clause.surface(i) == ",";
    if (!comma && clause.low(i) != "et" && clause.low(i) != "ou") continue;
    if (infinitive_at(i + 1) > 0) links.push_back(i);
  }
  if (links.size() < 2) return {};
  const int kind = infinitive_at(links.front() + 1);
  int first = -1;
  // The first item is the only infinitive of its kind before the first link.
  for (int i = 1; i < links.front(); ++i) {
    if (infinitive_at(i) != kind || (kind == 1 && clause.is(i - 1, Upos::pron))) continue;
    if (kind == 1 && clause.is(i - 1, Upos::adp)) return {};
    if (first >= 0) return {};
    first = i;
  }
  if (first < 2) return {};
  std::vector<Item> items{{first, links.front() - 1}};
  for (std::size_t k = 0; k < links.size(); ++k) {
    const bool last = k + 1 == links.size();
    // Commas between, and a word before the last one alone.
    if (infinitive_at(links[k] + 1) != kind || (clause.surface(links[k]) == ",") == last) return {};
    items.push_back({links[k] + 1, last ? end : links[k + 1] - 1});
  }
  for (Item& item : items) {
    if (clause.surface(item.last) == ",") --item.last;
  }
  alternative = clause.low(links.back()) == "ou";
  intro = first - 1;
  bool verb = false;
  for (int i = 0; i <= intro; ++i) {
    if (clause.is_finite(i)) verb = !clause.negated(i);
    if (clause.low(i) == "ne" || clause.low(i) == "sans") return {};
  }
  return verb ? items : std::vector<Item>();
}

class ListWriter {
 public:
  ListWriter(const Clause& clause, bool markup, std::string_view element, bool last)
      : clause_(clause), markup_(markup), paragraph_(element == "p"), last_(last) {}

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
      // What follows in the paragraph gets one of its own.
      DraftEdit close{end, end, {}, last_ ? "</li></ul>" : "</li></ul><p>", paragraph_ && last_};
      draft.edits.push_back(std::move(close));
    }
    return draft;
  }

 private:
  const Clause& clause_;
  bool markup_;
  bool paragraph_;
  bool last_;
};

}  // namespace

void propose_lists(const Clause& clause, bool markup, std::string_view element, bool last, std::vector<Draft>& drafts) {
  // In markup a list must have a place of its own.
  if (markup && !(element == "p" || (last && (element == "li" || element == "td" || element == "div")))) return;
  if (!last && !markup) {
    const std::string_view after = clause.text.substr(clause.sentence.end);
    const std::size_t next = after.find_first_not_of(" \u00A0");
    if (next != std::string_view::npos && after[next] != '\n') return;
  }
  int end = clause.size() - 1;
  while (end > 0 && clause.is(end, Upos::punct) && clause.surface(end) != ")") --end;
  const ListWriter writer(clause, markup, element, last);
  for (int i = 1; i + 1 < end; ++i) {
    if (clause.surface(i) != ":") continue;
    std::vector<Item> items = items_by_semicolon(clause, i + 1, end);
    bool alternative = false;
    if (items.empty() && clause.word_count() > kLongSentence) items = items_by_comma(clause, i + 1, end, alternative);
    if (!items.empty()) drafts.push_back(writer.write(i, items, alternative));
    return;
  }
  if (clause.word_count() <= kLongSentence) return;
  int intro = 0;
  bool alternative = false;
  std::vector<Item> items = items_by_either(clause, end, intro);
  if (items.empty()) items = items_by_infinitive(clause, end, intro, alternative);
  if (!items.empty()) {
    drafts.push_back(writer.write(intro, items, alternative));
    return;
  }
  // Without a colon: objects right after their verb or its preposition, up to the end of the sentence.
  for (int i = 1; i + 4 < end; ++i) {
    const bool after_verb = clause.is_verb(i - 1);
    const bool after_preposition = clause.low(i - 1) == "sur" && clause.is_verb(i - 2);
    if ((!after_verb && !after_preposition) || !opens_noun_phrase(clause, i)) continue;
    items = items_by_comma(clause, i, end, alternative);
    if (items.empty()) continue;
    // Of a relative clause the list would be one of its own.
    const int verb = after_verb ? i - 1 : i - 2;
    for (int k = 1; k < verb; ++k) {
      const std::string_view low = clause.low(k);
      if (low == "qui" || low == "que" || low == "dont" || low == "lequel" || low == "laquelle") return;
    }
    if (clause.negated(verb)) return;
    if (!are_parallel(clause, items) && !are_parallel_definite(clause, items)) return;
    drafts.push_back(writer.write(i - 1, items, alternative));
    return;
  }
}

}  // namespace parvis::detail
