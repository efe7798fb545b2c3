import random
from pathlib import Path

import numpy as np
import pytest

from parvis_models import intent_data as data
from parvis_models import intent_file


def tiny_encoder() -> intent_file.Encoder:
    rng = np.random.RandomState(0)
    return intent_file.Encoder(
        version="t",
        keys=np.cumsum(rng.randint(1, 2**26, 50)).astype(np.uint32),
        vectors=(rng.randn(50, 6) * np.exp(rng.randn(50, 1))).astype(np.float32),
        classes=["a.b", "~outside"],
        weights=rng.randn(2, 6).astype(np.float32),
        biases=rng.randn(2).astype(np.float32),
        scale=12.5,
        custom_scale=1.5,
        custom_bias=-0.25,
    )


def test_encoder_file_keeps_what_four_bits_can(tmp_path: Path) -> None:
    encoder = tiny_encoder()
    intent_file.write(encoder, tmp_path / "one.bin")
    read = intent_file.read(tmp_path / "one.bin")
    np.testing.assert_array_equal(read.keys, encoder.keys)
    np.testing.assert_array_equal(read.weights, encoder.weights)
    np.testing.assert_array_equal(read.biases, encoder.biases)
    largest = np.abs(encoder.vectors).max(1, keepdims=True)
    assert np.all(np.abs(read.vectors - encoder.vectors) <= largest / 7 * 0.53)
    assert (read.version, read.classes, read.scale) == ("t", encoder.classes, 12.5)
    assert (read.custom_scale, read.custom_bias) == (1.5, -0.25)


def test_a_file_that_was_read_is_written_the_same(tmp_path: Path) -> None:
    intent_file.write(tiny_encoder(), tmp_path / "one.bin")
    once = intent_file.read(tmp_path / "one.bin")
    intent_file.write(once, tmp_path / "two.bin")
    twice = intent_file.read(tmp_path / "two.bin")
    np.testing.assert_allclose(twice.vectors, once.vectors, rtol=1e-5)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"PVX1" + bytes(40))
    with pytest.raises(ValueError, match="not an intent encoder"):
        intent_file.read(tmp_path / "x")


def test_committed_encoder_has_learned_the_catalogue() -> None:
    encoder = intent_file.read(data.MATERIAL / "intent.bin")
    assert set(data.catalogue()) == {one for one in encoder.classes if not one.startswith("~")}
    assert data.OUTSIDE in encoder.classes


@pytest.mark.parametrize("split", ["dev", "test"])
def test_no_text_of_an_evaluation_split_was_learned(split: str) -> None:
    def plain(text: str) -> str:
        return "".join(letter for letter in text.casefold() if letter.isalnum())

    learned = {plain(one.text) for one in data.utterances("train") + data.safety("train")}
    learned |= {plain(one.text) for _, one in data.outside("train")}
    held = data.utterances(split) + data.safety(split) + [one for _, one in data.outside(split)]
    assert not [one.text for one in held if plain(one.text) in learned]


def test_evaluation_splits_ask_for_every_procedure_in_every_language() -> None:
    for split in ("dev", "test"):
        asked = {(one.intent, one.language) for one in data.utterances(split)}
        assert len(asked) == len(data.catalogue()) * 17


def test_typing_errors_change_some_words_and_no_first_letter() -> None:
    text = "bonjour je voudrais renouveler mon titre de sejour avant son expiration"
    changed = data.mistyped(text, 2, random.Random(0))
    assert changed != text
    assert [word[0] for word in changed.split()] == [word[0] for word in text.split()]
