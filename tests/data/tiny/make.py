"""Writes tiny.model (a SentencePiece model with the conventions of the joint one, made from sentences.tsv) and encoded.json (what the reference
implementation makes of each sentence). Run by hand when the conventions change: python3 tests/data/tiny/make.py
"""

import json
import os
import pathlib
import sys

import sentencepiece

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "models"))

from parvis_models.text import EOS, SYMBOLS, UNK, lock, normalise

rows = [line.split("\t") for line in (HERE / "sentences.tsv").read_text("utf8").splitlines()]
texts = [lock(normalise(text))[0] for _, text in rows]

os.chdir(HERE)  # the model records the path that it is written to
sentencepiece.SentencePieceTrainer.train(
    sentence_iterator=iter(texts),
    model_prefix="tiny",
    model_type="unigram",
    vocab_size=800,
    character_coverage=0.995,  # some characters stay out, so that byte fallback is used
    byte_fallback=True,
    normalization_rule_name="identity",
    user_defined_symbols=SYMBOLS,
    eos_id=EOS,
    unk_id=UNK,
    bos_id=-1,
    pad_id=-1,
    num_threads=1,
    minloglevel=2,
)
(HERE / "tiny.vocab").unlink()

model = sentencepiece.SentencePieceProcessor(model_file=str(HERE / "tiny.model"))
extra = ["", "A", "<ph1>, <ph2> et <ph1>.", "🎉 Œuvre n° <ph1> ẞ", "a_b", "x" * 60, "ﷺ 𝒳 ½ €", "<0x41> </s> <unk>", "l' aide"]
encoded = [{"text": text, "ids": model.encode(text), "decoded": model.decode(model.encode(text))} for text in [*texts, *extra]]
(HERE / "encoded.json").write_text(json.dumps(encoded, ensure_ascii=False, indent=0) + "\n", "utf8")
