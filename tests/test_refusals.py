"""Refusals in plain words, in every language."""

import pytest

from visions.documents.picture import explain_absence
from visions.i18n import speak
from visions.model import LANGUAGES, Entry, Prompt, RecordId, State
from visions.refusals import OTHER, REFUSALS, explain_refusal


@pytest.mark.parametrize(
    ("detail", "why"),
    [
        ("Your request was rejected: public figures.", "It seems to name a real person."),
        ("safety_violations=[violence]", "It seems to speak of violence."),
        ("SAFETY_VIOLATIONS=[SEXUAL]", "It seems to speak of nudity or sex."),
        ("similarity to third-party content", "It seems to name a brand or a protected work."),
        ("hate/threatening", "It seems to offend a group of people."),
        ("self-harm", "It seems to speak of self-harm."),
        ("Your request was rejected by the safety system.", OTHER.why),
        ("", OTHER.why),
    ],
)
def test_the_kind_is_read_from_the_services_words(detail: str, why: str) -> None:
    assert explain_refusal(detail).why == why


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_read_it_in_their_language(language: str) -> None:
    prompt = Prompt(RecordId("a-b", 1), "words")
    texts = {
        explain_absence(Entry(prompt, State.REFUSED, detail=signs[0]), speak(language))
        for signs in REFUSALS
    }
    assert len(texts) == len(REFUSALS)
    english = explain_absence(Entry(prompt, State.REFUSED), speak("en"))
    assert (explain_absence(Entry(prompt, State.REFUSED), speak(language)) == english) is (
        language == "en"
    )
