from evaluate_terms import Tally, corpus_sentences, guided_terms

ENTRIES = [
    {"id": "noun", "kind": "term", "gender": "m", "t": {"en": "tax notice"}},
    {"id": "adjective", "kind": "term", "gender": None, "t": {"en": "exempt"}},
    {"id": "senses", "kind": "term", "gender": "f", "t": {"en": "dismissal; cancellation"}},
    {"id": "name", "kind": "acronym", "gender": None, "t": {"en": "CAF (benefits office)"}},
]


def note(name: str, equivalent: str, respected: bool) -> dict:
    return {"id": name, "french": "", "equivalent": equivalent, "respected": respected}


def test_nouns_and_names_guide():
    assert guided_terms(ENTRIES) == {"noun", "name"}


def test_tally_counts_terms_of_what_was_translated():
    tally = Tally()
    terms = [note("noun", "tax notice", True), note("adjective", "exempt", False), note("name", "CAF (benefits office)", True)]
    tally.add({"status": "translated", "level": "check", "text": "Tax notices of the CAF", "terms": terms}, {"noun", "name"}, {"name"})
    tally.add({"status": "kept", "level": "kept", "text": "Avis", "terms": terms[:1]}, {"noun"}, set())
    assert (tally.sentences, tally.kept, tally.check) == (2, 1, 1)
    assert (tally.terms, tally.respected, tally.guided, tally.guided_respected) == (3, 2, 2, 2)
    assert (tally.acronyms, tally.acronyms_respected, tally.verbatim) == (1, 1, 2)


def test_sentences_are_plain_and_once():
    sentences = corpus_sentences()
    assert len(sentences) > 1500 and len(set(sentences)) == len(sentences)
    assert not any("<" in sentence for sentence in sentences)
