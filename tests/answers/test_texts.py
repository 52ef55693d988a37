"""Every word that people wrote is among the texts, and nothing that only names something."""

from tests.filled import EXAMPLE
from visions.answers import Answers
from visions.answers.texts import list_texts


def test_all_that_was_written_is_there_in_its_order() -> None:
    assert list_texts(EXAMPLE) == (
        "trees along\nthe canal",
        "smaller houses",
        "older people",
        "sensors in the air",
        "nobody to do it",
        "Arezzo and Hamm share their data",
        "By 31 December 2024 everybody can look up the air.",
        "data sets",
        "3",
        "20",
        "call the offices",
        "Mayor's office",
        "A canal with trees.",
        "Pilot opens",
        "Set up a portal",
        "IT office",
        "EU",
        "sets",
        "20",
        "nobody comes",
        "ask early",
        "Hackathon",
    )


def test_blank_answers_have_none() -> None:
    assert list_texts(Answers()) == ()
