"""Parts of speech, inflections and lemmas: training, and tagging as the core does it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .french_corpus import Morphology, Sentence, Word
from .french_features import (
    MORPHOLOGY_SLOT,
    TAG_SLOT,
    TAGGER_SLOTS,
    UINT,
    WINDOW,
    WORD_ATTRIBUTES,
    Hasher,
    lower,
    morphology_templates,
    tagger_templates,
    word_attributes,
)
from .french_lexicon import Lexicon, edit_script, upos_index
from .french_perceptron import Perceptron, Quantised

Tag = tuple[str, int]  # part of speech, contraction


@dataclass
class Tables:
    """What the taggers and the lemmatizer look up; all of it goes into the model file."""

    tags: list[Tag]
    morphologies: list[Morphology]
    scripts: list[tuple[int, str]]
    sets: list[tuple[tuple[int, int, int], ...]]  # (part of speech, inflection, edit script) of each set of analyses
    forms: dict[str, int]  # form to set
    classes: list[int]  # bits of the parts of speech of each set
    suffixes: dict[tuple[str, str], int]
    tag_ids: dict[Tag, int] = field(default_factory=dict)
    morphology_ids: dict[Morphology, int] = field(default_factory=dict)

    @classmethod
    def build(cls, lexicon: Lexicon, suffixes: dict[tuple[str, str], tuple[int, str]], sentences: Sequence[Sentence]) -> Tables:
        tags = sorted({(w.upos, w.contraction) for s in sentences for w in s.words})
        counted: dict[Morphology, int] = {}
        for sentence in sentences:
            for word in sentence.words:
                counted[word.morphology] = counted.get(word.morphology, 0) + 1
        lemmas = Counter((lower(w.form), w.upos, w.lemma) for s in sentences for w in s.words)
        in_lexicon = {m for analyses in lexicon.values() for _, m, _ in analyses}
        morphologies = sorted(set(counted) | in_lexicon, key=lambda m: (-counted.get(m, 0), m))
        if len(morphologies) > 255:
            raise ValueError("more than 255 inflections")
        morphology_ids = {m: i for i, m in enumerate(morphologies)}
        scripts: dict[tuple[int, str], int] = {(0, ""): 0}
        sets: dict[tuple[tuple[int, int, int], ...], int] = {}
        forms = {}
        for form, analyses in lexicon.items():
            rows = []
            for upos, morphology, lemma in sorted(analyses):
                script = edit_script(form, lemma)
                # Where two lemmas fit, the lemmatizer takes the first: the more frequent one, or else the form itself.
                order = (-lemmas[form, upos, lemma], script != (0, ""))
                rows.append((order, (upos_index(upos), morphology_ids[morphology], scripts.setdefault(script, len(scripts)))))
            forms[form] = sets.setdefault(tuple(row for _, row in sorted(rows)), len(sets))
        endings = {key: scripts.setdefault(script, len(scripts)) for key, script in suffixes.items()}
        classes = []
        for rows_of_set in sets:
            bits = 0
            for upos, _, _ in rows_of_set:
                bits |= 1 << upos
            classes.append(bits)
        return cls(tags, morphologies, list(scripts), list(sets), forms, classes, endings, {t: i for i, t in enumerate(tags)}, morphology_ids)

    def analyses(self, form: str) -> int | None:
        """Id of the set of analyses of a form."""
        return self.forms.get(lower(form))

    def lemma(self, word: Word, tag: Tag, morphology: Morphology) -> str:
        """The lemma that the core gives a word; see lemmatise in core/src/french_lexicon.cpp."""
        if word.lock or tag[0] in ("PROPN", "PUNCT", "SYM", "X", "NUM"):
            return word.form
        form = lower(word.form)
        upos = upos_index(tag[0])
        found = self.forms.get(form)
        if found is not None:
            best, best_score = -1, -1
            for other, other_morphology, script in self.sets[found]:
                score = agreement(upos, other, morphology, self.morphologies[other_morphology])
                if score > best_score:
                    best, best_score = script, score
            if best_score >= 0:
                return apply(form, self.scripts[best])
        for n in range(min(6, len(form) - 1), -1, -1):
            guess = self.suffixes.get((tag[0], form[len(form) - n :]))
            if guess is not None:
                return apply(form, self.scripts[guess])
        return form


AUX, VERB = upos_index("AUX"), upos_index("VERB")


def agreement(upos: int, other: int, morphology: Morphology, other_morphology: Morphology) -> int:
    """How well an analysis of the lexicon fits a tagged word; -1: not at all. A category that the lexicon leaves open fits."""
    same_verb = {upos, other} == {AUX, VERB}
    if upos != other and not same_verb:
        return -1
    fits = sum(a == b or b == 0 for a, b in zip(morphology, other_morphology))
    return fits + (20 if upos == other else 10)


def apply(form: str, script: tuple[int, str]) -> str:
    return form[: max(0, len(form) - script[0])] + script[1]


def attributes(tables: Tables, sentence: Sentence) -> np.ndarray:
    """Attributes of all words between two rows of nothing at either end."""
    rows = np.zeros((len(sentence.words) + 2 * WINDOW, WORD_ATTRIBUTES), dtype=UINT)
    for i, word in enumerate(sentence.words):
        found = None if word.lock else tables.analyses(word.form)
        rows[i + WINDOW] = word_attributes(word, i == 0, -1 if found is None else found, -1 if found is None else tables.classes[found])
    return rows


class Taggers:
    """The part-of-speech tagger and the inflection tagger."""

    def __init__(self, tables: Tables, bits: int = 20):
        self.tables = tables
        self.bits = bits
        self.tag_hasher = Hasher(tagger_templates(), TAGGER_SLOTS, bits)
        self.morphology_hasher = Hasher(morphology_templates(), TAGGER_SLOTS, bits)
        self.tag_model: Perceptron | Quantised = Perceptron(bits, len(tables.tags))
        self.morphology_model: Perceptron | Quantised = Perceptron(bits, len(tables.morphologies))

    def _pass(self, words: np.ndarray, count: int, gold_tags: list[int] | None, gold_morphology: list[int] | None) -> tuple[list[int], list[int]]:
        """Tags one sentence, and learns where gold annotation is given."""
        slots = np.zeros(TAGGER_SLOTS + 1, dtype=UINT)
        tags: list[int] = []
        for i in range(count):
            slots[:TAG_SLOT] = words[i : i + 2 * WINDOW + 1].ravel()
            slots[TAG_SLOT] = tags[i - 2] + 1 if i > 1 else 0
            slots[TAG_SLOT + 1] = tags[i - 1] + 1 if i > 0 else 0
            rows = self.tag_hasher.rows(slots)
            guess = int(self.tag_model.scores(rows).argmax())
            if gold_tags is not None:
                self.tag_model.steps += 1
                if guess != gold_tags[i]:
                    self.tag_model.update(rows, gold_tags[i], guess)
            tags.append(guess)
        found: list[int] = []
        known = [0, 0] + [t + 1 for t in tags] + [0, 0]
        for i in range(count):
            slots[:TAG_SLOT] = words[i : i + 2 * WINDOW + 1].ravel()
            slots[TAG_SLOT : TAG_SLOT + 5] = known[i : i + 5]
            slots[MORPHOLOGY_SLOT] = found[i - 1] + 1 if i > 0 else 0
            slots[MORPHOLOGY_SLOT + 1] = found[i - 2] + 1 if i > 1 else 0
            rows = self.morphology_hasher.rows(slots)
            guess = int(self.morphology_model.scores(rows).argmax())
            if gold_morphology is not None:
                self.morphology_model.steps += 1
                if guess != gold_morphology[i]:
                    self.morphology_model.update(rows, gold_morphology[i], guess)
            found.append(guess)
        return tags, found

    def train(self, sentences: Sequence[Sentence], epochs: int, seed: int = 1) -> None:
        tables = self.tables
        prepared = [
            (
                attributes(tables, s),
                len(s.words),
                [tables.tag_ids[w.upos, w.contraction] for w in s.words],
                [tables.morphology_ids[w.morphology] for w in s.words],
            )
            for s in sentences
        ]
        generator = random.Random(seed)
        for _ in range(epochs):
            generator.shuffle(prepared)
            for words, count, tags, morphologies in prepared:
                self._pass(words, count, tags, morphologies)
        self.tag_model.weights = self.tag_model.average()
        self.morphology_model.weights = self.morphology_model.average()

    def tag(self, sentence: Sentence) -> tuple[list[int], list[int]]:
        """Ids of tags and inflections."""
        return self._pass(attributes(self.tables, sentence), len(sentence.words), None, None)
