#!/usr/bin/env python3
"""Write a model in Marian's binary format, as marian-decoder and bergamot-translator run it.

  marian_export.py MODEL OUT [--float32]

MODEL as for cut_packs.py. OUT gets
  model.intgemm.alphas.bin  int8 with static activation scales (``--float32``: model.bin, whose weights are exactly ours)
  lex.s2t.bin               binary shortlist: the tag that opens a source allows the pieces of its language, nothing else does
  srcvocab.spm              the tokenizer for sources: it adds no space in front, since a line begins with the tag ("<2ar> Nom de naissance")
  trgvocab.spm              the tokenizer as it is, for the output
  config.yml                for marian-decoder and bergamot: greedy, one thread
One file holds all directions. Numbers, addresses and the like are placeholders <ph1> ... to this model: see parvis_models/text.py.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from sentencepiece import sentencepiece_model_pb2

from parvis_models.config import ModelFolder, read_model_folder
from parvis_models.marian_file import write_model, write_shortlist
from parvis_models.marian_model import model_config, to_marian
from parvis_models.text import EOS, TAGS
from parvis_models.tokens import Tokenizer
from parvis_models.weights import read_float32

LISTS_MULTIPLE = 8  # intgemm multiplies that many columns at a time; Marian would fill a list up with the first pieces, which are tags


def source_vocabulary(tokenizer: bytes) -> bytes:
    """The tokenizer without the space that SentencePiece puts in front: a tag would otherwise come after a piece of its own."""
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(tokenizer)
    model.normalizer_spec.add_dummy_prefix = False
    return model.SerializeToString(deterministic=True)


def output_pieces(folder: ModelFolder) -> dict[str, list[int]]:
    """{language: pieces that may come out, ascending}; the last ones, the rarest, are left out where Marian needs a rounder number."""
    lists = {code: sorted({EOS, *ids}) for code, ids in folder.pieces.items()}
    return {code: own[: len(own) // LISTS_MULTIPLE * LISTS_MULTIPLE] or own for code, own in lists.items()}


def shortlist(folder: ModelFolder) -> bytes:
    """{tag of a language: its pieces} as a file."""
    processor = Tokenizer(folder.tokenizer).processor
    lists = {processor.piece_to_id(TAGS[code]): own for code, own in output_pieces(folder).items()}
    return write_shortlist(lists, folder.shape.vocab)


def decoder_config(model: str, float32: bool) -> str:
    """config.yml beside the files that it names."""
    precision = "float32" if float32 else "int8shiftAlphaAll"
    lines = ["relative-paths: true", f"models: [{model}]", "vocabs: [srcvocab.spm, trgvocab.spm]", "shortlist: [lex.s2t.bin, false]"]
    lines += ["beam-size: 1", "normalize: 1.0", "word-penalty: 0", "max-length-break: 128", "mini-batch-words: 1024", "workspace: 128"]
    lines += ["max-length-factor: 2.0", "skip-cost: true", "cpu-threads: 1", "quiet: true", "quiet-translation: true", f"gemm-precision: {precision}"]
    return "\n".join(lines) + "\n"


def export(folder: ModelFolder, out: Path, float32: bool, weights: Mapping[str, np.ndarray] | None = None) -> list[Path]:
    """Write all files of a model into ``out``; ``weights`` (float32) in place of its own where given. -> the files"""
    scales = None if float32 else json.loads((folder.path / "scales.json").read_text("utf8"))
    tensors = to_marian(folder.shape, read_float32(folder.path / "model.int8") if weights is None else weights, scales)
    name = "model.bin" if float32 else "model.intgemm.alphas.bin"
    tokenizer = folder.tokenizer.read_bytes()
    files = {
        name: write_model(tensors, model_config(folder.shape)),
        "lex.s2t.bin": shortlist(folder),
        "srcvocab.spm": source_vocabulary(tokenizer),
        "trgvocab.spm": tokenizer,
        "config.yml": decoder_config(name, float32).encode(),
    }
    out.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (out / path).write_bytes(content)
    return [out / path for path in files]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float32", action="store_true", help="unquantised: bigger, slower, the same numbers as here")
    a = parser.parse_args()
    for path in export(read_model_folder(a.model), a.out, a.float32):
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
