#!/usr/bin/env python3
"""How fast is the product beside bergamot-translator? Same machine, same sentences, same weights as far as it can run them, one thread, in turns.

  compare_bergamot.py MODEL ASSETS BERGAMOT TEXT... [--into ar] [--sentences 96] [--rounds 5]

ASSETS: the built assets (the phrasebook is switched off). BERGAMOT: folder of the npm package @browsermt/bergamot-translator 0.4.9, installed apart
(it is no dependency). TEXT: phrasebook files (.jsonl) and letters (.json). Both sides go from text to text, int8, greedy, with the same output
pieces; the product's time includes its locks and checks. The weights are those of marian_legacy.py, since that package lacks one normalisation, so
outputs differ: speed is pieces of output a second. Prints medians and the ratio; exit status 1 when it is below TARGET.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from marian_export import export
from parvis_models.comparison import french_sentences
from parvis_models.config import read_model_folder
from parvis_models.marian_legacy import fold_key_norms
from parvis_models.text import TAGS, lock, normalise
from parvis_models.tokens import Tokenizer
from parvis_models.weights import read_float32

TARGET = 2.0
RUNNER = Path(__file__).parent / "bergamot_runner.mjs"
MEASURED = 64  # sentences whose spread is folded into the weights


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("assets", type=Path)
    parser.add_argument("bergamot", type=Path)
    parser.add_argument("text", nargs="+", type=Path)
    parser.add_argument("--into", default="ar", help="target language")
    parser.add_argument("--sentences", type=int, default=96)
    parser.add_argument("--rounds", type=int, default=5)
    a = parser.parse_args()
    folder = read_model_folder(a.model)
    tokenizer = Tokenizer(folder.tokenizer)
    texts = french_sentences(a.text, a.sentences)
    sources = [tokenizer.source(text, a.into)[0] for text in texts]
    weights = fold_key_norms(folder.shape, read_float32(a.model / "model.int8"), sources[:: max(1, len(sources) // MEASURED)])
    job = {"bergamot": str(a.bergamot), "assets": str(a.assets), "to": a.into, "rounds": a.rounds, "texts": texts}
    job["marked"] = [f"{TAGS[a.into]} {lock(normalise(text), False)[0]}" for text in texts]
    with tempfile.TemporaryDirectory() as out:
        export(folder, Path(out, "model"), float32=False, weights=weights)
        Path(out, "job.json").write_text(json.dumps({**job, "exported": str(Path(out, "model"))}, ensure_ascii=False), "utf8")
        subprocess.run(["node", RUNNER, Path(out, "job.json"), Path(out, "out.json")], check=True)
        result = json.loads(Path(out, "out.json").read_text("utf8"))
    ours, theirs = result["ours"], result["theirs"]
    pieces = {"parvis": ours["pieces"], "bergamot": sum(len(tokenizer.processor.encode(text.strip())) + 1 for text in theirs["texts"])}
    print(f"fr-{a.into}, {len(texts)} sentences, {sum(map(len, sources))} source pieces, {a.rounds} rounds, medians")
    speeds = {}
    for name, side in (("parvis", ours), ("bergamot", theirs)):
        cpu, wall = statistics.median(side["cpu_ms"]), statistics.median(side["wall_ms"])
        speeds[name] = 1000 * pieces[name] / cpu
        print(f"{name}: {pieces[name]:.0f} pieces, {cpu:.0f} ms CPU, {wall:.0f} ms, {speeds[name]:.0f} pieces a CPU second")
    sentences = statistics.median(b / o for o, b in zip(ours["cpu_ms"], theirs["cpu_ms"]))
    ratio = speeds["parvis"] / speeds["bergamot"]
    print(f"ratio: {ratio:.2f} by pieces (at least {TARGET:.1f}), {sentences:.2f} by sentences")
    sys.exit(0 if ratio >= TARGET else 1)


if __name__ == "__main__":
    main()
