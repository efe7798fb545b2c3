"""Which directions are offered, by rule, from the measured scores: the one place where the thresholds stand."""

FORM_SET = "indomain-dev"
RELEASED_CHRF = 55.0
BETA_CHRF = 35.0
GUARDS = {"locks": 1.0, "script": 0.5, "repetition": 1.0}  # percent, of every set
FEWEST = 50  # segments: fewer prove nothing
AT_MOST_BETA = ("fa", "ps", "vi", "sq")  # too little text to train on, and nobody has reviewed them yet


def status_of(direction: str, sets: dict[str, dict]) -> str:
    """``sets``: {name of the set: scores as a dictionary} -> "released", "beta" or "off".

    released: chrF on forms at least RELEASED_CHRF over at least FEWEST segments, every guard kept on every set, language not in AT_MOST_BETA.
    beta: chrF on forms at least BETA_CHRF (on what there is). off: the rest.
    """
    forms = sets.get(FORM_SET)
    if forms is None or forms["chrf"] < BETA_CHRF:
        return "off"
    safe = all(scores[guard] <= limit for scores in sets.values() for guard, limit in GUARDS.items())
    proven = forms["chrf"] >= RELEASED_CHRF and forms["n"] >= FEWEST
    return "released" if safe and proven and not any(code in AT_MOST_BETA for code in direction.split("-")) else "beta"
