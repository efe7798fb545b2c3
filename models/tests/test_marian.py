import json
import struct
import subprocess
import sys

import numpy as np
import pytest
import sentencepiece
from conftest import ROOM, SHAPE

from parvis_models import marian_file, weights
from parvis_models.initial import random_tensors
from parvis_models.marian_file import MarianFormatError, Quantised, read_model, read_shortlist, write_model, write_shortlist
from parvis_models.marian_legacy import fold_key_norms, spreads
from parvis_models.marian_model import from_marian, to_marian
from parvis_models.tokens import Tokenizer

MATRIX = np.arange(-6, 6, dtype=np.float32).reshape(3, 4)


@pytest.fixture
def small_file() -> bytes:
    return write_model({"Wemb": marian_file.quantise(MATRIX), "layer_W1": marian_file.quantise(MATRIX), "layer_b1": MATRIX[:1]}, "dim-emb: 4\n")


def test_a_file_reads_as_what_was_written(small_file):
    tensors, config = read_model(small_file)
    assert config == "dim-emb: 4\n" and sorted(tensors) == ["Wemb", "layer_W1", "layer_b1"]
    assert np.array_equal(tensors["layer_b1"], MATRIX[:1])
    for name in ("Wemb", "layer_W1"):
        assert tensors[name].values.shape == MATRIX.shape
        assert np.abs(tensors[name].dequantised() - MATRIX).max() <= 0.5 / tensors[name].multiplier + 1e-6


def test_the_layout_is_marians(small_file):
    version, count = struct.unpack_from("<2Q", small_file)
    assert (version, count) == (1, 4)
    headers = [struct.unpack_from("<4Q", small_file, 16 + 32 * i) for i in range(count)]
    assert [header[1] for header in headers] == [0x4101, 0x4101, 0x0404, 0x0101]
    assert all(header[3] % 256 == 0 for header in headers[:-1])
    data = len(small_file) - sum(header[3] for header in headers)
    assert data % 256 == 0
    table, weight = (np.frombuffer(small_file, np.int8, 12, data + start) for start in (0, headers[0][3]))
    quantised = marian_file.quantise(MATRIX).values
    assert np.array_equal(table.reshape(3, 4), quantised)  # the table in its own order
    assert np.array_equal(weight.reshape(4, 3), quantised.T)  # a weight transposed
    assert struct.unpack_from("<f", small_file, data + 12)[0] == pytest.approx(127 / 6)
    assert small_file.endswith(b"dim-emb: 4\n\0")


def test_a_file_cut_anywhere_is_refused(small_file):
    for size in [*range(0, 300, 7), *range(300, len(small_file), 101), len(small_file) - 1]:
        with pytest.raises(MarianFormatError):
            read_model(small_file[:size])


def changed(raw: bytes, at: int, layout: str, *values) -> bytes:
    out = bytearray(raw)
    struct.pack_into(layout, out, at, *values)
    return bytes(out)


@pytest.mark.parametrize(
    ("at", "layout", "value", "message"),
    [
        (0, "<Q", 2, "version 2"),
        (8, "<Q", 1 << 40, "items"),
        (16, "<Q", 1 << 60, "name"),
        (24, "<Q", 0x4102, "type 0x4102"),
        (32, "<Q", 1 << 50, "dimensions"),
        (40, "<Q", 1 << 62, "the file ends"),
    ],
)
def test_a_header_that_lies_is_refused(small_file, at, layout, value, message):
    with pytest.raises(MarianFormatError, match=message):
        read_model(changed(small_file, at, layout, value))


def test_values_that_cannot_be_are_refused(small_file):
    with pytest.raises(MarianFormatError, match="not finite"):
        read_model(write_model({"layer_b1": np.array([[np.nan]], np.float32)}, ""))
    with pytest.raises(MarianFormatError, match="multiplier"):
        read_model(write_model({"layer_W1": Quantised(np.ones((2, 2), np.int8), 0.0)}, ""))
    shapes = small_file.index(struct.pack("<2i", 3, 4))
    with pytest.raises(MarianFormatError, match="bytes for shape"):
        read_model(changed(small_file, shapes, "<2i", 3000, 4000))
    with pytest.raises(MarianFormatError, match="shape"):
        read_model(changed(small_file, shapes, "<2i", -3, 4))


def test_a_shortlist_reads_as_what_was_written():
    raw = write_shortlist({2: [7, 5], 4: [1]}, 6, first=3)
    read = read_shortlist(raw)
    assert [ids.tolist() for ids in read.lists] == [[], [], [5, 7], [], [1], []]
    assert read.union().tolist() == [0, 1, 2, 5, 7]


def test_a_changed_shortlist_is_refused():
    raw = write_shortlist({2: [7, 5], 4: [1, 2]}, 6)
    with pytest.raises(MarianFormatError, match="not a binary shortlist"):
        read_shortlist(b"\0" * 8 + raw[8:])
    with pytest.raises(MarianFormatError, match="checksum"):
        read_shortlist(changed(raw, 48 + 8, "<Q", 3))
    for size in range(0, len(raw), 9):
        with pytest.raises(MarianFormatError):
            read_shortlist(raw[:size])


def test_a_model_comes_back_from_marian(random_scales):
    tensors = random_tensors(SHAPE, 3)
    raw = write_model(to_marian(SHAPE, tensors, random_scales), "")
    read, scales = from_marian(SHAPE, True, read_model(raw)[0])
    assert scales.keys() == random_scales.keys()
    assert all(scales[name] == pytest.approx(random_scales[name]) for name in scales)
    assert read.keys() == tensors.keys()
    for name, tensor in tensors.items():
        if tensor.ndim == 1:
            assert np.array_equal(read[name], tensor)
        else:
            assert (np.abs(read[name].dequantised() - tensor) <= read[name].scale[:, None] * 0.501).all()


def test_what_is_missing_is_named(random_scales):
    tensors = to_marian(SHAPE, random_tensors(SHAPE, 3), random_scales)
    with pytest.raises(MarianFormatError, match="decoder_l2_rnn_Wf is missing"):
        from_marian(SHAPE, True, {name: tensor for name, tensor in tensors.items() if name != "decoder_l2_rnn_Wf"})
    with pytest.raises(MarianFormatError, match="encoder_l1_ffn_W1"):
        from_marian(SHAPE, True, {**tensors, "encoder_l1_ffn_W1": tensors["encoder_l1_ffn_W2"]})


def test_the_program_writes_what_marian_loads(random_model, tmp_path):
    for option, name in (("--float32", "model.bin"), (None, "model.intgemm.alphas.bin")):
        command = [sys.executable, ROOM / "marian_export.py", random_model, tmp_path / "out", *([option] if option else [])]
        assert subprocess.run(command, capture_output=True).returncode == 0
        tensors, config = read_model((tmp_path / "out" / name).read_bytes())
        options = {key: json.loads(value) for key, value in (line.split(": ", 1) for line in config.splitlines())}
        assert options["dim-emb"] == SHAPE.d and options["transformer-postprocess-top"] == "n" and options["dec-cell"] == "ssru"
        assert tensors["Wemb"].__class__ is (np.ndarray if option else Quantised)
    exact = weights.read_float32(random_model / "model.int8")
    assert np.array_equal(read_model((tmp_path / "out" / "model.bin").read_bytes())[0]["decoder_l1_rnn_W"], exact["dec.0.ssru.weight"][: SHAPE.d].T)


def test_a_tag_opens_the_source_and_chooses_the_output(random_model, tmp_path):
    pieces = {"fr": [0, *range(300, 319)], "ar": [0, *range(310, 333)]}
    (random_model / "pieces.json").write_text(json.dumps(pieces))
    assert subprocess.run([sys.executable, ROOM / "marian_export.py", random_model, tmp_path], capture_output=True).returncode == 0
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "srcvocab.spm"))
    ours, _ = Tokenizer(random_model / "joint.model").source("Nom de naissance", "ar")
    assert [*processor.encode("<2ar> Nom de naissance"), 0] == ours
    lists = read_shortlist((tmp_path / "lex.s2t.bin").read_bytes()).lists
    assert lists[ours[0]].tolist() == pieces["ar"]  # a multiple of eight
    assert lists[processor.piece_to_id("<2fr>")].tolist() == pieces["fr"][:16]
    assert sum(map(len, lists)) == 24 + 16


def test_folded_keys_are_exact_where_the_spread_is_constant():
    """One piece has one spread: the folded matrices, without normalisation, give what the normalised ones gave."""
    tensors, source = random_tensors(SHAPE, 5), [17]
    folded = fold_key_norms(SHAPE, tensors, [source])
    x = tensors["E.weight"][source] * SHAPE.d**0.5
    x[:, SHAPE.d // 2 :] += 1  # position 0: sines 0, cosines 1
    normalised = (x - x.mean()) * spreads(SHAPE, tensors, source)[0] * tensors["enc.0.n1.weight"] + tensors["enc.0.n1.bias"]
    wanted = normalised @ tensors["enc.0.qkv.weight"].T + tensors["enc.0.qkv.bias"]
    found = x @ folded["enc.0.qkv.weight"].T + folded["enc.0.qkv.bias"]
    assert np.abs(found[:, SHAPE.d :] - wanted[:, SHAPE.d :]).max() < 1e-4
    assert np.array_equal(folded["enc.0.qkv.weight"][: SHAPE.d], tensors["enc.0.qkv.weight"][: SHAPE.d])
