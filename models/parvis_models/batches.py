"""N-way shards -> packed training batches.

A pair is a line of seven numbers: where its source and target texts lie (offset, length, end mark included) and the tag piece that opens the source.
Pairs are packed next-fit: several sentences share a row of ``cells`` source and as many target cells.
"""

from bisect import bisect_right
from queue import Queue
from threading import Thread

import numpy as np
import torch

from .nway import read
from .text import HUB, PAD

SOURCE_AT, SOURCE_LENGTH, TARGET_AT, TARGET_LENGTH, TAG = range(5)


class Corpus:
    """All texts of some shards in one tensor on the training device, and by language the pairs with French.

    lists: {language: pieces that may come out}; pairs whose target leaves its list are never drawn. weight(source, tier, default) -> sampling weight.
    """

    def __init__(self, files, lists, weight, device, cells):
        pieces, base, entries = [np.zeros(1, np.int32)], 1, 0
        columns = {name: [] for name in ("at", "length", "language", "first", "weight")}
        self.languages = None
        for path in files:
            head, source, per_row, language, length, ids = read(path)
            self.languages = self.languages or head["langs"]
            if head["langs"] != self.languages:
                raise ValueError(f"{path}: other languages than the shards before it")
            length = length.astype(np.int32)
            at = np.cumsum(length + 1, dtype=np.int64) - (length + 1)  # every text is followed by its end mark, 0
            texts = np.zeros(len(ids) + len(length), np.int32)
            texts[np.arange(len(ids), dtype=np.int64) + np.repeat(np.arange(len(length)), length)] = ids
            of_source = np.array([weight(*x) for x in head["sources"]], np.float32)
            first = np.cumsum(per_row, dtype=np.int64) - per_row
            for name, column in (
                ("at", at + base),
                ("length", length + 1),
                ("language", language),
                ("first", np.repeat(first, per_row) + entries),
                ("weight", np.repeat(of_source[source], per_row)),
            ):
                columns[name].append(column)
            pieces.append(texts)
            base, entries = base + len(texts), entries + len(length)
        pieces = np.concatenate(pieces)
        at, length, language, first, weights = (np.concatenate(columns[name]) for name in columns)
        listed = np.zeros((len(self.languages), 1 << 16), bool)
        for i, name in enumerate(self.languages):
            listed[i, lists.get(name, [])] = True
        allowed = np.logical_and.reduceat(listed[np.repeat(language, length), pieces[1:]], at - 1)
        self.pieces = torch.from_numpy(pieces).to(device)
        self.pairs = {}
        for i, name in enumerate(self.languages):
            mine = np.flatnonzero((language == i) & (language[first] == 0) & (length < cells) & (length[first] < cells))
            if name != HUB and len(mine):
                hub = first[mine]
                self.pairs[name] = {"x": (at[mine], length[mine], allowed[mine]), HUB: (at[hub], length[hub], allowed[hub]), "weight": weights[mine]}

    def direction(self, language, into_hub, tag):
        """-> (pairs int64 [5, n], weights [n]) of one direction. The tag takes the cell before the text."""
        p = self.pairs[language]
        source, target = (p["x"], p[HUB]) if into_hub else (p[HUB], p["x"])
        table = np.stack((source[0] - 1, source[1] + 1, target[0], target[1], np.full(len(source[0]), tag)))
        return table.astype(np.int64), p["weight"] * target[2]


def pack(pairs, cells, rng=None):
    """pairs [5, n] -> (table [8, n]: row, source cell, target cell, segment number of the row, then the first four of pairs and the tag; rows).

    With ``rng`` the rows are shuffled and the last, unfilled one is dropped.
    """
    source, target = (np.concatenate(([0], np.cumsum(pairs[i]))) for i in (SOURCE_LENGTH, TARGET_LENGTH))
    s, t, n = source.tolist(), target.tolist(), pairs.shape[1]
    cuts = [0]
    while cuts[-1] < n:
        i = cuts[-1]
        cuts.append(min(bisect_right(s, s[i] + cells, i), bisect_right(t, t[i] + cells, i)) - 1)
    if rng is not None and len(cuts) > 2:
        cuts.pop()
    rows, n = len(cuts) - 1, cuts[-1]
    cuts = np.array(cuts)
    row = np.repeat(np.arange(rows), np.diff(cuts))
    begin = cuts[row]
    place = np.stack((row, source[:n] - source[begin], target[:n] - target[begin], np.arange(n) - begin + 1))
    table = np.concatenate((place, pairs[:, :n]))
    if rng is not None:
        table[0] = rng.permutation(rows)[row]
        table = table[:, np.argsort(table[0], kind="stable")]
    return table, rows


class Stream:
    """Endless packed rows for one target language; ``parts`` [(share, pairs, weights)], one for each source language."""

    def __init__(self, key, target, parts, cells, rng):
        self.key, self.target, self.cells, self.rng = key, target, cells, rng
        self.parts = [(share, pairs, np.cumsum(w, dtype=np.float64) / w.sum(dtype=np.float64)) for share, pairs, w in parts]
        self.mean = sum(q * float((np.maximum(p[1], p[3]) * w).sum() / w.sum()) for q, p, w in parts) / sum(q for q, _, _ in parts)
        self.rows = self.at = 0

    def _refill(self, rows):
        total = sum(share for share, _, _ in self.parts)
        wanted = int(rows * self.cells / self.mean) + 8
        drawn = []
        for share, pairs, cumulated in self.parts:
            n = int(share / total * wanted + self.rng.random())
            drawn.append(pairs[:, np.minimum(np.searchsorted(cumulated, self.rng.random(n)), len(cumulated) - 1)])
        pairs = np.concatenate(drawn, 1)
        longest = np.maximum(pairs[SOURCE_LENGTH], pairs[TARGET_LENGTH])
        pairs = pairs[:, np.argsort(longest + 6 * self.rng.random(len(longest)))]  # like lengths share a row: less waste
        self.table, self.rows = pack(pairs, self.cells, self.rng)
        self.at, self.cut = 0, np.searchsorted(self.table[0], np.arange(self.rows + 1))

    def take(self, count, first_row):
        """-> tables of ``count`` rows, numbered from ``first_row``."""
        out = []
        while count:
            if self.at == self.rows:
                self._refill(max(256, 4 * count))
            n = min(count, self.rows - self.at)
            table = self.table[:, self.cut[self.at] : self.cut[self.at + n]].copy()
            table[0] += first_row - self.at
            out.append(table)
            self.at, first_row, count = self.at + n, first_row + n, count - n
        return out


def streams(corpus, tags, temperature, cells, rng):
    """-> [(probability, Stream)]: half into French, half out of it; languages with p ~ (weighted pairs)^(1/temperature)."""
    out = []
    for into_hub in (True, False):
        sides = {name: corpus.direction(name, into_hub, tags[HUB if into_hub else name]) for name in corpus.pairs}
        share = {name: float(w.sum()) ** (1 / temperature) for name, (_, w) in sides.items() if w.sum() > 0}
        total = sum(share.values())
        if into_hub:
            out.append((0.5, Stream(f"xx-{HUB}", HUB, [(share[name] / total, *sides[name]) for name in share], cells, rng)))
        else:
            out += [(0.5 * share[name] / total, Stream(f"{HUB}-{name}", name, [(1.0, *sides[name])], cells, rng)) for name in share]
    return out


class Feed(Thread):
    """Draws batches ahead of the training step. ``get`` -> (table tensor, groups)."""

    def __init__(self, all_streams, rows, rng, quantum=4):
        super().__init__(daemon=True)
        self.streams, self.rows, self.rng, self.quantum, self.queue = all_streams, rows, rng, min(quantum, rows), Queue(4)

    def draw(self):
        p = np.array([x for x, _ in self.streams])
        counts = self.rng.multinomial(self.rows // self.quantum, p / p.sum()) * self.quantum
        counts[counts.argmax()] += self.rows - counts.sum()
        row, tables, groups = 0, [], []
        for n, (_, stream) in zip(counts.tolist(), self.streams):
            if n:
                tables += stream.take(n, row)
                groups.append((stream.key, stream.target, row, row + n))
                row += n
        return torch.from_numpy(np.concatenate(tables, 1)), groups

    def run(self):
        try:
            while True:
                self.queue.put(self.draw())
        except Exception as error:  # handed to the trainer, which raises it
            self.queue.put(error)

    def get(self):
        batch = self.queue.get()
        if isinstance(batch, Exception):
            raise batch
        return batch


def assemble(pieces, table, rows, cells):
    """Expands a table on its device. -> source, target int64 [rows, cells], their segment numbers int32."""
    row, source_cell, target_cell, segment, source_at, source_length, target_at, target_length, tag = table
    pair = torch.arange(table.shape[1], device=table.device)

    def place(at, length, cell):
        total = int(length.sum())
        i = torch.repeat_interleave(pair, length, output_size=total)
        within = torch.arange(total, device=table.device) - (torch.cumsum(length, 0) - length)[i]
        to = (row * cells + cell)[i] + within
        ids = torch.full((rows * cells,), PAD, device=table.device, dtype=torch.int64)
        segments = torch.zeros(rows * cells, device=table.device, dtype=torch.int32)
        ids[to], segments[to] = pieces[at[i] + within].long(), segment[i].int()
        return ids, segments

    source, source_segments = place(source_at, source_length, source_cell)
    target, target_segments = place(target_at, target_length, target_cell)
    source[row * cells + source_cell] = tag
    return tuple(x.view(rows, cells) for x in (source, target, source_segments, target_segments))
