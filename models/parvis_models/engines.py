"""Ways to translate a list of texts, all with the same packs: the built product, or the graph alone (ONNX Runtime Web or native)."""

import json
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .runtime import NativeSession, Output, PackFolder, PackText, WebSession, plan
from .text import PLACEHOLDERS

PRODUCT_RUNNER = Path(__file__).parent.parent / "product_runner.mjs"


@dataclass(frozen=True)
class Translation:
    """``kept``: refused, ``text`` is the source. ``mean`` and ``minimum``: log-probabilities of the pieces (None: not known)."""

    text: str
    kept: bool
    mean: float | None = None
    minimum: float | None = None


class GraphEngine:
    """The graph and the text conventions in Python: one more try with every number locked, then refusal."""

    def __init__(self, packs: PackFolder, session):
        self.packs, self._session, self._open = packs, session, {}

    def _pack(self, language: str):
        if language not in self._open:
            self._open = {language: (PackText(self.packs, language), self._session(self.packs, language))}
        return self._open[language]

    def translate(self, language: str, target: str, texts: list[str]) -> list[Translation]:
        """Texts of French or of ``language`` into ``target``, with the pack of French and ``language``."""
        pack, session = self._pack(language)
        shortlist = pack.table.shortlist(target)
        done: dict[int, Translation] = {}
        for single_digits in (False, True):
            left = [i for i in range(len(texts)) if i not in done]
            encoded = [pack.source(texts[i], target, single_digits) for i in left]
            outputs = session.run(plan([ids for ids, _ in encoded]), shortlist) if left else {}
            for place, i in enumerate(left):
                if complete(pack, outputs[place], encoded[place][1]):
                    scores = outputs[place].score
                    text = pack.text(outputs[place], encoded[place][1])
                    done[i] = Translation(text, False, sum(scores) / len(scores), min(scores))
        return [done.get(i, Translation(text, True)) for i, text in enumerate(texts)]


def complete(pack: PackText, output: Output, kept: list[str]) -> bool:
    """The sentence has ended and every placeholder of the source came out, none twice as often as it should."""
    locked = pack.text(output)
    found = Counter(p for p in PLACEHOLDERS for _ in range(locked.count(p)))
    return output.ended and set(found) == set(PLACEHOLDERS[: len(kept)])


class ProductEngine:
    """The built product under Node: core, worker protocol and ONNX Runtime Web as they are shipped (product_runner.mjs)."""

    def __init__(self, assets: Path):
        self.assets = assets

    def translate(self, language: str, target: str, texts: list[str]) -> list[Translation]:
        source = language if target == "fr" else "fr"
        job = json.dumps({"assets": str(self.assets), "from": source, "to": target, "texts": texts}, ensure_ascii=False)
        done = subprocess.run(["node", PRODUCT_RUNNER], input=job, capture_output=True, text=True, check=True, encoding="utf8")
        return [Translation(r["text"], r["status"] != "translated") for r in json.loads(done.stdout)]


def open_engine(name: str, packs: Path):
    """``product`` (packs lie in the built assets), ``web`` or ``native``."""
    if name == "product":
        return ProductEngine(packs.parent)
    return GraphEngine(PackFolder(packs), {"web": WebSession, "native": NativeSession}[name])
