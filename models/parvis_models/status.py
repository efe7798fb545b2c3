"""Which directions are offered, by rule, from the measured scores: the one place where the thresholds stand."""

FORM_SET = "indomain-dev"
RELEASED_CHRF = 55.0
BETA_CHRF = 35.0
GUARDS = {"locks": 1.0, "script": 0.5, "repetition": 1.0, "kept": 5.0}  # percent of the segments of forms
FEWEST = 50  # segments: fewer prove nothing
CHRF_PARTS = {"zh": 0.6}  # thresholds on chrF into a language that writes words in one or two characters, as parts of those for the others
AT_MOST_BETA = ("fa", "ps", "vi", "sq")  # too little text to train on, and nobody has reviewed them yet


def chrf_threshold(threshold: float, direction: str) -> float:
    """A threshold on chrF, for the target language of "fr-zh"."""
    return threshold * CHRF_PARTS.get(direction.split("-")[1], 1.0)


def status_of(direction: str, sets: dict[str, dict]) -> str:
    """``sets``: {name of the set: scores as a dictionary} -> "released", "beta" or "off".

    released: measured on forms through the product over at least FEWEST segments, chrF at least RELEASED_CHRF, every guard kept, language not in
    AT_MOST_BETA.
    beta: chrF on forms at least BETA_CHRF (on what there is). off: the rest.
    """
    forms = sets.get(FORM_SET)
    if forms is None or forms["chrf"] < chrf_threshold(BETA_CHRF, direction):
        return "off"
    safe = all(forms[guard] <= limit for guard, limit in GUARDS.items())
    proven = forms["engine"] == "product" and forms["n"] >= FEWEST and forms["chrf"] >= chrf_threshold(RELEASED_CHRF, direction)
    return "released" if safe and proven and not any(code in AT_MOST_BETA for code in direction.split("-")) else "beta"
