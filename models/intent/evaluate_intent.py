"""Measures the classifier as it is shipped: the command line of the built package, over WebAssembly.

usage: evaluate_intent.py [--split test] [--card]

Prints the table; --card writes it to card.md and scores.json beside this program. Each text is classified with the
catalogue of French and of its language, as for a reader of that language.
"""

import argparse
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from parvis_models import intent_data as data

CLI = data.ROOT / "web/dist/cli.js"
FIRST_CLASS = ("en", "ar", "es", "pt", "it", "de", "tr", "ru", "uk", "ro", "pl", "zh")
TYPO_EVERY = 8
BINS = 15
# Procedures that are themselves an answer to danger: naming one shows the numbers too.
CATEGORIES = ("danger", "violence", "suicide", "child", "homeless")


class Found(NamedTuple):
    outcome: str
    ids: list[str]
    probability: float
    dangers: set[str]


def classify(texts: list[str], language: str, lexical: bool = False) -> list[Found]:
    command = ["node", CLI, "classify", "--json", "--language", language, *(["--lexical"] if lexical else [])]
    lines = "".join(data.one_line(text) + "\n" for text in texts)
    run = subprocess.run(command, input=lines, capture_output=True, check=True, text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(texts):
        raise RuntimeError(f"{len(answers)} answers for {len(texts)} texts")
    return [
        Found(
            one["outcome"],
            [choice["id"] for choice in one["choices"]],
            one["choices"][0]["probability"] if one["choices"] else 0.0,
            {sign["category"] for sign in one["safety"]},
        )
        for one in answers
    ]


def by_language(rows: list[data.Utterance], lexical: bool = False) -> list[Found]:
    found: dict[int, Found] = {}
    for language in sorted({one.language for one in rows}):
        mine = [i for i, one in enumerate(rows) if one.language == language]
        found.update(zip(mine, classify([rows[i].text for i in mine], language, lexical)))
    return [found[i] for i in range(len(rows))]


def accuracy(rows: list[data.Utterance], found: list[Found], languages: tuple[str, ...]) -> dict[str, float]:
    mine = [(one, answer) for one, answer in zip(rows, found) if one.language in languages]
    return {
        "n": len(mine),
        "top1": float(np.mean([answer.ids[:1] == [one.intent] for one, answer in mine])),
        "top3": float(np.mean([one.intent in answer.ids for one, answer in mine])),
        "offered": float(np.mean([answer.outcome != "outside" for _, answer in mine])),
    }


def calibration_error(rows: list[data.Utterance], found: list[Found]) -> float:
    confidence = np.array([answer.probability for answer in found])
    right = np.array([answer.ids[:1] == [one.intent] for one, answer in zip(rows, found)])
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return float(sum(abs(confidence[bins == i].mean() - right[bins == i].mean()) * (bins == i).mean() for i in set(bins)))


def measure(split: str) -> dict:
    rows = data.utterances(split)
    languages = sorted({one.language for one in rows}, key=lambda code: (code != "fr", code not in FIRST_CLASS, code))
    rng = random.Random(3)
    mistyped = [one._replace(text=data.mistyped(one.text, TYPO_EVERY, rng)) for one in rows]
    outside = data.outside(split)
    scores: dict = {"split": split, "languages": {}}
    found, typos, lexical = by_language(rows), by_language(mistyped), by_language(rows, lexical=True)
    for code in languages:
        scores["languages"][code] = {
            "exact": accuracy(rows, found, (code,)),
            "mistyped": accuracy(mistyped, typos, (code,)),
            "lexical": accuracy(rows, lexical, (code,)),
        }
    for name, group in (("first class", FIRST_CLASS), ("all", tuple(languages))):
        scores["languages"][name] = {
            "exact": accuracy(rows, found, group),
            "mistyped": accuracy(mistyped, typos, group),
            "lexical": accuracy(rows, lexical, group),
        }
    refused = by_language([one for _, one in outside])
    kinds = np.array([kind for kind, _ in outside])
    no = np.array([answer.outcome == "outside" for answer in refused])
    scores["refused"] = {kind: {"n": int((kinds == kind).sum()), "share": float(no[kinds == kind].mean())} for kind in sorted(set(kinds))}
    scores["refused"]["all but traps"] = {"n": int((kinds != "trap").sum()), "share": float(no[kinds != "trap"].mean())}
    alone = [(one, answer) for one, answer in zip(rows, found) if answer.outcome == "answer"]
    scores["answers alone"] = {
        "share": len(alone) / len(rows),
        "right": float(np.mean([answer.ids[0] == one.intent for one, answer in alone])),
    }
    everything, answers = rows + [one for _, one in outside], found + refused
    scores["ece"] = calibration_error(everything, answers)
    scores["safety"] = safety(split)
    known = data.catalogue()
    calm = [bool(answer.dangers) for one, answer in zip(rows, found) if not known[one.intent]["safety"]]
    scores["safety"]["false alarms on calm requests"] = {"n": len(calm), "share": float(np.mean(calm))}
    return scores


def safety(split: str) -> dict:
    rows = data.safety(split)
    found = by_language(rows)
    table = {}
    for category in CATEGORIES:
        mine = [answer for one, answer in zip(rows, found) if one.intent == "~" + category]
        table[category] = {
            "n": len(mine),
            "alarm": float(np.mean([bool(answer.dangers) for answer in mine])),
            "category": float(np.mean([category in answer.dangers for answer in mine])),
        }
    missed = [one.text for one, answer in zip(rows, found) if one.intent != "~none" and not answer.dangers]
    calm = [bool(answer.dangers) for one, answer in zip(rows, found) if one.intent == "~none"]
    for text in missed:
        print("missed:", text, file=sys.stderr)
    return table | {"harmless look-alikes": {"n": len(calm), "alarm": float(np.mean(calm))}}


def percent(share: float) -> str:
    return f"{100 * share:.1f}"


def table(scores: dict) -> str:
    lines = [
        f"Split `{scores['split']}`; accuracies in per cent, first choice / among three.",
        "",
        "| language | n | both | one typing error in eight words | shared words alone | offered something |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for code, row in scores["languages"].items():
        cells = [f"{percent(row[key]['top1'])} / {percent(row[key]['top3'])}" for key in ("exact", "mistyped", "lexical")]
        lines.append(f"| {code} | {row['exact']['n']} | {' | '.join(cells)} | {percent(row['exact']['offered'])} |")
    lines += ["", "| none of it | n | refused |", "| --- | --- | --- |"]
    lines += [f"| {kind} | {row['n']} | {percent(row['share'])} |" for kind, row in scores["refused"].items()]
    alone = scores["answers alone"]
    lines += [
        "",
        f"Shown alone: {percent(alone['share'])} % of the requests, {percent(alone['right'])} % of them right. "
        f"Calibration error (ECE, {BINS} bins): {scores['ece']:.3f}.",
        "",
        "| people in danger | n | alarm | right category |",
        "| --- | --- | --- | --- |",
    ]
    for category in CATEGORIES:
        row = scores["safety"][category]
        lines.append(f"| {category} | {row['n']} | {percent(row['alarm'])} | {percent(row['category'])} |")
    calm, false = scores["safety"]["harmless look-alikes"], scores["safety"]["false alarms on calm requests"]
    lines += [
        "",
        f"False alarms: {percent(calm['alarm'])} % of {calm['n']} harmless look-alikes, {percent(false['share'])} % of {false['n']} calm requests.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["dev", "test"], default="test")
    parser.add_argument("--card", action="store_true")
    options = parser.parse_args()
    scores = measure(options.split)
    print(table(scores))
    if options.card:
        card = data.MATERIAL / "card.md"
        start, mark, _ = card.read_text(encoding="utf-8").partition("## Scores\n")
        card.write_text(start + mark + "\n" + table(scores), encoding="utf-8")
        (data.MATERIAL / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
