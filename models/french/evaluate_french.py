"""Measures the French analyser through the product's own code, on treebanks that it did not see.

    python french/evaluate_french.py TREEBANKS french/french.bin --program ../build/native/models/french_words [--write french/scores.json]

Words are those of the product's tokenizer; a contraction counts as the two words of the treebank. A date or amount, one word in the product, is compared by the
head of its words, and the others of them are left out (their share is printed). LAS compares universal relations; `las_subtypes` the subtypes as well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from parvis_models.french_corpus import ANY_OBLIQUE, ARTICLE, NO_CONTRACTION, Sentence, Word, read_treebank

HELD_OUT = ("fr_sequoia-ud-test", "fr_gsd-ud-dev")
MARGINS = (0.0, 0.5, 1.0, 2.0, 4.0, 6.0)
# Relations with fewer words have no score of their own.
RARE = 30


def analyse(program: Path, model: Path, sentences: Sequence[Sentence]) -> list[list[dict]]:
    """The product's words of each text, with heads counted over the whole text."""
    lines = "".join(sentence.text + "\n" for sentence in sentences)
    output = subprocess.run([str(program), str(model)], input=lines, check=True, capture_output=True, encoding="utf-8").stdout
    texts = []
    for line in output.splitlines():
        words: list[dict] = []
        for part in json.loads(line):
            start = len(words)
            for word in part:
                if word["head"] >= 0:
                    word["head"] += start
                words.append(word)
        texts.append(words)
    return texts


def relation_right(gold: str, found: str, subtypes: bool) -> bool:
    if gold == "obl":
        return found in ANY_OBLIQUE or found == "obl:agent"
    return gold == found if subtypes else gold.split(":")[0] == found.split(":")[0]


class Counts:
    """Right answers by kind."""

    def __init__(self) -> None:
        self.total = 0
        self.right: Counter[str] = Counter()
        self.by_margin: Counter[tuple[float, bool]] = Counter()
        self.relations: Counter[tuple[str, str]] = Counter()

    def add(self, word: Word, gold_head: tuple[int, int] | None, found: dict, found_head: tuple[int, int] | None) -> None:
        """One word; heads are given as byte ranges."""
        parts = 2 if word.contraction == ARTICLE else 1
        self.total += parts
        upos = found["upos"] == word.upos and found["contraction"] == word.contraction
        head = gold_head == found_head
        feats = tuple(found["morphology"]) == word.morphology
        self.right["upos"] += parts * upos
        self.right["feats"] += feats if parts == 1 else 1 + feats
        self.right["lemma"] += parts * (found["lemma"].lower() == word.lemma.lower())
        self.right["uas"] += parts * head
        self.right["las"] += parts * (head and relation_right(word.deprel, found["deprel"], False))
        self.right["las_subtypes"] += parts * (head and relation_right(word.deprel, found["deprel"], True))
        self.relations[word.deprel, "gold"] += 1
        self.relations[found["deprel"], "found"] += 1
        self.relations[word.deprel, "right"] += head and found["deprel"] == word.deprel
        for margin in MARGINS:
            if found["margin"] >= margin:
                self.by_margin[margin, head] += 1

    def scores(self) -> dict:
        result: dict = {name: round(100 * self.right[name] / self.total, 2) for name in ("upos", "feats", "lemma", "uas", "las", "las_subtypes")}
        all_words = sum(self.by_margin[0.0, right] for right in (True, False))
        result["margins"] = {
            str(m): {
                "share": round(100 * (self.by_margin[m, True] + self.by_margin[m, False]) / all_words, 1),
                "uas": round(100 * self.by_margin[m, True] / max(1, self.by_margin[m, True] + self.by_margin[m, False]), 2),
            }
            for m in MARGINS
        }
        names = sorted(name for name, kind in self.relations if kind == "gold" and self.relations[name, kind] >= RARE)
        result["relation_f1"] = {
            n: round(200 * self.relations[n, "right"] / (self.relations[n, "gold"] + self.relations[n, "found"]), 1) for n in names
        }
        return result


def evaluate(program: Path, model: Path, treebank: Path) -> dict:
    """All scores on one treebank."""
    sentences = read_treebank(treebank, program)
    counts = Counts()
    merged = lost = 0
    for sentence, words in zip(sentences, analyse(program, model, sentences), strict=True):
        by_range = {(w["begin"], w["end"]): w for w in words}
        for word in sentence.words:
            found = by_range.get((word.begin, word.end))
            merged += word.merged
            if found is None:
                # A word that the tokenizer cuts otherwise has no right answer.
                lost += 1
                counts.total += 1 + (word.contraction != NO_CONTRACTION)
                continue
            gold_head = None if word.head < 0 else (sentence.words[word.head].begin, sentence.words[word.head].end)
            head = None if found["head"] < 0 else (words[found["head"]]["begin"], words[found["head"]]["end"])
            counts.add(word, gold_head, found, head)
    return {"sentences": len(sentences), "words": counts.total, "merged": merged, "cut_otherwise": lost, **counts.scores()}


def speed(program: Path, model: Path, treebank: Path, runs: int = 5) -> int:
    """Words a second of processor time, the best of some runs over the text of a treebank."""
    text = "\n".join(sentence.text for sentence in read_treebank(treebank, program))
    command = [str(program), str(model), "--time"]
    outputs = [subprocess.run(command, input=text, check=True, capture_output=True, encoding="utf-8").stdout for _ in range(runs)]
    return max(int(output.split()[2]) for output in outputs)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("treebanks", type=Path)
    arguments.add_argument("model", type=Path)
    arguments.add_argument("--program", type=Path, required=True)
    arguments.add_argument("--write", type=Path)
    options = arguments.parse_args()
    paths = {name: next(options.treebanks.glob(f"{name}.conllu*")) for name in HELD_OUT}
    scores: dict = {"sha256": hashlib.sha256(options.model.read_bytes()).hexdigest()}
    scores |= {name: evaluate(options.program, options.model, path) for name, path in paths.items()}
    scores["words_per_second"] = speed(options.program, options.model, paths[HELD_OUT[1]])
    text = json.dumps(scores, indent=1)
    print(text)
    if options.write:
        options.write.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
