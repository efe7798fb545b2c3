"""The model file of the French analyser (french.bin), which core/src/french_model.cpp reads.

'PVFR', version, SHA-256 of the rest; then tables, lexicon and three models. Numbers are little-endian.
"""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import numpy as np

from .french_corpus import UPOS
from .french_features import Hasher, text_hash
from .french_lexicon import Automaton
from .french_parser import Parser
from .french_perceptron import Quantised
from .french_tagger import Tables, Taggers

MAGIC = b"PVFR"
VERSION = 1
SET_MARK = 1  # between a form and the two bytes of its set in the automaton


def _model(hasher: Hasher, model: Quantised, scale: float) -> bytes:
    """Bits, classes, templates, scale of margins; a bit for each row that has weights, their numbers, and all classes and weights in order of rows."""
    rows, classes = np.nonzero(model.weights)
    counts = np.bincount(rows, minlength=model.weights.shape[0])
    head = struct.pack("<BBBfI", hasher.bits, model.weights.shape[1], len(hasher.templates), scale, len(rows))
    used = np.packbits(counts > 0, bitorder="little")
    parts = [hasher.templates, used, counts[counts > 0].astype(np.uint8), classes.astype(np.uint8), model.weights[rows, classes]]
    return head + b"".join(part.tobytes() for part in parts)


def _tables(tables: Tables) -> bytes:
    parts = [struct.pack("<B", len(tables.tags))]
    parts += [struct.pack("<BB", UPOS.index(upos), contraction) for upos, contraction in tables.tags]
    parts.append(struct.pack("<B", len(tables.morphologies)))
    parts += [bytes(m) for m in tables.morphologies]
    parts.append(struct.pack("<H", len(tables.scripts)))
    for strip, text in tables.scripts:
        data = text.encode()
        parts.append(struct.pack("<BB", strip, len(data)) + data)
    parts.append(struct.pack("<H", len(tables.sets)))
    for rows in tables.sets:
        parts.append(struct.pack("<B", len(rows)))
        parts += [struct.pack("<BBH", *row) for row in rows]
    parts.append(struct.pack("<H", len(tables.suffixes)))
    hashes = sorted((text_hash(upos + " " + ending), script) for (upos, ending), script in tables.suffixes.items())
    parts += [struct.pack("<IH", *row) for row in hashes]
    return b"".join(parts)


def _lexicon(tables: Tables) -> bytes:
    automaton = Automaton(form.encode() + bytes([SET_MARK]) + struct.pack("<H", number) for form, number in tables.forms.items())
    arcs = automaton.arcs()
    labels = bytes(byte for byte, _, _ in arcs)
    targets = np.array([target << 1 | last for _, target, last in arcs], dtype=np.uint32)
    planes = targets.view(np.uint8).reshape(-1, 4)
    return struct.pack("<I", len(arcs)) + labels + b"".join(planes[:, i].tobytes() for i in range(3))


def write(path: Path, tables: Tables, taggers: Taggers, parser: Parser, margin_scale: float) -> None:
    """Writes the file. All models have to be quantised."""
    classes = b"".join(struct.pack("<BB", *c) for c in parser.classes)
    body = b"".join([
        _tables(tables),
        _lexicon(tables),
        _model(taggers.tag_hasher, taggers.tag_model, 1.0),
        _model(taggers.morphology_hasher, taggers.morphology_model, 1.0),
        _model(parser.hasher, parser.model, margin_scale),
        classes,
    ])  # fmt: skip
    path.write_bytes(MAGIC + struct.pack("<I", VERSION) + hashlib.sha256(body).digest() + body)
