"""What a model folder says about itself (``config.json``, ``pieces.json`` and ``source_pieces.json``)."""

import json
import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

POSITIONS = 512
"""Rows of the position table: the longest source and the longest output, in pieces."""

MASKED = -1e4
"""Added to the attention scores of padded cells."""

ACTIVATION_ZERO = 128
"""Zero point of signed activations; those that pass a ReLU have 0."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the network: transformer encoder, SSRU decoder, one embedding table.

    ``norm``: "pre", layer normalisation before each block and at the top (ours), or "post", after each block (models from elsewhere).
    """

    vocab: int
    d: int
    ffn: int
    heads: int
    enc: int
    dec: int
    norm: str = "pre"

    @property
    def pre_norm(self) -> bool:
        return self.norm == "pre"

    @property
    def epsilon(self) -> float:
        """Of layer normalisation: that of the framework which trained the model (torch, Marian)."""
        return 1e-5 if self.pre_norm else 1e-6

    @property
    def encoder_norms(self) -> list[str]:
        """Layer normalisations of the encoder, in the order of their use."""
        return [f"enc.{i}.{n}" for i in range(self.enc) for n in ("n1", "n2")] + ["en"] * self.pre_norm

    @property
    def decoder_norms(self) -> list[str]:
        return [f"dec.{i}.{n}" for i in range(self.dec) for n in ("n0", "n1", "n2")] + ["dn"] * self.pre_norm

    @property
    def head_size(self) -> int:
        return self.d // self.heads


@dataclass(frozen=True)
class ModelFolder:
    """A trained joint model on disk: config.json, model*.N.safetensors, joint.model, pieces.json, source_pieces.json.

    ``pieces`` may come out in a language; ``source_pieces`` are too rare for that, but a text in the language may hold them.
    """

    path: Path
    shape: Shape
    tag_in_source: bool
    pieces: dict[str, list[int]]
    config: dict
    source_pieces: dict[str, list[int]] = field(default_factory=dict)

    @property
    def tokenizer(self) -> Path:
        """The SentencePiece model, beside the weights or (seed models) one folder up."""
        own = self.path / "joint.model"
        return own if own.exists() else self.path.parent / "joint.model"


def read_model_folder(path) -> ModelFolder:
    """Read the description of a model; the weights stay on disk (see weights.py)."""
    path = Path(path)
    config = json.loads((path / "config.json").read_text("utf8"))
    pieces = json.loads((path / "pieces.json").read_text("utf8"))
    sizes = {"norm": config.get("norm", "pre"), **config["model"]}
    shape = Shape(**{key: sizes[key] for key in Shape.__dataclass_fields__})
    rare = path / "source_pieces.json"
    sources = json.loads(rare.read_text("utf8")) if rare.exists() else {}
    return ModelFolder(path, shape, bool(config.get("tag_in_source", True)), pieces, config, sources)


def position_table(d: int) -> np.ndarray:
    """Sinusoidal positions float32 [POSITIONS, d]: sines, then cosines, frequencies from 1 down to 1e-4."""
    frequency = np.exp(-math.log(1e4) * np.arange(d // 2, dtype=np.float64) / (d // 2 - 1))
    angle = np.arange(POSITIONS, dtype=np.float64)[:, None] * frequency
    return np.concatenate([np.sin(angle), np.cos(angle)], axis=1).astype(np.float32)
