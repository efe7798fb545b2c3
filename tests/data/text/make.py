"""Writes conventions.jsonl: texts with what models/parvis_models/text.py makes of them, for the C++ tests to agree with.

A row is {"text", "normal", "spans": [[begin, end, single_digit], ...]}, spans in characters of the normal form. Run it again after a change
of the conventions: python3 tests/data/text/make.py
"""

import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "models"))
from parvis_models import text as conventions

SENTENCES = [
    "",
    "   ",
    "Bonjour",
    "L\u2019article R.\u00a0311-2 du code, n\u00b0\u202f12.",
    "\u00ab\u00a0Oui\u00a0\u00bb, dit-elle\u2026 \u201cnon\u201d \u2018peut-\u00eatre\u2019",
    "e\u0301te\u0301 a\u0300 c\u0327a Cafe\u0301",
    "a\u0323\u0302 \u1ea5 a\u0302\u0301 Vie\u0323\u0302t Nam",
    "\u0627\u0653 \u0623 \u0627\u0654 \u0645\u062d\u0645\u0651\u064e\u062f \u0661\u0662/\u0660\u0665/\u0662\u0660\u0662\u0664",
    "\u06f1\u06f2 \u0627\u0631\u062f\u06cc\u0628\u0647\u0634\u062a \u06f1\u06f4\u06f0\u06f3 \u0645\u06cc\u200c\u0634\u0648\u062f",
    "\u0639\u0640\u0640\u0640\u0631\u0628\u064a \u2067\u0646\u0635\u2069 \u200f(\u200eabc\u200e)",
    "\uff11\uff12\uff13\uff0c\u4f60\u597d\uff01 \u3000 \u6587\u4ef6\u3002",
    "\u0438\u0306 \u0439 \u0456\u0308 \u0457 \u0415\u0308\u0436\u0438\u043a 10\u00a0000\u00a0\u20bd",
    "\u1100\u1161\u11a8 \u212b \u2126 \u037e \u0344 \ufb01 \u00b2 \u00bd",
    "tab\tnew\nline\r\nfeed\u000b\u000c\u001c\u001d\u001e\u001f\u0085\u2028\u2029fin",
    "soft\u00adhyphen zero\u200bwidth \ufeffbom \u2060wj \u200dzwj",
    "0612345678, 06 12 34 56 78, 06.12.34.56.78, +33 6 12 34 56 78",
    "1 234 567,89 \u20ac et 12\u202f500,00 EUR, 5 enfants, 3,5 %, 1'000'000",
    "le 12/05/2024 \u00e0 10h30, \u00e0 10:30, du 2024-05-12, 1er janvier 2025",
    "R. 311-2, L. 123-4-5, L123-4a, D.12, art. R 4, LO141, R5",
    "FR76 3000 6000 0112 3456 7890 189, SIRET 732 829 320 00074, 1 85 05 78 006 084 36",
    "12345*06, cerfa n\u00b0 11423*08, dossier AB-2024/17, ABC123, A1, 2024A, PARIS-2e, X.1.2a",
    "contact@exemple.fr, jean.dupont+caf@mairie-lyon.example.org, https://www.exemple.fr/a?b=c#d., www.exemple.fr/x).",
    "<b>gras</b> <a href=\"x\">lien</a> <br/> a < b > c <1> <ph1> <2fr>",
    "{nom} {{ prenom }} ${x} %{count} %(name)s %s %1$s %d %i %f %@ $1 $12 100 %de 50%s.",
    "12 345 6789 1 234.5abc 12 34 56 78 90 12 3 12.34.56 1,2,3 1/2 10-12 -5 a5 5a _5 5_ \u0665\u0665 \u0967\u0968\u0969",
    "\u0661\u066b\u0665 \u0661\u066c\u0660\u0660\u0660 \u06f5\u066a 5\u066b5",
    "7\u00b2 m\u00b2 \u2460 \u216b \u4e09 \u4e8c\u5341 3\u4e2a 2024\u5e745\u670812\u65e5",
]  # fmt: skip

# What decides: digits, separators, the letters that open a code, marks that are replaced or composed, every script, symbols of the formats.
ALPHABET = (
    list("0123456789") * 3
    + list("AaLRDWwhtps.,:;'/*-+@_%$#{}()<>\"!?&=|\\ ") * 2
    + list("\u00e9\u00e8\u00df\u0130\u0131\u0301\u0323\u0302\u0307\u0653\u0651\u0627\u0644\u064a\u0640\u06cc\u0661\u06f2\uff13\u0967\u066b\u066c")
    + list(
        "\u0438\u0306\u0456\u0457\u4f60\u3002\uff01\u00a0\u202f\u2009\u2003\u3000\u2019\u201c\u201d\u2026\u200b\u200c\u200d\ufeff\u00ad\u200e\u2067\u2069\u20ac\u00b2\u00b0\n\t\u0085\u1100\u1161\ud7a3\U0001f600\U0001d7d8"
    )
)
TOKENS = [
    "http://",
    "https://",
    "www.",
    "{{",
    "}}",
    "%(",
    ")s",
    "%1$s",
    "\u20ac",
    " 000",
    ".fr",
    "R. ",
    "L.",
    "<b>",
    "</a>",
    "<ph1>",
    "n\u00b0 ",
    "1er ",
    " h ",
]


def row(text: str) -> dict:
    normal = conventions.normalise(text)
    spans = [[s, e, len(key) == 1 and key.isdigit()] for s, e, key in conventions._spans(normal)]
    return {"text": text, "normal": normal, "spans": spans}


def main() -> None:
    chance = random.Random(20240512)
    texts = list(SENTENCES)
    for _ in range(600):
        pieces = [chance.choice(TOKENS) if chance.random() < 0.08 else chance.choice(ALPHABET) for _ in range(chance.randint(1, 40))]
        texts.append("".join(pieces))
    with open(HERE / "conventions.jsonl", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(row(text), ensure_ascii=True, separators=(",", ":")) + "\n" for text in texts)


if __name__ == "__main__":
    main()
