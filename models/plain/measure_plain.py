"""Measures plain French: invariants on official paragraphs and on the corpus, long sentences, what is changed and what is left alone."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from invariants import check, strip_tags
from plain_lists import ROOT, read_lists

Rows = list[tuple[str, dict[str, Any]]]

LONG = 20


def is_held_out(text: str) -> bool:
    """Whether a paragraph is of the half that is only measured; the rules were made with the other half in sight."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


def simplify(texts: list[str], arguments: argparse.Namespace, level: str, markup: bool) -> Rows:
    """Texts with what the program answers for each."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as lists:
        json.dump(read_lists(), lists, ensure_ascii=False)
        lists.flush()
        command = [arguments.simplify, ROOT / "models/french/french.bin", lists.name, ROOT / "i18n/guards/fr.json", level]
        done = subprocess.run(
            [*map(str, command), *(["--markup"] if markup else [])],
            input="".join(text.replace("\n", " ") + "\n" for text in texts),
            capture_output=True,
            text=True,
            check=True,
        )
    return list(zip(texts, (json.loads(line) for line in done.stdout.splitlines()), strict=True))


def sentences(text: str) -> list[str]:
    """Sentences by their marks, good enough to count."""
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ«])|\n+", text) if one.strip()]


def report(name: str, rows: Rows, table: dict[str, dict[str, Any]], show: int) -> None:
    """Prints the figures of one set of texts at one level."""
    failed = []
    for text, result in rows:
        problems = check(text, result["text"], result["edits"], table)
        if problems:
            failed.append((problems, text, result["text"]))
    before = sum(result["before"]["long_sentences"] for _, result in rows)
    after = sum(result["after"]["long_sentences"] for _, result in rows)
    total = sum(result["before"]["sentences"] for _, result in rows)
    changed = sum(len(changed_sentences(text, result)) for text, result in rows)
    cut = 1 - after / before if before else 0.0
    still = sum(1 for _, result in rows for one in result["hard"] if one["words"] > LONG)
    solved = 1 - still / before if before else 0.0
    print(
        f"{name}: {len(rows)} texts, {total} sentences, violations {len(failed)}, long sentences {before} -> {after} (-{cut:.1%}), all in short ones {solved:.1%}, "
        f"sentences changed {changed} ({changed / max(total, 1):.1%}), edits undone {sum(r['undone'] for _, r in rows)}, "
        f"said to be hard {sum(len(r['hard']) for _, r in rows)}"
    )
    for problems, text, result in failed[:show]:
        print(f"  {', '.join(problems)}\n  - {text}\n  + {result}")


def changed_sentences(text: str, result: dict[str, Any]) -> list[tuple[str, str]]:
    """(original, rewritten) for each sentence that an edit touches."""
    source, plain = text.encode(), result["text"].encode()
    pairs = []
    at = 0
    for sentence in sentences(strip_tags(text)):
        start = source.find(sentence.encode(), at)
        if start < 0:
            continue
        at = end = start + len(sentence.encode())
        inside = [edit for edit in result["edits"] if edit["begin"] >= start and edit["end"] <= end]
        if inside:
            rewritten, position = b"", start
            for edit in sorted(inside, key=lambda one: (one["begin"], one["end"])):
                rewritten += source[position : edit["begin"]] + edit["replacement"].encode()
                position = edit["end"]
            pairs.append((sentence, (rewritten + source[position:end]).decode()))
    return pairs if plain != source else []


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paragraphs", type=Path)
    parser.add_argument("--simplify", type=Path, required=True, help="the program simplify_lines")
    parser.add_argument("--sample", type=Path, help="writes 200 changed sentences for blind reading")
    parser.add_argument("--show", type=int, default=5, help="how many violations to print")
    arguments = parser.parse_args()
    table = {entry["id"]: entry for entry in read_lists()["replacements"]}
    paragraphs = list(dict.fromkeys(row["text"] for row in json.loads(arguments.paragraphs.read_text(encoding="utf-8"))))
    corpus = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "i18n/plain/corpus").glob("*.json"))]
    # Every third letter is only measured.
    kept = {row["text"] for row in corpus if int(row["id"][:3]) % 3 == 0}
    sample = []
    for level in ("light", "standard", "strong"):
        rows = simplify(paragraphs, arguments, level, markup=False)
        report(f"paragraphs, {level}", rows, table, arguments.show)
        report(f"  held out, {level}", [row for row in rows if is_held_out(row[0])], table, 0)
        if level == "strong":
            sample = [pair for text, result in rows for pair in changed_sentences(text, result)]
        letters = simplify([row["text"] for row in corpus], arguments, level, markup=True)
        report(f"corpus, {level}", letters, table, arguments.show)
        report(f"  held out, {level}", [row for row in letters if row[0] in kept], table, 0)
    plain = [row["plain"] for row in corpus if row["plain"]]
    easy = simplify([one for text in plain for one in sentences(strip_tags(text))], arguments, "strong", markup=False)
    touched = sum(1 for _, result in easy if result["edits"])
    print(f"plain sentences: {len(easy)}, touched {touched} ({touched / max(len(easy), 1):.1%})")
    if arguments.sample:
        chosen = random.Random(200).sample(sample, min(200, len(sample)))
        lines = [json.dumps({"original": a, "plain": b}, ensure_ascii=False) + "\n" for a, b in chosen]
        arguments.sample.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
