"""What the tests share: the tiny packs, the sentences they know by heart, and a random model."""

import csv
import json
from pathlib import Path

import pytest

from parvis_models import weights
from parvis_models.config import Shape
from parvis_models.graph import activation_zero
from parvis_models.initial import matrix_sizes, random_tensors
from parvis_models.runtime import PackFolder
from parvis_models.text import normalise

ROOM = Path(__file__).parent.parent
TINY_PACKS = ROOM.parent / "tests" / "data" / "tiny-packs"
SHAPE = Shape(vocab=600, d=16, ffn=32, heads=2, enc=2, dec=2)


@pytest.fixture(scope="session")
def tiny_packs() -> PackFolder:
    return PackFolder(TINY_PACKS)


@pytest.fixture(scope="session")
def sentences() -> list[dict[str, str]]:
    with open(ROOM / "tiny" / "sentences.tsv", encoding="utf8") as file:
        return [{k: normalise(v) for k, v in row.items()} for row in csv.DictReader(file, delimiter="\t")]


@pytest.fixture(scope="session")
def random_scales() -> dict[str, float]:
    """One plausible scale for every activation of the random model."""
    names = {"memory", "logits", *(name for name in matrix_sizes(SHAPE) if name != "E" and not name.endswith(".kv"))}
    return {name: 4.0 / (127 if activation_zero(name) else 255) for name in names}


@pytest.fixture
def random_model(tmp_path, random_scales) -> Path:
    """A model folder as cut_packs.py reads it: random weights, the tokenizer of the tiny packs."""
    folder = tmp_path / "model"
    folder.mkdir()
    body = next(path for path in TINY_PACKS.iterdir() if path.name.startswith("body"))
    (folder / "joint.model").write_bytes((body / "tokenizer.model").read_bytes())
    weights.write_int8(random_tensors(SHAPE, 1), folder / "model.int8")
    (folder / "config.json").write_text(json.dumps({"model": vars(SHAPE), "tag_in_source": True, "licence": "Apache-2.0"}))
    (folder / "pieces.json").write_text(json.dumps({"fr": [0, 300, 301, 302, 400], "ar": [0, 301, 350, 351], "es": [0, 302, 410]}))
    (folder / "scales.json").write_text(json.dumps(random_scales))
    return folder
