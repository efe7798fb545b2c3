"""Text conventions shared by preparation, training, evaluation and the C++ runtime (core/text, core/locks).

The model never sees a number of two digits or more, an address, a tag, a reference or a template variable: it sees a placeholder piece
``<ph1>`` ... ``<ph9>`` and learns to carry it over. The runtime must follow the same conventions, so a change here is a change of model format.

Languages are ISO 639-1 codes; French is the hub. ``TAGS[x]`` is the piece that opens a source sentence and chooses the target language.
"""

import re
import unicodedata
import zlib

LANGUAGES = ["en", "ar", "es", "pt", "it", "de", "tr", "ru", "uk", "ro", "pl", "zh", "fa", "ps", "vi", "sq"]
HUB = "fr"
ALL = [HUB, *LANGUAGES]
TAGS = {code: f"<2{code}>" for code in ALL}
PLACEHOLDERS = [f"<ph{i}>" for i in range(1, 10)]
SYMBOLS = [*TAGS.values(), *PLACEHOLDERS]
EOS, UNK = 0, 1  # Marian's convention: no bos, no pad; UNK doubles as batch padding (byte fallback: never produced)
PAD = UNK

_CHARS = {
    "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...",
    "\u200b": None, "\ufeff": None, "\u00ad": None, "\u0640": None, "\u200e": None, "\u200f": None,
    "\u2066": None, "\u2067": None, "\u2068": None, "\u2069": None, "\u202a": None, "\u202b": None, "\u202c": None,
}  # fmt: skip
# one digit system everywhere: Arabic-Indic, extended Arabic-Indic and full-width digits
_CHARS.update({chr(base + i): str(i) for base in (0x0660, 0x06F0, 0xFF10) for i in range(10)})
_TABLE = str.maketrans(_CHARS)
_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Uniform spaces, apostrophes, quotes and digits; invisible marks dropped; NFC. SentencePiece itself normalises nothing."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text.translate(_TABLE))).strip()


# Order matters: the first alternative that matches at a position wins.
_LOCK = re.compile(
    r"""(?P<tag></?[A-Za-z][^<>]{0,200}>)
    | (?P<var>\{\{[^{}]{1,60}\}\} | \$?\{[^{}]{1,60}\} | %\{\w+\} | %\(\w+\)[sdif] | %(?:\d+\$)?[sdif@](?![A-Za-z]) | \$\d\b)
    | (?P<address>https?://[^\s<>"]+[\w/] | \bwww\.[^\s<>"]+[\w/] | [\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<code>(?<![\w.])(?:[LRD]\.?[ ]?\d[\d.-]*\d(?![\w]) | (?=[A-Z0-9*/.-]*\d)(?=[A-Z0-9*/.-]*[A-Z])[A-Z0-9](?:[A-Z0-9*/.-]*[A-Z0-9])(?![\w]) | \d+\*\d+))
    | (?P<number>(?<![\w])(?:\d\d(?:[ .]\d\d){2,} | \d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)? | \d(?:[\d.,:/\u066b\u066c-]*\d)?)(?![\w]))""",
    re.VERBOSE,
)


def _spans(text: str):
    """-> [(start, end, key)]: strings that must survive, with what two languages must share to count as the same one (numbers: the digits)."""
    return [
        (m.start(), m.end(), re.sub(r"\D", "", m.group(0)) if m.lastgroup == "number" else m.group(0))
        for m in _LOCK.finditer(text)
    ]


def lock(text: str, single_digits: bool = True):
    """-> (text with <phN>, kept): numbered by first appearance, the same string gets the same number; at most nine are kept.

    ``single_digits=False`` leaves one-digit numbers to the model (they carry the plural); the runtime's safer plan locks them too.
    """
    kept: list[str] = []
    out, at = [], 0
    for s, e, key in _spans(text):
        word = text[s:e]
        if not single_digits and len(key) == 1 and key.isdigit():
            continue
        if word not in kept:
            if len(kept) == len(PLACEHOLDERS):
                continue
            kept.append(word)
        out += [text[at:s], PLACEHOLDERS[kept.index(word)]]
        at = e
    return "".join([*out, text[at:]]), kept


def unlock(text: str, kept) -> str:
    """Put the kept strings back."""
    for i, word in enumerate(kept):
        text = text.replace(PLACEHOLDERS[i], word)
    return text


def lock_row(hub: str, others: dict[str, str]):
    """A hub text and its translations -> [(hub text, {lang: text})], placeholders on both sides.

    A string is replaced only where it occurs equally often on both sides (numbers: the same digits). Languages that share the same strings
    stay together. One-digit numbers are left to the model in half of the rows, so that it knows both of the runtime's plans.
    """
    single = zlib.crc32(hub.encode()) % 2 == 0
    spans = [x for x in _spans(hub) if single or not (len(x[2]) == 1 and x[2].isdigit())]
    if not spans:
        return [(hub, others)]
    keys = list(dict.fromkeys(k for _, _, k in spans))
    count = {k: sum(x[2] == k for x in spans) for k in keys}
    groups: dict[tuple, dict[str, str]] = {}
    for code, text in others.items():
        theirs = _spans(text)
        kept = tuple(k for k in keys if sum(x[2] == k for x in theirs) == count[k])[: len(PLACEHOLDERS)]
        groups.setdefault(kept, {})[code] = _replace(text, theirs, kept)
    return [(_replace(hub, spans, kept), group) for kept, group in groups.items()]


def _replace(text, spans, kept):
    out, at = [], 0
    for s, e, key in spans:
        if key in kept:
            out += [text[at:s], PLACEHOLDERS[kept.index(key)]]
            at = e
    return "".join([*out, text[at:]])


_WORDS = re.compile(r"[\W_]+")


def fingerprint(text: str) -> str:
    """What two texts must share to count as equal: letters and digits, lower case, no tags."""
    return _WORDS.sub(" ", re.sub(r"<[^>]*>", " ", text).lower()).strip()


_SCRIPT = {
    **dict.fromkeys(["ar", "fa", "ps"], re.compile(r"[\u0600-\u06ff]")),
    **dict.fromkeys(["ru", "uk"], re.compile(r"[\u0400-\u04ff]")),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
_LETTER = re.compile(r"[^\W\d_]")


def usable(text: str, lang: str) -> bool:
    """At least two letters (one Han character), enough of them in the language's own script."""
    n = len(_LETTER.findall(text))
    if n < (1 if lang == "zh" else 2):
        return False
    script = _SCRIPT.get(lang)
    return len(script.findall(text)) >= 0.4 * n if script else True
