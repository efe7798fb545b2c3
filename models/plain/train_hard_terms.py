"""Trains and measures the detector of hard terms that no termbase explains: i18n/plain/hard_terms.json.

Terms are held out whole: those at every seventh place of the glossary and of the list of acronyms (they are not in the termbase either) are measured once at
the end; a sixth of the others, by the first letters of their first word, choose strength of regularisation and threshold. Paragraphs in which a held-out term
is marked are not learnt from.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from plain_lists import ROOT, read_lists
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

SLOTS = 1 << 18
LEAST = 4  # times that a feature has to come up
EVERY = 7
STRENGTHS = (0.3, 1.0)
LARGEST = 100  # of a weight


@dataclass
class Candidate:
    """A noun phrase of one sentence."""

    first: int
    last: int
    key: str
    listed: bool
    features: list[int]
    score: int = 0


@dataclass
class Sentence:
    """Words as (begin, end, lemma, class), and what is marked in them: (first word, last word, key)."""

    words: list[tuple[int, int, str, str]]
    known: list[tuple[int, int]]
    candidates: list[Candidate]
    marked: list[tuple[int, int, str]] = field(default_factory=list)
    terms: list[tuple[int, int, str]] = field(default_factory=list)


def analyse(program: Path, lines: list[str]) -> list[list[Sentence]]:
    """What term_candidates prints for lines of text."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as lists:
        json.dump(read_lists(), lists, ensure_ascii=False)
        lists.flush()
        text = "".join(line.replace("\n", " ") + "\n" for line in lines)
        command = [str(program), str(ROOT / "models/french/french.bin"), lists.name]
        output = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    return [
        [
            Sentence(
                [tuple(w) for w in one["words"]], [tuple(k) for k in one["known"]], [Candidate(f, t, k, i, [x % SLOTS for x in h]) for f, t, k, i, h in one["candidates"]]
            )
            for one in json.loads(line)
        ]
        for line in output.splitlines()
    ]


def key_of(words: list[tuple[int, int, str, str]]) -> str:
    """Lemmas without determiners, and without a preposition at the front; as term_candidates writes them."""
    while words and words[0][3] in ("DET", "ADP", "PUNCT"):
        words = words[1:]
    return " ".join(word[2].lower() for word in words if word[3] not in ("DET", "PUNCT"))


def keys_of_terms(program: Path, glossary: Path, acronyms: Path) -> tuple[set[str], set[str]]:
    """Keys of the held-out terms and of the others."""
    held: set[str] = set()
    learnt: set[str] = set()
    titles = [entry["terme"] for entry in json.loads(glossary.read_text(encoding="utf-8"))]
    bare = [re.sub(r"\s*\(.*?\)", "", title) for title in titles]
    lines = analyse(program, [name[:1].lower() + name[1:] if name[1:2].islower() else name for name in bare])
    for place, (title, sentences) in enumerate(zip(titles, lines, strict=True)):
        target = held if place % EVERY == 0 else learnt
        target.add(key_of([word for sentence in sentences for word in sentence.words]))
        target.update(name.lower() for name in re.findall(r"\(([A-Z][A-Za-z]+)\)", title))
    for place, entry in enumerate(json.loads(acronyms.read_text(encoding="utf-8"))):
        (held if place % EVERY == 0 else learnt).add(entry["sigle"].lower())
    return held - learnt, learnt


def read_paragraphs(program: Path, path: Path) -> list[list[Sentence]]:
    """Paragraphs with the spans that editors marked, each text once."""
    spans: dict[str, set[str]] = {}
    for row in json.loads(path.read_text(encoding="utf-8")):
        spans.setdefault(row["text"].replace("\n", " "), set()).update(term["surface"] for term in row["terms"])
    paragraphs = analyse(program, list(spans))
    for (text, surfaces), sentences in zip(spans.items(), paragraphs, strict=True):
        for surface in sorted(surfaces):
            begin = text.encode().find(surface.encode())
            if begin >= 0:
                mark(sentences, begin, begin + len(surface.encode()))
    types = {key for sentences in paragraphs for sentence in sentences for _, _, key in sentence.marked}
    for sentences in paragraphs:
        for sentence in sentences:
            sentence.terms = sentence.marked + [(one.first, one.last, one.key) for one in sentence.candidates if one.key in types]
    return paragraphs


def mark(sentences: list[Sentence], begin: int, end: int) -> None:
    """Notes the words of a stretch as a term."""
    for sentence in sentences:
        inside = [i for i, word in enumerate(sentence.words) if word[0] < end and begin < word[1]]
        key = key_of([sentence.words[i] for i in inside])
        if key:
            sentence.marked.append((inside[0], inside[-1], key))


def overlap(one: Candidate, place: tuple[int, int, str] | tuple[int, int]) -> bool:
    """Whether a candidate shares a word with a stretch."""
    return one.first <= place[1] and place[0] <= one.last


def train(paragraphs: list[list[Sentence]], learnt: set[str], strength: float) -> tuple[np.ndarray, float]:
    """Logistic regression; a type of phrase weighs as the square root of how often it comes up."""
    rows: list[tuple[list[int], bool, str]] = []
    for sentences in paragraphs:
        for sentence in sentences:
            for one in sentence.candidates:
                term = one.key in learnt
                # Parts of terms, and phrases around them, are neither.
                if term or not any(overlap(one, place) for place in sentence.terms):
                    rows.append((one.features, term, one.key))
    times = Counter(key for _, _, key in rows)
    seen = Counter(feature for features, _, _ in rows for feature in set(features))
    rows = [([feature for feature in features if seen[feature] >= LEAST], term, key) for features, term, key in rows]
    matrix = csr_matrix(
        (np.ones(sum(len(row[0]) for row in rows)), [i for row in rows for i in row[0]], np.cumsum([0] + [len(row[0]) for row in rows])), shape=(len(rows), SLOTS)
    )
    target = np.array([term for _, term, _ in rows], dtype=float)
    weight = np.array([times[key] ** -0.5 for _, _, key in rows])

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ parameters[:-1] + parameters[-1]
        error = weight * (1 / (1 + np.exp(-z)) - target)
        value = float((weight * (np.logaddexp(0, z) - target * z)).sum() + strength / 2 * (parameters[:-1] ** 2).sum())
        return value, np.append(matrix.T @ error + strength * parameters[:-1], error.sum())

    found = minimize(loss, np.zeros(SLOTS + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return found[:-1], float(found[-1])


def choose(sentence: Sentence, threshold: int) -> list[Candidate]:
    """What the core would point out: the best candidates from the threshold up, without overlap."""
    chosen: list[Candidate] = []
    for one in sorted((one for one in sentence.candidates if one.score >= threshold), key=lambda one: -one.score):
        if not any(overlap(one, (other.first, other.last)) for other in chosen):
            chosen.append(one)
    return chosen


def measure(paragraphs: list[list[Sentence]], wanted: set[str], threshold: int) -> tuple[float, float, float, Counter[str]]:
    """Precision, recall and F1 in the paragraphs in which a wanted term is marked; and what was found wrongly.

    Found rightly: a candidate that shares a word with a wanted term, marked there or not (editors mark the first one only). Wrongly: any other, but for those
    on terms that are not wanted here, of which the termbase knows. Recall is of the marked ones.
    """
    right = recalled = marked = 0
    wrong: Counter[str] = Counter()
    for sentences in paragraphs:
        if not any(key in wanted for sentence in sentences for _, _, key in sentence.marked):
            continue
        for sentence in sentences:
            chosen = []
            for one in choose(sentence, threshold):
                there = [place[2] for place in sentence.terms if overlap(one, place)]
                if any(key in wanted for key in there):
                    right += 1
                    chosen.append(one)
                elif not there:
                    wrong[one.key] += 1
            spans = [place for place in sentence.marked if place[2] in wanted]
            marked += len(spans)
            recalled += sum(any(overlap(one, place) for one in chosen) for place in spans)
    precision = right / max(right + wrong.total(), 1)
    recall = recalled / max(marked, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), wrong


def measure_types(paragraphs: list[list[Sentence]], wanted: set[str], threshold: int) -> tuple[int, int]:
    """How many of the wanted terms are found at least once, and how many there are."""
    there: set[str] = set()
    found: set[str] = set()
    for sentence in (sentence for sentences in paragraphs for sentence in sentences):
        spans = [place for place in sentence.marked if place[2] in wanted]
        if spans:
            chosen = choose(sentence, threshold)
            there.update(key for _, _, key in spans)
            found.update(place[2] for place in spans if any(overlap(one, place) for one in chosen))
    return len(found), len(there)


def measure_together(paragraphs: list[list[Sentence]], threshold: int | None) -> tuple[float, float, float]:
    """Termbase, and detector from a threshold up, on all marked spans. Whatever editors never marked anywhere counts as wrong."""
    right = found = recalled = marked = 0
    for sentence in (sentence for sentences in paragraphs for sentence in sentences):
        places = [(first, last) for first, last in sentence.known]
        if threshold is not None:
            free = [one for one in sentence.candidates if not any(overlap(one, place) for place in sentence.known)]
            places += [(one.first, one.last) for one in choose(Sentence(sentence.words, [], free), threshold)]
        found += len(places)
        right += sum(any(a <= place[1] and place[0] <= b for place in sentence.terms) for a, b in places)
        marked += len(sentence.marked)
        recalled += sum(any(a <= place[1] and place[0] <= b for a, b in places) for place in sentence.marked)
    precision, recall = right / max(found, 1), recalled / max(marked, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def set_scores(paragraphs: list[list[Sentence]], weights: np.ndarray) -> None:
    """Scores all candidates as the core does."""
    for sentence in (sentence for sentences in paragraphs for sentence in sentences):
        for one in sentence.candidates:
            one.score = int(weights[one.features].sum())


def wrap(value: int | list[int]) -> str:
    """JSON with a line for every 40 numbers of a list."""
    if isinstance(value, int):
        return str(value)
    return "[\n" + ",\n".join(",".join(map(str, value[i : i + 40])) for i in range(0, len(value), 40)) + "\n]"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paragraphs", type=Path, help='[{"text", "terms": [{"surface"}]}]')
    parser.add_argument("glossary", type=Path, help='[{"terme"}]')
    parser.add_argument("acronyms", type=Path, help='[{"sigle"}]')
    parser.add_argument("--candidates", type=Path, required=True, help="the program term_candidates")
    parser.add_argument("--output", type=Path, default=ROOT / "i18n/plain/hard_terms.json")
    arguments = parser.parse_args()
    held, _ = keys_of_terms(arguments.candidates, arguments.glossary, arguments.acronyms)
    paragraphs = read_paragraphs(arguments.candidates, arguments.paragraphs)
    types = Counter(key for sentences in paragraphs for sentence in sentences for _, _, key in sentence.marked)
    test = {key for key in types if key in held}
    development = {key for key in types if key not in test and zlib.crc32(key[:5].encode()) % 6 == 1}
    learnt = set(types) - test - development
    material = [p for p in paragraphs if not any(key in test or key in development for sentence in p for _, _, key in sentence.marked)]
    print(f"terms: {len(learnt)} learnt, {len(development)} for development, {len(test)} held out ({sum(types[key] for key in test)} spans)")
    best: tuple[float, float, int, np.ndarray] | None = None
    for strength in STRENGTHS:
        weights, bias = train(material, learnt, strength)
        scale = LARGEST / np.abs(weights).max()
        rounded = np.rint(weights * scale).astype(np.int64)
        set_scores(paragraphs, rounded)
        for odds in np.arange(-3.5, 1.1, 0.25):
            threshold = round((odds - bias) * scale)
            precision, recall, _, _ = measure(paragraphs, development, threshold)
            # F0.5: a false alarm costs the reader more than a term that is missed.
            score = 1.25 * precision * recall / max(0.25 * precision + recall, 1e-9)
            if best is None or score > best[0]:
                best = (score, strength, threshold, rounded)
    assert best is not None
    _, strength, threshold, weights = best
    set_scores(paragraphs, weights)
    print(f"strength {strength}, threshold {threshold}")
    for name, wanted in (("development", development), ("held out", test)):
        for shift in (-60, -30, 0, 30, 60):
            precision, recall, f1, _ = measure(paragraphs, wanted, threshold + shift)
            print(f"{name}, threshold {threshold + shift}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
        found, there = measure_types(paragraphs, wanted, threshold)
        print(f"{name}: {found} of {there} terms found at least once")
    print("held out, most frequent found wrongly:", ", ".join(f"{key} ({n})" for key, n in measure(paragraphs, test, threshold)[3].most_common(40)))
    for name, level in (("termbase alone", None), ("termbase and detector", threshold)):
        precision, recall, f1 = measure_together(paragraphs, level)
        print(f"all marked spans, {name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    places = np.flatnonzero(weights)
    model = {"slots": SLOTS, "threshold": threshold, "gaps": np.diff(places, prepend=0).tolist(), "weights": weights[places].tolist()}
    lines = [f'"{key}": {wrap(value)}' for key, value in model.items()]
    arguments.output.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
