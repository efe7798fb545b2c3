#!/usr/bin/env python3
"""Is our decoder Marian's? The exported weights in Marian itself, the same sentences, greedy, against our implementations of the network.

  compare_marian.py MODEL PACKS TEXT... [--into es,ar,uk] [--sentences 200]

TEXT: phrasebook files (.jsonl) and letters (.json). Marian runs in float32, through its Python package (pymarian 1.12, not in the requirements: the
product does not need it); so does the torch reference; the packs run in native ONNX Runtime, int8. Exit status 1 when less than SAME of the
sentences come out of Marian and of the reference to the letter.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from pymarian import Translator

from marian_export import export, output_pieces
from parity import ReferenceSession
from parvis_models.comparison import chrf_between, french_sentences, identical
from parvis_models.config import read_model_folder
from parvis_models.reference import Reference
from parvis_models.runtime import NativeSession, PackFolder, PackText, plan
from parvis_models.text import TAGS, lock, normalise
from parvis_models.tokens import Tokenizer
from parvis_models.weights import read_float32

SAME = 0.99


def marian(folder: Path) -> Translator:
    """Marian over an exported folder, one sentence a batch."""
    vocabularies = f"{folder / 'srcvocab.spm'} {folder / 'trgvocab.spm'}"
    return Translator(
        f"--models {folder / 'model.bin'} --vocabs {vocabularies} --shortlist {folder / 'lex.s2t.bin'} false --beam-size 1 --normalize 1 "
        "--max-length-factor 3 --cpu-threads 1 --mini-batch 1 --quiet --quiet-translation"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("packs", type=Path)
    parser.add_argument("text", nargs="+", type=Path)
    parser.add_argument("--into", default="es,ar,uk", help="target languages")
    parser.add_argument("--sentences", type=int, default=200)
    a = parser.parse_args()
    torch.set_num_threads(1)
    folder, packs = read_model_folder(a.model), PackFolder(a.packs)
    reference = Reference(folder.shape, read_float32(a.model / "model.int8"))
    sentences = french_sentences(a.text, a.sentences)
    outputs: dict[str, list[str]] = {"marian": [], "reference": [], "int8": []}
    covered: list[bool] = []
    with tempfile.TemporaryDirectory() as out:
        export(folder, Path(out), float32=True)
        peer = marian(Path(out))
        tokenizer, whole = Tokenizer(folder.tokenizer), np.arange(folder.shape.vocab)
        for target, allowed in ((code, np.array(output_pieces(folder)[code])) for code in a.into.split(",")):
            encoded = [tokenizer.source(text, target)[0] for text in sentences]
            done = ReferenceSession(reference, whole).run(plan(encoded), allowed)
            outputs["reference"] += [tokenizer.text(done[i].ids) for i in range(len(sentences))]
            pack = PackText(packs, target)
            known = set(pack.table.ids.tolist())
            covered += [known.issuperset(ids) for ids in encoded]
            done = NativeSession(packs, target).run(plan([pack.source(text, target)[0] for text in sentences]), pack.table.shortlist(target))
            outputs["int8"] += [pack.text(done[i]) for i in range(len(sentences))]
            outputs["marian"] += [peer.translate(f"{TAGS[target]} {lock(normalise(text), False)[0]}") for text in sentences]
    same = identical(outputs["reference"], outputs["marian"])
    print(f"{len(outputs['marian'])} sentences")
    print(f"float32 reference and Marian in float32: {100 * same:.2f} % the same, chrF {chrf_between(outputs['reference'], outputs['marian']):.2f}")
    int8, theirs = ([text for text, whole in zip(outputs[name], covered) if whole] for name in ("int8", "marian"))
    left_out = len(covered) - len(int8)
    print(f"int8 packs and Marian in float32: {100 * identical(int8, theirs):.2f} % the same, chrF {chrf_between(int8, theirs):.2f}")
    print(f"  ({left_out} sentences left out: the pack spells some of their pieces in bytes)")
    sys.exit(0 if same >= SAME else 1)


if __name__ == "__main__":
    main()
