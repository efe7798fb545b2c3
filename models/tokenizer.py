#!/usr/bin/env python3
"""tokenizer.txt (prepare.py) -> joint SentencePiece unigram model for all languages.

  tokenizer.py DATA [--vocabulary 32000]      DATA/tokenizer.txt -> DATA/joint.model

Digits are single pieces; bytes are the fall-back, so that any text can be spelled; normalisation is ours (parvis_models.text), not SentencePiece's.
"""

import argparse
import os

import sentencepiece

from parvis_models.text import EOS, SYMBOLS, UNK

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("data")
p.add_argument("--vocabulary", type=int, default=32000)
p.add_argument("--threads", type=int, default=2)
a = p.parse_args()
os.chdir(a.data)  # the model records the paths that it was trained with
sentencepiece.SentencePieceTrainer.train(
    input="tokenizer.txt",
    model_prefix="joint",
    vocab_size=a.vocabulary,
    model_type="unigram",
    byte_fallback=True,
    character_coverage=0.9997,
    normalization_rule_name="identity",
    remove_extra_whitespaces=False,
    split_digits=True,
    user_defined_symbols=SYMBOLS,
    eos_id=EOS,
    unk_id=UNK,
    bos_id=-1,
    pad_id=-1,
    num_threads=a.threads,
    max_sentence_length=4000,
    seed_sentencepiece_size=500000,
    num_sub_iterations=1,
    shuffle_input_sentence=True,
    minloglevel=1,
)
