#!/usr/bin/env python3
"""Lets a trained model translate rows, for the next training: back-translation of French text, and French for rows without it.

  translate_rows.py MODEL DATA --from mono.fr.txt --targets 4     French sentences into languages drawn by chance
  translate_rows.py MODEL DATA --from nofr.0.nway                 English + others -> French, beside the row's own texts
Writes DATA/synthetic.<source>.N.nway; a shard cut short by --seconds is valid. Sennrich et al. 2016 (back-translation); the weight keeps it below real text.
"""

import argparse
import json
import time
import zlib
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from parvis_models.config import Shape
from parvis_models.network import Network, Training
from parvis_models.nway import Writer, read
from parvis_models.text import ALL, EOS, HUB, LANGUAGES, PAD, PLACEHOLDERS, TAGS, lock, normalise, usable
from train import read_model

LONGEST = 100  # pieces of a text


class Translator:
    def __init__(self, folder: Path, cells=131072):
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(folder / "joint.model"))
        shape = json.loads((folder / "config.json").read_text())["model"]
        self.network = Network(Shape(**{name: shape[name] for name in Shape.__dataclass_fields__ if name in shape}), Training(dropout=0.0), torch.bfloat16)
        self.network.load_state_dict({name: torch.from_numpy(t) for name, t in read_model(folder).items()})
        self.network.eval().to(self.device)
        self.lists = {k: torch.tensor(v, device=self.device) for k, v in json.loads((folder / "pieces.json").read_text()).items()}
        self.cells = cells if self.device == "cuda" else 4096

    def translate(self, texts, language):
        """Piece ids -> piece ids, or None where no end came."""
        tag = self.tokenizer.piece_to_id(TAGS[language])
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        out, at = [None] * len(texts), 0
        while at < len(order):
            size = max(1, self.cells // (len(texts[order[at]]) + 2))
            while size > 1 and size * (len(texts[order[min(at + size, len(order)) - 1]]) + 2) > self.cells:
                size = size * 3 // 4
            rows = order[at : at + size]
            width = -(-(len(texts[rows[-1]]) + 2) // 8) * 8
            source = np.full((len(rows), width), PAD, np.int64)
            for line, i in zip(source, rows):
                ids = [tag, *texts[i], EOS]
                line[: len(ids)] = ids
            found = self.network.greedy(torch.from_numpy(source).to(self.device), self.lists[language], int(1.6 * width) + 8).cpu().numpy()
            for line, i in zip(found, rows):
                end = np.flatnonzero(line == EOS)
                if len(end):
                    out[i] = line[: end[0]].tolist()
            at += size
        return out


def plausible(source, target, placeholders):
    """Ended, of a similar length, not a copy, the same placeholders, no loop."""
    if not target or target == source or len(target) >= LONGEST or not 0.35 < (len(target) + 2) / (len(source) + 2) < 2.8:
        return False
    if sorted(i for i in source if i in placeholders) != sorted(i for i in target if i in placeholders):
        return False
    return not any(target[i : i + 4] == target[i + 4 : i + 8] or len(set(target[i : i + 4])) == 1 for i in range(len(target) - 7))


def read_rows(path, tokenizer):
    """-> rows {language: piece ids}."""
    if path.suffix == ".nway":
        head, _, per_row, language, length, pieces = read(path)
        ends = np.cumsum(length, dtype=np.int64)
        texts = [(head["langs"][x], pieces[e - n : e].tolist()) for x, e, n in zip(language, ends, length)]
        starts = np.cumsum(per_row) - per_row
        return [dict(texts[s : s + n]) for s, n in zip(starts, per_row)]
    lines = [normalise(line) for line in path.read_text("utf8").splitlines()]
    locked = [lock(line, single_digits=zlib.crc32(line.encode()) % 2 == 0)[0] for line in lines if usable(line, HUB)]
    return [{HUB: ids} for ids in tokenizer.encode(locked) if 0 < len(ids) < LONGEST]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path)
    p.add_argument("data", type=Path)
    p.add_argument("--from", dest="source", type=Path, required=True)
    p.add_argument("--targets", type=int, default=4, help="languages drawn for a French sentence")
    p.add_argument("--weight", type=float, default=0.7, help="sampling weight of a row")
    p.add_argument("--seconds", type=float, default=1e9)
    a = p.parse_args()
    started, rng = time.time(), np.random.default_rng(1)
    translator = Translator(a.model)
    placeholders = {translator.tokenizer.piece_to_id(x) for x in PLACEHOLDERS}
    rows = read_rows(a.data / a.source, translator.tokenizer)
    rng.shuffle(rows)
    name = a.source.name.split(".")[0]
    writer = Writer(f"{a.data}/synthetic.{name}", ALL, [[f"synthetic-{name}", "S", a.weight]], len(translator.tokenizer))
    size, kept, tried = (16384 if translator.device == "cuda" else 256), 0, 0
    for at in range(0, len(rows), size):
        jobs = {}
        for row in rows[at : at + size]:
            free = [x for x in LANGUAGES if x not in row] if HUB in row else [HUB]
            for language in rng.choice(free, min(a.targets if HUB in row else 1, len(free)), replace=False):
                jobs.setdefault(str(language), []).append(row)
        made = {}
        for language, chosen in jobs.items():
            sources = [row[HUB] if HUB in row else row["en"] for row in chosen]
            for row, source, target in zip(chosen, sources, translator.translate(sources, language)):
                tried += 1
                if plausible(source, target, placeholders):
                    made.setdefault(id(row), (row, {}))[1][language] = target
                    kept += 1
        for row, new in made.values():
            # Real French goes with the new texts alone: its real translations stand in another shard.
            texts = {HUB: row[HUB], **new} if HUB in row else {**new, **row}
            writer.add(0, [(ALL.index(language), texts[language]) for language in ALL if language in texts])
        print(json.dumps({"rows": at + size, "of": len(rows), "kept": kept, "tried": tried}), flush=True)
        if time.time() - started > a.seconds:
            break
    print(json.dumps({"files": writer.close()}))


if __name__ == "__main__":
    main()
