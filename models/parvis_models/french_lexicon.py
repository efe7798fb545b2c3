"""The lexicon of the French analyser: forms with their parts of speech, inflections and lemmas.

Open word classes come from the Lefff (Sagot 2010; LGPL-LR), closed ones from the training treebanks, so that their lemmas are those of Universal Dependencies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from .french_corpus import UPOS, Morphology, Sentence

# (part of speech, morphology, lemma)
Analysis = tuple[str, Morphology, str]
Lexicon = dict[str, set[Analysis]]

CLOSED = {"ADP", "AUX", "CCONJ", "DET", "PRON", "SCONJ"}
LEFFF_UPOS = {
    "v": "VERB", "nc": "NOUN", "adj": "ADJ", "adv": "ADV", "advneg": "ADV", "advPref": "ADV", "prep": "ADP", "csu": "SCONJ", "coo": "CCONJ", "det": "DET",
    "pro": "PRON", "cln": "PRON", "cla": "PRON", "cld": "PRON", "clr": "PRON", "pri": "PRON", "prel": "PRON", "pres": "INTJ", "auxAvoir": "AUX",
    "auxEtre": "AUX",
}  # fmt: skip
# Letter of the Lefff: (tense, mood, verb form) as indices of MORPHOLOGY.
VERB_CODES = {
    "P": (1, 1, 1), "I": (2, 1, 1), "J": (3, 1, 1), "F": (4, 1, 1), "C": (1, 3, 1), "S": (1, 2, 1), "T": (2, 2, 1), "Y": (1, 4, 1), "W": (0, 0, 2),
    "G": (1, 0, 3), "K": (3, 0, 3),
}  # fmt: skip


def lefff_morphologies(tag: str, upos: str) -> list[Morphology]:
    """The inflections that a tag of the Lefff stands for ('PS13s': indicative or subjunctive, first or third person singular)."""
    letters = [c for c in tag if c in VERB_CODES] if upos in ("VERB", "AUX") else []
    genders = [i for c, i in (("m", 1), ("f", 2)) if c in tag] or [0]
    numbers = [i for c, i in (("s", 1), ("p", 2)) if c in tag] or [0]
    persons = [int(c) for c in tag if c in "123"] or [0]
    if upos in ("ADJ", "NOUN"):
        persons = [0]
    found = []
    for letter in letters or [""]:
        tense, mood, form = VERB_CODES[letter] if letter else (0, 0, 0)
        for gender in genders:
            for number in numbers:
                found.extend((gender, number, person, tense, mood, form) for person in persons)
    return found


def read_lefff(path: Path) -> Lexicon:
    """The Lefff in its `mlex` form: lines of form, category, lemma, tag. Names and expressions of several words are left out."""
    lexicon: Lexicon = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) < 3 or columns[1] not in LEFFF_UPOS:
            continue
        form, upos, lemma = columns[0], LEFFF_UPOS[columns[1]], columns[2]
        if " " in form or "_" in form or "&" in form or not form[0].isalpha() or form != form.lower():
            continue
        for morphology in lefff_morphologies(columns[3] if len(columns) > 3 else "", upos):
            lexicon[form].add((upos, morphology, lemma))
    return lexicon


def add_closed_classes(lexicon: Lexicon, sentences: Iterable[Sentence]) -> None:
    """Replaces what the lexicon says of closed-class words by what the treebanks say, where they agree."""
    seen: dict[tuple[str, str], Counter[tuple[Morphology, str]]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            if word.upos in CLOSED and not word.merged and not word.lock:
                seen[word.form.lower().replace("’", "'"), word.upos][word.morphology, word.lemma] += 1
    for (form, upos), counts in seen.items():
        total = sum(counts.values())
        if total < 3 and form in lexicon:
            continue
        if total < 2:
            continue
        lexicon[form] = {analysis for analysis in lexicon.get(form, set()) if analysis[0] != upos}
        lemmas = Counter[str]()
        for (_, lemma), count in counts.items():
            lemmas[lemma] += count
        for (morphology, lemma), count in counts.items():
            if count * 20 >= total and lemmas[lemma] * 20 >= total:
                lexicon[form].add((upos, morphology, lemma))


def edit_script(form: str, lemma: str) -> tuple[int, str]:
    """(characters to take off the end, string to put there) that makes the lemma out of the form."""
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return len(form) - common, lemma[common:]


def suffix_rules(lexicon: Lexicon, limit: int = 6) -> dict[tuple[str, str], tuple[int, str]]:
    """(part of speech, ending) to the edit script of words that end so, for words outside the lexicon.

    An ending is kept where it decides otherwise than the next shorter one.
    """
    votes: dict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
    for form, analyses in lexicon.items():
        for upos, lemma in {(a[0], a[2]) for a in analyses}:
            if upos in CLOSED or upos == "INTJ":
                continue
            script = edit_script(form, lemma)
            for n in range(0, limit + 1):
                if n < len(form):
                    votes[upos, form[len(form) - n :]][script] += 1
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for (upos, ending), counts in sorted(votes.items(), key=lambda item: len(item[0][1])):
        script, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        if ending and (count < 5 or count * 10 < sum(counts.values()) * 6):
            continue
        shorter = next((best[upos, ending[n:]] for n in range(1, len(ending) + 1) if (upos, ending[n:]) in best), None)
        if script != shorter:
            best[upos, ending] = script
    return best


class Automaton:
    """A minimal acyclic automaton over byte strings (Daciuk et al. 2000, 'Incremental construction of minimal acyclic finite-state automata').

    No string may be the beginning of another one, so that a node without arcs is an end.
    """

    def __init__(self, strings: Iterable[bytes]):
        self._register: dict[tuple, int] = {}
        self.nodes: list[tuple[tuple[int, int], ...]] = []  # arcs of (byte, node)
        path: list[list[tuple[int, int]]] = [[]]
        labels: list[int] = []
        previous = b""
        for string in sorted(set(strings)):
            common = 0
            while common < min(len(previous), len(string)) and previous[common] == string[common]:
                common += 1
            self._close(path, labels, common)
            for byte in string[common:]:
                labels.append(byte)
                path.append([])
            previous = string
        self._close(path, labels, 0)
        self.root = self._node(path[0])

    def _node(self, arcs: list[tuple[int, int]]) -> int:
        key = tuple(arcs)
        if key not in self._register:
            self._register[key] = len(self.nodes)
            self.nodes.append(key)
        return self._register[key]

    def _close(self, path: list[list[tuple[int, int]]], labels: list[int], depth: int) -> None:
        while len(labels) > depth:
            node = self._node(path.pop())
            path[-1].append((labels.pop(), node))

    def arcs(self) -> list[tuple[int, int, bool]]:
        """All arcs as (byte, index of the first arc of the target or 0 for an end, last of its node); the root's are first."""
        order = [self.root] + [n for n in range(len(self.nodes)) if n != self.root and self.nodes[n]]
        starts: dict[int, int] = {}
        at = 0
        for node in order:
            starts[node] = at
            at += len(self.nodes[node])
        result = []
        for node in order:
            arcs = self.nodes[node]
            for i, (byte, target) in enumerate(arcs):
                result.append((byte, starts[target] if self.nodes[target] else 0, i == len(arcs) - 1))
        return result


def upos_index(upos: str) -> int:
    return UPOS.index(upos)
