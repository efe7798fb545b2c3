import json

import numpy as np

from evaluate import merged
from parvis_models import confidence
from parvis_models.metrics import lost_locks, repeats, score, wrong_script
from parvis_models.status import GUARDS, status_of


def test_lost_locks():
    assert not lost_locks("Le 12/05/2026 à 14:30, 1 250 euros", "يوم 12/05/2026 في 14:30 مبلغ 1250 يورو")
    assert lost_locks("Le 12/05/2026", "يوم 12/05/2025")
    assert lost_locks("Écrivez à aide@exemple.fr", "Escriba a ayuda@exemple.fr")
    assert not lost_locks("Avez-vous 2 enfants ?", "Do you have two children?")


def test_repetition():
    assert repeats("very very very very well") and repeats("的的的的")
    assert not repeats("1111 2222") and not repeats("very very well")


def test_wrong_script():
    assert wrong_script("Adresse", "العنوان", "ar")
    assert not wrong_script("العنوان", "العنوان", "ar")
    assert not wrong_script("CAF", "CAF", "ar")


def test_scores_of_a_set():
    sources, references = ["Nom", "Adresse", "Ville 75"], ["Name", "Address", "City 75"]
    scores = score("en", sources, ["Name", "Adresse", "City 57"], references, [False, True, False])
    assert (scores.n, scores.kept, scores.locks) == (3, 33.33, 33.33)
    assert score("en", sources, references, references, [False] * 3).chrf == 100.0


def test_scores_of_other_weights_are_dropped(tmp_path):
    path = tmp_path / "scores.json"
    path.write_text(json.dumps({"weights": "a", "directions": {"fr-es": {"x": {"n": 1}}, "fr-ar": {"x": {"n": 2}}}}))
    new = {"fr-es": {"y": {"n": 3}}}
    assert merged(path, "a", new) == {"fr-es": {"x": {"n": 1}, "y": {"n": 3}}, "fr-ar": {"x": {"n": 2}}}
    assert merged(path, "b", new) == new
    assert merged(tmp_path / "none.json", "a", new) == new


def test_status_rule():
    clean = {"engine": "product", "n": 200, "chrf": 70.0, **dict.fromkeys(GUARDS, 0.0)}
    assert status_of("fr-es", {"indomain-dev": clean}) == "released"
    assert status_of("fr-ps", {"indomain-dev": clean}) == "beta"
    assert status_of("fr-es", {"indomain-dev": {**clean, "n": 10}}) == "beta"
    assert status_of("fr-es", {"indomain-dev": {**clean, "engine": "native"}}) == "beta"
    assert status_of("fr-es", {"indomain-dev": {**clean, "locks": 5.0}}) == "beta"
    assert status_of("fr-es", {"indomain-dev": {**clean, "chrf": 20.0}}) == "off"
    assert status_of("fr-zh", {"indomain-dev": {**clean, "chrf": 40.0}}) == "released"
    assert status_of("zh-fr", {"indomain-dev": {**clean, "chrf": 40.0}}) == "beta"
    assert status_of("fr-es", {}) == "off"


def test_confidence_fit_recovers_what_made_the_data():
    rng = np.random.default_rng(1)
    x = rng.uniform(-3, 0, 20000)
    true = confidence.Fit(2.5, 1.5)
    good = (rng.uniform(size=x.size) < true.confidence(x)).astype(float)
    found = confidence.fit(x, good)
    assert abs(found.a - true.a) < 0.15 and abs(found.b - true.b) < 0.15
    rows = confidence.reliability(found.confidence(x), good)
    assert sum(row["n"] for row in rows) == x.size and confidence.calibration_error(rows) < 0.02


def test_few_segments_stay_near_the_fit_of_all():
    prior = confidence.Fit(2.0, 1.0)
    found = confidence.fit(np.array([-0.5, -1.0]), np.array([0.0, 0.0]), prior)
    assert abs(found.a - prior.a) < 1 and found.b < prior.b
