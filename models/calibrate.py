#!/usr/bin/env python3
"""Measure the static activation scales of a joint model -> MODEL/scales.json.

  calibrate.py MODEL TEXT.jsonl...

TEXT: rows {"fr": "..", "t": {"ar": "..", ...}} (the phrasebook). Each language gives SENTENCES rows into it and as many out of it. Needs torch; the
build that cuts the packs does not, it reads scales.json.
"""

import argparse
import json
from pathlib import Path

import torch

from parvis_models.calibration import measure_scales
from parvis_models.config import read_model_folder
from parvis_models.runtime import plan
from parvis_models.text import HUB
from parvis_models.tokens import Tokenizer
from parvis_models.weights import read_float32

SENTENCES = 24


def read_rows(paths) -> list[dict[str, str]]:
    """-> rows {language: text}, French included"""
    out = []
    for path in sorted(paths):
        for line in Path(path).read_text("utf8").splitlines():
            row = json.loads(line)
            out.append({HUB: row["fr"], **row["t"]})
    return out


def choose(rows, language: str) -> list[dict[str, str]]:
    """SENTENCES rows of the language, evenly spread over the file and its lengths (the longer half only: it holds the sentences)."""
    having = sorted((row for row in rows if language in row), key=lambda row: len(row[HUB]))
    longer = having[len(having) // 2 :]
    return longer[:: max(1, len(longer) // SENTENCES)][:SENTENCES]


def calibration_batches(tokenizer: Tokenizer, rows, languages) -> dict[str, list[torch.Tensor]]:
    """{target language: [source ids [B, S]]} for both directions of every language."""
    sources: dict[str, list] = {HUB: []}
    for language in languages:
        chosen = choose(rows, language)
        sources[language] = [tokenizer.source(row[HUB], language)[0] for row in chosen]
        sources[HUB] += [tokenizer.source(row[language], HUB)[0] for row in chosen]
    return {target: [torch.from_numpy(batch.source).long() for batch in plan(ids)] for target, ids in sources.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("text", nargs="+")
    a = parser.parse_args()
    torch.set_num_threads(1)
    folder = read_model_folder(a.model)
    tokenizer = Tokenizer(folder.tokenizer, folder.tag_in_source)
    languages = [code for code in folder.pieces if code != HUB]
    batches = calibration_batches(tokenizer, read_rows(a.text), languages)
    scales = measure_scales(folder.shape, read_float32(a.model / "model.int8"), batches, folder.pieces)
    (a.model / "scales.json").write_text(json.dumps(scales, indent=1, sort_keys=True) + "\n")
    print(f"{len(scales)} activations from {sum(len(b) for group in batches.values() for b in group)} sentences")


if __name__ == "__main__":
    main()
