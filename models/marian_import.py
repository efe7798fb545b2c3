#!/usr/bin/env python3
"""Turn a model in Marian's binary format (a Firefox Translations pack, say) into a model folder of ours.

  marian_import.py MODEL.bin VOCAB.spm OUT --from en --to fr [--shortlist LEX.bin] [--licence NAME]

MODEL.bin: intgemm8 with activation multipliers ("alphas"), a transformer encoder with pre- or post-norm and an SSRU decoder with one vocabulary for
both sides. Files come from whoever publishes them; nothing is downloaded here. OUT gets config.json, model.int8.N.safetensors, scales.json,
joint.model and pieces.json. Weights keep their int8 values; their one scale is rounded to float16 (a part in 2000 at most).
The graph of such a folder translates in one direction, without tags; its tokenizer has no placeholders, so numbers are the model's own affair.
"""

import argparse
import json
import sys
from pathlib import Path

import sentencepiece

from parvis_models.config import Shape
from parvis_models.marian_file import MarianFormatError, read_model, read_shortlist
from parvis_models.marian_model import from_marian, read_shape
from parvis_models.text import EOS, UNK
from parvis_models.weights import write_int8


def convert(model: Path, vocabulary: Path, lexicon: Path | None, out: Path, source: str, target: str, licence: str) -> Shape:
    """Write the folder ``out``. Raises MarianFormatError."""
    tensors, config = read_model(model.read_bytes())
    shape = read_shape(config, tensors)
    weights, scales = from_marian(shape, tensors)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    if processor.get_piece_size() != shape.vocab:
        raise MarianFormatError(f"{vocabulary.name} has {processor.get_piece_size()} pieces, the model {shape.vocab}")
    if (processor.eos_id(), processor.unk_id()) != (EOS, UNK):
        raise MarianFormatError(f"{vocabulary.name}: end {processor.eos_id()}, unknown {processor.unk_id()}; {EOS} and {UNK} expected")
    allowed = list(range(shape.vocab)) if lexicon is None else read_shortlist(lexicon.read_bytes()).union().tolist()
    if allowed and allowed[-1] >= shape.vocab:
        raise MarianFormatError(f"the shortlist speaks of piece {allowed[-1]}, the model has {shape.vocab}")
    out.mkdir(parents=True, exist_ok=True)
    write_int8(weights, out / "model.int8")
    (out / "joint.model").write_bytes(vocabulary.read_bytes())
    described = {"format": 1, "direction": f"{source}-{target}", "model": vars(shape), "norm": shape.norm, "tag_in_source": False, "licence": licence}
    pieces = {target: sorted({EOS, *allowed} - {UNK})}
    for name, content in (("config.json", described), ("scales.json", scales), ("pieces.json", pieces)):
        (out / name).write_text(json.dumps(content) + "\n", "utf8")
    return shape


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="source", required=True)
    parser.add_argument("--to", dest="target", required=True)
    parser.add_argument("--shortlist", type=Path, help="only the pieces that it names may come out")
    parser.add_argument("--licence", default="unknown", help="of the weights")
    a = parser.parse_args()
    try:
        shape = convert(a.model, a.vocabulary, a.shortlist, a.out, a.source, a.target, a.licence)
    except MarianFormatError as error:
        sys.exit(f"{a.model.name}: {error}")
    print(f"{a.out}: {shape.enc}-{shape.dec} layers, width {shape.d}, {shape.norm}-norm, {shape.vocab} pieces")


if __name__ == "__main__":
    main()
