"""The training side of the French analyser: lexicon, features, perceptron, transitions and the reading of treebanks."""

from __future__ import annotations

import hashlib
import json
import random
import stat
from pathlib import Path

import numpy as np
import pytest

from parvis_models.french_corpus import ARTICLE, DEPREL, PRONOUN, Sentence, Word, morphology, read_treebank, relation
from parvis_models.french_features import PARSER_SLOTS, Hasher, parser_templates, text_hash
from parvis_models.french_file import SET_MARK
from parvis_models.french_lexicon import Automaton, edit_script, lefff_morphologies, read_lefff, suffix_rules
from parvis_models.french_parser import Item, Parser, State, costless, parser_words
from parvis_models.french_perceptron import Perceptron, quantise
from parvis_models.french_tagger import Tables, Taggers, apply

FRENCH = Path(__file__).resolve().parents[1] / "french"

LEFFF = """\
dossier\tnc\tdossier\tms
dossiers\tnc\tdossier\tmp
demande\tnc\tdemande\tfs
demande\tv\tdemander\tPS13s
demandes\tnc\tdemande\tfp
demandes\tv\tdemander\tPS2s
demander\tv\tdemander\tW
signes\tnc\tsigne\tmp
signes\tv\tsigner\tPS2s
a priori\tadv\ta priori\t
Paris\tnp\tParis\tms
"""


@pytest.fixture
def lexicon(tmp_path: Path):
    path = tmp_path / "lefff.mlex"
    path.write_text(LEFFF, encoding="utf-8")
    return read_lefff(path)


def test_lefff_tags_stand_for_several_inflections():
    assert lefff_morphologies("PS13s", "VERB") == [
        (0, 1, 1, 1, 1, 1), (0, 1, 3, 1, 1, 1), (0, 1, 1, 1, 2, 1), (0, 1, 3, 1, 2, 1),
    ]  # fmt: skip
    assert lefff_morphologies("Kfp", "VERB") == [(2, 2, 0, 3, 0, 3)]
    assert lefff_morphologies("W", "VERB") == [(0, 0, 0, 0, 0, 2)]
    assert lefff_morphologies("m", "NOUN") == [(1, 0, 0, 0, 0, 0)]


def test_lefff_without_names_and_expressions(lexicon):
    assert "a priori" not in lexicon and "paris" not in lexicon and "Paris" not in lexicon
    assert ("NOUN", (2, 1, 0, 0, 0, 0), "demande") in lexicon["demande"]
    assert len(lexicon["demande"]) == 5


@pytest.mark.parametrize(("form", "lemma"), [("demandées", "demander"), ("va", "aller"), ("été", "être"), ("avis", "avis"), ("œuvres", "œuvre")])
def test_edit_scripts_make_the_lemma(form: str, lemma: str):
    assert apply(form, edit_script(form, lemma)) == lemma


def test_suffix_rules_keep_what_decides():
    forms = {f"{stem}ations": {("NOUN", (2, 2, 0, 0, 0, 0), f"{stem}ation")} for stem in "abcdefgh"}
    forms |= {f"{stem}al": {("NOUN", (1, 1, 0, 0, 0, 0), f"{stem}al")} for stem in "abcdefghijkl"}
    rules = suffix_rules(forms)
    assert rules["NOUN", ""] == (0, "")
    assert rules["NOUN", "s"] == (1, "")
    assert ("NOUN", "ns") not in rules


def test_automaton_holds_exactly_its_strings():
    words = {f"{a}{b}{c}".encode() + bytes([SET_MARK, number % 3, 0]) for number, (a, b, c) in enumerate(zip("abcab" * 9, "xyzxyxy" * 7, "mnopqrs" * 7))}
    arcs = Automaton(words).arcs()
    found = set()
    pending = [(0, b"")]
    while pending:
        at, prefix = pending.pop()
        while True:
            byte, target, last = arcs[at]
            if target:
                pending.append((target, prefix + bytes([byte])))
            else:
                found.add(prefix + bytes([byte]))
            if last:
                break
            at += 1
    assert found == words
    assert len(arcs) < sum(len(word) for word in words)


def test_hashes_are_those_of_fnv():
    assert text_hash("") == 0x811C9DC5
    assert text_hash("a") == 0xE40C292C
    assert text_hash("é") == text_hash("é") != text_hash("e")


def test_features_depend_on_template_and_values():
    hasher = Hasher(parser_templates(), PARSER_SLOTS, 16)
    slots = np.zeros(PARSER_SLOTS + 1, dtype=np.uint32)
    nothing = hasher.rows(slots)
    slots[0] = 7
    changed = hasher.rows(slots)
    uses_slot_0 = (parser_templates() == 0).any(axis=1)
    assert (nothing[~uses_slot_0] == changed[~uses_slot_0]).all()
    assert (nothing[uses_slot_0] != changed[uses_slot_0]).mean() > 0.9


def test_average_of_a_perceptron():
    model = Perceptron(3, 2)
    model.update(np.array([1, 2]), 0, 1)
    model.steps += 3
    model.update(np.array([1]), 1, 0)
    # The weight was 1 for three of four steps, and is 0 since the last one.
    assert model.average()[1].tolist() == [0.75, -0.75]
    assert model.scores(np.array([1, 2])).tolist() == [1, -1]


def test_quantised_weights_keep_the_large_ones():
    weights = np.array([[10.0, -0.2], [0.5, -5.0]], dtype=np.float32)
    small = quantise(weights, 0.4)
    assert small.weights.tolist() == [[127, 0], [6, -64]]
    assert small.kept == 3


def tree(heads: list[int]) -> Sentence:
    words = [Word(chr(97 + i), 2 * i, 2 * i + 1, head=h, deprel="root" if h < 0 else "dep", upos="NOUN", lemma=chr(97 + i)) for i, h in enumerate(heads)]
    return Sentence(" ".join(w.form for w in words), words)


def projective(generator: random.Random, count: int) -> list[int]:
    """Heads of a random projective tree."""

    def attach(begin: int, end: int, head: int, heads: list[int]) -> None:
        if begin < end:
            top = generator.randrange(begin, end)
            heads[top] = head
            attach(begin, top, top, heads)
            attach(top + 1, end, top, heads)

    heads = [-1] * count
    attach(0, count, -1, heads)
    return heads


def test_costless_actions_lead_to_the_gold_tree():
    generator = random.Random(4)
    for _ in range(200):
        heads = projective(generator, generator.randint(1, 12))
        count = len(heads)
        gold = [count if h < 0 else h for h in heads]
        last_child = [max((i for i, h in enumerate(gold) if h == n), default=-1) for n in range(count + 1)]
        state = State(np.zeros((count + 2, 6), dtype=np.uint32))
        while not state.done():
            if state.next == count and len(state.stack) == 1:
                state.attach(count, 0)
                continue
            actions = costless(state, gold, last_child)
            assert actions
            state.apply(generator.choice(actions), 1)
        assert state.heads == gold


def test_a_parser_and_taggers_learn_by_heart(lexicon):
    generator = random.Random(9)
    sentences = [tree(projective(generator, 6)) for _ in range(8)]
    for number, sentence in enumerate(sentences):
        for i, word in enumerate(sentence.words):
            word.form = f"{word.form}{number}x{i}"
            word.upos = generator.choice(["NOUN", "VERB"])
    tables = Tables.build(lexicon, suffix_rules(lexicon), sentences)
    taggers = Taggers(tables, 16)
    taggers.train(sentences, 6)
    tagged = [taggers.tag(s) for s in sentences]
    assert [[tables.tags[t][0] for t in tags] for tags, _ in tagged] == [[w.upos for w in s.words] for s in sentences]
    items = []
    for sentence, (tags, morphologies) in zip(sentences, tagged):
        heads = [6 if w.head < 0 else w.head for w in sentence.words]
        items.append(Item(parser_words(tables, sentence, tags, morphologies), heads, [w.deprel for w in sentence.words]))
    parser = Parser.for_data(items, 16)
    parser.train(items, 12)
    for item in items:
        heads, labels, margins = parser.parse(item.words)
        assert heads == item.heads
        assert [DEPREL[label] for label in labels] == item.labels
        assert min(margins) >= 0


def test_lemmas_come_from_lexicon_and_endings(lexicon):
    tables = Tables.build(lexicon, {("NOUN", "s"): (1, ""), ("NOUN", ""): (0, "")}, [tree([-1])])
    word = lambda form: Word(form, 0, 1)  # noqa: E731
    assert tables.lemma(word("Demandes"), ("NOUN", 0), (2, 2, 0, 0, 0, 0)) == "demande"
    assert tables.lemma(word("demandes"), ("VERB", 0), (0, 1, 2, 1, 1, 1)) == "demander"
    assert tables.lemma(word("kiosques"), ("NOUN", 0), (1, 2, 0, 0, 0, 0)) == "kiosque"
    assert tables.lemma(word("Nice"), ("PROPN", 0), (0,) * 6) == "Nice"


def test_relations_and_features_of_treebanks():
    assert relation("nsubj:pass") == "nsubj:pass"
    assert relation("aux") == "aux:tense"
    assert relation("parataxis:insert") == "parataxis"
    assert relation("reparandum") == "dep"
    assert relation("obl") == "obl"
    assert morphology("Gender=Fem|Number=Plur|Person[psor]=3|Tense=Past|VerbForm=Part") == (2, 2, 0, 3, 0, 3)
    assert morphology("_") == (0,) * 6


CONLLU = """\
# text = Il parle du 3 mai.
1\tIl\til\tPRON\t_\tNumber=Sing\t2\tnsubj\t_\t_
2\tparle\tparler\tVERB\t_\t_\t0\troot\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\tGender=Masc|Number=Sing\t5\tdet\t_\t_
5\t3\t3\tNUM\t_\t_\t2\tobl:arg\t_\t_
6\tmai\tmai\tNOUN\t_\t_\t5\tnmod\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# text = Auquel
1-2\tAuquel\t_\t_\t_\t_\t_\t_\t_\t_
1\tà\tà\tADP\t_\t_\t2\tcase\t_\t_
2\tlequel\tlequel\tPRON\t_\tGender=Masc\t0\troot\t_\t_

"""


def test_treebanks_are_read_in_the_words_of_the_tokenizer(tmp_path: Path):
    cut = {
        "Il parle du 3 mai.": [(0, 2, ""), (3, 8, ""), (9, 11, ""), (12, 17, "date"), (17, 18, "")],
        "Auquel": [(0, 6, "")],
    }
    tokenizer = tmp_path / "words"
    rows = {text: json.dumps([[{"begin": b, "end": e, "lock": lock} for b, e, lock in words]]) for text, words in cut.items()}
    tokenizer.write_text(f"#!/usr/bin/env python3\nimport sys\nrows = {rows!r}\nfor line in sys.stdin:\n    print(rows[line.rstrip()])\n")
    tokenizer.chmod(tokenizer.stat().st_mode | stat.S_IXUSR)
    treebank = tmp_path / "small.conllu"
    treebank.write_text(CONLLU, encoding="utf-8")
    first, second = read_treebank(treebank, tokenizer)
    assert [w.form for w in first.words] == ["Il", "parle", "du", "3 mai", "."]
    assert [w.head for w in first.words] == [1, -1, 3, 1, 1]
    assert [w.deprel for w in first.words] == ["nsubj", "root", "case", "obl:arg", "punct"]
    assert (first.words[2].contraction, first.words[2].upos, first.words[2].lemma, first.words[2].morphology[:2]) == (ARTICLE, "ADP", "de", (1, 1))
    assert (first.words[3].lock, first.words[3].merged) == ("date", True)
    assert (second.words[0].contraction, second.words[0].lemma) == (PRONOUN, "lequel")


def test_scores_are_those_of_the_model():
    scores = json.loads((FRENCH / "scores.json").read_text(encoding="utf-8"))
    assert scores["sha256"] == hashlib.sha256((FRENCH / "french.bin").read_bytes()).hexdigest()
    assert scores["fr_sequoia-ud-test"]["las"] > 85
