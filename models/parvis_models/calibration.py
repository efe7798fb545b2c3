"""Static activation scales: one float per quantised product input, measured once on text like the product's."""

import numpy as np
import torch

from .graph import activation_zero
from .reference import Reference

_KEPT = 200_000  # values kept per activation
_CANDIDATES = np.linspace(0.25, 1.0, 31)  # clipping points tried, as parts of the largest magnitude


class _Sampler:
    """Keeps an evenly thinned sample and the largest magnitude of each activation."""

    def __init__(self):
        self.values: dict[str, list[np.ndarray]] = {}
        self.largest: dict[str, float] = {}

    def __call__(self, name: str, x: torch.Tensor):
        if activation_zero(name) == 0:
            x = x.clamp_min(0)
        flat = x.detach().flatten().numpy()
        self.largest[name] = max(self.largest.get(name, 0.0), float(np.abs(flat).max()))
        self.values.setdefault(name, []).append(flat[:: max(1, len(flat) // 4096)])


def best_scale(values: np.ndarray, largest: float, zero: int) -> float:
    """The u8 scale with the smallest mean squared error over the sample: clipping a few outliers buys resolution for the rest."""
    levels = 255 if zero == 0 else 127
    errors = []
    for part in _CANDIDATES:
        scale = largest * part / levels
        quantised = np.clip(np.rint(values / scale) + zero, 0, 255) - zero
        errors.append(float(np.mean((quantised * scale - values) ** 2)))
    return float(np.float32(largest * _CANDIDATES[int(np.argmin(errors))] / levels))


def measure_scales(shape, tensors, batches: dict[str, list[torch.Tensor]], lists) -> dict[str, float]:
    """Decode every batch greedily in float32 and choose the scales.

    batches: {target language: [source ids int64 [B, S]]}; lists: {language: output piece ids}.
    """
    sampler = _Sampler()
    model = Reference(shape, tensors, sampler)
    for target, sources in batches.items():
        shortlist = torch.tensor(lists[target])
        for source in sources:
            model.greedy(source, shortlist, int(1.6 * source.shape[1]) + 8)
    out = {}
    for name, parts in sorted(sampler.values.items()):
        sample = np.concatenate(parts)
        sample = sample[:: max(1, len(sample) // _KEPT)]
        out[name] = best_scale(sample, sampler.largest[name], activation_zero(name))
    return out
