#!/usr/bin/env python3
"""How fast are we beside bergamot-translator? Same machine, same sentences, same weights as far as it can run them, one thread, in turns.

  compare_bergamot.py MODEL ASSETS BERGAMOT TEXT... [--into ar] [--sentences 96] [--rounds 5]

ASSETS: the built assets. BERGAMOT: folder of the npm package @browsermt/bergamot-translator 0.4.9, installed apart (it is no dependency). TEXT:
phrasebook files (.jsonl) and letters (.json). All are int8, greedy, with the same output pieces. Beside bergamot run
  model    the graph of the pack in ONNX Runtime Web, in the batches that the product makes: the same work as bergamot's
  product  the whole product from text to text, phrasebook off: with its locks, checks and second tries, which bergamot does not have
The weights are those of marian_legacy.py, since that package lacks one normalisation, so outputs differ: speed is pieces of output a second.
Prints medians and ratios; exit status 1 when that of the model is below TARGET.
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
from parvis_models.runtime import PackFolder, PackText, plan
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
    pack = PackText(PackFolder(a.assets / "packs"), a.into)
    batches = plan([pack.source(text, a.into)[0] for text in texts])
    job = {"bergamot": str(a.bergamot), "assets": str(a.assets), "to": a.into, "rounds": a.rounds, "texts": texts}
    job["marked"] = [f"{TAGS[a.into]} {lock(normalise(text), False)[0]}" for text in texts]
    job |= {"shortlist": pack.table.shortlist(a.into).tolist(), "batches": [{"source": b.source.tolist(), "max_length": b.max_length} for b in batches]}
    with tempfile.TemporaryDirectory() as out:
        export(folder, Path(out, "model"), float32=False, weights=weights)
        Path(out, "job.json").write_text(json.dumps({**job, "exported": str(Path(out, "model"))}, ensure_ascii=False), "utf8")
        subprocess.run(["node", RUNNER, Path(out, "job.json"), Path(out, "out.json")], check=True)
        result = json.loads(Path(out, "out.json").read_text("utf8"))
    peer = result["bergamot"]
    peer["pieces"] = sum(len(tokenizer.processor.encode(text.strip())) + 1 for text in peer["texts"])
    print(f"fr-{a.into}, {len(texts)} sentences, {sum(map(len, sources))} source pieces, {a.rounds} rounds, medians")
    ratios = {}
    for name, side in result.items():
        cpu, wall = statistics.median(side["cpu_ms"]), statistics.median(side["wall_ms"])
        print(f"{name}: {side['pieces']:.0f} pieces, {cpu:.0f} ms CPU, {wall:.0f} ms, {1000 * side['pieces'] / cpu:.0f} pieces a CPU second")
        by_sentences = statistics.median(theirs / ours for ours, theirs in zip(side["cpu_ms"], peer["cpu_ms"]))
        ratios[name] = by_sentences, by_sentences * side["pieces"] / peer["pieces"]
    for name in ("model", "product"):
        print(f"{name} against bergamot: {ratios[name][0]:.2f} times the sentences, {ratios[name][1]:.2f} times the pieces")
    print(f"target: {TARGET:.1f} times the pieces for the model")
    sys.exit(0 if ratios["model"][1] >= TARGET else 1)


if __name__ == "__main__":
    main()
