"""What the comparisons with Marian share: French sentences of forms and of letters, and how alike two outputs are."""

import html
import json
import re
from pathlib import Path

from sacrebleu.metrics import CHRF

from .text import HUB

_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|h\d|li|td|th|div)>|<br ?/?>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])")
_DIGIT = re.compile(r"\d")


def french_sentences(paths: list[Path], count: int) -> list[str]:
    """``count`` sentences drawn evenly from phrasebook files (.jsonl) and letters (.json, ``text`` in HTML).

    Those with digits or markup are left out: their placeholders would be the subject of another comparison.
    """
    forms = [json.loads(line)[HUB] for path in sorted(paths) if path.suffix == ".jsonl" for line in path.read_text("utf8").splitlines()]
    letters = [json.loads(path.read_text("utf8"))["text"] for path in sorted(paths) if path.suffix == ".json"]
    prose = [s for text in letters for block in _BLOCK_END.split(text) for s in _SENTENCE_END.split(html.unescape(_TAG.sub("", block)))]
    # every letter, and forms for the rest
    plain = [list(dict.fromkeys(s.strip() for s in texts if len(s.strip()) > 2 and not _DIGIT.search(s) and "<" not in s)) for texts in (prose, forms)]
    prose, forms = plain[0][: count // 2], plain[1]
    wanted = min(count - len(prose), len(forms))
    return prose + [forms[i * len(forms) // wanted] for i in range(wanted)]


def identical(ours: list[str], theirs: list[str]) -> float:
    """Part of the sentences that are the same to the letter."""
    return sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(ours)


def chrf_between(ours: list[str], theirs: list[str]) -> float:
    """chrF of ours with theirs as the reference: 100 when they are the same."""
    return float(CHRF().corpus_score(ours, [theirs]).score)
