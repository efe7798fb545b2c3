"""Marian's binary files: the model format (items), version 1, and the binary lexical shortlist.

Layout of a model, all little endian: u64 version, u64 number of items; for each item u64 length of the name with its zero byte, u64 type, u64 number
of dimensions, u64 bytes of data; the names; the dimensions (i32); u64 padding and that many bytes; the data, each item's own a multiple of 256 bytes.
A matrix of type ``INTGEMM8`` is int8 [outputs, inputs] under the shape [inputs, outputs] and ends with a float32 multiplier: value = int8 / multiplier.
The embedding table alone is not transposed. Source: marian-dev, src/common/binary.cpp, src/tensors/cpu/expression_graph_packable.h (browsermt).

Layout of a shortlist: u64 magic, checksum, first, best, number of offsets, number of ids; u64 offsets (one a source piece, and the end); u32 target
pieces, ascending for each source piece. Source: marian-dev, src/data/shortlist.cpp.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

VERSION = 1
INT8, FLOAT32, INTGEMM8 = 0x0101, 0x0404, 0x4101
MODEL_CONFIG = "special:model.yml"
EMBEDDINGS = "Wemb"
ALIGNMENT = 256
SHORTLIST_MAGIC = 0xF11A48D5013417F5
_MOST_ITEMS, _LONGEST_NAME, _MOST_DIMENSIONS = 100_000, 4096, 8
_WORD = (1 << 64) - 1


class MarianFormatError(ValueError):
    """The file is not what Marian would have written."""


@dataclass(frozen=True)
class Quantised:
    """int8 ``values`` [rows, columns] in the order of the name's shape (inputs by outputs); value = values / multiplier."""

    values: np.ndarray
    multiplier: float

    def dequantised(self) -> np.ndarray:
        return self.values.astype(np.float32) / np.float32(self.multiplier)


def quantise(matrix: np.ndarray) -> Quantised:
    """One multiplier for the whole matrix, as marian-conv chooses it."""
    multiplier = np.float32(127) / max(np.float32(np.abs(matrix).max()), np.float32(1e-30))
    return Quantised(np.clip(np.rint(matrix * multiplier), -127, 127).astype(np.int8), float(multiplier))


def _transposed(name: str) -> bool:
    return EMBEDDINGS not in name


def write_model(tensors: Mapping[str, np.ndarray | Quantised], config: str) -> bytes:
    """Float arrays, int8 matrices and the text of ``special:model.yml`` -> the file."""
    items: list[tuple[str, int, tuple[int, ...], bytes]] = []
    for name in sorted(tensors):
        tensor = tensors[name]
        if isinstance(tensor, Quantised):
            stored = tensor.values.T if _transposed(name) else tensor.values
            raw, kind, shape = np.ascontiguousarray(stored).tobytes() + struct.pack("<f", tensor.multiplier), INTGEMM8, tensor.values.shape
        else:
            array = np.ascontiguousarray(tensor, "<f4")
            raw, kind, shape = array.tobytes(), FLOAT32, array.shape
        items.append((name, kind, shape, raw + b"\0" * (-len(raw) % ALIGNMENT)))
    text = config.encode("utf8") + b"\0"
    items.append((MODEL_CONFIG, INT8, (len(text),), text))
    out = [struct.pack("<QQ", VERSION, len(items))]
    out += [struct.pack("<4Q", len(name.encode()) + 1, kind, len(shape), len(raw)) for name, kind, shape, raw in items]
    out += [name.encode() + b"\0" for name, *_ in items]
    out += [struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items]
    head = b"".join(out)
    padding = (-len(head) - 8) % ALIGNMENT or ALIGNMENT
    return b"".join([head, struct.pack("<Q", padding), b"\0" * padding, *(raw for *_, raw in items)])


class _Cursor:
    def __init__(self, raw: bytes):
        self.raw, self.at = raw, 0

    def take(self, size: int, what: str) -> bytes:
        if size < 0 or size > len(self.raw) - self.at:
            raise MarianFormatError(f"the file ends within {what}")
        self.at += size
        return self.raw[self.at - size : self.at]

    def words(self, count: int, what: str) -> tuple[int, ...]:
        return struct.unpack(f"<{count}Q", self.take(8 * count, what))


def read_model(raw: bytes) -> tuple[dict[str, np.ndarray | Quantised], str]:
    """A model file -> (tensors by name, text of ``special:model.yml``, empty where there is none). Raises MarianFormatError."""
    cursor = _Cursor(raw)
    version, count = cursor.words(2, "the header")
    if version != VERSION:
        raise MarianFormatError(f"version {version} of the binary format, {VERSION} is known: is this a Marian model?")
    if count > _MOST_ITEMS:
        raise MarianFormatError(f"{count} items")
    headers = [cursor.words(4, "the item headers") for _ in range(count)]
    names = [_name(cursor.take(min(header[0], _LONGEST_NAME + 1), "the names")) for header in headers]
    if len(set(names)) != len(names):
        raise MarianFormatError("two items have one name")
    shapes = []
    for name, (_, _, dimensions, _) in zip(names, headers):
        if dimensions > _MOST_DIMENSIONS:
            raise MarianFormatError(f"{name}: {dimensions} dimensions")
        shape = struct.unpack(f"<{dimensions}i", cursor.take(4 * dimensions, "the shapes"))
        if min(shape, default=1) < 0:
            raise MarianFormatError(f"{name}: shape {shape}")
        shapes.append(shape)
    cursor.take(cursor.words(1, "the padding")[0], "the padding")
    tensors: dict[str, np.ndarray | Quantised] = {}
    config = ""
    for name, (_, kind, _, size), shape in zip(names, headers, shapes):
        data = cursor.take(size, f"the data of {name}")
        if name == MODEL_CONFIG:
            config = data.rstrip(b"\0").decode("utf8", "replace")
        else:
            tensors[name] = _tensor(name, kind, shape, data)
    return tensors, config


def _name(raw: bytes) -> str:
    if not raw.endswith(b"\0") or len(raw) > _LONGEST_NAME:
        raise MarianFormatError("an item's name has no end")
    try:
        return raw[:-1].decode("ascii")
    except UnicodeDecodeError:
        raise MarianFormatError("an item's name is not ASCII") from None


def _tensor(name: str, kind: int, shape: tuple[int, ...], data: bytes) -> np.ndarray | Quantised:
    elements = int(np.prod(shape, dtype=np.int64))
    needed = {FLOAT32: 4 * elements, INTGEMM8: elements + 4}.get(kind)
    if needed is None:
        raise MarianFormatError(f"{name}: type 0x{kind:x}; float32 and intgemm8 can be read")
    if len(data) < needed:
        raise MarianFormatError(f"{name}: {len(data)} bytes for shape {shape}")
    if kind == FLOAT32:
        array = np.frombuffer(data, "<f4", elements).reshape(shape)
        if not np.isfinite(array).all():
            raise MarianFormatError(f"{name}: a value is not finite")
        return array
    multiplier = struct.unpack_from("<f", data, elements)[0]
    if not (np.isfinite(multiplier) and multiplier > 0):
        raise MarianFormatError(f"{name}: multiplier {multiplier}")
    if len(shape) != 2:
        shape = (1, elements)
    values = np.frombuffer(data, np.int8, elements)
    return Quantised(values.reshape(shape[::-1]).T if _transposed(name) else values.reshape(shape), multiplier)


def _checksum(raw: bytes) -> int:
    """Of whole 64-bit words: hashMem of marian-dev, src/common/hash.h, as a 64-bit machine computes it."""
    seed = 0
    for word in np.frombuffer(raw, "<u8", len(raw) // 8).tolist():
        seed ^= (word + 0x9E3779B9 + (seed << 6) + (seed >> 2)) & _WORD
    return seed


def write_shortlist(lists: Mapping[int, Sequence[int]], source_pieces: int, first: int = 0) -> bytes:
    """{source piece: target pieces that it allows} -> the file. Pieces below ``first`` are always allowed."""
    ids = [sorted(lists.get(piece, ())) for piece in range(source_pieces)]
    offsets = np.concatenate([[0], np.cumsum([len(one) for one in ids])]).astype("<u8")
    flat = np.array([piece for one in ids for piece in one], "<u4")
    rest = struct.pack("<4Q", first, max(map(len, ids), default=0), len(offsets), len(flat)) + offsets.tobytes() + flat.tobytes()
    return struct.pack("<2Q", SHORTLIST_MAGIC, _checksum(rest)) + rest


@dataclass(frozen=True)
class Shortlist:
    """``first`` pieces are always allowed, ``lists`` what each source piece adds."""

    first: int
    lists: list[np.ndarray]

    def union(self) -> np.ndarray:
        """Every target piece that can come out, ascending."""
        return np.unique(np.concatenate([np.arange(self.first, dtype=np.int64), *self.lists]))


def read_shortlist(raw: bytes) -> Shortlist:
    """The inverse of ``write_shortlist``. Raises MarianFormatError."""
    cursor = _Cursor(raw)
    magic, checksum, first, _, offset_count, id_count = cursor.words(6, "the header")
    if magic != SHORTLIST_MAGIC:
        raise MarianFormatError("not a binary shortlist")
    if _checksum(raw[16:]) != checksum:
        raise MarianFormatError("the checksum of the shortlist does not match")
    offsets = np.frombuffer(cursor.take(8 * offset_count, "the offsets"), "<u8").astype(np.int64)
    ids = np.frombuffer(cursor.take(4 * id_count, "the ids"), "<u4").astype(np.int64)
    if len(offsets) == 0 or offsets[0] != 0 or offsets[-1] != id_count or (np.diff(offsets) < 0).any():
        raise MarianFormatError("the offsets of the shortlist are out of order")
    return Shortlist(first, np.split(ids, offsets[1:-1]))
