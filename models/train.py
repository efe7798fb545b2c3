#!/usr/bin/env python3
"""Trains the joint model on N-way shards, on a GPU or on one CPU core, for a given time; goes on from where it stopped.

  train.py DATA OUT --seconds 600                           from nothing, or from OUT/state.pt
  train.py DATA OUT --init joint --seconds 1200 --weights A=6,P=40,D=0.3 --adam 1.2e-3 --muon 0.012    domain stage, from a model folder

DATA: <part>.N.nway and dev.0.nway (shards.py), joint.model, pieces.json. OUT: state.pt (everything, to go on), model.N.safetensors (float16, moving
average), model.int8.N.safetensors.gz, config.json, log.jsonl. The learning rate warms up, holds, and falls over the last part of the time; SIGTERM saves and ends.
Losses are in nats per target piece. Work out the learning-rate schedule by time, not by steps, so that a lease of a machine is used to its end.
"""

import argparse
import glob
import json
import math
import shutil
import signal
import time
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from parvis_models.batches import Corpus, Feed, assemble, pack, streams
from parvis_models.config import Shape
from parvis_models.network import Network, Training
from parvis_models.optimiser import Optimiser
from parvis_models.text import HUB, LANGUAGES, TAGS
from parvis_models.weights import read_float32, write_float16, write_int8


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--parts", default="main,rest,ours,synthetic", help="shards to train on, those that exist")
    p.add_argument("--init", type=Path, help="model folder to start from")
    p.add_argument("--seconds", type=float, default=600)
    p.add_argument("--d", type=int, default=384)
    p.add_argument("--ffn", type=int, default=1536)
    p.add_argument("--heads", type=int, default=8)
    p.add_argument("--enc", type=int, default=6)
    p.add_argument("--dec", type=int, default=2)
    p.add_argument("--dropout", type=float, default=0.05)
    p.add_argument("--cells", type=int, default=128, help="target cells a row")
    p.add_argument("--batch", type=int, help="target cells a step (GPU 65536, CPU 4096)")
    p.add_argument("--temperature", type=float, default=2.7)
    p.add_argument("--weights", default="", help="row weights by source or tier, over those of the shards: A=6,tatoeba=2")
    p.add_argument("--adam", type=float, default=2e-3)
    p.add_argument("--muon", type=float, default=0.02)
    p.add_argument("--warm", type=int, default=100, help="steps")
    p.add_argument("--decay", type=float, default=0.4, help="last share of the time")
    p.add_argument("--average", type=float, default=0.999, help="moving average of the weights, per step")
    p.add_argument("--save", type=float, default=120, help="seconds between saves")
    p.add_argument("--compile", action="store_true", help="torch.compile each layer")
    p.add_argument("--dev-pairs", type=int, default=60, help="held-out pairs a direction")
    a = p.parse_args()
    a.device = "cuda" if torch.cuda.is_available() else "cpu"
    a.batch = a.batch or (65536 if a.device == "cuda" else 4096)
    return a


def read_model(folder):
    """The float16 weights of a model folder, else its int8 ones."""
    whole = (folder / "model.0.safetensors").exists()
    return read_float32(folder / ("model" if whole else "model.int8"))


def weigher(spec):
    """'A=6,tatoeba=2' -> f(source, tier, default): the source's own weight first, then its tier's."""
    given = {name: float(value) for name, value in (x.split("=") for x in spec.split(",") if x)}
    return lambda source, tier, default: given.get(source, given.get(tier, default))


class Trainer:
    def __init__(self, a):
        self.a, self.started = a, time.time()
        torch.manual_seed(1)
        torch.set_float32_matmul_precision("high")
        if a.device == "cpu":
            torch.set_num_threads(1)
        a.out.mkdir(parents=True, exist_ok=True)
        tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(a.data / "joint.model"))
        pieces = json.loads((a.data / "pieces.json").read_text())
        self.tags = {language: tokenizer.piece_to_id(tag) for language, tag in TAGS.items()}
        files = [f for part in a.parts.split(",") for f in sorted(glob.glob(f"{a.data}/{part}.*.nway"))]
        self.corpus = Corpus(files, pieces, weigher(a.weights), a.device, a.cells)
        self.dev = Corpus([f"{a.data}/dev.0.nway"], pieces, lambda *_: 1.0, a.device, a.cells)
        self.lists = {language: self._list(ids, len(tokenizer)) for language, ids in pieces.items()}
        shape = Shape(len(tokenizer), a.d, a.ffn, a.heads, a.enc, a.dec)
        self.network = Network(shape, Training(a.dropout), torch.bfloat16).to(a.device)
        if a.init:
            tensors = {name: torch.from_numpy(t) for name, t in read_model(a.init).items()}
            self.network.load_state_dict(tensors)
        self.parameters = dict(self.network.named_parameters())
        self.average = {name: p.detach().clone() for name, p in self.parameters.items()}
        self.optimiser = Optimiser(self.network, a.adam, a.muon)
        self.seen = {"step": 0, "pieces": 0, "seconds": 0.0}
        if (a.out / "state.pt").exists():
            self._restore(torch.load(a.out / "state.pt", map_location=a.device, weights_only=True))
        self.rows = max(1, a.batch // a.cells)
        self.rng = np.random.default_rng([1, self.seen["step"]])
        self.streams = streams(self.corpus, self.tags, a.temperature, a.cells, self.rng)
        if a.compile:
            for layer in [*self.network.enc, *self.network.dec]:
                layer.compile(dynamic=False)

    def _list(self, ids, vocab):
        ids = torch.tensor(ids, device=self.a.device)
        place = torch.full((vocab,), -1, dtype=torch.long, device=self.a.device)
        place[ids] = torch.arange(len(ids), device=self.a.device)
        return ids, place

    @torch.no_grad()
    def _restore(self, state):
        for name, p in self.parameters.items():
            p.copy_(state["network"][name])
            self.average[name].copy_(state["average"][name])
        self.optimiser.load(state["optimiser"])
        self.seen.update(state["seen"])

    def say(self, **record):
        line = json.dumps(record, ensure_ascii=False)
        print(line, flush=True)
        with open(self.a.out / "log.jsonl", "a") as log:
            log.write(line + "\n")

    def loss(self, corpus, table, groups, rows):
        batch = assemble(corpus.pieces, table.to(self.a.device), rows, self.a.cells)
        return self.network(*batch, groups, self.lists)

    @torch.no_grad()
    def dev_losses(self):
        """Held-out loss of the averaged weights by direction."""
        trained = {name: p.detach().clone() for name, p in self.parameters.items()}
        for name, p in self.parameters.items():
            p.copy_(self.average[name])
        self.network.eval()
        rng, out = np.random.default_rng(0), {}
        for language in self.dev.pairs:
            for into_hub in (True, False):
                target = HUB if into_hub else language
                pairs, weight = self.dev.direction(language, into_hub, self.tags[target])
                table, rows = pack(pairs[:, rng.permutation(np.flatnonzero(weight > 0))[: self.a.dev_pairs]], self.a.cells)
                key = f"{language}-{HUB}" if into_hub else f"{HUB}-{language}"
                nll, pieces = self.loss(self.dev, torch.from_numpy(table), [(key, target, 0, rows)], rows)[1][key]
                out[key] = round(nll.item() / max(1, pieces.item()), 3)
        for name, p in self.parameters.items():
            p.copy_(trained[name])
        self.network.train()
        into = [v for k, v in out.items() if k.endswith(f"-{HUB}")]
        from_hub = [v for k, v in out.items() if k.startswith(f"{HUB}-")]
        return {"into_french": round(float(np.mean(into)), 3), "from_french": round(float(np.mean(from_hub)), 3), **out}

    def save(self):
        a = self.a
        state = {"network": self.network.state_dict(), "average": self.average, "optimiser": self.optimiser.state(), "seen": self.seen}
        torch.save(state, a.out / "state.tmp")
        (a.out / "state.tmp").replace(a.out / "state.pt")
        tensors = {name: t.float().cpu().numpy() for name, t in self.average.items()}
        write_float16(tensors, a.out / "model")
        write_int8(tensors, a.out / "model.int8")
        for name in ("joint.model", "pieces.json", "source_pieces.json"):
            if (a.data / name).exists():
                shutil.copyfile(a.data / name, a.out / name)
        shape = {name: getattr(self.network.shape, name) for name in Shape.__dataclass_fields__}
        config = {
            "format": 1,
            "direction": "both",
            "model": shape,
            "norm": "pre",
            "languages": LANGUAGES,
            "tag_in_source": True,
            "eos": 0,
            "unk_pad": 1,
            "seen": self.seen,
        }
        (a.out / "config.json").write_text(json.dumps(config, indent=1))

    def share(self, progress):
        """Share of the learning rate at a point of the time given."""
        warm = min(1.0, (self.seen["step"] + 1) / self.a.warm)
        return warm * (1.0 if progress < 1 - self.a.decay else max(0.01, (1 - progress) / self.a.decay))

    def run(self):
        a, seen, ended = self.a, self.seen, []
        signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
        feed = Feed(self.streams, self.rows, self.rng)
        feed.start()
        before, saved = seen["seconds"], time.time()
        tally, at_report = [], time.time()
        self.network.train()
        while not ended and seen["seconds"] < a.seconds:
            table, groups = feed.get()
            loss, parts = self.loss(self.corpus, table, groups, self.rows)
            loss.backward()
            self.optimiser.step(self.share(seen["seconds"] / a.seconds))
            seen["step"] += 1
            seen["seconds"] = before + time.time() - self.started
            tally.append((sum(nll for nll, _ in parts.values()), sum(n for _, n in parts.values())))
            if seen["step"] % 4 == 0:
                keep = min(a.average, (1 + seen["step"]) / (10 + seen["step"])) ** 4
                torch._foreach_lerp_(list(self.average.values()), [p.detach() for p in self.parameters.values()], 1 - keep)
            if len(tally) == 50:
                nll, pieces = (float(sum(x)) for x in zip(*tally))
                if not math.isfinite(nll):
                    raise FloatingPointError(f"the loss is not finite at step {seen['step']}; go on from the last save with lower rates")
                seen["pieces"] += int(pieces)
                self.say(
                    step=seen["step"], seconds=round(seen["seconds"]), loss=round(nll / pieces, 3), pieces_a_second=round(pieces / (time.time() - at_report))
                )
                tally, at_report = [], time.time()
            if time.time() - saved > a.save:
                self.save()
                self.say(step=seen["step"], dev=self.dev_losses())
                saved = at_report = time.time()
        self.save()
        self.say(step=seen["step"], dev=self.dev_losses())


if __name__ == "__main__":
    Trainer(arguments()).run()
