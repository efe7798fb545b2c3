#!/usr/bin/env python3
"""Clean rows + tokenizer -> N-way shards, a development shard and the output piece lists.

  shards.py pack DATA PART        PART in ours (own text), main (tiers A-C), rest (tiers D, E), nofr: DATA/<PART>.<i>.nway, DATA/count.<PART>.npy
  shards.py lists DATA            DATA/count.*.npy -> DATA/pieces.json {lang: pieces that may come out}, DATA/source_pieces.json {lang: rarer ones}
"""

import argparse
import glob
import json
import zlib

import numpy as np
import sentencepiece

from parvis_models.nway import Writer
from parvis_models.text import ALL, EOS, HUB, PLACEHOLDERS, TAGS, UNK, fingerprint, lock_row

MAX_PIECES = 110  # without eos, either side
TIER_WEIGHT = {"P": 12.0, "A": 4.0, "B": 1.2, "C": 1.0, "D": 0.4, "E": 0.2}  # sampling weight of one row
SOURCE_WEIGHT = {
    "freedict": 0.05, "osm-tagging": 0.2, "scratch": 0.3, "eforms-sdk": 0.7, "moodle": 0.8, "mediawiki": 0.7,
    "odoo14": 0.6, "odoo16": 0.6, "odoo19": 0.6, "dolibarr": 0.7,
    "wesnoth": 0.4, "freeciv": 0.4, "widelands": 0.4, "warzone2100": 0.4, "python-docs": 0.5, "debian-handbook": 0.5,
    "tatoeba": 1.0, "nllb-seed": 1.5,
}  # fmt: skip
PARTS = {"ours": "P", "main": "ABC", "rest": "DE", "nofr": "ABCDE"}


def pack(a):
    sp = sentencepiece.SentencePieceProcessor(model_file=f"{a.data}/joint.model")
    code = {lang: i for i, lang in enumerate(ALL)}
    path = f"{a.data}/{'nofr' if a.part == 'nofr' else 'rows'}.jsonl"
    rows = [r for r in map(json.loads, open(path, encoding="utf8")) if r["tier"] in PARTS[a.part]]
    rows.sort(key=lambda r: "PABCDE".index(r["tier"]))
    names = list(dict.fromkeys((r["src"], r["tier"]) for r in rows))
    sources = [[s, t, SOURCE_WEIGHT.get(s, TIER_WEIGHT[t])] for s, t in names]
    index = {n: i for i, n in enumerate(names)}
    if len(sources) > 255:
        raise ValueError("more than 255 sources in a shard")
    writer = Writer(f"{a.data}/{a.part}", ALL, sources, len(sp))
    dev = Writer(f"{a.data}/dev", ALL, sources, len(sp)) if a.part == "main" else None
    count = np.zeros((len(ALL), len(sp)), np.int64)
    pairs = 0
    for at in range(0, len(rows), 20000):
        batch = []
        for r in rows[at : at + 20000]:
            hub, *_ = r["t"]
            others = {k: v for k, v in r["t"].items() if k != hub}
            held_out = dev and r["tier"] in "ABC" and zlib.crc32(fingerprint(r["t"][hub]).encode()) % 400 == 7
            batch += [(index[r["src"], r["tier"]], held_out, [(hub, text), *group.items()]) for text, group in lock_row(r["t"][hub], others)]
        encoded = iter(sp.encode([text for _, _, e in batch for _, text in e], num_threads=1))
        for source, held_out, texts in batch:
            entries = [(code[lang], next(encoded)) for lang, _ in texts]
            head = entries[0][0]
            entries = [(lang, ids) for lang, ids in entries if 0 < len(ids) < MAX_PIECES]
            if len(entries) < 2 or entries[0][0] != head:
                continue
            (dev if held_out else writer).add(source, entries)
            if not held_out:
                pairs += len(entries) - 1
                for lang, ids in entries:
                    np.add.at(count[lang], ids, 1)
    files = writer.close() + (dev.close() if dev else [])
    np.save(f"{a.data}/count.{a.part}.npy", count)
    print(json.dumps({"part": a.part, "rows": len(rows), "pairs": pairs, "files": files, "pieces": {k: int(c.sum()) for k, c in zip(ALL, count)}}))


def lists(a):
    sp = sentencepiece.SentencePieceProcessor(model_file=f"{a.data}/joint.model")
    count = sum(np.load(f) for f in glob.glob(f"{a.data}/count.*.npy"))
    count = np.maximum(count, 0)
    byte_pieces = [i for i in range(len(sp)) if sp.is_byte(i)]
    ascii_pieces = [i for i in range(len(sp)) if len(sp.id_to_piece(i)) == 1 and ord(sp.id_to_piece(i)) < 128]
    always = {EOS, *byte_pieces, *ascii_pieces, *(sp.piece_to_id(p) for p in PLACEHOLDERS)}
    never = {UNK, *(sp.piece_to_id(t) for t in TAGS.values())}
    out, rare = {}, {}
    for lang, c in zip(ALL, count):
        threshold = max(2, 1e-6 * c.sum())
        out[lang] = sorted((always | set(np.flatnonzero(c >= threshold).tolist())) - never)
        rare[lang] = sorted(set(np.flatnonzero(c >= 2).tolist()) - set(out[lang]) - never)
        print(f"{lang}: {len(out[lang])} pieces, {100 * c[out[lang]].sum() / max(1, c.sum()):.4f} % of the text, {len(set(out[lang]) | set(out[HUB]))} with French")
    json.dump(out, open(f"{a.data}/pieces.json", "w"))
    json.dump(rare, open(f"{a.data}/source_pieces.json", "w"))


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest="step", required=True)
    q = sub.add_parser("pack")
    q.add_argument("data")
    q.add_argument("part", choices=PARTS)
    sub.add_parser("lists").add_argument("data")
    arguments = p.parse_args()
    {"pack": pack, "lists": lists}[arguments.step](arguments)
