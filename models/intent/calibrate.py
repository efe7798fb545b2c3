"""Turns evidence into probabilities and sets the operating point: intent.json, from the development split.

usage: calibrate.py ENCODER CATALOGUES OUT [--version V]

CATALOGUES is the folder of built catalogue files (catalogue.<language>.json). Needs the native tool intent_evidence.
The weights minimise the cross-entropy of the development split; the printed error of calibration (ECE, 15 bins) is that of
one half of it with the weights of the other.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from parvis_models import intent_data as data

REFUSED = 0.96  # share of what is outside (traps apart) that has to be refused
SURE = 0.96  # share of answers shown alone that have to be right
LEAST = 0.5  # a choice stands alone only where it is likelier than all else together
FALSE_ALARMS = 0.02
OUTSIDE_SHARE = 0.3  # weight of all that is outside, next to all that is not
STEPS = 4000
BINS = 15


class Evidence(NamedTuple):
    """What the core found in the development split; row by row."""

    ids: list[str]
    shares: np.ndarray  # [text, procedure]
    nats: np.ndarray  # [text, id]
    labels: np.ndarray  # index in ids
    kinds: np.ndarray  # "in", "trap" or another kind of outside
    weights: np.ndarray

    def take(self, rows: np.ndarray) -> "Evidence":
        return Evidence(self.ids, self.shares[rows], self.nats[rows], self.labels[rows], self.kinds[rows], self.weights[rows])


class Scale(NamedTuple):
    lexical: float
    outside: float
    temperature: float


def collect(encoder: Path, catalogues: Path, split: str) -> Evidence:
    """Every text with the catalogue that a reader of its language has: French and that language."""
    rows = [("in", one) for one in data.utterances(split)] + data.outside(split)
    parts, ids = [], []
    for language in sorted({one.language for _, one in rows}):
        mine = [(kind, one) for kind, one in rows if one.language == language]
        files = [catalogues / f"catalogue.{code}.json" for code in dict.fromkeys(["fr", language])]
        ids, shares, nats = data.evidence(encoder, files, [one.text for _, one in mine])
        parts.append((mine, shares, nats))
    number = {intent: i for i, intent in enumerate(ids)}
    labels = np.array([number[one.intent] for mine, _, _ in parts for _, one in mine])
    kinds = np.array([kind for mine, _, _ in parts for kind, _ in mine])
    inside = kinds == "in"
    weights = np.where(inside, 1 / inside.sum(), OUTSIDE_SHARE / (~inside).sum())
    return Evidence(ids, np.concatenate([part[1] for part in parts]), np.concatenate([part[2] for part in parts]), labels, kinds, weights)


def probabilities(evidence: Evidence, scale: Scale, semantic: bool) -> np.ndarray:
    """Of every id; without the encoder only procedures and `~outside` have any."""
    procedures = evidence.shares.shape[1]
    logits = evidence.nats.copy() if semantic else np.where([one == data.OUTSIDE or not one.startswith("~") for one in evidence.ids], 0, -1e9)
    logits = np.broadcast_to(logits, evidence.nats.shape).copy()
    logits[:, :procedures] += scale.lexical * evidence.shares
    logits[:, evidence.ids.index(data.OUTSIDE)] += scale.outside
    logits /= scale.temperature
    logits -= logits.max(1, keepdims=True)
    shares = np.exp(logits)
    return shares / shares.sum(1, keepdims=True)


def loss(evidence: Evidence, scale: Scale, semantic: bool) -> float:
    right = probabilities(evidence, scale, semantic)[np.arange(len(evidence.labels)), evidence.labels]
    return float(-(np.log(np.maximum(right, 1e-12)) * evidence.weights).sum())


def fit(evidence: Evidence, semantic: bool) -> Scale:
    """Random search that narrows down; the same each time."""
    rng = np.random.RandomState(0)
    best = Scale(10.0, 0.0, 1.0) if semantic else Scale(40.0, 8.0, 1.0)
    least = loss(evidence, best, semantic)
    for step in range(STEPS // 10):
        spread = 0.5 * (1 - step / (STEPS // 10)) + 0.02
        temperature = best.temperature * np.exp(spread * rng.randn()) if semantic else 1.0
        tried = Scale(best.lexical * np.exp(spread * rng.randn()), best.outside + 4 * spread * rng.randn(), temperature)
        if (value := loss(evidence, tried, semantic)) < least:
            best, least = tried, value
    return best


def calibration_error(evidence: Evidence, table: np.ndarray) -> float:
    """ECE of the first choice's probability among procedures (Naeini et al., 2015), weighed as in the fit."""
    procedures = evidence.shares.shape[1]
    first = table[:, :procedures].argmax(1)
    confidence, right = table[np.arange(len(first)), first], first == evidence.labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    total = evidence.weights.sum()
    error = 0.0
    for one in range(BINS):
        rows = bins == one
        weight = evidence.weights[rows].sum()
        if weight > 0:
            error += (
                abs(np.average(confidence[rows], weights=evidence.weights[rows]) - np.average(right[rows], weights=evidence.weights[rows])) * weight / total
            )
    return error


class Point(NamedTuple):
    """Probability of a choice that stands alone; of outside from which, and of a choice below which, nothing is offered."""

    answer: float
    refuse: float
    doubt: float


def refused(evidence: Evidence, table: np.ndarray, refuse: float, doubt: float) -> np.ndarray:
    procedures = evidence.shares.shape[1]
    return (table[:, evidence.ids.index(data.OUTSIDE)] >= refuse) | (table[:, :procedures].max(1) < doubt)


def operating_point(evidence: Evidence, table: np.ndarray) -> Point:
    """Of the points that refuse enough of what is outside, the one that offers something most often."""
    procedures = evidence.shares.shape[1]
    outside = table[:, evidence.ids.index(data.OUTSIDE)]
    first = table[:, :procedures].max(1)
    inside, far = evidence.kinds == "in", (evidence.kinds != "in") & (evidence.kinds != "trap")
    refuses = np.quantile(outside[inside], np.linspace(0.5, 1, 101))
    doubts = np.quantile(first[inside], np.linspace(0, 0.05, 6))
    enough = [
        (float(refused(evidence, table, refuse, doubt)[inside].mean()), float(refuse), float(doubt))
        for refuse in refuses
        for doubt in doubts
        if refused(evidence, table, refuse, doubt)[far].mean() >= REFUSED
    ]
    _, refuse, doubt = min(enough)
    offered = inside & ~refused(evidence, table, refuse, doubt)
    right = table[:, :procedures].argmax(1) == evidence.labels
    order = np.argsort(-first[offered])
    precision = np.cumsum(right[offered][order]) / np.arange(1, offered.sum() + 1)
    sure = np.flatnonzero(precision >= SURE)
    answer = float(first[offered][order][sure[-1]]) if len(sure) else 1.0
    return Point(max(answer, LEAST), refuse, doubt)


def alarm_point(encoder: Path, catalogues: Path, evidence: Evidence, scale: Scale) -> float:
    """The lowest probability of danger that raises a false alarm on at most FALSE_ALARMS of the calm requests."""
    calm_ids = {one["id"] for one in data.catalogue().values() if not one["safety"]}
    calm = np.array([kind == "in" and evidence.ids[label] in calm_ids for kind, label in zip(evidence.kinds, evidence.labels)])
    danger = [i for i, one in enumerate(evidence.ids) if one.startswith("~") and one != data.OUTSIDE]
    if not danger:
        return 1.0
    return float(np.quantile(probabilities(evidence, scale, True)[calm][:, danger].max(1), 1 - FALSE_ALARMS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("catalogues", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    evidence = collect(options.encoder, options.catalogues, "dev")
    half = np.arange(len(evidence.labels)) % 2 == 0
    settings: dict = {"format": 1, "version": options.version}
    for name, semantic in (("alone", False), ("together", True)):
        errors = []
        for mine in (half, ~half):
            other = evidence.take(~mine)
            errors.append(calibration_error(other, probabilities(other, fit(evidence.take(mine), semantic), semantic)))
        scale = fit(evidence, semantic)
        table = probabilities(evidence, scale, semantic)
        point = operating_point(evidence, table)
        settings[name] = {key: round(float(value), 4) for key, value in (scale._asdict() | point._asdict()).items()}
        no = refused(evidence, table, point.refuse, point.doubt)
        told = {str(kind): round(float(no[evidence.kinds == kind].mean()), 3) for kind in sorted(set(evidence.kinds))}
        print(f"{name}: {settings[name]}, ECE {np.mean(errors):.3f}, refused {told}")
    scale = Scale(*(settings["together"][key] for key in Scale._fields))
    settings["alarm"] = round(alarm_point(options.encoder, options.catalogues, evidence, scale), 4)
    print(f"alarm from {settings['alarm']}")
    known = data.catalogue()
    settings["data"] = {
        "procedures": len(known),
        "utterances": len(data.utterances("train")),
        "development": len(data.utterances("dev")),
        "checked": max(one["checked"] for one in known.values()),
    }
    options.out.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
