"""Writes the frequent words of French: lemmas of content words that come up in most of several treebanks, counted by us."""

from __future__ import annotations

import argparse
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

CONTENT = {"NOUN", "VERB", "ADJ", "ADV"}


def read(path: Path) -> str:
    """A treebank, packed or not."""
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-dcq", str(path)], capture_output=True, check=True).stdout.decode()
    return path.read_text(encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path, help="folder of UD French in CoNLL-U (.conllu or .conllu.zst)")
    parser.add_argument("output", type=Path)
    parser.add_argument("--words", type=int, default=3000)
    arguments = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(arguments.treebanks.glob("*train.conllu*")):
        for line in read(path).splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[3] in CONTENT and cells[2].isalpha():
                counts[path.name.split("-")[0]][cells[2].lower()] += 1
    # The mean of relative frequencies, so that a large treebank does not decide alone.
    score: Counter[str] = Counter()
    for counter in counts.values():
        total = sum(counter.values())
        for lemma, times in counter.items():
            if times > 1:
                score[lemma] += times / total / len(counts)
    lemmas = sorted(lemma for lemma, _ in score.most_common(arguments.words))
    arguments.output.write_text("\n".join(lemmas) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
