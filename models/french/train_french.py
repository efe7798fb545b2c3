"""Trains the French analyser: treebanks and lexicon in, french.bin out.

    python french/train_french.py TREEBANKS LEFFF french/french.bin --tokenizer ../build/native/models/french_words

TREEBANKS is a folder of *.conllu or *.conllu.zst, LEFFF the lexicon as lefff-3.4.mlex.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from parvis_models import french_file, french_lexicon
from parvis_models.french_corpus import DEPREL, Sentence, read_treebank
from parvis_models.french_parser import Item, Parser, parser_words
from parvis_models.french_perceptron import quantise
from parvis_models.french_tagger import Tables, Taggers

# Never seen in training: what evaluate_french.py measures on.
HELD_OUT = ("fr_sequoia-ud-test", "fr_gsd-ud-dev")


def read_training(folder: Path, tokenizer: Path, only: Sequence[str]) -> list[Sentence]:
    sentences = []
    for path in sorted(folder.glob("*.conllu*")):
        name = path.name.split(".")[0]
        if name not in HELD_OUT and (not only or any(part in name for part in only)):
            sentences += read_treebank(path, tokenizer)
    return sentences


def items(tables: Tables, sentences: Sequence[Sentence], tagged: Sequence[tuple[list[int], list[int]]]) -> list[Item]:
    """Sentences with the tags that the parser is to see."""
    found = []
    for sentence, (tags, morphologies) in zip(sentences, tagged):
        heads = [len(sentence.words) if w.head < 0 else w.head for w in sentence.words]
        found.append(Item(parser_words(tables, sentence, tags, morphologies), heads, [w.deprel for w in sentence.words]))
    return found


def jackknife(tables: Tables, sentences: Sequence[Sentence], folds: int, epochs: int) -> list[tuple[list[int], list[int]]]:
    """Tags of each sentence by taggers that did not see it: the parser has to learn from tags with errors in them."""
    tagged: list[tuple[list[int], list[int]]] = [([], [])] * len(sentences)
    for fold in range(folds):
        taggers = Taggers(tables)
        taggers.train([s for i, s in enumerate(sentences) if i % folds != fold], epochs)
        for i in range(fold, len(sentences), folds):
            tagged[i] = taggers.tag(sentences[i])
    return tagged


def scores(taggers: Taggers, parser: Parser, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Quick scores over the tokenizer's words; evaluate_french.py measures the product."""
    tables = taggers.tables
    total = np.zeros(6)
    for sentence in sentences:
        tags, morphologies = taggers.tag(sentence)
        heads, labels, _ = parser.parse(parser_words(tables, sentence, tags, morphologies))
        for word, tag, morphology, head, label in zip(sentence.words, tags, morphologies, heads, labels):
            head_right = head == (len(sentence.words) if word.head < 0 else word.head)
            label_right = DEPREL[label].split(":")[0] == word.deprel.split(":")[0]
            lemma = tables.lemma(word, tables.tags[tag], tables.morphologies[morphology])
            total += (1, tables.tags[tag][0] == word.upos, tables.morphologies[morphology] == word.morphology, lemma.lower() == word.lemma.lower(), head_right, head_right and label_right)
    return dict(zip(("upos", "feats", "lemma", "uas", "las"), (100 * total[1:] / total[0]).round(2).tolist()))


def margin_scale(parser: Parser, found: Sequence[Item]) -> float:
    """The margin below which half of the wrong arcs lie."""
    wrong = []
    for item in found:
        heads, _, margins = parser.parse(item.words)
        wrong += [m for head, gold, m in zip(heads, item.heads, margins) if head != gold]
    return float(np.median(wrong)) if wrong else 1.0


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("treebanks", type=Path)
    arguments.add_argument("lefff", type=Path)
    arguments.add_argument("output", type=Path)
    arguments.add_argument("--tokenizer", type=Path, required=True)
    arguments.add_argument("--only", nargs="*", default=["sequoia", "fqb", "pud"], help="parts of the names of the treebanks to use: the written ones")
    arguments.add_argument("--tagger-epochs", type=int, default=8)
    arguments.add_argument("--parser-epochs", type=int, default=10)
    arguments.add_argument("--folds", type=int, default=3)
    arguments.add_argument("--bits", type=int, default=19)
    arguments.add_argument("--tagger-threshold", type=float, default=0.5, help="smaller weights are dropped")
    arguments.add_argument("--parser-threshold", type=float, default=1.2)
    arguments.add_argument("--check", nargs="*", default=[], help="held-out treebanks to score each step on")
    options = arguments.parse_args()
    start = time.time()

    def say(*words: object) -> None:
        print(f"{time.time() - start:6.0f} s", *words, flush=True)

    sentences = read_training(options.treebanks, options.tokenizer, options.only)
    checked = {name: read_treebank(next(options.treebanks.glob(f"*{name}*")), options.tokenizer) for name in options.check}
    lexicon = french_lexicon.read_lefff(options.lefff)
    suffixes = french_lexicon.suffix_rules(lexicon)
    french_lexicon.add_closed_classes(lexicon, sentences)
    tables = Tables.build(lexicon, suffixes, sentences)
    say(f"{len(sentences)} sentences, {len(tables.forms)} forms, {len(tables.sets)} sets, {len(tables.scripts)} scripts, {len(tables.suffixes)} suffixes")
    say(f"{len(tables.tags)} tags, {len(tables.morphologies)} inflections")

    tagged = jackknife(tables, sentences, options.folds, max(1, options.tagger_epochs // 2)) if options.folds > 1 else None
    say("jackknifed")
    taggers = Taggers(tables, options.bits)
    taggers.train(sentences, options.tagger_epochs)
    if tagged is None:
        tagged = [([tables.tag_ids[w.upos, w.contraction] for w in s.words], [tables.morphology_ids[w.morphology] for w in s.words]) for s in sentences]
    say("taggers trained")
    training = items(tables, sentences, tagged)
    parser = Parser.for_data(training, options.bits)
    parser.train(training, options.parser_epochs, report=lambda epoch: say("parser epoch", epoch + 1))
    for name, held_out in checked.items():
        say(name, scores(taggers, parser, held_out))
    taggers.tag_model = quantise(taggers.tag_model.weights, options.tagger_threshold)
    taggers.morphology_model = quantise(taggers.morphology_model.weights, options.tagger_threshold)
    parser.model = quantise(parser.model.weights, options.parser_threshold)
    say("weights", taggers.tag_model.kept, taggers.morphology_model.kept, parser.model.kept)
    for name, held_out in checked.items():
        say("quantised", name, scores(taggers, parser, held_out))
    french_file.write(options.output, tables, taggers, parser, margin_scale(parser, training[::20]))
    say(options.output, options.output.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
