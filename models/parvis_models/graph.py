"""The translation graph: encoder, then one ``Loop`` of greedy decoder steps, int8 products with static activation scales.

Inputs   source int32 [B, S] (padded with 1), shortlist int32 [K] (ids that may come out, with 0), max_length int64 scalar
Outputs  target int32 [T, B] (0 after the end), alignment int32 [T, B] (source cell), score float32 [T, B] (natural log-probability)

Every product is QuantizeLinear (u8, scale and zero point measured beforehand: a sentence's output cannot depend on its batch mates) followed
by MatMulIntegerToFloat with s8 weights, one scale a column. What lies between them gives the same bits on every machine (exact.py). Weights are external data of the outer graph, captured by the Loop body:
``body.bin`` is the same for every language, ``embeddings.bin`` holds the rows of one pack's pieces. The shortlist's rows are gathered once,
before the Loop. A ReLU in front of a quantised product is left out: quantising with zero point 0 is that ReLU.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from onnx import TensorProto, helper

from .config import ACTIVATION_ZERO, POSITIONS, Shape, position_table
from .exact import (
    FAR_BELOW,
    QUERY_BITS,
    SIGMOID_ENTRIES,
    SIGMOID_STEPS,
    VALUE_BITS,
    attend,
    exp_table,
    sigmoid,
    sigmoid_table,
    snap,
    snapping,
)
from .onnx_builder import CONTRIB, ExternalFile, Nodes
from .text import EOS, PAD
from .weights import Int8Matrix

OPSET = 17
IR_VERSION = 8
BODY_FILE = "body.bin"
EMBEDDINGS_FILE = "embeddings.bin"


@dataclass(frozen=True)
class Embeddings:
    """Rows of one pack: int8 ``rows`` [V, d] with ``scale`` [V], and the output ``bias`` [V] (float32)."""

    rows: np.ndarray
    scale: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True)
class Graph:
    """``model`` is the serialised ONNX graph, ``body`` and ``embeddings`` the external files it points at."""

    model: bytes
    body: bytes
    embeddings: bytes


def activation_zero(name: str) -> int:
    """Zero point of an activation: 0 behind a ReLU, the middle of the range elsewhere."""
    return 0 if name.endswith("ffn.down") else ACTIVATION_ZERO


class _Layers:
    """Emits the layers; weights are stored on first use in the outer graph."""

    def __init__(self, shape: Shape, weights, scales: dict[str, float], outer: Nodes, body: ExternalFile):
        self.shape, self.weights, self.scales, self.outer, self.body = shape, weights, scales, outer, body
        self._stored: set[str] = set()
        self.exp, self.sigmoid = self.store("exp", exp_table()), self.store("sigmoid", sigmoid_table())

    def store(self, name: str, array) -> str:
        if name not in self._stored:
            self._stored.add(name)
            self.outer.stored(self.body, name, array)
        return name

    def vector(self, name: str, array=None) -> str:
        return self.store(name, self.weights[name] if array is None else np.asarray(array, np.float32))

    def activation(self, name: str) -> tuple[str, str]:
        """-> initialisers (scale, zero point)"""
        return self.outer.constant(self.scales[name], np.float32), self.outer.constant(activation_zero(name), np.uint8)

    def quantise(self, g: Nodes, x: str, name: str) -> str:
        return g.op("QuantizeLinear", x, *self.activation(name))

    def product(self, g: Nodes, quantised: str, name: str, observed: str | None = None, bias=None, factor=1.0, shift=0.0) -> str:
        """quantised u8 [..., in] times weight matrix -> float32 [..., out]; times ``factor`` plus ``shift`` (numbers or one a column) for free."""
        matrix: Int8Matrix = self.weights[f"{name}.weight"]
        scale, zero = self.activation(observed or name)
        b = self.store(f"{name}.weight", matrix.values.T)
        b_scale = self.vector(f"{name}.scale", matrix.scale * factor)
        bias = self.vector(f"{name}.bias", (self.weights[f"{name}.bias"] if bias is None else bias) * factor + shift)
        return g.contrib("MatMulIntegerToFloat", quantised, b, scale, b_scale, zero, "", bias)

    def linear(self, g: Nodes, x: str, name: str, **options) -> str:
        return self.product(g, self.quantise(g, x, name), name, **options)

    def add_norm(self, g: Nodes, x: str, added: str, name: str) -> tuple[str, str]:
        """-> (x + added, its normalisation)"""
        gamma, beta = self.vector(f"{name}.weight"), self.vector(f"{name}.bias")
        normed, _, _, total = g.contrib("SkipLayerNormalization", x, added, gamma, beta, outputs=4, epsilon=self.shape.epsilon)
        return total, normed

    def enter(self, g: Nodes, x: str, places: str, norms: Iterator[str]) -> tuple[str, str]:
        """Embeddings and positions -> (what the first block's result is added to, what goes into the block)"""
        if self.shape.pre_norm:
            return self.add_norm(g, x, places, next(norms))
        total = g.op("Add", x, places)
        return total, total

    def join(self, g: Nodes, x: str, added: str, norms: Iterator[str]) -> tuple[str, str]:
        """A block's result onto what it was made beside -> the same two for the next block"""
        total, normed = self.add_norm(g, x, added, next(norms))
        return (total if self.shape.pre_norm else normed), normed

    def ffn(self, g: Nodes, x: str, name: str) -> str:
        return self.linear(g, self.linear(g, x, f"{name}.up"), f"{name}.down")


def _embed(g: Nodes, table: str, scale: str, ids: str) -> str:
    """int8 rows of the table, dequantised and multiplied by sqrt(d) (already in ``scale``)."""
    rows = g.op("Cast", g.op("Gather", table, ids), to=TensorProto.FLOAT)
    return g.op("Mul", rows, g.op("Unsqueeze", g.op("Gather", scale, ids), g.constant([-1], np.int64)))


def _heads(g: Nodes, layers: _Layers, x: str, perm: list[int]) -> str:
    """[B, S, d] -> split into heads [B, S, h, e], axes in the order of ``perm``."""
    shape = layers.shape
    return g.op("Transpose", g.op("Reshape", x, g.constant([0, 0, shape.heads, shape.head_size], np.int64)), perm=perm)


QUERIES, KEYS, VALUES = [0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]  # [B,h,S,e], [B,h,e,S], [B,h,S,e]


def _encoder(g: Nodes, layers: _Layers, embedded: str, places: str, mask: str) -> str:
    """embedded float32 [B, S, d], places [1, S, d], mask [B, 1, 1, S] -> memory [B, S, d]"""
    shape = layers.shape
    by_column = np.repeat([1, 0, 0], shape.d)
    grids = layers.vector("grids", snapping(np.where(by_column, QUERY_BITS, VALUE_BITS)))
    factor = np.where(by_column, shape.head_size**-0.5, 1.0)
    norms = iter(shape.encoder_norms)
    x, normed = layers.enter(g, embedded, places, norms)
    for i in range(shape.enc):
        q, k, v = g.op("Split", snap(g, layers.linear(g, normed, f"enc.{i}.qkv", factor=factor), grids), outputs=3, axis=-1)
        split = (_heads(g, layers, part, perm) for part, perm in ((q, QUERIES), (k, KEYS), (v, VALUES)))
        context, _, _ = attend(g, layers.exp, *split, mask)
        context = g.op("Reshape", g.op("Transpose", context, perm=[0, 2, 1, 3]), g.constant([0, 0, shape.d], np.int64))
        x, normed = layers.join(g, x, layers.linear(g, context, f"enc.{i}.o"), norms)
        x, normed = layers.join(g, x, layers.ffn(g, normed, f"enc.{i}.ffn"), norms)
    return normed


def _keys_values(g: Nodes, layers: _Layers, memory: str) -> list[tuple[str, str]]:
    """Cross-attention keys [B, h, e, S] and values [B, h, S, e] of each decoder layer, on their grid."""
    quantised = layers.quantise(g, memory, "memory")
    grid = g.constant(snapping(VALUE_BITS), np.float32)
    out = []
    for i in range(layers.shape.dec):
        both = snap(g, layers.product(g, quantised, f"dec.{i}.kv", observed="memory"), grid)
        k, v = g.op("Split", both, outputs=2, axis=-1)
        out.append((_heads(g, layers, k, KEYS), _heads(g, layers, v, VALUES)))
    return out


@dataclass(frozen=True)
class _Captured:
    """Values of the outer graph that the Loop body uses."""

    keys_values: list[tuple[str, str]]
    mask: str  # float32 [B, 1, 1, S]
    shortlist: str  # int32 [K]
    output_rows: str  # int8 [d, K]
    output_scale: str  # float32 [K]
    output_bias: str  # float32 [K]
    table: str  # int8 [V, d]
    table_scale: str  # float32 [V], times sqrt(d)
    positions: str  # float32 [POSITIONS, d]
    batch: str  # int64 [1]


def _decoder_step(g: Nodes, layers: _Layers, c: _Captured, y: str, place: str, cells: list[str]) -> tuple[str, list[str], str]:
    """y [B, d] embedding of the previous piece, place [B, d] its position -> (normalised output [B, d], new cells, attention [B, S])"""
    shape = layers.shape
    one_query = g.constant([0, shape.heads, 1, shape.head_size], np.int64)
    flat = g.constant([0, -1], np.int64)
    grid = g.constant(snapping(QUERY_BITS), np.float32)
    gate = np.repeat([0, 1], shape.d)
    gate_factor, gate_shift = np.where(gate, SIGMOID_STEPS, 1.0), np.where(gate, SIGMOID_ENTRIES / 2, 0.0)
    new, powers, total = [], "", ""
    norms = iter(shape.decoder_norms)
    x, normed = layers.enter(g, y, place, norms)
    for i, cell in enumerate(cells):
        gate_bias = np.concatenate([np.zeros(shape.d, np.float32), layers.weights[f"dec.{i}.bf"]])
        both = layers.linear(g, normed, f"dec.{i}.ssru", bias=gate_bias, factor=gate_factor, shift=gate_shift)
        w, f = g.op("Split", both, outputs=2, axis=-1)
        kept = g.op("Mul", sigmoid(g, layers.sigmoid, f), g.op("Sub", cell, w))
        new.append(g.op("Add", w, kept))  # f * cell + (1 - f) * w
        x, normed = layers.join(g, x, g.op("Relu", new[-1]), norms)
        q = snap(g, layers.linear(g, normed, f"dec.{i}.q", factor=shape.head_size**-0.5), grid)
        context, powers, total = attend(g, layers.exp, g.op("Reshape", q, one_query), *c.keys_values[i], c.mask)
        context = g.op("Reshape", context, flat)
        x, normed = layers.join(g, x, layers.linear(g, context, f"dec.{i}.o"), norms)
        x, normed = layers.join(g, x, layers.ffn(g, normed, f"dec.{i}.ffn"), norms)
    return normed, new, g.op("ReduceSum", g.op("Div", powers, total), g.constant([1, 2], np.int64), keepdims=0)


def _choose(g: Nodes, layers: _Layers, c: _Captured, output: str, done: str) -> tuple[str, str, str]:
    """-> (piece int32 [B], 0 where done; its probability float32 [B], 1 where done; done bool [B])"""
    scale, zero = layers.activation("logits")
    quantised = layers.quantise(g, output, "logits")
    logits = g.contrib("MatMulIntegerToFloat", quantised, c.output_rows, scale, c.output_scale, zero, "", c.output_bias)
    best = g.op("ArgMax", logits, axis=-1, keepdims=0)
    piece = g.op("Where", done, g.constant(EOS, np.int32), g.op("Gather", c.shortlist, best))
    probability = g.op("ReduceMax", g.op("Softmax", logits, axis=-1), axes=[-1], keepdims=0)
    probability = g.op("Where", done, g.constant(1.0, np.float32), probability)
    return piece, probability, g.op("Or", done, g.op("Equal", piece, g.constant(EOS, np.int32)))


def _loop_body(layers: _Layers, outer: Nodes, c: _Captured):
    """-> GraphProto of one decoding step; state: embedding of the previous piece, SSRU cells, who is done."""
    g = Nodes("d", outer)
    d, count = layers.shape.d, layers.shape.dec
    value = helper.make_tensor_value_info
    cells = [f"cell{i}" for i in range(count)]
    inputs = [value("step", TensorProto.INT64, []), value("more", TensorProto.BOOL, []), value("previous", TensorProto.FLOAT, ["B", d])]
    inputs += [value(cell, TensorProto.FLOAT, ["B", d]) for cell in cells] + [value("done", TensorProto.BOOL, ["B"])]
    place = g.op("Gather", c.positions, g.op("Expand", "step", c.batch))
    output, new, attention = _decoder_step(g, layers, c, "previous", place, cells)
    piece, probability, done = _choose(g, layers, c, output, "done")
    all_done = g.op("ReduceMin", g.op("Cast", done, to=TensorProto.INT32), axes=[0], keepdims=0)
    results = [("go_on", g.op("Not", g.op("Cast", all_done, to=TensorProto.BOOL)), TensorProto.BOOL, [])]
    results.append(("next", _embed(g, c.table, c.table_scale, piece), TensorProto.FLOAT, ["B", d]))
    results += [(f"new_{cell}", name, TensorProto.FLOAT, ["B", d]) for cell, name in zip(cells, new)]
    results.append(("now_done", done, TensorProto.BOOL, ["B"]))
    results += [("piece", piece, TensorProto.INT32, ["B"]), ("probability", probability, TensorProto.FLOAT, ["B"])]
    results.append(("attention", attention, TensorProto.FLOAT, ["B", "S"]))
    outputs = [value(g.output(source, name), kind, dims) for name, source, kind, dims in results]
    return helper.make_graph(g.nodes, "step", inputs, outputs)


def _embedding_inputs(g: Nodes, layers: _Layers, embeddings: Embeddings, file: ExternalFile) -> dict[str, str]:
    table = g.stored(file, "embedding.rows", embeddings.rows)
    row_scale = g.stored(file, "embedding.scale", embeddings.scale.astype(np.float32))
    bias = g.stored(file, "output.bias", embeddings.bias.astype(np.float32))
    return {
        "shortlist": "shortlist",
        "output_rows": g.op("Transpose", g.op("Gather", table, "shortlist"), perm=[1, 0]),
        "output_scale": g.op("Gather", row_scale, "shortlist"),
        "output_bias": g.op("Gather", bias, "shortlist"),
        "table": table,
        "table_scale": g.op("Mul", row_scale, g.constant(layers.shape.d**0.5, np.float32)),
    }


def build_graph(shape: Shape, weights, scales: dict[str, float], embeddings: Embeddings) -> Graph:
    """Weights as read by ``weights.read_quantised``, activation scales by name (calibrate.py), the rows of one pack."""
    g = Nodes("e")
    body, rows = ExternalFile(BODY_FILE), ExternalFile(EMBEDDINGS_FILE)
    layers = _Layers(shape, weights, scales, g, body)
    tables = _embedding_inputs(g, layers, embeddings, rows)
    half = layers.store("positions", position_table(shape.d).astype(np.float16))
    positions = g.op("Cast", half, to=TensorProto.FLOAT)

    sizes = g.op("Shape", "source")
    batch = g.op("Gather", sizes, g.constant([0], np.int64))
    length = g.op("Gather", sizes, g.constant([1], np.int64))
    places = g.op("Unsqueeze", g.op("Slice", positions, g.constant([0], np.int64), length), g.constant([0], np.int64))
    absent = g.op("Cast", g.op("Equal", "source", g.constant(PAD, np.int32)), to=TensorProto.FLOAT)
    mask = g.op("Unsqueeze", g.op("Mul", absent, g.constant(FAR_BELOW, np.float32)), g.constant([1, 2], np.int64))
    memory = _encoder(g, layers, _embed(g, tables["table"], tables["table_scale"], "source"), places, mask)
    captured = _Captured(_keys_values(g, layers, memory), mask, positions=positions, batch=batch, **tables)
    step = _loop_body(layers, g, captured)

    zeros = g.op("Expand", g.constant(0.0, np.float32), g.op("Concat", batch, g.constant([shape.d], np.int64), axis=0))
    nobody = g.op("Expand", g.constant(False, np.bool_), batch)
    steps = g.op("Min", "max_length", g.constant(POSITIONS, np.int64))
    states = [zeros] * (1 + shape.dec) + [nobody]
    results = g.op("Loop", steps, g.constant(True, np.bool_), *states, outputs=len(states) + 3, body=step)
    piece, probability, attention = results[-3:]
    g.output(piece, "target")
    g.output(g.op("Cast", g.op("ArgMax", attention, axis=-1, keepdims=0), to=TensorProto.INT32), "alignment")
    g.output(g.op("Log", probability), "score")
    return Graph(_serialise(g), body.content(), rows.content())


def _serialise(g: Nodes) -> bytes:
    value = helper.make_tensor_value_info
    inputs = [value("source", TensorProto.INT32, ["B", "S"]), value("shortlist", TensorProto.INT32, ["K"])]
    inputs.append(value("max_length", TensorProto.INT64, []))
    kinds = (("target", TensorProto.INT32), ("alignment", TensorProto.INT32), ("score", TensorProto.FLOAT))
    outputs = [value(name, kind, ["T", "B"]) for name, kind in kinds]
    graph = helper.make_graph(g.nodes, "parvis", inputs, outputs, g.initializers)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="parvis")
    return model.SerializeToString(deterministic=True)
