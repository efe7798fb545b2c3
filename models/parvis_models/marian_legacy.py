"""A stand-in of our weights for Marian before 1.11, on which npm bergamot-translator 0.4.9 is built.

With ``transformer-preprocess: n`` that Marian normalises the queries of self-attention but not its keys and values; later versions normalise all
three (LayerAttention in marian-dev, src/models/transformer.h). Our weights as they are give it no sense. Here the missing normalisation is folded into the key and value matrices as a constant, the mean over sentences: the size and the cost of the network stay,
sentences end where one expects, their words are worse. Good for a comparison of speed, not of output.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from .config import Shape, position_table

_EPSILON = 1e-5


def _normalised(x: np.ndarray, weights: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + _EPSILON) * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _linear(x: np.ndarray, weights: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def spreads(shape: Shape, weights: Mapping[str, np.ndarray], source: Iterable[int]) -> list[np.ndarray]:
    """One sentence through the encoder. -> for each layer 1 / standard deviation of what enters it [pieces]"""
    ids = np.fromiter(source, np.int64)
    x = weights["E.weight"][ids] * shape.d**0.5 + position_table(shape.d)[: len(ids)]
    out = []
    for i in range(shape.enc):
        out.append(1 / x.std(-1))
        both = _linear(_normalised(x, weights, f"enc.{i}.n1"), weights, f"enc.{i}.qkv")
        q, k, v = (part.reshape(len(ids), shape.heads, -1).swapaxes(0, 1) for part in np.split(both, 3, -1))
        scores = q @ k.swapaxes(1, 2) * shape.head_size**-0.5
        powers = np.exp(scores - scores.max(-1, keepdims=True))
        context = (powers / powers.sum(-1, keepdims=True) @ v).swapaxes(0, 1).reshape(len(ids), -1)
        x = x + _linear(context, weights, f"enc.{i}.o")
        hidden = np.maximum(_linear(_normalised(x, weights, f"enc.{i}.n2"), weights, f"enc.{i}.ffn.up"), 0)
        x = x + _linear(hidden, weights, f"enc.{i}.ffn.down")
    return out


def fold_key_norms(shape: Shape, weights: Mapping[str, np.ndarray], sources: list[list[int]]) -> dict[str, np.ndarray]:
    """Float32 weights whose self-attention takes keys and values from what was not normalised. ``sources``: piece ids, for the means."""
    measured = [np.concatenate(layer) for layer in zip(*(spreads(shape, weights, source) for source in sources))]
    out = dict(weights)
    for i, inverse in enumerate(measured):
        gain, shift = weights[f"enc.{i}.n1.weight"], weights[f"enc.{i}.n1.bias"]
        matrix, bias = weights[f"enc.{i}.qkv.weight"].copy(), weights[f"enc.{i}.qkv.bias"].copy()
        bias[shape.d :] += matrix[shape.d :] @ shift
        folded = matrix[shape.d :] * (gain * inverse.mean())
        matrix[shape.d :] = folded - folded.mean(1, keepdims=True)
        out |= {f"enc.{i}.qkv.weight": matrix, f"enc.{i}.qkv.bias": bias}
    return out
