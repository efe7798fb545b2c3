"""What a set of translations is worth: chrF and BLEU (sacrebleu), and counts of what must not happen."""

import re
from dataclasses import asdict, dataclass

from sacrebleu.metrics import BLEU, CHRF

from .text import lock, normalise, usable

REPEATS = 4
_REPETITION = re.compile(rf"(\S.{{0,30}}?)(?:\s?\1){{{REPEATS - 1},}}")
_SPACE, _NO_DIGIT = re.compile(r"\s"), re.compile(r"\D")
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
SHORT, LONG = 0.4, 2.5  # length ratios out of which a translation is suspect


@dataclass(frozen=True)
class Scores:
    """One set in one direction. The rates are parts of all segments, in percent."""

    n: int
    chrf: float
    bleu: float
    kept: float  # refused: the source is shown
    locks: float  # a string that must survive is missing
    script: float  # not in the target language's script though the reference is
    repetition: float  # a string REPEATS times in a row, not so in the reference
    copied: float  # the source given back though the reference differs
    length: float  # characters of output / of reference
    suspect_length: float  # length ratio of the segment out of SHORT..LONG


def bleu_metric(target: str) -> BLEU:
    """BLEU with the tokenisation of the target language."""
    return BLEU(tokenize="zh" if target == "zh" else "13a", effective_order=False)


def signatures(target: str) -> dict[str, str]:
    """sacrebleu signatures of the two metrics."""
    chrf, bleu = CHRF(), bleu_metric(target)
    for metric in (chrf, bleu):
        metric.corpus_score(["a b c d"], [["a b c d"]])
    return {"chrf": chrf.get_signature().format(), "bleu": bleu.get_signature().format()}


def sentence_chrf(hypothesis: str, reference: str) -> float:
    """chrF of one segment, 0..100."""
    return CHRF().sentence_score(normalise(hypothesis), [normalise(reference)]).score


def lost_locks(source: str, hypothesis: str) -> bool:
    """A string that must survive is missing (numbers of one digit aside: they may become words; numbers may be grouped otherwise)."""
    squeezed = _SPACE.sub("", normalise(hypothesis))
    digits = _NO_DIGIT.sub("", squeezed)
    for word in lock(normalise(source), single_digits=False)[1]:
        number = _NO_DIGIT.sub("", word)
        is_number = not any(c.isalpha() for c in word)
        if _SPACE.sub("", word) not in squeezed and not (is_number and number and number in digits):
            return True
    return False


def repeats(text: str) -> bool:
    """A string of letters REPEATS times in a row."""
    return any(_NOT_A_LETTER.sub("", match.group(1)) for match in _REPETITION.finditer(text))


def wrong_script(hypothesis: str, reference: str, target: str) -> bool:
    """Letters in a script that is not the target's (nothing is said of segments whose reference is not either)."""
    return usable(reference, target) and bool(_NOT_A_LETTER.sub("", hypothesis)) and not usable(hypothesis, target)


def score(target: str, sources, hypotheses, references, kept) -> Scores:
    """Score one set. ``kept``: which segments the product refused (their hypothesis is the source)."""
    hypotheses, references = [normalise(h) for h in hypotheses], [normalise(r) for r in references]
    count = len(sources)
    made = [i for i in range(count) if not kept[i]]
    ratios = [len(h) / max(1, len(r)) for h, r in zip(hypotheses, references)]

    def rate(bad) -> float:
        return round(100 * sum(map(bool, bad)) / count, 2)

    return Scores(
        n=count,
        chrf=round(CHRF().corpus_score(hypotheses, [references]).score, 2),
        bleu=round(bleu_metric(target).corpus_score(hypotheses, [references]).score, 2),
        kept=rate(kept),
        locks=rate(lost_locks(sources[i], hypotheses[i]) for i in made),
        script=rate(wrong_script(hypotheses[i], references[i], target) for i in made),
        repetition=rate(repeats(hypotheses[i]) and not repeats(references[i]) for i in made),
        copied=rate(hypotheses[i] == normalise(sources[i]) != references[i] for i in made),
        length=round(sum(map(len, hypotheses)) / max(1, sum(map(len, references))), 3),
        suspect_length=rate(not SHORT < r < LONG for r in ratios),
    )


def as_dict(scores: Scores) -> dict:
    return asdict(scores)
