#!/usr/bin/env python3
"""Letter statistics for the language guess of the core -> i18n/detect/profiles.txt (read by core/include/parvis/detect.h).

  make_detect_profile.py CORPORA OUT.txt

For each script: the letter sequences (1 to 4 letters of a padded word) that tell its languages best apart, by mutual information, and for
each its weight under each language, from a multinomial logistic regression over snippets of 1 to 12 words. What is kept are weights,
no text. The file is deterministic for given corpora.
"""

import argparse
import collections
import json
import math
import os
import random
import re
import subprocess

import numpy

from parvis_models.text import normalise, usable

GROUPS = {  # script -> (languages, sequences kept)
    "Latn": (["fr", "en", "es", "pt", "it", "de", "tr", "ro", "pl", "vi", "sq"], 2800),
    "Arab": (["ar", "fa", "ps"], 700),
    "Cyrl": (["ru", "uk"], 400),
}
SOURCES = (
    "refugies-info soliguide primero globaleaks eusurvey identity-idp cc-i18n covid-alert swisscovid gcompris mozilla-legal decidim consul "
    "tatoeba moodle wikimedia-messages open-sdg udhr ud-pud nllb-seed.nofr tatoeba.nofr libreoffice-help debian-handbook opencrvs wordpress"
).split()
LINES = 12000  # a language, at most
STEP = 0.1  # a weight of one unit in the file
LOWEST, HIGHEST, ZERO = 33, 126, 80  # printable ASCII without the tab
_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def sequences(word: str):
    padded = f"_{word}_"
    for size in (1, 2, 3, 4):
        for i in range(len(padded) - size + 1):
            if (part := padded[i : i + size]) != "_":
                yield part


def read(corpora: str) -> dict[str, list[list[str]]]:
    """-> {language: texts as words}."""
    texts: dict[str, list[list[str]]] = collections.defaultdict(list)
    seen = set()
    for source in SOURCES:
        path = f"{corpora}/{source}.jsonl.zst"
        if not os.path.exists(path):
            continue
        per_source: collections.Counter = collections.Counter()
        process = subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE, encoding="utf8")
        for line in process.stdout:
            for language, text in json.loads(line)["t"].items():
                language = "fa" if language == "prs" else language
                if len(texts[language]) >= LINES or per_source[language] >= LINES / 4 or not 8 <= len(text) <= 400:
                    continue
                text = normalise(re.sub(r"<[^>]*>|\{[^}]*\}|%\w+|https?://\S+|\S+@\S+", " ", text))
                if text in seen or not usable(text, language):
                    continue
                seen.add(text)
                if words := words_of(text):
                    texts[language].append(words)
                    per_source[language] += 1
        process.stdout.close()
        process.terminate()
    return texts


def choose(texts, languages, keep):
    """The sequences with the largest mutual information with the language."""
    counts = {}
    for language in languages:
        c = collections.Counter()
        for words in texts[language]:
            for word in words:
                c.update(sequences(word))
        total = sum(c.values())
        counts[language] = {k: v / total for k, v in c.items() if v >= 8}
    gain = collections.Counter()
    for part in set().union(*counts.values()):
        rates = [counts[x].get(part, 1e-7) for x in languages]
        mean = sum(rates) / len(rates)
        gain[part] = sum(r * math.log(r / mean) for r in rates) / len(rates)
    chosen = sorted(gain, key=lambda part: (-gain[part], part))[:keep]
    return sorted(chosen, key=lambda part: part.encode("utf-16-be"))


def snippets(texts, languages, chance, each):
    out = []
    for label, language in enumerate(languages):
        for _ in range(each):
            words = chance.choice(texts[language])
            size = min(len(words), chance.randint(1, 12))
            start = chance.randint(0, len(words) - size)
            out.append((words[start : start + size], label))
    chance.shuffle(out)
    return out


def train(data, index, languages, epochs=4):
    weights = numpy.zeros((len(index), len(languages)))
    rate = 0.08
    for epoch in range(epochs):
        for words, label in data:
            ids = [index[p] for w in words for p in sequences(w) if p in index]
            if not ids:
                continue
            scores = weights[ids].sum(axis=0)
            p = numpy.exp(scores - scores.max())
            p /= p.sum()
            p[label] -= 1
            step = rate / (1 + epoch) / math.sqrt(len(ids))
            numpy.subtract.at(weights, ids, step * p)
    return weights


def quantise(weights):
    return numpy.clip(numpy.rint(weights / STEP), LOWEST - ZERO, HIGHEST - ZERO).astype(int)


def coverage(words, index):
    """Share of the three-letter sequences that are known."""
    parts = [p for w in words for p in sequences(w) if len(p) == 3]
    return sum(p in index for p in parts) / len(parts) if parts else 0.0


def calibrate(data, index, units):
    """The temperature under which the probability of the best guess is right as often as it says (least log loss)."""
    rows = []
    for words, label in data:
        ids = [index[p] for w in words for p in sequences(w) if p in index]
        if ids:
            rows.append((STEP * units[ids].sum(axis=0), label))
    best = None
    for t in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5):
        loss = 0.0
        for scores, label in rows:
            z = t * scores
            loss -= z[label] - z.max() - math.log(numpy.exp(z - z.max()).sum())
        if best is None or loss < best[0]:
            best = (loss, t)
    return best[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora")
    parser.add_argument("out")
    arguments = parser.parse_args()
    texts = read(arguments.corpora)
    lines = ["parvis-detect 1"]
    for script, (languages, keep) in GROUPS.items():
        chance = random.Random(1)
        held, used = {}, {}
        for language in languages:
            chance.shuffle(texts[language])
            cut = len(texts[language]) // 10
            held[language], used[language] = texts[language][:cut], texts[language][cut:]
        parts = choose(used, languages, keep)
        index = {part: i for i, part in enumerate(parts)}
        units = quantise(train(snippets(used, languages, chance, 25000), index, languages))
        check = snippets(held, languages, chance, 500)
        temperature = calibrate(check, index, units)
        right = sum(int(units[[index[p] for w in words for p in sequences(w) if p in index]].sum(axis=0).argmax()) == label for words, label in check)
        floors = []
        for label in range(len(languages)):
            known = sorted(coverage(words, index) for words, own in check if own == label and len(words) >= 6)
            floors.append(max(0.0, known[len(known) // 100] - 0.05))
        print(script, {x: len(texts[x]) for x in languages}, f"held-out snippets right {right / len(check):.4f}, temperature {temperature}")
        lines.append(f"script {script} {temperature} " + " ".join(f"{x} {floor:.2f}" for x, floor in zip(languages, floors, strict=True)))
        lines += [f"{part}\t{''.join(chr(ZERO + v) for v in row)}" for part, row in zip(parts, units, strict=True)]
    with open(arguments.out, "w", encoding="utf8") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
