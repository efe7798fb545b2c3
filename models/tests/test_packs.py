import hashlib
import json
import struct
import subprocess
import sys

import numpy as np
import onnx
import pytest
from conftest import ROOM

from parvis_models.packs import check_budget, read_piece_table
from parvis_models.runtime import PackFolder, PackText
from parvis_models.text import EOS, UNK


def cut(model, out, *options):
    return subprocess.run([sys.executable, ROOM / "cut_packs.py", model, out, *options], capture_output=True, text=True)


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_model_gives_the_same_bytes(random_model, tmp_path):
    assert cut(random_model, tmp_path / "a").returncode == 0
    assert cut(random_model, tmp_path / "b").returncode == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_manifests_describe_the_files(random_model, tmp_path):
    assert cut(random_model, tmp_path / "out", "--languages", "ar").returncode == 0
    packs = PackFolder(tmp_path / "out")
    assert packs.languages == ["ar"]
    for identity, manifest in packs.manifests.items():
        assert manifest["format"] == 1
        for file in manifest["files"]:
            raw = (tmp_path / "out" / identity / file["path"]).read_bytes()
            assert (len(raw), hashlib.sha256(raw).hexdigest()) == (file["bytes"], file["sha256"])
    body, language = packs.manifests.values()
    assert language["needs"] == [body["id"]]
    assert {file["role"] for file in language["files"]} == {"graph", "embeddings", "pieces"}


def test_languages_share_the_body_and_differ_in_rows(random_model, tmp_path):
    assert cut(random_model, tmp_path / "out").returncode == 0
    packs = PackFolder(tmp_path / "out")
    arabic, spanish = (PackText(packs, code).table for code in ("ar", "es"))
    assert {350, 351} <= set(arabic.ids.tolist()) and 350 not in spanish.ids
    assert [m["kind"] for m in packs.manifests.values()].count("body") == 1


def test_rare_pieces_can_be_read_and_never_come_out(random_model, tmp_path):
    (random_model / "source_pieces.json").write_text(json.dumps({"fr": [450, 451], "ar": [452, 301], "es": [453]}))
    assert cut(random_model, tmp_path / "out").returncode == 0
    table = PackText(PackFolder(tmp_path / "out"), "ar").table
    assert table.local(np.array([450, 451, 452])) != [UNK] * 3 and table.local(np.array([453])) == [UNK]
    for target in ("fr", "ar"):
        assert not {450, 451, 452} & set(table.ids[table.shortlist(target)].tolist())
    assert 301 in table.ids[table.shortlist("ar")]  # a piece of both kinds comes out


def test_pieces_file_layout(tiny_packs):
    raw = tiny_packs.file(tiny_packs.language("ar"), "pieces.bin").read_bytes()
    count = struct.unpack_from("<I", raw, 4)[0]
    assert raw[:4] == b"PVP1" and len(raw) == 8 + 3 * count
    table = read_piece_table(raw)
    assert table.ids[:2].tolist() == [EOS, UNK] and (np.diff(table.ids) > 0).all()
    assert table.content() == raw
    for target in ("fr", "ar"):
        shortlist = table.shortlist(target).tolist()
        assert shortlist[0] == EOS and UNK not in shortlist
    with pytest.raises(ValueError):
        read_piece_table(b"PVP2" + raw[4:])


def test_pieces_that_the_pack_lacks_are_spelled_in_bytes(tiny_packs):
    pack = PackText(tiny_packs, "es")
    ids, _ = pack.source("العنوان", "es")
    assert UNK not in ids
    assert pack.tokenizer.processor.decode(pack.table.ids[ids[1:-1]].tolist()).strip() == "العنوان"


def test_the_graph_keeps_its_weights_outside(tiny_packs):
    model = onnx.load(tiny_packs.file(tiny_packs.language("ar"), "graph.onnx"), load_external_data=False)
    external = [t for t in model.graph.initializer if t.data_location == onnx.TensorProto.EXTERNAL]
    locations = {entry.value for t in external for entry in t.external_data if entry.key == "location"}
    assert locations == {"body.bin", "embeddings.bin"}
    assert [i.name for i in model.graph.input] == ["source", "shortlist", "max_length"]
    assert [o.name for o in model.graph.output] == ["target", "alignment", "score"]


def test_a_pack_over_its_budget_is_reported():
    body = {"id": "body", "files": [{"bytes": 17_000_000}]}
    small, big = ({"id": name, "files": [{"bytes": size}]} for name, size in (("small", 4_000_000), ("big", 6_500_000)))
    lines = check_budget([body, small, big])
    assert len(lines) == 2 and all(line.startswith("big") for line in lines)


def test_an_uncalibrated_model_is_refused(random_model, tmp_path):
    (random_model / "scales.json").unlink()
    done = cut(random_model, tmp_path / "out")
    assert done.returncode != 0 and "calibrate.py" in done.stderr


def test_scores_and_confidence_reach_the_manifest(random_model, tmp_path):
    scores = {"directions": {"fr-ar": {"forms": {"n": 9, "chrf": 51.0, "bleu": 20.0, "kept": 0}}}, "status": {"fr-ar": "off"}}
    (random_model / "scores.json").write_text(json.dumps(scores))
    (random_model / "confidence.json").write_text(json.dumps({"directions": {"ar-fr": {"a": 1.5, "b": 2.0}}}))
    assert cut(random_model, tmp_path / "out", "--languages", "ar").returncode == 0
    manifest = PackFolder(tmp_path / "out").language("ar")
    assert manifest["status"] == {"fr-ar": "off", "ar-fr": "beta"}
    assert manifest["scores"] == {"fr-ar": {"forms": {"n": 9, "chrf": 51.0, "bleu": 20.0}}}
    assert manifest["confidence"] == {"ar-fr": {"a": 1.5, "b": 2.0}}
