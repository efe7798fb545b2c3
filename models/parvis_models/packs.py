"""Packs: the files a browser loads, cut from a joint model.

``body-<version>/``  what all languages share: body.bin (int8 weights), tokenizer.model
``fr-<xx>-<version>/``  graph.onnx, embeddings.bin (rows of the pieces of French and xx), pieces.bin (which pieces these are)
``index.json`` lists the packs. A version is a hash of the content, so a changed pack has a new address.
"""

import hashlib
import json
import shutil
import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from .config import ModelFolder
from .graph import Embeddings, Graph, build_graph
from .text import EOS, HUB, PLACEHOLDERS, TAGS, UNK

FORMAT = 1
LICENCE = "Apache-2.0"  # of weights whose config.json names none: that of the repository
PIECES_MAGIC = b"PVP1"
OUT_OF_HUB, INTO_HUB = 2, 1  # bits of a piece's flags: may come out in xx, in French
BODY_AND_FIRST_LIMIT = 22_000_000  # bytes
FURTHER_LIMIT = 6_000_000


@dataclass(frozen=True)
class Facts:
    """What is known about the model besides its weights, written into the manifests."""

    licence: str
    scores: dict = field(default_factory=dict)  # {"fr-ar": {...}}
    status: dict = field(default_factory=dict)  # {"fr-ar": "released" | "beta" | "off"}
    confidence: dict = field(default_factory=dict)  # {"fr-ar": {"a": .., "b": ..}}


@dataclass(frozen=True)
class PieceTable:
    """Pieces of one pack: global ids ascending, flags of each. The position is the local id."""

    ids: np.ndarray
    flags: np.ndarray

    def content(self) -> bytes:
        """pieces.bin: magic, u32 count, u16 ids, u8 flags (little endian)."""
        return PIECES_MAGIC + struct.pack("<I", len(self.ids)) + self.ids.astype("<u2").tobytes() + self.flags.astype(np.uint8).tobytes()

    def local(self, ids) -> list[int]:
        """Global ids -> local ids (UNK where the pack lacks the piece)."""
        at = np.searchsorted(self.ids, ids)
        found = self.ids[np.minimum(at, len(self.ids) - 1)] == ids
        return np.where(found, at, UNK).tolist()

    def shortlist(self, target: str) -> np.ndarray:
        """Local ids that may come out in the target language, int32."""
        return np.flatnonzero(self.flags & (INTO_HUB if target == HUB else OUT_OF_HUB)).astype(np.int32)


def read_piece_table(raw: bytes) -> PieceTable:
    """The inverse of ``PieceTable.content``."""
    if raw[:4] != PIECES_MAGIC:
        raise ValueError("not a pieces file")
    count = struct.unpack_from("<I", raw, 4)[0]
    return PieceTable(np.frombuffer(raw, "<u2", count, 8).astype(np.int64), np.frombuffer(raw, np.uint8, count, 8 + 2 * count))


def piece_table(folder: ModelFolder, processor, language: str) -> PieceTable:
    """French and ``language``: pieces that may come out, rare ones of sources, tags, placeholders and byte pieces (anything can be spelled)."""
    allowed = {bit: set(folder.pieces[code]) for bit, code in ((INTO_HUB, HUB), (OUT_OF_HUB, language))}
    symbols = [*(TAGS[code] for code in (HUB, language)), *PLACEHOLDERS]
    always = {EOS, UNK, *(processor.piece_to_id(symbol) for symbol in symbols)}
    always |= {i for i in range(processor.get_piece_size()) if processor.is_byte(i)}
    always |= {piece for code in (HUB, language) for piece in folder.source_pieces.get(code, ())}
    ids = sorted(always | allowed[INTO_HUB] | allowed[OUT_OF_HUB])
    flags = [sum(bit for bit, pieces in allowed.items() if piece in pieces) for piece in ids]
    if ids[:2] != [EOS, UNK] or flags[0] != INTO_HUB | OUT_OF_HUB or flags[1]:
        raise ValueError("eos must be allowed in every output, unk in none")
    return PieceTable(np.array(ids, np.int64), np.array(flags, np.uint8))


def cut_graph(folder: ModelFolder, weights, scales: dict[str, float], table: PieceTable) -> Graph:
    """The graph over the rows of one pack."""
    rows = weights["E.weight"]
    embeddings = Embeddings(rows.values[table.ids], rows.scale[table.ids], weights["bias"][table.ids])
    return build_graph(folder.shape, weights, scales, embeddings)


def _version(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(hashlib.sha256(files[name]).digest())
    return digest.hexdigest()[:8]


def _architecture(folder: ModelFolder) -> dict:
    shape = folder.shape
    return {
        "type": "transformer-ssru",
        "encoder_layers": shape.enc,
        "decoder_layers": shape.dec,
        "d": shape.d,
        "ffn": shape.ffn,
        "heads": shape.heads,
        "vocabulary": shape.vocab,
    }


def _write_pack(out: Path, name: str, files: dict[str, tuple[str, bytes]], fields: dict) -> dict:
    """Write one pack: {path: (role, content)}. -> its manifest"""
    version = _version({path: content for path, (_, content) in files.items()})
    described = [{"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "role": role} for path, (role, content) in files.items()]
    manifest = {"format": FORMAT, "id": f"{name}-{version}", "version": version, **fields, "files": described}
    folder = out / manifest["id"]
    folder.mkdir(parents=True)
    for path, (_, content) in files.items():
        (folder / path).write_bytes(content)
    (folder / "pack.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf8")
    return manifest


def write_body(out: Path, folder: ModelFolder, graph: Graph, facts: Facts) -> dict:
    """The pack that every language needs. -> its manifest"""
    files = {"body.bin": ("weights", graph.body), "tokenizer.model": ("tokenizer", folder.tokenizer.read_bytes())}
    fields = {"kind": "body", "languages": [], "needs": [], "architecture": _architecture(folder), "licence": facts.licence, "data": "card"}
    return _write_pack(out, "body", files, fields)


def write_language(out: Path, folder: ModelFolder, graph: Graph, table: PieceTable, language: str, body_id: str, facts: Facts) -> dict:
    """The pack of French <-> one language. -> its manifest"""
    directions = [f"{HUB}-{language}", f"{language}-{HUB}"]
    files = {
        "graph.onnx": ("graph", graph.model),
        "embeddings.bin": ("embeddings", graph.embeddings),
        "pieces.bin": ("pieces", table.content()),
    }
    fields = {
        "kind": "language",
        "languages": [HUB, language],
        "needs": [body_id],
        "architecture": _architecture(folder),
        "licence": facts.licence,
        "data": "card",
        "scores": {d: facts.scores[d] for d in directions if d in facts.scores},
        "status": {d: facts.status.get(d, "beta") for d in directions},
        "confidence": {d: facts.confidence[d] for d in directions if d in facts.confidence},
    }
    return _write_pack(out, f"{HUB}-{language}", files, fields)


def pack_size(manifest: dict) -> int:
    """Bytes of the files of a pack."""
    return sum(file["bytes"] for file in manifest["files"])


def write_packs(out, folder: ModelFolder, weights, scales: dict[str, float], processor, languages: list[str], facts: Facts) -> list[dict]:
    """Write body, languages and index.json into an empty folder ``out``. -> the manifests, body first"""
    out = Path(out)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    manifests: list[dict] = []
    for language in languages:
        table = piece_table(folder, processor, language)
        graph = cut_graph(folder, weights, scales, table)
        if not manifests:
            manifests.append(write_body(out, folder, graph, facts))
        manifests.append(write_language(out, folder, graph, table, language, manifests[0]["id"], facts))
    entries = []
    for manifest in manifests:
        entry = {"id": manifest["id"], "pack": f"{manifest['id']}/pack.json"}
        entries.append({**entry, "languages": manifest["languages"]} if manifest["languages"] else entry)
    (out / "index.json").write_text(json.dumps({"format": FORMAT, "packs": entries}, indent=1) + "\n", "utf8")
    return manifests


def check_budget(manifests: list[dict]) -> list[str]:
    """-> one line for every pack that is too big"""
    body, *languages = map(pack_size, manifests)
    out = []
    for manifest, size in zip(manifests[1:], languages):
        if body + size > BODY_AND_FIRST_LIMIT:
            out.append(f"{manifest['id']}: {body + size} bytes with the body, more than {BODY_AND_FIRST_LIMIT}")
        if size > FURTHER_LIMIT:
            out.append(f"{manifest['id']}: {size} bytes, more than {FURTHER_LIMIT}")
    return out
