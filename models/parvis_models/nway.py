"""N-way shards: every row's text is stored once per language, as piece ids; pairs are made from them on the training device.

File = ``NWAY1\\n`` + one JSON line {langs, sources: [[name, tier, weight]...], vocab} + blocks (8-byte little-endian length, xz stream).
Block, uncompressed: uint32 rows n, entries m, pieces k; uint8 source[n], entries_per_row[n], lang[m], length[m]; uint16 pieces[k] (without eos).
A row's first entry is French when the row has French.
"""

import json
import lzma
import os
import struct
from concurrent.futures import ThreadPoolExecutor

import numpy as np

MAGIC = b"NWAY1\n"
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 2, "lp": 1, "pb": 1, "dict_size": 1 << 25}]


class Writer:
    """``add`` rows, then ``close``; writes ``<prefix>.<i>.nway``, each at most ``limit`` bytes."""

    def __init__(self, prefix, langs, sources, vocab, limit=55 << 20, block=4_000_000):
        self.prefix, self.limit, self.block = prefix, limit, block
        self.head = MAGIC + json.dumps({"langs": langs, "sources": sources, "vocab": vocab}).encode() + b"\n"
        self.files, self._file = [], None
        self._clear()

    def _clear(self):
        self._source, self._entries, self._lang, self._length = bytearray(), bytearray(), bytearray(), bytearray()
        self._pieces, self._count = [], 0

    def add(self, source: int, entries: list[tuple[int, list[int]]]):
        """source: index into ``sources``; entries: [(language index, piece ids)]."""
        self._source.append(source)
        self._entries.append(len(entries))
        for lang, ids in entries:
            self._lang.append(lang)
            self._length.append(len(ids))
            self._pieces.append(np.asarray(ids, np.uint16))
            self._count += len(ids)
        if self._count >= self.block:
            self._flush()

    def _flush(self):
        if not self._source:
            return
        head = struct.pack("<3I", len(self._source), len(self._lang), self._count)
        body = bytes(self._source + self._entries + self._lang + self._length) + np.concatenate(self._pieces).tobytes()
        packed = lzma.compress(head + body, format=lzma.FORMAT_XZ, filters=FILTERS)
        if self._file is None or self._file.tell() + 8 + len(packed) > self.limit:
            if self._file:
                self._file.close()
            self.files.append(f"{self.prefix}.{len(self.files)}.nway")
            self._file = open(self.files[-1], "wb")
            self._file.write(self.head)
        self._file.write(struct.pack("<Q", len(packed)) + packed)
        self._file.flush()
        self._clear()

    def close(self) -> list[str]:
        self._flush()
        if self._file:
            self._file.close()
        return self.files


def read(path):
    """-> (header, source[n], entries_per_row[n], lang[m], length[m], pieces[k]); lengths and pieces without eos."""
    raw = open(path, "rb").read()
    if raw[:6] != MAGIC:
        raise ValueError(f"{path}: not an N-way shard")
    end = raw.index(b"\n", 6)
    head, at, packed = json.loads(raw[6:end]), end + 1, []
    while at < len(raw):
        (n,) = struct.unpack("<Q", raw[at : at + 8])
        packed.append(raw[at + 8 : at + 8 + n])
        at += 8 + n
    with ThreadPoolExecutor(min(16, os.cpu_count() or 1)) as pool:
        blocks = list(pool.map(lzma.decompress, packed))
    columns = [[], [], [], [], []]
    for block in blocks:
        n, m, k = struct.unpack("<3I", block[:12])
        at = 12
        for column, (count, kind) in zip(columns, ((n, "u1"), (n, "u1"), (m, "u1"), (m, "u1"), (k, "<u2"))):
            column.append(np.frombuffer(block[at : at + count * int(kind[-1])], kind))
            at += count * int(kind[-1])
    return (head, *(np.concatenate(c) if c else np.zeros(0, np.uint8) for c in columns))
