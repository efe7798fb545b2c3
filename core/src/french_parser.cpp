#include <algorithm>
#include <limits>

#include "french_model.h"

namespace parvis::detail {
namespace {

constexpr std::size_t kPlaces = 15;
constexpr std::size_t kAttributes = 5;
constexpr std::size_t kNumbers = 8;
static_assert(kPlaces * kAttributes + kNumbers == kFrenchParserSlots);
constexpr std::uint32_t kRootTag = 255;
constexpr std::size_t kFar = 10;
constexpr std::uint32_t kMany = 3;

using Kind = FrenchAction::Kind;

/// Children of a word on one side: how many, and the two that were added last.
struct Children {
  std::uint32_t count = 0;
  std::size_t last = 0;
  std::size_t last_but_one = 0;
};

struct Node {
  std::array<std::uint32_t, kAttributes> attributes{};  // form, lemma, tag, inflection, relation
  Children left;
  Children right;
};

/// The stack and the buffer, which is the words from `next_` on with the root behind the last one.
class State {
 public:
  State(std::span<const FrenchToken> tokens, FrenchSentence& sentence)
      : sentence_(sentence),
        count_(tokens.size()),
        nodes_(tokens.size() + 2),
        verbs_(tokens.size() + 1),
        marks_(tokens.size() + 1) {
    for (std::size_t i = 0; i < count_; ++i) {
      const FrenchWord& word = sentence.words[i];
      const std::uint32_t form = tokens[i].attributes[0];
      const std::uint32_t lemma = word.lock ? form : french_hash(word.lemma);
      nodes_[i].attributes = {form, lemma, tokens[i].tag + 1U, tokens[i].morphology + 1U, 0};
      const bool finite = word.morphology.verb_form == VerbForm::finite;
      verbs_[i + 1] = verbs_[i] + (finite ? 1 : 0);
      marks_[i + 1] = marks_[i] + (!finite && word.upos == Upos::punct ? 1 : 0);
    }
    const std::uint32_t root = french_hash("<root>");
    nodes_[count_].attributes = {root, root, kRootTag, 0, 0};
  }

  [[nodiscard]] bool done() const { return next_ == count_ && stack_.empty(); }
  [[nodiscard]] bool only_root_left() const { return next_ == count_ && stack_.size() == 1; }

  [[nodiscard]] bool allows(const FrenchAction& action) const {
    const bool at_root = next_ == count_;
    switch (action.kind) {
      case Kind::shift:
        return !at_root;
      case Kind::left:
        return !at_root && !stack_.empty() && action.deprel != Deprel::root;
      case Kind::right:
        return stack_.size() > 1 && action.deprel != Deprel::root;
    }
    return false;
  }

  void shift() { stack_.push_back(next_++); }

  void attach(std::size_t head, Deprel deprel, float margin) {
    const std::size_t word = stack_.back();
    stack_.pop_back();
    FrenchWord& target = sentence_.words[word];
    target.head = head == count_ ? -1 : static_cast<int>(head);
    target.deprel = deprel;
    target.margin = margin;
    nodes_[word].attributes[4] = static_cast<std::uint32_t>(deprel) + 1;
    Children& children = word < head ? nodes_[head].left : nodes_[head].right;
    children.last_but_one = children.last;
    children.last = word;
    ++children.count;
  }

  void apply(const FrenchAction& action, float margin) {
    if (action.kind == Kind::shift) {
      shift();
    } else {
      attach(action.kind == Kind::left ? next_ : stack_[stack_.size() - 2], action.deprel, margin);
    }
  }

  void attach_root() { attach(count_, Deprel::root, std::numeric_limits<float>::max()); }

  void fill(std::span<std::uint32_t> slots) const {
    const std::size_t nothing = count_ + 1;
    const auto stacked = [&](std::size_t depth) {
      return stack_.size() > depth ? stack_[stack_.size() - 1 - depth] : nothing;
    };
    const std::size_t s0 = stacked(0);
    const std::size_t s1 = stacked(1);
    const std::size_t b0 = next_;
    const auto last = [&](const Children& c) { return c.count > 0 ? c.last : nothing; };
    const auto last_but_one = [&](const Children& c) { return c.count > 1 ? c.last_but_one : nothing; };
    const Node& n0 = nodes_[s0];
    const Node& n1 = nodes_[s1];
    const Node& nb = nodes_[b0];
    const std::array<std::size_t, kPlaces> places{s0,
                                                  s1,
                                                  stacked(2),
                                                  b0,
                                                  std::min(b0 + 1, nothing),
                                                  std::min(b0 + 2, nothing),
                                                  last(n0.left),
                                                  last_but_one(n0.left),
                                                  last(n0.right),
                                                  last_but_one(n0.right),
                                                  last(n1.left),
                                                  last(n1.right),
                                                  last(nb.left),
                                                  last_but_one(nb.left),
                                                  b0 > 0 ? b0 - 1 : nothing};
    auto slot = slots.begin();
    for (const std::size_t place : places) {
      slot = std::copy(nodes_[place].attributes.begin(), nodes_[place].attributes.end(), slot);
    }
    const std::array<std::size_t, kNumbers> numbers{
        s0 != nothing ? std::min(b0 - s0, kFar) : 0,
        s1 != nothing ? std::min(s0 - s1, kFar) : 0,
        n0.left.count + std::size_t{1},
        n0.right.count + std::size_t{1},
        n1.right.count + std::size_t{1},
        nb.left.count + std::size_t{1},
        std::min(verbs_[count_] - verbs_[b0], kMany) + std::size_t{1},
        s0 != nothing ? std::min(marks_[b0] - marks_[s0], kMany) + std::size_t{1} : 0};
    for (const std::size_t number : numbers) *slot++ = static_cast<std::uint32_t>(number);
  }

 private:
  FrenchSentence& sentence_;
  std::size_t count_;
  std::vector<Node> nodes_;           // the words, the root, nothing
  std::vector<std::uint32_t> verbs_;  // finite verbs before each word
  std::vector<std::uint32_t> marks_;  // punctuation before each word
  std::vector<std::size_t> stack_;
  std::size_t next_ = 0;
};

}  // namespace

void parse_french(const FrenchModel& model, std::span<const FrenchToken> tokens, FrenchSentence& sentence) {
  State state(tokens, sentence);
  std::array<std::uint32_t, kFrenchParserSlots + 1> slots{};
  std::vector<std::int16_t> scores(model.parser.classes());
  while (!state.done()) {
    if (state.only_root_left()) {
      state.attach_root();
      continue;
    }
    state.fill(slots);
    model.parser.score(slots, scores);
    std::size_t best = scores.size();
    std::size_t second = scores.size();
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (!state.allows(model.actions[i])) continue;
      if (best == scores.size() || scores[i] > scores[best]) {
        second = best;
        best = i;
      } else if (second == scores.size() || scores[i] > scores[second]) {
        second = i;
      }
    }
    const float margin = second == scores.size()
                             ? std::numeric_limits<float>::max()
                             : static_cast<float>(scores[best] - scores[second]) / model.parser.scale();
    state.apply(model.actions[best], margin);
  }
}

}  // namespace parvis::detail
