"""Arithmetic whose float32 results do not depend on the machine.

Quantised products give the same bits everywhere, float products do not: vector width and fused operations change the order of the sums, and each
runtime has its own exponential. One rounding that falls the other way in front of a quantised product is enough to change a word some layers
later. So attention is computed with numbers whose products and sums float32 holds exactly: queries, keys and values are snapped to fixed-point
grids, and exponentials are whole numbers read from a table. Output ids are then the same in every runtime, alone or in a batch.
"""

import numpy as np
from onnx import TensorProto

from .onnx_builder import Nodes

VALUE_BITS = 7  # keys and values are multiples of 2^-7
QUERY_BITS = 10  # queries (already divided by the root of the head size) of 2^-10: scores up to 2^24-17 = 128 nats add up exactly
EXP_STEPS = 256  # table entries a nat
EXP_ENTRIES = 2048  # 8 nats below the largest score; the last entry is 0 and serves everything beyond
EXP_UNIT = 1024  # table value of a score equal to the largest one
SIGMOID_STEPS = 256
SIGMOID_ENTRIES = 4096  # from -8 to 8
FAR_BELOW = -1e9  # added to the scores of padded cells


def exp_table() -> np.ndarray:
    """Whole numbers float32: EXP_UNIT * exp(-x) at the middle of each step of x = largest score - score."""
    table = np.rint(EXP_UNIT * np.exp(-(np.arange(EXP_ENTRIES) + 0.5) / EXP_STEPS))
    table[-1] = 0
    return table.astype(np.float32)


def sigmoid_table() -> np.ndarray:
    """float32: the logistic function at the middle of each step."""
    x = (np.arange(SIGMOID_ENTRIES) + 0.5 - SIGMOID_ENTRIES / 2) / SIGMOID_STEPS
    return (1 / (1 + np.exp(-x))).astype(np.float32)


def snapping(bits) -> np.ndarray:
    """float32 c such that (x + c) - c is x rounded to a multiple of 2^-bits (while |x| is below 2^(22 - bits))."""
    return np.ldexp(np.float32(1.5), 23 - np.asarray(bits)).astype(np.float32)


def snap(g: Nodes, x: str, constant: str) -> str:
    """Round to the grid of ``constant`` (see ``snapping``), one grid a column or one for all."""
    return g.op("Sub", g.op("Add", x, constant), constant)


def attend(g: Nodes, table: str, q: str, keys: str, values: str, mask: str) -> tuple[str, str, str]:
    """Snapped q [B,h,T,e], keys [B,h,e,S], values [B,h,S,e], mask [B,1,1,S].

    -> (context [B,h,T,e], exponentials [B,h,T,S], their sums [B,h,T,1])
    """
    scores = g.op("Add", g.op("MatMul", q, keys), mask)
    below = g.op("Sub", g.op("ReduceMax", scores, axes=[-1], keepdims=1), scores)
    entry = g.op("Min", g.op("Mul", below, g.constant(EXP_STEPS, np.float32)), g.constant(EXP_ENTRIES - 1, np.float32))
    powers = g.op("Gather", table, g.op("Cast", entry, to=TensorProto.INT32))
    total = g.op("ReduceSum", powers, g.constant([-1], np.int64), keepdims=1)
    return g.op("Div", g.op("MatMul", powers, values), total), powers, total


def sigmoid(g: Nodes, table: str, entry: str) -> str:
    """``entry``: x * SIGMOID_STEPS + SIGMOID_ENTRIES / 2, float32."""
    inside = g.op("Clip", entry, g.constant(0, np.float32), g.constant(SIGMOID_ENTRIES - 1, np.float32))
    return g.op("Gather", table, g.op("Cast", inside, to=TensorProto.INT32))
