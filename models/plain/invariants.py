"""An independent check that a rewritten text says what its original says: counts by regular expressions, nothing of the core's."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

WORD = re.compile(r"[^\W\d_]+(?:['’])?|\d+", re.UNICODE)

NEGATION = re.compile(r"(?<!\w)(?:ne(?!\w)|n['’](?=\w))", re.I)
MODAL_MUST = re.compile(
    r"(?<!\w)(?:doi[st]|devez|doivent|devons|devr\w+|devai\w+|faut|faudr\w+|oblig\w+|tenue?s? de|tenue?s? d(?=['’])|exig\w+"
    r"|nécessair\w*|impérati\w+|indispensables?|interdi\w+)(?!\w)",
    re.I,
)
MODAL_MAY = re.compile(
    r"(?<!\w)(?:peu[xt]|pouvez|peuvent|pouvons|pourr\w+|pouvai\w+|puiss\w+|possib\w+|autoris\w+|permet\w*|permis|faculté"
    r"|susceptibles?)(?!\w)",
    re.I,
)
CONDITION = re.compile(
    r"(?<!\w)(?:si|s['’](?=ils?\b)|sauf|à moins|à (?:la )?condition|sous réserve|en cas|hormis|excepté\w*|à l['’]exception)(?!\w)",
    re.I,
)
NUMBER = re.compile(r"\d+")
NAME = re.compile(r"(?<![.!?:;(«\"\n] )(?<![.!?:;(«\"\n-])(?<=\s)[A-ZÀ-ÖØ-Þ][\w'’-]*")
ACRONYM = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
LINK = re.compile(r"https?://\S+|\S+@\S+|href=\"[^\"]*\"")
SECOND = re.compile(r"(?<!\w)(?:vous|votre|vos)(?!\w)|\w{2,}ez\b", re.I)


def strip_tags(text: str) -> str:
    """Plain text of a fragment; a block ends a sentence."""
    text = re.sub(r"</?(?:p|li|ul|h\d|td|tr|table|br)\b[^>]*>", "\n", text)
    text = re.sub(r"<[^>]+>", "", text)
    for entity, char in (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def counts(text: str) -> dict[str, Any]:
    """What is counted in a text."""
    return {
        "negation": len(NEGATION.findall(text)),
        "must": len(MODAL_MUST.findall(text)),
        "may": len(MODAL_MAY.findall(text)),
        "condition": len(CONDITION.findall(text)),
    }


def digits(text: str) -> Counter[str]:
    """Digits of a text, whatever groups and dates they stand in; the month of a date counts by its number, and "14 h 00" is "14 h"."""
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    text = re.sub(r"\b(\d\d)[/.](\d\d)[/.](\d{4})\b", lambda m: f"{int(m[1])} {months[(int(m[2]) - 1) % 12]} {m[3]}", text)
    text = re.sub(r"(?<=\d)[  .](?=\d{3}\b)", "", text)
    text = re.sub(r"(?<=\d)(\sh(?:eures)?)\s00\b", r"\1", text)
    return Counter(NUMBER.findall(text))


def check(original: str, result: str, edits: list[dict[str, Any]], table: dict[str, dict[str, Any]]) -> list[str]:
    """Names of what does not hold. What the reviewed entries of the phrase table themselves add or drop is allowed."""
    before, after = strip_tags(original), strip_tags(result)
    problems = []
    if digits(before) != digits(after):
        problems.append("numbers")
    if Counter(LINK.findall(original)) != Counter(LINK.findall(result)):
        problems.append("links")
    allowed: Counter[str] = Counter()
    entries = {(edit["group"], edit["entry"]) for edit in edits}
    for _, entry in entries:
        if entry == "only":
            allowed["negation"] += 1
        # A modal said again, or one that is counted only in its new form or place ("pouvant", "tenu, selon la loi, de").
        if entry in ("shared-modal", "participle"):
            allowed["must"] += 1
            allowed["may"] += 1
        if entry == "reference":
            allowed["must"] += 1
        if entry in table:
            old, new = counts(table[entry]["from"]), counts(table[entry]["to"])
            # In its context a form may count where the dictionary form does not ("est tenu de", "doit").
            for kind in old:
                allowed[kind] += max(abs(new[kind] - old[kind]), 1 if modal_entry(table[entry], kind) else 0)
    a, b = counts(before), counts(after)
    problems += [kind for kind in a if abs(b[kind] - a[kind]) > allowed[kind]]
    if (SECOND.search(before) is None) != (SECOND.search(after) is None) and not any(entry in table for _, entry in entries):
        problems.append("person")
    new_words = " ".join(table[entry]["to"] for _, entry in entries if entry in table)
    old_words = " ".join(original.encode()[edit["begin"] : edit["end"]].decode() for edit in edits if edit["entry"] in table)
    for acronym, times in Counter(ACRONYM.findall(before)).items():
        if Counter(ACRONYM.findall(after))[acronym] < times:
            problems.append(f"acronym {acronym}")
    for name in set(NAME.findall(before)):
        if name not in after and name not in old_words:
            problems.append(f"name {name}")
    for name in set(NAME.findall(after)):
        if name.lower() not in before.lower() and name not in new_words:
            problems.append(f"new name {name}")
    return problems


def modal_entry(entry: dict[str, Any], kind: str) -> bool:
    """Whether an entry of the table turns on a word of this kind in its infinitive."""
    words = f"{entry['from']} {entry['to']}"
    stems = {"must": r"devoir|falloir|oblig|tenu|exig|interdi", "may": r"pouvoir|permettre|autoris|possib", "condition": r"\bsi\b|cas|défaut"}
    return kind in stems and re.search(stems[kind], words) is not None
