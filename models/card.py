#!/usr/bin/env python3
"""The model card, from what was measured and what was read -> MODEL/card.md.

  card.py MODEL [--corpora CORPORA --rows DATA/manifest.json]

With --corpora and --rows the list of sources is written first (MODEL/sources.tsv): name, tier, origin, licence, rows that were trained on.
"""

import argparse
import csv
import json
import re
from pathlib import Path

from parvis_models import status
from parvis_models.packs import LICENCE
from parvis_models.text import ALL

_LIST_REFERENCE = re.compile(r",? ?list in [\w./]+")
SOURCE_COLUMNS = ["source", "tier", "origin", "licence", "rows"]
SHOWN = [
    ("n", "n"),
    ("chrF", "chrf"),
    ("BLEU", "bleu"),
    ("kept %", "kept"),
    ("locks %", "locks"),
    ("script %", "script"),
    ("repeated %", "repetition"),
    ("length", "length"),
    ("engine", "engine"),
]


def read_table(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def write_sources(model: Path, corpora: Path, rows: Path):
    """Join the corpora's manifests with the rows that preparation kept."""
    kept: dict[str, int] = {}
    for name, report in json.loads(rows.read_text("utf8"))["files"].items():
        source = name.split(".")[0]
        kept[source] = kept.get(source, 0) + report["rows"]
    manifest = [row for path in sorted(corpora.glob("MANIFEST*.tsv")) for row in read_table(path) if kept.get(row["source"])]
    with open(model / "sources.tsv", "w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
        writer.writerow(SOURCE_COLUMNS)
        for row in sorted(manifest, key=lambda row: (row["tier"], row["source"])):
            writer.writerow([row["source"], row["tier"][:1], _LIST_REFERENCE.sub("", row["origin"]), row["licence"], kept[row["source"]]])


def markdown_table(header: list[str], rows) -> list[str]:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(str(cell).replace("|", "/") for cell in row) + " |" for row in rows]


def architecture_lines(config: dict) -> list[str]:
    m = config["model"]
    return [
        f"- Pre-norm transformer encoder of {m['enc']} layers, decoder of {m['dec']} SSRU layers, width {m['d']}, feed-forward {m['ffn']}, {m['heads']} heads.",
        f"- One tied embedding table, {m['vocab']} pieces of one joint SentencePiece unigram model with byte fallback.",
        "- One network for both directions of every language: the first source piece names the target language.",
        "- Shipped as int8 (weights: one scale a row; activations: static scales); output restricted to the pieces of the target language.",
    ]


def score_lines(scores: dict) -> list[str]:
    rows = [[direction, name, *(sets[name][key] for _, key in SHOWN)] for direction, sets in scores["directions"].items() for name in sets]
    return [
        f"Signatures: `{scores['signatures']['chrf']}` and `{scores['signatures']['bleu']}` (Chinese: `tok:zh`). Sets longer than n were sampled. Engine: *product* is what "
        "ships, with its refusals; *native* is the same graph, which gives the same pieces, without the product's guards.",
        "Rates are percent of segments: kept = refused, the French or the reader's own words are shown; locks = a number, address or code is missing; script = wrong script; repeated = a string four times in a row.",
        "",
        *markdown_table(["direction", "set", *(title for title, _ in SHOWN)], rows),
    ]


def status_lines(scores: dict) -> list[str]:
    by_state: dict[str, list[str]] = {}
    for direction, state in scores["status"].items():
        by_state.setdefault(state, []).append(direction)
    guards = ", ".join(f"{name} at most {limit} %" for name, limit in status.GUARDS.items())
    return [
        f"By rule: *released* from chrF {status.RELEASED_CHRF:.0f} on forms ({status.FORM_SET}, at least {status.FEWEST} segments) through the product with {guards}; "
        f"*beta* from chrF {status.BETA_CHRF:.0f}; *off* below (into Chinese, where a character is a word, {status.CHRF_PARTS['zh']} of that). {', '.join(status.AT_MOST_BETA)} are beta at most until reviewed.",
        "",
        *(f"- {state}: {', '.join(by_state[state])}" for state in ("released", "beta", "off") if state in by_state),
    ]


def confidence_lines(confidence: dict) -> list[str]:
    rows = [[f"{r['from']:.1f}-{r['to']:.1f}", r["n"], r["confidence"], r["good"]] for r in confidence["reliability"]]
    return [
        f"Confidence estimates the probability that a segment is good (chrF of at least {confidence['good_chrf']:.0f} against a reference), from the log-probabilities of its pieces. "
        f"Held-out segments, all directions; expected calibration error {confidence['calibration_error']}.",
        "",
        *markdown_table(["confidence", "n", "mean confidence", "part that is good"], rows),
    ]


def optional_json(path: Path):
    return json.loads(path.read_text("utf8")) if path.exists() else None


def card(model: Path) -> str:
    """The card as Markdown; sections whose measurements are missing are left out."""
    config = json.loads((model / "config.json").read_text("utf8"))
    languages = [code for code in ALL if code in json.loads((model / "pieces.json").read_text("utf8"))]
    lines = ["# Model card: French and " + ", ".join(code for code in languages if code != "fr"), ""]
    lines += [
        "Translates text of French public-service forms and letters between French and each language, directly, in the reader's own browser.",
        "",
        "## Intended use",
        "",
        "Reading and filling in forms: labels, hints, options, error messages, short notices. The French stands beside every translation and remains what counts.",
        "Not for contracts, judgments, medical advice or identity decisions, nor for text that nobody can compare with its source.",
        "",
        "## The network",
        "",
        *architecture_lines(config),
        f"- Licence of the weights: {config.get('licence', LICENCE)}.",
    ]
    if (scores := optional_json(model / "scores.json")) is not None:
        lines += ["", "## Status of each direction", "", *status_lines(scores), "", "## Scores on development sets", "", *score_lines(scores)]
    if (confidence := optional_json(model / "confidence.json")) is not None:
        lines += ["", "## Confidence", "", *confidence_lines(confidence)]
    lines += [
        "",
        "## Limits",
        "",
        "- Fluent invention on rare terms is the typical failure; a negation or a condition may be lost. Numbers, dates, codes and addresses are locked and checked; words are not.",
        "- Labels and help texts make up most of the training text; long sentences and legal prose are weaker than forms.",
        "- Persian also serves Dari readers. Pashto, Albanian, Vietnamese and Persian have little training text. Nobody who speaks these languages for a living has reviewed the output yet.",
        "- References of the development sets are of mixed quality; differences of a point say nothing.",
    ]
    if (model / "sources.tsv").exists():
        sources = read_table(model / "sources.tsv")
        lines += [
            "",
            "## Training text",
            "",
            "Besides our own phrasebook (i18n/phrasebook): "
            f"{len(sources)} sources, {sum(int(s['rows']) for s in sources)} rows (a row may hold many languages). The texts are not part of this repository; "
            "what equals a development text was left out. Tiers: A forms and public service, B administration, business, education, C general, D software, E terms.",
            "",
            *markdown_table(SOURCE_COLUMNS, ([source[c] for c in SOURCE_COLUMNS] for source in sources)),
        ]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--rows", type=Path)
    a = parser.parse_args()
    if a.corpora and a.rows:
        write_sources(a.model, a.corpora, a.rows)
    (a.model / "card.md").write_text(card(a.model), "utf8")


if __name__ == "__main__":
    main()
