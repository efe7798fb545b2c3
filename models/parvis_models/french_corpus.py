"""Treebanks in CoNLL-U as training sentences, in the words of the core's own tokenizer (tokenize_french)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]
DEPREL = (
    "root acl acl:relcl advcl advmod amod appos aux:caus aux:pass aux:tense case cc ccomp conj cop csubj dep det discourse dislocated expl:comp expl:pass "
    "expl:pv expl:subj fixed flat iobj mark nmod nsubj nsubj:caus nsubj:pass nummod obj obj:agent obj:lvc obl:agent obl:arg obl:mod orphan parataxis punct "
    "vocative xcomp"
).split()
# Relations of single treebanks, or too rare to learn.
RENAMED = {
    "aux": "aux:tense", "compound": "flat", "flat:name": "flat", "flat:foreign": "flat", "nmod:appos": "appos", "iobj:agent": "iobj", "nsubj:outer": "nsubj",
    "csubj:pass": "csubj", "dep:comp": "dep", "goeswith": "dep", "reparandum": "dep", "advcl:cleft": "advcl", "list": "parataxis",
}  # fmt: skip
# Plain 'obl' of treebanks that do not tell arguments from modifiers: either is right.
ANY_OBLIQUE = ("obl:mod", "obl:arg")
MORPHOLOGY = {
    "Gender": ["", "Masc", "Fem"],
    "Number": ["", "Sing", "Plur"],
    "Person": ["", "1", "2", "3"],
    "Tense": ["", "Pres", "Imp", "Past", "Fut"],
    "Mood": ["", "Ind", "Sub", "Cnd", "Imp"],
    "VerbForm": ["", "Fin", "Inf", "Part"],
}
NO_CONTRACTION, ARTICLE, PRONOUN = 0, 1, 2

Morphology = tuple[int, int, int, int, int, int]


@dataclass
class Word:
    """A word of the tokenizer with its gold annotation."""

    form: str
    begin: int  # bytes in the sentence's text
    end: int
    lock: str = ""
    upos: str = "X"
    contraction: int = NO_CONTRACTION
    morphology: Morphology = (0,) * 6
    lemma: str = ""
    head: int = -1  # index in the sentence, -1 the root
    deprel: str = "root"
    merged: bool = False  # several gold words make up this one
    tokenised: bool = True  # False: the gold word is not one of the tokenizer's


@dataclass
class Sentence:
    text: str
    words: list[Word]
    source: str = ""
    extra: int = 0  # words of the tokenizer that are only parts of gold words


@dataclass
class _Gold:
    """A surface token of the treebank: one syntactic word, or the two of a contraction."""

    begin: int
    end: int
    ids: list[int] = field(default_factory=list)


def morphology(feats: str) -> Morphology:
    """The six categories of Morphology (french_grammar.h) out of a FEATS column."""
    values = dict(item.split("=", 1) for item in feats.split("|") if "=" in item)
    return tuple(names.index(values[key]) if values.get(key) in names else 0 for key, names in MORPHOLOGY.items())  # type: ignore[return-value]


def relation(deprel: str) -> str:
    """A relation of the analyser's list, or 'obl' where the treebank does not say which."""
    if deprel in DEPREL or deprel == "obl":
        return deprel
    if deprel in RENAMED:
        return RENAMED[deprel]
    base = deprel.split(":")[0]
    return base if base in DEPREL else RENAMED.get(base, "dep")


def read_text(path: Path) -> str:
    """A file as text, decompressed by `zstd` where its name says so."""
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-qdcf", str(path)], check=True, capture_output=True).stdout.decode()
    return path.read_text(encoding="utf-8")


def _blocks(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    for block in read_text(path).split("\n\n"):
        text = ""
        rows = []
        for line in block.splitlines():
            if line.startswith("# text = "):
                text = line[len("# text = ") :]
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if "." not in columns[0]:
                    rows.append(columns)
        if rows and text:
            yield text, rows


def _gold_tokens(text: str, rows: list[list[str]]) -> list[_Gold] | None:
    tokens: list[_Gold] = []
    at = covered = 0
    for row in rows:
        if "-" in row[0]:
            first, last = (int(n) for n in row[0].split("-"))
            ids, covered = list(range(first, last + 1)), last
        elif int(row[0]) <= covered:
            continue
        else:
            ids = [int(row[0])]
        begin = text.find(row[1], at)
        if begin < 0 or text[at:begin].strip():
            return None
        at = begin + len(row[1])
        tokens.append(_Gold(len(text[:begin].encode()), len(text[:at].encode()), ids))
    return tokens


def _groups(words: list[dict], gold: list[_Gold]) -> list[tuple[list[int], list[int]]]:
    """Indices of words and gold tokens that overlap, in order."""
    groups: list[tuple[list[int], list[int]]] = []
    i = j = 0
    while i < len(words) and j < len(gold):
        group: tuple[list[int], list[int]] = ([i], [j])
        end_word, end_gold = words[i]["end"], gold[j].end
        while end_word != end_gold:
            if end_word < end_gold:
                i += 1
                if i == len(words):
                    break
                group[0].append(i)
                end_word = words[i]["end"]
            else:
                j += 1
                if j == len(gold):
                    break
                group[1].append(j)
                end_gold = gold[j].end
        groups.append(group)
        i += 1
        j += 1
    return groups


def _sentence(text: str, rows: list[list[str]], words: list[dict]) -> Sentence | None:
    gold = _gold_tokens(text, rows)
    if gold is None:
        return None
    by_id = {int(row[0]): row for row in rows if "-" not in row[0]}
    data = text.encode()
    result: list[Word] = []
    owner: dict[int, int] = {}
    chosen: list[int] = []
    extra = 0
    for word_ids, gold_ids in _groups(words, gold):
        # More words than gold tokens: the gold tokens stay, so that their annotation can be learnt.
        keep_gold = len(word_ids) > 1
        extra += len(word_ids) - 1 if keep_gold else 0
        parts = [[g] for g in gold_ids] if keep_gold else [gold_ids]
        for part in parts:
            ids = [n for g in part for n in gold[g].ids]
            begin, end = (gold[part[0]].begin, gold[part[-1]].end) if keep_gold else (words[word_ids[0]]["begin"], words[word_ids[0]]["end"])
            inner = set(ids)
            contraction = NO_CONTRACTION
            top = next((n for n in ids if int(by_id[n][6]) not in inner), ids[0])
            if len(part) == 1 and len(ids) == 2:
                tags = (by_id[ids[0]][3], by_id[ids[1]][3])
                if tags == ("ADP", "DET"):
                    contraction, top = ARTICLE, ids[0]
                elif tags == ("ADP", "PRON"):
                    contraction, top = PRONOUN, ids[1]
            row = by_id[top]
            feats = by_id[ids[1]][5] if contraction == ARTICLE else row[5]
            word = Word(data[begin:end].decode(errors="replace"), begin, end, "" if keep_gold else words[word_ids[0]]["lock"], row[3], contraction)
            word.morphology = morphology(feats)
            word.lemma = row[2]
            word.merged = len(part) > 1
            word.tokenised = not keep_gold
            for n in ids:
                owner[n] = len(result)
            result.append(word)
            chosen.append(top)
    if len(owner) != len(by_id):
        return None
    for word, top in zip(result, chosen):
        head = int(by_id[top][6])
        word.head = owner[head] if head else -1
        word.deprel = relation(by_id[top][7]) if head else "root"
    if any(word.head == i for i, word in enumerate(result)) or sum(word.head < 0 for word in result) != 1:
        return None
    return Sentence(text, result, extra=extra)


def read_treebank(path: Path, tokenizer: Path) -> list[Sentence]:
    """The sentences of a treebank, cut into words by the core.

    :param tokenizer: the program french_words, which models/ builds
    """
    blocks = list(_blocks(path))
    lines = "".join(text + "\n" for text, _ in blocks)
    output = subprocess.run([str(tokenizer)], input=lines, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    sentences = []
    for (text, rows), line in zip(blocks, output, strict=True):
        sentence = _sentence(text, rows, [word for part in json.loads(line) for word in part])
        if sentence is not None:
            sentence.source = path.name.split(".")[0]
            sentences.append(sentence)
    return sentences
