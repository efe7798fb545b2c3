#!/usr/bin/env python3
"""A very small model that knows the sentences of tiny/sentences.tsv by heart, and its packs: fixtures for the tests of every room.

  make_tiny.py MODEL_OUT PACKS_OUT

Two languages beside French, both directions. It is as small as the formats allow, so its packs can be committed; it is no translator.
"""

import argparse
import csv
import io
import json
from pathlib import Path

import sentencepiece
import torch
import torch.nn.functional as F

from parvis_models import weights
from parvis_models.calibration import measure_scales
from parvis_models.config import Shape, read_model_folder
from parvis_models.initial import random_tensors
from parvis_models.packs import Facts, pack_size, write_packs
from parvis_models.reference import Reference
from parvis_models.text import EOS, HUB, PAD, SYMBOLS, UNK, lock, normalise
from parvis_models.tokens import Tokenizer

SENTENCES = Path(__file__).parent / "tiny" / "sentences.tsv"
PIECES = 256 + 2 + len(SYMBOLS) + 250
STEPS, RATE = 600, 4e-3


def read_sentences() -> list[dict[str, str]]:
    with open(SENTENCES, encoding="utf8") as f:
        return [{k: normalise(v) for k, v in row.items()} for row in csv.DictReader(f, delimiter="\t")]


def train_tokenizer(rows, path: Path):
    """A unigram model with byte fallback over the locked sentences."""
    model = io.BytesIO()
    texts = [lock(text)[0] for row in rows for text in row.values()]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=model,
        vocab_size=PIECES,
        model_type="unigram",
        byte_fallback=True,
        normalization_rule_name="identity",
        user_defined_symbols=SYMBOLS,
        eos_id=EOS,
        unk_id=UNK,
        bos_id=-1,
        pad_id=-1,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    path.write_bytes(model.getvalue())


def output_pieces(tokenizer: Tokenizer, rows) -> dict[str, list[int]]:
    """Per language the pieces its sentences use, with eos, placeholders and digits."""
    always = {EOS, *(tokenizer.processor.piece_to_id(s) for s in SYMBOLS if s.startswith("<ph"))}
    return {code: sorted(always.union(*(tokenizer.processor.encode(lock(row[code])[0]) for row in rows))) for code in rows[0]}


def training_pairs(tokenizer: Tokenizer, rows):
    """{target language: [(source ids, target ids)]}, numbers as placeholders."""
    pairs: dict[str, list] = {code: [] for code in rows[0]}
    for row in rows:
        for code in row:
            for source, target in ((HUB, code), (code, HUB)):
                if code != HUB:
                    ids = tokenizer.source(row[source], target, single_digits=True)[0]
                    pairs[target].append((ids, [*tokenizer.processor.encode(lock(row[target])[0]), EOS]))
    return pairs


def pad(sequences) -> torch.Tensor:
    width = max(map(len, sequences))
    return torch.tensor([[*s, *[PAD] * (width - len(s))] for s in sequences])


def memorise(shape: Shape, tensors, pairs, lists):
    """Train in place until the sentences are known by heart."""
    for tensor in tensors.values():
        tensor.requires_grad_(True)
    model = Reference(shape, tensors)
    optimiser = torch.optim.Adam(tensors.values(), RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=STEPS)
    batches = []
    for code, both in pairs.items():
        place = {piece: i for i, piece in enumerate(lists[code])}
        target = pad([t for _, t in both])
        wanted = torch.tensor([[place.get(int(p), -100) for p in row] for row in target])
        batches.append((pad([s for s, _ in both]), target, torch.tensor(lists[code]), wanted))
    for _ in range(STEPS):
        loss = torch.stack([F.cross_entropy(model.teacher_forced(s, t, ids).flatten(0, 1), w.flatten()) for s, t, ids, w in batches]).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return float(loss.detach())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("packs", type=Path)
    a = parser.parse_args()
    torch.set_num_threads(1)
    a.model.mkdir(parents=True, exist_ok=True)
    rows = read_sentences()
    train_tokenizer(rows, a.model / "joint.model")
    tokenizer = Tokenizer(a.model / "joint.model")
    shape = Shape(vocab=tokenizer.processor.get_piece_size(), d=48, ffn=96, heads=4, enc=2, dec=2)
    lists = output_pieces(tokenizer, rows)
    pairs = training_pairs(tokenizer, rows)
    tensors = {name: torch.from_numpy(array) for name, array in random_tensors(shape, seed=1).items()}
    loss = memorise(shape, tensors, pairs, lists)
    weights.write_int8({name: tensor.detach().numpy() for name, tensor in tensors.items()}, a.model / "model.int8")
    (a.model / "config.json").write_text(json.dumps({"model": vars(shape), "tag_in_source": True, "licence": "Apache-2.0"}, indent=1) + "\n")
    (a.model / "pieces.json").write_text(json.dumps(lists) + "\n")
    folder = read_model_folder(a.model)
    batches = {code: [pad([s for s, _ in both])] for code, both in pairs.items()}
    scales = measure_scales(shape, weights.read_float32(a.model / "model.int8"), batches, lists)
    (a.model / "scales.json").write_text(json.dumps(scales, indent=1, sort_keys=True) + "\n")
    languages = [code for code in rows[0] if code != HUB]
    status = {f"{x}-{y}": "released" for code in languages for x, y in ((HUB, code), (code, HUB))}
    facts = Facts("Apache-2.0", status=status, confidence={direction: {"a": 4.0, "b": 2.0} for direction in status})
    manifests = write_packs(a.packs, folder, weights.read_quantised(a.model / "model.int8"), scales, tokenizer.processor, languages, facts)
    print(json.dumps({"loss": round(loss, 4), "bytes": sum(map(pack_size, manifests)), "packs": [m["id"] for m in manifests]}))


if __name__ == "__main__":
    main()
