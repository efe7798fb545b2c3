#!/usr/bin/env python3
"""Fit the confidence of every direction on translated development segments -> MODEL/confidence.json.

  calibrate_confidence.py MODEL DUMP

DUMP: what ``evaluate.py --engine web --dump`` wrote. The fit uses every second segment, the reliability table the others. Refused segments count in
neither. "check" is CHECK_CONFIDENCE: a text is called good only where that is likely.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from parvis_models.confidence import (
    CHECK_CONFIDENCE,
    GOOD_CHRF,
    KEEP_CONFIDENCE,
    Fit,
    calibration_error,
    evidence,
    fit,
    reliability,
)
from parvis_models.status import chrf_threshold


def read_dump(path: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """{direction: (evidence, is good)} in a fixed shuffled order"""
    groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with open(path, encoding="utf8") as file:
        for row in map(json.loads, file):
            if not row["kept"]:
                groups[row["direction"]].append((evidence(row["mean"], row["minimum"]), row["chrf"] >= chrf_threshold(GOOD_CHRF, row["direction"])))
    out = {}
    for direction, values in groups.items():
        array = np.random.default_rng(1).permutation(np.array(values, float))
        out[direction] = (array[:, 0], array[:, 1])
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("dump", type=Path)
    a = parser.parse_args()
    groups = read_dump(a.dump)
    everything = fit(*(np.concatenate([values[k][::2] for values in groups.values()]) for k in (0, 1)))
    fits: dict[str, Fit] = {}
    held_confidence, held_good = {}, {}
    for direction, (x, good) in groups.items():
        fits[direction] = fit(x[::2], good[::2], everything)
        held_confidence[direction], held_good[direction] = fits[direction].confidence(x[1::2]), good[1::2]
    all_confidence, all_good = (np.concatenate(list(held.values())) for held in (held_confidence, held_good))
    table = reliability(all_confidence, all_good)
    directions = {d: {"a": round(f.a, 4), "b": round(f.b, 4), "check": CHECK_CONFIDENCE, "keep": KEEP_CONFIDENCE} for d, f in fits.items()}
    written = {"good_chrf": GOOD_CHRF, "directions": directions, "reliability": table, "calibration_error": calibration_error(table)}
    (a.model / "confidence.json").write_text(json.dumps(written, indent=1) + "\n")
    for row in table:
        print(f"{row['from']:.1f}-{row['to']:.1f}  n {row['n']:6}  confidence {row['confidence']:.3f}  good {row['good']:.3f}")
    print(f"calibration error {written['calibration_error']}, check below {CHECK_CONFIDENCE}, keep below {KEEP_CONFIDENCE}")


if __name__ == "__main__":
    main()
