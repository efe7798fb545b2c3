#!/usr/bin/env python3
"""Translate the development sets with the packs, score, and write the scores beside the joint model.

  evaluate.py MODEL PACKS SETS [--engine product|web|native] [--limit N] [--sets indomain-dev] [--languages ar,en] [--dump FILE]

SETS: folder of jsonl files. Prints the table; writes MODEL/scores.json (with the status of every direction, parvis_models/status.py). Scores of other
sets and languages measured before with the same weights stay there. --dump: every segment as jsonl, for reading and for calibrate_confidence.py
(engines web and native give log-probabilities).
"""

import argparse
import json
import time
from pathlib import Path

from parvis_models.development import directions, pairs, read_sets
from parvis_models.engines import open_engine
from parvis_models.metrics import Scores, as_dict, score, sentence_chrf, signatures
from parvis_models.runtime import PackFolder
from parvis_models.status import status_of
from parvis_models.weights import digest

COLUMNS = list(Scores.__dataclass_fields__)


def table_row(direction: str, name: str, scores: dict) -> str:
    return f"{direction:6} {name:14} " + " ".join(f"{scores[c]:>10}" for c in COLUMNS)


def dump_segments(file, direction: str, name: str, wanted, made):
    for (source, reference), translation in zip(wanted, made):
        row = {"direction": direction, "set": name, "source": source, "reference": reference, **vars(translation)}
        row["chrf"] = round(sentence_chrf(translation.text, reference), 2)
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def evaluate(engine, languages, sets, limit: int, dump=None) -> dict[str, dict[str, dict]]:
    """-> {direction: {set: scores}}, printed on the way"""
    results: dict[str, dict[str, dict]] = {}
    for language, source, target in sorted(directions(languages), key=lambda d: languages.index(d[0])):
        for name, rows in sets.items():
            wanted = pairs(rows, source, target, limit)
            if not wanted:
                continue
            made = engine.translate(language, target, [s for s, _ in wanted])
            scores = as_dict(score(target, [s for s, _ in wanted], [t.text for t in made], [r for _, r in wanted], [t.kept for t in made]))
            direction = f"{source}-{target}"
            print(table_row(direction, name, scores), flush=True)
            results.setdefault(direction, {})[name] = scores
            if dump:
                dump_segments(dump, direction, name, wanted, made)
    return results


def merged(path: Path, weights: str, results) -> dict[str, dict[str, dict]]:
    """Results added to those in the file, if these are of the same weights."""
    before = json.loads(path.read_text("utf8")) if path.exists() else {}
    old = before["directions"] if before.get("weights") == weights else {}
    return {direction: {**old.get(direction, {}), **results.get(direction, {})} for direction in {**old, **results}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("packs", type=Path)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--engine", choices=["product", "web", "native"], default="product")
    parser.add_argument("--limit", type=int, default=0, help="segments a set and direction; all when 0")
    parser.add_argument("--sets", default="", dest="names", help="comma-separated; all when left out")
    parser.add_argument("--languages", default="")
    parser.add_argument("--dump", type=Path)
    a = parser.parse_args()
    languages = a.languages.split(",") if a.languages else PackFolder(a.packs).languages
    sets = {name: rows for name, rows in read_sets(a.sets).items() if not a.names or name in a.names.split(",")}
    print(f"{'':21} " + " ".join(f"{c:>10}" for c in COLUMNS))
    started = time.time()
    dump = open(a.dump, "w", encoding="utf8") if a.dump else None
    results = evaluate(open_engine(a.engine, a.packs), languages, sets, a.limit, dump)
    if dump:
        dump.close()
    measured = {d: {name: {**scores, "engine": a.engine} for name, scores in sets.items()} for d, sets in results.items()}
    weights = digest(a.model / "model.int8")
    scored = merged(a.model / "scores.json", weights, measured)
    status = {direction: status_of(direction, sets) for direction, sets in scored.items()}
    written = {"weights": weights, "signatures": signatures("fr"), "directions": scored, "status": status}
    (a.model / "scores.json").write_text(json.dumps(written, indent=1) + "\n")
    print(" ".join(f"{direction}:{state}" for direction, state in status.items()))
    print(f"{written['signatures']['chrf']} | {written['signatures']['bleu']} | {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
