"""Readers of the texts that the language guess is trained on."""

import gzip
import random
import zipfile

from parvis_models import detect_data


def test_words_are_of_one_script() -> None:
    assert detect_data.words_of("L’État paie 300 € à Київ", "Latn") == ["l", "état", "paie", "à"]
    assert detect_data.words_of("Подати в CAF", "Cyrl") == ["подати", "в"]


def test_frequent_words_follow_the_levels(tmp_path) -> None:
    levels = b"\x94\x81\xa1v\x01\x91\xa2de\x90\x92\xa2la\xa4chat"
    (tmp_path / "small_fr.msgpack.gz").write_bytes(gzip.compress(levels))
    words, rates = detect_data.frequent_words(str(tmp_path), "fr", "Latn")
    assert words == ["de", "la", "chat"]
    assert rates[0] == 1 and rates[1] == rates[2] < rates[0]


def test_serbian_words_in_their_other_letters() -> None:
    assert detect_data.cyrillic_serbian("ljudi") == "људи"
    assert detect_data.cyrillic_serbian("džep") == "џеп"


def test_listed_words_leave_the_marks_of_the_list(tmp_path) -> None:
    (tmp_path / "list.dic").write_text("2\nکتێب/N po:noun\nلە\n", encoding="utf8")
    assert detect_data.listed_words(str(tmp_path / "list.dic"), "Arab") == (["کتێب", "لە"], [1.0, 1.0])


def test_messages_of_a_language_pack(tmp_path) -> None:
    path = tmp_path / "pack.xpi"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("a.ftl", "title = Nieuw venster openen\nother = Kort\n    .label = Open { $count } tabbladen hier\n")
        pack.writestr("b.json", "key = niet hier te lezen")
    assert [text.split() for text in detect_data.langpack_texts(str(path))] == [["Nieuw", "venster", "openen"], ["Open", "tabbladen", "hier"]]


def test_paragraphs_of_a_declaration(tmp_path) -> None:
    (tmp_path / "nld.html").write_text("<h1>Titel</h1>\n<p>Een &amp; twee</p><p>Drie</p>", encoding="utf8")
    assert detect_data.udhr_texts(str(tmp_path), "nld") == ["Een & twee", "Drie"]


def test_gibberish_is_of_the_script() -> None:
    for script in detect_data.SCRIPTS:
        words = detect_data.gibberish(random.Random(1), script)
        assert detect_data.words_of(" ".join(words), script) == words
