#!/usr/bin/env python3
"""Measure how often translations keep to the termbase, with the built product and as it translates without it.

  evaluate_terms.py ASSETS [--languages ar,en] [--limit N] [--out FILE] [--dump FILE]

ASSETS: the built assets (build/assets). The sentences are those of i18n/plain/corpus and i18n/demarches that hold a term of i18n/terms, neither entries
of the termbase nor of the phrasebook. For each language and each way: the terms in sentences that were translated (not kept French), and the share of
them whose equivalent stands in the translation, inflected or not (core: stands_in) and word for word in its dictionary form (this program).
"Guided" terms are nouns and names with one sense; the others are reported and never put. --out: the numbers as JSON; --dump: every sentence as jsonl.
"""

import argparse
import json
import re
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

from parvis_models.engines import PRODUCT_RUNNER

ROOT = Path(__file__).resolve().parents[1]
TAG = re.compile(r"<[^>]+>")
BLOCK = re.compile(r"</?(?:p|li|h\d|ul|ol|table|tr|t[dh]|div|dl|d[td]|br)\b[^>]*>")
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")
BRACKETS = re.compile(r"\s*[(（][^)）]*[)）]")
WAYS = {"without": False, "with": True}


def read_jsonl(folder: Path) -> list[dict]:
    """Objects of all files of a folder, in the order of their names."""
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf8").splitlines() if line]


def corpus_sentences() -> list[str]:
    """French sentences of our own writing, each once."""
    found: list[str] = []
    for path in sorted((ROOT / "i18n/plain/corpus").glob("*.json")):
        row = json.loads(path.read_text("utf8"))
        for block in BLOCK.split(f"{row['text']}<p>{row.get('plain') or ''}"):
            found += SENTENCE_END.split(TAG.sub("", block))
    for row in read_jsonl(ROOT / "i18n/demarches"):
        found += [row["title"]["fr"], *SENTENCE_END.split(row["description"]["fr"])]
    return list(dict.fromkeys(s.strip() for s in found if len(s.strip()) > 3))


def may_hold(sentence: str, words: list[re.Pattern]) -> bool:
    """Whether the letters of a term stand in a sentence; the core tells whether it is the term."""
    return any(word.search(sentence) for word in words)


def guided_terms(entries: list[dict]) -> set[str]:
    """Identifiers of entries whose equivalents are put in place of the French."""
    one_sense = (e for e in entries if not any(mark in text for mark in ";；" for text in e["t"].values()))
    return {e["id"] for e in one_sense if e["kind"] != "term" or e["gender"]}


@dataclass
class Tally:
    """Numbers of one language and one way."""

    sentences: int = 0
    kept: int = 0
    check: int = 0
    terms: int = 0
    respected: int = 0
    verbatim: int = 0
    guided: int = 0
    guided_respected: int = 0
    acronyms: int = 0
    acronyms_respected: int = 0

    def add(self, result: dict, guided: set[str], names: set[str]):
        """Counts one translated sentence."""
        self.sentences += 1
        self.kept += result["status"] == "kept"
        self.check += result["level"] == "check"
        if result["status"] != "translated":
            return
        text = result["text"].casefold()
        for term in result["terms"]:
            self.terms += 1
            self.respected += term["respected"]
            self.verbatim += BRACKETS.sub("", term["equivalent"]).casefold() in text
            self.guided += term["id"] in guided
            self.guided_respected += term["id"] in guided and term["respected"]
            self.acronyms += term["id"] in names
            self.acronyms_respected += term["id"] in names and term["respected"]


def translate(assets: Path, language: str, texts: list[str], guide: bool) -> list[dict]:
    """The product's results."""
    job = {"assets": str(assets.resolve()), "from": "fr", "to": language, "texts": texts, "guideTerms": guide}
    done = subprocess.run(["node", PRODUCT_RUNNER], input=json.dumps(job), capture_output=True, text=True, check=True, encoding="utf8")
    return json.loads(done.stdout)


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.1f}" if whole else f"{'-':>6}"


def row_of(language: str, way: str, t: Tally) -> str:
    shares = [percent(t.respected, t.terms), percent(t.guided_respected, t.guided), percent(t.acronyms_respected, t.acronyms), percent(t.verbatim, t.terms)]
    return f"{language:9} {way:8} {t.sentences:9} {t.kept:5} {t.check:6} {t.terms:6} {shares[0]} {t.guided:7} {shares[1]} {t.acronyms:6} {shares[2]} {shares[3]:>9}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("assets", type=Path)
    parser.add_argument("--languages", default="en,ar,es,pt,it,de,tr,ru,uk,ro,pl,zh,fa,vi,sq")
    parser.add_argument("--limit", type=int, default=0, help="sentences, drawn evenly; all when 0")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--dump", type=Path)
    a = parser.parse_args()
    entries = [entry for entry in read_jsonl(ROOT / "i18n/terms") if entry.get("t")]
    forms = [form for entry in entries for form in [entry["fr"], *entry["forms"]]]
    words = [re.compile(rf"(?<!\w){re.escape(form)}", re.IGNORECASE) for form in forms]
    phrases = {row["fr"].casefold() for row in read_jsonl(ROOT / "i18n/phrasebook")} | {form.casefold() for form in forms}
    sentences = [s for s in corpus_sentences() if s.rstrip(" .:").casefold() not in phrases and may_hold(s.replace("’", "'"), words)]
    if a.limit:
        sentences = sentences[:: max(1, len(sentences) // a.limit)][: a.limit]
    guided, names = guided_terms(entries), {e["id"] for e in entries if e["kind"] == "acronym"}
    print("language  way      sentences  kept  check  terms  resp.%  guided resp.%  names resp.%  verbatim%", flush=True)
    tallies: dict[str, dict[str, dict]] = {}
    dump = open(a.dump, "w", encoding="utf8") if a.dump else None
    for language in a.languages.split(","):
        for way, guide in WAYS.items():
            results = translate(a.assets, language, sentences, guide)
            tally = Tally()
            for sentence, result in zip(sentences, results):
                if not result["terms"] or result["status"] == "phrase":
                    continue
                tally.add(result, guided, names)
                if dump:
                    dump.write(json.dumps({"language": language, "way": way, "source": sentence, **result}, ensure_ascii=False) + "\n")
            tallies.setdefault(language, {})[way] = asdict(tally)
            print(row_of(language, way, tally), flush=True)
    if dump:
        dump.close()
    if a.out:
        a.out.write_text(json.dumps(tallies, indent=1) + "\n")


if __name__ == "__main__":
    main()
