"""Weight files: safetensors, each at most 15 MiB, matrices as int8 with one float16 scale a row.

A matrix ``name`` [rows, columns] is stored as int8 ``name`` and float16 ``name#scale`` [rows]; its value is ``int8 * scale[:, None]``.
Vectors are float16. A tensor that does not fit in what is left of a file goes on in the next one, cut by rows: ``name@0``, ``name@1``, ...
Files are ``<prefix>.<number>.safetensors``, int8 ones gzipped (``.safetensors.gz``: they travel with the repository, and an eighth of them is air).
Unquantised float16 matrices are read as well.
"""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
from safetensors.numpy import load, save

FILE_LIMIT = 15 << 20
_HEADER = 65536
_SMALLEST_CUT = 64  # rows: a shorter beginning is not worth a cut


@dataclass(frozen=True)
class Int8Matrix:
    """``values`` int8 [rows, columns] times ``scale`` float32 [rows]."""

    values: np.ndarray
    scale: np.ndarray

    def dequantised(self) -> np.ndarray:
        return self.values.astype(np.float32) * self.scale[:, None]


def quantise(matrix: np.ndarray) -> Int8Matrix:
    """Symmetric int8, one scale a row. The scale is rounded to float16 first, so that storing it loses nothing."""
    matrix = np.asarray(matrix, np.float32)
    scale = np.maximum(np.abs(matrix).max(axis=1) / 127, 6e-5).astype(np.float16).astype(np.float32)
    return Int8Matrix(np.clip(np.rint(matrix / scale[:, None]), -127, 127).astype(np.int8), scale)


def write_int8(tensors: dict[str, np.ndarray | Int8Matrix], prefix) -> list[Path]:
    """Write matrices as int8 (those of floats are quantised), vectors as float16. -> the files."""
    arrays = []
    for name, tensor in tensors.items():
        if isinstance(tensor, np.ndarray) and tensor.ndim < 2:
            arrays.append((name, tensor.astype(np.float16)))
        else:
            matrix = tensor if isinstance(tensor, Int8Matrix) else quantise(tensor)
            arrays += [(name, matrix.values), (f"{name}#scale", matrix.scale.astype(np.float16))]
    return _write(arrays, prefix, gzipped=True)


def write_float16(tensors: dict[str, np.ndarray], prefix) -> list[Path]:
    """Write every tensor as float16. -> the files."""
    return _write([(name, tensor.astype(np.float16)) for name, tensor in tensors.items()], prefix)


def _write(arrays, prefix, gzipped=False) -> list[Path]:
    files: list[dict[str, np.ndarray]] = [{}]
    free = FILE_LIMIT - _HEADER
    for name, array in arrays:
        row_bytes = array.nbytes // len(array)
        at = cut = 0
        while at < len(array):
            rows = min(len(array) - at, free // row_bytes)
            if rows < min(len(array) - at, _SMALLEST_CUT):
                files.append({})
                free = FILE_LIMIT - _HEADER
                continue
            key = name if rows == len(array) else f"{name}@{cut}"
            files[-1][key] = np.ascontiguousarray(array[at : at + rows])
            free -= rows * row_bytes
            at, cut = at + rows, cut + 1
    paths = [Path(f"{prefix}.{i}.safetensors{'.gz' if gzipped else ''}") for i in range(len(files))]
    for path, content in zip(paths, files):
        data = save(content)
        path.write_bytes(gzip.compress(data, 9, mtime=0) if gzipped else data)
    return paths


def _stored(prefix) -> Iterator[bytes]:
    """The contents of the files of a prefix, in order."""
    for number in count():
        plain, zipped = (Path(f"{prefix}.{number}.safetensors{suffix}") for suffix in ("", ".gz"))
        if zipped.exists():
            yield gzip.decompress(zipped.read_bytes())
        elif plain.exists():
            yield plain.read_bytes()
        elif number == 0:
            raise FileNotFoundError(plain)
        else:
            return


def digest(prefix) -> str:
    """Says which weights these are."""
    hashed = hashlib.sha256()
    for data in _stored(prefix):
        hashed.update(data)
    return hashed.hexdigest()[:16]


def read(prefix) -> dict[str, Int8Matrix | np.ndarray]:
    """-> matrices as stored (``Int8Matrix``) or float32, vectors float32."""
    parts: dict[str, dict[int, np.ndarray]] = {}
    for data in _stored(prefix):
        for key, array in load(data).items():
            name, _, cut = key.partition("@")
            parts.setdefault(name, {})[int(cut or 0)] = array
    whole = {name: np.concatenate([cuts[i] for i in sorted(cuts)]) for name, cuts in parts.items()}
    out: dict[str, Int8Matrix | np.ndarray] = {}
    for name, array in whole.items():
        if name.endswith("#scale"):
            continue
        scale = whole.get(f"{name}#scale")
        out[name] = array.astype(np.float32) if scale is None else Int8Matrix(array, scale.astype(np.float32))
    return out


def read_quantised(prefix) -> dict[str, Int8Matrix | np.ndarray]:
    """The same with every matrix int8 (float16 files are quantised on the way)."""
    return {k: quantise(v) if isinstance(v, np.ndarray) and v.ndim == 2 else v for k, v in read(prefix).items()}


def read_float32(prefix) -> dict[str, np.ndarray]:
    """The same with every matrix dequantised."""
    return {k: v.dequantised() if isinstance(v, Int8Matrix) else v for k, v in read(prefix).items()}
