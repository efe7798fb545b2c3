#!/usr/bin/env python3
"""Is the shipped graph right? The same sentences through three implementations of one model:

  parity.py MODEL PACKS SETS [--set indomain-dev] [--sentences 300] [--into fr]

int8 graph in ONNX Runtime Web (Node) against the same in native ONNX Runtime: at least SAME_IDS of the sentences give the same ids;
its chrF against that of the float32 torch reference (greedy, same shortlist): within CHRF_DISTANCE. Also: ids of a sentence alone and in its batch.
Exit status 1 when one of them fails. Needs torch.
"""

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from sacrebleu.metrics import CHRF

from parvis_models.config import read_model_folder
from parvis_models.development import directions, pairs, read_sets
from parvis_models.reference import Reference
from parvis_models.runtime import NativeSession, Output, PackFolder, PackText, WebSession, plan, unpack
from parvis_models.status import FORM_SET
from parvis_models.text import normalise
from parvis_models.weights import read_float32

SAME_IDS = 0.99
CHRF_DISTANCE = 0.7


class ReferenceSession:
    """The torch reference behind the interface of the graph sessions: local ids in and out."""

    def __init__(self, model: Reference, ids: np.ndarray):
        self.model, self.ids = model, torch.from_numpy(ids)
        self.local = torch.zeros(model.shape.vocab, dtype=torch.int64)
        self.local[self.ids] = torch.arange(len(ids))

    def run(self, batches, shortlist) -> dict[int, Output]:
        out: dict[int, Output] = {}
        for batch in batches:
            source = self.ids[torch.from_numpy(batch.source).long()]
            target, alignment, score = self.model.greedy(source, self.ids[torch.from_numpy(shortlist).long()], batch.max_length)
            out |= unpack(batch, self.local[target].numpy(), alignment.numpy(), score.numpy())
        return out


@dataclass
class Tally:
    same_web: int = 0
    same_reference: int = 0
    same_alone: int = 0
    count: int = 0
    texts: dict[str, list[str]] = field(default_factory=lambda: {"int8": [], "float32": [], "reference": []})


def compare(packs: PackFolder, model: Reference, language: str, target: str, wanted, tally: Tally):
    """Adds one direction to the tally."""
    pack = PackText(packs, language)
    shortlist = pack.table.shortlist(target)
    encoded = [pack.source(source, target) for source, _ in wanted]
    batches = plan([ids for ids, _ in encoded])
    native_session = NativeSession(packs, language)
    native = native_session.run(batches, shortlist)
    web = WebSession(packs, language).run(batches, shortlist)
    reference = ReferenceSession(model, pack.table.ids).run(batches, shortlist)
    alone = {i: native_session.run(plan([ids]), shortlist)[0] for i, (ids, _) in enumerate(encoded)}
    for i, (_, kept) in enumerate(encoded):
        tally.count += 1
        tally.same_web += web[i].ids == native[i].ids
        tally.same_reference += reference[i].ids == native[i].ids
        tally.same_alone += alone[i].ids[: len(native[i].ids)] == native[i].ids
        tally.texts["int8"].append(normalise(pack.text(web[i], kept)))
        tally.texts["float32"].append(normalise(pack.text(reference[i], kept)))
        tally.texts["reference"].append(normalise(wanted[i][1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("packs", type=Path)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--set", default=FORM_SET, help="file of SETS, without suffix")
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--into", default="", help="only this target language")
    a = parser.parse_args()
    torch.set_num_threads(1)
    packs, folder = PackFolder(a.packs), read_model_folder(a.model)
    model = Reference(folder.shape, read_float32(a.model / "model.int8"))
    rows = read_sets(a.sets)[a.set]
    chosen = [d for d in directions(packs.languages) if a.into in ("", d[2])]
    tally = Tally()
    for at, (language, source, target) in enumerate(chosen):
        count = a.sentences * (at + 1) // len(chosen) - tally.count
        compare(packs, model, language, target, pairs(rows, source, target, count), tally)
    chrf = {name: CHRF().corpus_score(tally.texts[name], [tally.texts["reference"]]).score for name in ("int8", "float32")}
    same = tally.same_web / tally.count
    print(f"{tally.count} sentences, {len(chosen)} directions")
    print(f"same ids, ONNX Runtime Web and native: {100 * same:.2f} % (at least {100 * SAME_IDS:.0f})")
    print(f"chrF int8 {chrf['int8']:.2f}, float32 {chrf['float32']:.2f} (distance at most {CHRF_DISTANCE})")
    print(f"same ids, int8 and float32: {100 * tally.same_reference / tally.count:.2f} %")
    print(f"same ids, alone and in a batch: {100 * tally.same_alone / tally.count:.2f} %")
    sys.exit(0 if same >= SAME_IDS and abs(chrf["int8"] - chrf["float32"]) <= CHRF_DISTANCE else 1)


if __name__ == "__main__":
    main()
