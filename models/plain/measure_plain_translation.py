"""Measures whether plain French translates better: the same texts by the built package with and without `--plain`.

Chance of harm is on the side of plain French here: the references translate the original sentences, wording and order included, so chrF can only lose by a
rewriting that is just as good. Read it with the share that is kept, the confidence, and the two texts side by side (--dump).
"""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path
from typing import Any

from sacrebleu.metrics import CHRF

Row = dict[str, Any]


def read_rows(folder: Path, language: str) -> list[tuple[str, str]]:
    """(French, reference) of the test split: one file with translations under `t`, or a file a language that share their ids."""
    french: dict[str, Row] = {}
    references: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "fr" in row and row.get("split") == "test":
                french[row["id"]] = row
                references.update({row["id"]: row["t"][language]} if language in row.get("t", {}) else {})
            elif path.stem == language and "fr" not in row:
                references[row["id"]] = row["t"]
    return [(row["fr"], references[key]) for key, row in french.items() if references.get(key)]


def translate(cli: Path, assets: Path, language: str, texts: list[str], plain: bool) -> list[Row]:
    """What `parvis translate --json` says of each text."""
    command = ["node", str(cli), "translate", "--to", language, "--json", "--assets", str(assets), *(["--plain"] if plain else [])]
    done = subprocess.run(command, input="".join(text + "\n" for text in texts), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def report(name: str, rows: list[Row], references: list[str]) -> None:
    """One line of figures."""
    chrf = CHRF().corpus_score([row["text"] for row in rows], [references]).score
    kept = sum(row["status"] == "kept" for row in rows) / len(rows)
    confidence = sum(row["confidence"] for row in rows) / len(rows)
    check = sum(row["level"] == "check" for row in rows) / len(rows)
    length = sum(len(row["text"]) for row in rows) / sum(map(len, references))
    print(f"{name}: {len(rows)} texts, kept {kept:.1%}, confidence {confidence:.3f}, to check {check:.1%}, chrF {chrf:.1f}, length {length:.2f} of the reference")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="rows of French with references")
    parser.add_argument("--cli", type=Path, required=True, help="dist/cli.js of the built package")
    parser.add_argument("--assets", type=Path, required=True)
    parser.add_argument("--languages", default="en,ar,es,pt,de,ro,pl")
    parser.add_argument("--dump", type=Path, help="both translations of what was rewritten")
    arguments = parser.parse_args()
    dumped: list[str] = []
    for language in arguments.languages.split(","):
        pairs = read_rows(arguments.folder, language)
        if not pairs:
            print(f"{language}: no references")
            continue
        texts, references = [text for text, _ in pairs], [reference for _, reference in pairs]
        direct = translate(arguments.cli, arguments.assets, language, texts, plain=False)
        plain = translate(arguments.cli, arguments.assets, language, texts, plain=True)
        changed = [i for i, row in enumerate(plain) if "plain" in row]
        report(f"{language}, direct", direct, references)
        report(f"{language}, plain ", plain, references)
        if changed:
            for name, rows in (("direct", direct), ("plain ", plain)):
                report(f"{language}, {name}, what was rewritten", [rows[i] for i in changed], [references[i] for i in changed])
        for i in changed:
            row = {"language": language, "plain": plain[i]["plain"], "direct": direct[i]["text"], "by way of plain": plain[i]["text"], "reference": references[i]}
            dumped.append(json.dumps(row, ensure_ascii=False) + "\n")
    if arguments.dump:
        arguments.dump.write_text("".join(dumped), encoding="utf-8")


if __name__ == "__main__":
    main()
