"""Averaged perceptron over hashed features (Collins 2002), and its form as sparse 8-bit weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


class Perceptron:
    """Weights [rows, classes]; rows are hashed features."""

    def __init__(self, bits: int, classes: int):
        self.weights = np.zeros((1 << bits, classes), dtype=np.float32)
        self._history = np.zeros_like(self.weights)
        self.steps = 1

    def scores(self, rows: np.ndarray) -> np.ndarray:
        return self.weights[rows].sum(0)

    def update(self, rows: np.ndarray, good: int, bad: int) -> None:
        """Moves the weights of these features from one class to another."""
        self.weights[rows, good] += 1
        self._history[rows, good] += self.steps
        self.weights[rows, bad] -= 1
        self._history[rows, bad] -= self.steps

    def average(self) -> np.ndarray:
        """The mean of the weights over all steps."""
        return self.weights - self._history / np.float32(self.steps)


@dataclass
class Quantised:
    """8-bit weights, most of them 0."""

    weights: np.ndarray  # int8 [rows, classes]
    unit: float  # score of weight 1

    @property
    def kept(self) -> int:
        return int(np.count_nonzero(self.weights))

    def scores(self, rows: np.ndarray) -> np.ndarray:
        return self.weights[rows].sum(0, dtype=np.int32)


def quantise(weights: np.ndarray, threshold: float) -> Quantised:
    """Drops weights below `threshold` and rounds the others. The largest weight sets the unit: to clip the few large ones costs far more than coarse steps."""
    unit = float(np.abs(weights).max()) / 127
    kept = np.where(np.abs(weights) < threshold, 0, weights)
    return Quantised(np.rint(kept / unit).astype(np.int8), unit)
