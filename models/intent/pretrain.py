"""Feature vectors whose sum points where the teacher's vector of the French text points, whatever the language.

usage: pretrain.py TEACHER OUT.npz [--dimensions 64] [--features 80000] [--epochs 6]

TEACHER is what teach.py wrote. Loss: one minus the cosine to the teacher's vector (its first principal components), plus
a contrast against the other texts of the batch (van den Oord et al., https://arxiv.org/abs/1807.03748).
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from parvis_models.intent_bags import Bags, normalised_sums
from parvis_models.intent_data import features

BATCH = 512
RATE = 3e-3
CONTRAST = 0.2
SHARPNESS = 20.0
HELD_OUT = 0.02
RARE = 3  # a feature seen less often is noise


def read_teacher(folder: Path) -> tuple[list[dict], np.ndarray]:
    vectors = np.concatenate([np.load(path).astype(np.float32) for path in sorted(folder.glob("*.npy"))])
    with (folder / "texts.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line) for line, _ in zip(lines, vectors, strict=False)]
    return texts, vectors


def principal(vectors: np.ndarray, dimensions: int) -> np.ndarray:
    """The vectors in their own main directions, each of length one."""
    centred = vectors - vectors.mean(0)
    directions = np.linalg.svd(centred[:20_000], full_matrices=False)[2][:dimensions]
    reduced = centred @ directions.T
    return reduced / np.linalg.norm(reduced, axis=1, keepdims=True)


def choose(keys: list[np.ndarray], languages: list[str], most: int) -> np.ndarray:
    """The features that occur most, a rare language counting for more than its share of the texts."""
    texts = Counter(languages)
    weight = [min(8.0, (texts["fr"] / texts[language]) ** 0.7) for language in languages]
    unique, inverse, counts = np.unique(np.concatenate(keys), return_inverse=True, return_counts=True)
    sums = np.bincount(inverse, weights=np.repeat(weight, [len(one) for one in keys]), minlength=len(unique))
    sums[counts < RARE] = 0
    return np.sort(unique[np.argsort(-sums)[:most]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dimensions", type=int, default=64)
    parser.add_argument("--features", type=int, default=80_000)
    parser.add_argument("--epochs", type=int, default=6)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)

    rows, vectors = read_teacher(options.teacher)
    targets = torch.tensor(principal(vectors, options.dimensions))
    texts = [(i, language, text[:300]) for i, row in enumerate(rows) for language, text in row.items()]
    languages = [language for _, language, _ in texts]
    keys = features([text for _, _, text in texts])
    vocabulary = choose(keys, languages, options.features)
    bags = Bags(vocabulary, keys)
    row_of = np.array([row for row, _, _ in texts])
    held = np.random.RandomState(0).rand(len(rows)) < HELD_OUT
    known = np.array([len(bags[i]) > 0 for i in range(len(texts))])
    train, check = np.flatnonzero(known & ~held[row_of]), np.flatnonzero(known & held[row_of])
    print(f"{len(rows)} rows, {len(texts)} texts, {len(vocabulary)} features")

    table = torch.nn.EmbeddingBag(len(vocabulary), options.dimensions, mode="sum", sparse=True)
    torch.nn.init.normal_(table.weight, std=0.1)
    optimiser = torch.optim.SparseAdam(table.parameters(), lr=RATE)
    steps, step, started = options.epochs * (len(train) // BATCH + 1), 0, time.monotonic()
    for epoch in range(options.epochs):
        order = np.random.RandomState(epoch).permutation(train)
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            wanted, got = targets[row_of[batch]], normalised_sums(table, bags, batch)
            same = torch.tensor(row_of[batch][:, None] == row_of[batch][None, :])
            scores = (got @ wanted.T * SHARPNESS).masked_fill(same & ~torch.eye(len(batch), dtype=torch.bool), -1e4)
            loss = (1 - (got * wanted).sum(1)).mean() + CONTRAST * functional.cross_entropy(scores, torch.arange(len(batch)))
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            step += 1
            for group in optimiser.param_groups:
                group["lr"] = RATE * max(0.05, 1 - step / steps)
        with torch.no_grad():
            cosines = (normalised_sums(table, bags, check) * targets[row_of[check]]).sum(1).numpy()
        spoken = np.array(languages)[check]
        told = {language: round(float(cosines[spoken == language].mean()), 3) for language in sorted(set(spoken))}
        print(f"epoch {epoch + 1}: cosine {cosines.mean():.3f} on held-out rows {told}, {time.monotonic() - started:.0f} s", flush=True)
    np.savez(options.out, keys=vocabulary, vectors=table.weight.detach().numpy().astype(np.float16))


if __name__ == "__main__":
    main()
