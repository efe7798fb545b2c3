"""The encoder file of the intent classifier; its layout stands in core/include/parvis/intent.h."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MAGIC = b"PVI1"
HALF = 8  # 4-bit values are stored with this added


@dataclass
class Encoder:
    """Learned vectors, in ascending order of their keys."""

    version: str
    keys: np.ndarray  # [features], top 32 bits
    vectors: np.ndarray  # [features, dimensions]
    classes: list[str]
    weights: np.ndarray  # [classes, dimensions]
    biases: np.ndarray  # [classes]
    scale: float
    custom_scale: float
    custom_bias: float


def steps_of(vectors: np.ndarray) -> np.ndarray:
    """The exponent of each row's step size, as the file keeps it."""
    largest = np.maximum(np.abs(vectors).max(1) / (HALF - 1), 1e-9)
    return np.clip(np.ceil(np.log2(largest) * 16 + 200), 0, 255).astype(np.uint8)


def rounded(vectors: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Values between -8 and 7."""
    size = np.exp2((steps.astype(np.float32) - 200) / 16)
    return np.clip(np.round(vectors / size[:, None]), -HALF, HALF - 1).astype(np.int8)


def write(encoder: Encoder, path: Path) -> None:
    steps = steps_of(encoder.vectors)
    values = (rounded(encoder.vectors, steps) + HALF).astype(np.uint8)
    header = {
        "version": encoder.version,
        "dimensions": int(encoder.vectors.shape[1]),
        "features": len(encoder.keys),
        "scale": encoder.scale,
        "custom": {"scale": encoder.custom_scale, "bias": encoder.custom_bias},
        "classes": encoder.classes,
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    classes = np.concatenate([encoder.biases[:, None], encoder.weights], axis=1)
    path.write_bytes(
        MAGIC
        + struct.pack("<I", len(text))
        + text
        + encoder.keys.astype("<u4").tobytes()
        + steps.tobytes()
        + (values[:, 0::2] | values[:, 1::2] << 4).tobytes()
        + classes.astype("<f4").tobytes()
    )


def read(path: Path) -> Encoder:
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ValueError(f"{path}: not an intent encoder")
    (size,) = struct.unpack_from("<I", data, 4)
    header = json.loads(data[8 : 8 + size])
    count, width, at = header["features"], header["dimensions"], 8 + size
    keys = np.frombuffer(data, "<u4", count, at)
    steps = np.frombuffer(data, np.uint8, count, at + 4 * count)
    packed = np.frombuffer(data, np.uint8, count * width // 2, at + 5 * count).reshape(count, width // 2)
    values = np.stack([packed & 15, packed >> 4], axis=2).reshape(count, width).astype(np.int8) - HALF
    tail = at + 5 * count + packed.size
    classes = np.frombuffer(data, "<f4", len(header["classes"]) * (width + 1), tail).reshape(-1, width + 1)
    return Encoder(
        version=header["version"],
        keys=keys.copy(),
        vectors=values * np.exp2((steps.astype(np.float32) - 200) / 16)[:, None],
        classes=header["classes"],
        weights=classes[:, 1:].copy(),
        biases=classes[:, 0].copy(),
        scale=header["scale"],
        custom_scale=header["custom"]["scale"],
        custom_bias=header["custom"]["bias"],
    )
