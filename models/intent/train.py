"""Trains the encoder of the intent classifier: intent.bin.

usage: train.py OUT [--from VECTORS.npz] [--fiches TITLES.jsonl] [--epochs 6] [--features 110000]

Starts from the vectors of pretrain.py, or without --from goes on from the committed encoder. Learns from models/intent/train,
from the catalogue, and from TITLES ({"id", "text"}: official titles, Licence Ouverte 2.0) where given. Development and test
splits are not read.
"""

import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from parvis_models import intent_data as data
from parvis_models import intent_file
from parvis_models.intent_bags import Bags, normalised_sums

BATCH = 128
RATE, HEAD_RATE = 2e-3, 3e-3
DROP = 0.3  # share of a text's features left out each time
MISTYPED = 0.4  # share of texts seen with typing errors
SMOOTHING = 0.05
WEIGHTS = {"utterance": 1.0, "catalogue": 0.7, "title": 0.5, "outside": 1.0, "everyday": 0.3}
OUTSIDE_TIMES = 3
EVERYDAY = 6000
RECOVERY_EPOCHS = 2


def material(titles: Path | None, everyday: Path | None) -> list[tuple[data.Utterance, float]]:
    texts = [(one, WEIGHTS["utterance"]) for one in data.utterances("train") + data.safety("train") if one.intent != "~none"]
    texts += [(one, WEIGHTS["catalogue"]) for procedure in data.catalogue().values() for one in data.texts_of(procedure)]
    texts += [(one, WEIGHTS["outside"]) for _, one in data.outside("train")] * OUTSIDE_TIMES
    texts += [(one._replace(intent=data.OUTSIDE), WEIGHTS["utterance"]) for one in data.safety("train") if one.intent == "~none"]
    if titles:
        texts += [(data.Utterance(line["id"], "fr", line["text"]), WEIGHTS["title"]) for line in data.read_jsonl(titles)]
    if everyday:
        rng = random.Random(2)
        for row in rng.sample(data.read_jsonl(everyday), EVERYDAY):
            language = rng.choice(sorted(row))
            texts.append((data.Utterance(data.OUTSIDE, language, row[language]), WEIGHTS["everyday"]))
    return texts


class Trainer:
    """The vectors of features and classes while they are learned."""

    def __init__(self, keys: np.ndarray, vectors: np.ndarray, texts: list[tuple[data.Utterance, float]]) -> None:
        known = data.catalogue()
        special = sorted({one.intent for one, _ in texts if one.intent.startswith("~")})
        self.classes = [*known, *special]
        number = {intent: i for i, intent in enumerate(self.classes)}
        self.labels = torch.tensor([number[one.intent] for one, _ in texts])
        self.weights = torch.tensor([weight for _, weight in texts], dtype=torch.float32)
        rng = random.Random(1)
        self._clean = data.features([one.text for one, _ in texts])
        self._mistyped = data.features([data.mistyped(one.text, 5, rng) for one, _ in texts])
        seen, counts = np.unique(np.concatenate(self._clean), return_counts=True)
        new = np.setdiff1d(seen[counts >= 2], keys)
        order = np.argsort(np.concatenate([keys, new]))
        self.keys = np.concatenate([keys, new])[order]
        self.table = self._table(np.concatenate([vectors, np.zeros((len(new), vectors.shape[1]), np.float32)])[order])
        self._connect()
        self.head = torch.nn.Linear(vectors.shape[1], len(self.classes))
        self.scale = torch.nn.Parameter(torch.tensor(14.0))
        torch.nn.init.zeros_(self.head.bias)
        with torch.no_grad():
            points = normalised_sums(self.table, self.clean, range(len(texts)))
            for i in range(len(self.classes)):
                self.head.weight[i] = functional.normalize(points[self.labels == i].mean(0), dim=0)

    @staticmethod
    def _table(vectors: np.ndarray) -> torch.nn.EmbeddingBag:
        return torch.nn.EmbeddingBag.from_pretrained(torch.tensor(vectors), mode="sum", freeze=False, sparse=True)

    def _connect(self) -> None:
        self.clean, self.mistyped = Bags(self.keys, self._clean), Bags(self.keys, self._mistyped)

    def run(self, epochs: int, rate: float) -> None:
        head = torch.optim.AdamW([*self.head.parameters(), self.scale], lr=HEAD_RATE * rate, weight_decay=1e-3)
        table = torch.optim.SparseAdam(self.table.parameters(), lr=RATE * rate)
        bases = [(group, group["lr"]) for one in (head, table) for group in one.param_groups]
        steps, step, started = epochs * (len(self.labels) // BATCH + 1), 0, time.monotonic()
        for epoch in range(epochs):
            rng, total = np.random.RandomState(epoch), 0.0
            order = rng.permutation(len(self.labels))
            for at in range(0, len(order), BATCH):
                batch = order[at : at + BATCH]
                bags = self.mistyped if rng.rand() < MISTYPED else self.clean
                points = normalised_sums(self.table, bags, batch, DROP, rng)
                losses = functional.cross_entropy(self.head(points) * self.scale, self.labels[batch], label_smoothing=SMOOTHING, reduction="none")
                loss = (losses * self.weights[batch]).mean()
                loss.backward()
                for one in (head, table):
                    one.step()
                    one.zero_grad()
                total += loss.item() * len(batch)
                step += 1
                for group, base in bases:
                    group["lr"] = base * max(0.05, 1 - step / steps)
            print(f"epoch {epoch + 1}: loss {total / len(order):.3f}, {time.monotonic() - started:.0f} s", flush=True)

    def prune(self, most: int) -> None:
        """Keeps the features that move texts most: by the square of their length and how often they occur."""
        vectors = self.table.weight.detach().numpy()
        seen, counts = np.unique(np.concatenate(self._clean), return_counts=True)
        occurs = np.full(len(self.keys), 0.3)
        at = np.searchsorted(self.keys, seen)
        at[at == len(self.keys)] = 0
        found = self.keys[at] == seen
        occurs[at[found]] += counts[found]
        keep = np.sort(np.argsort(-((vectors**2).sum(1) * occurs))[:most])
        self.keys = self.keys[keep]
        self.table = self._table(vectors[keep].copy())
        self._connect()

    def encoder(self, version: str) -> intent_file.Encoder:
        weights = self.head.weight.detach().numpy()
        scale = self.scale.item()
        procedures = len(data.catalogue())
        biases = self.head.bias.detach().numpy() * scale
        return intent_file.Encoder(
            version=version,
            keys=self.keys,
            vectors=self.table.weight.detach().numpy(),
            classes=self.classes,
            weights=weights,
            biases=biases,
            scale=scale,
            # A procedure that was not learned stands as long and as likely as the middle one of those that were.
            custom_scale=float(np.median(np.linalg.norm(weights[:procedures], axis=1))),
            custom_bias=float(np.median(biases[:procedures])),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="start", type=Path)
    parser.add_argument("--fiches", type=Path)
    parser.add_argument("--everyday", type=Path, help="rows of everyday sentences, {language: text}: none of them is about a procedure")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--features", type=int, default=110_000)
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    if options.start:
        with np.load(options.start) as file:
            keys, vectors = file["keys"], file["vectors"].astype(np.float32)
    else:
        committed = intent_file.read(data.MATERIAL / "intent.bin")
        keys, vectors = committed.keys, committed.vectors
    trainer = Trainer(keys, vectors, material(options.fiches, options.everyday))
    print(f"{len(trainer.labels)} texts, {len(trainer.classes)} classes, {len(trainer.keys)} features")
    trainer.run(options.epochs, 1.0)
    trainer.prune(options.features)
    trainer.run(RECOVERY_EPOCHS, 0.3)
    intent_file.write(trainer.encoder(options.version), options.out)


if __name__ == "__main__":
    main()
