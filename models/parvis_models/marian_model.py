"""Our network as a Marian model, and back.

What carries over exactly: the network (pre-norm transformer encoder, SSRU decoder, one embedding table, sinusoidal positions, a zero vector as the
decoder's first input), every float32 parameter, the static activation scales. What differs in Marian: the epsilon of layer normalisation is 1e-6
instead of 1e-5; int8 matrices have one multiplier each, ours one a row; signed activations end at -127 instead of -128; and those behind a ReLU use
half of the range, since Marian knows one kind of zero point.
"""

import json
from collections.abc import Mapping

import numpy as np

from .config import Shape
from .graph import activation_zero
from .marian_file import EMBEDDINGS, MarianFormatError, Quantised, quantise
from .marian_names import ALPHA, OUTPUT_ALPHAS, OUTPUT_BIAS, gates, norms, products
from .weights import Int8Matrix


def alpha(scale: float, name: str) -> float:
    """Our u8 scale -> Marian's multiplier: both end at the same largest value."""
    return 1 / scale if activation_zero(name) else 127 / (255 * scale)


def scale_of(multiplier: float, name: str) -> float:
    """The inverse of ``alpha``."""
    return 1 / multiplier if activation_zero(name) else 127 / (255 * multiplier)


def to_marian(shape: Shape, weights: Mapping[str, np.ndarray], scales: Mapping[str, float] | None) -> dict[str, np.ndarray | Quantised]:
    """Float32 weights -> Marian's parameters: int8 with alphas where activation ``scales`` are given, float32 without."""
    out: dict[str, np.ndarray | Quantised] = {}
    for product in products(shape):
        parts = np.split(weights[f"{product.name}.weight"], len(product.parts))
        out |= {name: np.ascontiguousarray(part.T) for name, part in zip(product.parts, parts)}
        if product.biases:
            biases = np.split(weights[f"{product.name}.bias"], len(product.biases))
            out |= {name: part[None] for name, part in zip(product.biases, biases)}
    for name, theirs in norms(shape).items():
        out |= {theirs.format("scale"): weights[f"{name}.weight"][None], theirs.format("bias"): weights[f"{name}.bias"][None]}
    out |= {theirs: weights[name][None] for name, theirs in gates(shape).items()}
    out[EMBEDDINGS], out[OUTPUT_BIAS] = weights["E.weight"], weights["bias"][None]
    if scales is None:
        return out
    alphas = {f"{part}{ALPHA}": alpha(scales[product.scale], product.scale) for product in products(shape) for part in product.parts}
    alphas |= dict.fromkeys(OUTPUT_ALPHAS, alpha(scales["logits"], "logits"))
    matrices = {part for product in products(shape) for part in product.parts} | {EMBEDDINGS}
    quantised = {name: quantise(tensor) if name in matrices else tensor for name, tensor in out.items()}
    return quantised | {name: np.array([value], np.float32) for name, value in alphas.items()}


def from_marian(shape: Shape, tensors: Mapping[str, np.ndarray | Quantised]) -> tuple[dict[str, Int8Matrix | np.ndarray], dict[str, float]]:
    """Marian's int8 parameters -> (weights as ``weights.read_quantised`` gives them, activation scales). Raises MarianFormatError."""
    weights: dict[str, Int8Matrix | np.ndarray] = {"E.weight": _matrix(tensors, EMBEDDINGS, (shape.d, shape.vocab))}
    scales: dict[str, float] = {}
    for product in products(shape):
        inputs = shape.ffn if product.name.endswith("ffn.down") else shape.d
        outputs = shape.ffn if product.name.endswith("ffn.up") else shape.d
        parts = [_matrix(tensors, name, (inputs, outputs)) for name in product.parts]
        weights[f"{product.name}.weight"] = Int8Matrix(np.concatenate([p.values for p in parts]), np.concatenate([p.scale for p in parts]))
        if product.biases:
            weights[f"{product.name}.bias"] = np.concatenate([_vector(tensors, name, outputs) for name in product.biases])
        # inputs that are one for us have one multiplier in Marian, or nearly: the widest range holds them all
        multiplier = min(_alpha(tensors, f"{name}{ALPHA}") for name in product.parts)
        scales[product.scale] = max(scales.get(product.scale, 0.0), scale_of(multiplier, product.scale))
    for name, theirs in norms(shape).items():
        weights[f"{name}.weight"] = _vector(tensors, theirs.format("scale"), shape.d)
        weights[f"{name}.bias"] = _vector(tensors, theirs.format("bias"), shape.d)
    weights |= {name: _vector(tensors, theirs, shape.d) for name, theirs in gates(shape).items()}
    weights["bias"] = _vector(tensors, OUTPUT_BIAS, shape.vocab)
    present = [name for name in reversed(OUTPUT_ALPHAS) if name in tensors]
    scales["logits"] = scale_of(_alpha(tensors, present[0] if present else OUTPUT_ALPHAS[0]), "logits")
    return weights, scales


def _tensor(tensors: Mapping, name: str):
    if name not in tensors:
        raise MarianFormatError(f"{name} is missing")
    return tensors[name]


def _matrix(tensors: Mapping, name: str, size: tuple[int, int]) -> Int8Matrix:
    """-> [outputs, inputs]; the embedding table [pieces, d], whose stored order is that already."""
    found = _tensor(tensors, name)
    if not isinstance(found, Quantised):
        found = quantise(found)
    values = found.values if name == EMBEDDINGS else found.values.T
    if values.shape != size[::-1]:
        raise MarianFormatError(f"{name}: {values.shape}, {size[::-1]} expected")
    return Int8Matrix(np.ascontiguousarray(values), np.full(len(values), 1 / found.multiplier, np.float32))


def _vector(tensors: Mapping, name: str, size: int) -> np.ndarray:
    found = _tensor(tensors, name)
    if isinstance(found, Quantised) or found.size != size:
        raise MarianFormatError(f"{name}: {size} float32 numbers expected")
    return found.reshape(-1).astype(np.float32)


def _alpha(tensors: Mapping, name: str) -> float:
    """A multiplier of activations: a float32, or one int8 with a multiplier of its own (models with two vocabularies)."""
    found = _tensor(tensors, name)
    value = float(found.dequantised().ravel()[0] if isinstance(found, Quantised) else found.ravel()[0])
    if not value > 0:
        raise MarianFormatError(f"{name}: {value}")
    return value


def model_config(shape: Shape) -> str:
    """The text of ``special:model.yml``: JSON is YAML."""
    options = {
        "type": "transformer",
        "dim-vocabs": [shape.vocab, shape.vocab],
        "dim-emb": shape.d,
        "dim-rnn": shape.d,
        "enc-depth": shape.enc,
        "dec-depth": shape.dec,
        "dec-cell": "ssru",
        "dec-cell-base-depth": 2,
        "dec-cell-high-depth": 1,
        "enc-cell": "gru",
        "enc-cell-depth": 1,
        "enc-type": "bidirectional",
        "layer-normalization": False,
        "right-left": False,
        "skip": False,
        "input-types": [],
        "lemma-dim-emb": 0,
        "tied-embeddings": False,
        "tied-embeddings-src": False,
        "tied-embeddings-all": True,
        "transformer-aan-activation": "swish",
        "transformer-aan-depth": 2,
        "transformer-aan-nogate": False,
        "transformer-decoder-autoreg": "rnn",
        "transformer-depth-scaling": False,
        "transformer-dim-aan": 2048,
        "transformer-dim-ffn": shape.ffn,
        "transformer-ffn-activation": "relu",
        "transformer-ffn-depth": 2,
        "transformer-guided-alignment-layer": "last",
        "transformer-heads": shape.heads,
        "transformer-no-projection": False,
        "transformer-pool": False,
        "transformer-preprocess": "n" if shape.pre_norm else "",
        "transformer-postprocess": "da" if shape.pre_norm else "dan",
        "transformer-postprocess-emb": "d",
        "transformer-postprocess-top": "n" if shape.pre_norm else "",
        "transformer-rnn-projection": False,
        "transformer-tied-layers": [],
        "transformer-train-position-embeddings": False,
        "transformer-train-positions": False,
        "ulr": False,
        "ulr-dim-emb": 0,
        "ulr-trainable-transformation": False,
        "version": "v1.9.0",
    }
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in options.items())


_NEEDED = {
    "type": "transformer",
    "transformer-decoder-autoreg": "rnn",
    "dec-cell": "ssru",
    "transformer-ffn-activation": "relu",
    "transformer-ffn-depth": "2",
    "tied-embeddings-all": "true",
}
_REFUSED = ("layer-normalization", "transformer-no-projection", "transformer-pool", "transformer-rnn-projection", "transformer-train-positions")


def read_shape(config: str, tensors: Mapping[str, np.ndarray | Quantised]) -> Shape:
    """Sizes and place of the normalisations, from ``special:model.yml``. Raises MarianFormatError for what our graph cannot express."""
    lines = (line.partition(":") for line in config.splitlines() if line[:1].isalpha())
    options = {key.strip(): value.strip().strip("\"'") for key, _, value in lines}
    for key, wanted in _NEEDED.items():
        if options.get(key) != wanted:
            raise MarianFormatError(f"{key} is {options.get(key)!r}, {wanted!r} can be converted")
    for key in _REFUSED:
        if options.get(key, "false") != "false":
            raise MarianFormatError(f"{key} is {options[key]!r}")
    places = tuple(options.get(f"transformer-{key}", "").replace("d", "") for key in ("preprocess", "postprocess", "postprocess-top"))
    norm = {("n", "a", "n"): "pre", ("", "an", ""): "post"}.get(places)
    if norm is None:
        raise MarianFormatError(f"pre- and postprocessing {places}")
    try:
        d, ffn, heads, enc, dec = (int(options[key]) for key in ("dim-emb", "transformer-dim-ffn", "transformer-heads", "enc-depth", "dec-depth"))
    except (KeyError, ValueError) as error:
        raise MarianFormatError(f"special:model.yml: {error}") from None
    if d < 8 or heads < 1 or d % (2 * heads) or min(ffn, enc, dec) < 1:
        raise MarianFormatError(f"sizes {d}, {ffn}, {heads}, {enc}, {dec}")
    table = _tensor(tensors, EMBEDDINGS)
    return Shape(len(table.values if isinstance(table, Quantised) else table), d, ffn, heads, enc, dec, norm)
