"""Fresh parameters of a model, under the names that weights files use."""

import numpy as np

from .config import Shape


def matrix_sizes(shape: Shape) -> dict[str, tuple[int, int]]:
    """{layer: (rows, columns)} of every matrix; the embedding is ``E``."""
    d, f = shape.d, shape.ffn
    ffn = {"ffn.up": (f, d), "ffn.down": (d, f)}
    encoder = {"qkv": (3 * d, d), "o": (d, d), **ffn}
    decoder = {"ssru": (2 * d, d), "q": (d, d), "kv": (2 * d, d), "o": (d, d), **ffn}
    out = {"E": (shape.vocab, d)}
    out |= {f"enc.{i}.{name}": size for i in range(shape.enc) for name, size in encoder.items()}
    return out | {f"dec.{i}.{name}": size for i in range(shape.dec) for name, size in decoder.items()}


def random_tensors(shape: Shape, seed: int) -> dict[str, np.ndarray]:
    """Normal matrices scaled by their width, zero biases, unit norms, forget gates that start open."""
    rng = np.random.default_rng(seed)
    d = shape.d
    norms = ["en", "dn", *(f"enc.{i}.n{k}" for i in range(shape.enc) for k in (1, 2)), *(f"dec.{i}.n{k}" for i in range(shape.dec) for k in (0, 1, 2))]
    out = {}
    for name, size in matrix_sizes(shape).items():
        out[f"{name}.weight"] = (rng.standard_normal(size) / np.sqrt(d if name == "E" else size[1])).astype(np.float32)
        if name != "E" and not name.endswith("ssru"):
            out[f"{name}.bias"] = np.zeros(size[0], np.float32)
    out["bias"] = np.zeros(shape.vocab, np.float32)
    out |= {f"{name}.weight": np.ones(d, np.float32) for name in norms} | {f"{name}.bias": np.zeros(d, np.float32) for name in norms}
    return out | {f"dec.{i}.bf": np.ones(d, np.float32) for i in range(shape.dec)}
