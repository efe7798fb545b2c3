"""Greedy arc-hybrid parser with a dynamic oracle (Kuhlmann, Gomez-Rodriguez and Satta 2011; Goldberg and Nivre 2013)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .french_corpus import ANY_OBLIQUE, DEPREL, MORPHOLOGY, Sentence
from .french_features import PARSER_PLACES, PARSER_SLOTS, PARSER_WORD, UINT, Hasher, lower, parser_templates, text_hash
from .french_perceptron import Perceptron, Quantised
from .french_tagger import Tables

SHIFT, LEFT, RIGHT = range(3)
DEPREL_COLUMN = PARSER_WORD.index("deprel")
ROOT_TAG = 255
FAR = 10
MANY = 3
# Behind the attributes of a word: what it counts as in 'verbs_ahead' and 'marks_s0_b0'.
FLAGS = len(PARSER_WORD)
FINITE_VERB, MARK = 1, 2


@dataclass
class Item:
    """A sentence ready for the parser: the last row of `words` is nothing, the one before it the root."""

    words: np.ndarray  # [count + 2, attributes]
    heads: list[int]  # count: the root
    labels: list[str]


def parser_words(tables: Tables, sentence: Sentence, tags: Sequence[int], morphologies: Sequence[int]) -> np.ndarray:
    """What the parser knows of each word, the root and nothing."""
    rows = np.zeros((len(sentence.words) + 2, len(PARSER_WORD) + 1), dtype=UINT)
    for i, word in enumerate(sentence.words):
        form = text_hash("<" + word.lock) if word.lock else text_hash(lower(word.form))
        lemma = form if word.lock else text_hash(tables.lemma(word, tables.tags[tags[i]], tables.morphologies[morphologies[i]]))
        finite = MORPHOLOGY["VerbForm"][tables.morphologies[morphologies[i]][5]] == "Fin"
        flags = FINITE_VERB if finite else MARK if tables.tags[tags[i]][0] == "PUNCT" else 0
        rows[i] = (form, lemma, tags[i] + 1, morphologies[i] + 1, 0, flags)
    root = text_hash("<root>")
    rows[len(sentence.words)] = (root, root, ROOT_TAG, 0, 0, 0)
    return rows


class State:
    """Stack and buffer; the buffer is the words from `next` on, with the root as the last one."""

    def __init__(self, words: np.ndarray):
        self.words = words.copy()
        self.count = len(words) - 2
        self.stack: list[int] = []
        self.next = 0
        self.heads = [-1] * self.count
        self.labels = [0] * self.count
        self.left: list[list[int]] = [[] for _ in range(self.count + 1)]
        self.right: list[list[int]] = [[] for _ in range(self.count + 1)]
        self._slots = np.zeros(PARSER_SLOTS + 1, dtype=UINT)
        # How many stand before each word.
        self._verbs = [0, *np.cumsum(words[:, FLAGS] == FINITE_VERB).tolist()]
        self._marks = [0, *np.cumsum(words[:, FLAGS] == MARK).tolist()]

    def done(self) -> bool:
        return self.next == self.count and not self.stack

    def slots(self) -> np.ndarray:
        nothing = self.count + 1
        stack, left, right, b0 = self.stack, self.left, self.right, self.next
        s0 = stack[-1] if stack else nothing
        s1 = stack[-2] if len(stack) > 1 else nothing
        s2 = stack[-3] if len(stack) > 2 else nothing
        left_s0 = left[s0] if s0 != nothing else ()
        right_s0 = right[s0] if s0 != nothing else ()
        left_s1 = left[s1] if s1 != nothing else ()
        right_s1 = right[s1] if s1 != nothing else ()
        left_b0 = left[b0]
        places = [
            s0, s1, s2, b0, min(b0 + 1, nothing), min(b0 + 2, nothing),
            left_s0[-1] if left_s0 else nothing, left_s0[-2] if len(left_s0) > 1 else nothing,
            right_s0[-1] if right_s0 else nothing, right_s0[-2] if len(right_s0) > 1 else nothing,
            left_s1[-1] if left_s1 else nothing, right_s1[-1] if right_s1 else nothing,
            left_b0[-1] if left_b0 else nothing, left_b0[-2] if len(left_b0) > 1 else nothing,
            b0 - 1 if b0 > 0 else nothing,
        ]  # fmt: skip
        slots = self._slots
        size = len(PARSER_PLACES) * len(PARSER_WORD)
        slots[:size] = self.words[places, :FLAGS].ravel()
        slots[size:-1] = (
            min(b0 - s0, FAR) if s0 != nothing else 0,
            min(s0 - s1, FAR) if s1 != nothing else 0,
            len(left_s0) + 1,
            len(right_s0) + 1,
            len(right_s1) + 1,
            len(left_b0) + 1,
            min(self._verbs[-1] - self._verbs[b0], MANY) + 1,
            min(self._marks[b0] - self._marks[s0], MANY) + 1 if s0 != nothing else 0,
        )
        return slots

    def attach(self, head: int, label: int) -> None:
        """Gives the top of the stack its head and takes it off."""
        word = self.stack.pop()
        self.heads[word] = head
        self.labels[word] = label
        self.words[word, DEPREL_COLUMN] = label + 1
        # The child added last is the outermost one on either side.
        (self.left if word < head else self.right)[head].append(word)

    def apply(self, action: int, label: int) -> None:
        if action == SHIFT:
            self.stack.append(self.next)
            self.next += 1
        elif action == LEFT:
            self.attach(self.next, label)
        else:
            self.attach(self.stack[-2], label)


def costless(state: State, heads: Sequence[int], last_child: Sequence[int]) -> list[int]:
    """Actions after which as much of the gold tree can be reached as before."""
    found = []
    stack, b0 = state.stack, state.next
    if b0 < state.count and heads[b0] not in stack[:-1] and not any(heads[s] == b0 for s in stack):
        found.append(SHIFT)
    if stack:
        s0 = stack[-1]
        if last_child[s0] < b0:
            s1 = stack[-2] if len(stack) > 1 else -1
            if heads[s0] == b0 or (heads[s0] != s1 and heads[s0] < b0):
                found.append(LEFT)
            if s1 >= 0 and heads[s0] < b0:
                found.append(RIGHT)
    return found


class Parser:
    """Weights for the actions 'shift' and left or right arcs with each relation."""

    def __init__(self, classes: list[tuple[int, int]], bits: int = 20):
        self.classes = classes
        self.bits = bits
        self.hasher = Hasher(parser_templates(), PARSER_SLOTS, bits)
        self.model: Perceptron | Quantised = Perceptron(bits, len(classes))
        root = DEPREL.index("root")
        self._ids = {c: i for i, c in enumerate(classes)}
        self._root_class = self._ids[LEFT, root]
        actions = np.array([a for a, _ in classes])
        is_root = np.array([a == LEFT and label == root for a, label in classes])
        self._masks = {}
        for shift in (False, True):
            for left in (False, True):
                for right in (False, True):
                    legal = ((actions == SHIFT) & shift) | ((actions == LEFT) & left & ~is_root) | ((actions == RIGHT) & right)
                    self._masks[shift, left, right] = np.where(legal, 0, -1e9).astype(np.float32)

    @classmethod
    def for_data(cls, items: Sequence[Item], bits: int = 20) -> Parser:
        counts: Counter[tuple[int, int]] = Counter()
        for item in items:
            for word, (head, label) in enumerate(zip(item.heads, item.labels)):
                for name in ANY_OBLIQUE if label == "obl" else (label,):
                    counts[LEFT if word < head else RIGHT, DEPREL.index(name)] += 1
        return cls([(SHIFT, 0)] + sorted(c for c, n in counts.items() if n > 2), bits)

    def legal(self, state: State) -> np.ndarray:
        """0 for what may be done, a large negative number for the rest. The last word is attached to the root elsewhere."""
        at_root = state.next == state.count
        return self._masks[not at_root, bool(state.stack) and not at_root, len(state.stack) > 1]

    def _good(self, state: State, item: Item, actions: list[int]) -> list[int]:
        classes = []
        for action in actions:
            if action == SHIFT:
                classes.append(0)
                continue
            s0 = state.stack[-1]
            head = state.next if action == LEFT else state.stack[-2]
            if item.heads[s0] == head:
                label = item.labels[s0]
                names = ANY_OBLIQUE if label == "obl" else (label,)
                classes.extend(self._ids[action, DEPREL.index(n)] for n in names if (action, DEPREL.index(n)) in self._ids)
            else:
                classes.extend(i for i, c in enumerate(self.classes) if c[0] == action)
        return classes

    def train(self, items: Sequence[Item], epochs: int, seed: int = 1, report=None) -> None:
        generator = random.Random(seed)
        items = list(items)
        for epoch in range(epochs):
            generator.shuffle(items)
            for item in items:
                self._learn(item, generator, explore=epoch > 0)
            if report:
                report(epoch)
        self.model.weights = self.model.average()

    def _learn(self, item: Item, generator: random.Random, explore: bool) -> None:
        state = State(item.words)
        last_child = [-1] * (state.count + 1)
        for word, head in enumerate(item.heads):
            last_child[head] = max(last_child[head], word)
        while not state.done():
            if state.next == state.count and len(state.stack) == 1:
                state.attach(state.count, DEPREL.index("root"))
                continue
            rows = self.hasher.rows(state.slots())
            scores = self.model.scores(rows) + self.legal(state)
            guess = int(scores.argmax())
            good = [c for c in self._good(state, item, costless(state, item.heads, last_child)) if scores[c] > -1e8]
            self.model.steps += 1
            chosen = guess
            if good and guess not in good:
                best = max(good, key=lambda c: scores[c])
                self.model.update(rows, best, guess)
                if not explore or generator.random() > 0.9:
                    chosen = best
            state.apply(*self.classes[chosen])

    def parse(self, words: np.ndarray) -> tuple[list[int], list[int], list[float]]:
        """Heads (count: the root), relations and margins."""
        state = State(words)
        margins = [0.0] * state.count
        while not state.done():
            if state.next == state.count and len(state.stack) == 1:
                state.attach(state.count, DEPREL.index("root"))
                continue
            scores = self.model.scores(self.hasher.rows(state.slots())) + self.legal(state)
            first, second = np.partition(scores, -2)[-1:-3:-1]
            best = int(scores.argmax())
            if self.classes[best][0] != SHIFT:
                margins[state.stack[-1]] = float(first - second)
            state.apply(*self.classes[best])
        return state.heads, state.labels, margins
