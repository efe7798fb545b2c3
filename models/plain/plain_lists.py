"""Gathers the phrase table, the termbase and the frequent words into the one JSON object that the core reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def read_jsonl(folder: Path) -> list[dict[str, Any]]:
    """Entries of all files of a folder, in the order of their names."""
    entries = []
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            entries += [json.loads(line) for line in lines if line.strip()]
    return entries


def read_lists(root: Path = ROOT) -> dict[str, Any]:
    """`{"replacements", "terms", "frequent", "hard_terms"}` of the repository, without what the core does not read."""
    frequent = root / "i18n/plain/frequent.txt"
    hard_terms = root / "i18n/plain/hard_terms.json"
    return {
        "replacements": read_jsonl(root / "i18n/plain/replacements"),
        "terms": [{key: value for key, value in term.items() if key != "t"} for term in read_jsonl(root / "i18n/terms")],
        "frequent": frequent.read_text(encoding="utf-8").split() if frequent.exists() else [],
        **({"hard_terms": json.loads(hard_terms.read_text(encoding="utf-8"))} if hard_terms.exists() else {}),
    }
