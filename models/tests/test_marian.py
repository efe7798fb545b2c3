import dataclasses
import json
import struct
import subprocess
import sys

import numpy as np
import onnxruntime
import pytest
import sentencepiece
from conftest import ROOM, SHAPE

from parvis_models import marian_file, weights
from parvis_models.config import Shape, position_table, read_model_folder
from parvis_models.graph import Embeddings, build_graph
from parvis_models.initial import random_tensors
from parvis_models.marian_file import MarianFormatError, Quantised, read_model, read_shortlist, write_model, write_shortlist
from parvis_models.marian_legacy import fold_key_norms, spreads
from parvis_models.marian_model import from_marian, model_config, to_marian
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
    read, scales = from_marian(SHAPE, read_model(raw)[0])
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
        from_marian(SHAPE, {name: tensor for name, tensor in tensors.items() if name != "decoder_l2_rnn_Wf"})
    with pytest.raises(MarianFormatError, match="encoder_l1_ffn_W1"):
        from_marian(SHAPE, {**tensors, "encoder_l1_ffn_W1": tensors["encoder_l1_ffn_W2"]})


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


POST_NORM = dataclasses.replace(SHAPE, norm="post")


def run_import(tensors, config, folder, out, *options):
    """marian_import.py over a file made of these; the tokenizer of the tiny packs."""
    (folder / "model.bin").write_bytes(write_model(tensors, config))
    command = [sys.executable, ROOM / "marian_import.py", folder / "model.bin", folder / "joint.model", out, "--from", "en", "--to", "fr", *options]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def wide_enough(random_model) -> Shape:
    """A post-norm shape with as many pieces as the tokenizer has."""
    size = sentencepiece.SentencePieceProcessor(model_file=str(random_model / "joint.model")).get_piece_size()
    return dataclasses.replace(POST_NORM, vocab=size)


def test_an_imported_model_is_what_was_in_the_file(random_model, random_scales, wide_enough, tmp_path):
    tensors = to_marian(wide_enough, random_tensors(wide_enough, 7), random_scales)
    (random_model / "lex.bin").write_bytes(write_shortlist({300: [301, 302], 5: [303]}, wide_enough.vocab, first=4))
    done = run_import(tensors, model_config(wide_enough), random_model, tmp_path / "out", "--shortlist", random_model / "lex.bin")
    assert done.returncode == 0, done.stderr
    folder = read_model_folder(tmp_path / "out")
    assert folder.shape == wide_enough and not folder.tag_in_source
    assert folder.pieces == {"fr": [0, 2, 3, 301, 302, 303]}
    read = weights.read(tmp_path / "out" / "model.int8")
    assert "en.weight" not in read  # no normalisation at the top
    query = tensors["encoder_l2_self_Wq"]
    assert np.array_equal(read["enc.1.qkv.weight"].values[: SHAPE.d], query.values.T)
    assert read["enc.1.qkv.weight"].scale[0] == pytest.approx(1 / query.multiplier, rel=1e-3)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"ssru"', '"gru"', "dec-cell is 'gru'"),
        ('postprocess: "dan"', 'postprocess: "danh"', "postprocessing"),
        ("transformer-heads: 2", "transformer-heads: 3", "sizes"),
        ("enc-depth: 2\n", "", "enc-depth"),
    ],
)
def test_a_network_that_we_do_not_have_is_refused(random_model, random_scales, wide_enough, tmp_path, old, new, message):
    config = model_config(wide_enough)
    assert old in config
    tensors = to_marian(wide_enough, random_tensors(wide_enough, 7), random_scales)
    done = run_import(tensors, config.replace(old, new), random_model, tmp_path / "out")
    assert done.returncode == 1 and message in done.stderr and not (tmp_path / "out").exists()


def post_norm_greedy(shape: Shape, tensors, source: list[int], steps: int) -> list[int]:
    """Greedy decoding of one sentence by a post-norm network, written down once more, in numpy and float64."""

    def norm(x, name):
        centred = x - x.mean(-1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-6) * tensors[f"{name}.weight"] + tensors[f"{name}.bias"]

    def linear(x, name):
        return x @ tensors[f"{name}.weight"].T + tensors.get(f"{name}.bias", 0.0)

    def attend(q, k, v):
        q, k, v = (part.reshape(len(part), shape.heads, -1).swapaxes(0, 1) for part in (q, k, v))
        powers = np.exp(q @ k.swapaxes(1, 2) * shape.head_size**-0.5)
        return (powers / powers.sum(-1, keepdims=True) @ v).swapaxes(0, 1).reshape(q.shape[1], -1)

    def ffn(x, name):
        return linear(np.maximum(linear(x, f"{name}.up"), 0), f"{name}.down")

    places = position_table(shape.d).astype(np.float64)
    x = tensors["E.weight"][source] * shape.d**0.5 + places[: len(source)]
    for i in range(shape.enc):
        x = norm(x + linear(attend(*np.split(linear(x, f"enc.{i}.qkv"), 3, -1)), f"enc.{i}.o"), f"enc.{i}.n1")
        x = norm(x + ffn(x, f"enc.{i}.ffn"), f"enc.{i}.n2")
    cells = [np.zeros((1, shape.d))] * shape.dec
    previous, out = np.zeros((1, shape.d)), []
    for step in range(steps):
        y = previous + places[step]
        for i in range(shape.dec):
            w, gate = np.split(linear(y, f"dec.{i}.ssru"), 2, -1)
            gate = 1 / (1 + np.exp(-gate - tensors[f"dec.{i}.bf"]))
            cells[i] = gate * cells[i] + (1 - gate) * w
            y = norm(y + np.maximum(cells[i], 0), f"dec.{i}.n0")
            context = attend(linear(y, f"dec.{i}.q"), *np.split(linear(x, f"dec.{i}.kv"), 2, -1))
            y = norm(y + linear(context, f"dec.{i}.o"), f"dec.{i}.n1")
            y = norm(y + ffn(y, f"dec.{i}.ffn"), f"dec.{i}.n2")
        out.append(int((y @ tensors["E.weight"].T + tensors["bias"])[0].argmax()))
        previous = tensors["E.weight"][out[-1:]] * shape.d**0.5
    return out


def test_the_graph_of_a_post_norm_model(random_scales):
    """Few pieces and normalisations that matter: int8 seldom changes a choice, a normalisation in another place does."""
    shape = Shape(vocab=12, d=64, ffn=64, heads=4, enc=2, dec=2, norm="post")
    rng = np.random.default_rng(6)
    tensors = {name: t if t.ndim == 2 else (t + 0.3 * rng.standard_normal(t.shape)).astype(np.float32) for name, t in random_tensors(shape, 11).items()}
    for name in tensors:
        if ".kv." in name or ".o." in name:  # the source has to be heard
            tensors[name] = tensors[name] * 2
    quantised = {name: weights.quantise(t) if t.ndim == 2 else t for name, t in tensors.items()}
    exact = {name: (t.dequantised() if isinstance(t, weights.Int8Matrix) else t).astype(np.float64) for name, t in quantised.items()}
    table = quantised["E.weight"]
    scales = {name: 6.0 / 127 for name in random_scales} | {name: 6.0 / 255 for name in random_scales if name.endswith("ffn.down")}
    graph = build_graph(shape, quantised, scales, Embeddings(table.values, table.scale, tensors["bias"]))
    options = onnxruntime.SessionOptions()
    files = {"body.bin": graph.body, "embeddings.bin": graph.embeddings}
    options.add_external_initializers_from_files_in_memory(list(files), list(files.values()), [len(raw) for raw in files.values()])
    session = onnxruntime.InferenceSession(graph.model, options, providers=["CPUExecutionProvider"])
    same = 0
    for seed in range(12):
        source = [*np.random.default_rng(seed).integers(2, 12, 6).tolist(), 0]
        feeds = {"source": np.array([source], np.int32), "shortlist": np.arange(12, dtype=np.int32), "max_length": np.array(5, np.int64)}
        target = session.run(["target"], feeds)[0][:, 0].tolist()
        wanted = post_norm_greedy(shape, exact, source, 5)
        same += target == wanted[: len(target)]
    assert same >= 11
