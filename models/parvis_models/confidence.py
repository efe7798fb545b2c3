"""Confidence of a translation from the log-probabilities of its pieces: fit and reliability.

With x = mean + minimum / 10 over the pieces of a sentence (natural logarithms), confidence = 1 / (1 + exp(-(a x + b))): the estimated
probability that the sentence is good, that is, that its chrF against a reference reaches GOOD_CHRF (less into Chinese, see status.py).
"""

from dataclasses import dataclass

import numpy as np

GOOD_CHRF = 50.0
CHECK_CONFIDENCE = 0.7  # below this a reader is asked to check
KEEP_CONFIDENCE = 0.05  # below this the French is shown
_PRIOR = 20.0  # pull of a direction's fit towards that of all directions, in sentences


@dataclass(frozen=True)
class Fit:
    a: float
    b: float

    def confidence(self, x: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-(self.a * x + self.b)))


def evidence(mean: float, minimum: float) -> float:
    """The one number the confidence is made from."""
    return mean + minimum / 10


def fit(x: np.ndarray, good: np.ndarray, prior: Fit | None = None) -> Fit:
    """Logistic regression by Newton's method, pulled towards ``prior``."""
    start = np.array([1.0, 0.0] if prior is None else [prior.a, prior.b])
    weight = np.array([1e-3, 1e-3] if prior is None else [_PRIOR, _PRIOR]) * 0.05
    w, features = start.copy(), np.stack([x, np.ones_like(x)], 1)
    for _ in range(50):
        p = 1 / (1 + np.exp(-features @ w))
        gradient = features.T @ (p - good) + weight * (w - start)
        curvature = (features * (p * (1 - p))[:, None]).T @ features + np.diag(weight)
        step = np.linalg.solve(curvature, gradient)
        w = w - np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-9:
            break
    return Fit(max(0.05, float(w[0])), float(w[1]))


def reliability(confidence: np.ndarray, good: np.ndarray, bins: int = 5) -> list[dict[str, float]]:
    """Equal-width bins: how confident, how often good."""
    out = []
    for i in range(bins):
        low, high = i / bins, (i + 1) / bins
        inside = (confidence >= low) & ((confidence < high) | (i == bins - 1))
        if inside.any():
            row = {"from": low, "to": high, "n": int(inside.sum())}
            out.append({**row, "confidence": round(float(confidence[inside].mean()), 3), "good": round(float(good[inside].mean()), 3)})
    return out


def calibration_error(rows: list[dict[str, float]]) -> float:
    """Expected calibration error of a reliability table."""
    total = sum(row["n"] for row in rows)
    return round(sum(row["n"] * abs(row["confidence"] - row["good"]) for row in rows) / max(1, total), 4)
