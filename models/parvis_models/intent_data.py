"""Texts of the intent classifier: the catalogue, what residents write, what is none of it."""

import json
import random
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
MATERIAL = ROOT / "models/intent"
TOOLS = ROOT / "build/native/models"
OUTSIDE = "~outside"


class Utterance(NamedTuple):
    """A text and what it is about: the id of a procedure, `~outside`, or `~` and a category of danger."""

    intent: str
    language: str
    text: str


def read_jsonl(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def catalogue() -> dict[str, dict]:
    """Procedures by id, in the order of their files."""
    files = sorted((ROOT / "i18n/demarches").glob("*.jsonl"))
    return {one["id"]: one for file in files for one in read_jsonl(file)}


def utterances(split: str) -> list[Utterance]:
    """What residents write who need a procedure."""
    files = [path for path in sorted((MATERIAL / split).glob("*.jsonl")) if path.stem not in ("outside", "safety")]
    return [Utterance(line["id"], language, text) for path in files for line in read_jsonl(path) for language, texts in line["u"].items() for text in texts]


def outside(split: str) -> list[tuple[str, Utterance]]:
    """What must be refused, each with its kind."""
    lines = read_jsonl(MATERIAL / split / "outside.jsonl")
    return [(line["kind"], Utterance(OUTSIDE, line["lang"], line["text"])) for line in lines]


def safety(split: str) -> list[Utterance]:
    """People in danger; `~none` where the same words are harmless."""
    path = MATERIAL / split / "safety.jsonl"
    return [Utterance("~" + line["category"], line["lang"], line["text"]) for line in read_jsonl(path)]


def texts_of(procedure: dict) -> list[Utterance]:
    """Titles, descriptions and keywords of a procedure."""
    intent = procedure["id"]
    localised = [Utterance(intent, lang, text) for key in ("title", "description") for lang, text in procedure[key].items()]
    return localised + [Utterance(intent, "fr", word) for word in procedure["keywords"]]


def mistyped(text: str, one_in: int, rng: random.Random) -> str:
    """The text with a letter lost, doubled or swapped in about one word of `one_in`."""
    words = text.split()
    for i, word in enumerate(words):
        if len(word) > 3 and rng.random() < 1 / one_in:
            at = rng.randrange(1, len(word) - 1)
            kind = rng.randrange(3)
            if kind == 0:
                words[i] = word[:at] + word[at + 1 :]
            elif kind == 1:
                words[i] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            else:
                words[i] = word[: at + 1] + word[at:]
    return " ".join(words)


def one_line(text: str) -> str:
    return " ".join(text.split())


def features(texts: Sequence[str]) -> list[np.ndarray]:
    """Feature keys of each text as the core computes them: their top 32 bits, which are what an encoder file keeps."""
    lines = "".join(one_line(text) + "\n" for text in texts).encode()
    run = subprocess.run([TOOLS / "intent_features"], input=lines, capture_output=True, check=True)
    numbers = np.frombuffer(run.stdout, dtype="<u8")
    keys, at = [], 0
    for _ in texts:
        count = int(numbers[at])
        keys.append((numbers[at + 1 : at + 1 + count] >> np.uint64(32)).astype(np.uint32))
        at += 1 + count
    return keys


def evidence(encoder: Path, catalogues: Iterable[Path], texts: Sequence[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """What the core finds before any weighing: ids, shares of shared words [text, procedure], nats [text, id]."""
    lines = "".join(one_line(text) + "\n" for text in texts).encode()
    command = [TOOLS / "intent_evidence", encoder, *catalogues]
    run = subprocess.run(command, input=lines, capture_output=True, check=True)
    header, _, body = run.stdout.partition(b"\n")
    ids = json.loads(header)["ids"]
    procedures = sum(not one.startswith("~") for one in ids)
    table = np.frombuffer(body, dtype="<f8").reshape(len(texts), procedures + len(ids))
    return ids, table[:, :procedures], table[:, procedures:]
