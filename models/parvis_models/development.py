"""Development sets: rows {"t": {language: text}} in jsonl files. They are never trained on (prepare.py drops what equals them)."""

import json
import random
from pathlib import Path

from .text import HUB


def read_sets(folder) -> dict[str, list[dict[str, str]]]:
    """{file name without suffix: rows}"""
    return {path.stem: [json.loads(line)["t"] for line in path.read_text("utf8").splitlines()] for path in sorted(Path(folder).glob("*.jsonl"))}


def pairs(rows, source: str, target: str, limit: int = 0) -> list[tuple[str, str]]:
    """Rows that have both languages with different texts; ``limit`` of them drawn evenly, since files are sorted by origin."""
    out = list(dict.fromkeys((row[source], row[target]) for row in rows if source in row and target in row and row[source] != row[target]))
    if limit and len(out) > limit:
        out = random.Random(1).sample(out, limit)
    return out


def directions(languages) -> list[tuple[str, str, str]]:
    """(language, source, target): French into each language, then each language into French."""
    return [*((code, HUB, code) for code in languages), *((code, code, HUB) for code in languages)]
