"""Features of the French analyser: numbers for words, and templates over slots.

core/src/french_features.cpp computes the same numbers. A decision looks at an array of slots (32-bit numbers, 0 for 'nothing there'); a template names up to
three slots, and a feature is the hash of its template and their values.
"""

from __future__ import annotations

import numpy as np

from .french_corpus import Word

UINT = np.uint32
# What is known of a word before it is tagged, by position in the row of attributes.
FORM, SUFFIX2, SUFFIX3, SUFFIX4, PREFIX3, SHAPE, LEXICON, CLASSES = range(8)
WORD_ATTRIBUTES = 8
WINDOW = 2

# Slots of the taggers: the attributes of five words, their parts of speech, the two inflections before.
TAG_SLOT = (2 * WINDOW + 1) * WORD_ATTRIBUTES
MORPHOLOGY_SLOT = TAG_SLOT + 2 * WINDOW + 1
TAGGER_SLOTS = MORPHOLOGY_SLOT + 2
NOTHING = 255


def text_hash(text: str) -> int:
    """FNV-1a of the UTF-8 bytes; never 0."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value or 1


def lower(form: str) -> str:
    """Form for look-ups: lower case, straight apostrophes, plain hyphens."""
    return form.lower().replace("’", "'").replace("ʼ", "'").replace("‑", "-").replace("‐", "-")


def shape(form: str, first: bool, lock: str) -> int:
    """Letter case, digits and place of a word as a small number."""
    upper = sum(c.isupper() for c in form)
    letters = sum(c.isalpha() for c in form)
    case = 0 if upper == 0 else 3 if upper == letters and letters > 1 else 1 if form[0].isupper() and upper == 1 else 2
    digit = any(c in "0123456789" for c in form)
    return 1 + case + 4 * digit + 8 * ("-" in form) + 16 * first + 32 * (letters == 0) + 64 * bool(lock)


def word_attributes(word: Word, first: bool, lexicon_set: int, classes: int) -> list[int]:
    """The attributes of one word. `lexicon_set`, `classes`: id of its analyses and bit set of its parts of speech, 0 outside the lexicon."""
    form = lower(word.form)
    if word.lock:
        kind = text_hash("<" + word.lock)
        return [kind, kind, kind, kind, kind, shape(word.form, first, word.lock), 0, 0]
    return [
        text_hash(form),
        text_hash("-" + form[-2:]),
        text_hash("-" + form[-3:]),
        text_hash("-" + form[-4:]),
        text_hash(form[:3] + "-"),
        shape(word.form, first, word.lock),
        lexicon_set + 1,
        classes + 1,
    ]


def _window(position: int, attribute: int) -> int:
    return (position + WINDOW) * WORD_ATTRIBUTES + attribute


def tagger_templates() -> np.ndarray:
    """Templates of the part-of-speech tagger."""
    w, tag = _window, lambda position: TAG_SLOT + WINDOW + position
    return _templates([
        (w(0, FORM),), (w(0, SUFFIX2),), (w(0, SUFFIX3),), (w(0, SUFFIX4),), (w(0, PREFIX3),), (w(0, SHAPE),), (w(0, LEXICON),), (w(0, CLASSES),),
        (w(-1, FORM),), (w(1, FORM),), (w(-2, FORM),), (w(2, FORM),),
        (w(-1, FORM), w(0, FORM)), (w(0, FORM), w(1, FORM)), (w(-1, FORM), w(1, FORM)),
        (tag(-1),), (tag(-2),), (tag(-1), tag(-2)), (tag(-1), w(0, FORM)), (tag(-1), w(0, LEXICON)), (tag(-1), tag(-2), w(0, LEXICON)),
        (tag(-1), w(0, CLASSES), w(1, CLASSES)), (w(-1, CLASSES), w(0, CLASSES)), (w(0, CLASSES), w(1, CLASSES)), (w(0, CLASSES), w(1, CLASSES), w(2, CLASSES)),
        (w(1, CLASSES),), (w(1, LEXICON),), (w(1, SUFFIX3),), (w(-1, LEXICON), w(0, LEXICON)), (w(0, LEXICON), w(1, LEXICON)),
        (w(0, CLASSES), w(0, SUFFIX3)), (w(0, CLASSES), w(0, SHAPE)), (tag(-1), w(0, SUFFIX3)), (tag(-1), w(0, SHAPE), w(0, CLASSES)),
        (w(-1, FORM), w(0, CLASSES)), (w(1, FORM), w(0, CLASSES)), (w(-1, SHAPE), w(0, SHAPE)), (w(1, SHAPE), w(0, SHAPE)),
        (w(-2, FORM), w(-1, FORM), w(0, CLASSES)), (w(1, FORM), w(2, FORM), w(0, CLASSES)),
    ])  # fmt: skip


def morphology_templates() -> np.ndarray:
    """Templates of the inflection tagger, which knows all parts of speech."""
    w, tag = _window, lambda position: TAG_SLOT + WINDOW + position
    before, before2 = MORPHOLOGY_SLOT, MORPHOLOGY_SLOT + 1
    return _templates([
        (tag(0),), (tag(0), w(0, FORM)), (tag(0), w(0, SUFFIX2)), (tag(0), w(0, SUFFIX3)), (tag(0), w(0, SUFFIX4)), (tag(0), w(0, LEXICON)),
        (tag(0), w(0, LEXICON), before), (tag(0), before), (tag(0), before, before2), (tag(0), tag(-1), before), (tag(0), w(0, SUFFIX2), before),
        (tag(0), w(0, LEXICON), tag(-1)), (tag(0), w(0, LEXICON), w(-1, FORM)), (tag(0), w(0, LEXICON), tag(1)), (tag(0), w(0, LEXICON), w(1, LEXICON)),
        (tag(0), w(0, FORM), w(1, LEXICON)), (tag(0), w(0, FORM), w(1, SUFFIX3)), (tag(0), w(0, FORM), w(1, FORM)), (tag(0), w(0, FORM), w(-1, FORM)),
        (tag(0), w(0, LEXICON), w(-1, LEXICON)), (tag(0), w(0, LEXICON), before2), (tag(0), w(0, FORM), before), (tag(0), w(1, SUFFIX2), tag(1)),
        (tag(0), tag(1), tag(-1)), (tag(0), w(0, FORM), w(2, LEXICON)), (tag(0), w(0, SHAPE)), (tag(0), w(0, LEXICON), w(-2, FORM)),
    ])  # fmt: skip


# Slots of the parser: attributes of words at fixed places of the state, then numbers about the state.
PARSER_WORD = ("form", "lemma", "tag", "morphology", "deprel")
PARSER_PLACES = ("s0", "s1", "s2", "b0", "b1", "b2", "s0l", "s0l2", "s0r", "s0r2", "s1l", "s1r", "b0l", "b0l2", "before_b0")
PARSER_STATE = ("distance_s0_b0", "distance_s1_s0", "left_s0", "right_s0", "right_s1", "left_b0", "verbs_ahead", "marks_s0_b0")
PARSER_SLOTS = len(PARSER_PLACES) * len(PARSER_WORD) + len(PARSER_STATE)


def parser_templates() -> np.ndarray:
    """Templates of the parser: 'place.attribute' or the name of a number, joined by spaces (after Zhang and Nivre 2011)."""
    names = """
        s0.form|s0.tag|s0.form s0.tag|s0.lemma|s0.morphology|b0.form|b0.tag|b0.form b0.tag|b0.lemma|b0.morphology|b1.form|b1.tag|b1.form b1.tag|b2.tag|b2.form
        s1.form|s1.tag|s1.form s1.tag|s1.lemma|s0.tag b0.tag|s0.form b0.form|s0.form b0.tag|s0.tag b0.form|s0.lemma b0.lemma|s0.form s0.tag b0.tag
        s0.tag b0.form b0.tag|s1.tag s0.tag|s1.form s0.form|s1.form s0.tag|s1.tag s0.form|s1.lemma s0.lemma|s1.tag s0.tag b0.tag|s0.tag b0.tag b1.tag
        s2.tag s1.tag s0.tag|b0.tag b1.tag b2.tag|s1.tag s0.tag b0.form|s1.tag s0.form b0.tag|s1.form s0.tag b0.tag|s0.tag b0.tag b1.form|s0.form b0.tag b1.tag
        s0.tag b0.tag distance_s0_b0|s0.form b0.form distance_s0_b0|s1.tag s0.tag distance_s1_s0|s1.form s0.form distance_s1_s0|s0.tag distance_s0_b0
        b0.tag distance_s0_b0|s0.form distance_s0_b0|b0.form distance_s0_b0|s1.tag distance_s1_s0|s1.form distance_s1_s0
        s0.tag left_s0|s0.tag right_s0|s1.tag right_s1|b0.tag left_b0|s0.form right_s0|s1.form right_s1|b0.form left_b0
        s0l.tag|s0l.form|s0l.deprel|s0r.tag|s0r.deprel|s1l.deprel|s1r.tag|s1r.deprel|b0l.tag|b0l.form|b0l.deprel|s0l2.deprel|b0l2.deprel|s0r.form|s1r.form
        s0.tag s0l.tag b0.tag|s0.tag s0r.tag b0.tag|s1.tag s1r.tag s0.tag|s1.tag s1l.tag s0.tag|s0.tag b0.tag b0l.tag|s1.tag s0.tag s0l.tag|s1.tag s0.tag s0r.tag
        s0.tag s0l.deprel b0.tag|s0.tag s0r.deprel b0.tag|s1.tag s1r.deprel s0.tag|s0.tag s0l.deprel s0l2.deprel|s0.tag s0r.deprel s0r2.deprel
        b0.tag b0l.deprel b0l2.deprel|s1.tag s0.tag s0l.form|s1.form s0.tag s0l.form|s1.lemma s0l.form s0.lemma|s1.lemma s0l.lemma|s0.lemma b0l.lemma b0.tag
        s0.morphology b0.morphology|s1.morphology s0.morphology|s0.tag s0.morphology b0.tag|s0.tag b0.tag b0.morphology|s1.tag s1.morphology s0.tag
        s0.tag s0.morphology b0.morphology|s1.tag s1.morphology s0.morphology|s0.lemma b0.tag s0r.deprel|s1.lemma s0.tag s1r.deprel|before_b0.form b0.tag s0.tag
        s0.lemma s0l.deprel b0.tag|s1.lemma s1l.deprel s0.tag|b0.lemma b0l.deprel s0.tag|s0.tag b0.tag b2.tag|s2.tag s0.tag b0.tag|s2.tag s1.tag|s1.tag b0.tag b1.tag
        s0.tag s0l.tag verbs_ahead|s0.tag b0.tag verbs_ahead|s1.tag s0.tag verbs_ahead|s0.tag s0r.tag verbs_ahead|s0.tag b0.tag marks_s0_b0
        s1.tag s0.tag marks_s0_b0|s0.lemma b0.tag marks_s0_b0|s0.tag s0l.tag marks_s0_b0|s0.tag b0.lemma marks_s0_b0|b0.tag marks_s0_b0 verbs_ahead
        s0.lemma b0.form|s0.deprel|s1.deprel s0.tag|s0.tag b1.form|s1.lemma s0l.form s0.tag|s0.lemma s0l.lemma b0.tag
    """
    slots = {f"{place}.{word}": p * len(PARSER_WORD) + a for p, place in enumerate(PARSER_PLACES) for a, word in enumerate(PARSER_WORD)}
    slots |= {name: len(PARSER_PLACES) * len(PARSER_WORD) + i for i, name in enumerate(PARSER_STATE)}
    return _templates([tuple(slots[name] for name in line.split()) for line in names.replace("\n", "|").split("|") if line.strip()])


def _templates(templates: list[tuple[int, ...]]) -> np.ndarray:
    return np.array([list(t) + [NOTHING] * (3 - len(t)) for t in templates], dtype=np.uint8)


class Hasher:
    """Features of slots, as rows of a table of 2^bits."""

    def __init__(self, templates: np.ndarray, slots: int, bits: int):
        self.templates = templates
        self.bits = bits
        columns = np.where(templates == NOTHING, slots, templates).astype(np.intp)
        self._a, self._b, self._c = columns[:, 0].copy(), columns[:, 1].copy(), columns[:, 2].copy()
        self._seeds = (np.arange(1, len(templates) + 1, dtype=np.uint64) * 0x9E3779B1 & 0xFFFFFFFF).astype(UINT)
        self._mask = UINT((1 << bits) - 1)

    def rows(self, slots: np.ndarray) -> np.ndarray:
        """Row of each template. `slots`: the values, and a 0 at the end."""
        h = self._seeds ^ slots[self._a]
        h *= UINT(0x85EBCA6B)
        h ^= h >> UINT(15)
        h ^= slots[self._b]
        h *= UINT(0xC2B2AE35)
        h ^= h >> UINT(13)
        h ^= slots[self._c]
        h *= UINT(0x27D4EB2F)
        h ^= h >> UINT(16)
        return h & self._mask
