"""Training on the tiny sentences: packing is lossless, the packed network is the reference network, the loss falls, a stopped run goes on."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from parvis_models.batches import Corpus, Feed, assemble, streams
from parvis_models.config import Shape
from parvis_models.network import Network, Training
from parvis_models.nway import Writer, read
from parvis_models.reference import Reference
from parvis_models.scan import doubling, scan
from parvis_models.text import ALL, EOS

MODELS = Path(__file__).parents[2]
VOCABULARY = 400
TAGS = {language: 2 + i for i, language in enumerate(ALL)}


def made_up(folder, rows=300):
    """Rows in which every language is French with shifted ids: easily learnt."""
    rng = np.random.default_rng(0)
    writer = Writer(f"{folder}/main", ALL, [["real", "A", 2.0], ["other", "D", 0.5]], VOCABULARY, block=2000)
    kept = []
    for _ in range(rows):
        french = rng.integers(60, 120, rng.integers(1, 25)).tolist()
        others = [(i, [x + 10 * i for x in french]) for i in (1, 2, 5) if rng.random() < 0.7]
        if others:
            kept.append([(0, french), *others])
            writer.add(int(rng.random() < 0.3), kept[-1])
    return writer.close(), kept


def lists():
    return {language: sorted({0, *range(50 + 10 * i, 130 + 10 * i)}) for i, language in enumerate(ALL)}


def test_shards_give_back_what_was_written(tmp_path):
    files, rows = made_up(tmp_path)
    columns = [read(f) for f in files]
    assert [x for c in columns for x in c[5].tolist()] == [x for row in rows for _, ids in row for x in ids]
    assert sum(len(c[2]) for c in columns) == len(rows)


def test_every_packed_segment_is_a_true_pair(tmp_path):
    files, rows = made_up(tmp_path)
    forbidden = {**lists(), "ar": [x for x in lists()["ar"] if x != 97]}
    corpus = Corpus(files, forbidden, lambda source, tier, weight: weight, "cpu", 64)
    rng = np.random.default_rng(1)
    table, groups = Feed(streams(corpus, TAGS, 2.7, 64, rng), 48, rng).draw()
    source, target, source_segments, target_segments = assemble(corpus.pieces, table, 48, 64)
    true = {(tuple(a), tuple(b)) for row in rows for _, a in row for _, b in row}
    seen = 0
    for _, language, begin, end in groups:
        for row in range(begin, end):
            for segment in range(1, int(source_segments[row].max()) + 1):
                x = source[row][source_segments[row] == segment].tolist()
                y = target[row][target_segments[row] == segment].tolist()
                assert x[0] == TAGS[language] and x[-1] == y[-1] == EOS
                assert (tuple(x[1:-1]), tuple(y[:-1])) in true
                assert language != "ar" or 97 not in y
                seen += 1
    assert seen == table.shape[1] > 48


def test_scan_is_the_plain_recurrence():
    f, b = torch.sigmoid(torch.randn(3, 37, 8)), torch.randn(3, 37, 8)
    cells = [b[:, 0]]
    for t in range(1, 37):
        cells.append(f[:, t] * cells[-1] + b[:, t])
    assert torch.allclose(doubling(f, b), torch.stack(cells, 1), atol=1e-5)
    assert torch.autograd.gradcheck(scan, (f[:1, :7, :2].double().requires_grad_(), b[:1, :7, :2].double().requires_grad_()))


def test_network_is_the_reference_network():
    torch.manual_seed(0)
    shape = Shape(VOCABULARY, 32, 64, 4, 2, 2)
    network = Network(shape, Training(dropout=0.0)).eval()
    reference = Reference(shape, {name: p.detach() for name, p in network.named_parameters()})
    shortlist = torch.tensor(lists()["es"])
    source = torch.tensor([[5, 70, 80, 90, 0, 1, 1], [5, 71, 0, 1, 1, 1, 1]])
    expected, _, _ = reference.greedy(source, shortlist, 12)
    assert network.greedy(source, shortlist, 12)[:, : len(expected)].tolist() == expected.T.tolist()


def test_packed_loss_is_that_of_single_sentences(tmp_path):
    files, _ = made_up(tmp_path)
    corpus = Corpus(files, lists(), lambda source, tier, weight: weight, "cpu", 64)
    rng = np.random.default_rng(1)
    table, groups = Feed(streams(corpus, TAGS, 2.7, 64, rng), 16, rng).draw()
    packed = assemble(corpus.pieces, table, 16, 64)
    network = Network(Shape(VOCABULARY, 32, 64, 4, 2, 2), Training(dropout=0.0, chunk=50))
    places = {k: (torch.tensor(v), torch.full((VOCABULARY,), -1).scatter(0, torch.tensor(v), torch.arange(len(v)))) for k, v in lists().items()}
    loss, tally = network(*packed, groups, places)
    total, pieces = 0.0, int((packed[3] > 0).sum())
    for _, language, begin, end in groups:
        for row in range(begin, end):
            for segment in range(1, int(packed[2][row].max()) + 1):
                x, y = (packed[i][row][packed[i + 2][row] == segment][None] for i in (0, 1))
                one, _ = network(x, y, torch.ones_like(x), torch.ones_like(y), [("k", language, 0, 1)], places)
                total += one.item() * y.shape[1]
    assert abs(total / pieces - loss.item()) < 1e-4
    assert sum(int(n) for _, n in tally.values()) == pieces


def test_a_run_learns_and_goes_on_after_a_stop(tmp_path):
    """The whole command, on the sentences of the tiny model."""
    rows = [line.split("\t") for line in (MODELS / "tiny/sentences.tsv").read_text("utf8").splitlines()]
    head, rows = rows[0], [dict(zip(rows[0], r)) for r in rows[1:]]
    languages = [x for x in head if x in ALL]
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(next((MODELS.parent / "tests/data/tiny-packs").glob("body-*/tokenizer.model"))))
    for part in ("main", "dev"):
        writer = Writer(f"{tmp_path}/{part}", ALL, [["tiny", "A", 1.0]], len(tokenizer))
        for row in rows:
            writer.add(0, [(ALL.index(x), tokenizer.encode(row[x])) for x in ["fr", *(y for y in languages if y != "fr")]])
        writer.close()
    everything = list(range(2, len(tokenizer)))
    (tmp_path / "pieces.json").write_text(json.dumps({x: [0, *everything] for x in ALL}))
    (tmp_path / "joint.model").write_bytes(tokenizer.serialized_model_proto())
    size = "--d 32 --ffn 64 --heads 4 --enc 1 --dec 1 --batch 512 --cells 64 --warm 5 --save 999 --dev-pairs 5".split()

    def run(seconds):
        command = [sys.executable, MODELS / "train.py", tmp_path, tmp_path / "out", "--seconds", str(seconds), *size]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return json.loads(out.splitlines()[-1])

    first = run(12)
    second = run(24)
    assert second["step"] > first["step"]
    assert second["dev"]["into_french"] < first["dev"]["into_french"] < np.log(len(everything))
    assert {"model.0.safetensors", "model.int8.0.safetensors.gz", "config.json", "pieces.json"} <= {f.name for f in (tmp_path / "out").iterdir()}
