import gzip

import numpy as np
import pytest

from parvis_models import weights


def test_int8_round_trip_is_exact_for_what_was_stored(tmp_path):
    matrix = np.random.default_rng(1).standard_normal((70, 9)).astype(np.float32)
    vector = np.array([0.5, -2.0], np.float32)
    weights.write_int8({"m.weight": matrix, "v": vector}, tmp_path / "model.int8")
    read = weights.read(tmp_path / "model.int8")
    expected = weights.quantise(matrix)
    assert np.array_equal(read["m.weight"].values, expected.values)
    assert np.array_equal(read["m.weight"].scale, expected.scale)
    assert np.array_equal(read["v"], vector)
    half_step = expected.scale[:, None] / 2
    assert (np.abs(read["m.weight"].dequantised() - matrix) <= half_step * 1.01).all()


def test_a_tensor_too_big_for_one_file_is_cut_by_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(weights, "FILE_LIMIT", weights._HEADER + 1000)
    matrix = np.arange(300 * 8, dtype=np.float32).reshape(300, 8) - 1000
    paths = weights.write_int8({"E.weight": matrix, "bias": np.zeros(5, np.float32)}, tmp_path / "m")
    assert len(paths) >= 3
    assert all(path.stat().st_size <= weights.FILE_LIMIT for path in paths)
    assert np.array_equal(weights.read(tmp_path / "m")["E.weight"].values, weights.quantise(matrix).values)


def test_float16_files_are_quantised_on_the_way(tmp_path):
    matrix = np.linspace(-1, 1, 64, dtype=np.float32).reshape(8, 8)
    weights.write_float16({"m": matrix}, tmp_path / "model")
    assert np.array_equal(weights.read_quantised(tmp_path / "model")["m"].values, weights.quantise(matrix.astype(np.float16)).values)


def test_the_digest_names_the_weights_and_not_their_packing(tmp_path):
    tensors = {"m": np.linspace(-1, 1, 64, dtype=np.float32).reshape(8, 8)}
    (zipped,) = weights.write_int8(tensors, tmp_path / "zipped")
    (tmp_path / "plain.0.safetensors").write_bytes(gzip.decompress(zipped.read_bytes()))
    assert weights.digest(tmp_path / "zipped") == weights.digest(tmp_path / "plain")
    weights.write_int8({"m": -tensors["m"]}, tmp_path / "other")
    assert weights.digest(tmp_path / "zipped") != weights.digest(tmp_path / "other")
    with pytest.raises(FileNotFoundError):
        weights.digest(tmp_path / "none")


def test_a_row_of_zeros_stays_zero():
    assert not weights.quantise(np.zeros((2, 3))).dequantised().any()
