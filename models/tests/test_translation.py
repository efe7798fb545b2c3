"""The tiny packs know their sentences by heart, so the graph's output is known word for word."""

import numpy as np
import pytest

from parvis_models.runtime import NativeSession, PackText, WebSession, plan
from parvis_models.text import EOS, HUB

DIRECTIONS = [(code, source, target) for code in ("ar", "es") for source, target in ((HUB, code), (code, HUB))]


def encode(pack: PackText, sentences, source, target):
    return [pack.source(row[source], target, single_digits=True) for row in sentences]


@pytest.mark.parametrize(("language", "source", "target"), DIRECTIONS)
def test_sentences_known_by_heart(tiny_packs, sentences, language, source, target):
    pack = PackText(tiny_packs, language)
    encoded = encode(pack, sentences, source, target)
    outputs = NativeSession(tiny_packs, language).run(plan([ids for ids, _ in encoded]), pack.table.shortlist(target))
    texts = [pack.text(outputs[i], kept) for i, (_, kept) in enumerate(encoded)]
    assert texts == [row[target] for row in sentences]


@pytest.mark.parametrize(("language", "source", "target"), DIRECTIONS)
def test_web_and_native_runtime_agree(tiny_packs, sentences, language, source, target):
    pack = PackText(tiny_packs, language)
    batches = plan([ids for ids, _ in encode(pack, sentences, source, target)])
    native = NativeSession(tiny_packs, language).run(batches, pack.table.shortlist(target))
    web = WebSession(tiny_packs, language).run(batches, pack.table.shortlist(target))
    assert {i: o.ids for i, o in web.items()} == {i: o.ids for i, o in native.items()}
    for i, output in native.items():
        assert np.allclose(web[i].score, output.score, atol=1e-4)


def test_a_sentence_alone_gives_what_it_gives_in_a_batch(tiny_packs, sentences):
    pack, session = PackText(tiny_packs, "ar"), NativeSession(tiny_packs, "ar")
    sources = [ids for ids, _ in encode(pack, sentences, HUB, "ar")]
    shortlist = pack.table.shortlist("ar")
    together = session.run(plan(sources), shortlist)
    for i, ids in enumerate(sources):
        assert session.run(plan([ids]), shortlist)[0].ids == together[i].ids


def test_shapes_early_exit_and_shortlist(tiny_packs, sentences):
    pack, session = PackText(tiny_packs, "es"), NativeSession(tiny_packs, "es")
    batch = plan([ids for ids, _ in encode(pack, sentences[:8], HUB, "es")])[0]
    shortlist = pack.table.shortlist("es")
    target, alignment, score = session.arrays(batch, shortlist)
    assert target.shape == alignment.shape == score.shape and target.shape[1] == len(batch.places)
    assert target.shape[0] < batch.max_length
    assert (target[-1] == EOS).all() and not (target[-2] == EOS).all()
    assert set(target.flatten().tolist()) <= set(shortlist.tolist())
    assert (alignment >= 0).all() and (alignment < batch.source.shape[1]).all()
    assert (score <= 0).all()


def test_max_length_stops_a_sentence(tiny_packs, sentences):
    pack, session = PackText(tiny_packs, "es"), NativeSession(tiny_packs, "es")
    batch = plan([pack.source(sentences[-1][HUB], "es")[0]])[0]
    without_end = pack.table.shortlist("es")[1:]
    assert session.arrays(batch, without_end)[0].shape == (batch.max_length, 1)


def test_batches_hold_similar_lengths():
    sources = [[5] * n + [EOS] for n in (3, 40, 4, 41, 3, 300)]
    batches = plan(sources)
    assert sorted(i for batch in batches for i in batch.places) == list(range(6))
    assert all(len(b.places) == 1 or b.source.size <= 400 for b in batches)
    assert [b.source.shape[1] for b in batches] == sorted(b.source.shape[1] for b in batches)
