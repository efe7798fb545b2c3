"""Translate with a pack in native ONNX Runtime: the plan and the conventions of the product's core, in Python, for tests and measurements."""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .packs import PieceTable, read_piece_table
from .text import EOS, HUB, PAD
from .tokens import Tokenizer

BATCH_SENTENCES = 16
BATCH_CELLS = 400
RUNNER = Path(__file__).parent.parent / "web_runner.mjs"


@dataclass(frozen=True)
class Batch:
    """Sentences of one run: their places in the input list and their sources, int32 [B, S], local ids."""

    places: list[int]
    source: np.ndarray
    max_length: int


@dataclass(frozen=True)
class Output:
    """One sentence: local ids with eos (if it ended), source cell of each piece, log-probability of each piece."""

    ids: list[int]
    alignment: list[int]
    score: list[float]

    @property
    def ended(self) -> bool:
        return EOS in self.ids


def plan(sources: list[list[int]]) -> list[Batch]:
    """Batches of sentences of similar length, at most BATCH_SENTENCES and about BATCH_CELLS source cells each."""
    order = sorted(range(len(sources)), key=lambda i: (len(sources[i]), i))
    batches: list[Batch] = []
    group: list[int] = []
    for i in order:
        if group and (len(group) == BATCH_SENTENCES or (len(group) + 1) * len(sources[i]) > BATCH_CELLS):
            batches.append(_batch(group, sources))
            group = []
        group.append(i)
    return [*batches, _batch(group, sources)] if group else batches


def _batch(group, sources) -> Batch:
    width = max(len(sources[i]) for i in group)
    rows = [[*sources[i], *[PAD] * (width - len(sources[i]))] for i in group]
    return Batch(list(group), np.array(rows, np.int32), longest_output(width))


def longest_output(source_length: int) -> int:
    """Steps allowed for a source of that many pieces."""
    return int(1.6 * source_length) + 8


def unpack(batch: Batch, target, alignment, score) -> dict[int, Output]:
    """Graph outputs [T, B] -> {place: Output}, cut behind the first eos."""
    out = {}
    for column, place in enumerate(batch.places):
        ids = target[:, column].tolist()
        length = ids.index(EOS) + 1 if EOS in ids else len(ids)
        out[place] = Output(ids[:length], alignment[:length, column].tolist(), score[:length, column].tolist())
    return out


class PackFolder:
    """A packs folder as cut by cut_packs.py."""

    def __init__(self, path):
        self.path = Path(path)
        index = json.loads((self.path / "index.json").read_text("utf8"))
        self.manifests = {entry["id"]: json.loads((self.path / entry["pack"]).read_text("utf8")) for entry in index["packs"]}

    def language(self, code: str) -> dict:
        """Manifest of the pack of French and ``code``."""
        return next(m for m in self.manifests.values() if code in m["languages"] and code != HUB)

    @property
    def languages(self) -> list[str]:
        return [m["languages"][1] for m in self.manifests.values() if m["kind"] == "language"]

    def file(self, manifest: dict, name: str) -> Path:
        return self.path / manifest["id"] / name

    def body(self, manifest: dict) -> Path:
        """Folder of the body pack that a language pack needs."""
        return self.path / manifest["needs"][0]


class PackText:
    """Text <-> local ids of one language pack."""

    def __init__(self, packs: PackFolder, language: str):
        self.manifest = packs.language(language)
        self.table: PieceTable = read_piece_table(packs.file(self.manifest, "pieces.bin").read_bytes())
        self.tokenizer = Tokenizer(packs.body(self.manifest) / "tokenizer.model")
        self._known = set(self.table.ids.tolist())

    def source(self, text: str, target: str, single_digits: bool = False) -> tuple[list[int], list[str]]:
        """-> (local ids, kept strings); pieces the pack lacks are spelled in bytes."""
        ids, kept = self.tokenizer.source(text, target, single_digits)
        spelled = [p for i in ids for p in ([i] if i in self._known else self.tokenizer.spell(i))]
        return self.table.local(np.array(spelled)), kept

    def text(self, output: Output, kept=()) -> str:
        return self.tokenizer.text(self.table.ids[output.ids], kept)


class NativeSession:
    """The graph of a language pack in native ONNX Runtime, one thread."""

    def __init__(self, packs: PackFolder, language: str):
        import onnxruntime

        manifest = packs.language(language)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        external = {name: path.read_bytes() for name, path in external_files(packs, manifest).items()}
        options.add_external_initializers_from_files_in_memory(list(external), list(external.values()), [len(raw) for raw in external.values()])
        self._session = onnxruntime.InferenceSession(packs.file(manifest, "graph.onnx").read_bytes(), options, providers=["CPUExecutionProvider"])

    def run(self, batches: list[Batch], shortlist: np.ndarray) -> dict[int, Output]:
        """-> {place: Output} over all batches"""
        out: dict[int, Output] = {}
        for batch in batches:
            out |= unpack(batch, *self.arrays(batch, shortlist))
        return out

    def arrays(self, batch: Batch, shortlist: np.ndarray) -> list[np.ndarray]:
        """One run. -> target, alignment, score as the graph gives them [T, B]"""
        feeds = {"source": batch.source, "shortlist": shortlist, "max_length": np.array(batch.max_length, np.int64)}
        return self._session.run(["target", "alignment", "score"], feeds)


def external_files(packs: PackFolder, manifest: dict) -> dict[str, Path]:
    """External data of a language graph: file name in the graph -> file."""
    return {"body.bin": packs.body(manifest) / "body.bin", "embeddings.bin": packs.file(manifest, "embeddings.bin")}


class WebSession:
    """The same in ONNX Runtime Web under Node (web_runner.mjs); ``measured`` holds the times and the heap of the last run."""

    def __init__(self, packs: PackFolder, language: str, repeat: int = 1):
        self.packs, self.language, self.repeat = packs, language, repeat
        self.measured: dict = {}

    def run(self, batches: list[Batch], shortlist: np.ndarray) -> dict[int, Output]:
        job = {"shortlist": shortlist.tolist(), "batches": [{"source": b.source.tolist(), "max_length": b.max_length} for b in batches]}
        with tempfile.TemporaryDirectory() as folder:
            job_file, out_file = Path(folder, "job.json"), Path(folder, "out.json")
            job_file.write_text(json.dumps(job))
            subprocess.run(["node", RUNNER, self.packs.path, self.language, job_file, out_file, str(self.repeat)], check=True)
            self.measured = json.loads(out_file.read_text())
        out: dict[int, Output] = {}
        for batch, result in zip(batches, self.measured.pop("outputs")):
            out |= unpack(batch, *(np.array(result[name]) for name in ("target", "alignment", "score")))
        return out
