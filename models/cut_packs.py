#!/usr/bin/env python3
"""Cut the packs that browsers load from a joint model.

  cut_packs.py MODEL OUT [--languages ar,en] [--ignore-status]

MODEL: config.json, model.int8.N.safetensors.gz, joint.model, pieces.json, scales.json and, when there, source_pieces.json, scores.json, confidence.json.
Needs no torch, takes seconds; the same input gives the same bytes. Fails when a pack is over its budget.
"""

import argparse
import json
import sys
from pathlib import Path

from parvis_models.config import read_model_folder
from parvis_models.packs import LICENCE, Facts, check_budget, pack_size, write_packs
from parvis_models.text import HUB
from parvis_models.tokens import Tokenizer
from parvis_models.weights import read_quantised

SHOWN = ("n", "chrf", "bleu")  # of the scores, in the manifest


def read_json(path: Path, default):
    return json.loads(path.read_text("utf8")) if path.exists() else default


def read_facts(model: Path, config: dict, ignore_status: bool) -> Facts:
    """Licence from config.json, measured things from scores.json and confidence.json."""
    scores = read_json(model / "scores.json", {})
    directions = scores.get("directions", {})
    shown = {direction: {name: {k: row[k] for k in SHOWN} for name, row in sets.items()} for direction, sets in directions.items()}
    return Facts(
        config.get("licence", LICENCE), shown, {} if ignore_status else scores.get("status", {}), read_json(model / "confidence.json", {}).get("directions", {})
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--languages", default="", help="comma-separated codes; all that the model carries when left out")
    parser.add_argument("--ignore-status", action="store_true", help="offer every direction, also those whose scores switched them off")
    a = parser.parse_args()
    folder = read_model_folder(a.model)
    languages = a.languages.split(",") if a.languages else [code for code in folder.pieces if code != HUB]
    unknown = [code for code in languages if code not in folder.pieces]
    if unknown:
        sys.exit(f"the model does not carry {', '.join(unknown)}")
    scales = read_json(a.model / "scales.json", None)
    if scales is None:
        sys.exit(f"{a.model / 'scales.json'} is missing: run calibrate.py first")
    weights = read_quantised(a.model / "model.int8")
    tokenizer = Tokenizer(folder.tokenizer, folder.tag_in_source)
    manifests = write_packs(a.out, folder, weights, scales, tokenizer.processor, languages, read_facts(a.model, folder.config, a.ignore_status))
    for manifest in manifests:
        print(f"{manifest['id']}: {pack_size(manifest)} bytes")
    too_big = check_budget(manifests)
    if too_big:
        sys.exit("\n".join(too_big))


if __name__ == "__main__":
    main()
